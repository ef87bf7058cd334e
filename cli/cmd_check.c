/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli.h"

static const routes_column columns[] = {
    {"severity", ROUTES_COLUMN_TEXT, NULL, "error, warning or note"},
    {"file", ROUTES_COLUMN_TEXT, NULL, "File or table"},
    {"row", ROUTES_COLUMN_INTEGER, NULL, "Row as a spreadsheet counts; the header is 1"},
    {"field", ROUTES_COLUMN_TEXT, NULL, "Column"},
    {"value", ROUTES_COLUMN_TEXT, NULL, "What stands there; empty for personal data"},
    {"message", ROUTES_COLUMN_TEXT, NULL, "What is wrong"},
    {"remedy", ROUTES_COLUMN_TEXT, NULL, "What would be right"},
};

static routes_status add_fault(routes_table *table, const routes_fault *fault, routes_error *err)
{
    static const char *const severities[] = {"error", "warning", "note"};
    const char *texts[] = {severities[fault->severity],
                           fault->file,
                           NULL,
                           fault->field,
                           fault->value,
                           fault->message,
                           fault->remedy};
    size_t row = routes_table_rows(table);
    routes_status status = routes_table_add_row(table, err);
    if (!status && fault->row)
        status = routes_table_set_integer(table, 2, row, (int64_t)fault->row, err);
    for (size_t i = 0; i < 7 && !status; i++)
        if (i != 2)
            status = routes_table_set_text(table, i, row, texts[i], err);
    return status;
}

static routes_status table_of(routes_table **out, const routes_faults *faults, routes_error *err)
{
    routes_status status =
        routes_table_new(out, "faults", columns, sizeof columns / sizeof *columns, err);
    for (size_t i = 0; i < routes_faults_size(faults) && !status; i++)
        status = add_fault(*out, routes_faults_at(faults, i), err);
    return status;
}

/* Faults are the result here: they go to standard output. */
int cmd_check(struct cli_call *call)
{
    const char *path = call->arguments[0];
    routes_faults *faults = NULL;
    routes_table *table = NULL;
    routes_model *model = NULL;
    routes_error err, table_err;
    int exit = cli_proj_ready(call);
    if (exit)
        return exit;
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = routes_workspace_is(path)
                     ? routes_workspace_read(&model, path, &call->run, faults, &err)
                     : routes_package_read(&model, path, &call->run, faults, &err);
    routes_status printed = table_of(&table, faults, &table_err);
    exit = printed ? cli_fail(call, printed, &table_err) : cli_print(call, table);
    if (status)
        exit = cli_fail(call, status, &err);
    routes_table_free(table);
    routes_model_free(model);
    routes_faults_free(faults);
    return exit;
}
