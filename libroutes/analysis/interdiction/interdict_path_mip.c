/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shortest-path interdiction as an integer programme (Israeli and Wood 2002): how far a node may
 * be, no farther than the one before it by a length and, where it is watched, a delay. Lengths are
 * detours, so that the first node stands at the length of the shortest way. */

#include <math.h>

#include "analysis/interdiction/interdict.h"
#include "analysis/interdiction/interdict_detour.h"
#include "analysis/interdiction/interdict_mip.h"
#include "core/fail.h"
#include "core/memory.h"
#include "routes/interdict_path.h"

struct work {
    routes_i_interdict_input input;
    routes_i_interdict_net net;
    routes_i_mip mip;
    double scale; /* of a detour, in the programme */
};

static void free_work(struct work *work)
{
    routes_i_interdict_input_free(&work->input);
    routes_i_interdict_net_free(&work->net);
    routes_i_mip_free(&work->mip);
}

static routes_status add_sites(struct work *work, size_t links, routes_error *err)
{
    const routes_i_interdict_net *net = &work->net;
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

static void add_ways(struct work *work)
{
    const routes_i_interdict_net *net = &work->net;
    uint32_t first = (uint32_t)work->mip.cols;
    double base = (double)net->base * work->scale;
    for (size_t v = 0; v < net->nodes; v++) {
        double most = v == net->source ? base : base + (double)net->closed * work->scale;
        routes_i_mip_add_col(&work->mip, v == net->sink ? -1.0 : 0.0, v == net->source ? base : 0.0,
                             most, false, "y", v);
    }
    for (size_t a = 0; a < net->arcs; a++) {
        const routes_i_detour *arc = &net->arc[a];
        int is_site = arc->site != ROUTES_I_NONE;
        uint32_t col[3] = {first + arc->head, first + arc->tail, is_site ? arc->site : 0};
        double delay = is_site ? (double)net->site[arc->site].delay * work->scale : 0.0;
        const double value[3] = {1.0, -1.0, -delay};
        if (arc->head != arc->tail)
            routes_i_mip_add_row(&work->mip, is_site ? 3 : 2, col, value, -INFINITY,
                                 (double)arc->detour * work->scale);
    }
}

static routes_status make_work(struct work *work, const routes_graph *graph, uint32_t from,
                               uint32_t to, const routes_interdict_options *options,
                               routes_error *err)
{
    routes_status status = routes_i_interdict_read(&work->input, graph, options, err);
    if (!status)
        status = routes_i_interdict_ends(graph, from, to, err);
    if (!status)
        status = routes_i_interdict_net_make(&work->net, graph, from, to,
                                             work->input.use.link_delay, &work->input.use, err);
    if (status)
        return status;
    work->scale = (double)work->net.unit / routes_i_interdict_shown(&work->input.use, 0);
    status = add_sites(work, routes_graph_links(graph), err);
    if (!status)
        add_ways(work);
    return status ? status : routes_i_mip_check(&work->mip, err);
}

routes_status routes_interdict_path_write_mps(const char *path, const routes_graph *graph,
                                              uint32_t from, uint32_t to,
                                              const routes_interdict_options *options,
                                              routes_error *err)
{
    struct work work = {0};
    if (!path)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "path must not be null");
    routes_status status = make_work(&work, graph, from, to, options, err);
    if (!status)
        status = routes_i_mip_write_mps(&work.mip, path, "interdict_path", err);
    free_work(&work);
    return status;
}

/* The shortest way under the plan that HiGHS means. */
static routes_status evaluate(double *value, const double *column, void *user, routes_error *err)
{
    const struct work *work = user;
    const routes_i_interdict_net *net = &work->net;
    routes_i_detours search;
    int64_t detour = net->closed;
    routes_status status = routes_i_detour_make(&search, net, err);
    int64_t *extra = routes_i_calloc(net->sites + 1, sizeof *extra);
    if (!status && !extra)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", net->sites);
    if (!status) {
        for (size_t a = 0; a < net->sites; a++)
            extra[a] = column[a] > 0.5 ? net->site[a].delay : 0;
        int is_open = routes_i_detour_find(&detour, &search, extra, net->closed);
        *value = is_open ? (double)(net->base + detour) * (double)net->unit : INFINITY;
    }
    routes_i_free(extra);
    routes_i_detour_free(&search);
    return status;
}

routes_status routes_interdict_path_ask_highs(routes_interdict_opinion *opinion,
                                              const routes_graph *graph, uint32_t from, uint32_t to,
                                              const routes_interdict_options *options,
                                              const char *library, double seconds,
                                              routes_error *err)
{
    struct work work = {0};
    if (!opinion)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "opinion must not be null");
    routes_status status = make_work(&work, graph, from, to, options, err);
    if (!status) {
        double unit = -(double)work.net.unit / work.scale;
        routes_i_interdict_ask ask = {&work.mip, library,         seconds,  work.scale,
                                      unit,      &work.input.run, evaluate, &work};
        status = routes_i_interdict_mip_ask(opinion, &ask, err);
    }
    free_work(&work);
    return status;
}
