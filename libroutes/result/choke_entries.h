/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/choke_entries.h
 * @brief Demands and what each of them loses at which site, gathered for the ranking of sites.
 */
#ifndef ROUTES_RESULT_CHOKE_ENTRIES_H
#define ROUTES_RESULT_CHOKE_ENTRIES_H

#include <stdbool.h>

#include "routes/choke.h"
#include "routes/error.h"

/** @brief What lengths are measured in. */
enum { ROUTES_I_CHOKE_M = 0, ROUTES_I_CHOKE_S = 1, ROUTES_I_CHOKE_MEASURES = 2 };

/** @brief One demand at one site; parts are of the demand, which may fork. */
typedef struct routes_i_choke_entry {
    uint32_t demand, site;
    double passes;                         /**< Part that passes. */
    double cut;                            /**< Part that has no other way. */
    double loss;                           /**< Part that is lost, as routes_choke_losses has it. */
    double round[ROUTES_I_CHOKE_MEASURES]; /**< Part that goes round, where this is measured, */
    double with[ROUTES_I_CHOKE_MEASURES];  /**< its lengths by the site, times its parts, */
    double without[ROUTES_I_CHOKE_MEASURES]; /**< and round it; metres, seconds. */
} routes_i_choke_entry;

/** @brief One demand. */
typedef struct routes_i_choke_demand {
    const char *id; /**< Of its lane; borrowed. Null for a row of a table, and for an unseen one. */
    size_t row;     /**< In the lanes or the table. */
    uint32_t stream;
    routes_range weight;
    double chance;
    unsigned char unseen;
} routes_i_choke_demand;

/** @brief Both; start from zero, end with routes_i_choke_entries_free(). */
typedef struct routes_i_choke_entries {
    routes_i_choke_demand *demands;
    size_t demand_count, demand_room;
    routes_i_choke_entry *entries;
    size_t entry_count, entry_room;
    size_t *start; /**< [demand_count + 1] Entries of each, once they are sorted. */
} routes_i_choke_entries;

/** @brief Adds a demand; its number is demand_count before. */
routes_status routes_i_choke_add_demand(routes_i_choke_entries *to, routes_i_choke_demand demand,
                                        routes_error *err);

/** @brief Adds an entry; one demand at one site may come in several. */
routes_status routes_i_choke_add(routes_i_choke_entries *to, routes_i_choke_entry entry,
                                 routes_error *err);

/** @brief Sorts by demand and site, and makes one entry of those of one demand at one site. */
routes_status routes_i_choke_sort(routes_i_choke_entries *of, routes_error *err);

/** @brief What a weight counts as: its moderate, the middle, or its bound; 0 where none is stated.
 */
double routes_i_choke_weight(const routes_i_choke_demand *demand);

/** @brief What is lost where a way of this length becomes one of that: 1 - with / without. */
double routes_i_choke_loss(double with, double without);

/** @brief What all stated demands have at one site, in the unit of their weights. */
typedef struct routes_i_choke_sums {
    double passes, cut_off;
    double round[ROUTES_I_CHOKE_MEASURES];
    double with[ROUTES_I_CHOKE_MEASURES], without[ROUTES_I_CHOKE_MEASURES];
} routes_i_choke_sums;

/** @brief Whether anything goes round, in whatever measure. */
bool routes_i_choke_rounds(const routes_i_choke_sums *sums);

/** @brief Whether what passes has another way: all, some or none of it; null where nothing passes.
 */
const char *routes_i_choke_ways_left(const routes_i_choke_sums *sums);

/** @brief Mean lengthening of what goes round; NaN where nothing does. */
double routes_i_choke_detour(const routes_i_choke_sums *sums, int measure);

/** @brief Lengths round by lengths before; NaN where nothing goes round, or those before are 0. */
double routes_i_choke_ratio(const routes_i_choke_sums *sums, int measure);

/**
 * @brief Sums the entries of the stated demands by site.
 * @param[in,out] sums [sites] From zero.
 */
void routes_i_choke_sum(routes_i_choke_sums *sums, const routes_i_choke_entries *of);

/**
 * @brief Ranks the sites that have an entry, and others that are to be listed.
 *
 * @param[out] ranks  [listed] Allocated; null on failure, and where nothing is listed.
 * @param[out] listed Allocated: the sites in their order; null likewise.
 * @param[out] count  How many.
 * @param[in] also    [sites] Other than 0: listed anyway.
 * @param[in] sites   Number of all sites.
 */
routes_status routes_i_choke_rank(routes_choke **ranks, uint32_t **listed, size_t *count,
                                  const routes_i_choke_entries *of, const unsigned char *also,
                                  size_t sites, const routes_choke_options *options,
                                  routes_error *err);

/** @brief Frees all of it. */
void routes_i_choke_entries_free(routes_i_choke_entries *of);

#endif
