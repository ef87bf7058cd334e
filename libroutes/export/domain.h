/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/domain.h
 * @brief Code lists of fields, as a GeoPackage tells them to its reader.
 */
#ifndef ROUTES_EXPORT_DOMAIN_H
#define ROUTES_EXPORT_DOMAIN_H

#include <gdal.h>
#include <ogr_api.h>

#include "export/flat.h"

/** @brief Adds the lists for statuses and kinds of ranges to a database. False: it would not. */
bool routes_i_domain_add(GDALDatasetH dataset);

/** @brief Ties a field to its list, if it has one, and gives it a name for people. */
void routes_i_domain_name(OGRFieldDefnH to, const routes_i_flat_field *field);

#endif
