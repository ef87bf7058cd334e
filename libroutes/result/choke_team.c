/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/choke_team.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "result/detection.h"
#include "result/ways.h"
#include "routes/answer_placement.h"

/* The teams placed, and the ways that lanes have between them. */
struct teams {
    const routes_i_choke_work *work;
    routes_table *placement, *displacement;
    size_t count;
    double *miss;          /* [nodes] chance that whoever stands there finds nothing */
    unsigned char *closed; /* [nodes] where teams stand */
    routes_i_demand_ways ways;
};

static routes_status place(struct teams *teams, routes_error *err)
{
    routes_placement_options options = ROUTES_PLACEMENT_OPTIONS;
    const routes_i_choke_work *work = teams->work;
    options.teams = work->use.teams;
    options.run = NULL;
    routes_status status =
        routes_answer_placement(&teams->placement, &teams->displacement, work->model, work->network,
                                work->laying, &options, err);
    if (status)
        return status;
    size_t nodes = routes_graph_nodes(routes_network_graph(work->network));
    teams->count = routes_table_rows(teams->placement);
    teams->miss = routes_i_calloc(nodes, sizeof *teams->miss);
    teams->closed = routes_i_calloc(nodes, 1);
    if (!teams->miss || !teams->closed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for teams");
    for (size_t i = 0; i < nodes; i++)
        teams->miss[i] = 1.0;
    return ROUTES_OK;
}

static double miss_at(const struct teams *teams, uint32_t node)
{
    const routes_i_choke_work *work = teams->work;
    const routes_crossing *crossings = routes_model_crossings(work->model, NULL);
    return 1.0 - routes_i_detection_at(&crossings[routes_network_node(work->network, node)->row])
                     .moderate;
}

static uint32_t node_of_team(const struct teams *teams, size_t team)
{
    return routes_network_find(teams->work->network,
                               routes_table_text_at(teams->placement, "id", team));
}

/* The ways that are left with the first team's crossing closed, the first two, and so on. */
static routes_status find_ways(struct teams *teams, routes_error *err)
{
    const routes_i_choke_work *work = teams->work;
    routes_status status = routes_i_demand_ways_begin(&teams->ways, work->model, work->laying, err);
    for (size_t i = 0; i < teams->count && !status; i++) {
        uint32_t node = node_of_team(teams, i);
        teams->miss[node] = miss_at(teams, node);
        teams->closed[node] = 1;
        status = routes_i_demand_ways_close(&teams->ways, work->model, work->network, teams->closed,
                                            err);
    }
    return status;
}

/* Lanes found; `moving`: everybody takes the way on which he is found least. */
static double found(const struct teams *teams, bool moving, double *best)
{
    const routes_i_demand_ways *ways = &teams->ways;
    double sum = 0.0;
    for (size_t i = 0; i < ways->count; i++) {
        const routes_branch *branch = ways->ways[i].branch;
        double miss = 1.0;
        for (size_t k = 0; k <= branch->steps; k++)
            miss *= teams->miss[branch->nodes[k]];
        double *of = &best[ways->ways[i].demand];
        *of = i < ways->demands ? miss : moving ? fmax(*of, miss) : *of;
    }
    for (size_t i = 0; i < ways->demands; i++)
        sum += ways->weight[i] * (1.0 - best[i]);
    return sum;
}

static void say_teams(routes_i_text *to, const struct teams *teams)
{
    for (size_t i = 0; i < teams->count; i++) {
        const char *name = routes_table_text_at(teams->placement, "name", i);
        routes_i_text_print(to, "%s%s", i ? ", " : " (",
                            name ? name : routes_table_text_at(teams->placement, "id", i));
    }
    routes_i_text_add(to, teams->count ? ")" : "");
}

static void say_placed(routes_i_text *to, const struct teams *teams, size_t team)
{
    const double *marginal =
        routes_table_numbers(teams->placement, routes_table_find(teams->placement, "marginal"));
    const double *moved = routes_table_numbers(
        teams->placement, routes_table_find(teams->placement, "marginal_moved"));
    routes_i_text_print(to, "Team %zu of the %zu placed", team + 1, teams->count);
    say_teams(to, teams);
    if (marginal[team] > 0.0)
        routes_i_text_print(to,
                            " stands here: it adds %.3g lanes to those before it, if nobody "
                            "changes way.\n",
                            marginal[team]);
    else
        routes_i_text_print(to,
                            " stands here: it adds nothing if nobody changes way, and would meet "
                            "%.3g of the lanes that moved here for the others.\n",
                            moved[team]);
}

/* One team more, where the others stay. */
static routes_status say_more(routes_i_text *to, struct teams *teams, uint32_t node,
                              routes_error *err)
{
    const routes_i_choke_work *work = teams->work;
    double before[2], after[2];
    teams->closed[node] = 1;
    routes_status status =
        routes_i_demand_ways_close(&teams->ways, work->model, work->network, teams->closed, err);
    double *best = routes_i_calloc(teams->ways.demands, sizeof *best);
    if (!status && !best)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for lanes");
    for (int moving = 0; moving < 2 && !status; moving++) {
        double alone = teams->miss[node];
        before[moving] = found(teams, moving == 1, best);
        teams->miss[node] = miss_at(teams, node);
        after[moving] = found(teams, moving == 1, best);
        teams->miss[node] = alone;
    }
    routes_i_free(best);
    if (status)
        return status;
    routes_i_text_print(to, "A team here would add %.3g lanes to the %.3g found by the %zu placed",
                        fmax(0.0, after[0] - before[0]), before[0], teams->count);
    say_teams(to, teams);
    routes_i_text_print(to,
                        " if nobody changes way, and %.3g to %.3g if everybody takes the way on "
                        "which he is found least.\n",
                        fmax(0.0, after[1] - before[1]), before[1]);
    return ROUTES_OK;
}

static routes_status say(routes_i_text *to, struct teams *teams, uint32_t node, routes_error *err)
{
    routes_status status = place(teams, err);
    for (size_t i = 0; i < teams->count && !status; i++)
        if (node_of_team(teams, i) == node) {
            say_placed(to, teams, i);
            return ROUTES_OK;
        }
    if (!status)
        status = find_ways(teams, err);
    return status ? status : say_more(to, teams, node, err);
}

routes_status routes_i_choke_say_team(routes_i_text *to, const routes_i_choke_work *work,
                                      uint32_t node, routes_error *err)
{
    struct teams teams = {.work = work};
    routes_node_kind kind = routes_network_node(work->network, node)->kind;
    if (kind == ROUTES_NODE_DIFFUSE)
        routes_i_text_add(to, "It stands for all ways over a stretch of border but the known "
                              "crossings: no one team can watch it.\n");
    if (kind != ROUTES_NODE_CROSSING)
        return ROUTES_OK;
    routes_status status = say(to, &teams, node, err);
    routes_table_free(teams.placement);
    routes_table_free(teams.displacement);
    routes_i_free(teams.miss);
    routes_i_free(teams.closed);
    routes_i_demand_ways_free(&teams.ways);
    return status;
}
