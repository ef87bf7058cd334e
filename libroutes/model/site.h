/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/site.h
 * @brief Where a check stands, so that many faults are reported in few words.
 */
#ifndef ROUTES_MODEL_SITE_H
#define ROUTES_MODEL_SITE_H

#include <stdbool.h>

#include "core/fail.h"
#include "model/schema.h"
#include "routes/fault.h"

/**
 * @brief A row under judgement. Once `status` is set, further faults do nothing: it is looked at
 *        once, at the end.
 */
typedef struct routes_i_site {
    routes_faults *faults;
    routes_error *err;
    const char *file;
    size_t row;
    size_t errors; /**< Found so far. */
    routes_status status;
} routes_i_site;

/** @brief Stands at a row: its file and line, or its table and place there. */
void routes_i_site_at(routes_i_site *site, const routes_i_schema *schema, const void *row,
                      size_t index);

/**
 * @brief Adds a fault at the site.
 * @param[in] field  Column, or null.
 * @param[in] value  What stands there, or null. A long one is cut; one that says something about a
 *                   person is left out.
 * @param[in] remedy What would be right, or null.
 */
void routes_i_site_fault(routes_i_site *site, routes_severity severity, const char *field,
                         const char *value, const char *remedy, const char *format, ...)
    ROUTES_I_PRINTF(6, 7);

/** @brief Bytes of a value as messages show it: see routes_i_site_show(). */
#define ROUTES_I_SHOWN_SIZE 84

/**
 * @brief Writes a value as a message may show it: in quotes, cut after 70 bytes, `(not shown)`
 *        where it says something about a person.
 * @param[out] shown [ROUTES_I_SHOWN_SIZE]
 */
void routes_i_site_show(char *shown, const char *value);

#endif
