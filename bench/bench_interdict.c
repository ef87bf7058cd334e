/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures shortest-path interdiction on a grid, as bench/interdict.sh asks for it:
 *
 *     bench_interdict ROWS SEED BUDGET SECONDS   seconds, value, bound, in one line
 *     bench_interdict ROWS SEED write FILE       the grid as a table for other solvers
 *
 * ROWS by ROWS nodes as in Israeli and Wood 2002: a source before the first column, a sink after
 * the last, ahead straight and slantwise, up and down both ways; lengths and delays are whole
 * numbers from 1 to 10.
 *
 * Bound: 10 times HiGHS on 8 by 8, 30 times from 10 by 10 on; 60 by 60 proved with 3 teams in 2 s,
 * with 4 in 30 s, and within 5 % with 5 to 10 in 60 s. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <string.h>

#include <routes.h>

#include "stopwatch.h"

static uint64_t draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

struct grid {
    size_t side, links;
    uint32_t *from, *to;
    int64_t *length, *delay;
    unsigned char *both_ways; /* none is: the two ways up and down are links of their own */
    uint64_t seed;
};

static void add(struct grid *grid, size_t from, size_t to, int is_site)
{
    size_t at = grid->links++;
    grid->from[at] = (uint32_t)from;
    grid->to[at] = (uint32_t)to;
    grid->length[at] = is_site ? 1 + (int64_t)(draw(&grid->seed) % 10) : 0;
    grid->delay[at] = is_site ? 1 + (int64_t)(draw(&grid->seed) % 10) : 0;
}

/* Node (row, column) of the grid; 0 is the source, side x side + 1 the sink. */
static size_t number(const struct grid *grid, size_t row, size_t column)
{
    return 1 + column * grid->side + row;
}

static int fill(struct grid *grid)
{
    size_t side = grid->side, room = 5 * side * side + 2 * side;
    grid->from = calloc(room, sizeof *grid->from);
    grid->to = calloc(room, sizeof *grid->to);
    grid->length = calloc(room, sizeof *grid->length);
    grid->delay = calloc(room, sizeof *grid->delay);
    grid->both_ways = calloc(room, 1);
    if (!grid->from || !grid->to || !grid->length || !grid->delay || !grid->both_ways)
        return 0;
    for (size_t row = 0; row < side; row++) {
        add(grid, 0, number(grid, row, 0), 0);
        add(grid, number(grid, row, side - 1), side * side + 1, 0);
    }
    for (size_t column = 0; column < side; column++)
        for (size_t row = 0; row < side; row++)
            for (int turn = -1; turn <= 1; turn++) {
                size_t here = number(grid, row, column);
                int is_edge = turn < 0 ? row == 0 : turn > 0 && row + 1 == side;
                size_t other = row + (size_t)turn;
                if (is_edge)
                    continue;
                if (column + 1 < side)
                    add(grid, here, number(grid, other, column + 1), 1);
                if (turn)
                    add(grid, here, number(grid, other, column), 1);
            }
    return 1;
}

static void write_table(const struct grid *grid, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        exit(1);
    fputs("from,to,length,delay\n", file);
    for (size_t i = 0; i < grid->links; i++)
        fprintf(file, "%lu,%lu,%lld,%lld\n", (unsigned long)grid->from[i],
                (unsigned long)grid->to[i], (long long)grid->length[i], (long long)grid->delay[i]);
    fclose(file);
}

struct limit {
    double end;
};

static int look(double done, const char *what, void *user)
{
    const struct limit *limit = user;
    (void)done;
    (void)what;
    return stopwatch() > limit->end;
}

static int solve(const struct grid *grid, int64_t budget, double seconds)
{
    routes_error err;
    routes_graph *graph = NULL;
    routes_interdict *made = NULL;
    routes_run run = ROUTES_RUN;
    struct limit limit = {stopwatch() + seconds};
    routes_interdict_options options = ROUTES_INTERDICT_OPTIONS;
    routes_graph_options how = ROUTES_GRAPH_OPTIONS;
    how.both_ways = grid->both_ways;
    if (routes_graph_new(&graph, grid->side * grid->side + 2, grid->from, grid->to, grid->length,
                         grid->links, &how, &err))
        return fprintf(stderr, "%s\n", err.message), 1;
    run.progress = look;
    run.progress_user = &limit;
    options.link_delay = grid->delay;
    options.budget = budget;
    options.run = &run;
    double start = stopwatch();
    routes_status status = routes_interdict_path(
        &made, graph, 0, (uint32_t)(grid->side * grid->side + 1), &options, &err);
    double spent = stopwatch() - start;
    if (status) {
        fprintf(stderr, "%s\n", err.message);
    } else {
        routes_interdict_plan plan = routes_interdict_plan_at(made, 0);
        printf("%.6f %lld %lld\n", spent, (long long)plan.value, (long long)plan.bound);
    }
    routes_interdict_free(made);
    routes_graph_free(graph);
    return status != ROUTES_OK;
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return fputs("bench_interdict ROWS SEED BUDGET SECONDS\n", stderr), 2;
    struct grid grid = {.side = strtoul(argv[1], NULL, 10), .seed = strtoul(argv[2], NULL, 10)};
    int exit = 1;
    if (fill(&grid)) {
        exit = 0;
        if (strcmp(argv[3], "write") == 0)
            write_table(&grid, argv[4]);
        else
            exit = solve(&grid, strtol(argv[3], NULL, 10), strtod(argv[4], NULL));
    }
    free(grid.from);
    free(grid.to);
    free(grid.length);
    free(grid.delay);
    free(grid.both_ways);
    return exit;
}
