/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/trace.h
 * @brief Which released rows stand behind an id: the row itself, and the lanes that name it.
 */
#ifndef ROUTES_RELEASE_TRACE_H
#define ROUTES_RELEASE_TRACE_H

#include "release/contents.h"

/** @brief Row `row` of a layer, found under `id`. */
typedef struct routes_i_trace_entry {
    const char *id;
    const routes_layer *layer;
    const char *row; /**< Its own id. */
} routes_i_trace_entry;

/** @brief Entries sorted by id, layer and row, no two alike. */
typedef struct routes_i_trace {
    routes_i_arena arena;
    routes_i_trace_entry *entries;
    size_t count;
    size_t capacity;
} routes_i_trace;

/** @brief Name of the column whose text tells the rows of a table apart, or null. */
const char *routes_i_trace_key(const routes_table *table);

/** @brief Files every released row under its own id. Free with routes_i_trace_free(). */
routes_status routes_i_trace_rows(routes_i_trace *trace, const routes_release *release,
                                  routes_error *err);

/** @brief Files every lane, and way of a lane, under the ids of its ends, via points and links. */
routes_status routes_i_trace_lanes(routes_i_trace *trace, const routes_release *release,
                                   routes_error *err);

/** @brief The entries under an id; [*count]. */
const routes_i_trace_entry *routes_i_trace_find(const routes_i_trace *trace, const char *id,
                                                size_t *count);

/** @brief Frees it. */
void routes_i_trace_free(routes_i_trace *trace);

#endif
