/* SPDX-License-Identifier: GPL-3.0-or-later */

/* --explain: a row of the answer in plain words. */

#include <stdio.h>
#include <string.h>

#include "cli.h"

/* Row by row, so that a reader of JSON need not look for ends of lines. */
static routes_status list_lines(routes_table **table, const char *id, const char *text,
                                routes_error *err)
{
    static const routes_column columns[] = {
        {"id", ROUTES_COLUMN_TEXT, NULL, "Id of what is explained"},
        {"line", ROUTES_COLUMN_INTEGER, NULL, "From 1"},
        {"text", ROUTES_COLUMN_TEXT, NULL, "In plain words"},
    };
    routes_status status = routes_table_new(table, "explanation", columns, 3, err);
    for (size_t row = 0; *text && !status; row++) {
        char line[4096];
        size_t size = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)size, text);
        text += size + (text[size] == '\n');
        status = routes_table_add_row(*table, err);
        if (!status)
            status = routes_table_set_text(*table, 0, row, id, err);
        if (!status)
            status = routes_table_set_integer(*table, 1, row, (int64_t)row + 1, err);
        if (!status)
            status = routes_table_set_text(*table, 2, row, line, err);
    }
    if (!status)
        routes_table_set_kind(*table, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    return status;
}

int cli_tell(const struct cli_call *call, const char *id, char *text)
{
    routes_table *table = NULL;
    routes_error err;
    int exit = CLI_DONE;
    if (cli_value(call, "json")) {
        routes_status status = list_lines(&table, id, text, &err);
        exit = status ? cli_fail(call, status, &err) : cli_print(call, table);
        routes_table_free(table);
    } else {
        fputs(text, stdout);
        if (fflush(stdout) || ferror(stdout))
            exit = cli_complain(CLI_ENVIRONMENT, "standard output could not be written");
    }
    routes_text_free(text);
    return exit;
}

int cli_print_or_explain(const struct cli_call *call, const routes_table *answer,
                         const routes_table *areas)
{
    const char *id = cli_value(call, "explain");
    char *text = NULL;
    routes_error err;
    if (!id)
        return cli_print(call, answer);
    routes_status status = routes_explain(&text, answer, areas, id, &err);
    return status ? cli_fail(call, status, &err) : cli_tell(call, id, text);
}
