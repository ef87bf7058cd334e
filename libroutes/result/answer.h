/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/answer.h
 * @brief What all answers share: the check of the model, origins, sources, period.
 */
#ifndef ROUTES_RESULT_ANSWER_H
#define ROUTES_RESULT_ANSWER_H

#include "core/row.h"
#include "routes/model.h"

/** @brief The heads of the columns that say where a row comes from; last in most tables. */
#define ROUTES_I_ORIGIN_COLUMNS                                                                    \
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the row"},                                  \
        {"section", ROUTES_COLUMN_TEXT, NULL, "Section of the source"},                            \
        {"attributed_to", ROUTES_COLUMN_TEXT, NULL, "Whom the source names"},                      \
    {                                                                                              \
        "note", ROUTES_COLUMN_TEXT, NULL, "Note; never above restricted"                           \
    }

/** @brief Fills the four columns of ROUTES_I_ORIGIN_COLUMNS. */
void routes_i_row_origin(routes_i_row *row, const routes_origin *origin);

/** @brief Fails unless `out` is given and the model is checked; sets `*out` to null. */
routes_status routes_i_answer_begin(routes_table **out, const routes_model *model,
                                    routes_error *err);

/** @brief What an answer is, before it is filled. */
typedef struct routes_i_answer_head {
    const char *name;
    const routes_column *columns;
    size_t column_count;
    routes_kind kind;
    routes_sensitivity sensitivity;
} routes_i_answer_head;

/** @brief routes_i_answer_begin(), and the empty table, to be given to routes_i_answer_end(). */
routes_status routes_i_answer_new(routes_table **out, routes_table **table,
                                  const routes_model *model, const routes_i_answer_head *head,
                                  routes_error *err);

/**
 * @brief Gives a filled table to the caller with its metadata, or frees it when `status` says
 *        that filling failed.
 *
 * Sets method, primary_key, the sources that its rows name, and the model's period.
 *
 * @return `status`, or what went wrong with the metadata.
 */
routes_status routes_i_answer_end(routes_table **out, routes_table *table,
                                  const routes_model *model, const char *method,
                                  const char *primary_key, routes_status status, routes_error *err);

/** @brief Year of the latest lane or observation, or ROUTES_NO_DATE. */
int32_t routes_i_answer_year(const routes_model *model);

/** @brief Fills a column with the word of a code; empty where it is not stated. */
void routes_i_answer_code(routes_i_row *row, routes_codes list, int value);

/** @brief Fills a column with the words of a set of bits, joined by '|': "land|sea". */
void routes_i_answer_set(routes_i_row *row, routes_codes list, unsigned bits);

/** @brief Whether an area is a province of the home country. */
int routes_i_answer_is_home(const routes_model *model, const routes_area *area);

/**
 * @brief Rows of the provinces of the home country.
 * @param[out] out [*count] To be freed with routes_i_free(). Null on failure.
 */
routes_status routes_i_answer_home_areas(size_t **out, size_t *count, const routes_model *model,
                                         routes_error *err);

/** @brief The latest census of an area up to `year`, else the earliest after it; null for none. */
const routes_population *routes_i_answer_census(const routes_model *model, const char *area_id,
                                                int32_t year);

#endif
