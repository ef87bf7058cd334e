/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/line.h"

#include <string.h>

#include "core/memory.h"
#include "source/input.h"

#define FIRST_CAPACITY ((size_t)64 * 1024)

routes_status routes_i_lines_open(routes_i_lines *lines, const char *path, const char *name,
                                  routes_error *err)
{
    FILE *file = NULL;
    routes_status status = routes_i_input_open(&file, path, name, err);
    if (status)
        return status;
    *lines = (routes_i_lines){.file = file, .name = name, .file_size = routes_i_input_size(file)};
    return ROUTES_OK;
}

void routes_i_lines_bytes(routes_i_lines *lines, const char *bytes, size_t size)
{
    *lines = (routes_i_lines){.buffer = bytes, .end = size, .file_size = size, .at_end = true};
}

void routes_i_lines_close(routes_i_lines *lines)
{
    if (lines->file)
        fclose(lines->file);
    routes_i_free(lines->own);
    *lines = (routes_i_lines){0};
}

/* Reads more behind what is there: moved to the front first, the buffer doubled when full. */
static routes_status fill(routes_i_lines *lines, routes_error *err)
{
    size_t held = lines->end - lines->begin;
    if (lines->begin && held)
        memmove(lines->own, lines->own + lines->begin, held);
    lines->begin = 0;
    lines->end = held;
    if (held == lines->capacity) {
        size_t capacity = held ? held * 2 : FIRST_CAPACITY;
        char *grown = routes_i_realloc(lines->own, capacity, 1);
        if (!grown)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", lines->name);
        lines->own = grown;
        lines->buffer = grown;
        lines->capacity = capacity;
    }
    size_t wanted = lines->capacity - held;
    size_t taken = 0;
    routes_status status =
        routes_i_input_take(&taken, lines->own + held, wanted, lines->file, lines->name, err);
    if (status)
        return status;
    lines->end += taken;
    lines->at_end = taken < wanted;
    return ROUTES_OK;
}

/* Bytes of a line without its end. */
static size_t content_size(const char *bytes, size_t size)
{
    if (size && bytes[size - 1] == '\n')
        size--;
    if (size && bytes[size - 1] == '\r')
        size--;
    return size;
}

routes_status routes_i_lines_next(routes_i_line *line, routes_i_lines *lines, routes_error *err)
{
    size_t searched = 0;
    size_t size = 0;
    for (;;) {
        const char *from = lines->buffer + lines->begin;
        size_t held = lines->end - lines->begin;
        const char *stop = held ? memchr(from + searched, '\n', held - searched) : NULL;
        size = stop ? (size_t)(stop - from) + 1 : held;
        /* Two bytes more, since an end may still be part of them. */
        if (stop || lines->at_end || size > ROUTES_I_LINE_LIMIT + 2)
            break;
        searched = held;
        routes_status status = fill(lines, err);
        if (status)
            return status;
    }
    const char *bytes = lines->buffer + lines->begin;
    size_t content = content_size(bytes, size);
    *line = (routes_i_line){size ? bytes : NULL, size, content, content > ROUTES_I_LINE_LIMIT};
    routes_i_lines_skip(lines, size);
    return ROUTES_OK;
}

routes_status routes_i_lines_peek(const char **bytes, size_t *size, routes_i_lines *lines,
                                  routes_error *err)
{
    routes_status status = lines->at_end ? ROUTES_OK : fill(lines, err);
    if (status)
        return status;
    size_t held = lines->end - lines->begin;
    *bytes = lines->buffer + lines->begin;
    *size = held < *size ? held : *size;
    return ROUTES_OK;
}

void routes_i_lines_skip(routes_i_lines *lines, size_t size)
{
    lines->begin += size;
    lines->taken += size;
}

double routes_i_lines_done(const routes_i_lines *lines)
{
    if (lines->file_size == 0 || lines->taken >= lines->file_size)
        return 1.0;
    return (double)lines->taken / (double)lines->file_size;
}
