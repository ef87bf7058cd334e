/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/cells.h
 * @brief The cells of one row of CSV, as libcsv finds them: strict, blanks kept.
 */
#ifndef ROUTES_SOURCE_CELLS_H
#define ROUTES_SOURCE_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

struct csv_parser;

/** @brief What became of bytes given to the parser. */
typedef enum routes_i_cells_state {
    ROUTES_I_CELLS_MORE,     /**< The row goes on: a quote is open. */
    ROUTES_I_CELLS_ROW,      /**< The row is whole. */
    ROUTES_I_CELLS_QUOTE,    /**< A quote stands where none may, or is open at the end. */
    ROUTES_I_CELLS_NO_MEMORY /**< */
} routes_i_cells_state;

/** @brief A row in the making; start from zero, end with routes_i_cells_free(). */
typedef struct routes_i_cells {
    struct csv_parser *parser;
    routes_i_text text; /**< The cells one behind the other, each with a zero at its end. */
    const char **cells; /**< [columns] Valid after routes_i_cells_point(). */
    size_t *sizes;      /**< [columns] */
    size_t columns;
    size_t capacity;
    bool ended;
    bool no_memory;
} routes_i_cells;

/** @brief Frees the row and its parser. */
void routes_i_cells_free(routes_i_cells *row);

/** @brief Begins a row, and gives up what is left of the one before. False: no memory. */
bool routes_i_cells_begin(routes_i_cells *row);

/**
 * @brief Takes one line with its end; nothing may follow the end of the row.
 * @param[out] at Where a wrong quote stands.
 */
routes_i_cells_state routes_i_cells_feed(size_t *at, routes_i_cells *row, const char *bytes,
                                         size_t size);

/** @brief Ends a row whose last line has no end. */
routes_i_cells_state routes_i_cells_finish(routes_i_cells *row);

/** @brief The cell that is not ended yet, as far as it goes. */
const char *routes_i_cells_open_cell(size_t *size, const routes_i_cells *row);

/** @brief Sets `cells` of a whole row. */
void routes_i_cells_point(routes_i_cells *row);

/** @brief Index of the first cell from `from` on that is not UTF-8, or `columns`. */
size_t routes_i_cells_bad_text(const routes_i_cells *row, size_t from);

#endif
