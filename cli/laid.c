/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lanes of a model on its network: restricted by kind. */

#include "cli.h"

int cli_lay(const struct cli_call *call, struct cli_laid *laid)
{
    routes_network_options how_network = ROUTES_NETWORK_OPTIONS;
    routes_laying_options how_laying = ROUTES_LAYING_OPTIONS;
    routes_error err;
    *laid = (struct cli_laid){0};
    int exit = cli_restricted(call, &laid->model);
    if (exit)
        return exit;
    how_network.run = how_laying.run = &call->run;
    routes_status status = routes_network_new(&laid->network, laid->model, &how_network, &err);
    if (!status)
        status = routes_laying_new(&laid->laying, laid->model, laid->network, &how_laying, &err);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

void cli_laid_free(struct cli_laid *laid)
{
    routes_laying_free(laid->laying);
    routes_network_free(laid->network);
    routes_model_free(laid->model);
}
