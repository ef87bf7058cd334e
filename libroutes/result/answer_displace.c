/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "result/answer.h"
#include "result/place_work.h"

#define NOTHING 1e-9

/* A crossing or link, and what passes it. */
struct change {
    uint32_t item;
    bool is_link, watched;
    double before, after, all;
};

struct displaced {
    routes_i_place_work work;
    struct change *change; /* [nodes + links] */
    size_t nodes, links;
    uint32_t *teams;  /* [sites] */
    double *passing;  /* [sites] */
    double *share[3]; /* [ways] before, after, all know */
    routes_error *err;
};

static const char method[] =
    "lanes shift from watched sites: share of a way ~ habit x (reliability x chance that no team "
    "finds it)^theta; habit ~ length^-habit";

static routes_status make_room(struct displaced *moved)
{
    const routes_graph *graph = routes_network_graph(moved->work.network);
    size_t ways = moved->work.choices.count;
    moved->nodes = routes_graph_nodes(graph);
    moved->links = routes_graph_links(graph);
    moved->change = routes_i_calloc(moved->nodes + moved->links, sizeof *moved->change);
    moved->teams = routes_i_calloc(moved->work.count, sizeof *moved->teams);
    moved->passing = routes_i_calloc(moved->work.count, sizeof *moved->passing);
    bool there = moved->change && moved->teams && moved->passing;
    for (int i = 0; i < 3; i++) {
        moved->share[i] = routes_i_calloc(ways, sizeof *moved->share[i]);
        there = there && moved->share[i];
    }
    return there ? ROUTES_OK
                 : routes_i_fail(moved->err, ROUTES_E_MEMORY, "no memory for displacement");
}

static void free_displaced(struct displaced *moved)
{
    routes_i_free(moved->change);
    routes_i_free(moved->teams);
    routes_i_free(moved->passing);
    for (int i = 0; i < 3; i++)
        routes_i_free(moved->share[i]);
    routes_i_place_work_free(&moved->work);
}

static void add_way(struct displaced *moved, size_t way)
{
    const routes_i_choice *choice = &moved->work.choices.way[way];
    const routes_branch *branch = choice->branch;
    double weight = moved->work.weight[choice->demand];
    for (size_t i = 0; i < 2 * branch->steps + 1; i++) {
        bool is_link = i > branch->steps;
        struct change *at =
            is_link ? &moved->change[moved->nodes + branch->links[i - branch->steps - 1]]
                    : &moved->change[branch->nodes[i]];
        at->before += weight * moved->share[0][way];
        at->after += weight * moved->share[1][way];
        at->all += weight * moved->share[2][way];
    }
}

/* What every node and link carries; those that are no crossing are left out when they are listed.
 */
static routes_status sum_ways(struct displaced *moved)
{
    routes_i_place_work *work = &moved->work;
    routes_status status =
        routes_i_place_work_passing(moved->passing, moved->share[0], work, NULL, work->theta);
    if (!status)
        status = routes_i_place_work_passing(moved->passing, moved->share[1], work, moved->teams,
                                             work->theta);
    if (!status)
        status = routes_i_place_work_passing(moved->passing, moved->share[2], work, moved->teams,
                                             INFINITY);
    for (size_t i = 0; i < moved->nodes + moved->links; i++) {
        moved->change[i].is_link = i >= moved->nodes;
        moved->change[i].item = (uint32_t)(i < moved->nodes ? i : i - moved->nodes);
    }
    for (size_t s = 0; s < work->count; s++) {
        bool is_link = work->use.at == ROUTES_PLACE_AT_LINKS;
        moved->change[(is_link ? moved->nodes : 0) + work->site[s]].watched = moved->teams[s] > 0;
    }
    for (size_t way = 0; way < work->choices.count && !status; way++)
        add_way(moved, way);
    return status;
}

/* Crossings before links; what gains most first, equal ones as in the network. */
static int by_gain(const void *left, const void *right)
{
    const struct change *a = left, *b = right;
    double x = a->after - a->before, y = b->after - b->before;
    if (a->is_link != b->is_link)
        return a->is_link - b->is_link;
    if (x != y)
        return x < y ? 1 : -1;
    return (a->item > b->item) - (a->item < b->item);
}

static const char *kind_of(const routes_i_place_work *work, const struct change *at)
{
    static const char *const kinds[] = {"place", "crossing", "diffuse", "place"};
    return at->is_link ? "link" : kinds[routes_network_node(work->network, at->item)->kind];
}

static bool is_listed(const routes_i_place_work *work, const struct change *at)
{
    routes_node_kind kind;
    if (!(at->before > NOTHING || at->after > NOTHING || at->all > NOTHING))
        return false;
    if (at->is_link || at->watched)
        return true;
    kind = routes_network_node(work->network, at->item)->kind;
    return kind == ROUTES_NODE_CROSSING || kind == ROUTES_NODE_DIFFUSE;
}

static routes_status add_change(routes_table *table, const struct displaced *moved,
                                const struct change *at)
{
    const routes_i_place_work *work = &moved->work;
    const routes_node *node = at->is_link ? NULL : routes_network_node(work->network, at->item);
    routes_i_row row = routes_i_row_start(table, moved->err);
    routes_i_row_text(&row, node ? node->id : routes_network_link_at(work->network, at->item)->id);
    routes_i_row_text(&row, kind_of(work, at));
    routes_i_row_text(&row, node ? node->name : NULL);
    routes_i_row_boolean(&row, at->watched);
    routes_i_row_number(&row, at->before);
    routes_i_row_number(&row, at->after);
    routes_i_row_number(&row, at->after - at->before);
    routes_i_row_number(&row, at->all);
    routes_i_row_text(&row, routes_i_place_source_of(work, at->item, at->is_link));
    routes_i_place_row_shape(&row, work, at->item, at->is_link);
    return routes_i_row_end(&row);
}

static routes_status fill(routes_table *table, struct displaced *moved)
{
    routes_status status = sum_ways(moved);
    if (status)
        return status;
    qsort(moved->change, moved->nodes + moved->links, sizeof *moved->change, by_gain);
    for (size_t i = 0; i < moved->nodes + moved->links && !status; i++)
        if (is_listed(&moved->work, &moved->change[i]))
            status = add_change(table, moved, &moved->change[i]);
    return status;
}

static routes_status make_table(routes_table **table, const struct displaced *moved)
{
    const char *unit = routes_i_place_work_unit(&moved->work);
    const routes_column columns[] = {
        {"id", ROUTES_COLUMN_TEXT, NULL, "Crossing or link"},
        {"kind", ROUTES_COLUMN_TEXT, NULL,
         "crossing, diffuse (all other ways over a stretch of border), link, place"},
        {"name", ROUTES_COLUMN_TEXT, NULL, "Its name"},
        {"watched", ROUTES_COLUMN_BOOLEAN, NULL, "Whether a team stands here"},
        {"before", ROUTES_COLUMN_NUMBER, unit, "That pass before there are teams"},
        {"after", ROUTES_COLUMN_NUMBER, unit, "That pass, found or not, when lanes shift"},
        {"change", ROUTES_COLUMN_NUMBER, unit, "After less before"},
        {"after_all", ROUTES_COLUMN_NUMBER, unit, "That pass when all know every team"},
        {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the crossing or link"},
        {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84"},
    };
    routes_status status = routes_table_new(table, "displacement", columns,
                                            sizeof columns / sizeof *columns, moved->err);
    if (!status)
        routes_table_set_kind(*table, ROUTES_KIND_OPERATIONAL, ROUTES_SENSITIVITY_HIGH);
    return status;
}

routes_status routes_answer_displace(routes_table **out, const routes_model *model,
                                     const routes_network *network, const routes_laying *laying,
                                     const routes_answer_place_options *options, routes_error *err)
{
    struct displaced moved = {.err = err};
    routes_table *table = NULL;
    routes_status status = routes_i_answer_begin(out, model, err);
    if (!status)
        status = routes_i_place_work_make(&moved.work, model, network, laying, options, err);
    if (!status)
        status = make_room(&moved);
    for (size_t s = 0; s < moved.work.count && !status; s++)
        moved.teams[s] = moved.work.fixed[s];
    if (!status)
        status = make_table(&table, &moved);
    if (!status) {
        status = fill(table, &moved);
        if (!status)
            status = routes_i_place_work_note(table, &moved.work, NULL, 0);
        status = routes_i_answer_end(out, table, model, method, "id", status, err);
    }
    free_displaced(&moved);
    return status;
}
