/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/csv.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/fault.h"
#include "core/memory.h"
#include "source/cells.h"
#include "source/excerpt.h"
#include "source/line.h"

struct routes_i_csv {
    routes_i_lines lines;
    routes_i_arena arena;
    const char *name;
    routes_faults *faults;
    routes_error first; /* the first fault in words */
    routes_i_csv_row header;
    routes_i_csv_row current;

    routes_i_cells cells; /* the row in the making */
    bool begun;
    size_t row_bytes;
    size_t row_line; /* physical line on which it begins */
    size_t row;      /* its number */

    size_t line;   /* last physical line read */
    size_t blank;  /* blank lines since the last row */
    size_t faulty; /* faults that are errors */
    bool over;     /* at the end, or where the file cannot be followed any further */
    bool lost;     /* see routes_i_csv_is_lost() */
};

static routes_status out_of_memory(const routes_i_csv *csv, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", csv->name);
}

/* Adds a fault of the current row. A physical line is named where it is not the row's number. */
static routes_status fault(routes_i_csv *csv, routes_severity severity, const char *field,
                           const char *value, const char *message, const char *remedy,
                           routes_error *err)
{
    char row[32] = "";
    char line[32] = "";
    if (csv->row)
        snprintf(row, sizeof row, " row %zu", csv->row);
    if (csv->row_line != csv->row)
        snprintf(line, sizeof line, " (line %zu)", csv->row_line);
    routes_fault where = {.severity = severity,
                          .file = csv->name,
                          .row = csv->row,
                          .field = field,
                          .value = value,
                          .remedy = remedy};
    routes_status status = routes_i_fault(csv->faults, &where, err, "%s%s", message, line);
    if (status || severity != ROUTES_SEVERITY_ERROR)
        return status;
    if (csv->faulty++ == 0)
        routes_i_fail(&csv->first, ROUTES_E_DATA, "%s%s%s%s: %s%s; %s", csv->name, row,
                      field ? " " : "", field ? field : "", message, line, remedy);
    return ROUTES_OK;
}

static routes_status error(routes_i_csv *csv, const char *field, const char *value,
                           const char *message, const char *remedy, routes_error *err)
{
    return fault(csv, ROUTES_SEVERITY_ERROR, field, value, message, remedy, err);
}

/* A fault after which the file cannot be followed. */
static routes_status give_up(routes_i_csv *csv, const char *field, const char *value,
                             const char *message, const char *remedy, routes_error *err)
{
    csv->over = true;
    csv->lost = true;
    return error(csv, field, value, message, remedy, err);
}

#define NAME_SIZE 32

/* The name of a column, or its number where the header does not reach so far. */
static const char *column_name(const routes_i_csv *csv, size_t column, char *number)
{
    if (column < csv->header.columns)
        return csv->header.cells[column];
    snprintf(number, NAME_SIZE, "column %zu", column + 1);
    return number;
}

/* Begins a row. Blank lines before it stand inside the table; those at its end do no harm. */
static routes_status begin_row(routes_i_csv *csv, routes_error *err)
{
    for (; csv->blank; csv->blank--) {
        csv->row++;
        csv->row_line = csv->line - csv->blank;
        routes_status status = error(csv, NULL, "", "the row is blank",
                                     "remove the line; an empty cell of a table of one column "
                                     "is written \"\"",
                                     err);
        if (status)
            return status;
    }
    csv->row++;
    csv->row_line = csv->line;
    csv->row_bytes = 0;
    csv->begun = true;
    return routes_i_cells_begin(&csv->cells) ? ROUTES_OK : out_of_memory(csv, err);
}

/* Where a carriage return stands outside quotes without being part of a line end, or `size`.
 * A row that goes on from the line before does so within quotes. */
static size_t stray_return(routes_i_line line, bool quoted)
{
    /* As a rule the only one is that of the line end. */
    size_t end = line.content;
    if (line.size - line.content == 1 && line.bytes[line.content] == '\r')
        end = line.size;
    if (!memchr(line.bytes, '\r', end))
        return line.size;
    for (size_t i = 0; i < end; i++) {
        if (line.bytes[i] == '"')
            quoted = !quoted;
        else if (line.bytes[i] == '\r' && !quoted)
            return i;
    }
    return line.size;
}

/* The cell around a byte of a line, quotes and all, for showing. */
static const char *cell_around(char *out, routes_i_line line, size_t at, bool quoted)
{
    size_t from = 0;
    for (size_t i = 0; i < at; i++) {
        if (line.bytes[i] == '"')
            quoted = !quoted;
        else if (line.bytes[i] == ',' && !quoted)
            from = i + 1;
    }
    size_t to = at;
    while (to < line.content && line.bytes[to] != ',')
        to++;
    return routes_i_excerpt(out, line.bytes + from, to - from);
}

/* Feeds one line of a row to the parser; a row with a fault is given up with it. */
static routes_status take_line(bool *whole, routes_i_csv *csv, routes_i_line line, bool continued,
                               routes_error *err)
{
    char number[NAME_SIZE];
    char value[ROUTES_I_EXCERPT_SIZE];
    size_t at = 0;
    if (line.too_long || csv->row_bytes + line.content > ROUTES_I_LINE_LIMIT)
        return give_up(csv, column_name(csv, csv->cells.columns, number),
                       routes_i_excerpt(value, line.bytes, line.content),
                       "the row is over 1 MiB (1048576 bytes)",
                       "shorten it, or close a quote that was left open", err);
    csv->row_bytes += line.size;
    if (memchr(line.bytes, '\0', line.size))
        return give_up(csv, NULL, routes_i_excerpt(value, line.bytes, line.content),
                       "the row holds a zero byte, as in a binary file or in UTF-16",
                       "save the table as CSV in UTF-8", err);
    at = stray_return(line, continued);
    if (at < line.size) {
        csv->begun = false;
        return error(csv, NULL, cell_around(value, line, at, continued),
                     "a carriage return stands alone, where no line ends",
                     "save with the line ends LF or CRLF; quote a cell that holds a line break",
                     err);
    }
    switch (routes_i_cells_feed(&at, &csv->cells, line.bytes, line.size)) {
    case ROUTES_I_CELLS_NO_MEMORY:
        return out_of_memory(csv, err);
    case ROUTES_I_CELLS_QUOTE:
        csv->begun = false;
        return error(csv, column_name(csv, csv->cells.columns, number),
                     cell_around(value, line, at, continued), "a quote stands inside the cell",
                     "put the whole cell in quotes and write each quote inside it twice", err);
    case ROUTES_I_CELLS_ROW:
        *whole = true;
        return ROUTES_OK;
    case ROUTES_I_CELLS_MORE:
        break;
    }
    return ROUTES_OK;
}

/* The file is at its end: so must its last row be. */
static routes_status finish(bool *whole, routes_i_csv *csv, routes_error *err)
{
    csv->over = true;
    if (!csv->begun)
        return ROUTES_OK;
    routes_i_cells_state state = routes_i_cells_finish(&csv->cells);
    if (state == ROUTES_I_CELLS_NO_MEMORY)
        return out_of_memory(csv, err);
    if (state == ROUTES_I_CELLS_QUOTE) {
        char number[NAME_SIZE];
        char value[ROUTES_I_EXCERPT_SIZE];
        size_t size = 0;
        const char *open = routes_i_cells_open_cell(&size, &csv->cells);
        csv->lost = true;
        return error(csv, column_name(csv, csv->cells.columns, number),
                     routes_i_excerpt(value, open, size), "a quote is opened and never closed",
                     "close the quote; write a quote inside a quoted cell twice", err);
    }
    *whole = true;
    return fault(csv, ROUTES_SEVERITY_WARNING, NULL, NULL,
                 "the last row has no line end; the file may have been cut off",
                 "look whether the last row is whole, and end it with a line break", err);
}

/* Reads to the end of the next row, whatever is in its cells. Not `whole`: it was given up for a
 * fault, or there is none. */
static routes_status read_row(bool *whole, routes_i_csv *csv, routes_error *err)
{
    routes_status status = ROUTES_OK;
    *whole = false;
    csv->begun = false;
    while (!status && !*whole && !csv->over) {
        routes_i_line line;
        status = routes_i_lines_next(&line, &csv->lines, err);
        if (status)
            break;
        if (!line.bytes) {
            status = finish(whole, csv, err);
            break;
        }
        csv->line++;
        bool continued = csv->begun;
        if (!continued && line.content == 0 && line.bytes[line.size - 1] == '\n') {
            csv->blank++;
            continue;
        }
        if (!continued)
            status = begin_row(csv, err);
        if (!status)
            status = take_line(whole, csv, line, continued, err);
        if (!csv->begun)
            break;
    }
    if (!status && *whole)
        routes_i_cells_point(&csv->cells);
    return status;
}

/* Every cell must be UTF-8. */
static routes_status check_encoding(routes_i_csv *csv, routes_error *err)
{
    const routes_i_cells *row = &csv->cells;
    routes_status status = ROUTES_OK;
    for (size_t i = routes_i_cells_bad_text(row, 0); i < row->columns && !status;
         i = routes_i_cells_bad_text(row, i + 1)) {
        char number[NAME_SIZE];
        char value[ROUTES_I_EXCERPT_SIZE];
        csv->lost = true;
        status = error(csv, column_name(csv, i, number),
                       routes_i_excerpt(value, row->cells[i], row->sizes[i]),
                       "the text is not UTF-8", "save the file as UTF-8", err);
    }
    return status;
}

static routes_status check_columns(routes_i_csv *csv, routes_error *err)
{
    size_t found = csv->cells.columns;
    size_t wanted = csv->header.columns;
    if (found == wanted)
        return ROUTES_OK;
    char value[NAME_SIZE];
    char message[96];
    char remedy[96];
    bool is_short = found < wanted;
    snprintf(value, sizeof value, "%zu cells", found);
    snprintf(message, sizeof message, "the row is too %s: %zu cells, the header has %zu",
             is_short ? "short" : "long", found, wanted);
    snprintf(remedy, sizeof remedy, "give it %zu cells; quote a cell that holds a comma", wanted);
    return error(csv, csv->header.cells[is_short ? found : wanted - 1], value, message, remedy,
                 err);
}

static int by_name(const void *a, const void *b)
{
    const char *const *x = *(const char *const *const *)a;
    const char *const *y = *(const char *const *const *)b;
    int order = strcmp(*x, *y);
    return order ? order : x < y ? -1 : 1;
}

/* Names that stand twice; sorted, so that a header of any width is checked in good time. */
static routes_status check_doubles(routes_i_csv *csv, routes_error *err)
{
    const routes_i_cells *row = &csv->cells;
    const char ***sorted = routes_i_calloc(row->columns, sizeof *sorted);
    if (!sorted)
        return out_of_memory(csv, err);
    for (size_t i = 0; i < row->columns; i++)
        sorted[i] = &row->cells[i];
    qsort(sorted, row->columns, sizeof *sorted, by_name);
    routes_status status = ROUTES_OK;
    for (size_t i = 1; i < row->columns && !status; i++)
        if (**sorted[i] && strcmp(*sorted[i], *sorted[i - 1]) == 0)
            status = error(csv, *sorted[i], *sorted[i], "the header names this column twice",
                           "give every column a name of its own", err);
    routes_i_free(sorted);
    return status;
}

static routes_status check_names(routes_i_csv *csv, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < csv->cells.columns && !status; i++) {
        if (csv->cells.sizes[i])
            continue;
        char number[NAME_SIZE];
        status = error(csv, column_name(csv, i, number), "", "the header gives this column no name",
                       "name the column, or remove it", err);
    }
    return status;
}

static routes_status keep_header(routes_i_csv *csv, routes_error *err)
{
    const routes_i_cells *row = &csv->cells;
    size_t n = row->columns;
    const char **cells = routes_i_arena_take(&csv->arena, n * sizeof *cells);
    size_t *sizes = routes_i_arena_copy(&csv->arena, row->sizes, n * sizeof *sizes);
    if (!cells || !sizes)
        return out_of_memory(csv, err);
    for (size_t i = 0; i < n; i++) {
        cells[i] = routes_i_arena_copy(&csv->arena, row->cells[i], sizes[i]);
        if (!cells[i])
            return out_of_memory(csv, err);
    }
    csv->header = (routes_i_csv_row){cells, sizes, n, csv->row, csv->row_line};
    return ROUTES_OK;
}

/* Drops the mark of UTF-8 at the file's start; UTF-16 is refused by its own. */
static routes_status read_mark(routes_i_csv *csv, routes_error *err)
{
    const char *bytes = NULL;
    size_t size = 3;
    routes_status status = routes_i_lines_peek(&bytes, &size, &csv->lines, err);
    if (status)
        return status;
    if (size == 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        routes_i_lines_skip(&csv->lines, 3);
    else if (size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return give_up(csv, NULL, NULL, "the file is UTF-16", "save the file as UTF-8", err);
    return ROUTES_OK;
}

/* Whether the header can be gone by; the faults in it are reported all. */
static routes_status check_header(routes_i_csv *csv, bool whole, routes_error *err)
{
    if (csv->faulty)
        return ROUTES_OK;
    if (!whole)
        return give_up(csv, NULL, NULL, "the file is empty",
                       "give it a header row with the names of the columns", err);
    routes_status status = check_encoding(csv, err);
    if (!status)
        status = check_names(csv, err);
    if (!status)
        status = check_doubles(csv, err);
    if (!status && !csv->faulty)
        status = keep_header(csv, err);
    return status;
}

/* The status of a table so far. */
static routes_status judge(const routes_i_csv *csv, routes_error *err)
{
    if (!csv->faulty)
        return ROUTES_OK;
    if (err)
        *err = csv->first;
    return ROUTES_E_DATA;
}

static routes_status read_header(routes_i_csv *csv, routes_error *err)
{
    bool whole = false;
    routes_status status = read_mark(csv, err);
    if (!status)
        status = read_row(&whole, csv, err);
    if (!status)
        status = check_header(csv, whole, err);
    return status ? status : judge(csv, err);
}

/* Takes over `lines`, also on failure. */
static routes_status start(routes_i_csv **out, routes_i_lines *lines, const char *name,
                           routes_faults *faults, routes_error *err)
{
    routes_i_csv *csv = routes_i_calloc(1, sizeof *csv);
    if (!csv) {
        routes_i_lines_close(lines);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", name);
    }
    csv->lines = *lines;
    csv->faults = faults;
    csv->name = name;
    const char *copy = routes_i_arena_text(&csv->arena, name);
    routes_status status = copy ? ROUTES_OK : out_of_memory(csv, err);
    if (!status) {
        csv->name = copy;
        csv->lines.name = copy;
        status = read_header(csv, err);
    }
    if (status) {
        routes_i_csv_close(csv);
        return status;
    }
    *out = csv;
    return ROUTES_OK;
}

routes_status routes_i_csv_open(routes_i_csv **out, const char *path, const char *name,
                                routes_faults *faults, routes_error *err)
{
    routes_i_lines lines = {0};
    *out = NULL;
    name = name ? name : path;
    routes_status status = routes_i_lines_open(&lines, path, name, err);
    return status ? status : start(out, &lines, name, faults, err);
}

routes_status routes_i_csv_open_bytes(routes_i_csv **out, const char *bytes, size_t size,
                                      const char *name, routes_faults *faults, routes_error *err)
{
    routes_i_lines lines = {0};
    *out = NULL;
    routes_i_lines_bytes(&lines, bytes, size);
    return start(out, &lines, name, faults, err);
}

void routes_i_csv_close(routes_i_csv *csv)
{
    if (!csv)
        return;
    routes_i_lines_close(&csv->lines);
    routes_i_cells_free(&csv->cells);
    routes_i_arena_free(&csv->arena);
    routes_i_free(csv);
}

const routes_i_csv_row *routes_i_csv_header(const routes_i_csv *csv)
{
    return &csv->header;
}

routes_status routes_i_csv_step(const routes_i_csv_row **row, bool *over, routes_i_csv *csv,
                                routes_error *err)
{
    bool whole;
    *row = NULL;
    *over = false;
    routes_status status = read_row(&whole, csv, err);
    size_t before = csv->faulty;
    if (!status && whole)
        status = check_encoding(csv, err);
    if (!status && whole)
        status = check_columns(csv, err);
    if (status)
        return status;
    if (whole && csv->faulty == before) {
        csv->current = (routes_i_csv_row){csv->cells.cells, csv->cells.sizes, csv->cells.columns,
                                          csv->row, csv->row_line};
        *row = &csv->current;
    }
    *over = !whole && csv->over;
    return ROUTES_OK;
}

routes_status routes_i_csv_next(const routes_i_csv_row **row, routes_i_csv *csv, routes_error *err)
{
    bool over = false;
    *row = NULL;
    while (!over && !*row) {
        routes_status status = routes_i_csv_step(row, &over, csv, err);
        if (status)
            return status;
    }
    return over ? judge(csv, err) : ROUTES_OK;
}

bool routes_i_csv_is_lost(const routes_i_csv *csv)
{
    return csv->lost;
}

double routes_i_csv_done(const routes_i_csv *csv)
{
    return routes_i_lines_done(&csv->lines);
}
