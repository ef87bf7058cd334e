/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

/* Where PROJ's database is. The library is told a folder and asks nothing else; GDAL's own PROJ
 * asks the environment. Both must read the same database: the folder is found once and told to
 * both. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first that is set holds; each names a folder, or several apart by ':'. */
static const char *const variables[] = {"ROUTES_PROJ_DATA", "PROJ_DATA", "PROJ_LIB"};

static int has_database(const char *folder)
{
    size_t size = strlen(folder) + sizeof "/proj.db";
    char *path = malloc(size);
    if (!path)
        return 0;
    snprintf(path, size, "%s/proj.db", folder);
    int found = access(path, R_OK) == 0;
    free(path);
    return found;
}

/* The first folder of a list that holds proj.db, else the first one; null when memory is out. */
static char *choose(const char *list)
{
    char *first = NULL;
    for (;;) {
        size_t size = strcspn(list, ":");
        char *folder = strndup(list, size);
        if (!folder || has_database(folder)) {
            free(first);
            return folder;
        }
        if (!first)
            first = folder;
        else
            free(folder);
        if (!list[size])
            return first;
        list += size + 1;
    }
}

int cli_proj_find(struct cli_call *call)
{
    const char *list = NULL;
    for (size_t i = 0; i < sizeof variables / sizeof *variables && !(list && *list); i++) {
        call->proj_variable = variables[i];
        list = getenv(variables[i]);
    }
    if (!list || !*list) {
        call->proj_variable = NULL;
        return CLI_DONE;
    }
    char *folder = choose(list);
    if (!folder || setenv("PROJ_DATA", folder, 1) || setenv("PROJ_LIB", folder, 1)) {
        free(folder);
        return cli_complain(CLI_ENVIRONMENT, "no memory");
    }
    free(folder);
    call->run.proj_path = getenv("PROJ_DATA");
    return CLI_DONE;
}

int cli_proj_ready(const struct cli_call *call)
{
    routes_crs *crs = NULL;
    routes_error err;
    routes_status status = routes_crs_new(&crs, "EPSG:4326", &call->run, &err);
    routes_crs_free(crs);
    if (!status)
        return CLI_DONE;
    int exit = cli_fail(call, status, &err);
    cli_proj_advise(call);
    return exit;
}

void cli_proj_advise(const struct cli_call *call)
{
    if (call->proj_variable)
        cli_complain(0, "%s names %s: unset it, or let it name the folder with proj.db",
                     call->proj_variable, call->run.proj_path);
    else
        cli_complain(0, "install the package proj-data, or name its folder in ROUTES_PROJ_DATA");
}
