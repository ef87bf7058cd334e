/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "analysis/interdiction/reliable_tree.h"

/* The sites most watched at the point, within the budget. */
static void round_point(routes_i_reliable_tree *tree)
{
    const routes_i_reliable *problem = tree->problem;
    const double *x = tree->master.value + problem->scenarios;
    double cost = problem->fixed_cost;
    size_t count = 0;
    memcpy(tree->trial, problem->fixed, problem->sites);
    for (uint32_t s = 0; s < problem->sites; s++) {
        if (!(x[s] > 0.01) || problem->fixed[s])
            continue;
        size_t at = count++;
        for (; at > 0 && x[tree->order[at - 1]] < x[s]; at--)
            tree->order[at] = tree->order[at - 1];
        tree->order[at] = s;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t s = tree->order[i];
        if (!routes_i_reliable_affordable(cost + problem->cost[s], tree->budget))
            continue;
        cost += problem->cost[s];
        tree->trial[s] = 1;
    }
}

void routes_i_reliable_tree_round(routes_i_reliable_tree *tree, bool thorough)
{
    round_point(tree);
    double value = routes_i_reliable_plans_evaluate(&tree->plans, tree->trial);
    bool near = value < tree->value * 1.002;
    if (value < tree->value || thorough || (near && tree->exchanges * 20 < tree->done)) {
        tree->exchanges++;
        value = routes_i_reliable_plans_exchange(&tree->plans, tree->trial, tree->budget);
    }
    routes_i_reliable_tree_offer(tree, tree->trial, value);
}
