/* SPDX-License-Identifier: GPL-3.0-or-later */

/* init, info and import: what concerns a workspace. */

#include "cli.h"

int cmd_init(struct cli_call *call)
{
    const char *from = cli_value(call, "from");
    routes_model *model = NULL;
    routes_error err;
    if (!from)
        return cli_complain(CLI_USAGE, "init needs --from PACKAGE");
    int exit = cli_load(call, from, &model);
    if (exit)
        return exit;
    routes_status status = routes_workspace_write(call->arguments[0], model, &call->run, &err);
    routes_model_free(model);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

int cmd_info(struct cli_call *call)
{
    routes_model *model = NULL;
    routes_table *table = NULL;
    routes_error err;
    int exit = cli_load(call, call->arguments[0], &model);
    if (exit)
        return exit;
    routes_status status = routes_workspace_info(&table, model, &err);
    exit = status ? cli_fail(call, status, &err) : cli_print(call, table);
    routes_table_free(table);
    routes_model_free(model);
    return exit;
}

static const routes_column count_columns[] = {
    {"read", ROUTES_COLUMN_INTEGER, "rows", "Rows of the file"},
    {"kept", ROUTES_COLUMN_INTEGER, "rows", "Rows now in the workspace"},
    {"rejected", ROUTES_COLUMN_INTEGER, "rows", "Rows in the file of rejects"},
};

static int print_count(const struct cli_call *call, const routes_import_count *count)
{
    const size_t values[] = {count->read, count->kept, count->rejected};
    routes_table *table = NULL;
    routes_error err;
    routes_status status = routes_table_new(&table, "import", count_columns, 3, &err);
    if (!status)
        status = routes_table_add_row(table, &err);
    for (size_t i = 0; i < 3 && !status; i++)
        status = routes_table_set_integer(table, i, 0, (int64_t)values[i], &err);
    int exit = status ? cli_fail(call, status, &err) : cli_print(call, table);
    routes_table_free(table);
    return exit;
}

int cmd_import(struct cli_call *call)
{
    routes_import_options options = ROUTES_IMPORT_OPTIONS;
    routes_import_count count = {0};
    routes_faults *faults = NULL;
    routes_error err;
    const char *maps[64];
    while (options.map_count < 64 &&
           (maps[options.map_count] = cli_value_at(call, "map", options.map_count)))
        options.map_count++;
    options.maps = maps;
    options.rejects = cli_value(call, "rejects");
    options.run = &call->run;

    int exit = cli_proj_ready(call);
    if (exit)
        return exit;
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = routes_workspace_import(&count, call->arguments[0], call->arguments[1],
                                         call->arguments[2], &options, faults, &err);
    cli_faults(faults);
    routes_faults_free(faults);
    if (status)
        return cli_fail(call, status, &err);
    exit = print_count(call, &count);
    return exit ? exit : count.rejected ? CLI_INPUT : CLI_DONE;
}
