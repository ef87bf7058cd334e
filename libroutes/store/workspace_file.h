/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/workspace_file.h
 * @brief What a workspace holds beside its tables, and how a new one takes the place of the old.
 */
#ifndef ROUTES_STORE_WORKSPACE_FILE_H
#define ROUTES_STORE_WORKSPACE_FILE_H

#include "store/digest.h"
#include "store/gpkg.h"

/** @brief The form of a workspace: read, when it is not above this; else the file is of a later
 *         version of the library. */
#define ROUTES_I_WORKSPACE_FORMAT 1

/** @brief What the table routes_workspace says; free with routes_i_about_free(). */
typedef struct routes_i_about {
    char *home;                                    /**< Null: not set. */
    routes_i_table_digest tables[ROUTES_ENTITIES]; /**< Of what this library wrote. */
} routes_i_about;

/** @brief Frees it. */
void routes_i_about_free(routes_i_about *about);

/** @brief Makes the table and writes what it says. */
routes_status routes_i_about_write(routes_i_gpkg *file, const routes_i_about *about,
                                   routes_error *err);

/** @brief Writes the digest of one table anew. */
routes_status routes_i_about_update(routes_i_gpkg *file, const routes_i_about *about,
                                    routes_entity entity, routes_error *err);

/**
 * @brief Reads it.
 * @retval ROUTES_E_DATA The file is no workspace, or one of a later version.
 */
routes_status routes_i_about_read(routes_i_about *about, routes_i_gpkg *file, routes_error *err);

/** @brief A new workspace beside the old one; start from zero, end with routes_i_swap_end(). */
typedef struct routes_i_swap {
    const char *target; /**< Borrowed. */
    char *made;         /**< Where the new one is written. */
    int lock;
    bool is_held;
} routes_i_swap;

/**
 * @brief Says where to write a new workspace, and keeps other writers away until the end.
 * @retval ROUTES_E_ARGUMENT The name does not end in .gpkg.
 * @retval ROUTES_E_IO       The folder is not there.
 */
routes_status routes_i_swap_begin(routes_i_swap *swap, const char *target, routes_error *err);

/** @brief Begins the new one with a copy of the old, which is open for reading. */
routes_status routes_i_swap_copy(const routes_i_swap *swap, routes_i_gpkg *old, routes_error *err);

/** @brief Puts the new one in the place of the old. */
routes_status routes_i_swap_keep(routes_i_swap *swap, routes_error *err);

/** @brief Lets other writers in; a new one that was not kept is removed. */
void routes_i_swap_end(routes_i_swap *swap);

#endif
