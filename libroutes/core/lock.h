/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/lock.h
 * @brief Locks around libraries underneath that keep global state.
 */
#ifndef ROUTES_CORE_LOCK_H
#define ROUTES_CORE_LOCK_H

/** @brief Which library is used by one thread at a time. */
typedef enum routes_i_lock_name {
    ROUTES_I_LOCK_IGRAPH = 0,
    ROUTES_I_LOCK_GDAL_DRIVERS, /**< Registering them: two threads at once crash. */
    ROUTES_I_LOCKS              /**< How many there are. */
} routes_i_lock_name;

/** @brief Waits until no other thread holds the lock, and takes it. Not twice on one thread. */
void routes_i_lock_take(routes_i_lock_name name);

/** @brief Gives the lock back. */
void routes_i_lock_give(routes_i_lock_name name);

#endif
