/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/cells.h"

#include <stdint.h>
#include <string.h>

#include <csv.h>

#include "core/memory.h"

/* What libcsv's buffer for a cell grows by; its own 128 bytes make long cells slow. */
#define CELL_STEP 4096

static void *grow(void *block, size_t size)
{
    return routes_i_realloc(block, size, 1);
}

/* RFC 4180: blanks are part of a cell. */
static int no_blank(unsigned char c)
{
    (void)c;
    return 0;
}

static void parser_start(struct csv_parser *parser)
{
    csv_init(parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(parser, no_blank);
    csv_set_realloc_func(parser, grow);
    csv_set_free_func(parser, routes_i_free);
    csv_set_blk_size(parser, CELL_STEP);
}

void routes_i_cells_free(routes_i_cells *row)
{
    if (row->parser)
        csv_free(row->parser);
    routes_i_free(row->parser);
    routes_i_free(row->cells);
    routes_i_free(row->sizes);
    routes_i_text_free(&row->text);
    *row = (routes_i_cells){0};
}

bool routes_i_cells_begin(routes_i_cells *row)
{
    if (!row->parser) {
        row->parser = routes_i_calloc(1, sizeof *row->parser);
        if (!row->parser)
            return false;
        parser_start(row->parser);
    } else if (!row->ended) {
        csv_free(row->parser);
        parser_start(row->parser);
    }
    row->ended = false;
    row->columns = 0;
    row->text.size = 0;
    return true;
}

static bool reserve_cell(routes_i_cells *row)
{
    if (row->columns < row->capacity)
        return true;
    size_t capacity = row->capacity ? row->capacity * 2 : 32;
    const char **cells = routes_i_realloc(row->cells, capacity, sizeof *cells);
    if (!cells)
        return false;
    row->cells = cells;
    size_t *sizes = routes_i_realloc(row->sizes, capacity, sizeof *sizes);
    if (!sizes)
        return false;
    row->sizes = sizes;
    row->capacity = capacity;
    return true;
}

static void take_cell(void *bytes, size_t size, void *user)
{
    routes_i_cells *row = user;
    if (!reserve_cell(row)) {
        row->no_memory = true;
        return;
    }
    routes_i_text_bytes(&row->text, bytes, size);
    routes_i_text_bytes(&row->text, "", 1);
    row->sizes[row->columns++] = size;
}

static void end_row(int terminator, void *user)
{
    (void)terminator;
    ((routes_i_cells *)user)->ended = true;
}

routes_i_cells_state routes_i_cells_feed(size_t *at, routes_i_cells *row, const char *bytes,
                                         size_t size)
{
    size_t parsed = csv_parse(row->parser, bytes, size, take_cell, end_row, row);
    if (row->no_memory || row->text.failed)
        return ROUTES_I_CELLS_NO_MEMORY;
    if (parsed == size)
        return row->ended ? ROUTES_I_CELLS_ROW : ROUTES_I_CELLS_MORE;
    *at = parsed;
    return csv_error(row->parser) == CSV_EPARSE ? ROUTES_I_CELLS_QUOTE : ROUTES_I_CELLS_NO_MEMORY;
}

routes_i_cells_state routes_i_cells_finish(routes_i_cells *row)
{
    if (csv_fini(row->parser, take_cell, end_row, row))
        return ROUTES_I_CELLS_QUOTE;
    return row->no_memory || row->text.failed ? ROUTES_I_CELLS_NO_MEMORY : ROUTES_I_CELLS_ROW;
}

const char *routes_i_cells_open_cell(size_t *size, const routes_i_cells *row)
{
    *size = row->parser->entry_pos;
    return (const char *)row->parser->entry_buf;
}

void routes_i_cells_point(routes_i_cells *row)
{
    const char *at = row->text.bytes;
    for (size_t i = 0; i < row->columns; i++) {
        row->cells[i] = at;
        at += row->sizes[i] + 1;
    }
}

static bool is_ascii(const char *bytes, size_t size)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t word = 0;
    size_t i = 0;
    for (; i + sizeof word <= size; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        if (word & high)
            return false;
    }
    for (; i < size; i++)
        if ((unsigned char)bytes[i] & 0x80)
            return false;
    return true;
}

size_t routes_i_cells_bad_text(const routes_i_cells *row, size_t from)
{
    /* Most rows are plain ASCII: one look at all of them saves looking at each cell. */
    if (is_ascii(row->text.bytes, row->text.size))
        return row->columns;
    while (from < row->columns && routes_i_utf8_valid(row->cells[from], row->sizes[from]))
        from++;
    return from;
}
