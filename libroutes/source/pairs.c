/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/pairs.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/fault.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/row.h"
#include "core/text.h"
#include "source/csv.h"
#include "source/excerpt.h"
#include "source/input.h"
#include "source/rename.h"

/* What the reading needs. */
struct reading {
    const char *file;
    routes_table *table;
    routes_faults *faults;
    routes_error *err;
};

static routes_status tell(const struct reading *reading, size_t row, const char *field,
                          const char *cell, const char *message, const char *remedy)
{
    char value[ROUTES_I_EXCERPT_SIZE];
    routes_fault where = {.file = reading->file,
                          .row = row,
                          .field = field,
                          .value = cell ? routes_i_excerpt(value, cell, strlen(cell)) : NULL,
                          .remedy = remedy};
    return routes_i_fault(reading->faults, &where, reading->err, "%s", message);
}

static routes_status make_table(struct reading *reading)
{
    static const routes_column columns[] = {
        {"from", ROUTES_COLUMN_TEXT, NULL, "Area"},
        {"to", ROUTES_COLUMN_TEXT, NULL, "Its neighbour"},
        {"weight", ROUTES_COLUMN_NUMBER, NULL, "Weight of the neighbour on the area"},
        {"row", ROUTES_COLUMN_INTEGER, NULL, "Row of the file"},
    };
    routes_status status = routes_table_new(&reading->table, "pairs", columns, 4, reading->err);
    if (status)
        return status;
    routes_table_set_kind(reading->table, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    return routes_table_set_meta(reading->table, "file", reading->file, reading->err);
}

static routes_status add_pair(const struct reading *reading, const char *from, const char *to,
                              double weight, size_t at)
{
    routes_i_row row = routes_i_row_start(reading->table, reading->err);
    routes_i_row_text(&row, from);
    routes_i_row_text(&row, to);
    routes_i_row_number(&row, weight);
    routes_i_row_integer(&row, (int64_t)at);
    return routes_i_row_end(&row);
}

/* Places of from, to and weight in a table; weight need not be there. */
static routes_status find_columns(size_t places[3], const struct reading *reading,
                                  const routes_i_csv_row *header, const char *const *maps,
                                  size_t map_count)
{
    static const char *const names[] = {"from", "to", "weight"};
    static const char *const messages[] = {"there is no column \"from\"",
                                           "there is no column \"to\""};
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < 3 && !status; i++) {
        places[i] = routes_i_rename_find(header->cells, header->columns, names[i], maps, map_count);
        if (i < 2 && places[i] == SIZE_MAX)
            status = tell(reading, 1, names[i], NULL, messages[i],
                          "add the column, or say by --map which one it is");
    }
    return status;
}

static routes_status add_csv_row(const struct reading *reading, const routes_i_csv_row *row,
                                 const size_t places[3])
{
    const char *from = row->cells[places[0]], *to = row->cells[places[1]];
    const char *cell = places[2] == SIZE_MAX ? NULL : row->cells[places[2]];
    double weight = NAN;
    if (!*from || !*to)
        return tell(reading, row->row, *from ? "to" : "from", NULL, "the cell is empty",
                    "fill the cell or leave the row out");
    if (cell && !routes_i_number_read(&weight, cell))
        return tell(reading, row->row, "weight", cell, "this is no number",
                    "write it as 0.5, in every row");
    return add_pair(reading, from, to, weight, row->row);
}

static routes_status read_csv(struct reading *reading, const char *const *maps, size_t map_count)
{
    routes_i_csv *csv = NULL;
    const routes_i_csv_row *row = NULL;
    size_t places[3];
    routes_status status =
        routes_i_csv_open(&csv, reading->file, reading->file, reading->faults, reading->err);
    if (!status)
        status = find_columns(places, reading, routes_i_csv_header(csv), maps, map_count);
    if (!status && !routes_faults_count(reading->faults, ROUTES_SEVERITY_ERROR)) {
        while (!(status = routes_i_csv_next(&row, csv, reading->err)) && row)
            if ((status = add_csv_row(reading, row, places)))
                break;
        if (status == ROUTES_E_DATA)
            status = ROUTES_OK; /* the faults say it */
    }
    routes_i_csv_close(csv);
    return status;
}

/* A line of a text, and the words in it: between blanks, or in quotes. */
struct line {
    const char *at; /* what is still to be read of the file */
    size_t row;
    char *words[3];     /* of a line with few */
    size_t word_count;  /* all of them */
    routes_i_text text; /* the words one behind the other, each with a zero at its end */
};

/* Reads the next line; false at the end. */
static bool next_line(struct line *line)
{
    size_t starts[3] = {0};
    if (!*line->at)
        return false;
    line->row++;
    line->word_count = 0;
    line->text.size = 0;
    while (*line->at && *line->at != '\n') {
        if (strchr(" \t\r", *line->at)) {
            line->at++;
            continue;
        }
        bool quoted =
            *line->at == '"' && strcspn(line->at + 1, "\"\n") < strcspn(line->at, "\n") - 1;
        const char *from = line->at + (quoted ? 1 : 0);
        size_t size = strcspn(from, quoted ? "\"\n" : " \t\r\n");
        if (line->word_count < 3)
            starts[line->word_count] = line->text.size;
        routes_i_text_bytes(&line->text, from, size);
        routes_i_text_bytes(&line->text, "", 1);
        line->word_count++;
        line->at = from + size + (quoted ? 1 : 0);
    }
    if (*line->at)
        line->at++;
    for (size_t i = 0; i < 3; i++)
        line->words[i] = line->text.failed ? NULL : line->text.bytes + starts[i];
    return true;
}

/* The header: how many areas, alone or behind a 0. */
static routes_status read_head(size_t *n, struct line *line, const struct reading *reading)
{
    int64_t value = -1;
    if (next_line(line) && !line->text.failed && line->word_count > 0)
        if (!routes_i_integer_read(&value, line->words[line->word_count > 1 ? 1 : 0]))
            value = -1;
    *n = value < 0 ? 0 : (size_t)value;
    return value < 0 ? tell(reading, 1, NULL, line->word_count ? line->words[0] : NULL,
                            "this is no header", "begin with \"0 n layer id\", n areas")
                     : ROUTES_OK;
}

static routes_status lost_memory(const struct reading *reading)
{
    return routes_i_fail(reading->err, ROUTES_E_MEMORY, "no memory to read %s", reading->file);
}

/* An area and its neighbours: "id count", and a line of so many ids. */
static routes_status read_gal_area(struct line *line, const struct reading *reading, bool *over)
{
    int64_t count = -1;
    char wrong[80];
    routes_i_text id = {0};
    if (line->word_count == 2 && !routes_i_integer_read(&count, line->words[1]))
        count = -1;
    if (count < 0) {
        *over = true; /* nothing behind can be trusted to be what it seems */
        return tell(reading, line->row, NULL, line->words[0], "this is no area and its count",
                    "write an id and how many neighbours it has");
    }
    routes_i_text_add(&id, line->words[0]);
    size_t row = line->row;
    routes_status status = ROUTES_OK;
    if (id.failed) {
        status = lost_memory(reading);
    } else if (count == 0) {
        status = add_pair(reading, id.bytes, NULL, NAN, row);
        if (*line->at == '\n' || strncmp(line->at, "\r\n", 2) == 0)
            next_line(line);
    } else if (!next_line(line) || line->word_count != (uint64_t)count) {
        *over = true;
        snprintf(wrong, sizeof wrong, "%zu neighbours stand here, and %lld are told of",
                 line->row == row ? 0 : line->word_count, (long long)count);
        status = tell(reading, line->row, NULL, id.bytes, wrong, "mend the one or the other");
    } else {
        const char *word = line->text.bytes;
        for (int64_t i = 0; i < count && !status && !line->text.failed; i++) {
            status = add_pair(reading, id.bytes, word, NAN, line->row);
            word += strlen(word) + 1;
        }
    }
    routes_i_text_free(&id);
    return status;
}

static routes_status read_gwt_row(struct line *line, const struct reading *reading)
{
    double weight;
    if (line->word_count != 3)
        return tell(reading, line->row, NULL, line->words[0], "this is no pair and its weight",
                    "write two ids and a weight");
    if (!routes_i_number_read(&weight, line->words[2]))
        return tell(reading, line->row, "weight", line->words[2], "this is no number",
                    "write it as 0.5");
    return add_pair(reading, line->words[0], line->words[1], weight, line->row);
}

static routes_status read_lines(struct reading *reading, const char *bytes, bool gal)
{
    struct line line = {.at = bytes};
    size_t n, areas = 0;
    bool over = false;
    routes_status status = read_head(&n, &line, reading);
    if (status || routes_faults_count(reading->faults, ROUTES_SEVERITY_ERROR))
        over = true;
    while (!status && !over && next_line(&line)) {
        if (line.text.failed)
            status = lost_memory(reading);
        else if (line.word_count > 0) {
            areas++;
            status = gal ? read_gal_area(&line, reading, &over) : read_gwt_row(&line, reading);
        }
    }
    if (!status && line.text.failed)
        status = lost_memory(reading);
    if (!status && gal && !over && areas != n) {
        char message[80];
        snprintf(message, sizeof message, "the header tells of %zu areas, and %zu follow", n,
                 areas);
        status = tell(reading, 1, NULL, NULL, message, "it may be cut off: copy it again");
    }
    routes_i_text_free(&line.text);
    return status;
}

/* A .gal or .gwt: lines of words. */
static routes_status read_words(struct reading *reading, bool gal)
{
    char *bytes = NULL;
    size_t size;
    FILE *file = NULL;
    /* Opened first as any file of the user's is: what is no file has its own words. */
    routes_status status = routes_i_input_open(&file, reading->file, reading->file, reading->err);
    if (status)
        return status;
    fclose(file);
    status = routes_i_file_read(&bytes, &size, reading->file, reading->err);
    if (!status && !routes_i_utf8_valid(bytes, size))
        status = tell(reading, 0, NULL, NULL, "the text is not UTF-8", "save it as UTF-8");
    else if (!status)
        status = read_lines(reading, bytes, gal);
    if (!status)
        status = routes_table_set_meta(reading->table, "format", gal ? "gal" : "gwt", reading->err);
    routes_i_free(bytes);
    return status;
}

routes_status routes_pairs_read(routes_table **out, const char *file, const char *const *maps,
                                size_t map_count, routes_faults *faults, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!file || !faults || (map_count && !maps))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "file and faults must be given");
    struct reading reading = {.file = file, .faults = faults, .err = err};
    routes_status status = routes_i_rename_check(maps, map_count, err);
    if (!status)
        status = make_table(&reading);
    bool gal = routes_i_input_ends_in(file, ".gal");
    if (!status)
        status = gal || routes_i_input_ends_in(file, ".gwt") ? read_words(&reading, gal)
                                                             : read_csv(&reading, maps, map_count);
    if (!status)
        status = routes_i_faults_judge(faults, err);
    if (status)
        routes_table_free(reading.table);
    else
        *out = reading.table;
    return status;
}
