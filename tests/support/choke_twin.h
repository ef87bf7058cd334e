/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/choke_twin.h
 * @brief Plain networks with demands, by hand and at random, and all distances in them.
 */
#ifndef ROUTES_TESTS_SUPPORT_CHOKE_TWIN_H
#define ROUTES_TESTS_SUPPORT_CHOKE_TWIN_H

#include <stdio.h>

#include "routes/network.h"
#include "routes/path.h"
#include "support/check.h"

static inline routes_table *texts(const char *name, const char *const *heads, size_t columns,
                                  const char *const *cells, size_t rows)
{
    routes_column of[8];
    routes_table *table = NULL;
    routes_error err;
    for (size_t i = 0; i < columns; i++)
        of[i] = (routes_column){heads[i], ROUTES_COLUMN_TEXT, NULL, NULL};
    assert_ok(routes_table_new(&table, name, of, columns, &err), &err);
    for (size_t i = 0; i < rows * columns; i++) {
        if (i % columns == 0)
            assert_ok(routes_table_add_row(table, &err), &err);
        if (cells[i])
            assert_ok(routes_table_set_text(table, i % columns, i / columns, cells[i], &err), &err);
    }
    return table;
}

/* a-b-d of 100 each, a-c-d of 150 each, d-e of 100; 60 s each, a-c 600 s. */
static inline routes_network *kite(int timed)
{
    static const char *const heads[] = {"id", "from", "to", "length", "time"};
    static const char *const cells[] = {"ab",  "a",  "b",  "100", "60",  "bd",  "b",  "d", "100",
                                        "60",  "ac", "a",  "c",   "150", "600", "cd", "c", "d",
                                        "150", "60", "de", "d",   "e",   "100", "60"};
    routes_table *links = texts("links", heads, timed ? 5 : 4, cells, 0);
    routes_network *network = NULL;
    routes_error err;
    for (size_t row = 0; row < 5; row++) {
        assert_ok(routes_table_add_row(links, &err), &err);
        for (size_t i = 0; i < (timed ? 5U : 4U); i++)
            assert_ok(routes_table_set_text(links, i, row, cells[row * 5 + i], &err), &err);
    }
    assert_ok(routes_network_from_table(&network, links, NULL, 0, &err), &err);
    routes_table_free(links);
    return network;
}

/* 10 from a to d, 30 from a to e, 10 from c to e; and from e to e, which goes nowhere. */
static inline routes_table *trips(void)
{
    static const char *const heads[] = {"origin", "destination", "volume"};
    static const char *const cells[] = {"c", "e", "10", "a", "d", "10",
                                        "e", "e", "7",  "a", "e", "30"};
    return texts("od", heads, 3, cells, 4);
}

/* Oracle: costs by Floyd and Warshall with each node left out in turn; what passes is read off the
 * best way, since of equal ways only one is taken. */
enum { NODES = 7, LINKS = 11, ROWS = 6 };

/** Distances with two nodes left out; NODES for none. */
static inline void distances(double d[NODES][NODES], const routes_graph *graph, size_t without,
                             size_t other)
{
    const int64_t *length = routes_graph_length_um(graph);
    for (size_t i = 0; i < NODES; i++)
        for (size_t j = 0; j < NODES; j++)
            d[i][j] = i == j ? 0.0 : (double)INFINITY;
    for (size_t i = 0; i < routes_graph_links(graph); i++) {
        uint32_t a = routes_graph_from(graph)[i], b = routes_graph_to(graph)[i];
        if (a == without || b == without || a == other || b == other)
            continue;
        d[a][b] = d[b][a] = fmin(d[a][b], (double)length[i] / 1e6);
    }
    for (size_t k = 0; k < NODES; k++)
        for (size_t i = 0; i < NODES && k != without && k != other; i++)
            for (size_t j = 0; j < NODES; j++)
                d[i][j] = fmin(d[i][j], d[i][k] + d[k][j]);
}

struct twin {
    char names[NODES][4], ids[LINKS][4], numbers[LINKS][8], volumes[ROWS][16];
    const char *link_cells[LINKS * 4], *od_cells[ROWS * 3];
    double volume[ROWS];
    uint32_t from[ROWS], to[ROWS];
};

static inline void draw_twin(struct twin *to, uint64_t *seed)
{
    for (size_t i = 0; i < NODES; i++)
        snprintf(to->names[i], sizeof to->names[i], "n%zu", i % 10);
    for (size_t i = 0; i < LINKS; i++) {
        snprintf(to->ids[i], sizeof to->ids[i], "%zu", i % 100);
        snprintf(to->numbers[i], sizeof to->numbers[i], "%d", (int)(draw(seed) % 6));
        to->link_cells[4 * i] = to->ids[i];
        to->link_cells[4 * i + 1] = to->names[draw(seed) % NODES];
        to->link_cells[4 * i + 2] = to->names[draw(seed) % NODES];
        to->link_cells[4 * i + 3] = to->numbers[i];
    }
    for (size_t i = 0; i < ROWS; i++) {
        to->volume[i] = (double)(draw(seed) % 4);
        to->from[i] = (uint32_t)(draw(seed) % NODES);
        to->to[i] = (uint32_t)(draw(seed) % NODES);
        snprintf(to->volumes[i], sizeof to->volumes[i], "%g", to->volume[i]);
        to->od_cells[3 * i] = to->names[to->from[i]];
        to->od_cells[3 * i + 1] = to->names[to->to[i]];
        to->od_cells[3 * i + 2] = to->volumes[i];
    }
}

static inline int passes(const routes_graph *graph, uint32_t from, uint32_t to, uint32_t node)
{
    uint32_t way[NODES];
    routes_path *path = NULL;
    routes_error err;
    int found = 0;
    assert_ok(routes_path_new(&path, graph, from, NULL, &err), &err);
    size_t steps = routes_path_size(path, to);
    assert_ok(routes_path_read(way, NULL, path, to, &err), &err);
    for (size_t i = 1; i < steps; i++)
        found = found || way[i] == node;
    routes_path_free(path);
    return found;
}

/** The network of a twin; every node is there. */
static inline routes_network *twin_network(const struct twin *of)
{
    static const char *const link_heads[] = {"id", "from", "to", "length"};
    static const char *const node_heads[] = {"id"};
    const char *node_cells[NODES];
    routes_network *network = NULL;
    routes_error err;
    for (size_t i = 0; i < NODES; i++)
        node_cells[i] = of->names[i];
    routes_table *links = texts("links", link_heads, 4, of->link_cells, LINKS);
    routes_table *nodes = texts("nodes", node_heads, 1, node_cells, NODES);
    assert_ok(routes_network_from_table(&network, links, nodes, 0, &err), &err);
    routes_table_free(links);
    routes_table_free(nodes);
    return network;
}

/** Its demands. */
static inline routes_table *twin_od(const struct twin *of)
{
    static const char *const heads[] = {"origin", "destination", "volume"};
    return texts("od", heads, 3, of->od_cells, ROWS);
}

#endif
