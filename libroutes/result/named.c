/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/named.h"

#include "core/fail.h"
#include "core/memory.h"

static routes_status count(routes_through **items, size_t rows, const routes_i_passing_of *of,
                           routes_i_wanted wanted, routes_error *err)
{
    *items = routes_i_calloc(rows, sizeof **items);
    if (!*items)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to count lanes");
    return routes_i_passing_sum(*items, rows, of, wanted, NULL, 0, err);
}

routes_status routes_i_named_count(routes_i_named *named, size_t rows, const routes_model *model,
                                   const routes_network *network, const routes_laying *laying,
                                   size_t (*row_of)(const routes_model *model, routes_end end),
                                   routes_error *err)
{
    const routes_i_passing_of from = {
        model, network, laying, ROUTES_I_PASSING_ENDS, ROUTES_SIDE_FROM, row_of};
    const routes_i_passing_of to = {model,          network, laying, ROUTES_I_PASSING_ENDS,
                                    ROUTES_SIDE_TO, row_of};
    const routes_i_passing_of via = {model,           network, laying, ROUTES_I_PASSING_ENDS,
                                     ROUTES_SIDE_VIA, row_of};
    const routes_i_passing_of between = {
        model, network, laying, ROUTES_I_PASSING_BETWEEN, ROUTES_SIDE_FROM, row_of};
    const struct {
        routes_through **items;
        const routes_i_passing_of *of;
        routes_i_wanted wanted;
    } counts[] = {
        {&named->from, &from, routes_i_wants_lane},
        {&named->to, &to, routes_i_wants_lane},
        {&named->between, &between, routes_i_wants_lane},
        {&named->via, &via, routes_i_wants_lane},
        {&named->cases[0], &from, routes_i_wants_case},
        {&named->cases[1], &to, routes_i_wants_case},
        {&named->cases[2], &between, routes_i_wants_case},
    };
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < sizeof counts / sizeof *counts && !status; i++)
        status = count(counts[i].items, rows, counts[i].of, counts[i].wanted, err);
    if (!status)
        status = routes_i_volume_sum(&named->out, rows, &from, err);
    if (!status)
        status = routes_i_volume_sum(&named->in, rows, &to, err);
    return status ? status : routes_i_volume_sum(&named->passing, rows, &between, err);
}

void routes_i_named_free(routes_i_named *named)
{
    routes_i_free(named->from);
    routes_i_free(named->to);
    routes_i_free(named->between);
    routes_i_free(named->via);
    for (int i = 0; i < 3; i++)
        routes_i_free(named->cases[i]);
    routes_i_free(named->out);
    routes_i_free(named->in);
    routes_i_free(named->passing);
    *named = (routes_i_named){0};
}

int64_t routes_i_named_cases(const routes_i_named *named, size_t row)
{
    size_t cases = 0;
    for (int i = 0; i < 3; i++)
        cases += named->cases[i][row].lanes;
    return (int64_t)cases;
}
