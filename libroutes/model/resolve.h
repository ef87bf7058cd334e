/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/resolve.h
 * @brief From an end as written, an id or a name, to the row that was meant.
 */
#ifndef ROUTES_MODEL_RESOLVE_H
#define ROUTES_MODEL_RESOLVE_H

#include "core/text.h"
#include "model/resolved.h"

/** @brief What came of it. Start from zero; end with routes_i_answer_free(). */
typedef struct routes_i_answer {
    routes_end end;
    routes_status status;  /**< OK, NOT_FOUND, AMBIGUOUS or DATA (of another level). */
    routes_i_text message; /**< Why not. */
    routes_i_text remedy;  /**< What was probably meant; empty where nothing is near. */
} routes_i_answer;

/**
 * @brief Resolves `text`: by id, then by name among what `level` allows.
 *
 * Level place: places, then crossings; town: places; district: areas, then places of kind district;
 * not stated: places, crossings, provinces, districts, countries. Of several areas with one name
 * the one of the latest vintage up to `year` holds, of those all later the first.
 *
 * @param[in] year ROUTES_NO_DATE: the latest vintage.
 * @retval ROUTES_OK Also when nothing was found: answer->status says.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_resolve(routes_i_answer *answer, const routes_model *model,
                               const routes_i_resolved *resolved, const char *text,
                               routes_level level, int32_t year, routes_error *err);

/** @brief Frees the texts; the answer can be used again. */
void routes_i_answer_free(routes_i_answer *answer);

/** @brief The id of a row of areas, places, crossings or groups. */
const char *routes_i_end_id(const routes_model *model, routes_end end);

#endif
