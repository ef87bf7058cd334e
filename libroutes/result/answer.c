/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer.h"

#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/json.h"
#include "core/memory.h"
#include "result/answer.h"

void routes_i_row_origin(routes_i_row *row, const routes_origin *origin)
{
    routes_i_row_text(row, origin->source_id);
    routes_i_row_text(row, origin->section);
    routes_i_row_text(row, origin->attributed_to);
    routes_i_row_text(row, origin->note);
}

routes_status routes_i_answer_begin(routes_table **out, const routes_model *model,
                                    routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!model || !routes_model_is_checked(model))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "the model must have passed routes_model_check()");
    return ROUTES_OK;
}

routes_status routes_i_answer_new(routes_table **out, routes_table **table,
                                  const routes_model *model, const routes_i_answer_head *head,
                                  routes_error *err)
{
    routes_status status = routes_i_answer_begin(out, model, err);
    if (!status)
        status = routes_table_new(table, head->name, head->columns, head->column_count, err);
    if (!status)
        routes_table_set_kind(*table, head->kind, head->sensitivity);
    return status;
}

int routes_i_answer_is_home(const routes_model *model, const routes_area *area)
{
    const char *home = routes_model_home(model);
    return home && area->level == ROUTES_LEVEL_PROVINCE && area->country &&
           strcmp(area->country, home) == 0;
}

/* First and last day of anything stated over a period. */
static void period_of(const routes_model *model, int32_t *first, int32_t *last)
{
    size_t lane_count, observation_count;
    const routes_lane *lanes = routes_model_lanes(model, &lane_count);
    const routes_observation *observations = routes_model_observations(model, &observation_count);
    *first = *last = ROUTES_NO_DATE;
    for (size_t i = 0; i < lane_count + observation_count; i++) {
        int32_t start =
            i < lane_count ? lanes[i].period_start : observations[i - lane_count].period_start;
        int32_t end =
            i < lane_count ? lanes[i].period_end : observations[i - lane_count].period_end;
        if (start != ROUTES_NO_DATE && (*first == ROUTES_NO_DATE || start < *first))
            *first = start;
        if (end != ROUTES_NO_DATE && (*last == ROUTES_NO_DATE || end > *last))
            *last = end;
    }
}

int32_t routes_i_answer_year(const routes_model *model)
{
    int32_t first, last;
    char text[16];
    period_of(model, &first, &last);
    if (last == ROUTES_NO_DATE)
        return ROUTES_NO_DATE;
    routes_i_date_text(text, last);
    return atoi(text);
}

/* The latest census up to `year`, else the earliest after it; null when there is none. */
const routes_population *routes_i_answer_census(const routes_model *model, const char *area_id,
                                                int32_t year)
{
    size_t count;
    const routes_population *rows = routes_model_populations(model, &count);
    const routes_population *best = NULL;
    for (size_t i = 0; i < count; i++) {
        const routes_population *row = &rows[i];
        if (strcmp(row->area_id, area_id) != 0)
            continue;
        int fits = row->year <= year;
        int best_fits = best && best->year <= year;
        if (!best || (fits && (!best_fits || row->year > best->year)) ||
            (!fits && !best_fits && row->year < best->year))
            best = row;
    }
    return best;
}

routes_status routes_i_answer_home_areas(size_t **out, size_t *count, const routes_model *model,
                                         routes_error *err)
{
    size_t areas;
    const routes_area *rows = routes_model_areas(model, &areas);
    *count = 0;
    *out = routes_i_calloc(areas, sizeof **out);
    if (!*out)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    for (size_t i = 0; i < areas; i++)
        if (routes_i_answer_is_home(model, &rows[i]))
            (*out)[(*count)++] = i;
    return ROUTES_OK;
}

void routes_i_answer_code(routes_i_row *row, routes_codes list, int value)
{
    const char *word = routes_codes_text(list, value);
    routes_i_row_text(row, word && *word ? word : NULL);
}

void routes_i_answer_set(routes_i_row *row, routes_codes list, unsigned bits)
{
    routes_i_text words = {0};
    const char *word;
    for (int i = 0; (word = routes_codes_at(list, i)); i++)
        if (bits & (unsigned)routes_codes_find(list, word)) {
            routes_i_text_add(&words, words.size ? "|" : "");
            routes_i_text_add(&words, word);
        }
    if (words.failed && !row->status)
        row->status = routes_i_fail(row->err, ROUTES_E_MEMORY, "no memory for a list of words");
    routes_i_row_text(row, words.size ? words.bytes : NULL);
    routes_i_text_free(&words);
}

static routes_status set_period(routes_table *table, const routes_model *model, routes_error *err)
{
    int32_t first, last;
    char from[16], to[16], period[40];
    period_of(model, &first, &last);
    if (first == ROUTES_NO_DATE || last == ROUTES_NO_DATE)
        return ROUTES_OK;
    routes_i_date_text(from, first);
    routes_i_date_text(to, last);
    strcpy(period, from);
    strcat(period, "/");
    strcat(period, to);
    return routes_table_set_meta(table, "period", period, err);
}

/* The ids in the column source_id, each once, in the order of the model's sources. */
static routes_status set_sources(routes_table *table, const routes_model *model, routes_error *err)
{
    size_t count;
    const routes_source *sources = routes_model_sources(model, &count);
    const char *const *ids = routes_table_texts(table, routes_table_find(table, "source_id"));
    unsigned char *used = routes_i_calloc(count, 1);
    routes_i_text list = {0};
    for (size_t row = 0; used && ids && row < routes_table_rows(table); row++) {
        size_t at = ids[row] ? routes_model_find(model, ROUTES_SOURCES, ids[row]) : SIZE_MAX;
        if (at < count)
            used[at] = 1;
    }
    routes_i_text_add(&list, "[");
    for (size_t i = 0; used && i < count; i++)
        if (used[i]) {
            routes_i_text_add(&list, list.size > 1 ? "," : "");
            routes_i_json_text(&list, sources[i].origin.source_id);
        }
    routes_i_text_add(&list, "]");
    routes_status status =
        !used || list.failed
            ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the sources of a table")
            : routes_table_set_meta(table, "sources", list.bytes, err);
    routes_i_free(used);
    routes_i_text_free(&list);
    return status;
}

routes_status routes_i_answer_end(routes_table **out, routes_table *table,
                                  const routes_model *model, const char *method,
                                  const char *primary_key, routes_status status, routes_error *err)
{
    if (!status)
        status = routes_table_set_meta(table, "method", method, err);
    if (!status && primary_key)
        status = routes_table_set_meta(table, "primary_key", primary_key, err);
    if (!status)
        status = set_sources(table, model, err);
    if (!status)
        status = set_period(table, model, err);
    if (status)
        routes_table_free(table);
    else
        *out = table;
    return status;
}
