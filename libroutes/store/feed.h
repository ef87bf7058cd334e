/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/feed.h
 * @brief Rows for one table of the model out of any file that we read, one after the other.
 *
 * CSV by its ending, all else as a layer of GDAL. Each record goes through
 * model/parse.h; what is wrong with it stands in the faults. Geometry is
 * brought to longitude and latitude. Memory is bounded by a batch.
 */
#ifndef ROUTES_STORE_FEED_H
#define ROUTES_STORE_FEED_H

#include <stdbool.h>

#include "core/fail.h"
#include "routes/fault.h"
#include "routes/model.h"
#include "routes/run.h"
#include "routes/wkb.h"

struct routes_i_resource;

/** @brief Where the rows come from. */
typedef struct routes_i_feed_from {
    routes_entity entity;
    const char *path;
    const char *name;  /**< How faults call the file; null: `path`. */
    const char *layer; /**< In a file with several; null: it has one. */
    bool is_stored;    /**< A table of a workspace. */
    const char *const *maps;
    size_t map_count;                         /**< "field=column" */
    const struct routes_i_resource *resource; /**< Its schema must name the columns; or null. */
    const routes_run *run;
} routes_i_feed_from;

/** @brief A record that was read; borrowed until the next. */
typedef struct routes_i_fed {
    const void *row; /**< The struct of the entity; null when the record has no sound form. */
    bool good;       /**< No error in it. */
    size_t line;     /**< As faults count. */
    const char *const *cells; /**< [columns] As in the file; null when it has no sound form. */
    routes_wkb geometry;      /**< In longitude and latitude; size 0: none. */
} routes_i_fed;

/** @brief A file being read. Opaque. */
typedef struct routes_i_feed routes_i_feed;

/**
 * @brief Opens a file and judges its head.
 *
 * @param[out] out    routes_i_feed_close(). Null on failure.
 * @param[in] faults  Gets every fault until the close.
 * @retval ROUTES_E_DATA       The file or its head is refused.
 * @retval ROUTES_E_IO         It cannot be opened.
 * @retval ROUTES_E_ARGUMENT   A map is none.
 * @retval ROUTES_E_DEPENDENCY GDAL lacks the driver, PROJ its database.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_feed_open(routes_i_feed **out, const routes_i_feed_from *from,
                                 routes_faults *faults, routes_error *err);

/** @brief Closes a file. Null is allowed. */
void routes_i_feed_close(routes_i_feed *feed);

/** @brief Columns as the file names them. */
const char *const *routes_i_feed_columns(const routes_i_feed *feed, size_t *count);

/** @brief Whether the file has geometry. */
bool routes_i_feed_has_geometry(const routes_i_feed *feed);

/** @brief How much is read, 0 to 1. */
double routes_i_feed_done(const routes_i_feed *feed);

/**
 * @brief The next record, good or not.
 *
 * @param[out] fed
 * @param[out] over There is no further record; `fed` is empty.
 * @retval ROUTES_E_DATA The file as a whole is refused: it is cut off or damaged, or in another
 *                       encoding. The records before are not to be kept.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_feed_next(routes_i_fed *fed, bool *over, routes_i_feed *feed,
                                 routes_error *err);

#endif
