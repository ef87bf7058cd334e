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

/** @brief Whether a path names a workspace, a file .gpkg, and not a data package. */
ROUTES_API int routes_workspace_is(const char *path);

/**
 * @brief Writes a checked model as a workspace; an older workspace of that name is replaced when
 *        the new one is whole.
 *
 * One table for each of the model's, with the columns of the data package, codes in words, and
 * geometry for areas, places and crossings, so that a GIS shows them as layers; a table
 * routes_workspace says the form, the home country and a digest of each table. The same model and
 * the same `run->date`, which stands in the file, give the same bytes.
 *
 * @param[in] path  Ends in .gpkg.
 * @param[in] model Checked.
 * @param[in] run   Null for the defaults; without a date the file is dated 1970-01-01.
 * @param[out] err  May be null.
 * @retval ROUTES_E_ARGUMENT A null, another ending, a model not checked, or the file at `path` is
 *                           no workspace: it is not replaced.
 * @retval ROUTES_E_IO       Folder not writable, disk full; the former file is untouched.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_workspace_write(const char *path,
                                                             const routes_model *model,
                                                             const routes_run *run,
                                                             routes_error *err);

/**
 * @brief Reads a workspace and judges it, as routes_package_read() does a package.
 *
 * Rows keep the file and the line from which they were read. Where another program, such as a
 * GIS, has changed the workspace since, a note says so.
 *
 * @param[out] out   A checked model, owned by the caller: routes_model_free(). Null on failure.
 * @param[in] path   Workspace; may lie in a read-only folder.
 * @param[in] run    Null for the defaults.
 * @param[in,out] faults Every fault found is added.
 * @param[out] err   May be null.
 * @retval ROUTES_E_DATA It is damaged, cut off, no workspace, or of a later version; or something
 *                       in it is wrong.
 * @retval ROUTES_E_IO   It is not there or cannot be read.
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
 * @brief Adds the rows of a file (CSV, GeoPackage, Shapefile, GeoJSON, FlatGeobuf, KML) to a table.
 *
 * Every row is judged alone, with the rows around it and against what the workspace holds, as
 * routes_package_read() does. A row with a fault is rejected and written to the rejects, with the
 * columns x_reject_row and x_reject_reason behind its own; the others are kept. Geometry in another
 * coordinate system is brought to longitude and latitude; for places and crossings points take the
 * place of the columns lon and lat.
 *
 * Rows may be good each by itself and spoil what was there, as a second place of one name does to
 * a lane that names it: then the whole file is refused. A workspace of more than 100 000 rows is
 * not judged as a whole here; the log says so.
 *
 * The work is done on a copy that takes the place of the workspace at the end; several imports into
 * one folder come one after the other. Memory does not grow with the number of rows of sources,
 * populations, places, crossings, links, services and overrides; of the other tables, whose rows
 * are judged against each other, all are held.
 *
 * @param[out] count  What was read, kept and rejected; may be null.
 * @param[in] path    Workspace.
 * @param[in] table   Name of a table of the model.
 * @param[in] file    What to read.
 * @param[in] options Null for the defaults.
 * @param[in,out] faults Faults of the rejected rows, up to the list's limit.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT A null, no such table, a map that is none.
 * @retval ROUTES_E_DATA The file as a whole is refused: cut off, encoding, header, personal data, a
 *                       position of a service, or what it would do to the workspace.
 * @retval ROUTES_E_IO   A file is not there, a folder is not writable, the disk is full.
 * @retval ROUTES_E_CANCELLED The caller's progress function said stop.
 * @retval ROUTES_E_DEPENDENCY proj.db is not where it is looked for, or GDAL lacks a driver.
 * @retval ROUTES_E_MEMORY
 *
 * The workspace is untouched on failure.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_workspace_import(
    routes_import_count *count, const char *path, const char *table, const char *file,
    const routes_import_options *options, routes_faults *faults, routes_error *err);

/**
 * @brief What is inside: one row a table, with columns table, rows, period_start, period_end,
 *        sources. The metadata holds `digest`, which is the same for the same data, and `home`.
 * @param[out] out Owned by the caller.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_workspace_info(routes_table **out,
                                                            const routes_model *model,
                                                            routes_error *err);

ROUTES_END

#endif
