/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file job/answers.h
 * @brief All that the job knows to ask of a model, answered once.
 */
#ifndef ROUTES_JOB_ANSWERS_H
#define ROUTES_JOB_ANSWERS_H

#include "routes/model.h"
#include "routes/run.h"
#include "routes/table.h"

/** @brief The answers, in the order in which they are released; start from zero. */
typedef struct routes_i_answers {
    routes_table **tables;
    size_t count;
    size_t capacity;
} routes_i_answers;

/**
 * @brief Computes every answer.
 * @param[in] teams How many teams to place.
 * @param[in] run   Never null.
 */
routes_status routes_i_answers_make(routes_i_answers *answers, const routes_model *model,
                                    size_t teams, const routes_run *run, routes_error *err);

/** @brief Frees the tables. */
void routes_i_answers_free(routes_i_answers *answers);

#endif
