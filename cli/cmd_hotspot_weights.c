/* SPDX-License-Identifier: GPL-3.0-or-later */

/* hotspot weights: who is whose neighbour, and how much. */

#include "cli.h"

#include <string.h>

/* Whether --out is a file of weights, as other systems read them. */
static int is_weights_file(const char *out)
{
    size_t size = out ? strlen(out) : 0;
    return size > 4 && (strcmp(out + size - 4, ".gal") == 0 || strcmp(out + size - 4, ".gwt") == 0);
}

static int print(const struct cli_call *call, const struct cli_hotspot *input)
{
    routes_table *table = NULL;
    routes_error err;
    routes_status status =
        routes_answer_hotspot_weights(&table, input->areas, input->weights, &err);
    int exit = status ? cli_fail(call, status, &err) : cli_print(call, table);
    routes_table_free(table);
    return exit;
}

int cmd_hotspot_weights(struct cli_call *call)
{
    struct cli_hotspot input;
    routes_error err;
    const char *out = cli_value(call, "out");
    int exit = cli_hotspot_read(call, &input, CLI_NEEDS_WEIGHTS);
    if (exit)
        return exit;
    if (is_weights_file(out)) {
        routes_status status =
            routes_area_weights_write(out, input.areas, input.weights, cli_value(call, "id"), &err);
        exit = status ? cli_fail(call, status, &err) : CLI_DONE;
    } else {
        exit = print(call, &input);
    }
    cli_hotspot_free(&input);
    return exit;
}
