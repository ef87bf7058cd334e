/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/place_work.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/ids.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/random.h"
#include "core/text.h"
#include "core/variate.h"
#include "result/detection.h"
#include "result/grade.h"
#include "result/own.h"
#include "result/passing.h"
#include "result/place_sites.h"
#include "result/shape.h"

#define TEAMS 5
#define HABIT 8.0
#define CUTOFF 3.0
#define ALTERNATIVES 10
#define DRAWS 1000

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to place teams");
}

static routes_status read_options(routes_i_place_work *work,
                                  const routes_answer_place_options *options)
{
    routes_answer_place_options *use = &work->use;
    routes_status status = routes_i_options_read(use, sizeof *use, options, work->err);
    if (status)
        return status;
    work->theta = use->theta ? *use->theta : ROUTES_PLACE_THETA;
    use->teams = use->teams == ROUTES_PLACE_NO_TEAMS ? 0 : use->teams ? use->teams : TEAMS;
    use->habit = use->habit > 0.0 ? use->habit : use->habit == 0.0 ? HABIT : NAN;
    use->cutoff = use->cutoff == 0.0 ? CUTOFF : use->cutoff;
    use->alternatives = use->alternatives ? use->alternatives : ALTERNATIVES;
    use->draws = use->draws ? use->draws : DRAWS;
    if (isnan(use->habit) || isinf(use->habit))
        return routes_i_fail(work->err, ROUTES_E_ARGUMENT, "habit must be above 0");
    if (!(use->cutoff >= 1.0))
        return routes_i_fail(work->err, ROUTES_E_ARGUMENT, "cutoff is %g, must be 1 or above",
                             use->cutoff);
    if ((unsigned)use->at > ROUTES_PLACE_AT_LINKS)
        return routes_i_fail(work->err, ROUTES_E_ARGUMENT, "at is %d, must be 0 to 2",
                             (int)use->at);
    return ROUTES_OK;
}

/* Whether a node or link is a site, and whether a team can stand there. */
static bool is_site(const routes_i_place_work *work, uint32_t item, bool *watchable)
{
    *watchable = true;
    if (work->use.at == ROUTES_PLACE_AT_LINKS) {
        *watchable = routes_network_link_at(work->network, item)->row != SIZE_MAX;
        return true;
    }
    const routes_node *node = routes_network_node(work->network, item);
    const char *home = routes_model_home(work->model);
    if (work->use.at == ROUTES_PLACE_AT_PLACES)
        return node->kind == ROUTES_NODE_PLACE && home && node->country &&
               strcmp(home, node->country) == 0;
    *watchable = node->kind == ROUTES_NODE_CROSSING;
    return *watchable || node->kind == ROUTES_NODE_DIFFUSE;
}

static size_t items_of(const routes_i_place_work *work)
{
    const routes_graph *graph = routes_network_graph(work->network);
    return work->use.at == ROUTES_PLACE_AT_LINKS ? routes_graph_links(graph)
                                                 : routes_graph_nodes(graph);
}

static routes_status make_room(routes_i_place_work *work, size_t n)
{
    work->site = routes_i_calloc(n, sizeof *work->site);
    work->low = routes_i_calloc(n, sizeof *work->low);
    work->moderate = routes_i_calloc(n, sizeof *work->moderate);
    work->high = routes_i_calloc(n, sizeof *work->high);
    work->shift = routes_i_calloc(n, sizeof *work->shift);
    work->traffic = routes_i_calloc(n, sizeof *work->traffic);
    work->forbidden = routes_i_calloc(n, 1);
    work->fixed = routes_i_calloc(n, 1);
    work->most = routes_i_calloc(n, sizeof *work->most);
    work->cost = routes_i_calloc(n, sizeof *work->cost);
    work->assumed = routes_i_calloc(n, sizeof *work->assumed);
    work->site_stream = routes_i_calloc(n, sizeof *work->site_stream);
    bool there = work->site && work->low && work->moderate && work->high && work->shift &&
                 work->traffic && work->forbidden && work->fixed && work->most && work->cost &&
                 work->assumed && work->site_stream;
    return there ? ROUTES_OK : no_memory(work->err);
}

/* A link's as a crossing's: what is left of the chance to pass when watched. */
static routes_i_detection detection_at(const routes_i_place_work *work, uint32_t item)
{
    routes_crossing as = {.reliability = NAN,
                          .reliability_low = NAN,
                          .reliability_high = NAN,
                          .reliability_watched = NAN,
                          .reliability_watched_low = NAN,
                          .reliability_watched_high = NAN};
    if (work->use.at == ROUTES_PLACE_AT_LINKS) {
        size_t row = routes_network_link_at(work->network, item)->row;
        if (row != SIZE_MAX) {
            const routes_link *link = &routes_model_links(work->model, NULL)[row];
            as.reliability = link->reliability;
            as.reliability_low = link->reliability_low;
            as.reliability_high = link->reliability_high;
            as.reliability_watched = link->reliability_watched;
            as.reliability_watched_low = link->reliability_watched_low;
            as.reliability_watched_high = link->reliability_watched_high;
        }
    } else if (work->use.at == ROUTES_PLACE_AT_CROSSINGS) {
        const routes_node *node = routes_network_node(work->network, item);
        if (node->kind == ROUTES_NODE_CROSSING)
            as = routes_model_crossings(work->model, NULL)[node->row];
    }
    return routes_i_detection_at(&as);
}

static void add_site(routes_i_place_work *work, uint32_t item, bool watchable)
{
    size_t s = work->count++;
    routes_i_detection detection = detection_at(work, item);
    work->site[s] = item;
    work->low[s] = detection.low;
    work->moderate[s] = detection.moderate;
    work->high[s] = detection.high;
    work->assumed[s] = detection.assumed;
    work->shift[s] = 1.0;
    work->traffic[s] = NAN;
    work->most[s] = 1;
    work->forbidden[s] = !watchable;
}

static routes_status find_sites(routes_i_place_work *work, bool *marks)
{
    size_t items = items_of(work);
    routes_status status = make_room(work, items);
    for (uint32_t item = 0; item < items && !status; item++) {
        bool watchable;
        if (!is_site(work, item, &watchable))
            continue;
        marks[item] = true;
        add_site(work, item, watchable);
    }
    work->sites = (routes_place_sites){.count = work->count,
                                       .site = work->site,
                                       .detection_low = work->low,
                                       .detection = work->moderate,
                                       .detection_high = work->high,
                                       .shift = work->shift,
                                       .forbidden = work->forbidden,
                                       .fixed = work->fixed,
                                       .most = work->most,
                                       .cost = work->cost};
    return status;
}

const char *routes_i_place_site_id(const routes_i_place_work *work, size_t site)
{
    return work->use.at == ROUTES_PLACE_AT_LINKS
               ? routes_network_link_at(work->network, work->site[site])->id
               : routes_network_node(work->network, work->site[site])->id;
}

const char *routes_i_place_site_name(const routes_i_place_work *work, size_t site)
{
    return work->use.at == ROUTES_PLACE_AT_LINKS
               ? NULL
               : routes_network_node(work->network, work->site[site])->name;
}

bool routes_i_place_site_diffuse(const routes_i_place_work *work, size_t site)
{
    return work->use.at == ROUTES_PLACE_AT_CROSSINGS &&
           routes_network_node(work->network, work->site[site])->kind == ROUTES_NODE_DIFFUSE;
}

const char *routes_i_place_source_of(const routes_i_place_work *work, uint32_t item, bool is_link)
{
    if (is_link) {
        size_t row = routes_network_link_at(work->network, item)->row;
        return row == SIZE_MAX ? NULL : routes_model_links(work->model, NULL)[row].origin.source_id;
    }
    const routes_node *node = routes_network_node(work->network, item);
    switch (node->kind) {
    case ROUTES_NODE_DIFFUSE:
        return routes_model_areas(work->model, NULL)[node->row].origin.source_id;
    case ROUTES_NODE_CROSSING:
        return routes_model_crossings(work->model, NULL)[node->row].origin.source_id;
    case ROUTES_NODE_PLACE:
        return routes_model_places(work->model, NULL)[node->row].origin.source_id;
    case ROUTES_NODE_PLAIN:
        break;
    }
    return NULL;
}

void routes_i_place_row_shape(routes_i_row *row, const routes_i_place_work *work, uint32_t item,
                              bool is_link)
{
    const routes_graph *graph = routes_network_graph(work->network);
    const routes_node *a =
        routes_network_node(work->network, is_link ? routes_graph_from(graph)[item] : item);
    if (!is_link) {
        routes_i_row_point(row, (routes_point){a->lon, a->lat});
        return;
    }
    const routes_node *b = routes_network_node(work->network, routes_graph_to(graph)[item]);
    const routes_point ends[] = {{a->lon, a->lat}, {b->lon, b->lat}};
    routes_i_row_line(row, ends, 2);
}

size_t routes_i_place_site_find(const routes_i_place_work *work, const char *id)
{
    for (size_t s = 0; s < work->count; s++)
        if (strcmp(routes_i_place_site_id(work, s), id) == 0)
            return s;
    return SIZE_MAX;
}

/* Random streams by the order of ids: another order of the input changes no draw. */
static routes_status name_streams(routes_i_place_work *work)
{
    size_t lanes = routes_model_size(work->model, ROUTES_LANES);
    size_t most = lanes > work->count ? lanes : work->count;
    routes_i_id *ids = routes_i_calloc(most, sizeof *ids);
    work->lane_stream = routes_i_calloc(lanes, sizeof *work->lane_stream);
    if (!ids || !work->lane_stream) {
        routes_i_free(ids);
        return no_memory(work->err);
    }
    for (size_t i = 0; i < lanes; i++)
        ids[i] = (routes_i_id){routes_model_lanes(work->model, NULL)[i].lane_id, i};
    routes_i_ids_sort(ids, lanes);
    for (size_t i = 0; i < lanes; i++)
        work->lane_stream[ids[i].row] = (uint32_t)i;
    for (size_t s = 0; s < work->count; s++)
        ids[s] = (routes_i_id){routes_i_place_site_id(work, s), s};
    routes_i_ids_sort(ids, work->count);
    for (size_t s = 0; s < work->count; s++)
        work->site_stream[ids[s].row] = (uint32_t)s;
    routes_i_free(ids);
    return ROUTES_OK;
}

/* The volume of a lane as stated: the moderate, the middle, or the bound of a lower bound. */
static double volume_of(const routes_i_place_work *work, const routes_lane *lane)
{
    routes_range range = lane->volume.range;
    if (work->use.unit == ROUTES_UNIT_NOT_STATED)
        return 1.0;
    if (lane->volume.unit != work->use.unit || range.kind == ROUTES_RANGE_NOT_STATED)
        return 0.0;
    if (!isnan(range.moderate))
        return range.moderate;
    return isnan(range.high) ? range.low : (range.low + range.high) / 2.0;
}

static routes_status weigh(routes_i_place_work *work)
{
    const routes_lane *lanes = routes_model_lanes(work->model, NULL);
    work->weight = routes_i_calloc(work->choices.demands, sizeof *work->weight);
    if (!work->weight)
        return no_memory(work->err);
    for (size_t d = 0; d < work->choices.demands; d++) {
        size_t lane = work->choices.lane[d];
        double volume = volume_of(work, &lanes[lane]);
        work->weight[d] = work->choices.weight[d] * volume;
        if ((d == 0 || work->choices.lane[d - 1] != lane) && volume > 0.0)
            work->weighed++;
    }
    if (work->use.unit != ROUTES_UNIT_NOT_STATED && work->weighed == 0)
        return routes_i_fail(work->err, ROUTES_E_NOT_FOUND, "no laid lane states a volume in %s",
                             routes_unit_text(work->use.unit));
    work->demands = routes_i_choices_read(&work->choices);
    work->demands.weight = work->weight;
    return ROUTES_OK;
}

routes_status routes_i_place_work_make(routes_i_place_work *work, const routes_model *model,
                                       const routes_network *network, const routes_laying *laying,
                                       const routes_answer_place_options *options,
                                       routes_error *err)
{
    *work = (routes_i_place_work){.model = model, .network = network, .laying = laying, .err = err};
    if (!model || !network || !laying || !routes_model_is_checked(model))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "a checked model, its network and its laying are needed");
    routes_status status = read_options(work, options);
    bool *marks = status ? NULL : routes_i_calloc(items_of(work), sizeof *marks);
    if (!status && !marks)
        status = no_memory(err);
    if (!status)
        status = find_sites(work, marks);
    if (!status)
        status = routes_i_place_sites_mark(work);
    if (!status)
        status = name_streams(work);
    if (!status) {
        const routes_i_choices_rule rule = {marks, work->use.at == ROUTES_PLACE_AT_LINKS,
                                            work->use.habit, work->use.cutoff};
        status = routes_i_choices_find(&work->choices, model, network, laying, &rule, work->use.run,
                                       err);
    }
    if (!status)
        status = weigh(work);
    routes_i_free(marks);
    return status;
}

void routes_i_place_work_free(routes_i_place_work *work)
{
    routes_i_free(work->site);
    routes_i_free(work->low);
    routes_i_free(work->moderate);
    routes_i_free(work->high);
    routes_i_free(work->shift);
    routes_i_free(work->traffic);
    routes_i_free(work->forbidden);
    routes_i_free(work->fixed);
    routes_i_free(work->most);
    routes_i_free(work->cost);
    routes_i_free(work->assumed);
    routes_i_free(work->weight);
    routes_i_free(work->lane_stream);
    routes_i_free(work->site_stream);
    routes_i_choices_free(&work->choices);
}

static double draw_volume(const routes_i_place_work *work, const routes_lane *lane, uint32_t stream,
                          uint32_t draw)
{
    routes_spread spread;
    double stated = volume_of(work, lane);
    if (work->use.unit == ROUTES_UNIT_NOT_STATED || !(stated > 0.0) ||
        lane->volume.range.kind == ROUTES_RANGE_LOWER_BOUND ||
        routes_spread_of(&spread, lane->volume.range, ROUTES_SPREAD_DEFAULT, NULL))
        return stated;
    routes_i_random random =
        routes_i_random_start(work->use.seed, ROUTES_I_PURPOSE_RANGE, stream, draw);
    return routes_i_variate_spread(&random, &spread);
}

/* The branches of one lane: whether it is there, what it carries, how it forks. */
static void draw_lane(double *weight, const routes_i_place_work *work, size_t first, size_t end,
                      uint32_t draw)
{
    const routes_lane *lane = &routes_model_lanes(work->model, NULL)[work->choices.lane[first]];
    uint32_t stream = work->lane_stream[work->choices.lane[first]];
    routes_i_random there =
        routes_i_random_start(work->use.seed, ROUTES_I_PURPOSE_LANE, stream, draw);
    routes_i_random split =
        routes_i_random_start(work->use.seed, ROUTES_I_PURPOSE_SAMPLING, stream, draw);
    bool kept = work->use.certain ||
                routes_i_random_unit(&there) < routes_i_grade_chance(work->model, lane);
    double volume = kept ? draw_volume(work, lane, stream, draw) : 0.0, sum = 0.0;
    /* Evenly over all splits: exponential parts of their sum. */
    for (size_t d = first; d < end; d++) {
        weight[d] = end - first > 1 ? -log1p(-routes_i_random_unit(&split)) : 1.0;
        sum += weight[d];
    }
    for (size_t d = first; d < end; d++)
        weight[d] = sum > 0.0 ? volume * (weight[d] / sum) : 0.0;
}

/* The chance to pass a link or a crossing, drawn where it is stated with a range. */
static double draw_chance(const routes_i_place_work *work, double low, double moderate, double high,
                          uint32_t stream, uint32_t draw)
{
    routes_spread spread = {ROUTES_SPREAD_TRIANGULAR, low, moderate, high};
    if (isnan(moderate))
        return 1.0;
    if (!(low <= moderate && moderate <= high && low < high))
        return moderate;
    routes_i_random random =
        routes_i_random_start(work->use.seed, ROUTES_I_PURPOSE_RELIABILITY, stream, draw);
    return routes_i_variate_spread(&random, &spread);
}

static double draw_way(const routes_i_place_work *work, const routes_branch *branch, uint32_t draw)
{
    const routes_link *links = routes_model_links(work->model, NULL);
    const routes_crossing *crossings = routes_model_crossings(work->model, NULL);
    uint32_t nodes = (uint32_t)routes_graph_nodes(routes_network_graph(work->network));
    double chance = 1.0;
    for (size_t i = 0; i < branch->steps; i++) {
        size_t row = routes_network_link_at(work->network, branch->links[i])->row;
        if (row != SIZE_MAX)
            chance *= draw_chance(work, links[row].reliability_low, links[row].reliability,
                                  links[row].reliability_high, nodes + branch->links[i], draw);
    }
    for (size_t i = 0; i <= branch->steps; i++) {
        const routes_node *node = routes_network_node(work->network, branch->nodes[i]);
        if (node->kind == ROUTES_NODE_CROSSING) {
            const routes_crossing *at = &crossings[node->row];
            chance *= draw_chance(work, at->reliability_low, at->reliability, at->reliability_high,
                                  branch->nodes[i], draw);
        }
    }
    return chance;
}

static void draw_world(double *weight, double *detection, double *reliability, uint32_t draw,
                       void *user)
{
    const routes_i_place_work *work = user;
    for (size_t r = 0; r < work->choices.count; r++)
        reliability[r] = draw_way(work, work->choices.way[r].branch, draw);
    for (size_t first = 0, end = 0; first < work->choices.demands; first = end) {
        while (end < work->choices.demands && work->choices.lane[end] == work->choices.lane[first])
            end++;
        draw_lane(weight, work, first, end, draw);
    }
    for (size_t s = 0; s < work->count; s++) {
        routes_spread spread = {ROUTES_SPREAD_TRIANGULAR, work->low[s], work->moderate[s],
                                work->high[s]};
        routes_i_random random = routes_i_random_start(work->use.seed, ROUTES_I_PURPOSE_DETECTION,
                                                       work->site_stream[s], draw);
        if (work->high[s] > work->low[s])
            detection[s] = routes_i_variate_spread(&random, &spread);
    }
}

routes_status routes_i_place_work_solve(routes_place_plans **plans, routes_i_place_work *work)
{
    routes_place_options options = ROUTES_PLACE_OPTIONS;
    options.teams = work->use.teams ? work->use.teams : 1;
    options.budget = work->use.budget;
    options.aim = work->use.aim;
    options.alternatives = work->use.alternatives;
    options.tolerance = work->use.tolerance;
    options.draws = work->use.draws;
    options.draw = draw_world;
    options.draw_user = work;
    options.run = work->use.run;
    return routes_place_new(plans, &work->demands, &work->sites, work->theta, &options, work->err);
}

routes_status routes_i_place_work_found(routes_range *found, routes_i_place_work *work,
                                        const uint32_t *teams, double theta)
{
    const double *levels[] = {work->low, work->moderate, work->high};
    double at[3];
    routes_status status = ROUTES_OK;
    for (int i = 0; i < 3 && !status; i++) {
        routes_place_sites sites = work->sites;
        sites.detection_low = sites.detection = sites.detection_high = levels[i];
        status = routes_place_evaluate(&at[i], NULL, NULL, &work->demands, &sites, teams, theta,
                                       work->err);
    }
    /* Better detection can find less, where it turns more away. */
    if (!status)
        *found = (routes_range){fmin(at[0], fmin(at[1], at[2])), at[1],
                                fmax(at[0], fmax(at[1], at[2])), ROUTES_RANGE_BOUNDS};
    return status;
}

routes_status routes_i_place_work_passing(double *passing, double *share, routes_i_place_work *work,
                                          const uint32_t *teams, double theta)
{
    return routes_place_evaluate(NULL, passing, share, &work->demands, &work->sites, teams, theta,
                                 work->err);
}

const char *routes_i_place_work_unit(const routes_i_place_work *work)
{
    return work->use.unit == ROUTES_UNIT_NOT_STATED ? "lanes" : routes_unit_text(work->use.unit);
}

static routes_status set_number(routes_table *table, const char *key, double value,
                                routes_error *err)
{
    routes_i_text text = {0};
    routes_i_text_number(&text, value);
    routes_status status = text.failed
                               ? no_memory(err)
                               : routes_table_set_meta(table, key, routes_i_text_get(&text), err);
    routes_i_text_free(&text);
    return status;
}

static void say_number(routes_i_text *to, const char *name, double value)
{
    if (isinf(value))
        routes_i_parameter_text(to, name, "infinite");
    else
        routes_i_parameter_number(to, name, value);
}

static routes_status set_parameters(routes_table *table, const routes_i_place_work *work)
{
    static const char *const places[] = {"crossings", "places", "links"};
    const routes_answer_place_options *use = &work->use;
    routes_i_text said = {0}, all = {0};
    routes_i_parameter_number(&said, "teams", (double)use->teams);
    say_number(&said, "theta", work->theta);
    routes_i_parameter_text(&said, "aim",
                            use->aim == ROUTES_PLACE_WORST ? "worst over theta" : "at theta");
    routes_i_parameter_text(&said, "at", places[use->at]);
    routes_i_parameter_number(&said, "habit", use->habit);
    say_number(&said, "cutoff", use->cutoff);
    routes_i_parameter_text(&said, "unit", routes_i_place_work_unit(work));
    routes_i_parameter_number(&said, "lanes_weighed", (double)work->weighed);
    routes_i_parameter_text(&said, "lanes_in_draws", use->certain ? "all" : "by their grades");
    routes_i_parameter_number(&said, "draws", use->draws);
    if (use->budget)
        routes_i_parameter_number(&said, "budget", use->budget > 0 ? (double)use->budget : 0.0);
    routes_i_text_print(&all, "{%s}", routes_i_text_get(&said));
    routes_status status =
        said.failed || all.failed
            ? no_memory(work->err)
            : routes_table_set_meta(table, "parameters", routes_i_text_get(&all), work->err);
    routes_i_text_free(&said);
    routes_i_text_free(&all);
    return status;
}

routes_status routes_i_place_work_note(routes_table *table, const routes_i_place_work *work,
                                       const routes_place_plan *plan, int stopped)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, work->use.seed);
    routes_status status = set_parameters(table, work);
    if (!status)
        status = routes_table_set_meta(table, "seed", seed, work->err);
    if (status || !plan)
        return status;
    double gap = plan->bound > plan->found ? (plan->bound - plan->found) / plan->bound : 0.0;
    status = set_number(table, "value", plan->found, work->err);
    if (!status)
        status = set_number(table, "bound", plan->bound, work->err);
    if (!status)
        status = set_number(table, "gap", gap, work->err);
    if (!status)
        status = routes_table_set_meta(table, "optimal", gap > 0.0 ? "no" : "yes", work->err);
    if (!status)
        status = routes_table_set_meta(table, "stopped", stopped ? "yes" : "no", work->err);
    return status;
}
