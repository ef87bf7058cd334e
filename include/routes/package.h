/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/package.h
 * @brief A data package: a folder with datapackage.json and its tables, read into a model.
 */
#ifndef ROUTES_PACKAGE_H
#define ROUTES_PACKAGE_H

#include "routes/error.h"
#include "routes/fault.h"
#include "routes/model.h"
#include "routes/run.h"

ROUTES_BEGIN

/**
 * @brief Reads a data package and judges it: everything routes_model_check() judges, and every
 * cell.
 *
 * Every table is read, whatever is wrong with another, so that all faults come out together.
 * Names and references are judged when no row is missing. Resources named x_... are the user's
 * own and left alone; any other that is no table of the model is warned of and not read.
 * `x_home_country` in datapackage.json is the home country.
 *
 * @param[out] out    A checked model, owned by the caller: routes_model_free(). Null on failure.
 * @param[in] folder  Folder with datapackage.json, or that file. May be read-only.
 * @param[in] run     Null for the defaults.
 * @param[in,out] faults Every fault found is added, warnings and notes too.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT   A null, or `run->date` is no date.
 * @retval ROUTES_E_DATA       Something is wrong in the files; `faults` says all, `err` the first.
 * @retval ROUTES_E_IO         A file is not there or cannot be read.
 * @retval ROUTES_E_DEPENDENCY proj.db is not where it is looked for, or GDAL lacks a driver.
 * @retval ROUTES_E_CANCELLED  The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_package_read(routes_model **out, const char *folder,
                                                          const routes_run *run,
                                                          routes_faults *faults, routes_error *err);

ROUTES_END

#endif
