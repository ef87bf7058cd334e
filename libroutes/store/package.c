/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/package.h"

#include <string.h>

#include "core/fault.h"
#include "core/run.h"
#include "core/text.h"
#include "model/schema.h"
#include "source/package_in.h"
#include "store/fill.h"

#define JSON_NAME "datapackage.json"

static bool is_own(const char *name)
{
    return strncmp(name, "x_", 2) == 0;
}

static void list_tables(routes_i_text *to)
{
    routes_i_text_add(to, "tables are ");
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES; entity++)
        routes_i_text_print(to, "%s%s", entity ? ", " : "", routes_entity_text(entity));
    routes_i_text_add(to, "; one of your own begins with x_");
}

/* What is none of the model's tables and not marked as the user's own may be a slip. */
static routes_status look_at_resources(routes_i_fill *fill, const routes_i_package_in *package,
                                       routes_error *err)
{
    size_t known = 0;
    routes_i_text remedy = {0};
    list_tables(&remedy);
    routes_status status =
        remedy.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a text") : ROUTES_OK;
    for (size_t i = 0; i < package->resource_count && !status; i++) {
        const char *name = package->resources[i].name;
        const routes_fault where = {.severity = ROUTES_SEVERITY_WARNING,
                                    .file = JSON_NAME,
                                    .field = "resources",
                                    .value = name,
                                    .remedy = remedy.bytes};
        if (routes_i_schema_entity(name) != ROUTES_ENTITIES)
            known++;
        else if (!is_own(name))
            status = routes_i_fault(fill->faults, &where, err,
                                    "there is no table \"%s\": the file is not read", name);
    }
    const routes_fault where = {.file = JSON_NAME, .field = "resources", .remedy = remedy.bytes};
    if (!status && !known)
        status = routes_i_fill_fault(fill, &where, "the package has no table of the model", err);
    routes_i_text_free(&remedy);
    return status;
}

static routes_status set_home(routes_i_fill *fill, const routes_i_package_in *package,
                              routes_error *err)
{
    routes_error why;
    const char *home = routes_i_package_in_text(package, "x_home_country");
    routes_status status = home ? routes_model_set_home(fill->model, home, &why) : ROUTES_OK;
    if (status == ROUTES_E_DATA) {
        const routes_fault where = {.file = JSON_NAME,
                                    .field = "x_home_country",
                                    .value = home,
                                    .remedy = "write an ISO 3166 alpha-2 code, such as KH"};
        return routes_i_fault(fill->faults, &where, err, "%s", why.message);
    }
    if (status && err)
        *err = why;
    return status;
}

/* In the order of the model, whatever that of the package. */
static routes_status read_tables(routes_i_fill *fill, const routes_i_package_in *package,
                                 routes_error *err)
{
    routes_status status = ROUTES_OK;
    const routes_run *whole = fill->run;
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES && !status; entity++) {
        const routes_i_resource *resource =
            routes_i_package_in_find(package, routes_entity_text(entity));
        if (!resource)
            continue;
        routes_i_run_part part;
        const routes_i_feed_from from = {.entity = entity,
                                         .path = resource->file,
                                         .name = resource->path,
                                         .layer = resource->layer,
                                         .resource = resource,
                                         .run = whole};
        fill->run = routes_i_run_part_of(&part, whole, 0.5 * (int)entity / (int)ROUTES_ENTITIES,
                                         0.5 * ((int)entity + 1) / (int)ROUTES_ENTITIES);
        status = routes_i_fill_table(fill, &from, err);
        fill->run = whole;
    }
    return status;
}

static routes_status check(routes_i_fill *fill, routes_error *err)
{
    const routes_run *whole = fill->run;
    routes_i_run_part part;
    fill->run = routes_i_run_part_of(&part, whole, 0.5, 1.0);
    routes_status status = routes_i_fill_check(fill, err);
    fill->run = whole;
    return status;
}

static routes_status read_package(routes_i_fill *fill, const char *folder, routes_error *err)
{
    routes_i_package_in package;
    routes_status status = routes_i_package_in_open(&package, folder, fill->faults, err);
    if (status)
        return status;
    status = look_at_resources(fill, &package, err);
    if (!status)
        status = set_home(fill, &package, err);
    if (!status)
        status = read_tables(fill, &package, err);
    if (!status)
        status = check(fill, err);
    routes_i_package_in_close(&package);
    return status;
}

routes_status routes_package_read(routes_model **out, const char *folder, const routes_run *run,
                                  routes_faults *faults, routes_error *err)
{
    routes_run known;
    if (!out || !folder || !faults)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out, folder and faults must not be null");
    *out = NULL;
    routes_i_fill fill = {.model = NULL};
    routes_status status = routes_i_run_read(&known, run, err);
    if (!status)
        status = routes_i_fill_begin(&fill, &known, faults, err);
    if (!status)
        status = read_package(&fill, folder, err);
    if (!status)
        *out = routes_i_fill_model(&fill);
    routes_i_fill_end(&fill);
    return status;
}
