/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/fault.h
 * @brief All that is wrong with an input, not only the first thing.
 *
 * Whoever mends a table wants the whole list: file, row, field, the value that
 * stands there, and what would be right.
 */
#ifndef ROUTES_FAULT_H
#define ROUTES_FAULT_H

#include <stddef.h>

#include "routes/error.h"

ROUTES_BEGIN

/** @brief How bad a fault is. */
typedef enum routes_severity {
    ROUTES_SEVERITY_ERROR = 0,   /**< The input is refused. */
    ROUTES_SEVERITY_WARNING = 1, /**< The input is used; someone should look. */
    ROUTES_SEVERITY_NOTE = 2     /**< Worth knowing, nothing to mend. */
} routes_severity;

/** @brief One fault. Texts may be null where there is nothing to say. */
typedef struct routes_fault {
    routes_severity severity;
    const char *file;    /**< File or resource, as the user named it. */
    size_t row;          /**< As a spreadsheet counts: the header is row 1; 0: the whole file. */
    const char *field;   /**< Column. */
    const char *value;   /**< What stands there; null for personal data. */
    const char *message; /**< What is wrong. */
    const char *remedy;  /**< What would be right. */
} routes_fault;

/** @brief A list of faults, in the order in which they were found. Opaque. */
typedef struct routes_faults routes_faults;

/**
 * @brief Makes an empty list.
 *
 * @param[out] out  Owned by the caller: routes_faults_free(). Null on failure.
 * @param[in] limit Faults kept in full; the rest is only counted. 0 means 200.
 * @param[out] err  May be null.
 * @retval ROUTES_E_ARGUMENT `out` is null.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_faults_new(routes_faults **out, size_t limit,
                                                        routes_error *err);

/** @brief Frees a list. Null is allowed. */
ROUTES_API void routes_faults_free(routes_faults *faults);

/**
 * @brief Adds a copy of `fault`; beyond the limit it is only counted.
 * @retval ROUTES_E_ARGUMENT A null, or no message.
 * @retval ROUTES_E_MEMORY   The list is as it was.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_faults_add(routes_faults *faults,
                                                        const routes_fault *fault,
                                                        routes_error *err);

/** @brief Faults kept in full. Null counts as empty. */
ROUTES_API size_t routes_faults_size(const routes_faults *faults);

/** @brief Faults of a severity found in all, kept or not. */
ROUTES_API size_t routes_faults_count(const routes_faults *faults, routes_severity severity);

/** @brief The fault at `index` < size, borrowed until the list changes; null beyond. */
ROUTES_API const routes_fault *routes_faults_at(const routes_faults *faults, size_t index);

ROUTES_END

#endif
