/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "analysis/interdiction/reliable_tree.h"
#include "core/fail.h"
#include "core/memory.h"

/* Sites tried by solving a little of both children. */
#define TRIED 8
#define STEPS 40
/* From as many branchings on, what they brought is trusted. */
#define TRUSTED 4

static double per_unit(const routes_i_reliable_tree *tree, uint32_t site, int up)
{
    const routes_i_reliable_gain *gain = &tree->gain[site];
    if (gain->count[up])
        return gain->sum[up] / gain->count[up];
    double sum = 0;
    size_t count = 0;
    for (size_t s = 0; s < tree->problem->sites; s++)
        if (tree->gain[s].count[up]) {
            sum += tree->gain[s].sum[up] / tree->gain[s].count[up];
            count++;
        }
    return count ? sum / (double)count : 1;
}

void routes_i_reliable_tree_learn(routes_i_reliable_tree *tree, uint32_t site, int up,
                                  double fraction, double gain)
{
    double whole = up ? 1 - fraction : fraction;
    if (!isfinite(gain) || whole < 1e-6)
        return;
    tree->gain[site].sum[up] += fmax(gain, 0) / whole;
    tree->gain[site].count[up]++;
}

static double score(double down, double up)
{
    return fmax(down, 1e-12) * fmax(up, 1e-12);
}

/* A site that may be branched on. */
struct candidate {
    uint32_t site;
    double at;
    double score;
    double bound[2];
};

static size_t list(struct candidate best[TRIED], const routes_i_reliable_tree *tree)
{
    size_t count = 0;
    double mean[2] = {per_unit(tree, 0, 0), per_unit(tree, 0, 1)};
    for (int up = 0; up < 2; up++) {
        double sum = 0;
        size_t known = 0;
        for (size_t s = 0; s < tree->problem->sites; s++)
            if (tree->gain[s].count[up]) {
                sum += tree->gain[s].sum[up] / tree->gain[s].count[up];
                known++;
            }
        mean[up] = known ? sum / (double)known : 1;
    }
    for (uint32_t s = 0; s < tree->problem->sites; s++) {
        double at = tree->point[tree->problem->scenarios + s];
        if (tree->node_lower[s] == tree->node_upper[s] || at < 1e-6 || at > 1 - 1e-6)
            continue;
        const routes_i_reliable_gain *gain = &tree->gain[s];
        double down = gain->count[0] ? gain->sum[0] / gain->count[0] : mean[0];
        double up = gain->count[1] ? gain->sum[1] / gain->count[1] : mean[1];
        struct candidate made = {s, at, score(down * at, up * (1 - at)), {-INFINITY, -INFINITY}};
        if (count == TRIED && best[TRIED - 1].score >= made.score)
            continue;
        size_t place = count < TRIED ? count++ : TRIED - 1;
        for (; place > 0 && best[place - 1].score < made.score; place--)
            best[place] = best[place - 1];
        best[place] = made;
    }
    return count;
}

static routes_status keep_basis(routes_i_reliable_tree *tree, routes_error *err)
{
    size_t cols = routes_i_lp_cols(tree->master.lp);
    size_t size = cols + routes_i_lp_rows(tree->master.lp);
    if (size > tree->basis_room) {
        unsigned char *basis = routes_i_realloc(tree->basis, 2 * size, 1);
        if (!basis)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a basis of %zu", size);
        tree->basis = basis;
        tree->basis_room = 2 * size;
    }
    routes_i_lp_read_basis(tree->basis, tree->basis + cols, tree->master.lp);
    return ROUTES_OK;
}

/* Solves a little of a child, and puts all back. */
static routes_status try_child(struct candidate *candidate, routes_i_reliable_tree *tree, int up,
                               double bound, routes_error *err)
{
    routes_i_reliable_master *master = &tree->master;
    routes_i_lp_state state;
    uint32_t site = candidate->site;
    size_t cols = routes_i_lp_cols(master->lp);
    routes_status status = routes_i_reliable_master_set(master, site, up, up, err);
    if (!status)
        status =
            routes_i_reliable_master_solve(&state, master, tree->value - tree->gap, STEPS, err);
    if (!status) {
        candidate->bound[up] = fmax(master->bound, bound);
        routes_i_reliable_tree_learn(tree, site, up, candidate->at, candidate->bound[up] - bound);
        status = routes_i_reliable_master_set(master, site, tree->node_lower[site],
                                              tree->node_upper[site], err);
    }
    if (!status)
        status = routes_i_lp_set_basis(master->lp, tree->basis, tree->basis + cols, err);
    return status;
}

static bool is_trusted(const routes_i_reliable_tree *tree, uint32_t site)
{
    return tree->gain[site].count[0] >= TRUSTED && tree->gain[site].count[1] >= TRUSTED;
}

/* Any site that is not fixed, where none is between. */
static uint32_t any_site(const routes_i_reliable_tree *tree)
{
    for (uint32_t s = 0; s < tree->problem->sites; s++)
        if (tree->node_lower[s] < tree->node_upper[s])
            return s;
    return ROUTES_GRAPH_NONE;
}

routes_status routes_i_reliable_tree_branch(uint32_t *site, double bound[2],
                                            routes_i_reliable_tree *tree, routes_error *err)
{
    struct candidate best[TRIED];
    routes_i_reliable_master *master = &tree->master;
    size_t cols = routes_i_lp_cols(master->lp);
    double here = master->bound;
    memcpy(tree->point, master->value, cols * sizeof *tree->point);
    size_t count = list(best, tree);
    routes_status status = keep_basis(tree, err);
    *site = count ? best[0].site : any_site(tree);
    bound[0] = bound[1] = here;
    double most = -1;
    for (size_t i = 0; !status && i < count; i++) {
        struct candidate *candidate = &best[i];
        if (!is_trusted(tree, candidate->site)) {
            status = try_child(candidate, tree, 0, here, err);
            if (!status)
                status = try_child(candidate, tree, 1, here, err);
            candidate->score = score(candidate->bound[0] - here, candidate->bound[1] - here);
        }
        if (!status && candidate->score > most) {
            most = candidate->score;
            *site = candidate->site;
            bound[0] = fmax(candidate->bound[0], here);
            bound[1] = fmax(candidate->bound[1], here);
        }
    }
    return status;
}
