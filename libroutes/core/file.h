/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/file.h
 * @brief Files and folders that are written whole or not at all.
 *
 * A file is written beside its target, flushed to the disk and renamed; a run
 * killed in the middle leaves the former file. Failures of the system are
 * ROUTES_E_IO and name the path and what the system said.
 */
#ifndef ROUTES_CORE_FILE_H
#define ROUTES_CORE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/** @brief `ROUTES_E_IO`, "cannot <what> <path>: <the system's words for `number`>". */
routes_status routes_i_file_fail(routes_error *err, const char *what, const char *path, int number);

/**
 * @brief Adds to the message of a failure that the disk on which `folder` lies is full, if it is.
 *        Other libraries seldom say so. Returns `status`.
 */
routes_status routes_i_file_blame_disk(routes_status status, const char *folder, routes_error *err);

/**
 * @brief Reads a whole file.
 * @param[out] bytes Zero-terminated behind [size]; free with routes_i_free(). Null on failure.
 * @param[out] size  May be null.
 * @retval ROUTES_E_IO There is no such file, or it cannot be read.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_file_read(char **bytes, size_t *size, const char *path, routes_error *err);

/** @brief Writes a whole file in place of the one at `path`, if any. */
routes_status routes_i_file_write(const char *path, const char *bytes, size_t size,
                                  routes_error *err);

/**
 * @brief Given what the file holds, says what comes behind it.
 * @param[out] more  Empty; what to append. Left empty: nothing is written.
 * @param[in] bytes  [size] The file, zero-terminated; "" when it is new.
 */
typedef routes_status (*routes_i_file_more)(routes_i_text *more, const char *bytes, size_t size,
                                            void *context, routes_error *err);

/**
 * @brief Appends to a file under a lock, so that many writers come one after the other; the file
 *        is made where there is none. What did not fit wholly is taken back.
 */
routes_status routes_i_file_extend(const char *path, routes_i_file_more more, void *context,
                                   routes_error *err);

/** @brief Whether something is at `path`. */
bool routes_i_file_exists(const char *path);

/** @brief Flushes a written file to the disk and says whether that worked. */
routes_status routes_i_file_flush(const char *path, routes_error *err);

/**
 * @brief Puts the file `made` in the place of `target`, in one step: flushed to the disk before,
 *        its folder after. On failure `made` is left as it was.
 */
routes_status routes_i_file_replace(const char *made, const char *target, routes_error *err);

/** @brief Removes a file; nothing there is fine. */
routes_status routes_i_file_remove(const char *path, routes_error *err);

/**
 * @brief Waits until no other caller holds the folder in which `path` lies, and holds it.
 *
 * For whoever reads a file, changes it and writes it back: two of them come one after the other.
 * Where the file system cannot lock, nobody waits.
 *
 * @param[out] lock For routes_i_folder_unlock(); -1 when nothing is held.
 */
routes_status routes_i_folder_lock(int *lock, const char *path, routes_error *err);

/** @brief Lets the folder go. -1 is allowed. */
void routes_i_folder_unlock(int lock);

/** @brief Makes a folder with the folders above it; one that is there is fine. */
routes_status routes_i_folder_make(const char *path, routes_error *err);

/**
 * @brief As routes_i_folder_make(), for a caller who may have to take it back.
 * @param[out] made How many folders were not there; 0 on failure, when none is left.
 */
routes_status routes_i_folder_make_new(size_t *made, const char *path, routes_error *err);

/** @brief Removes the last `made` folders of a path, as far as they are empty. */
void routes_i_folder_unmake(const char *path, size_t made);

/** @brief Removes a folder with all in it, or a file; nothing there is fine. */
routes_status routes_i_folder_remove(const char *path, routes_error *err);

/**
 * @brief Makes an empty folder at `path` that is this caller's alone; what a killed run left there
 *        is removed.
 *
 * @param[out] lock Held until routes_i_folder_unlock(); -1 on failure.
 * @retval ROUTES_E_IO Another caller holds it, or the system refuses.
 */
routes_status routes_i_folder_claim(int *lock, const char *path, routes_error *err);

/** @brief Flushes every file of a folder to the disk. */
routes_status routes_i_folder_flush(const char *path, routes_error *err);

/**
 * @brief Puts the folder `made` in the place of `target`, in one step where the system can; what
 *        was there is removed.
 */
routes_status routes_i_folder_swap(const char *made, const char *target, routes_error *err);

/** @brief A path beside `path`: in the same folder, its name between `before` and `after`.
 *         Null when memory is out; free with routes_i_free(). */
char *routes_i_path_beside(const char *path, const char *before, const char *after);

/** @brief `folder`/`name`; null when memory is out; free with routes_i_free(). */
char *routes_i_path_join(const char *folder, const char *name);

#endif
