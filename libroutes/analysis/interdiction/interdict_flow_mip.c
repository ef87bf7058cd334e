/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Maximum-flow interdiction as an integer programme (Wood 1993): the cheapest cut, whose arcs are
 * paid for by their capacity or closed. What has no limit cannot be paid for. */

#include <math.h>

#include "analysis/interdiction/interdict.h"
#include "analysis/interdiction/interdict_flow_net.h"
#include "analysis/interdiction/interdict_mip.h"
#include "core/fail.h"
#include "core/memory.h"
#include "routes/interdict_flow.h"

struct work {
    routes_i_interdict_input input;
    routes_i_flow_net net;
    routes_i_mip mip;
    double scale; /* of a flow, in the programme */
};

static void free_work(struct work *work)
{
    routes_i_interdict_input_free(&work->input);
    routes_i_flow_net_free(&work->net);
    routes_i_mip_free(&work->mip);
}

static routes_status add_sites(struct work *work, size_t links, routes_error *err)
{
    const routes_i_flow_net *net = &work->net;
    routes_i_interdict_col *site = routes_i_calloc(net->sites + 1, sizeof *site);
    if (!site)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", net->sites);
    for (size_t a = 0; a < net->sites; a++)
        site[a] = (routes_i_interdict_col){net->site[a].at, net->site[a].cost};
    routes_status status = routes_i_interdict_mip_sites(
        &work->mip, links, net->sites, site, work->input.use.budget / net->cost_unit, err);
    routes_i_free(site);
    return status;
}

/* One way of an arc: cut where its tail is with the origins and its head is not. */
static void add_arc(struct work *work, uint32_t first, size_t arc, int64_t capacity)
{
    const routes_i_flow_net *net = &work->net;
    uint32_t site = net->of[arc / 2];
    int is_site = site != ROUTES_I_NO_SITE;
    if (capacity == 0)
        return;
    double most = capacity < net->unlimited ? 1.0 : 0.0;
    uint32_t paid = routes_i_mip_add_col(&work->mip, (double)capacity * work->scale * most, 0.0,
                                         most, false, "b", arc);
    const uint32_t col[4] = {paid, first + net->flow.head[arc], first + net->flow.head[arc ^ 1],
                             is_site ? site : 0};
    const double value[4] = {1.0, -1.0, 1.0, 1.0};
    routes_i_mip_add_row(&work->mip, is_site ? 4 : 3, col, value, 0.0, INFINITY);
}

static void add_arcs(struct work *work)
{
    const routes_i_flow_net *net = &work->net;
    uint32_t first = (uint32_t)work->mip.cols;
    for (size_t v = 0; v < net->flow.nodes; v++)
        routes_i_mip_add_col(&work->mip, 0.0, v == net->sink, v != net->source, false, "a", v);
    for (size_t i = 0; i < net->pairs; i++) {
        add_arc(work, first, 2 * i, net->there[i]);
        add_arc(work, first, 2 * i + 1, net->back[i]);
    }
}

static routes_status make_work(struct work *work, const routes_graph *graph, const uint32_t *origin,
                               size_t origins, const uint32_t *destination, size_t destinations,
                               const routes_interdict_options *options, routes_error *err)
{
    routes_status status = routes_i_interdict_read(&work->input, graph, options, err);
    if (!status)
        status = routes_i_flow_net_make(&work->net, graph, origin, origins, destination,
                                        destinations, &work->input.use, err);
    if (status)
        return status;
    work->scale = (double)work->net.unit / routes_i_interdict_shown(&work->input.use, 1);
    status = add_sites(work, routes_graph_links(graph), err);
    if (!status)
        add_arcs(work);
    return status ? status : routes_i_mip_check(&work->mip, err);
}

routes_status routes_interdict_flow_write_mps(const char *path, const routes_graph *graph,
                                              const uint32_t *origin, size_t origins,
                                              const uint32_t *destination, size_t destinations,
                                              const routes_interdict_options *options,
                                              routes_error *err)
{
    struct work work = {0};
    if (!path)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "path must not be null");
    routes_status status =
        make_work(&work, graph, origin, origins, destination, destinations, options, err);
    if (!status)
        status = routes_i_mip_write_mps(&work.mip, path, "interdict_flow", err);
    free_work(&work);
    return status;
}

/* The flow past the plan that HiGHS means. */
static routes_status evaluate(double *value, const double *column, void *user, routes_error *err)
{
    struct work *work = user;
    routes_i_flow_net *net = &work->net;
    int64_t flow = 0;
    for (size_t a = 0; a < net->sites; a++)
        net->state[a] = column[a] > 0.5 ? ROUTES_I_WATCHED : ROUTES_I_OPEN_SITE;
    routes_status status = routes_i_flow_net_value(&flow, net, err);
    if (!status)
        *value = flow < net->unlimited ? (double)flow * (double)net->unit : INFINITY;
    return status;
}

routes_status
routes_interdict_flow_ask_highs(routes_interdict_opinion *opinion, const routes_graph *graph,
                                const uint32_t *origin, size_t origins, const uint32_t *destination,
                                size_t destinations, const routes_interdict_options *options,
                                const char *library, double seconds, routes_error *err)
{
    struct work work = {0};
    if (!opinion)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "opinion must not be null");
    routes_status status =
        make_work(&work, graph, origin, origins, destination, destinations, options, err);
    if (!status) {
        double unit = (double)work.net.unit / work.scale;
        routes_i_interdict_ask ask = {&work.mip, library,         seconds,  work.scale,
                                      unit,      &work.input.run, evaluate, &work};
        status = routes_i_interdict_mip_ask(opinion, &ask, err);
    }
    free_work(&work);
    return status;
}
