/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/sources.h"

#include "core/json.h"
#include "core/memory.h"
#include "release/list.h"

/* Why a source may not feed the tier; ROUTES_I_REASONS when it may. Scopes are numbered from the
 * most open on; 0 says nothing, and opens nothing but the restricted tier. */
static routes_i_reason judge_source(const routes_i_review *review, const routes_source *source)
{
    if (source->retention_until != ROUTES_NO_DATE && source->retention_until < review->date)
        return ROUTES_I_HELD_RETENTION;
    bool open = source->consent_scope == ROUTES_CONSENT_NOT_STATED
                    ? review->tier->scope == ROUTES_CONSENT_RESTRICTED
                    : source->consent_scope <= review->tier->scope;
    return open ? ROUTES_I_REASONS : ROUTES_I_HELD_SOURCE;
}

/* A row rests on all the sources it names; one that names none could rest on anything. */
static routes_i_reason judge(const routes_i_review *review, const routes_i_list *ids)
{
    size_t n = 0;
    const routes_source *sources = routes_model_sources(review->model, &n);
    if (ids->count == 0 && review->tier->scope != ROUTES_CONSENT_RESTRICTED)
        return ROUTES_I_HELD_SOURCE;
    for (size_t i = 0; i < ids->count; i++) {
        size_t at = routes_model_find(review->model, ROUTES_SOURCES, ids->items[i]);
        routes_i_reason why = at < n ? judge_source(review, &sources[at]) : ROUTES_I_HELD_SOURCE;
        if (why != ROUTES_I_REASONS)
            return why;
    }
    return ROUTES_I_REASONS;
}

static routes_status sift_whole(routes_i_review *review, const routes_table *answer,
                                routes_error *err)
{
    routes_i_list ids;
    routes_status status = routes_i_list_read(&ids, routes_table_meta(answer, "sources"), err);
    if (status)
        return status;
    routes_i_reason why = judge(review, &ids);
    if (why != ROUTES_I_REASONS)
        routes_i_review_hold_all(review, why);
    routes_i_list_free(&ids);
    return ROUTES_OK;
}

routes_status routes_i_sources_sift(routes_i_review *review, const routes_table *answer, bool *rows,
                                    routes_error *err)
{
    if (routes_table_find(answer, "source_id") == SIZE_MAX)
        return sift_whole(review, answer, err);
    for (size_t row = 0; row < routes_table_rows(answer); row++) {
        routes_i_list ids;
        if (!rows[row])
            continue;
        routes_status status =
            routes_i_list_split(&ids, routes_table_text_at(answer, "source_id", row), err);
        if (status)
            return status;
        routes_i_reason why = judge(review, &ids);
        routes_i_list_free(&ids);
        rows[row] = why == ROUTES_I_REASONS;
        if (!rows[row])
            routes_i_review_hold(review, why);
    }
    return ROUTES_OK;
}

static void mark(const routes_i_review *review, const routes_i_list *ids, bool *seen)
{
    size_t n = routes_model_size(review->model, ROUTES_SOURCES);
    for (size_t i = 0; i < ids->count; i++) {
        size_t at = routes_model_find(review->model, ROUTES_SOURCES, ids->items[i]);
        if (at < n)
            seen[at] = true;
    }
}

/* Marks in `seen` the sources, by their place in the model, on which a table rests. */
static routes_status mark_all(const routes_i_review *review, const routes_table *table, bool *seen,
                              routes_error *err)
{
    routes_i_list ids = {0};
    routes_status status = ROUTES_OK;
    if (routes_table_find(table, "source_id") == SIZE_MAX) {
        status = routes_i_list_read(&ids, routes_table_meta(table, "sources"), err);
        mark(review, &ids, seen);
        routes_i_list_free(&ids);
    }
    for (size_t row = 0; !status && row < routes_table_rows(table); row++) {
        status = routes_i_list_split(&ids, routes_table_text_at(table, "source_id", row), err);
        mark(review, &ids, seen);
        routes_i_list_free(&ids);
    }
    return status;
}

static routes_status write_list(routes_table *table, const routes_source *sources, size_t n,
                                const bool *seen, routes_error *err)
{
    routes_i_text list = {0};
    routes_i_text_add(&list, "[");
    for (size_t i = 0; i < n; i++) {
        if (!seen[i])
            continue;
        if (list.size > 1)
            routes_i_text_add(&list, ",");
        routes_i_json_text(&list, sources[i].origin.source_id);
    }
    routes_i_text_add(&list, "]");
    routes_status status =
        list.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a list of sources")
                    : routes_table_set_meta(table, "sources", routes_i_text_get(&list), err);
    routes_i_text_free(&list);
    return status;
}

/* Lanes and figures are what sources report; the rest is the map below, or follows from both. Where
 * a release has no lanes, what follows from them stands for them. */
static bool is_report(const routes_i_review *review, routes_kind kind)
{
    return kind == ROUTES_KIND_LANES || kind == ROUTES_KIND_ESTIMATES ||
           (kind != ROUTES_KIND_PLACES && !review->lanes);
}

routes_status routes_i_sources_show(routes_i_review *review, routes_table *released,
                                    routes_error *err)
{
    size_t n = 0;
    const routes_source *sources = routes_model_sources(review->model, &n);
    bool *seen = routes_i_calloc(n + 1, sizeof *seen);
    if (!seen)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a list of sources");
    routes_status status = mark_all(review, released, seen, err);
    bool report = is_report(review, routes_table_kind(released));
    for (size_t i = 0; i < n; i++) {
        review->source_shown[i] = review->source_shown[i] || (seen[i] && report);
        review->source_mapped[i] = review->source_mapped[i] || (seen[i] && !report);
    }
    if (!status)
        status = write_list(released, sources, n, seen, err);
    routes_i_free(seen);
    return status;
}

size_t routes_i_sources_closed(const routes_i_review *review)
{
    size_t n = 0, closed = 0;
    const routes_source *sources = routes_model_sources(review->model, &n);
    for (size_t i = 0; i < n; i++)
        closed += judge_source(review, &sources[i]) != ROUTES_I_REASONS;
    return closed;
}
