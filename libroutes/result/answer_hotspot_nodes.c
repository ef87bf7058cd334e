/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot_nodes.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/ids.h"
#include "core/json.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/row.h"
#include "core/run.h"
#include "result/answer.h"
#include "result/counted.h"
#include "result/named.h"
#include "result/shape.h"
#include "routes/getis_ord.h"
#include "routes/rank.h"

#define TOP 10
#define LEAST_SHARE 0.9
#define MIN_NODES 20
#define MIN_LANES 20

static const routes_column columns[] = {
    {"id", ROUTES_COLUMN_TEXT, NULL, "Id of the place or crossing"},
    {"kind", ROUTES_COLUMN_TEXT, NULL, "place or crossing"},
    {"name", ROUTES_COLUMN_TEXT, NULL, "Name in English"},
    {"role", ROUTES_COLUMN_TEXT, NULL, "What lanes name it for here"},
    {"role_stated", ROUTES_COLUMN_TEXT, NULL, "What the place is stated to be"},
    {"lanes", ROUTES_COLUMN_INTEGER, "lanes", "Lanes in this role"},
    {"lanes_case", ROUTES_COLUMN_INTEGER, "lanes", "Lanes known from one case, counted apart"},
    {"volume", ROUTES_COLUMN_RANGE, NULL, "What they carry in the unit; not stated is never zero"},
    {"volume_unit", ROUTES_COLUMN_TEXT, NULL, "Unit of the volume"},
    {"rank", ROUTES_COLUMN_NUMBER, NULL, "By the stated figures, the largest first"},
    {"rank_lower", ROUTES_COLUMN_NUMBER, NULL, "Best rank of the 95 % interval"},
    {"rank_upper", ROUTES_COLUMN_NUMBER, NULL, "Worst rank of the 95 % interval"},
    {"share_in_top", ROUTES_COLUMN_NUMBER, NULL, "Share of draws in which it is among the first"},
    {"hot_class", ROUTES_COLUMN_TEXT, NULL, "hot, none, uncertain, or not_tested"},
    {"reason", ROUTES_COLUMN_TEXT, NULL, "Why not tested"},
    {"discovered", ROUTES_COLUMN_RANGE, NULL, "Cases found there by those who looked"},
    {"discovered_rate", ROUTES_COLUMN_RANGE, "per 1000 hours", "Discovered by monitored hours"},
    {"reported", ROUTES_COLUMN_RANGE, NULL, "Cases told of there; not to be added to the others"},
    {"reported_rate", ROUTES_COLUMN_RANGE, "per 1000 hours", "Reported by monitored hours"},
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the place or crossing"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84"},
};

enum { ORIGIN, TRANSIT, DESTINATION, ROLES };
static const char *const role_words[ROLES] = {"origin", "transit", "destination"};

struct work {
    const routes_model *model;
    routes_hotspot_nodes_options use;
    routes_run run;
    routes_i_named named;
    size_t places, count; /* sites: places, then crossings */
    uint32_t *site;       /* [count] place in the order of ids */
    size_t *order;        /* [count] sites by id */
    int slot;             /* of the volumes */
    routes_rank *ranks;   /* [ROLES][count] */
    size_t ranked[ROLES];
    size_t lanes; /* with a number in the unit */
    const char *quantity;
};

static void free_work(struct work *work)
{
    routes_i_named_free(&work->named);
    routes_i_free(work->site);
    routes_i_free(work->order);
    routes_i_free(work->ranks);
}

/* A place stands for itself, a province's capital for the province, as when lanes are laid. */
static size_t site_of_end(const routes_model *model, routes_end end)
{
    if (end.entity == ROUTES_PLACES)
        return end.index;
    if (end.entity == ROUTES_CROSSINGS)
        return routes_model_size(model, ROUTES_PLACES) + end.index;
    if (end.entity == ROUTES_AREAS &&
        routes_model_areas(model, NULL)[end.index].level == ROUTES_LEVEL_PROVINCE)
        return routes_model_capital(model, end.index);
    return SIZE_MAX;
}

static const char *id_of(const struct work *work, size_t site)
{
    return site < work->places
               ? routes_model_places(work->model, NULL)[site].place_id
               : routes_model_crossings(work->model, NULL)[site - work->places].crossing_id;
}

static routes_status order_sites(struct work *work, routes_error *err)
{
    work->places = routes_model_size(work->model, ROUTES_PLACES);
    work->count = work->places + routes_model_size(work->model, ROUTES_CROSSINGS);
    routes_i_id *sorted = routes_i_calloc(work->count, sizeof *sorted);
    work->site = routes_i_calloc(work->count, sizeof *work->site);
    work->order = routes_i_calloc(work->count, sizeof *work->order);
    work->ranks = routes_i_calloc(work->count, ROLES * sizeof *work->ranks);
    if (!sorted || !work->site || !work->order || !work->ranks) {
        routes_i_free(sorted);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu places and crossings",
                             work->count);
    }
    for (size_t i = 0; i < work->count; i++)
        sorted[i] = (routes_i_id){id_of(work, i), i};
    routes_i_ids_sort(sorted, work->count);
    for (size_t i = 0; i < work->count; i++) {
        work->order[i] = sorted[i].row;
        work->site[sorted[i].row] = (uint32_t)i;
    }
    routes_i_free(sorted);
    return ROUTES_OK;
}

static const routes_i_volume *volume_of(const struct work *work, int role, size_t site)
{
    const routes_i_volume *volumes[ROLES] = {work->named.out, work->named.passing, work->named.in};
    return &volumes[role][site];
}

static size_t lanes_of(const struct work *work, int role, size_t site)
{
    const routes_through *items[ROLES] = {work->named.from, work->named.between, work->named.to};
    return items[role][site].lanes;
}

static size_t cases_of(const struct work *work, int role, size_t site)
{
    static const int of[ROLES] = {0, 2, 1};
    return work->named.cases[of[role]][site].lanes;
}

/* A volume in the unit that is ranked; none where shares of unlike wholes meet. */
static routes_range range_of(const struct work *work, int role, size_t site, int slot)
{
    const routes_i_volume *volume = volume_of(work, role, site);
    return volume->unlike[slot] ? routes_range_none() : volume->sums[slot];
}

static const routes_unit units[ROUTES_I_VOLUME_UNITS] = {
    ROUTES_UNIT_PERSONS_PER_YEAR, ROUTES_UNIT_PERSONS_PER_MONTH, ROUTES_UNIT_PERSONS_TOTAL,
    ROUTES_UNIT_PERCENT_OF_TOTAL, ROUTES_UNIT_PERCENT_OF_GROUP};

static bool can_be_ranked(routes_range range)
{
    return range.kind != ROUTES_RANGE_NOT_STATED && range.kind != ROUTES_RANGE_LOWER_BOUND;
}

static routes_status choose_unit(struct work *work, routes_error *err)
{
    size_t most = 0;
    for (int slot = 0; slot < ROUTES_I_VOLUME_UNITS; slot++) {
        size_t known = 0;
        if (work->use.unit != ROUTES_UNIT_NOT_STATED) {
            if (work->use.unit == units[slot]) {
                work->slot = slot;
                return ROUTES_OK;
            }
            continue;
        }
        for (size_t i = 0; i < work->count; i++)
            for (int role = 0; role < ROLES; role++)
                known += can_be_ranked(range_of(work, role, i, slot));
        if (known > most) {
            most = known;
            work->slot = slot;
        }
    }
    if (work->use.unit != ROUTES_UNIT_NOT_STATED)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.unit is %d, no unit of lanes",
                             (int)work->use.unit);
    return ROUTES_OK;
}

static size_t count_lanes(const struct work *work)
{
    size_t count, known = 0;
    const routes_lane *lanes = routes_model_lanes(work->model, &count);
    for (size_t i = 0; i < count; i++)
        known += lanes[i].crime == ROUTES_CRIME_TRAFFICKING &&
                 lanes[i].volume.unit == units[work->slot] && can_be_ranked(lanes[i].volume.range);
    return known;
}

/* Ranks of one role; a site without a lane has no figure and is nobody's rival. */
static routes_status rank_role(struct work *work, int role, routes_error *err)
{
    routes_redraw *redraw = NULL;
    routes_redraw_options how_drawn = ROUTES_REDRAW_OPTIONS;
    routes_rank_options how = ROUTES_RANK_OPTIONS;
    routes_range *figures = routes_i_calloc(work->count, sizeof *figures);
    if (!figures)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu volumes", work->count);
    for (size_t i = 0; i < work->count; i++)
        figures[i] = range_of(work, role, i, work->slot);
    how_drawn.seed = work->use.seed;
    how.draws = work->use.draws;
    how.top = work->use.top;
    how.run = &work->run;
    routes_status status =
        routes_redraw_new(&redraw, figures, NULL, work->site, work->count, &how_drawn, err);
    if (!status)
        status = routes_rank_draw(work->ranks + (size_t)role * work->count, redraw, &how, err);
    for (size_t i = 0; i < work->count && !status; i++)
        work->ranked[role] += routes_redraw_state_of(redraw, i) == ROUTES_REDRAW_DRAWN;
    routes_redraw_free(redraw);
    routes_i_free(figures);
    return status;
}

/* What is said of a site in a role, and why nothing is. */
static routes_hot_class class_of(const struct work *work, int role, size_t site,
                                 const char **reason)
{
    const routes_rank *rank = &work->ranks[(size_t)role * work->count + site];
    routes_range range = range_of(work, role, site, work->slot);
    *reason = NULL;
    if (volume_of(work, role, site)->unlike[work->slot])
        *reason = "shares of unlike wholes have no sum";
    else if (range.kind == ROUTES_RANGE_NOT_STATED)
        *reason = "no volume is stated in this unit";
    else if (range.kind == ROUTES_RANGE_LOWER_BOUND)
        *reason = "a lower bound alone has no rank";
    else if (work->lanes < work->use.min_lanes)
        *reason = "too few lanes have numbers in this unit";
    else if (work->ranked[role] < work->use.min_nodes)
        *reason = "too few places and crossings have volumes in this unit";
    else if (work->ranked[role] <= work->use.top)
        *reason = "no more are ranked than the top holds";
    if (*reason)
        return ROUTES_HOT_NOT_TESTED;
    if (rank->share_in_top >= work->use.least_share)
        return ROUTES_HOT_HOT;
    return rank->stated <= (double)work->use.top ? ROUTES_HOT_UNCERTAIN : ROUTES_HOT_NONE;
}

/* Whether an observation is of the site, whose number is in `context`. */
struct here {
    const struct work *work;
    size_t site;
};

static int is_here(const routes_model *model, size_t observation, const void *context)
{
    const struct here *here = context;
    const char *id = routes_model_observations(model, NULL)[observation].place_id;
    return id && strcmp(id, id_of(here->work, here->site)) == 0;
}

static void put_site(routes_i_row *row, const struct work *work, size_t site, int role)
{
    bool is_place = site < work->places;
    const routes_place *place = &routes_model_places(work->model, NULL)[is_place ? site : 0];
    const routes_crossing *crossing =
        &routes_model_crossings(work->model, NULL)[is_place ? 0 : site - work->places];
    routes_i_row_text(row, id_of(work, site));
    routes_i_row_text(row, is_place ? "place" : "crossing");
    routes_i_row_text(row, is_place ? place->name : crossing->name);
    routes_i_row_text(row, role_words[role]);
    routes_i_answer_set(row, ROUTES_CODES_ROLE, is_place ? place->role : 0);
}

static void put_number(routes_i_row *row, double value)
{
    if (isnan(value))
        routes_i_row_empty(row, ROUTES_VALUE_NO_DATA);
    else
        routes_i_row_number(row, value);
}

static routes_status add_row(routes_table *table, const struct work *work, size_t site, int role,
                             const routes_i_counted *counted, routes_error *err)
{
    const routes_rank *rank = &work->ranks[(size_t)role * work->count + site];
    const char *reason;
    routes_hot_class hot = class_of(work, role, site, &reason);
    routes_i_row row = routes_i_row_start(table, err);
    put_site(&row, work, site, role);
    routes_i_row_integer(&row, (int64_t)lanes_of(work, role, site));
    routes_i_row_integer(&row, (int64_t)cases_of(work, role, site));
    routes_i_row_range(&row, range_of(work, role, site, work->slot));
    routes_i_answer_code(&row, ROUTES_CODES_UNIT, (int)units[work->slot]);
    put_number(&row, rank->stated);
    put_number(&row, rank->lower);
    put_number(&row, rank->upper);
    put_number(&row, rank->share_in_top);
    routes_i_row_text(&row, routes_hot_class_text(hot));
    routes_i_row_text(&row, reason);
    for (int d = 0; d < ROUTES_I_DETECTIONS; d++) {
        routes_i_row_range(&row, counted->by[d].count);
        routes_i_row_range(&row, counted->by[d].rate);
    }
    if (site < work->places) {
        const routes_place *place = &routes_model_places(work->model, NULL)[site];
        routes_i_row_text(&row, place->origin.source_id);
        routes_i_row_point(&row, (routes_point){place->lon, place->lat});
    } else {
        const routes_crossing *crossing =
            &routes_model_crossings(work->model, NULL)[site - work->places];
        routes_i_row_text(&row, crossing->origin.source_id);
        routes_i_row_point(&row, (routes_point){crossing->lon, crossing->lat});
    }
    return routes_i_row_end(&row);
}

static routes_status fill(routes_table *table, struct work *work, routes_error *err)
{
    routes_status status = ROUTES_OK;
    size_t blind = 0;
    for (size_t i = 0; i < work->count && !status; i++) {
        const struct here here = {work, work->order[i]};
        routes_i_counted counted;
        bool any = false;
        for (int role = 0; role < ROLES; role++)
            any = any || lanes_of(work, role, here.site) || cases_of(work, role, here.site);
        if (!any)
            continue;
        status = routes_i_counted_sum(&counted, work->model, work->quantity, is_here, &here, err);
        blind += !status && routes_i_counted_is_blind(&counted);
        for (int role = 0; role < ROLES && !status; role++)
            if (lanes_of(work, role, here.site) || cases_of(work, role, here.site))
                status = add_row(table, work, here.site, role, &counted, err);
    }
    if (!status)
        routes_i_counted_warn(&work->run, blind, "places and crossings");
    return status;
}

static routes_status compute(struct work *work, const routes_network *network,
                             const routes_laying *laying, routes_error *err)
{
    routes_status status = order_sites(work, err);
    if (status || work->count == 0)
        return status;
    work->quantity = routes_i_counted_quantity(work->model, work->use.quantity);
    status = routes_i_named_count(&work->named, work->count, work->model, network, laying,
                                  site_of_end, err);
    if (!status)
        status = choose_unit(work, err);
    if (!status)
        work->lanes = count_lanes(work);
    for (int role = 0; role < ROLES && !status; role++)
        status = rank_role(work, role, err);
    return status;
}

static routes_status read_options(struct work *work, const routes_hotspot_nodes_options *options,
                                  routes_error *err)
{
    routes_hotspot_nodes_options *use = &work->use;
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(&work->run, use->run, err);
    if (status)
        return status;
    use->top = use->top ? use->top : TOP;
    use->min_nodes = use->min_nodes ? use->min_nodes : MIN_NODES;
    use->min_lanes = use->min_lanes ? use->min_lanes : MIN_LANES;
    use->least_share = use->least_share != 0.0 ? use->least_share : LEAST_SHARE;
    if (!(use->least_share > 0.0 && use->least_share <= 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.least_share is %g, must be above 0 and at most 1",
                             use->least_share);
    return ROUTES_OK;
}

static routes_status set_parameters(routes_table *table, const struct work *work, routes_error *err)
{
    routes_i_text text = {0};
    routes_i_text_print(&text,
                        "{\"unit\":\"%s\",\"quantity\":", routes_unit_text(units[work->slot]));
    routes_i_json_text(&text, work->quantity);
    routes_i_text_print(&text, ",\"top\":%zu,\"least_share\":", work->use.top);
    routes_i_text_number(&text, work->use.least_share);
    routes_i_text_print(&text,
                        ",\"min_nodes\":%zu,\"min_lanes\":%zu,\"lanes\":%zu,\"ranked\":[%zu,%zu,%"
                        "zu],\"seed\":%llu}",
                        work->use.min_nodes, work->use.min_lanes, work->lanes, work->ranked[0],
                        work->ranked[1], work->ranked[2], (unsigned long long)work->use.seed);
    routes_status status = text.failed
                               ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for parameters")
                               : routes_table_set_meta(table, "parameters", text.bytes, err);
    routes_i_text_free(&text);
    return status;
}

routes_status routes_answer_hotspots_nodes(routes_table **out, const routes_model *model,
                                           const routes_network *network,
                                           const routes_laying *laying,
                                           const routes_hotspot_nodes_options *options,
                                           routes_error *err)
{
    struct work work = {.model = model};
    static const routes_i_answer_head head = {"hotspots_nodes", columns,
                                              sizeof columns / sizeof *columns,
                                              ROUTES_KIND_OPERATIONAL, ROUTES_SENSITIVITY_HIGH};
    routes_table *table = NULL;
    routes_status status = routes_i_answer_begin(out, model, err);
    if (!status && (!network || !laying))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "network and laying must not be null");
    if (!status)
        status = read_options(&work, options, err);
    if (!status)
        status = routes_i_answer_new(out, &table, model, &head, err);
    if (status)
        return status;
    status = compute(&work, network, laying, err);
    if (!status)
        status = fill(table, &work, err);
    if (!status)
        status = set_parameters(table, &work, err);
    if (!status)
        status = routes_table_set_meta(table, "reference", "Goldstein and Spiegelhalter 1996", err);
    free_work(&work);
    return routes_i_answer_end(out, table, model,
                               "volumes of lanes at their ends and on the shortest way; ranks from "
                               "draws within the stated ranges",
                               "id|role", status, err);
}
