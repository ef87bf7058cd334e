/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/workspace.h
 * @brief A workspace: a model kept in one GeoPackage file.
 *
 * A file is replaced whole or not at all: who kills the program in the middle
 * finds the former file.
 */
#ifndef ROUTES_WORKSPACE_H
#define ROUTES_WORKSPACE_H

#include <stddef.h>

#include "routes/error.h"
#include "routes/fault.h"
#include "routes/model.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Whether a path looks like a workspace: a GeoPackage file that libroutes made. */
ROUTES_API int routes_workspace_is(const char *path);

/**
 * @brief Writes a checked model as a workspace; an older file of that name is replaced when the
 *        new one is whole.
 * @retval ROUTES_E_IO Folder not writable, disk full; the former file is untouched.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_workspace_write(const char *path,
                                                             const routes_model *model,
                                                             const routes_run *run,
                                                             routes_error *err);

/**
 * @brief Reads a workspace and judges it, as routes_package_read() does a package.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_workspace_read(routes_model **out, const char *path,
                                                            const routes_run *run,
                                                            routes_faults *faults,
                                                            routes_error *err);

/** @brief What an import did: read = kept + rejected, always. */
typedef struct routes_import_count {
    size_t read;
    size_t kept;
    size_t rejected;
} routes_import_count;

/** @brief Settings of an import. Start from ROUTES_IMPORT_OPTIONS. */
typedef struct routes_import_options {
    size_t size;
    const char *rejects;     /**< CSV for refused rows with the reason; null: `FILE.rejects.csv`. */
    const char *const *maps; /**< [map_count] "field=column". */
    size_t map_count;
    const routes_run *run; /**< May be null. */
} routes_import_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_IMPORT_OPTIONS                                                                      \
    {                                                                                              \
        sizeof(routes_import_options), NULL, NULL, 0, NULL                                         \
    }

/**
 * @brief Adds the rows of a file (CSV, GeoPackage, Shapefile, GeoJSON, FlatGeobuf) to a table.
 *
 * A row with a fault is rejected and written to the rejects with its reason; the others are kept.
 * Memory does not grow with the number of rows. The workspace is untouched on failure.
 *
 * @param[out] count  What was read, kept and rejected; may be null.
 * @param[in] path    Workspace.
 * @param[in] table   Name of a table of the model.
 * @param[in] file    What to read.
 * @param[in,out] faults Faults of the rejected rows, up to the list's limit.
 * @retval ROUTES_E_DATA The file as a whole is refused: encoding, header, personal data, a
 *                       position of a service.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_workspace_import(
    routes_import_count *count, const char *path, const char *table, const char *file,
    const routes_import_options *options, routes_faults *faults, routes_error *err);

/**
 * @brief One row a table: name, rows, period, sources.
 * @param[out] out Owned by the caller.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_workspace_info(routes_table **out,
                                                            const routes_model *model,
                                                            routes_error *err);

ROUTES_END

#endif
