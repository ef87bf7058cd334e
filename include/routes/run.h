/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/run.h
 * @brief How a piece of long work talks to its caller: progress, log, threads, date.
 *
 * The library prints nothing and reads neither clock nor environment. What it
 * needs to know of the world stands here, and so does the way to stop it.
 */
#ifndef ROUTES_RUN_H
#define ROUTES_RUN_H

#include <stddef.h>

#include "routes/error.h"

ROUTES_BEGIN

/** @brief How much a log line matters. */
typedef enum routes_log_level {
    ROUTES_LOG_INFO = 0,   /**< Good to know. */
    ROUTES_LOG_WARNING = 1 /**< The result stands, but look at this. */
} routes_log_level;

/**
 * @brief Told how far the work is; other than 0 stops it with ROUTES_E_CANCELLED.
 *
 * Called on the thread that called the library, every 100 ms or so.
 *
 * @param done 0 to 1, never falling within one call of the library.
 * @param what One or two words: what is being done. Valid during the call only.
 * @param user The `progress_user` of the run.
 */
typedef int (*routes_progress)(double done, const char *what, void *user);

/** @brief Gets what a program would print. `text` is one line without a newline. */
typedef void (*routes_log)(routes_log_level level, const char *text, void *user);

/**
 * @brief Settings of a run. Start from ROUTES_RUN; zero is the default of every field.
 *
 * Texts are borrowed for the time of the call.
 */
typedef struct routes_run {
    size_t size;              /**< sizeof this struct, set by ROUTES_RUN. */
    routes_progress progress; /**< Null: silence, and no way to stop. */
    void *progress_user;      /**< Passed to `progress`. */
    routes_log log;           /**< Null: silence. */
    void *log_user;           /**< Passed to `log`. */
    unsigned threads;         /**< Threads to use; 0 means 1. Results do not depend on it. */
    const char *date;         /**< Date of the run, YYYY-MM-DD; null: results carry none. */
    const char *proj_path;    /**< Folder with proj.db; null: the one PROJ was built with. */
    const char *font_path;    /**< Folder searched for fonts; null: the system's folders. */
} routes_run;

/** @brief The defaults, as an initialiser. */
#define ROUTES_RUN                                                                                 \
    {                                                                                              \
        sizeof(routes_run), NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL                            \
    }

ROUTES_END

#endif
