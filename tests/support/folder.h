/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/folder.h
 * @brief A folder of the test's own, made anew and removed at its end.
 */
#ifndef ROUTES_TESTS_SUPPORT_FOLDER_H
#define ROUTES_TESTS_SUPPORT_FOLDER_H

#include <stdio.h>
#include <stdlib.h>

#include "core/file.h"
#include "core/memory.h"
#include "support/check.h"

/** Where the test may write; under the folder it runs in. */
typedef struct folder {
    char path[512];
    char joined[8][512]; /* the last eight paths asked for */
    unsigned next;
} folder;

static inline void folder_remove(folder *f)
{
    routes_error err;
    assert_ok(routes_i_folder_remove(f->path, &err), &err);
}

static inline void folder_make(folder *f, const char *name)
{
    routes_error err;
    snprintf(f->path, sizeof f->path, "test-folder-%s", name);
    f->next = 0;
    folder_remove(f);
    assert_ok(routes_i_folder_make(f->path, &err), &err);
}

/** A path in the folder; valid until eight more were asked for. */
static inline const char *folder_path(folder *f, const char *name)
{
    char *to = f->joined[f->next++ % 8];
    size_t before = strlen(f->path);
    size_t after = strlen(name);
    assert_true(before + 1 + after < sizeof f->joined[0]);
    memcpy(to, f->path, before);
    to[before] = '/';
    memcpy(to + before + 1, name, after + 1);
    return to;
}

/** Puts a text into a file. */
static inline void folder_put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

/** The text of a file; free with routes_i_free(). */
static inline char *folder_get(const char *path)
{
    char *bytes = NULL;
    routes_error err;
    assert_ok(routes_i_file_read(&bytes, NULL, path, &err), &err);
    return bytes;
}

#endif
