/* SPDX-License-Identifier: GPL-3.0-or-later */

/* hotspot weights: who is whose neighbour, and how much. */

#include "cli.h"

int cmd_hotspot_weights(struct cli_call *call)
{
    struct cli_hotspot input;
    routes_table *table = NULL;
    routes_error err;
    int exit = cli_hotspot_read(call, &input, CLI_NEEDS_WEIGHTS);
    if (exit)
        return exit;
    routes_status status = routes_answer_hotspot_weights(&table, input.areas, input.weights, &err);
    exit = status ? cli_fail(call, status, &err) : cli_print(call, table);
    routes_table_free(table);
    cli_hotspot_free(&input);
    return exit;
}
