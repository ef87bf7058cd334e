/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/interdict.h
 * @brief Filling the plans of an interdiction, and reading its options.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_INTERDICT_H
#define ROUTES_ANALYSIS_INTERDICTION_INTERDICT_H

#include "routes/graph.h"
#include "routes/interdict.h"

/** @brief A plan with what it points into. */
typedef struct routes_i_interdict_kept {
    routes_interdict_plan plan;
    uint32_t *number;
    int64_t *effect;
} routes_i_interdict_kept;

struct routes_interdict {
    routes_i_interdict_kept *plan; /* [plans] */
    size_t plans;
    routes_i_interdict_kept *alternative; /* [alternatives] */
    size_t alternatives;
    int stopped;
    uint64_t searched;
    size_t links; /* of the graph */
};

/** @brief Options as read, with what they leave open. */
typedef struct routes_i_interdict_input {
    routes_interdict_options use;
    routes_run run;
    int64_t *every; /**< [links] All closed, where no site is given; else null. */
} routes_i_interdict_input;

/** @brief Reads and checks the options; to be freed, also after a failure. */
routes_status routes_i_interdict_read(routes_i_interdict_input *input, const routes_graph *graph,
                                      const routes_interdict_options *options, routes_error *err);

/** @brief Checks the ends of a way. */
routes_status routes_i_interdict_ends(const routes_graph *graph, uint32_t from, uint32_t to,
                                      routes_error *err);

/** @brief What the caller is shown of a value is divided by it. @param[in] is_flow Of a flow. */
double routes_i_interdict_shown(const routes_interdict_options *use, int is_flow);

/** @brief Frees what reading made. */
void routes_i_interdict_input_free(routes_i_interdict_input *input);

/** @brief A plan to be added; `at` is a link, or links + node. */
typedef struct routes_i_interdict_plan {
    int64_t budget, cost, value, bound;
    uint32_t *at;          /**< [count] In any order; is sorted, with its effects. */
    const int64_t *effect; /**< [count] Null: not worked out. */
    size_t count;
} routes_i_interdict_plan;

/** @brief Room for so many plans and alternatives. */
routes_status routes_i_interdict_new(routes_interdict **out, size_t links, size_t plans,
                                     size_t alternatives, routes_error *err);

/** @brief Adds a plan in the room there is, or with `is_alternative` another one. */
routes_status routes_i_interdict_add(routes_interdict *interdict,
                                     const routes_i_interdict_plan *plan, int is_alternative,
                                     routes_error *err);

#endif
