/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "source/input.h"

#include <errno.h>
#include <string.h>

#include "core/file.h"

static routes_status failed(const char *what, const char *name, int reason, routes_error *err)
{
    if (reason == ENOMEM)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to %s %s", what, name);
    return routes_i_file_fail(err, what, name, reason);
}

routes_status routes_i_input_open(FILE **out, const char *path, const char *name, routes_error *err)
{
    name = name ? name : path;
    *out = NULL;
    errno = 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        return failed("open", name, errno, err);
    /* Readers bring their own buffers. */
    setvbuf(file, NULL, _IONBF, 0);
    /* A folder opens, and fails only at the first read. */
    int first = fgetc(file);
    if (first == EOF && ferror(file)) {
        int reason = errno;
        fclose(file);
        return failed("read", name, reason, err);
    }
    if (first != EOF)
        ungetc(first, file);
    *out = file;
    return ROUTES_OK;
}

routes_status routes_i_input_take(size_t *taken, char *bytes, size_t capacity, FILE *file,
                                  const char *name, routes_error *err)
{
    errno = 0;
    size_t read = fread(bytes, 1, capacity, file);
    if (read < capacity && ferror(file))
        return failed("read", name, errno, err);
    *taken = read;
    return ROUTES_OK;
}

uint64_t routes_i_input_size(FILE *file)
{
    off_t here = ftello(file);
    if (here < 0 || fseeko(file, 0, SEEK_END))
        return 0;
    off_t end = ftello(file);
    if (fseeko(file, here, SEEK_SET) || end < 0)
        return 0;
    return (uint64_t)end;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool routes_i_input_ends_in(const char *path, const char *suffix)
{
    size_t size = strlen(path);
    size_t tail = strlen(suffix);
    if (size <= tail)
        return false;
    for (size_t i = 0; i < tail; i++)
        if (lower(path[size - tail + i]) != suffix[i])
            return false;
    return true;
}
