/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "source/file.h"

#include <errno.h>
#include <string.h>

#include "core/memory.h"

static routes_status host_failed(const char *what, const char *name, int reason, routes_error *err)
{
    char words[128];
    if (reason == ENOMEM)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to open %s", name);
    if (strerror_r(reason, words, sizeof words))
        snprintf(words, sizeof words, "error %d of the host", reason);
    return routes_i_fail(err, ROUTES_E_IO, "cannot %s %s: %s", what, name, words);
}

routes_status routes_i_file_open(FILE **out, const char *path, const char *name, routes_error *err)
{
    name = name ? name : path;
    *out = NULL;
    errno = 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        return host_failed("open", name, errno, err);
    /* Readers bring their own buffers. */
    setvbuf(file, NULL, _IONBF, 0);
    /* A folder opens and fails only at the first read. */
    int first = fgetc(file);
    if (first == EOF && ferror(file)) {
        int reason = errno;
        fclose(file);
        return host_failed("read", name, reason, err);
    }
    if (first != EOF)
        ungetc(first, file);
    *out = file;
    return ROUTES_OK;
}

routes_status routes_i_file_take(size_t *taken, char *bytes, size_t capacity, FILE *file,
                                 const char *name, routes_error *err)
{
    errno = 0;
    size_t read = fread(bytes, 1, capacity, file);
    if (read < capacity && ferror(file))
        return host_failed("read", name, errno, err);
    *taken = read;
    return ROUTES_OK;
}

uint64_t routes_i_file_size(FILE *file)
{
    off_t here = ftello(file);
    if (here < 0 || fseeko(file, 0, SEEK_END))
        return 0;
    off_t end = ftello(file);
    if (fseeko(file, here, SEEK_SET) || end < 0)
        return 0;
    return (uint64_t)end;
}

/* Reads to the end of the file, or just past `limit`, into a block that doubles. */
static routes_status read_all(char **bytes, size_t *size, FILE *file, const char *name,
                              size_t limit, routes_error *err)
{
    size_t capacity = 0;
    for (size_t taken = 0; *size == capacity; *size += taken) {
        size_t wanted = capacity ? capacity * 2 : 4096;
        char *grown = routes_i_realloc(*bytes, wanted + 1, 1);
        if (!grown)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", name);
        *bytes = grown;
        capacity = wanted;
        routes_status status =
            routes_i_file_take(&taken, *bytes + *size, capacity - *size, file, name, err);
        if (status)
            return status;
        if (*size + taken > limit)
            return routes_i_fail(err, ROUTES_E_DATA, "%s is larger than the %zu bytes allowed",
                                 name, limit);
    }
    (*bytes)[*size] = '\0';
    return ROUTES_OK;
}

routes_status routes_i_file_read(char **bytes, size_t *size, const char *path, const char *name,
                                 size_t limit, routes_error *err)
{
    FILE *file = NULL;
    name = name ? name : path;
    *bytes = NULL;
    routes_status status = routes_i_file_open(&file, path, name, err);
    if (status)
        return status;
    char *all = NULL;
    size_t read = 0;
    status = read_all(&all, &read, file, name, limit, err);
    fclose(file);
    if (status) {
        routes_i_free(all);
        return status;
    }
    *bytes = all;
    *size = read;
    return ROUTES_OK;
}
