/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/laying.h"

#include <stdio.h>
#include <string.h>

#include "core/arena.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "graph/way.h"

struct lane {
    size_t first, count;
    const char *reason;
};

struct routes_laying {
    routes_i_arena arena;
    routes_branch *branches;
    size_t count, capacity;
    struct lane *lanes;
    size_t lane_count;
};

/* An end on the network; several for a group. */
struct point {
    uint32_t node;
    int assumed;
};

/* What laying one lane needs. */
struct work {
    routes_laying *laying;
    const routes_model *model;
    routes_i_ways ways;
    const unsigned char *closed_anyway; /* links; or null */
    unsigned char *link_closed;
    const unsigned char *lane_closed; /* or null */
    size_t lane;
    struct point *from, *to;
    size_t from_count, to_count;
    routes_error *err;
};

void routes_laying_free(routes_laying *laying)
{
    if (!laying)
        return;
    routes_i_arena_free(&laying->arena);
    routes_i_free(laying->branches);
    routes_i_free(laying->lanes);
    routes_i_free(laying);
}

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to lay the lanes");
}

/* Notes why a lane is not laid, unless something was noted before. */
static routes_status give_reason(struct work *work, const char *reason)
{
    struct lane *lane = &work->laying->lanes[work->lane];
    if (lane->reason)
        return ROUTES_OK;
    lane->reason = routes_i_arena_text(&work->laying->arena, reason);
    return lane->reason ? ROUTES_OK : no_memory(work->err);
}

static int is_country(const struct work *work, routes_end end)
{
    return end.entity == ROUTES_AREAS &&
           routes_model_areas(work->model, NULL)[end.index].level == ROUTES_LEVEL_COUNTRY;
}

static int is_home(const struct work *work, routes_end end)
{
    const char *home = routes_model_home(work->model);
    const char *country = routes_model_end_country(work->model, end);
    return is_country(work, end) && home && country && strcmp(home, country) == 0;
}

/* The node of an end that is no group and not the home country; none: a reason is given. */
static routes_status node_of(uint32_t *node, struct work *work, routes_end end)
{
    char reason[160];
    const char *id = routes_model_end_id(work->model, end);
    *node = ROUTES_GRAPH_NONE;
    if (end.entity == ROUTES_AREAS) {
        size_t place = routes_model_capital(work->model, end.index);
        id = place == SIZE_MAX ? NULL : routes_model_places(work->model, NULL)[place].place_id;
    }
    if (id)
        *node = routes_network_find(work->ways.network, id);
    if (*node != ROUTES_GRAPH_NONE)
        return ROUTES_OK;
    snprintf(reason, sizeof reason, "%s has no %s in the network",
             routes_model_end_name(work->model, end),
             is_country(work, end) ? "hub place" : "capital");
    return give_reason(work, reason);
}

static routes_status push(struct point **points, size_t *count, struct work *work,
                          struct point point)
{
    struct point *grown = routes_i_realloc(*points, *count + 1, sizeof *grown);
    if (!grown)
        return no_memory(work->err);
    *points = grown;
    grown[(*count)++] = point;
    return ROUTES_OK;
}

/* The capitals of a group's members; without members the group is a note. */
static routes_status add_group(struct point **points, size_t *count, struct work *work,
                               routes_end end)
{
    size_t rows;
    const routes_group *groups = routes_model_groups(work->model, &rows);
    const char *id = groups[end.index].group_id;
    routes_status status = ROUTES_OK;
    int any = 0;
    for (size_t i = 0; i < rows && !status; i++) {
        if (strcmp(groups[i].group_id, id) != 0 || !groups[i].member)
            continue;
        size_t area = routes_model_find(work->model, ROUTES_AREAS, groups[i].member);
        struct point point = {ROUTES_GRAPH_NONE, groups[i].member_basis != 1};
        any = 1;
        if (area == SIZE_MAX)
            continue;
        status = node_of(&point.node, work, (routes_end){ROUTES_AREAS, area});
        if (!status && point.node != ROUTES_GRAPH_NONE)
            status = push(points, count, work, point);
    }
    if (!any && !status)
        status = give_reason(work, "the members of the group are not stated");
    return status;
}

/* All points of one side. The home country gives way to the via, which `gives_way` says. */
static routes_status side_points(struct point **points, size_t *count, int *gives_way,
                                 struct work *work, routes_side side)
{
    size_t ends_count;
    const routes_end *ends = routes_model_ends(work->model, work->lane, side, &ends_count);
    routes_status status = ROUTES_OK;
    *gives_way = 0;
    for (size_t i = 0; i < ends_count && !status; i++) {
        struct point point = {ROUTES_GRAPH_NONE, 0};
        if (is_home(work, ends[i])) {
            *gives_way = 1;
        } else if (ends[i].entity == ROUTES_GROUPS) {
            status = add_group(points, count, work, ends[i]);
        } else {
            status = node_of(&point.node, work, ends[i]);
            if (!status && point.node != ROUTES_GRAPH_NONE)
                status = push(points, count, work, point);
        }
    }
    return status;
}

/* Keeps a finished way as a branch of the lane. */
static routes_status keep(struct work *work, const routes_i_way *way, int assumed)
{
    routes_laying *laying = work->laying;
    if (laying->count == laying->capacity) {
        size_t capacity = laying->capacity ? laying->capacity * 2 : 64;
        routes_branch *grown = routes_i_realloc(laying->branches, capacity, sizeof *grown);
        if (!grown)
            return no_memory(work->err);
        laying->branches = grown;
        laying->capacity = capacity;
    }
    routes_branch branch = {.lane = work->lane, .steps = way->steps, .assumed = assumed};
    branch.length_m = routes_i_way_length_m(way, work->ways.network);
    branch.nodes =
        routes_i_arena_copy(&laying->arena, way->nodes, (way->steps + 1) * sizeof *way->nodes);
    branch.links = routes_i_arena_copy(&laying->arena, way->links, way->steps * sizeof *way->links);
    if (!branch.nodes || !branch.links)
        return no_memory(work->err);
    laying->branches[laying->count++] = branch;
    return ROUTES_OK;
}

/* From one point to another, over what `via` says (null: straight). */
static routes_status lay_branch(struct work *work, struct point from, struct point to,
                                const routes_end *via, uint32_t via_node)
{
    const char *home = routes_model_home(work->model);
    routes_i_way way = {0};
    routes_error why = {0};
    routes_status status;
    if (via && is_country(work, *via)) {
        status = routes_i_way_through(&way, &work->ways, from.node, to.node,
                                      routes_model_end_country(work->model, *via), &why);
    } else if (via_node != ROUTES_GRAPH_NONE && via_node != from.node && via_node != to.node) {
        status = routes_i_way_between(&way, &work->ways, from.node, via_node, home, &why);
        if (!status)
            status = routes_i_way_between(&way, &work->ways, via_node, to.node, home, &why);
    } else {
        status = routes_i_way_between(&way, &work->ways, from.node, to.node, home, &why);
    }
    if (status == ROUTES_E_NOT_FOUND) {
        char reason[sizeof why.message + 40];
        snprintf(reason, sizeof reason, "%s by the stated means", why.message);
        status = give_reason(work, reason);
    } else if (!status) {
        status = keep(work, &way, from.assumed || to.assumed);
    } else if (work->err) {
        *work->err = why;
    }
    routes_i_way_free(&way);
    return status;
}

static int same_place(const struct work *work)
{
    size_t from_count, to_count;
    const routes_end *from =
        routes_model_ends(work->model, work->lane, ROUTES_SIDE_FROM, &from_count);
    const routes_end *to = routes_model_ends(work->model, work->lane, ROUTES_SIDE_TO, &to_count);
    return from_count == 1 && to_count == 1 && from->entity == to->entity &&
           from->index == to->index;
}

/* Lays a lane between its ends, one branch a pair of them. */
static routes_status lay_between_ends(struct work *work)
{
    size_t via_count;
    int from_home = 0, to_home = 0;
    uint32_t via_node = ROUTES_GRAPH_NONE;
    const routes_end *via = routes_model_ends(work->model, work->lane, ROUTES_SIDE_VIA, &via_count);
    via = via_count ? via : NULL;
    if (same_place(work))
        return give_reason(work, "from an area to itself; where in it is not stated");

    routes_status status =
        side_points(&work->from, &work->from_count, &from_home, work, ROUTES_SIDE_FROM);
    if (!status)
        status = side_points(&work->to, &work->to_count, &to_home, work, ROUTES_SIDE_TO);
    if (!status && (from_home || to_home) && !via)
        return give_reason(work, "where in the home country is not stated");
    if (!status && via && !is_country(work, *via))
        status = node_of(&via_node, work, *via);
    if (!status && from_home && via_node != ROUTES_GRAPH_NONE)
        status = push(&work->from, &work->from_count, work, (struct point){via_node, 0});
    if (!status && to_home && via_node != ROUTES_GRAPH_NONE)
        status = push(&work->to, &work->to_count, work, (struct point){via_node, 0});
    for (size_t i = 0; i < work->from_count && !status; i++)
        for (size_t j = 0; j < work->to_count && !status; j++)
            if (work->from[i].node != work->to[j].node)
                status = lay_branch(work, work->from[i], work->to[j], via, via_node);
    return status;
}

static void close_links(struct work *work, unsigned mode)
{
    size_t links = routes_graph_links(routes_network_graph(work->ways.network));
    for (size_t i = 0; i < links; i++) {
        unsigned has = routes_network_link_at(work->ways.network, i)->mode;
        work->link_closed[i] =
            (has && !(has & mode)) || (work->closed_anyway && work->closed_anyway[i]);
    }
}

/* What a lane may use: what it states, else all but the air, which needs a lane of international
 * reach. */
static unsigned modes_of(const routes_lane *lane)
{
    const unsigned ground = ROUTES_MODE_LAND | ROUTES_MODE_WATER | ROUTES_MODE_SEA;
    if (lane->mode)
        return lane->mode;
    return lane->scope == ROUTES_SCOPE_INTERNATIONAL ? ground | ROUTES_MODE_AIR : ground;
}

/* The legs of the lane in order, joined to one way. `found` says whether there are any. */
static routes_status lay_legs(int *found, struct work *work, const routes_lane *lane)
{
    size_t count;
    const routes_leg *legs = routes_model_legs(work->model, &count);
    routes_i_way way = {0};
    routes_error why = {0};
    routes_status status = ROUTES_OK;
    *found = 0;
    for (size_t i = 0; i < count && !status; i++) {
        if (strcmp(legs[i].lane_id, lane->lane_id) != 0)
            continue;
        uint32_t from, to = ROUTES_GRAPH_NONE;
        *found = 1;
        close_links(work, legs[i].mode ? legs[i].mode : modes_of(lane));
        status = node_of(&from, work, routes_model_leg_end(work->model, i, ROUTES_SIDE_FROM));
        if (!status)
            status = node_of(&to, work, routes_model_leg_end(work->model, i, ROUTES_SIDE_TO));
        if (status)
            why = work->err ? *work->err : why;
        else if (from == ROUTES_GRAPH_NONE || to == ROUTES_GRAPH_NONE)
            status = routes_i_fail(&why, ROUTES_E_NOT_FOUND, "leg %ld has an end that is no node",
                                   (long)legs[i].leg_no);
        else
            status = routes_i_way_between(&way, &work->ways, from, to,
                                          routes_model_home(work->model), &why);
    }
    if (status == ROUTES_E_NOT_FOUND)
        status = give_reason(work, why.message);
    else if (status && work->err)
        *work->err = why;
    else if (!status && *found)
        status = keep(work, &way, 0);
    routes_i_way_free(&way);
    return status;
}

static routes_status lay_lane(struct work *work)
{
    const routes_lane *lane = &routes_model_lanes(work->model, NULL)[work->lane];
    struct lane *laid = &work->laying->lanes[work->lane];
    int found = 0;
    laid->first = work->laying->count;
    routes_status status = lay_legs(&found, work, lane);
    if (!status && !found) {
        close_links(work, modes_of(lane));
        status = lay_between_ends(work);
    }
    laid->count = work->laying->count - laid->first;
    routes_i_free(work->from);
    routes_i_free(work->to);
    work->from = work->to = NULL;
    work->from_count = work->to_count = 0;
    return status;
}

static routes_status lay_all(struct work *work, const routes_run *run)
{
    size_t lanes = work->laying->lane_count;
    routes_status status = ROUTES_OK;
    for (work->lane = 0; work->lane < lanes && !status; work->lane++) {
        status =
            routes_i_run_tell(run, (double)work->lane / (double)lanes, "laying lanes", work->err);
        if (!status && work->lane_closed && work->lane_closed[work->lane])
            status = give_reason(work, "left out");
        else if (!status)
            status = lay_lane(work);
    }
    return status;
}

routes_status routes_laying_new(routes_laying **out, const routes_model *model,
                                const routes_network *network, const routes_laying_options *options,
                                routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!model || !network || !routes_model_is_checked(model))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "a checked model and its network are needed");
    routes_laying_options use;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (status)
        return status;

    struct work work = {.model = model,
                        .closed_anyway = use.link_closed,
                        .lane_closed = use.lane_closed,
                        .err = err};
    work.laying = routes_i_calloc(1, sizeof *work.laying);
    work.link_closed = routes_i_calloc(routes_graph_links(routes_network_graph(network)), 1);
    if (work.laying) {
        work.laying->lane_count = routes_model_size(model, ROUTES_LANES);
        work.laying->lanes = routes_i_calloc(work.laying->lane_count, sizeof *work.laying->lanes);
    }
    if (!work.laying || !work.link_closed || !work.laying->lanes) {
        status = no_memory(err);
    } else {
        /* Progress is told lane by lane here, not once more by each search. */
        work.ways = (routes_i_ways){network, use.node_closed, work.link_closed, NULL};
        status = lay_all(&work, use.run);
    }
    routes_i_free(work.link_closed);
    if (status) {
        routes_laying_free(work.laying);
        return status;
    }
    *out = work.laying;
    return ROUTES_OK;
}

size_t routes_laying_size(const routes_laying *laying)
{
    return laying ? laying->count : 0;
}

const routes_branch *routes_laying_at(const routes_laying *laying, size_t branch)
{
    return branch < routes_laying_size(laying) ? &laying->branches[branch] : NULL;
}

const char *routes_laying_lane(const routes_laying *laying, size_t lane, size_t *first,
                               size_t *count)
{
    static const struct lane none = {0, 0, NULL};
    const struct lane *laid = laying && lane < laying->lane_count ? &laying->lanes[lane] : &none;
    if (first)
        *first = laid->first;
    if (count)
        *count = laid->count;
    return laid->reason;
}
