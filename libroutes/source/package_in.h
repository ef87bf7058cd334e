/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/package_in.h
 * @brief datapackage.json: what a data package says of itself, and where its files lie.
 *
 * A Frictionless data package of files that lie in its folder. A path that leaves the folder, by
 * its words or by a link, is refused; so is what the readers would not honour: data within the
 * JSON, several files for one resource, another separator, another encoding.
 */
#ifndef ROUTES_SOURCE_PACKAGE_IN_H
#define ROUTES_SOURCE_PACKAGE_IN_H

#include <stddef.h>

#include "core/arena.h"
#include "core/json.h"
#include "routes/fault.h"

/** @brief A licence or a source, as the package lists it; texts null where it says nothing. */
typedef struct routes_i_credit {
    const char *name;
    const char *title;
    const char *path;
} routes_i_credit;

/** @brief One file of a package. */
typedef struct routes_i_resource {
    const char *name;
    const char *path;  /**< As written, relative to the folder; how faults call the file. */
    const char *file;  /**< What to open. */
    const char *layer; /**< Which layer, where the file holds several: `x_layer`, or the name. */
    const char *const *fields;        /**< [field_count] Names of the columns by the schema. */
    size_t field_count;               /**< 0: no schema. */
    const routes_i_json_value *about; /**< The resource as written. */
} routes_i_resource;

/** @brief A package; start from zero, end with routes_i_package_in_close(). */
typedef struct routes_i_package_in {
    routes_i_arena arena;
    routes_i_json *json;
    const char *folder;
    const char *name;
    const char *title; /**< Null where it has none. */
    const routes_i_credit *licences;
    size_t licence_count;
    const routes_i_credit *sources;
    size_t source_count;
    const routes_i_resource *resources;
    size_t resource_count;
} routes_i_package_in;

/**
 * @brief Reads datapackage.json and finds every file it names.
 *
 * @param[out] package Empty on failure.
 * @param[in] path     The folder, or datapackage.json itself.
 * @param[in] faults   Gets what is wrong, all of it.
 * @retval ROUTES_E_DATA The JSON, a path or a setting is wrong.
 * @retval ROUTES_E_IO   datapackage.json or a file it names is missing, closed to us, or a loop of
 *                       links.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_package_in_open(routes_i_package_in *package, const char *path,
                                       routes_faults *faults, routes_error *err);

/**
 * @brief The same from the bytes of datapackage.json; no file is looked at, `file` and `folder`
 *        are null.
 * @param[in] name How faults call it.
 */
routes_status routes_i_package_in_parse(routes_i_package_in *package, const char *bytes,
                                        size_t size, const char *name, routes_faults *faults,
                                        routes_error *err);

/** @brief Frees a package; it is empty again. */
void routes_i_package_in_close(routes_i_package_in *package);

/** @brief A resource by its name, or null. */
const routes_i_resource *routes_i_package_in_find(const routes_i_package_in *package,
                                                  const char *name);

/** @brief A text the package states of itself, such as `x_home_country`; null when it does not. */
const char *routes_i_package_in_text(const routes_i_package_in *package, const char *key);

/**
 * @brief Compares the columns of a file with the schema of its resource, both ways.
 * @param[in] names [count]
 * @retval ROUTES_OK     Also where there is no schema.
 * @retval ROUTES_E_DATA They differ; every difference is a fault.
 */
routes_status routes_i_package_in_check_columns(const routes_i_resource *resource,
                                                const char *const *names, size_t count,
                                                routes_faults *faults, routes_error *err);

#endif
