/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */
#define _POSIX_C_SOURCE 200809L

#include "source/csv.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/memory.h"
#include "support/folder.h"

#define BAD ROUTES_TEST_DATA "/bad/csv/"

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* Reads a table to its end. Returns the first status that is not OK. */
static routes_status read_all(size_t *sound, const char *path, const char *name,
                              routes_faults *faults, routes_error *err)
{
    routes_i_csv *csv = NULL;
    const routes_i_csv_row *row = NULL;
    *sound = 0;
    routes_status status = routes_i_csv_open(&csv, path, name, faults, err);
    if (status) {
        assert_null(csv);
        return status;
    }
    while (!(status = routes_i_csv_next(&row, csv, err)) && row)
        ++*sound;
    routes_i_csv_close(csv);
    return status;
}

typedef struct expected {
    const char *file;
    size_t sound; /* rows handed out all the same */
    size_t row;
    const char *field;
    const char *value;
    const char *message;
    const char *remedy;
} expected;

static const expected first_faults[] = {
    {"latin1.csv", 1, 3, "name", "Kr\xEF\xBF\xBDong", "the text is not UTF-8",
     "save the file as UTF-8"},
    {"utf16.csv", 0, 0, NULL, NULL, "the file is UTF-16", "save the file as UTF-8"},
    {"utf16_unmarked.csv", 0, 1, NULL, "p l a c e _ i d , n a m e ", "the row holds a zero byte",
     "save the table as CSV in UTF-8"},
    {"open_quote.csv", 1, 3, "name", "Kien Svay,district P3,Neak Loeung,town ",
     "a quote is opened and never closed", "close the quote"},
    {"quote_in_cell.csv", 1, 2, "name", "Neak \"Loeung\"", "a quote stands inside the cell",
     "put the whole cell in quotes"},
    {"text_after_quote.csv", 0, 2, "name", "\"Neak\" Loeung", "a quote stands inside the cell",
     "put the whole cell in quotes"},
    {"short_row.csv", 1, 3, "kind", "2 cells", "the row is too short: 2 cells, the header has 3",
     "give it 3 cells"},
    {"long_row.csv", 0, 2, "kind", "4 cells", "the row is too long: 4 cells, the header has 3",
     "quote a cell that holds a comma"},
    {"blank_row.csv", 2, 3, NULL, "", "the row is blank", "remove the line"},
    {"double_header.csv", 0, 1, "lon", "lon", "the header names this column twice",
     "a name of its own"},
    {"empty_header.csv", 0, 1, "column 2", "", "the header gives this column no name",
     "name the column"},
    {"latin1_header.csv", 0, 1, "column 2", "d\xEF\xBF\xBDnomination", "the text is not UTF-8",
     "save the file as UTF-8"},
    {"quote_in_header.csv", 0, 1, "column 2", "na\"me", "a quote stands inside the cell",
     "put the whole cell in quotes"},
    {"empty.csv", 0, 0, NULL, NULL, "the file is empty", "give it a header row"},
    {"only_blank.csv", 0, 0, NULL, NULL, "the file is empty", "give it a header row"},
    {"carriage_returns.csv", 0, 1, NULL, "name P1", "a carriage return stands alone",
     "save with the line ends LF or CRLF"},
    {"stray_return.csv", 1, 2, NULL, "Poi pet", "a carriage return stands alone",
     "save with the line ends LF or CRLF"},
    {"zero_byte.csv", 0, 2, NULL, "P1,Poi pet", "the row holds a zero byte", "in UTF-8"},
};

static void assert_text(const char *found, const char *wanted, const char *what, const char *file)
{
    if ((!found || !wanted) ? found != wanted : strcmp(found, wanted) != 0)
        fail_msg("%s: %s is \"%s\", expected \"%s\"", file, what, found ? found : "(none)",
                 wanted ? wanted : "(none)");
}

static void a_bad_file_says_file_row_field_value_and_remedy(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof first_faults / sizeof *first_faults; i++) {
        const expected *e = &first_faults[i];
        routes_faults *faults = NULL;
        routes_error err = {0};
        char path[512];
        size_t sound = 0;

        snprintf(path, sizeof path, BAD "%s", e->file);
        assert_ok(routes_faults_new(&faults, 0, &err), &err);
        assert_int_equal(read_all(&sound, path, e->file, faults, &err), ROUTES_E_DATA);
        const routes_fault *fault = routes_faults_at(faults, 0);
        assert_non_null(fault);
        assert_text(fault->file, e->file, "file", e->file);
        if (fault->row != e->row || sound != e->sound)
            fail_msg("%s: row %zu, %zu sound rows", e->file, fault->row, sound);
        assert_text(fault->field, e->field, "field", e->file);
        assert_text(fault->value, e->value, "value", e->file);
        if (!strstr(fault->message, e->message) || !strstr(fault->remedy, e->remedy))
            fail_msg("%s: \"%s\"; \"%s\"", e->file, fault->message, fault->remedy);
        /* The caller's error says the first fault. */
        assert_non_null(strstr(err.message, e->file));
        assert_non_null(strstr(err.message, e->message));
        routes_faults_free(faults);
    }
}

static void all_faults_are_found_and_sound_rows_still_handed_out(void **state)
{
    (void)state;
    static const struct {
        size_t row;
        const char *field, *message;
    } wanted[] = {{3, "kind", "too short"},
                  {4, "name", "not UTF-8"},
                  {4, "kind", "not UTF-8"},
                  {5, "name", "quote stands inside the cell (line 6)"},
                  {7, "kind", "too long"}};
    routes_faults *faults = NULL;
    routes_error err = {0};
    size_t sound = 0;

    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_int_equal(read_all(&sound, BAD "several.csv", "several.csv", faults, &err),
                     ROUTES_E_DATA);
    assert_int_equal(sound, 2);
    assert_int_equal(routes_faults_size(faults), 5);
    for (size_t i = 0; i < 5; i++) {
        const routes_fault *fault = routes_faults_at(faults, i);
        assert_int_equal(fault->row, wanted[i].row);
        assert_string_equal(fault->field, wanted[i].field);
        if (!strstr(fault->message, wanted[i].message))
            fail_msg("%zu: %s", i, fault->message);
    }
    assert_string_equal(err.message,
                        "several.csv row 3 kind: the row is too short: 2 cells, the header has 3 "
                        "(line 4); give it 3 cells; quote a cell that holds a comma");
    routes_faults_free(faults);
}

/* Steps through a table; writes a mark a step: `+` a row, `-` none, `|` the end. */
static bool step_through(char *marks, const char *text)
{
    routes_faults *faults = NULL;
    routes_i_csv *csv = NULL;
    routes_error err;
    bool over = false;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_i_csv_open_bytes(&csv, text, strlen(text), "t.csv", faults, &err), &err);
    while (!over) {
        const routes_i_csv_row *row;
        assert_ok(routes_i_csv_step(&row, &over, csv, &err), &err);
        *marks++ = over ? '|' : row ? '+' : '-';
        assert_true(!over || !row);
    }
    *marks = '\0';
    bool lost = routes_i_csv_is_lost(csv);
    routes_i_csv_close(csv);
    routes_faults_free(faults);
    return lost;
}

static void every_row_is_a_step(void **state)
{
    (void)state;
    char marks[16];
    assert_false(step_through(marks, "a,b\n1,2\n1\n1,2,3\n3,4\nx,\"y\"z\n5,6"));
    assert_string_equal(marks, "+--+-+|");
    /* The row behind a blank line is sound, though it goes over two lines. */
    assert_false(step_through(marks, "a,b\n1,2\n\n\"1\n1\",2\n\n"));
    assert_string_equal(marks, "++|");
    assert_true(step_through(marks, "a,b\n1,2\n3,\"4\n5,6\n"));
    assert_string_equal(marks, "+|");
    assert_true(step_through(marks, "a,b\n1,\xE9\n3,4\n"));
    assert_string_equal(marks, "-+|");
}

static void a_last_row_without_end_is_read_with_a_warning(void **state)
{
    (void)state;
    routes_faults *faults = NULL;
    routes_error err = {0};
    size_t sound = 0;

    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(read_all(&sound, BAD "cut_off.csv", "cut_off.csv", faults, &err), &err);
    assert_int_equal(sound, 2);
    assert_int_equal(routes_faults_size(faults), 1);
    assert_int_equal(routes_faults_at(faults, 0)->severity, ROUTES_SEVERITY_WARNING);
    assert_int_equal(routes_faults_at(faults, 0)->row, 3);
    assert_non_null(strstr(routes_faults_at(faults, 0)->message, "may have been cut off"));
    routes_faults_free(faults);
}

static routes_i_csv *open_text(const char *text, size_t size, routes_faults *faults)
{
    routes_i_csv *csv = NULL;
    routes_error err = {0};
    assert_ok(routes_i_csv_open_bytes(&csv, text, size, "t.csv", faults, &err), &err);
    return csv;
}

static void cells_are_kept_byte_by_byte(void **state)
{
    (void)state;
    /* A mark of UTF-8, CRLF, blanks, quotes, line breaks within a cell, Khmer, a blank end. */
    const char text[] = "\xEF\xBB\xBF"
                        "id, name ,note\r\n"
                        "1, a ,\"b\"\"c\"\r\n"
                        "\"2\",\"x,\r\ny\nz\",\r\n"
                        "3,\xE1\x9E\x97\xE1\x9F\x92\xE1\x9E\x93\xE1\x9F\x86,\"\"\r\n"
                        "\r\n";
    static const char *const wanted[][3] = {
        {"1", " a ", "b\"c"},
        {"2", "x,\r\ny\nz", ""},
        {"3", "\xE1\x9E\x97\xE1\x9F\x92\xE1\x9E\x93\xE1\x9F\x86", ""}};
    static const size_t lines[] = {2, 3, 6};
    routes_faults *faults = NULL;
    const routes_i_csv_row *row = NULL;
    routes_error err = {0};

    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    routes_i_csv *csv = open_text(text, sizeof text - 1, faults);
    assert_int_equal(routes_i_csv_header(csv)->columns, 3);
    assert_string_equal(routes_i_csv_header(csv)->cells[0], "id");
    assert_string_equal(routes_i_csv_header(csv)->cells[1], " name ");
    assert_int_equal(routes_i_csv_header(csv)->row, 1);
    for (size_t i = 0; i < 3; i++) {
        assert_ok(routes_i_csv_next(&row, csv, &err), &err);
        assert_non_null(row);
        assert_int_equal(row->row, i + 2);
        assert_int_equal(row->line, lines[i]);
        for (size_t j = 0; j < 3; j++) {
            assert_string_equal(row->cells[j], wanted[i][j]);
            assert_int_equal(row->sizes[j], strlen(wanted[i][j]));
        }
    }
    assert_ok(routes_i_csv_next(&row, csv, &err), &err);
    assert_null(row);
    assert_ok(routes_i_csv_next(&row, csv, &err), &err);
    assert_null(row);
    assert_true(routes_i_csv_done(csv) == 1.0);
    assert_int_equal(routes_faults_size(faults), 0);
    routes_i_csv_close(csv);
    routes_i_csv_close(NULL);
    routes_faults_free(faults);
}

static void a_header_alone_is_a_table_of_no_rows(void **state)
{
    (void)state;
    routes_faults *faults = NULL;
    const routes_i_csv_row *row = NULL;
    routes_error err = {0};

    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    routes_i_csv *csv = open_text("a,b\n", 4, faults);
    assert_ok(routes_i_csv_next(&row, csv, &err), &err);
    assert_null(row);
    routes_i_csv_close(csv);
    routes_faults_free(faults);
}

/* A table "a,b" whose one row has `size` bytes, its line end not counted; the caller frees. */
static char *wide_table(size_t size, bool quoted, size_t *total)
{
    char *text = malloc(size + 16);
    assert_non_null(text);
    memcpy(text, "a,b\n", 4);
    memset(text + 4, 'x', size);
    text[4 + 1] = ',';
    if (quoted) {
        text[4 + 2] = '"';
        for (size_t i = 100; i + 1 < size; i += 100)
            text[4 + i] = '\n';
        text[4 + size - 1] = '"';
    }
    memcpy(text + 4 + size, "\r\n", 2);
    *total = size + 6;
    return text;
}

static void a_row_over_one_mebibyte_is_refused(void **state)
{
    (void)state;
    const size_t limit = 1024 * 1024;
    for (size_t over = 0; over < 2; over++) {
        for (int quoted = 0; quoted < 2; quoted++) {
            routes_faults *faults = NULL;
            const routes_i_csv_row *row = NULL;
            routes_error err = {0};
            size_t total = 0;
            char *text = wide_table(limit + over, quoted, &total);

            assert_ok(routes_faults_new(&faults, 0, &err), &err);
            routes_i_csv *csv = open_text(text, total, faults);
            routes_status status = routes_i_csv_next(&row, csv, &err);
            assert_int_equal(status, over ? ROUTES_E_DATA : ROUTES_OK);
            if (over) {
                const routes_fault *fault = routes_faults_at(faults, 0);
                assert_int_equal(fault->row, 2);
                assert_string_equal(fault->message, "the row is over 1 MiB (1048576 bytes)");
                assert_true(strlen(fault->value) < 80);
            } else {
                assert_int_equal(row->sizes[1], limit - 2 - (quoted ? 2 : 0));
            }
            routes_i_csv_close(csv);
            routes_faults_free(faults);
            free(text);
        }
    }
}

static void a_line_without_end_does_not_fill_the_memory(void **state)
{
    (void)state;
    routes_faults *faults = NULL;
    routes_error err = {0};
    size_t sound = 0;

    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    FILE *endless = fopen("/dev/zero", "rb");
    if (!endless) {
        print_message("no /dev/zero here\n");
        routes_faults_free(faults);
        skip();
    }
    fclose(endless);
    assert_int_equal(read_all(&sound, "/dev/zero", NULL, faults, &err), ROUTES_E_DATA);
    assert_int_equal(routes_faults_size(faults), 1);
    assert_non_null(strstr(err.message, "over 1 MiB"));
    routes_faults_free(faults);
}

static void missing_folder_and_loop_are_io(void **state)
{
    (void)state;
    folder f = {0};
    folder_make(&f, "csv-io");
    routes_faults *faults = NULL;
    routes_error err = {0};
    size_t sound = 0;

    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_int_equal(read_all(&sound, folder_path(&f, "none.csv"), "none.csv", faults, &err),
                     ROUTES_E_IO);
    assert_string_equal(err.message, "cannot open none.csv: No such file or directory");
    assert_int_equal(read_all(&sound, f.path, NULL, faults, &err), ROUTES_E_IO);
    assert_non_null(strstr(err.message, "Is a directory"));
    assert_int_equal(symlink("b.csv", folder_path(&f, "a.csv")), 0);
    assert_int_equal(symlink("a.csv", folder_path(&f, "b.csv")), 0);
    assert_int_equal(read_all(&sound, folder_path(&f, "a.csv"), "a.csv", faults, &err),
                     ROUTES_E_IO);
    assert_non_null(strstr(err.message, "a.csv"));
    assert_int_equal(routes_faults_size(faults), 0);
    routes_faults_free(faults);
    folder_remove(&f);
}

/* An independent writer: what RFC 4180 says, in the shortest way. */
static size_t put_cell(char *to, const char *cell, int quote)
{
    size_t n = 0;
    if (!quote) {
        n = strlen(cell);
        memcpy(to, cell, n);
        return n;
    }
    to[n++] = '"';
    for (; *cell; cell++) {
        if (*cell == '"')
            to[n++] = '"';
        to[n++] = *cell;
    }
    to[n++] = '"';
    return n;
}

static const char *const pieces[] = {"",     "a",   " ",    ",",  "\"",     "\n", "\r\n",  "\r",
                                     "\"\"", "7",   "-",    "\t", "\"\n\"", "é",  "ភ្នំពេញ", "𝄞",
                                     "a b",  "1.5", "null", ";",  "'",      "\\"};

#define PIECES (sizeof pieces / sizeof *pieces)

static void random_tables_are_read_back_equal(void **state)
{
    (void)state;
    uint64_t seed = 20010630;
    for (int round = 0; round < 400; round++) {
        size_t columns = 1 + draw(&seed) % 6;
        size_t rows = draw(&seed) % 12;
        const char *end = draw(&seed) % 2 ? "\r\n" : "\n";
        char cells[12][6][64];
        char text[64 * 1024];
        size_t size = 0;

        for (size_t j = 0; j < columns; j++)
            size += (size_t)snprintf(text + size, 32, "%sc%zu", j ? "," : "", j);
        size += (size_t)snprintf(text + size, 3, "%s", end);
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < columns; j++) {
                cells[i][j][0] = '\0';
                for (uint64_t n = draw(&seed) % 4; n; n--)
                    strcat(cells[i][j], pieces[draw(&seed) % PIECES]);
                int quote = strpbrk(cells[i][j], ",\"\r\n") || draw(&seed) % 3 == 0 ||
                            (columns == 1 && !cells[i][j][0]);
                if (j)
                    text[size++] = ',';
                size += put_cell(text + size, cells[i][j], quote);
            }
            if (i + 1 < rows || draw(&seed) % 4) {
                memcpy(text + size, end, strlen(end));
                size += strlen(end);
            }
        }

        routes_faults *faults = NULL;
        const routes_i_csv_row *row = NULL;
        routes_error err = {0};
        assert_ok(routes_faults_new(&faults, 0, &err), &err);
        routes_i_csv *csv = open_text(text, size, faults);
        for (size_t i = 0; i < rows; i++) {
            assert_ok(routes_i_csv_next(&row, csv, &err), &err);
            assert_non_null(row);
            for (size_t j = 0; j < columns; j++)
                assert_string_equal(row->cells[j], cells[i][j]);
        }
        assert_ok(routes_i_csv_next(&row, csv, &err), &err);
        assert_null(row);
        assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 0);
        routes_i_csv_close(csv);
        routes_faults_free(faults);
    }
}

static void a_table_cut_at_any_byte_never_loses_rows_in_silence(void **state)
{
    (void)state;
    const char text[] = "place_id,name,lon\r\n"
                        "P1,\"Neak, Loeung\",105.2\r\n"
                        "P2,\xE1\x9E\x97\xE1\x9F\x92,\"103\r\n\"\r\n";
    /* Cut behind a line end a CSV table is simply shorter: nothing in it can tell. */
    static const size_t whole[] = {19, 44, sizeof text - 1};

    for (size_t size = 0; size < sizeof text; size++) {
        folder f = {0};
        folder_make(&f, "csv-cut");
        const char *path = folder_path(&f, "cut.csv");
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(text, 1, size, file), size);
        fclose(file);

        routes_faults *faults = NULL;
        routes_error err = {0};
        size_t sound = 0;
        assert_ok(routes_faults_new(&faults, 0, &err), &err);
        routes_status status = read_all(&sound, path, "cut.csv", faults, &err);
        bool is_whole = false;
        for (size_t i = 0; i < 3; i++)
            is_whole = is_whole || size == whole[i];
        if (is_whole)
            assert_int_equal(status, ROUTES_OK);
        if ((routes_faults_size(faults) == 0) != is_whole)
            fail_msg("cut at %zu: %zu faults", size, routes_faults_size(faults));
        routes_faults_free(faults);
        folder_remove(&f);
    }
}

static void reading_survives_running_out_of_memory(void **state)
{
    (void)state;
    /* Long enough that every buffer grows. */
    char *text = malloc(400000);
    assert_non_null(text);
    size_t size = 0;
    for (int j = 0; j < 40; j++)
        size += (size_t)sprintf(text + size, "%scolumn%d", j ? "," : "", j);
    size += (size_t)sprintf(text + size, "\n\"");
    memset(text + size, 'x', 200000);
    size += 200000;
    size += (size_t)sprintf(text + size, "\"");
    for (int j = 1; j < 40; j++)
        size += (size_t)sprintf(text + size, ",\xE1\x9E\x97%d", j);
    size += (size_t)sprintf(text + size, "\nshort\n");
    folder f = {0};
    folder_make(&f, "csv-memory");
    const char *path = folder_path(&f, "t.csv");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    fclose(file);
    free(text);

    for (long allowed = 0;; allowed++) {
        routes_faults *faults = NULL;
        size_t sound = 0;
        routes_error err = {0};
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_faults_new(&faults, 0, NULL);
        if (!status)
            status = read_all(&sound, path, NULL, faults, &err);
        routes_i_memory_fail_after(-1);
        routes_faults_free(faults);
        assert_int_equal(routes_i_memory_live(), 0);
        if (status != ROUTES_E_MEMORY) {
            assert_int_equal(status, ROUTES_E_DATA);
            assert_int_equal(sound, 1);
            assert_true(allowed > 20);
            break;
        }
    }
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_bad_file_says_file_row_field_value_and_remedy, nothing_left),
        cmocka_unit_test_teardown(all_faults_are_found_and_sound_rows_still_handed_out,
                                  nothing_left),
        cmocka_unit_test_teardown(every_row_is_a_step, nothing_left),
        cmocka_unit_test_teardown(a_last_row_without_end_is_read_with_a_warning, nothing_left),
        cmocka_unit_test_teardown(cells_are_kept_byte_by_byte, nothing_left),
        cmocka_unit_test_teardown(a_header_alone_is_a_table_of_no_rows, nothing_left),
        cmocka_unit_test_teardown(a_row_over_one_mebibyte_is_refused, nothing_left),
        cmocka_unit_test_teardown(a_line_without_end_does_not_fill_the_memory, nothing_left),
        cmocka_unit_test_teardown(missing_folder_and_loop_are_io, nothing_left),
        cmocka_unit_test_teardown(random_tables_are_read_back_equal, nothing_left),
        cmocka_unit_test_teardown(a_table_cut_at_any_byte_never_loses_rows_in_silence,
                                  nothing_left),
        cmocka_unit_test_teardown(reading_survives_running_out_of_memory, nothing_left),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
