/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/interdict_question.h
 * @brief An interdiction read from tables, put to its kernel, and the plans as they are told.
 */
#ifndef ROUTES_RESULT_INTERDICT_QUESTION_H
#define ROUTES_RESULT_INTERDICT_QUESTION_H

#include "result/interdict_sites.h"
#include "result/network_answer.h"
#include "routes/interdict_reliable.h"

/** @brief What a kernel is asked, and what it said; start from zero. */
typedef struct routes_i_interdict_question {
    const routes_network *network;
    const routes_answer_interdict_options *use;
    routes_i_sites sites;
    routes_i_end_nodes ends; /**< Of a way or a flow. */
    routes_i_demands who;    /**< Of the most reliable ways. */
    unsigned decimals;       /**< Of values that are whole numbers. */
    double *cost;            /**< [sites.all] As numbers, where the kernel wants them. */
    routes_interdict *made;
    routes_interdict_reliable *reliable;
} routes_i_interdict_question;

/** @brief Reads the tables for the kind that is asked for. */
routes_status routes_i_interdict_question_read(routes_i_interdict_question *question,
                                               const routes_table *ends, routes_error *err);

/** @brief Has the kernel find the plans. */
routes_status routes_i_interdict_question_ask(routes_i_interdict_question *question,
                                              routes_error *err);

/** @brief Writes it as an integer programme. */
routes_status routes_i_interdict_question_write_mps(const routes_i_interdict_question *question,
                                                    const char *path, routes_error *err);

/** @brief Has HiGHS answer it, in the user's units. */
routes_status routes_i_interdict_question_ask_highs(const routes_i_interdict_question *question,
                                                    routes_interdict_opinion *opinion,
                                                    routes_error *err);

/** @brief Frees it all; a zeroed one is allowed. */
void routes_i_interdict_question_free(routes_i_interdict_question *question);

/** @brief A plan in the user's units; INFINITY for what has no end. */
typedef struct routes_i_told_plan {
    double budget, value, bound;
    char value_text[32], bound_text[32]; /**< With every digit; `inf`. */
    int proved;
    size_t links, nodes;
    const uint32_t *link, *node;
    const int64_t *whole[2]; /**< Effects on links and on nodes; null: not worked out, or */
    const double *part[2];   /**< numbers. */
} routes_i_told_plan;

/** @brief How many plans, and how many others. */
size_t routes_i_told_plans(const routes_i_interdict_question *question, int others);

/** @brief One of them. */
routes_i_told_plan routes_i_told_plan_at(const routes_i_interdict_question *question, int others,
                                         size_t index);

/** @brief What the i-th link, or with `of_nodes` node, of a plan is worth in it; INFINITY where
 *         that has no end, or is not worked out. */
double routes_i_told_effect(const routes_i_interdict_question *question,
                            const routes_i_told_plan *plan, int of_nodes, size_t i);

/** @brief Whether the caller ended the search. */
int routes_i_told_stopped(const routes_i_interdict_question *question);

#endif
