/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/passing.h"

#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"

/* Rows of steps that grow; a start is kept for each lane and branch, and one behind the last. */
struct rows {
    size_t *branch_start, *step_start;
    uint32_t *steps;
    routes_range *volume;
    size_t lanes, branches, step_count;
    size_t branch_capacity, step_capacity;
    bool failed;
};

static void *grown(void *array, size_t *capacity, size_t need, size_t width, bool *failed)
{
    if (need <= *capacity)
        return array;
    size_t more = *capacity * 2 > need ? *capacity * 2 : need + 64;
    void *moved = routes_i_realloc(array, more, width);
    if (!moved) {
        *failed = true;
        return array;
    }
    *capacity = more;
    return moved;
}

static void add_step(struct rows *rows, size_t item)
{
    if (item == SIZE_MAX)
        return;
    rows->steps = grown(rows->steps, &rows->step_capacity, rows->step_count + 1,
                        sizeof *rows->steps, &rows->failed);
    if (!rows->failed)
        rows->steps[rows->step_count++] = (uint32_t)item;
}

static void end_branch(struct rows *rows)
{
    rows->step_start = grown(rows->step_start, &rows->branch_capacity, rows->branches + 2,
                             sizeof *rows->step_start, &rows->failed);
    if (rows->failed)
        return;
    rows->step_start[0] = 0;
    rows->step_start[++rows->branches] = rows->step_count;
}

static bool is_stated_end(const routes_i_passing_of *of, size_t lane, size_t item)
{
    for (int side = ROUTES_SIDE_FROM; side <= ROUTES_SIDE_TO; side++) {
        size_t count;
        const routes_end *ends = routes_model_ends(of->model, lane, (routes_side)side, &count);
        for (size_t i = 0; i < count; i++)
            if (of->row_of(of->model, ends[i]) == item)
                return true;
    }
    return false;
}

/* The row that a node stands for: through the place or crossing that it is. */
static size_t row_of_node(const routes_i_passing_of *of, uint32_t node)
{
    const routes_node *at = routes_network_node(of->network, node);
    if (at->kind == ROUTES_NODE_PLACE)
        return of->row_of(of->model, (routes_end){ROUTES_PLACES, at->row});
    if (at->kind == ROUTES_NODE_CROSSING)
        return of->row_of(of->model, (routes_end){ROUTES_CROSSINGS, at->row});
    return SIZE_MAX;
}

static void add_between(struct rows *rows, const routes_i_passing_of *of, size_t lane, size_t item)
{
    if (item != SIZE_MAX && !is_stated_end(of, lane, item))
        add_step(rows, item);
}

static void add_laid_branch(struct rows *rows, const routes_i_passing_of *of, size_t lane,
                            const routes_branch *branch)
{
    if (of->kind == ROUTES_I_PASSING_LINKS) {
        for (size_t i = 0; i < branch->steps; i++)
            add_step(rows, branch->links[i]);
    } else {
        for (size_t i = 0; i <= branch->steps; i++) {
            if (of->kind == ROUTES_I_PASSING_NODES)
                add_step(rows, branch->nodes[i]);
            else
                add_between(rows, of, lane, row_of_node(of, branch->nodes[i]));
        }
    }
    end_branch(rows);
}

/* Each stated end is a branch. */
static void add_ends(struct rows *rows, const routes_i_passing_of *of, size_t lane,
                     routes_side side)
{
    size_t count;
    const routes_end *ends = routes_model_ends(of->model, lane, side, &count);
    for (size_t i = 0; i < count; i++) {
        size_t item = of->row_of(of->model, ends[i]);
        if (of->kind == ROUTES_I_PASSING_BETWEEN)
            add_between(rows, of, lane, item);
        else
            add_step(rows, item);
        end_branch(rows);
    }
}

static void add_lane(struct rows *rows, const routes_i_passing_of *of, size_t lane)
{
    size_t first = 0, count = 0;
    if (of->kind == ROUTES_I_PASSING_ENDS) {
        add_ends(rows, of, lane, of->side);
    } else {
        routes_laying_lane(of->laying, lane, &first, &count);
        for (size_t i = first; i < first + count; i++)
            add_laid_branch(rows, of, lane, routes_laying_at(of->laying, i));
        /* What is not laid still passes what it says it passes. */
        if (count == 0 && of->kind == ROUTES_I_PASSING_BETWEEN)
            add_ends(rows, of, lane, ROUTES_SIDE_VIA);
    }
    rows->branch_start[++rows->lanes] = rows->branches;
}

static void free_rows(struct rows *rows)
{
    routes_i_free(rows->branch_start);
    routes_i_free(rows->step_start);
    routes_i_free(rows->steps);
    routes_i_free(rows->volume);
}

routes_status routes_i_passing_sum(routes_through *items, size_t count,
                                   const routes_i_passing_of *of, routes_i_wanted wanted,
                                   const void *context, int volumes, routes_error *err)
{
    size_t lanes;
    const routes_lane *lane = routes_model_lanes(of->model, &lanes);
    struct rows rows = {0};
    rows.branch_start = routes_i_calloc(lanes + 1, sizeof *rows.branch_start);
    rows.volume = routes_i_calloc(lanes, sizeof *rows.volume);
    rows.step_start = routes_i_calloc(2, sizeof *rows.step_start);
    rows.branch_capacity = 2;
    rows.steps = routes_i_calloc(1, sizeof *rows.steps);
    rows.step_capacity = 1;
    rows.failed = !rows.branch_start || !rows.volume || !rows.step_start || !rows.steps;
    for (size_t i = 0; i < lanes && !rows.failed; i++)
        if (wanted(&lane[i], context)) {
            rows.volume[rows.lanes] = lane[i].volume.range;
            add_lane(&rows, of, i);
        }
    routes_through_lanes view = {rows.lanes, rows.branch_start, rows.step_start, rows.steps,
                                 volumes ? rows.volume : NULL};
    routes_status status = rows.failed
                               ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory to count lanes")
                               : routes_through_sum(items, count, &view, err);
    free_rows(&rows);
    return status;
}

int routes_i_wants_lane(const routes_lane *lane, const void *context)
{
    (void)context;
    return lane->crime == ROUTES_CRIME_TRAFFICKING && lane->basis != ROUTES_BASIS_CASE;
}

int routes_i_wants_case(const routes_lane *lane, const void *context)
{
    (void)context;
    return lane->crime == ROUTES_CRIME_TRAFFICKING && lane->basis == ROUTES_BASIS_CASE;
}
