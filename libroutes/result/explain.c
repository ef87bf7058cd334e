/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/explain.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "model/near.h"

static const struct kind {
    const char *table, *thing, *column, *or_column;
    routes_i_tell *tell;
} kinds[] = {
    {"hotspot_rank", "area", "id", NULL, routes_i_tell_rank},
    {"hotspot_rates", "area", "id", NULL, routes_i_tell_rate},
    {"hotspot_emerging", "area", "id", NULL, routes_i_tell_emerging},
    {"hotspot_scan", "area", NULL, NULL, routes_i_tell_cluster},
    {"hotspots_nodes", "place or crossing", "id", NULL, routes_i_tell_node},
    {"hotspots_lanes", "lane", "lane_id", NULL, routes_i_tell_lane},
    {"displacement", "crossing or link", "id", NULL, routes_i_tell_displacement},
    {"interdict", "link or node of a plan", "link", "node", routes_i_tell_interdict},
};

static bool is_known(const routes_i_told *told, size_t column)
{
    const uint8_t *status = routes_table_status(told->answer, column);
    return status && status[told->row] == ROUTES_VALUE_OK;
}

double routes_i_told_number(const routes_i_told *told, const char *column)
{
    size_t at = routes_table_find(told->answer, column);
    const double *numbers = routes_table_numbers(told->answer, at);
    const int64_t *integers = routes_table_integers(told->answer, at);
    if (!is_known(told, at))
        return NAN;
    return numbers ? numbers[told->row] : integers ? (double)integers[told->row] : NAN;
}

const char *routes_i_told_text(const routes_i_told *told, const char *column)
{
    return routes_table_text_at(told->answer, column, told->row);
}

routes_range routes_i_told_range(const routes_i_told *told, const char *column)
{
    size_t at = routes_table_find(told->answer, column);
    const routes_range *ranges = routes_table_ranges(told->answer, at);
    return ranges && is_known(told, at) ? ranges[told->row] : routes_range_none();
}

static const routes_i_json_value *parameter(const routes_i_told *told, const char *name)
{
    return told->parameters ? routes_i_json_member(routes_i_json_root(told->parameters), name)
                            : NULL;
}

double routes_i_told_parameter(const routes_i_told *told, const char *name)
{
    return routes_i_json_double(parameter(told, name));
}

const char *routes_i_told_word(const routes_i_told *told, const char *name)
{
    return routes_i_json_string(parameter(told, name));
}

void routes_i_told_say_range(const routes_i_told *told, routes_range range)
{
    if (range.kind == ROUTES_RANGE_NOT_STATED)
        routes_i_text_add(told->to, "not stated");
    else if (range.kind == ROUTES_RANGE_LOWER_BOUND)
        routes_i_text_print(told->to, "at least %.4g", range.low);
    else if (range.kind == ROUTES_RANGE_SINGLE)
        routes_i_text_print(told->to, "%.4g", range.moderate);
    else if (isnan(range.moderate))
        routes_i_text_print(told->to, "between %.4g and %.4g", range.low, range.high);
    else
        routes_i_text_print(told->to, "between %.4g and %.4g, %.4g the moderate", range.low,
                            range.high, range.moderate);
}

void routes_i_told_say_untested(const routes_i_told *told, const char *why)
{
    routes_i_text_print(told->to, "It was not tested: %s.\n", why ? why : "there is no figure");
    routes_i_text_add(told->to, "What is missing would change that; no class is given meanwhile, "
                                "and none is to be read into it.\n");
}

static const struct kind *kind_of(const routes_table *answer)
{
    const char *name = routes_table_name(answer);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (name && strcmp(name, kinds[i].table) == 0)
            return &kinds[i];
    return NULL;
}

static routes_status read_parameters(routes_i_told *told, routes_error *err)
{
    const char *json = routes_table_meta(told->answer, "parameters");
    return json ? routes_i_json_read(&told->parameters, json, strlen(json), err) : ROUTES_OK;
}

static bool is_meant(const routes_i_told *told, const struct kind *kind)
{
    if (!kind->column)
        return routes_i_told_in_cluster(told);
    const char *id = routes_i_told_text(told, kind->column);
    const char *other = kind->or_column ? routes_i_told_text(told, kind->or_column) : NULL;
    return (id && strcmp(id, told->id) == 0) || (other && strcmp(other, told->id) == 0);
}

/* Whether the id stands in the column; if not, the error names the nearest that does. */
static routes_status seek(const routes_table *table, const char *column, const char *id,
                          const char *thing, routes_error *err)
{
    const char *const *ids = routes_table_texts(table, routes_table_find(table, column));
    size_t rows = ids ? routes_table_rows(table) : 0;
    routes_i_near near;
    for (size_t i = 0; i < rows; i++)
        if (ids[i] && strcmp(ids[i], id) == 0)
            return ROUTES_OK;
    routes_i_near_start(&near, id);
    for (size_t i = 0; i < rows; i++)
        if (ids[i])
            routes_i_near_try(&near, ids[i], ids[i], i);
    const char *found = near.failed ? NULL : near.best;
    routes_i_near_end(&near);
    return routes_i_fail(err, ROUTES_E_NOT_FOUND, "no %s is called \"%s\"%s%s%s", thing, id,
                         found ? "; nearest is \"" : "", found ? found : "", found ? "\"" : "");
}

/* An id without a row: outside of all clusters, or nowhere. */
static routes_status say_none(routes_i_told *told, const struct kind *kind,
                              const routes_table *areas, routes_error *err)
{
    if (kind->column)
        return seek(told->answer, kind->column, told->id, kind->thing, err);
    routes_status status = areas ? seek(areas, "id", told->id, kind->thing, err) : ROUTES_OK;
    if (status)
        return status;
    routes_i_text_print(told->to,
                        "%s: it is in none of the clusters listed (%zu).\n"
                        "Every window round every area was looked at, up to %.4g of all; those "
                        "that hold it are less striking than these, or share an area with them.\n"
                        "More cases in it and near it, or fewer expected, would change that.\n",
                        told->id, routes_table_rows(told->answer),
                        routes_i_told_parameter(told, "cap"));
    return ROUTES_OK;
}

static routes_status tell(routes_i_told *told, const struct kind *kind, const routes_table *areas,
                          routes_error *err)
{
    size_t rows = routes_table_rows(told->answer);
    bool any = false;
    routes_status status = read_parameters(told, err);
    for (told->row = 0; told->row < rows && !status; told->row++)
        if (is_meant(told, kind)) {
            kind->tell(told);
            any = true;
        }
    if (!status && !any)
        status = say_none(told, kind, areas, err);
    if (!status && told->to->failed)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for an explanation");
    routes_i_json_free(told->parameters);
    return status;
}

routes_status routes_explain(char **text, const routes_table *answer, const routes_table *areas,
                             const char *id, routes_error *err)
{
    routes_i_text lines = {0};
    routes_i_told told = {answer, 0, id, NULL, &lines};
    if (text)
        *text = NULL;
    if (!text || !answer || !id)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "text, answer and id must not be null");
    const struct kind *kind = kind_of(answer);
    if (!kind)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "\"%s\" is no answer that can be explained",
                             routes_table_name(answer));
    routes_status status = tell(&told, kind, areas, err);
    if (status)
        routes_i_text_free(&lines);
    else
        *text = lines.bytes;
    return status;
}
