/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/cell.h
 * @brief One cell of text as a value of its field.
 */
#ifndef ROUTES_MODEL_CELL_H
#define ROUTES_MODEL_CELL_H

#include "model/site.h"

/**
 * @brief Reads a cell that is not empty into a row.
 *
 * Reads the form only; what the value may be is judged by model/row_check.h.
 *
 * @param[in,out] scratch Space for the words of a list.
 * @return False when it cannot be read; the fault is added, the field left as it was.
 */
bool routes_i_cell_read(routes_i_site *site, const routes_i_field *field, const char *cell,
                        void *row, routes_i_text *scratch);

#endif
