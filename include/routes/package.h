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
 * @param[out] out    A checked model, owned by the caller: routes_model_free(). Null on failure.
 * @param[in] folder  Folder with datapackage.json, or that file. May be read-only.
 * @param[in] run     Null for the defaults.
 * @param[in,out] faults Every fault found is added, warnings and notes too.
 * @param[out] err    May be null.
 * @retval ROUTES_E_DATA Something is wrong in the files; `faults` says all, `err` the first.
 * @retval ROUTES_E_IO   A file is not there or cannot be read.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_package_read(routes_model **out, const char *folder,
                                                          const routes_run *run,
                                                          routes_faults *faults, routes_error *err);

ROUTES_END

#endif
