/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/short.h
 * @brief Names of fields as a shapefile takes them: 10 bytes, capitals.
 */
#ifndef ROUTES_EXPORT_SHORT_H
#define ROUTES_EXPORT_SHORT_H

#include "export/flat.h"

/**
 * @brief Gives every field its short name: the glossary's where it has one, else that of its column
 *        cut to fit, with _LO, _MO, _HI, _K or _S for a part of a number. Where two would be alike,
 *        the later one gets a number.
 */
routes_status routes_i_short_names(routes_i_flat *flat, routes_error *err);

#endif
