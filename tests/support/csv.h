/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/csv.h
 * @brief Reads the plain tables of the oracles: commas, a header, no quotes.
 */
#ifndef ROUTES_TESTS_SUPPORT_CSV_H
#define ROUTES_TESTS_SUPPORT_CSV_H

#include <stdio.h>
#include <stdlib.h>

#include "support/check.h"

/** A table; `cells` point into `text`. */
typedef struct csv {
    char *text;
    char **cells; /* [rows + 1][columns], the header first */
    size_t rows;
    size_t columns;
} csv;

static inline char *csv_slurp(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = calloc((size_t)size + 2, 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)size, file), size);
    fclose(file);
    if (size > 0 && text[size - 1] != '\n')
        text[size] = '\n';
    return text;
}

/** False when there is no such file. */
static inline int csv_read(csv *table, const char *path)
{
    *table = (csv){.text = csv_slurp(path)};
    if (!table->text)
        return 0;
    size_t cells = 0;
    size_t lines = 0;
    for (char *at = table->text; *at; at++) {
        cells += *at == ',' || *at == '\n';
        lines += *at == '\n';
    }
    assert_true(lines > 0 && cells % lines == 0);
    table->rows = lines - 1;
    table->columns = cells / lines;
    table->cells = calloc(cells, sizeof *table->cells);
    assert_non_null(table->cells);
    size_t cell = 0;
    char *begin = table->text;
    for (char *at = table->text; *at; at++) {
        if (*at != ',' && *at != '\n')
            continue;
        if (*at == '\n' && at > begin && at[-1] == '\r')
            at[-1] = '\0';
        *at = '\0';
        table->cells[cell++] = begin;
        begin = at + 1;
    }
    return 1;
}

static inline void csv_free(csv *table)
{
    free(table->cells);
    free(table->text);
    *table = (csv){0};
}

/** The cell of a row, counted from 0, under a header; fails where there is none. */
static inline const char *csv_at(const csv *table, size_t row, const char *column)
{
    assert_true(row < table->rows);
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->cells[i], column) == 0)
            return table->cells[(row + 1) * table->columns + i];
    fail_msg("no column %s", column);
    return NULL;
}

static inline int csv_has(const csv *table, const char *column)
{
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->cells[i], column) == 0)
            return 1;
    return 0;
}

static inline double csv_number(const csv *table, size_t row, const char *column)
{
    const char *cell = csv_at(table, row, column);
    return *cell ? strtod(cell, NULL) : NAN;
}

/** The row in which a column holds a text; fails where none does. */
static inline size_t csv_find(const csv *table, const char *column, const char *text)
{
    for (size_t row = 0; row < table->rows; row++)
        if (strcmp(csv_at(table, row, column), text) == 0)
            return row;
    fail_msg("%s holds no %s", column, text);
    return 0;
}

#endif
