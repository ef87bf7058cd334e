/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "job/answers.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/run.h"
#include "routes/answer.h"
#include "routes/answer_chokepoint.h"
#include "routes/answer_hotspot.h"
#include "routes/answer_place.h"
#include "routes/laying.h"
#include "routes/network.h"

#define DRAWS 200

/* Takes a table over; it is freed with the others. */
static routes_status keep(routes_i_answers *answers, routes_table *table, routes_error *err)
{
    if (answers->count == answers->capacity) {
        size_t capacity = answers->capacity ? answers->capacity * 2 : 16;
        routes_table **grown = routes_i_realloc(answers->tables, capacity, sizeof *grown);
        if (!grown) {
            routes_table_free(table);
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for answers");
        }
        answers->tables = grown;
        answers->capacity = capacity;
    }
    answers->tables[answers->count++] = table;
    return ROUTES_OK;
}

/* An answer that needs the model alone, and one that needs its lanes laid. */
typedef routes_status (*answer_of_model)(routes_table **, const routes_model *, routes_error *);
typedef routes_status (*answer_of_lanes)(routes_table **, const routes_model *,
                                         const routes_network *, const routes_laying *,
                                         const routes_run *, routes_error *);

/* What the model states. */
static routes_status state(routes_i_answers *answers, const routes_model *model, routes_error *err)
{
    static const answer_of_model of_model[] = {routes_answer_countries, routes_answer_provinces,
                                               routes_answer_waters,    routes_answer_neighbours,
                                               routes_answer_lanes,     routes_answer_estimates,
                                               routes_answer_places,    routes_answer_crossings};
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < sizeof of_model / sizeof *of_model && !status; i++) {
        routes_table *table = NULL;
        status = of_model[i](&table, model, err);
        if (!status)
            status = keep(answers, table, err);
    }
    return status;
}

/* What follows from the lanes laid on the network. */
static routes_status infer(routes_i_answers *answers, const routes_model *model,
                           const routes_network *network, const routes_laying *laying,
                           const routes_run *run, routes_error *err)
{
    static const answer_of_lanes of_lanes[] = {routes_answer_links, routes_answer_lane_routes,
                                               routes_answer_chokepoints_crossings,
                                               routes_answer_chokepoints_links};
    routes_hotspot_options how = ROUTES_HOTSPOT_OPTIONS;
    routes_table *table = NULL;
    how.run = run;
    routes_status status =
        routes_answer_hotspots_provinces(&table, model, network, laying, &how, err);
    if (!status)
        status = keep(answers, table, err);
    if (!status)
        status = routes_answer_hotspots_places(&table, model, network, laying, err);
    if (!status)
        status = keep(answers, table, err);
    for (size_t i = 0; i < sizeof of_lanes / sizeof *of_lanes && !status; i++) {
        status = of_lanes[i](&table, model, network, laying, run, err);
        if (!status)
            status = keep(answers, table, err);
    }
    return status;
}

/* Where teams do the most, and where the flow would go. Fewer draws than the command makes: a job
 * has much else to do. */
static routes_status place(routes_i_answers *answers, const routes_model *model,
                           const routes_network *network, const routes_laying *laying, size_t teams,
                           const routes_run *run, routes_error *err)
{
    routes_answer_place_options how = ROUTES_ANSWER_PLACE_OPTIONS;
    routes_placed placed = {0};
    how.teams = teams;
    how.draws = DRAWS;
    how.seed = 1;
    how.run = run;
    routes_status status = routes_answer_place(&placed, model, network, laying, &how, err);
    if (!status && placed.stopped)
        status = routes_i_fail(err, ROUTES_E_CANCELLED, "stopped while teams were placed");
    routes_table **const tables[] = {&placed.placement, &placed.displacement, &placed.curve};
    for (size_t i = 0; i < sizeof tables / sizeof *tables && !status; i++) {
        status = keep(answers, *tables[i], err);
        *tables[i] = NULL; /* taken over, or freed */
    }
    routes_placed_free(&placed);
    return status;
}

routes_status routes_i_answers_make(routes_i_answers *answers, const routes_model *model,
                                    size_t teams, const routes_run *run, routes_error *err)
{
    routes_network *network = NULL;
    routes_laying *laying = NULL;
    routes_network_options how_network = ROUTES_NETWORK_OPTIONS;
    routes_laying_options how_laying = ROUTES_LAYING_OPTIONS;
    how_network.run = run;
    how_laying.run = run;
    routes_status status = state(answers, model, err);
    if (!status)
        status = routes_network_new(&network, model, &how_network, err);
    if (!status)
        status = routes_laying_new(&laying, model, network, &how_laying, err);
    if (!status)
        status = infer(answers, model, network, laying, run, err);
    if (!status)
        status = place(answers, model, network, laying, teams, run, err);
    routes_laying_free(laying);
    routes_network_free(network);
    return status;
}

void routes_i_answers_free(routes_i_answers *answers)
{
    for (size_t i = 0; i < answers->count; i++)
        routes_table_free(answers->tables[i]);
    routes_i_free(answers->tables);
    *answers = (routes_i_answers){0};
}
