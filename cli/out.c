/* SPDX-License-Identifier: GPL-3.0-or-later */

/* --out: a result made from the user's own file as a file of its own, or as a plot. */

#include "cli.h"

#include <string.h>

static int ends_with(const char *text, const char *ending)
{
    size_t size = strlen(text), end = strlen(ending);
    return size > end && strcmp(text + size - end, ending) == 0;
}

static int is_picture(const char *file)
{
    return ends_with(file, ".svg") || ends_with(file, ".pdf") || ends_with(file, ".png");
}

/* What a table is drawn as where nobody says. */
static const char *usual_plot(const char *table)
{
    static const char *const usual[][2] = {{"hotspot_local", "clusters"},
                                           {"hotspot_emerging", "clusters"},
                                           {"hotspot_rates", "funnel"},
                                           {"hotspot_rank", "ranks"}};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcmp(table, usual[i][0]) == 0)
            return usual[i][1];
    return NULL;
}

static int draw(const struct cli_call *call, const routes_release *release, const char *table,
                const char *file)
{
    const char *word = cli_value(call, "plot");
    routes_plot plot;
    routes_error err;
    if (!word)
        word = usual_plot(table);
    if (!word)
        return cli_complain(CLI_USAGE,
                            "%s %s has no plot; --out FILE takes .gpkg .shp .geojson "
                            ".fgb .csv or .json",
                            call->command->noun, call->command->verb ? call->command->verb : "");
    routes_status status = routes_plot_find(&plot, word, &err);
    if (!status)
        status = routes_plot_write(release, table, plot, file, &call->run, &err);
    /* A table that does not hold what a plot needs is no fault of the input. */
    if (status == ROUTES_E_NOT_FOUND)
        return cli_complain(CLI_NOT_POSSIBLE, "%s", err.message);
    return status ? cli_fail(call, status, &err) : CLI_DONE;
}

int cli_write_out(const struct cli_call *call, const routes_table *table, const char *file)
{
    routes_release_options options = ROUTES_RELEASE_OPTIONS;
    const routes_table *answers[] = {table};
    routes_release *release = NULL;
    routes_error err;
    if (routes_table_kind(table) != ROUTES_KIND_OWN)
        return cli_complain(CLI_USAGE, "--out is for results made from your own files; those of a "
                                       "package or workspace leave by routes run or routes export");
    options.tier = ROUTES_TIER_OWN;
    options.date = call->date;
    routes_status status =
        routes_release_new(&release, NULL, answers, 1, &options, &call->run, &err);
    if (status)
        return cli_fail(call, status, &err);
    int exit = CLI_DONE;
    if (is_picture(file)) {
        exit = draw(call, release, routes_table_name(table), file);
    } else {
        status = routes_export_layer(release, routes_table_name(table), file, &call->run, &err);
        exit = status ? cli_fail(call, status, &err) : CLI_DONE;
    }
    routes_release_free(release);
    return exit;
}
