/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/choices.h
 * @brief The ways that each laid lane may choose among, its habit being a matter of length.
 */
#ifndef ROUTES_RESULT_CHOICES_H
#define ROUTES_RESULT_CHOICES_H

#include <stdbool.h>

#include "routes/laying.h"
#include "routes/place.h"

/** @brief How ways are found and shared. */
typedef struct routes_i_choices_rule {
    const bool *is_site; /**< [nodes], or [links]: what another way must do without. */
    bool links;          /**< Sites are links. */
    double habit;        /**< A way so many times as long is taken that^-habit as often. */
    double cutoff;       /**< Ways longer than so many times the shortest are left out. */
} routes_i_choices_rule;

/** @brief A way; borrowed from its laying. */
typedef struct routes_i_choice {
    size_t demand;
    const routes_branch *branch;
} routes_i_choice;

/** @brief Start from zero, end with routes_i_choices_free(). */
typedef struct routes_i_choices {
    size_t demands;
    size_t *lane;         /**< [demands] Row in lanes. */
    double *weight;       /**< [demands] Part of its lane: a fork is split evenly. */
    routes_i_choice *way; /**< [count] In order of the demands, the shortest first. */
    size_t count, capacity;
    routes_laying **layings; /**< Owned. */
    size_t laying_count, laying_capacity;
    size_t *route_start, *step_start;
    uint32_t *steps;
    double *share, *reliability;
} routes_i_choices;

/**
 * @brief Lists the ways of every lane of trafficking that is no case.
 *
 * The way it was laid on first; then each site of a way is closed, beside those closed before, and
 * the lane is laid again, breadth first, until nothing new comes, up to 32 ways.
 */
routes_status routes_i_choices_find(routes_i_choices *choices, const routes_model *model,
                                    const routes_network *network, const routes_laying *laying,
                                    const routes_i_choices_rule *rule, const routes_run *run,
                                    routes_error *err);

/** @brief As the kernel takes them; borrowed. */
routes_place_demands routes_i_choices_read(const routes_i_choices *choices);

/** @brief Frees all of it. */
void routes_i_choices_free(routes_i_choices *choices);

#endif
