/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/csv_out.h
 * @brief A table as CSV: UTF-8, RFC 4180, lines end with a line feed, numbers as short as they read
 *        back the same.
 */
#ifndef ROUTES_EXPORT_CSV_OUT_H
#define ROUTES_EXPORT_CSV_OUT_H

#include "core/text.h"
#include "routes/table.h"

/** @brief Appends a cell, quoted where it must be. */
void routes_i_csv_cell(routes_i_text *to, const char *text);

/** @brief Appends the table; geometry is left out. */
routes_status routes_i_csv_print(routes_i_text *to, const routes_table *table, routes_error *err);

#endif
