/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/sorter.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "core/memory.h"

#define CAPACITY ((size_t)131072)
#define READ_SIZE ((size_t)1024)

/* A run of the file being read. */
struct routes_i_run_reader {
    routes_i_boxed *buffer; /* [READ_SIZE] */
    size_t size, at;        /* of the buffer */
    size_t next;            /* box of the file that comes behind it */
    size_t end;             /* of the run */
};

static float down(double value)
{
    float near = (float)value;
    return (double)near > value ? nextafterf(near, -INFINITY) : near;
}

static float up(double value)
{
    float near = (float)value;
    return (double)near < value ? nextafterf(near, INFINITY) : near;
}

/* A share of a span in 32 bits; what lies outside is put at its ends. */
static uint32_t fixed(double value, double least, double most)
{
    double share = (value - least) / (most - least);
    if (!(share > 0.0))
        return 0;
    return share < 1.0 ? (uint32_t)(share * 4294967295.0) : UINT32_MAX;
}

/*
 * The Hilbert curve through a square of 2^32 by 2^32 cells: at each step the quadrant is taken and
 * the square turned so that the curve enters and leaves at its corners.
 * Source: D. Hilbert, "Über die stetige Abbildung einer Linie auf ein Flächenstück",
 * Mathematische Annalen 38, 1891.
 */
static uint64_t place_of(uint32_t x, uint32_t y)
{
    uint64_t place = 0;
    for (uint32_t side = UINT32_C(1) << 31; side; side >>= 1) {
        uint32_t right = (x & side) != 0, upper = (y & side) != 0;
        place = place << 2 | ((3 * right) ^ upper);
        if (upper)
            continue;
        if (right) {
            x = ~x;
            y = ~y;
        }
        uint32_t swapped = x;
        x = y;
        y = swapped;
    }
    return place;
}

routes_i_boxed routes_i_boxed_make(int64_t id, double west, double east, double south, double north)
{
    uint32_t x = fixed((west + east) / 2.0, -180.0, 180.0);
    uint32_t y = fixed((south + north) / 2.0, -90.0, 90.0);
    return (routes_i_boxed){place_of(x, y), id, {down(west), up(east), down(south), up(north)}};
}

static int compare(const void *a, const void *b)
{
    const routes_i_boxed *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static routes_status fail_file(const routes_i_sorter *sorter, routes_error *err)
{
    return routes_i_file_fail(err, "write beside", sorter->beside, errno);
}

static routes_status open_file(routes_i_sorter *sorter, routes_error *err)
{
    char *path = routes_i_path_beside(sorter->beside, ".", ".sort");
    if (!path)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    sorter->file = fopen(path, "w+b");
    routes_status status = sorter->file ? ROUTES_OK : fail_file(sorter, err);
    if (sorter->file)
        (void)remove(path);
    routes_i_free(path);
    return status;
}

/* Writes what is held as a run. */
static routes_status write_run(routes_i_sorter *sorter, routes_error *err)
{
    routes_status status = sorter->file ? ROUTES_OK : open_file(sorter, err);
    if (status)
        return status;
    size_t *grown = routes_i_realloc(sorter->run_sizes, sorter->runs + 1, sizeof *grown);
    if (!grown)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to sort");
    sorter->run_sizes = grown;
    qsort(sorter->held, sorter->size, sizeof *sorter->held, compare);
    if (fwrite(sorter->held, sizeof *sorter->held, sorter->size, sorter->file) != sorter->size)
        return fail_file(sorter, err);
    sorter->run_sizes[sorter->runs++] = sorter->size;
    sorter->size = 0;
    return ROUTES_OK;
}

routes_status routes_i_sorter_add(routes_i_sorter *sorter, const routes_i_boxed *boxed,
                                  routes_error *err)
{
    if (!sorter->held) {
        sorter->capacity = sorter->capacity ? sorter->capacity : CAPACITY;
        sorter->held = routes_i_calloc(sorter->capacity, sizeof *sorter->held);
        if (!sorter->held)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to sort");
    }
    if (sorter->size == sorter->capacity) {
        routes_status status = write_run(sorter, err);
        if (status)
            return status;
    }
    sorter->held[sorter->size++] = *boxed;
    return ROUTES_OK;
}

/* Fills the buffer of a run; left empty at its end. */
static routes_status refill(routes_i_sorter *sorter, struct routes_i_run_reader *reader,
                            routes_error *err)
{
    size_t count = reader->end - reader->next;
    if (count > READ_SIZE)
        count = READ_SIZE;
    reader->at = 0;
    reader->size = count;
    if (count == 0)
        return ROUTES_OK;
    if (fseek(sorter->file, (long)(reader->next * sizeof(routes_i_boxed)), SEEK_SET) ||
        fread(reader->buffer, sizeof(routes_i_boxed), count, sorter->file) != count)
        return fail_file(sorter, err);
    reader->next += count;
    return ROUTES_OK;
}

static bool comes_before(const struct routes_i_run_reader *a, const struct routes_i_run_reader *b)
{
    return compare(&a->buffer[a->at], &b->buffer[b->at]) < 0;
}

/* Lets the reader at `at` sink to its place in the heap. */
static void sink(routes_i_sorter *sorter, size_t at)
{
    struct routes_i_run_reader *heap = sorter->readers;
    for (size_t child; (child = 2 * at + 1) < sorter->left; at = child) {
        if (child + 1 < sorter->left && comes_before(&heap[child + 1], &heap[child]))
            child++;
        if (!comes_before(&heap[child], &heap[at]))
            return;
        struct routes_i_run_reader lower = heap[at];
        heap[at] = heap[child];
        heap[child] = lower;
    }
}

routes_status routes_i_sorter_turn(routes_i_sorter *sorter, routes_error *err)
{
    if (!sorter->file) {
        if (sorter->size)
            qsort(sorter->held, sorter->size, sizeof *sorter->held, compare);
        return ROUTES_OK;
    }
    routes_status status = sorter->size ? write_run(sorter, err) : ROUTES_OK;
    if (status)
        return status;
    if (fflush(sorter->file))
        return fail_file(sorter, err);
    routes_i_free(sorter->held);
    sorter->held = NULL;
    sorter->readers = routes_i_calloc(sorter->runs, sizeof *sorter->readers);
    if (!sorter->readers)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to sort");
    size_t begin = 0;
    for (size_t i = 0; i < sorter->runs && !status; i++) {
        struct routes_i_run_reader *reader = &sorter->readers[i];
        reader->buffer = routes_i_calloc(READ_SIZE, sizeof *reader->buffer);
        if (!reader->buffer)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to sort");
        reader->next = begin;
        reader->end = begin += sorter->run_sizes[i];
        status = refill(sorter, reader, err);
    }
    sorter->left = sorter->runs;
    for (size_t i = sorter->left; i-- > 0 && !status;)
        sink(sorter, i);
    return status;
}

routes_status routes_i_sorter_next(routes_i_boxed *boxed, bool *more, routes_i_sorter *sorter,
                                   routes_error *err)
{
    if (!sorter->file) {
        *more = sorter->at < sorter->size;
        if (*more)
            *boxed = sorter->held[sorter->at++];
        return ROUTES_OK;
    }
    *more = sorter->left > 0;
    if (!*more)
        return ROUTES_OK;
    struct routes_i_run_reader *first = &sorter->readers[0];
    *boxed = first->buffer[first->at++];
    routes_status status = first->at == first->size ? refill(sorter, first, err) : ROUTES_OK;
    if (!status && first->size == 0) {
        /* the run is over: the last reader takes its place, and keeps its buffer to be freed */
        struct routes_i_run_reader ended = *first;
        *first = sorter->readers[--sorter->left];
        sorter->readers[sorter->left] = ended;
    }
    if (!status)
        sink(sorter, 0);
    return status;
}

void routes_i_sorter_end(routes_i_sorter *sorter)
{
    for (size_t i = 0; sorter->readers && i < sorter->runs; i++)
        routes_i_free(sorter->readers[i].buffer);
    if (sorter->file)
        fclose(sorter->file);
    routes_i_free(sorter->readers);
    routes_i_free(sorter->run_sizes);
    routes_i_free(sorter->held);
    *sorter = (routes_i_sorter){0};
}
