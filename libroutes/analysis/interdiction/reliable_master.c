/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/reliable_master.h"

#include <math.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/run.h"

/* Steps of the simplex method between two looks at whether the caller said stop. */
#define STEPS 500
/* Turns of as many steps, after which GLPK has lost its way: its duals still prove a bound. */
#define TURNS 2000
/* Rows kept for a scenario, those in the programme not counted. */
#define KEPT 40

static bool make_rows_room(routes_i_reliable_master *master, size_t rows)
{
    size_t room = rows + rows / 2 + 64;
    if (rows <= master->rows_room)
        return true;
    routes_i_reliable_cut **row = routes_i_realloc(master->row, room, sizeof *row);
    master->row = row ? row : master->row;
    double *dual = routes_i_realloc(master->dual, room + 1, sizeof *dual);
    master->dual = dual ? dual : master->dual;
    double *slack = routes_i_realloc(master->slack, room + 1, sizeof *slack);
    master->slack = slack ? slack : master->slack;
    uint32_t *gone = routes_i_realloc(master->gone, room + 1, sizeof *gone);
    master->gone = gone ? gone : master->gone;
    if (!row || !dual || !slack || !gone)
        return false;
    master->rows_room = room;
    return true;
}

static routes_status add_columns(routes_i_reliable_master *master, routes_error *err)
{
    const routes_i_reliable *problem = master->problem;
    double total = 0;
    for (size_t i = 0; i < problem->scenarios; i++)
        total += problem->weight[i];
    master->scale = total > 0 ? (double)problem->scenarios / total : 1;
    /* The point's room holds the costs for a moment. */
    for (size_t i = 0; i < problem->scenarios; i++)
        master->value[i] = problem->weight[i] * master->scale;
    routes_status status = routes_i_lp_add_cols(master->lp, problem->scenarios, master->value,
                                                problem->least, problem->most, err);
    for (size_t s = 0; s < problem->sites; s++) {
        master->value[s] = 0;
        master->lower[s] = problem->fixed[s];
        master->upper[s] = 1;
    }
    if (!status)
        status = routes_i_lp_add_cols(master->lp, problem->sites, master->value, master->lower,
                                      master->upper, err);
    return status;
}

static routes_status add_budget(routes_i_reliable_master *master, routes_error *err)
{
    const routes_i_reliable *problem = master->problem;
    uint32_t *col = routes_i_calloc(problem->sites + 1, sizeof *col);
    double *cost = routes_i_calloc(problem->sites + 1, sizeof *cost);
    size_t start[2] = {0, 0};
    const double lower = -INFINITY;
    const double upper = 0;
    routes_status status = ROUTES_OK;
    if (!col || !cost)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", problem->sites);
    for (uint32_t s = 0; !status && s < problem->sites; s++)
        if (problem->cost[s] > 0 && !problem->fixed[s]) {
            col[start[1]] = (uint32_t)problem->scenarios + s;
            cost[start[1]++] = problem->cost[s];
        }
    if (!status)
        status = routes_i_lp_add_rows(master->lp, 1, start, col, cost, &lower, &upper, err);
    routes_i_free(col);
    routes_i_free(cost);
    return status;
}

routes_status routes_i_reliable_master_make(routes_i_reliable_master *master,
                                            const routes_i_reliable *problem, const routes_run *run,
                                            routes_error *err)
{
    size_t cols = problem->scenarios + problem->sites + 1;
    *master = (routes_i_reliable_master){.problem = problem, .run = run};
    routes_status status = routes_i_reliable_pool_make(&master->pool, problem, err);
    if (!status)
        status = routes_i_reliable_search_make(&master->search, problem, err);
    if (!status)
        status = routes_i_reliable_chain_make(&master->chain, problem, err);
    if (!status)
        status = routes_i_lp_new(&master->lp, err);
    master->lower = routes_i_calloc(cols, sizeof *master->lower);
    master->upper = routes_i_calloc(cols, sizeof *master->upper);
    master->value = routes_i_calloc(cols, sizeof *master->value);
    master->reduced = routes_i_calloc(cols, sizeof *master->reduced);
    if (!status && (!master->lower || !master->upper || !master->value || !master->reduced ||
                    !make_rows_room(master, 1)))
        status =
            routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a programme of %zu columns", cols);
    if (!status)
        status = add_columns(master, err);
    if (!status)
        status = add_budget(master, err);
    if (status)
        routes_i_reliable_master_free(master);
    return status;
}

void routes_i_reliable_master_free(routes_i_reliable_master *master)
{
    routes_i_reliable_pool_free(&master->pool);
    routes_i_reliable_search_free(&master->search);
    routes_i_reliable_chain_free(&master->chain);
    routes_i_lp_free(master->lp);
    routes_i_free(master->row);
    routes_i_free(master->fresh);
    routes_i_free(master->lower);
    routes_i_free(master->upper);
    routes_i_free(master->value);
    routes_i_free(master->reduced);
    routes_i_free(master->dual);
    routes_i_free(master->slack);
    routes_i_free(master->gone);
    *master = (routes_i_reliable_master){0};
}

routes_status routes_i_reliable_master_afford(routes_i_reliable_master *master, double budget,
                                              routes_error *err)
{
    /* What keeps the budget but for rounding must keep the row. */
    double left = budget - master->problem->fixed_cost;
    master->budget = fmax(left + 1e-9 * fmax(1, fabs(budget)), 0);
    return routes_i_lp_set_row_bounds(master->lp, 0, -INFINITY, master->budget, err);
}

routes_status routes_i_reliable_master_set(routes_i_reliable_master *master, uint32_t site,
                                           double lower, double upper, routes_error *err)
{
    if (master->lower[site] == lower && master->upper[site] == upper)
        return ROUTES_OK;
    master->lower[site] = lower;
    master->upper[site] = upper;
    return routes_i_lp_set_col_bounds(master->lp, (uint32_t)master->problem->scenarios + site,
                                      lower, upper, err);
}

/* Whether a row is in the programme, or will be; otherwise it will be. */
static routes_status freshen(routes_i_reliable_master *master, routes_i_reliable_cut *cut,
                             routes_error *err)
{
    if (cut->row >= 0)
        return ROUTES_OK;
    if (master->fresh_count == master->fresh_room) {
        size_t room = 2 * master->fresh_room + 256;
        routes_i_reliable_cut **fresh = routes_i_realloc(master->fresh, room, sizeof *fresh);
        if (!fresh)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu new rows", room);
        master->fresh = fresh;
        master->fresh_room = room;
    }
    cut->row = 0;
    cut->idle = 0;
    master->fresh[master->fresh_count++] = cut;
    return ROUTES_OK;
}

/* The fresh rows as the programme takes them. */
struct block {
    size_t *start;
    uint32_t *col;
    double *value, *lower, *upper;
};

static void free_block(struct block *block)
{
    routes_i_free(block->start);
    routes_i_free(block->col);
    routes_i_free(block->value);
    routes_i_free(block->lower);
    routes_i_free(block->upper);
}

static bool write_block(struct block *block, const routes_i_reliable_master *master)
{
    size_t rows = master->fresh_count;
    size_t entries = 0;
    for (size_t i = 0; i < rows; i++)
        entries += 1 + master->fresh[i]->size;
    block->start = routes_i_calloc(rows + 1, sizeof *block->start);
    block->col = routes_i_calloc(entries, sizeof *block->col);
    block->value = routes_i_calloc(entries, sizeof *block->value);
    block->lower = routes_i_calloc(rows, sizeof *block->lower);
    block->upper = routes_i_calloc(rows, sizeof *block->upper);
    if (!block->start || !block->col || !block->value || !block->lower || !block->upper)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < rows; i++) {
        const routes_i_reliable_cut *cut = master->fresh[i];
        block->col[at] = cut->scenario;
        block->value[at++] = 1;
        for (uint32_t k = 0; k < cut->size; k++) {
            block->col[at] = (uint32_t)master->problem->scenarios + cut->site[k];
            block->value[at++] = cut->value[k];
        }
        block->lower[i] = cut->side;
        block->upper[i] = INFINITY;
        block->start[i + 1] = at;
    }
    return true;
}

static routes_status bring_in(routes_i_reliable_master *master, routes_error *err)
{
    struct block block = {0};
    size_t count = master->fresh_count;
    routes_status status = ROUTES_OK;
    if (!count)
        return ROUTES_OK;
    if (!make_rows_room(master, master->rows + count) || !write_block(&block, master))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu new rows", count);
    if (!status)
        status = routes_i_lp_add_rows(master->lp, count, block.start, block.col, block.value,
                                      block.lower, block.upper, err);
    free_block(&block);
    for (size_t i = 0; !status && i < count; i++) {
        master->row[master->rows] = master->fresh[i];
        master->fresh[i]->row = (int32_t)master->rows++;
    }
    if (!status)
        master->fresh_count = 0;
    return status;
}

/* The reduced costs and the bound that the duals prove: each row times its dual, summed, and the
 * columns at whichever bound is the less. Holds for any duals of the right sign (Neumaier and
 * Shcherbina 2004), so for GLPK's, whatever its tolerances. */
static void prove(routes_i_reliable_master *master)
{
    const routes_i_reliable *problem = master->problem;
    size_t chances = problem->scenarios;
    double *reduced = master->reduced;
    routes_i_lp_read_duals(master->dual, master->lp);
    double of_budget = fmin(master->dual[0], 0);
    double bound = of_budget * master->budget;
    for (size_t i = 0; i < chances; i++)
        reduced[i] = problem->weight[i] * master->scale;
    for (size_t s = 0; s < problem->sites; s++)
        reduced[chances + s] = problem->fixed[s] ? 0 : -of_budget * problem->cost[s];
    for (size_t r = 0; r < master->rows; r++) {
        const routes_i_reliable_cut *cut = master->row[r];
        double dual = master->dual[r + 1];
        if (!(dual > 0))
            continue;
        bound += dual * cut->side;
        reduced[cut->scenario] -= dual;
        for (uint32_t k = 0; k < cut->size; k++)
            reduced[chances + cut->site[k]] -= dual * cut->value[k];
    }
    for (size_t i = 0; i < chances; i++)
        bound += reduced[i] * (reduced[i] > 0 ? problem->least[i] : problem->most[i]);
    for (size_t s = 0; s < problem->sites; s++)
        bound +=
            reduced[chances + s] * (reduced[chances + s] > 0 ? master->lower[s] : master->upper[s]);
    master->bound = bound / master->scale;
    for (size_t s = 0; s < problem->sites; s++)
        reduced[chances + s] /= master->scale;
}

/* Whether the sites that must be watched keep the budget: then the programme has a solution,
 * whatever GLPK says. */
static bool is_payable(const routes_i_reliable_master *master)
{
    const routes_i_reliable *problem = master->problem;
    double cost = 0;
    for (size_t s = 0; s < problem->sites; s++)
        cost += problem->fixed[s] ? 0 : problem->cost[s] * master->lower[s];
    return cost <= master->budget * (1 + 1e-9);
}

routes_status routes_i_reliable_master_solve(routes_i_lp_state *state,
                                             routes_i_reliable_master *master, double cutoff,
                                             size_t iterations, routes_error *err)
{
    routes_status status = bring_in(master, err);
    size_t turns = 0;
    do {
        if (!status)
            status = routes_i_lp_solve(master->lp, iterations ? iterations : STEPS,
                                       cutoff * master->scale, err);
        if (status)
            return status;
        *state = routes_i_lp_state_of(master->lp);
        if (*state == ROUTES_I_LP_LIMIT && !iterations)
            status = routes_i_run_tell(master->run, master->done, "linear programme", err);
    } while (!status && *state == ROUTES_I_LP_LIMIT && !iterations && ++turns < TURNS);
    if (status)
        return status;
    master->solved++;
    if (*state == ROUTES_I_LP_INFEASIBLE && !is_payable(master)) {
        master->bound = INFINITY;
        return ROUTES_OK;
    }
    prove(master);
    routes_i_lp_read_values(master->value, master->lp);
    return ROUTES_OK;
}

/* The row of a scenario that was met before and is broken most again. */
static routes_status look_again(routes_i_reliable_master *master, size_t scenario, double least,
                                routes_error *err)
{
    routes_i_reliable_pool *pool = &master->pool;
    routes_i_reliable_cut *worst = NULL;
    for (uint32_t k = 0; k < pool->count[scenario]; k++) {
        routes_i_reliable_cut *cut = pool->cut[scenario][k];
        cut->idle = cut->slack < 1e-6 ? 0 : cut->idle + 1;
        if (cut->row < 0 && cut->slack < -least && (!worst || cut->slack < worst->slack))
            worst = cut;
    }
    return worst ? freshen(master, worst, err) : ROUTES_OK;
}

static routes_status separate_group(routes_i_reliable_master *master, size_t group, double least,
                                    routes_error *err)
{
    const routes_i_reliable *problem = master->problem;
    const double *x = master->value + problem->scenarios;
    routes_status status = ROUTES_OK;
    for (size_t i = problem->first[group]; !status && i < problem->first[group + 1]; i++) {
        routes_i_reliable_cut *added;
        if (master->search.next[problem->origin[i]] == ROUTES_GRAPH_NONE)
            continue;
        status = routes_i_reliable_pool_way(&added, &master->pool, &master->search, i, x,
                                            master->value[i], least, err);
        if (!status && added)
            status = freshen(master, added, err);
    }
    return status;
}

routes_status routes_i_reliable_master_separate(size_t *count, routes_i_reliable_master *master,
                                                double least, bool rounding, routes_error *err)
{
    const routes_i_reliable *problem = master->problem;
    const double *x = master->value + problem->scenarios;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && i < problem->scenarios; i++) {
        routes_i_reliable_cut *added = NULL;
        routes_i_reliable_pool_look(&master->pool, i, x, master->value[i]);
        status = look_again(master, i, least, err);
        if (!status && rounding)
            status = routes_i_reliable_pool_round(&added, &master->pool, i, x, master->value[i],
                                                  least, err);
        if (!status && added)
            status = freshen(master, added, err);
        routes_i_reliable_pool_thin(&master->pool, i, KEPT);
    }
    routes_i_reliable_search_part(&master->search, x);
    for (size_t g = 0; !status && g < problem->groups; g++) {
        status = routes_i_reliable_chain_search(&master->chain, g, x, err);
        for (size_t i = problem->first[g]; !status && i < problem->first[g + 1]; i++) {
            routes_i_reliable_cut *added = NULL;
            status = routes_i_reliable_pool_chain(&added, &master->pool, &master->chain, i,
                                                  master->value[i], least, err);
            if (!status && added)
                status = freshen(master, added, err);
        }
        if (status)
            break;
        routes_i_reliable_search_run(&master->search, g);
        status = separate_group(master, g, least, err);
        if (status)
            break;
        routes_i_reliable_search_rows(&master->search, g, x);
        status = separate_group(master, g, least, err);
    }
    *count = master->fresh_count;
    return status;
}

routes_status routes_i_reliable_master_purge(routes_i_reliable_master *master, double most,
                                             routes_error *err)
{
    size_t gone = 0;
    size_t left = 0;
    routes_i_lp_read_slack(master->slack, master->lp);
    for (size_t r = 0; r < master->rows; r++)
        if (master->slack[r + 1] > most)
            master->gone[gone++] = (uint32_t)r + 1;
    routes_status status = routes_i_lp_del_rows(master->lp, gone, master->gone, err);
    for (size_t r = 0; !status && r < master->rows; r++) {
        routes_i_reliable_cut *cut = master->row[r];
        bool out = master->slack[r + 1] > most;
        cut->row = out ? -1 : (int32_t)left;
        if (!out)
            master->row[left++] = cut;
    }
    if (!status)
        master->rows = left;
    return status;
}
