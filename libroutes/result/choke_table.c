/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of an origin-destination table as demands of the ranking, and demands on shortest ways. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "result/choke_work.h"
#include "routes/bypass.h"

/* A row of the table. */
struct row {
    const char *origin, *destination;
    size_t row;
};

struct table {
    routes_i_choke_work *work;
    struct row *rows; /* [count] by origin, then destination */
    size_t count;
    uint32_t *from, *to, *demand; /* [used] with a way */
    size_t used;
    routes_path *path;
    uint32_t source; /* of `path` */
};

static double unit_of(routes_path_kind kind)
{
    return kind == ROUTES_PATH_TIME ? 1e3 : 1e6;
}

static int by_ends(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    int order = strcmp(a->origin, b->origin);
    if (order == 0)
        order = strcmp(a->destination, b->destination);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static routes_status take_rows(struct table *table, routes_error *err)
{
    const routes_table *od = table->work->use.od;
    table->count = routes_table_rows(od);
    table->rows = routes_i_calloc(table->count, sizeof *table->rows);
    table->from = routes_i_calloc(table->count, sizeof *table->from);
    table->to = routes_i_calloc(table->count, sizeof *table->to);
    table->demand = routes_i_calloc(table->count, sizeof *table->demand);
    if (!table->rows || !table->from || !table->to || !table->demand)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu demands", table->count);
    for (size_t i = 0; i < table->count; i++) {
        const char *origin = routes_table_text_at(od, "origin", i);
        const char *destination = routes_table_text_at(od, "destination", i);
        table->rows[i] = (struct row){origin ? origin : "", destination ? destination : "", i};
    }
    if (table->count)
        qsort(table->rows, table->count, sizeof *table->rows, by_ends);
    return ROUTES_OK;
}

static routes_status find_node(uint32_t *node, const struct table *table, size_t row,
                               const char *column, const char *id, routes_error *err)
{
    *node = routes_network_find(table->work->network, id);
    if (*node == ROUTES_GRAPH_NONE)
        return routes_i_fail(err, ROUTES_E_DATA, "od row %zu %s: no node is called \"%s\"", row + 2,
                             column, id);
    return ROUTES_OK;
}

/* A number from 0 up, NaN where the cell is empty or there is no such column. */
static routes_status read_number(double *number, const routes_table *od, const char *column,
                                 size_t row, routes_error *err)
{
    const char *text = routes_table_text_at(od, column, row);
    *number = NAN;
    if (text && *text && (!routes_i_number_read(number, text) || !(*number >= 0.0)))
        return routes_i_fail(err, ROUTES_E_DATA, "od row %zu %s: \"%s\" must be a number from 0 up",
                             row + 2, column, text);
    return ROUTES_OK;
}

/* A low end alone is a lower bound, a moderate alone one value. */
static routes_range range_of(double volume, double low, double moderate, double high)
{
    double middle = isnan(moderate) ? volume : moderate;
    if (isnan(low) && isnan(high))
        return isnan(middle) ? routes_range_none()
                             : (routes_range){NAN, middle, NAN, ROUTES_RANGE_SINGLE};
    if (isnan(high) && isnan(middle))
        return (routes_range){low, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
    return (routes_range){low, middle, high,
                          isnan(middle) ? ROUTES_RANGE_BOUNDS : ROUTES_RANGE_SOURCE_SPREAD};
}

static routes_status read_weight(routes_i_choke_demand *demand, const routes_table *od, size_t row,
                                 routes_error *err)
{
    static const char *const columns[] = {"volume", "low", "moderate", "high", "chance"};
    double numbers[5];
    routes_error why;
    routes_status status = ROUTES_OK;
    for (int i = 0; i < 5 && !status; i++)
        status = read_number(&numbers[i], od, columns[i], row, err);
    if (status)
        return status;
    if (numbers[4] > 1.0)
        return routes_i_fail(err, ROUTES_E_DATA, "od row %zu chance: %g must be 0 to 1", row + 2,
                             numbers[4]);
    demand->chance = isnan(numbers[4]) ? 1.0 : numbers[4];
    demand->weight = range_of(numbers[0], numbers[1], numbers[2], numbers[3]);
    if (routes_range_check(demand->weight, &why))
        return routes_i_fail(err, ROUTES_E_DATA, "od row %zu: %s", row + 2, why.message);
    return ROUTES_OK;
}

static routes_status search_from(struct table *table, uint32_t from, routes_error *err)
{
    routes_path_options options = ROUTES_PATH_OPTIONS;
    if (table->path && table->source == from)
        return ROUTES_OK;
    routes_path_free(table->path);
    table->path = NULL;
    table->source = from;
    options.kind = table->work->use.kind;
    options.run = NULL;
    return routes_path_new(&table->path, routes_network_graph(table->work->network), from, &options,
                           err);
}

static routes_status add_row(struct table *table, size_t number, routes_error *err)
{
    routes_i_choke_work *work = table->work;
    const struct row *row = &table->rows[number];
    routes_i_choke_demand demand = {.row = row->row, .stream = (uint32_t)number};
    uint32_t from, to = 0;
    routes_status status = find_node(&from, table, row->row, "origin", row->origin, err);
    if (!status)
        status = find_node(&to, table, row->row, "destination", row->destination, err);
    if (!status)
        status = read_weight(&demand, work->use.od, row->row, err);
    if (status || from == to)
        return status;
    if (work->use.certain)
        demand.chance = 1.0;
    status = search_from(table, from, err);
    if (status)
        return status;
    if (!routes_path_reaches(table->path, to)) {
        work->unserved++;
        return ROUTES_OK;
    }
    const routes_i_choke_pair pair = {from, to, (uint32_t)work->of.demand_count, 1.0,
                                      (double)routes_path_costs(table->path)[to] /
                                          unit_of(work->use.kind)};
    table->from[table->used] = from;
    table->to[table->used] = to;
    table->demand[table->used++] = pair.demand;
    status = routes_i_choke_add_demand(&work->of, demand, err);
    return status ? status : routes_i_choke_add_pair(work, pair, err);
}

/* Where no row states a volume, each counts 1. */
static void count_unstated(routes_i_choke_entries *of)
{
    for (size_t i = 0; i < of->demand_count; i++)
        if (of->demands[i].weight.kind != ROUTES_RANGE_NOT_STATED)
            return;
    for (size_t i = 0; i < of->demand_count; i++)
        of->demands[i].weight = (routes_range){NAN, 1.0, NAN, ROUTES_RANGE_SINGLE};
}

routes_status routes_i_choke_table(routes_i_choke_work *work, routes_error *err)
{
    struct table table = {.work = work};
    routes_status status = take_rows(&table, err);
    for (size_t i = 0; i < table.count && !status; i++) {
        status = routes_i_run_tell(&work->run, 0.0, "demands", err);
        if (!status)
            status = add_row(&table, i, err);
    }
    count_unstated(&work->of);
    const routes_i_choke_ways ways = {table.from, table.to, table.demand, table.used, NULL, NULL};
    if (!status)
        status = routes_i_choke_go_round(work, &ways, err);
    routes_path_free(table.path);
    routes_i_free(table.rows);
    routes_i_free(table.from);
    routes_i_free(table.to);
    routes_i_free(table.demand);
    return status;
}

/* What one demand loses at a site, on ways of this measure; those that are `scored` count. */
static routes_i_choke_entry entry_of(const routes_bypass_case *of, uint32_t demand, uint32_t site,
                                     int measure, bool scored)
{
    double unit = measure == ROUTES_I_CHOKE_S ? 1e3 : 1e6;
    routes_i_choke_entry entry = {.demand = demand, .site = site};
    if (of->kind == ROUTES_BYPASS_ROUND) {
        entry.round[measure] = 1.0;
        entry.with[measure] = (double)of->cost / unit;
        entry.without[measure] = (double)of->cost_without / unit;
        entry.loss = scored ? routes_i_choke_loss((double)of->cost, (double)of->cost_without) : 0.0;
    } else {
        entry.cut = entry.loss = scored;
    }
    entry.passes = scored;
    return entry;
}

static routes_status add_site(routes_i_choke_work *work, const routes_i_choke_ways *ways,
                              const routes_bypass_site *at, uint32_t site, routes_path_kind kind,
                              routes_error *err)
{
    routes_status status = ROUTES_OK;
    int measure = kind == ROUTES_PATH_TIME ? ROUTES_I_CHOKE_S : ROUTES_I_CHOKE_M;
    for (size_t i = 0; i < at->passing && !status; i++) {
        const routes_bypass_case *of = &at->cases[i];
        if (of->kind == ROUTES_BYPASS_END && !routes_i_choke_end_passes(work, site))
            continue;
        status = routes_i_choke_add(
            &work->of,
            entry_of(of, ways->demand[of->demand], site, measure, kind == work->use.kind), err);
    }
    return status;
}

static routes_status go_round_by(routes_i_choke_work *work, const routes_i_choke_ways *ways,
                                 const uint32_t *sites, size_t count, routes_path_kind kind,
                                 const routes_run *run, routes_error *err)
{
    routes_bypass *bypass = NULL;
    routes_bypass_options options = ROUTES_BYPASS_OPTIONS;
    options.sites_are_links = work->links;
    options.kind = kind;
    options.node_closed = ways->node_closed;
    options.link_closed = ways->link_closed;
    options.run = run;
    routes_status status =
        routes_bypass_new(&bypass, routes_network_graph(work->network), sites, count, ways->from,
                          ways->to, ways->count, &options, err);
    for (size_t i = 0; i < count && !status; i++) {
        routes_bypass_site at = routes_bypass_at(bypass, i);
        status = add_site(work, ways, &at, sites[i], kind, err);
    }
    routes_bypass_free(bypass);
    return status;
}

routes_status routes_i_choke_go_round(routes_i_choke_work *work, const routes_i_choke_ways *ways,
                                      routes_error *err)
{
    size_t count = 0;
    bool timed = routes_graph_time_ms(routes_network_graph(work->network)) != NULL;
    uint32_t *sites = routes_i_calloc(work->sites, sizeof *sites);
    if (!sites)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", work->sites);
    for (uint32_t s = 0; s < work->sites; s++)
        if (work->wanted[s])
            sites[count++] = s;
    routes_i_run_part part;
    bool both = work->use.kind == ROUTES_PATH_TIME || timed;
    routes_path_kind other =
        work->use.kind == ROUTES_PATH_TIME ? ROUTES_PATH_LENGTH : ROUTES_PATH_TIME;
    routes_status status =
        go_round_by(work, ways, sites, count, work->use.kind,
                    routes_i_run_part_of(&part, &work->run, 0.0, both ? 0.5 : 1.0), err);
    /* The other measure, along its own best ways. */
    if (!status && both)
        status = go_round_by(work, ways, sites, count, other,
                             routes_i_run_part_of(&part, &work->run, 0.5, 1.0), err);
    routes_i_free(sites);
    return status;
}
