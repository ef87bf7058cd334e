/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/csv_out.h
 * @brief Layers as CSV: RFC 4180, UTF-8, a header, lines ended by CR LF.
 */
#ifndef ROUTES_EXPORT_CSV_OUT_H
#define ROUTES_EXPORT_CSV_OUT_H

#include "core/text.h"
#include "export/flat.h"

/** @brief Appends a cell: quoted where it must be, behind a comma unless it is the first. */
void routes_i_csv_cell(routes_i_text *to, const char *text, bool first);

/** @brief Appends the table; numbers by as few digits as read back the same. */
void routes_i_csv_table(routes_i_text *to, const routes_i_flat *flat);

/** @brief Appends the header of fields.csv, the list of short names. */
void routes_i_csv_fields_head(routes_i_text *to);

/** @brief Appends the fields of a layer to fields.csv: layer, short name, name, type, unit, about.
 */
void routes_i_csv_fields(routes_i_text *to, const routes_i_flat *flat);

#endif
