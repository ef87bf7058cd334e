/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "cli.h"

#include <string.h>
#include <unistd.h>

/* Whether results can be written where the user stands. */
static routes_status look_at_folder(routes_table *table, routes_error *err)
{
    int writable = access(".", W_OK) == 0;
    const char *texts[] = {"this folder", writable ? "ok" : "fault",
                           writable ? "can be written" : "cannot be written",
                           writable ? NULL : "go to a folder of your own, or name one with --out"};
    size_t row = routes_table_rows(table);
    routes_status status = routes_table_add_row(table, err);
    for (size_t i = 0; i < 4 && !status; i++)
        status = routes_table_set_text(table, i, row, texts[i], err);
    return status;
}

/* The table says which file was looked for; this says who named its folder. */
static void advise(const struct cli_call *call, const routes_table *table)
{
    for (size_t row = 0; row < routes_table_rows(table); row++)
        if (strcmp(routes_table_text_at(table, "check", row), "proj.db") == 0 &&
            strcmp(routes_table_text_at(table, "status", row), "ok") != 0)
            cli_proj_advise(call);
}

int cmd_doctor(struct cli_call *call)
{
    routes_table *table = NULL;
    routes_error err;
    routes_status status = routes_health(&table, &call->run, &err);
    if (!status)
        status = look_at_folder(table, &err);
    int exit = status ? cli_fail(call, status, &err) : cli_print(call, table);
    if (!exit && routes_health_faults(table)) {
        advise(call, table);
        exit = CLI_ENVIRONMENT;
    }
    routes_table_free(table);
    return exit;
}
