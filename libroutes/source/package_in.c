/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/package_in.h"

#include <string.h>

#include "core/fault.h"
#include "core/file.h"
#include "core/memory.h"
#include "source/input.h"
#include "source/package_path.h"

#define JSON_NAME "datapackage.json"
#define LARGEST_JSON ((size_t)16 * 1024 * 1024)

/* The folder of the package, and the path of its JSON. */
static routes_status find_json(routes_i_arena *arena, const char **folder, const char **json,
                               const char *path, routes_error *err)
{
    const char *slash = strrchr(path, '/');
    char *joined = NULL;
    if (routes_i_input_ends_in(path, ".json")) {
        size_t size = slash ? (size_t)(slash - path) : 0;
        *folder = slash ? routes_i_arena_copy(arena, size ? path : "/", size ? size : 1)
                        : routes_i_arena_text(arena, ".");
        *json = routes_i_arena_text(arena, path);
    } else {
        joined = routes_i_path_join(path, JSON_NAME);
        *folder = routes_i_arena_text(arena, path);
        *json = routes_i_arena_text(arena, joined);
    }
    routes_i_free(joined);
    if (!*folder || !*json)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to open %s", path);
    return ROUTES_OK;
}

/* Reads up to the largest size we take; a file may be endless. */
static routes_status read_json(char **bytes, size_t *size, const char *path, routes_faults *faults,
                               routes_error *err)
{
    FILE *file = NULL;
    routes_status status = routes_i_input_open(&file, path, NULL, err);
    if (status)
        return status;
    uint64_t told = routes_i_input_size(file);
    size_t room = told < LARGEST_JSON ? (size_t)told + 1 : LARGEST_JSON;
    *bytes = routes_i_calloc(room, 1);
    if (!*bytes)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", path);
    else
        status = routes_i_input_take(size, *bytes, room, file, path, err);
    fclose(file);
    if (status || *size < room)
        return status;
    routes_fault where = {.file = JSON_NAME, .remedy = "put the data into files of their own"};
    status = routes_i_fault(faults, &where, err, "the file is over 16 MiB, or no plain file");
    return status ? status : routes_i_faults_judge(faults, err);
}

/* Joins each path with the folder and sees where it leads. All faults; the first missing file. */
static routes_status find_files(routes_i_package_in *package, routes_faults *faults,
                                routes_error *err)
{
    size_t before = routes_faults_count(faults, ROUTES_SEVERITY_ERROR);
    routes_i_resource *resources = routes_i_arena_copy(&package->arena, package->resources,
                                                       package->resource_count * sizeof *resources);
    if (!resources)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the files of a package");
    package->resources = resources;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < package->resource_count && !status; i++) {
        char *joined = routes_i_path_join(package->folder, resources[i].path);
        resources[i].file = routes_i_arena_text(&package->arena, joined);
        routes_i_free(joined);
        if (!resources[i].file)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the files of a package");
        status = routes_i_package_path_check(package->folder, resources[i].file, resources[i].path,
                                             faults, err);
    }
    if (!status && routes_faults_count(faults, ROUTES_SEVERITY_ERROR) > before)
        status = routes_i_faults_judge(faults, err);
    return status;
}

routes_status routes_i_package_in_open(routes_i_package_in *package, const char *path,
                                       routes_faults *faults, routes_error *err)
{
    routes_i_arena arena = {0};
    const char *folder = NULL;
    const char *json = NULL;
    char *bytes = NULL;
    size_t size = 0;
    *package = (routes_i_package_in){0};
    routes_status status = find_json(&arena, &folder, &json, path, err);
    if (!status)
        status = read_json(&bytes, &size, json, faults, err);
    if (!status)
        status = routes_i_package_in_parse(package, bytes, size, JSON_NAME, faults, err);
    if (!status) {
        package->folder = routes_i_arena_text(&package->arena, folder);
        status = package->folder
                     ? find_files(package, faults, err)
                     : routes_i_fail(err, ROUTES_E_MEMORY, "no memory to open %s", path);
    }
    routes_i_free(bytes);
    routes_i_arena_free(&arena);
    if (status)
        routes_i_package_in_close(package);
    return status;
}

void routes_i_package_in_close(routes_i_package_in *package)
{
    routes_i_json_free(package->json);
    routes_i_arena_free(&package->arena);
    *package = (routes_i_package_in){0};
}

const routes_i_resource *routes_i_package_in_find(const routes_i_package_in *package,
                                                  const char *name)
{
    for (size_t i = 0; i < package->resource_count; i++)
        if (strcmp(package->resources[i].name, name) == 0)
            return &package->resources[i];
    return NULL;
}

const char *routes_i_package_in_text(const routes_i_package_in *package, const char *key)
{
    return routes_i_json_string(routes_i_json_member(routes_i_json_root(package->json), key));
}

/* Tells which of `names` are not among `others`. */
static routes_status tell_absent(size_t *absent, const routes_i_resource *resource,
                                 const char *const *names, size_t count, const char *const *others,
                                 size_t other_count, const char *message, const char *remedy,
                                 routes_faults *faults, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < count && !status; i++) {
        size_t j = 0;
        while (j < other_count && strcmp(names[i], others[j]) != 0)
            j++;
        if (j < other_count)
            continue;
        routes_fault where = {.file = resource->path,
                              .row = routes_i_input_ends_in(resource->path, ".csv") ? 1 : 0,
                              .field = names[i],
                              .remedy = remedy};
        ++*absent;
        status = routes_i_fault(faults, &where, err, "%s", message);
    }
    return status;
}

routes_status routes_i_package_in_check_columns(const routes_i_resource *resource,
                                                const char *const *names, size_t count,
                                                routes_faults *faults, routes_error *err)
{
    size_t absent = 0;
    if (resource->field_count == 0)
        return ROUTES_OK;
    routes_status status =
        tell_absent(&absent, resource, resource->fields, resource->field_count, names, count,
                    "the schema names this column, the file does not have it",
                    "add the column, or take it out of " JSON_NAME, faults, err);
    if (!status)
        status = tell_absent(&absent, resource, names, count, resource->fields,
                             resource->field_count, "the schema does not name this column",
                             "name it in " JSON_NAME ", or remove it", faults, err);
    if (!status && absent)
        status = routes_i_fail(err, ROUTES_E_DATA, "%s: %zu columns differ from the schema",
                               resource->path, absent);
    return status;
}
