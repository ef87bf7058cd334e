/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures a whole placement on a package (data/cambodia-2001, or PACKAGE): the ways of its lanes,
 * the best plan of every number of teams from 1 to 10, other plans, regret, and the best plans of
 * 1 000 draws, on one core and on two; whether each is proved, and whether both give the same bits.
 *
 * Bound: 30 s on two cores. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <string.h>

#include <routes.h>

#include "stopwatch.h"

#define TEAMS 10
#define DRAWS 1000

struct laid {
    routes_faults *faults;
    routes_model *model;
    routes_network *network;
    routes_laying *laying;
};

static routes_status lay(struct laid *laid, const char *package, routes_error *err)
{
    routes_status status = routes_faults_new(&laid->faults, 0, err);
    if (!status)
        status = routes_package_read(&laid->model, package, NULL, laid->faults, err);
    if (!status)
        status = routes_network_new(&laid->network, laid->model, NULL, err);
    if (!status)
        status = routes_laying_new(&laid->laying, laid->model, laid->network, NULL, err);
    return status;
}

/* All tables as one text. */
static routes_status print_all(char **text, const routes_placed *placed, routes_error *err)
{
    const routes_table *const tables[] = {placed->placement, placed->displacement, placed->curve,
                                          placed->others, placed->regret};
    routes_status status = ROUTES_OK;
    *text = calloc(1, 1);
    for (int i = 0; i < 5 && *text && !status; i++) {
        char *json = NULL;
        status = routes_table_json(&json, tables[i], err);
        char *more = status ? NULL : realloc(*text, strlen(*text) + strlen(json) + 1);
        if (more) {
            *text = more;
            strcat(more, json);
        }
        routes_text_free(json);
    }
    return status;
}

static routes_status measure(char **text, const struct laid *laid, unsigned threads, double theta,
                             routes_error *err)
{
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_placed placed = {0};
    char name[64];
    run.threads = threads;
    options.run = &run;
    options.teams = TEAMS;
    options.draws = DRAWS;
    options.seed = 1;
    options.theta = &theta;
    double start = stopwatch(), work = stopwatch_work();
    routes_status status =
        routes_answer_place(&placed, laid->model, laid->network, laid->laying, &options, err);
    snprintf(name, sizeof name, "theta %g, %u thread%s", theta, threads, threads > 1 ? "s" : "");
    figure(name, stopwatch() - start, "s");
    snprintf(name, sizeof name, "theta %g, processor", theta);
    figure(name, stopwatch_work() - work, "s");
    size_t proved = 0;
    for (size_t row = 0; !status && row < routes_table_rows(placed.curve); row++) {
        const double *bound =
            routes_table_numbers(placed.curve, routes_table_find(placed.curve, "bound"));
        const routes_range *found =
            routes_table_ranges(placed.curve, routes_table_find(placed.curve, "interception"));
        proved += bound[row] <= found[row].moderate;
    }
    figure("numbers of teams proved", (double)proved, "");
    if (!status)
        status = print_all(text, &placed, err);
    routes_placed_free(&placed);
    return status;
}

int main(int argc, char **argv)
{
    const double thetas[] = {ROUTES_PLACE_THETA, 1.0, 16.0};
    struct laid laid = {0};
    routes_error err = {0};
    routes_status status = lay(&laid, argc > 1 ? argv[1] : "data/cambodia-2001", &err);
    for (int i = 0; i < 3 && !status; i++) {
        char *one = NULL, *two = NULL;
        status = measure(&one, &laid, 1, thetas[i], &err);
        if (!status)
            status = measure(&two, &laid, 2, thetas[i], &err);
        if (!status)
            figure("same bits", strcmp(one, two) == 0, "");
        free(one);
        free(two);
    }
    if (status)
        fprintf(stderr, "%s\n", err.message);
    routes_laying_free(laid.laying);
    routes_network_free(laid.network);
    routes_model_free(laid.model);
    routes_faults_free(laid.faults);
    return status != ROUTES_OK;
}
