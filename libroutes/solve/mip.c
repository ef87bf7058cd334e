/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "solve/mip.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

void routes_i_mip_free(routes_i_mip *mip)
{
    routes_i_free(mip->cost);
    routes_i_free(mip->lower);
    routes_i_free(mip->upper);
    routes_i_free(mip->whole);
    routes_i_free((void *)mip->stem);
    routes_i_free(mip->number);
    routes_i_free(mip->start);
    routes_i_free(mip->col);
    routes_i_free(mip->value);
    routes_i_free(mip->row_lower);
    routes_i_free(mip->row_upper);
    memset(mip, 0, sizeof *mip);
}

/* Resizes one of several arrays; the others keep their room until all have grown. */
static bool grow(void *array, size_t room, size_t size)
{
    void *old;
    memcpy(&old, array, sizeof old);
    void *block = routes_i_realloc(old, room, size);
    if (block)
        memcpy(array, &block, sizeof block);
    return block != NULL;
}

static bool grow_cols(routes_i_mip *mip)
{
    size_t room = 2 * mip->cols_room + 64;
    if (mip->cols < mip->cols_room)
        return true;
    if (!grow(&mip->cost, room, sizeof *mip->cost) ||
        !grow(&mip->lower, room, sizeof *mip->lower) ||
        !grow(&mip->upper, room, sizeof *mip->upper) || !grow(&mip->whole, room, 1) ||
        !grow((void *)&mip->stem, room, sizeof *mip->stem) ||
        !grow(&mip->number, room, sizeof *mip->number))
        return false;
    mip->cols_room = room;
    return true;
}

uint32_t routes_i_mip_add_col(routes_i_mip *mip, double cost, double lower, double upper,
                              bool whole, const char *stem, size_t number)
{
    if (mip->failed || !grow_cols(mip)) {
        mip->failed = true;
        return 0;
    }
    size_t at = mip->cols++;
    mip->cost[at] = cost;
    mip->lower[at] = lower;
    mip->upper[at] = upper;
    mip->whole[at] = whole;
    mip->stem[at] = stem;
    mip->number[at] = (uint32_t)number;
    return (uint32_t)at;
}

static bool grow_rows(routes_i_mip *mip)
{
    size_t room = 2 * mip->rows_room + 64;
    if (mip->rows < mip->rows_room)
        return true;
    if (!grow(&mip->start, room + 1, sizeof *mip->start) ||
        !grow(&mip->row_lower, room, sizeof *mip->row_lower) ||
        !grow(&mip->row_upper, room, sizeof *mip->row_upper))
        return false;
    mip->rows_room = room;
    return true;
}

static bool grow_entries(routes_i_mip *mip, size_t count)
{
    size_t room = 2 * mip->entries_room + count + 64;
    size_t used = mip->rows ? mip->start[mip->rows] : 0;
    if (used + count <= mip->entries_room)
        return true;
    if (!grow(&mip->col, room, sizeof *mip->col) || !grow(&mip->value, room, sizeof *mip->value))
        return false;
    mip->entries_room = room;
    return true;
}

void routes_i_mip_add_row(routes_i_mip *mip, size_t count, const uint32_t *col, const double *value,
                          double lower, double upper)
{
    if (mip->failed || !grow_rows(mip) || !grow_entries(mip, count)) {
        mip->failed = true;
        return;
    }
    size_t from = mip->rows ? mip->start[mip->rows] : 0;
    if (count) {
        memcpy(mip->col + from, col, count * sizeof *col);
        memcpy(mip->value + from, value, count * sizeof *value);
    }
    mip->row_lower[mip->rows] = lower;
    mip->row_upper[mip->rows] = upper;
    mip->start[mip->rows++] = from;
    mip->start[mip->rows] = from + count;
}

routes_status routes_i_mip_check(const routes_i_mip *mip, routes_error *err)
{
    if (!mip->failed)
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_MEMORY,
                         "no memory for an integer programme of %zu columns and %zu rows",
                         mip->cols, mip->rows);
}

/* The entries by column, as the format has them. */
struct by_col {
    size_t *start; /* [cols + 1] */
    uint32_t *row;
    double *value;
};

static void free_by_col(struct by_col *turned)
{
    routes_i_free(turned->start);
    routes_i_free(turned->row);
    routes_i_free(turned->value);
}

static bool turn(struct by_col *turned, const routes_i_mip *mip)
{
    size_t entries = mip->rows ? mip->start[mip->rows] : 0;
    *turned = (struct by_col){0};
    turned->start = routes_i_calloc(mip->cols + 2, sizeof *turned->start);
    turned->row = routes_i_calloc(entries + 1, sizeof *turned->row);
    turned->value = routes_i_calloc(entries + 1, sizeof *turned->value);
    if (!turned->start || !turned->row || !turned->value)
        return false;
    /* Counted two places on, so that filling leaves each column's first entry one place on. */
    for (size_t e = 0; e < entries; e++)
        turned->start[mip->col[e] + 2]++;
    for (size_t j = 2; j < mip->cols + 2; j++)
        turned->start[j] += turned->start[j - 1];
    for (size_t i = 0; i < mip->rows; i++)
        for (size_t e = mip->start[i]; e < mip->start[i + 1]; e++) {
            size_t at = turned->start[mip->col[e] + 1]++;
            turned->row[at] = (uint32_t)i;
            turned->value[at] = mip->value[e];
        }
    return true;
}

/* Its letter; a row with two bounds is L with a range. */
static char letter(const routes_i_mip *mip, size_t row)
{
    double lower = mip->row_lower[row];
    double upper = mip->row_upper[row];
    if (isinf(lower))
        return isinf(upper) ? 'N' : 'L';
    if (isinf(upper))
        return 'G';
    return lower < upper ? 'L' : 'E';
}

static void write_name(routes_i_text *text, const routes_i_mip *mip, size_t col)
{
    routes_i_text_print(text, "%s%u", mip->stem[col], (unsigned)mip->number[col]);
}

static void write_entry(routes_i_text *text, const routes_i_mip *mip, size_t col, const char *row,
                        double value)
{
    routes_i_text_add(text, "    ");
    write_name(text, mip, col);
    routes_i_text_print(text, " %s ", row);
    routes_i_text_number(text, value);
    routes_i_text_add(text, "\n");
}

static void write_marker(routes_i_text *text, size_t number, bool begins)
{
    routes_i_text_print(text, "    m%zu 'MARKER' '%s'\n", number, begins ? "INTORG" : "INTEND");
}

static void write_cols(routes_i_text *text, const routes_i_mip *mip, const struct by_col *turned)
{
    char row[16];
    size_t markers = 0;
    bool whole = false;
    routes_i_text_add(text, "COLUMNS\n");
    for (size_t j = 0; j < mip->cols; j++) {
        if (whole != (mip->whole[j] != 0)) {
            whole = !whole;
            write_marker(text, markers++, whole);
        }
        write_entry(text, mip, j, "cost", mip->cost[j]);
        for (size_t e = turned->start[j]; e < turned->start[j + 1]; e++) {
            snprintf(row, sizeof row, "r%u", (unsigned)turned->row[e]);
            write_entry(text, mip, j, row, turned->value[e]);
        }
    }
    if (whole)
        write_marker(text, markers, false);
}

static void write_side(routes_i_text *text, const char *set, size_t row, double value)
{
    routes_i_text_print(text, "    %s r%zu ", set, row);
    routes_i_text_number(text, value);
    routes_i_text_add(text, "\n");
}

static void write_sides(routes_i_text *text, const routes_i_mip *mip)
{
    routes_i_text_add(text, "RHS\n");
    for (size_t i = 0; i < mip->rows; i++) {
        double side = letter(mip, i) == 'G' ? mip->row_lower[i] : mip->row_upper[i];
        if (letter(mip, i) != 'N' && side != 0)
            write_side(text, "rhs", i, side);
    }
    routes_i_text_add(text, "RANGES\n");
    for (size_t i = 0; i < mip->rows; i++)
        if (letter(mip, i) == 'L' && !isinf(mip->row_lower[i]))
            write_side(text, "range", i, mip->row_upper[i] - mip->row_lower[i]);
}

static void write_bound(routes_i_text *text, const routes_i_mip *mip, const char *kind, size_t col,
                        double value)
{
    routes_i_text_print(text, " %s bound ", kind);
    write_name(text, mip, col);
    if (!isinf(value)) {
        routes_i_text_add(text, " ");
        routes_i_text_number(text, value);
    }
    routes_i_text_add(text, "\n");
}

/* Every bound is said: readers differ in what an unsaid one of a whole number is. */
static void write_bounds(routes_i_text *text, const routes_i_mip *mip)
{
    routes_i_text_add(text, "BOUNDS\n");
    for (size_t j = 0; j < mip->cols; j++) {
        double lower = mip->lower[j];
        double upper = mip->upper[j];
        if (lower == upper) {
            write_bound(text, mip, "FX", j, lower);
        } else if (isinf(lower) && isinf(upper)) {
            write_bound(text, mip, "FR", j, upper);
        } else {
            write_bound(text, mip, isinf(lower) ? "MI" : "LO", j, lower);
            write_bound(text, mip, isinf(upper) ? "PL" : "UP", j, upper);
        }
    }
}

static void write_all(routes_i_text *text, const routes_i_mip *mip, const struct by_col *turned,
                      const char *name)
{
    routes_i_text_print(text, "NAME %s\nROWS\n N cost\n", name);
    for (size_t i = 0; i < mip->rows; i++)
        routes_i_text_print(text, " %c r%zu\n", letter(mip, i), i);
    write_cols(text, mip, turned);
    write_sides(text, mip);
    write_bounds(text, mip);
    routes_i_text_add(text, "ENDATA\n");
}

routes_status routes_i_mip_write_mps(const routes_i_mip *mip, const char *path, const char *name,
                                     routes_error *err)
{
    struct by_col turned;
    routes_i_text text = {0};
    routes_status status = routes_i_mip_check(mip, err);
    if (status)
        return status;
    text.failed = !turn(&turned, mip);
    if (!text.failed)
        write_all(&text, mip, &turned, name);
    if (text.failed)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to write %s", path);
    else
        status = routes_i_file_write(path, routes_i_text_get(&text), text.size, err);
    routes_i_text_free(&text);
    free_by_col(&turned);
    return status;
}
