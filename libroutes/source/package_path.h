/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/package_path.h
 * @brief Paths that a package names: they stay in its folder.
 */
#ifndef ROUTES_SOURCE_PACKAGE_PATH_H
#define ROUTES_SOURCE_PACKAGE_PATH_H

#include "core/fail.h"
#include "routes/fault.h"

/** @brief What is wrong with the words of a path, or null: it is relative and goes only down. */
const char *routes_i_package_path_fault(const char *path);

/**
 * @brief Follows all links of a file and sees that it lies in the folder.
 * @param[in] name   How faults call the file.
 * @param[in] faults Gets the fault of a file outside.
 * @retval ROUTES_OK     Also for a file outside: the fault says so.
 * @retval ROUTES_E_IO   The folder or the file is missing, closed to us, or a loop of links.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_package_path_check(const char *folder, const char *file, const char *name,
                                          routes_faults *faults, routes_error *err);

#endif
