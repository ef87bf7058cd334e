/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/short_name.h
 * @brief Names of at most ten characters, for shapefiles.
 */
#ifndef ROUTES_EXPORT_SHORT_NAME_H
#define ROUTES_EXPORT_SHORT_NAME_H

#include "export/flat.h"

/** @brief Bytes of a short name, the zero included. */
#define ROUTES_I_SHORT_NAME 11

/** @brief A short name. */
typedef struct routes_i_short_name {
    char text[ROUTES_I_SHORT_NAME];
} routes_i_short_name;

/**
 * @brief Gives each field a short name of its own: the glossary's where it has one, else the
 *        beginning in capitals with the part (_LO, _MO, _HI, _KD, _ST); a number where two would
 *        be alike.
 * @param[out] names [count]
 */
void routes_i_short_names(routes_i_short_name *names, const routes_i_flat *fields, size_t count);

#endif
