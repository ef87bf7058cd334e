/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Writes a row as RFC 4180 has it, every cell in quotes. */
static size_t put_row(char *to, const routes_i_csv_row *row)
{
    char *at = to;
    for (size_t i = 0; i < row->columns; i++) {
        if (i)
            *at++ = ',';
        *at++ = '"';
        for (size_t j = 0; j < row->sizes[i]; j++) {
            if (row->cells[i][j] == '"')
                *at++ = '"';
            *at++ = row->cells[i][j];
        }
        *at++ = '"';
    }
    *at++ = '\n';
    return (size_t)(at - to);
}

/* Reads all; what is sound goes to `copy`, written anew. Returns its size. */
static size_t read_all(char *copy, size_t *rows, const char *bytes, size_t size, int must_be_sound)
{
    routes_faults *faults = NULL;
    routes_i_csv *csv = NULL;
    const routes_i_csv_row *row = NULL;
    size_t used = 0;
    *rows = 0;
    if (routes_faults_new(&faults, 4, NULL))
        abort();
    routes_status status = routes_i_csv_open_bytes(&csv, bytes, size, "fuzz.csv", faults, NULL);
    if (!status) {
        used = put_row(copy, routes_i_csv_header(csv));
        while (!(status = routes_i_csv_next(&row, csv, NULL)) && row) {
            used += put_row(copy + used, row);
            ++*rows;
        }
    }
    routes_i_csv_close(csv);
    if (status && routes_faults_count(faults, ROUTES_SEVERITY_ERROR) == 0)
        abort();
    if (!status && routes_faults_count(faults, ROUTES_SEVERITY_ERROR) != 0)
        abort();
    if (must_be_sound && status)
        abort();
    routes_faults_free(faults);
    return used;
}

/* Any bytes as a table: what is read, written anew and read again is the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A cell grows by its quotes and at most doubles. */
    size_t room = 4 * size + 16;
    char *first = malloc(room);
    char *second = malloc(2 * room);
    size_t rows = 0;
    size_t again = 0;
    if (!first || !second)
        abort();
    size_t used = read_all(first, &rows, (const char *)data, size, 0);
    if (used && used < 1024 * 1024) {
        size_t same = read_all(second, &again, first, used, 1);
        if (same != used || again != rows || memcmp(first, second, used) != 0)
            abort();
    }
    free(first);
    free(second);
    return 0;
}
