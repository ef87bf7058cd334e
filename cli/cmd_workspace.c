/* SPDX-License-Identifier: GPL-3.0-or-later */

/* init and info: what concerns a workspace. */

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
