/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot_lanes.h"

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
#include "result/lane_things.h"
#include "result/lanes.h"
#include "routes/lane_weights.h"
#include "routes/local_statistic.h"
#include "routes/stability.h"

#define DRAWS 99
#define DRAW_REPLICATES 999
#define MIN_LANES 20
#define MIN_CASES 20.0

static const routes_column columns[] = {
    {"lane_id", ROUTES_COLUMN_TEXT, NULL, "Id of the lane"},
    {"volume", ROUTES_COLUMN_RANGE, NULL, "Number as stated; empty is not stated, never zero"},
    {"volume_unit", ROUTES_COLUMN_TEXT, NULL, "Unit of the number"},
    {"population", ROUTES_COLUMN_TEXT, NULL, "Group of which the number speaks"},
    {"alike", ROUTES_COLUMN_INTEGER, "lanes", "Lanes with figures of this kind, itself included"},
    {"neighbours", ROUTES_COLUMN_INTEGER, "lanes", "Of these, those that share something with it"},
    {"z", ROUTES_COLUMN_NUMBER, NULL, "Gi* or Moran of the volume, standard score"},
    {"p", ROUTES_COLUMN_NUMBER, NULL, "Two-sided, by permutation"},
    {"p_adjusted", ROUTES_COLUMN_NUMBER, NULL, "Corrected for the number of lanes alike"},
    {"share_of_draws", ROUTES_COLUMN_NUMBER, NULL, "Draws from the ranges that give its class"},
    {"hot_class", ROUTES_COLUMN_TEXT, NULL,
     "Gi*: hot, cold; Moran: high_high, ...; none, uncertain, not_tested"},
    {"reason", ROUTES_COLUMN_TEXT, NULL, "Why not tested"},
    {"discovered", ROUTES_COLUMN_RANGE, NULL, "Cases found near it by those who looked"},
    {"discovered_hours", ROUTES_COLUMN_NUMBER, "hours", "Monitored hours behind them"},
    {"discovered_rate", ROUTES_COLUMN_RANGE, "per 1000 hours", "Discovered by monitored hours"},
    {"discovered_p_adjusted", ROUTES_COLUMN_NUMBER, NULL, "Of the rate, corrected"},
    {"discovered_class", ROUTES_COLUMN_TEXT, NULL, "As hot_class, of the rate"},
    {"discovered_reason", ROUTES_COLUMN_TEXT, NULL, "Why not tested"},
    {"reported", ROUTES_COLUMN_RANGE, NULL, "Cases told of near it; not to be added to the others"},
    {"reported_hours", ROUTES_COLUMN_NUMBER, "hours", "Monitored hours behind them"},
    {"reported_rate", ROUTES_COLUMN_RANGE, "per 1000 hours", "Reported by monitored hours"},
    {"reported_p_adjusted", ROUTES_COLUMN_NUMBER, NULL, "Of the rate, corrected"},
    {"reported_class", ROUTES_COLUMN_TEXT, NULL, "As hot_class, of the rate"},
    {"reported_reason", ROUTES_COLUMN_TEXT, NULL, "Why not tested"},
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the lane"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Curves that join the ends; no routes"},
};

/* One figure of one lane, tested. */
struct tested {
    routes_range figure;
    size_t alike, neighbours;
    routes_local local;
    routes_stability stability;
    const char *reason;
};

/* One lane; they stand in order of their ids. */
struct lane {
    size_t row;  /* in the model */
    bool counts; /* trafficking, and more than one case */
    struct tested volume, rates[ROUTES_I_DETECTIONS];
    routes_i_counted counted;
};

struct work {
    const routes_model *model;
    const routes_network *network;
    const routes_laying *laying;
    routes_hotspot_lanes_options use;
    routes_run run;
    struct lane *lanes; /* [count] */
    size_t count;
    routes_weights *weights;
    const char *quantity;
    /* of one test */
    routes_range *figures; /* [count] */
    double *values;        /* [count] */
    routes_local *local;   /* [count] */
    routes_stability *stability;
};

static void free_work(struct work *work)
{
    routes_weights_free(work->weights);
    routes_i_free(work->lanes);
    routes_i_free(work->figures);
    routes_i_free(work->values);
    routes_i_free(work->local);
    routes_i_free(work->stability);
}

static const struct tested nothing = {
    .figure = {NAN, NAN, NAN, ROUTES_RANGE_NOT_STATED},
    .local = {.z = NAN,
              .p = NAN,
              .p_adjusted = NAN,
              .hot = ROUTES_HOT_NOT_TESTED,
              .status = ROUTES_LOCAL_NOT_REPORTED},
    .stability = {ROUTES_HOT_NOT_TESTED, ROUTES_HOT_NOT_TESTED, NAN, NAN},
};

static routes_status order_lanes(struct work *work, routes_error *err)
{
    const routes_lane *rows = routes_model_lanes(work->model, &work->count);
    size_t n = work->count;
    routes_i_id *sorted = routes_i_calloc(n, sizeof *sorted);
    work->lanes = routes_i_calloc(n, sizeof *work->lanes);
    work->figures = routes_i_calloc(n, sizeof *work->figures);
    work->values = routes_i_calloc(n, sizeof *work->values);
    work->local = routes_i_calloc(n, sizeof *work->local);
    work->stability = routes_i_calloc(n, sizeof *work->stability);
    if (!sorted || !work->lanes || !work->figures || !work->values || !work->local ||
        !work->stability) {
        routes_i_free(sorted);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu lanes", n);
    }
    for (size_t i = 0; i < n; i++)
        sorted[i] = (routes_i_id){rows[i].lane_id, i};
    routes_i_ids_sort(sorted, n);
    for (size_t i = 0; i < n; i++) {
        const routes_lane *lane = &rows[sorted[i].row];
        work->lanes[i] = (struct lane){.row = sorted[i].row,
                                       .counts = lane->crime == ROUTES_CRIME_TRAFFICKING &&
                                                 lane->basis != ROUTES_BASIS_CASE,
                                       .volume = nothing,
                                       .rates = {nothing, nothing}};
    }
    routes_i_free(sorted);
    return ROUTES_OK;
}

static routes_status weigh(struct work *work, routes_error *err)
{
    routes_i_lane_things things = {0};
    routes_lane_weights_options how = ROUTES_LANE_WEIGHTS_OPTIONS;
    size_t *order = routes_i_calloc(work->count, sizeof *order);
    if (!order)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu lanes", work->count);
    for (size_t i = 0; i < work->count; i++)
        order[i] = work->lanes[i].row;
    how.with_self = 1;
    routes_status status =
        routes_i_lane_things_list(&things, work->model, work->network, work->laying, order,
                                  work->count, work->use.neighbours, err);
    if (!status)
        status = routes_lane_weights_new(&work->weights, work->count, things.start, things.thing,
                                         things.things, &how, err);
    routes_i_lane_things_free(&things);
    routes_i_free(order);
    return status;
}

/* Neighbours of a lane with figures in this test. */
static size_t neighbours_of(const struct work *work, uint32_t lane)
{
    const uint32_t *neighbours;
    size_t row = routes_weights_row(&neighbours, NULL, work->weights, lane);
    size_t count = 0;
    for (size_t k = 0; k < row; k++)
        count += neighbours[k] != lane && !isnan(work->values[neighbours[k]]);
    return count;
}

static const char *reason_of(routes_local_status status)
{
    switch (status) {
    case ROUTES_LOCAL_NOT_REPORTED:
        return "no figure is stated";
    case ROUTES_LOCAL_TOO_FEW:
        return "too few lanes have figures of this kind";
    case ROUTES_LOCAL_NO_NEIGHBOUR:
        return "no neighbour has a figure of this kind";
    default:
        return routes_local_status_text(status);
    }
}

static void note(struct work *work, struct tested *to, uint32_t lane, size_t alike)
{
    to->figure = work->figures[lane];
    to->alike = alike;
    to->neighbours = neighbours_of(work, lane);
    to->local = work->local[lane];
    to->stability = work->stability[lane];
    /* Gi* of a lane alone is its own figure, which no permutation changes. */
    if (to->local.status == ROUTES_LOCAL_TESTED && to->neighbours == 0) {
        *to = nothing;
        to->figure = work->figures[lane];
        to->alike = alike;
        to->local.status = ROUTES_LOCAL_NO_NEIGHBOUR;
    }
    to->reason = reason_of(to->local.status);
    if (isnan(work->values[lane]) && to->figure.kind == ROUTES_RANGE_LOWER_BOUND)
        to->reason = "a lower bound alone is no figure";
}

/* What the draws are classified by. */
struct classifier {
    const routes_weights *weights;
    routes_local_options options;
};

/* Every draw of the ranges is tested as the stated figures are, with fewer permutations. */
static routes_status classify(routes_hot_class *classes, const double *values, size_t n, void *user,
                              routes_error *err)
{
    const struct classifier *by = user;
    routes_local *rows = routes_i_calloc(n, sizeof *rows);
    if (!rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu lanes", n);
    routes_status status =
        routes_local_test(rows, NULL, values, NULL, by->weights, &by->options, err);
    for (size_t i = 0; i < n && !status; i++)
        classes[i] = rows[i].hot;
    routes_i_free(rows);
    return status;
}

/* Tests work->figures, and keeps what comes of those that are stated: of the volume, or the rate of
 * a detection. */
static routes_status test(struct work *work, int detection, routes_error *err)
{
    routes_redraw *redraw = NULL;
    routes_redraw_options how_drawn = ROUTES_REDRAW_OPTIONS;
    routes_local_summary summary;
    routes_local_options how = ROUTES_LOCAL_OPTIONS;
    routes_stability_options how_stable = ROUTES_STABILITY_OPTIONS;
    size_t known = 0;
    how_drawn.seed = how.seed = work->use.seed;
    how.kind = work->use.statistic;
    how.replicates = work->use.replicates;
    how.min_areas = work->use.min_lanes;
    how.run = how_stable.run = &work->run;
    how_stable.draws = work->use.draws;
    how_stable.least_share = work->use.least_share;
    routes_status status =
        routes_redraw_new(&redraw, work->figures, NULL, NULL, work->count, &how_drawn, err);
    for (size_t i = 0; i < work->count && !status; i++) {
        work->values[i] = routes_redraw_stated(redraw, i);
        work->stability[i] = nothing.stability;
        known += isnan(work->values[i]) ? 0 : 1;
    }
    if (!status)
        status =
            routes_local_test(work->local, &summary, work->values, NULL, work->weights, &how, err);
    if (!status && summary.tested) {
        struct classifier by = {work->weights, how};
        by.options.run = NULL;
        if (!how.replicates || how.replicates > DRAW_REPLICATES)
            by.options.replicates = DRAW_REPLICATES;
        status = routes_stability_test(work->stability, redraw, classify, &by, &how_stable, err);
    }
    for (uint32_t i = 0; i < work->count && !status; i++)
        if (work->figures[i].kind != ROUTES_RANGE_NOT_STATED)
            note(work, detection < 0 ? &work->lanes[i].volume : &work->lanes[i].rates[detection], i,
                 known);
    routes_redraw_free(redraw);
    return status;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Whether the figures of two lanes speak of one thing. */
static bool alike(const routes_lane *a, const routes_lane *b)
{
    return a->volume.unit == b->volume.unit && a->volume.measure == b->volume.measure &&
           same(a->population, b->population) && same(a->denominator, b->denominator);
}

static bool has_volume(const struct work *work, size_t at)
{
    return work->lanes[at].counts &&
           routes_model_lanes(work->model, NULL)[work->lanes[at].row].volume.range.kind !=
               ROUTES_RANGE_NOT_STATED;
}

/* Each kind of volume for itself, at the first lane that has it. */
static routes_status test_volumes(struct work *work, routes_error *err)
{
    const routes_lane *rows = routes_model_lanes(work->model, NULL);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < work->count && !status; i++) {
        const routes_lane *first = &rows[work->lanes[i].row];
        bool is_first = has_volume(work, i);
        for (size_t k = 0; k < i && is_first; k++)
            is_first = !(has_volume(work, k) && alike(first, &rows[work->lanes[k].row]));
        if (!is_first)
            continue;
        for (size_t k = 0; k < work->count; k++) {
            const routes_lane *lane = &rows[work->lanes[k].row];
            bool meant = has_volume(work, k) && alike(first, lane);
            work->figures[k] = meant ? lane->volume.range : routes_range_none();
        }
        status = test(work, -1, err);
    }
    for (size_t i = 0; i < work->count && !status; i++) {
        const routes_lane *lane = &rows[work->lanes[i].row];
        struct tested *volume = &work->lanes[i].volume;
        if (lane->crime != ROUTES_CRIME_TRAFFICKING)
            volume->reason = "not trafficking";
        else if (lane->basis == ROUTES_BASIS_CASE)
            volume->reason = "one case is no lane";
        else if (!has_volume(work, i))
            volume->reason = "no figure is stated";
    }
    return status;
}

/* A lane, and where something is counted. */
struct near {
    const struct work *work;
    size_t lane; /* row in the model */
};

static bool is_passed(const struct near *near, routes_end at)
{
    size_t first = 0, count = 0;
    routes_laying_lane(near->work->laying, near->lane, &first, &count);
    for (size_t b = first; b < first + count; b++) {
        const routes_branch *branch = routes_laying_at(near->work->laying, b);
        for (size_t i = 0; i <= branch->steps; i++) {
            const routes_node *node = routes_network_node(near->work->network, branch->nodes[i]);
            if (node->row == at.index &&
                ((node->kind == ROUTES_NODE_PLACE && at.entity == ROUTES_PLACES) ||
                 (node->kind == ROUTES_NODE_CROSSING && at.entity == ROUTES_CROSSINGS)))
                return true;
        }
    }
    return false;
}

/* Whether the lane names the place, or has an end in the province. */
static bool is_named(const struct near *near, routes_end at)
{
    const routes_model *model = near->work->model;
    for (int side = ROUTES_SIDE_FROM; side <= ROUTES_SIDE_VIA; side++) {
        size_t count;
        const routes_end *ends = routes_model_ends(model, near->lane, (routes_side)side, &count);
        for (size_t i = 0; i < count; i++)
            if ((ends[i].entity == at.entity && ends[i].index == at.index) ||
                (at.entity == ROUTES_AREAS &&
                 routes_model_end_province(model, ends[i]) == at.index))
                return true;
    }
    return false;
}

static int is_near(const routes_model *model, size_t observation, const void *context)
{
    const struct near *near = context;
    const routes_observation *row = &routes_model_observations(model, NULL)[observation];
    routes_end at = {ROUTES_AREAS, SIZE_MAX};
    if (row->place_id) {
        at = (routes_end){ROUTES_PLACES, routes_model_find(model, ROUTES_PLACES, row->place_id)};
        if (at.index == SIZE_MAX)
            at = (routes_end){ROUTES_CROSSINGS,
                              routes_model_find(model, ROUTES_CROSSINGS, row->place_id)};
        return at.index != SIZE_MAX && (is_named(near, at) || is_passed(near, at));
    }
    at.index = row->area_id ? routes_model_find(model, ROUTES_AREAS, row->area_id) : SIZE_MAX;
    return at.index != SIZE_MAX && is_named(near, at);
}

/* The rates of one detection, unless too few cases stand behind them. */
static routes_status test_rates(struct work *work, int detection, routes_error *err)
{
    double cases = 0.0;
    for (size_t i = 0; i < work->count; i++) {
        const routes_i_count *count = &work->lanes[i].counted.by[detection];
        work->figures[i] = work->lanes[i].counts ? count->rate : routes_range_none();
        double least = routes_range_least(count->count);
        if (work->figures[i].kind != ROUTES_RANGE_NOT_STATED && !isnan(least))
            cases += least;
    }
    bool enough = cases >= work->use.min_cases;
    routes_status status = enough ? test(work, detection, err) : ROUTES_OK;
    for (size_t i = 0; i < work->count && !status; i++) {
        struct tested *rate = &work->lanes[i].rates[detection];
        const char *why = work->lanes[i].counted.by[detection].reason;
        if (why)
            rate->reason = why;
        else if (!work->lanes[i].counts)
            rate->reason = "not trafficking, or one case";
        else if (!enough)
            rate->reason = "too few cases are counted";
    }
    return status;
}

static routes_status count_near(struct work *work, routes_error *err)
{
    routes_status status = ROUTES_OK;
    size_t blind = 0;
    work->quantity = routes_i_counted_quantity(work->model, work->use.quantity);
    for (size_t i = 0; i < work->count && !status; i++) {
        const struct near near = {work, work->lanes[i].row};
        status = routes_i_counted_sum(&work->lanes[i].counted, work->model, work->quantity, is_near,
                                      &near, err);
        blind += !status && routes_i_counted_is_blind(&work->lanes[i].counted);
    }
    if (!status)
        routes_i_counted_warn(&work->run, blind, "lanes");
    for (int d = 0; d < ROUTES_I_DETECTIONS && !status; d++)
        status = test_rates(work, d, err);
    return status;
}

/* A number, or no_data where it was not tested. */
static void put_tested(routes_i_row *row, double value)
{
    if (isnan(value))
        routes_i_row_empty(row, ROUTES_VALUE_NO_DATA);
    else
        routes_i_row_number(row, value);
}

static const char *class_of(const struct tested *tested)
{
    routes_hot_class hot = tested->local.hot;
    if (tested->stability.hot == ROUTES_HOT_UNCERTAIN)
        hot = ROUTES_HOT_UNCERTAIN;
    return routes_hot_class_text(hot);
}

static routes_status add_lane(routes_table *table, const struct work *work, const struct lane *lane,
                              routes_error *err)
{
    const routes_lane *stated = &routes_model_lanes(work->model, NULL)[lane->row];
    const struct tested *volume = &lane->volume;
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, stated->lane_id);
    routes_i_row_range(&row, stated->volume.range);
    routes_i_answer_code(&row, ROUTES_CODES_UNIT, (int)stated->volume.unit);
    routes_i_row_text(&row, stated->population);
    routes_i_row_integer(&row, (int64_t)volume->alike);
    routes_i_row_integer(&row, (int64_t)volume->neighbours);
    put_tested(&row, volume->local.z);
    put_tested(&row, volume->local.p);
    put_tested(&row, volume->local.p_adjusted);
    put_tested(&row, volume->stability.share);
    routes_i_row_text(&row, class_of(volume));
    routes_i_row_text(&row, volume->reason);
    for (int d = 0; d < ROUTES_I_DETECTIONS; d++) {
        const routes_i_count *count = &lane->counted.by[d];
        routes_i_row_range(&row, count->count);
        routes_i_row_number(&row, count->hours);
        routes_i_row_range(&row, count->rate);
        put_tested(&row, lane->rates[d].local.p_adjusted);
        routes_i_row_text(&row, class_of(&lane->rates[d]));
        routes_i_row_text(&row, lane->rates[d].reason);
    }
    routes_i_row_text(&row, stated->origin.source_id);
    routes_i_row_lane_curves(&row, work->model, lane->row);
    return routes_i_row_end(&row);
}

static routes_status read_options(struct work *work, const routes_hotspot_lanes_options *options,
                                  routes_error *err)
{
    routes_hotspot_lanes_options *use = &work->use;
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(&work->run, use->run, err);
    if (status)
        return status;
    use->draws = use->draws ? use->draws : DRAWS;
    use->min_lanes = use->min_lanes ? use->min_lanes : MIN_LANES;
    use->min_cases = use->min_cases != 0.0 ? use->min_cases : MIN_CASES;
    if (use->neighbours != ROUTES_LANE_NEIGHBOURS_ENDS &&
        use->neighbours != ROUTES_LANE_NEIGHBOURS_LINKS)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.neighbours is %d, not a known choice",
                             (int)use->neighbours);
    if (use->statistic != ROUTES_LOCAL_GI_STAR && use->statistic != ROUTES_LOCAL_MORAN)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.statistic is %d, must be Gi* or Moran", (int)use->statistic);
    if (!(use->min_cases > 0.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.min_cases is %g, must be above 0",
                             use->min_cases);
    return ROUTES_OK;
}

static routes_status set_parameters(routes_table *table, const struct work *work, routes_error *err)
{
    routes_i_text text = {0};
    routes_i_text_print(&text, "{\"statistic\":\"%s\",\"neighbours\":\"%s\",\"quantity\":",
                        routes_local_kind_text(work->use.statistic),
                        work->use.neighbours == ROUTES_LANE_NEIGHBOURS_LINKS ? "links" : "ends");
    routes_i_json_text(&text, work->quantity);
    routes_i_text_print(&text, ",\"min_lanes\":%zu,\"min_cases\":", work->use.min_lanes);
    routes_i_text_number(&text, work->use.min_cases);
    routes_i_text_print(&text, ",\"draws\":%lu,\"seed\":%llu}", (unsigned long)work->use.draws,
                        (unsigned long long)work->use.seed);
    routes_status status = text.failed
                               ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for parameters")
                               : routes_table_set_meta(table, "parameters", text.bytes, err);
    routes_i_text_free(&text);
    return status;
}

static routes_status compute(struct work *work, routes_error *err)
{
    routes_status status = order_lanes(work, err);
    if (status || work->count == 0)
        return status;
    status = weigh(work, err);
    if (!status)
        status = test_volumes(work, err);
    return status ? status : count_near(work, err);
}

routes_status routes_answer_hotspots_lanes(routes_table **out, const routes_model *model,
                                           const routes_network *network,
                                           const routes_laying *laying,
                                           const routes_hotspot_lanes_options *options,
                                           routes_error *err)
{
    struct work work = {.model = model, .network = network, .laying = laying};
    static const routes_i_answer_head head = {"hotspots_lanes", columns,
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
    status = compute(&work, err);
    for (size_t i = 0; i < work.count && !status; i++)
        status = add_lane(table, &work, &work.lanes[i], err);
    if (!status)
        status = set_parameters(table, &work, err);
    if (!status)
        status = routes_table_set_meta(table, "reference",
                                       "Ord and Getis 1995; Anselin 1995; Black 1992; Benjamini "
                                       "and Hochberg 1995",
                                       err);
    free_work(&work);
    return routes_i_answer_end(
        out, table, model,
        "local statistics of lanes among those that share an end or a way, by "
        "permutation, Benjamini-Hochberg; discovered and reported apart",
        "lane_id", status, err);
}
