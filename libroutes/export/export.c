/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/export.h"

#include <string.h>

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/run.h"
#include "core/text.h"
#include "export/geopackage.h"
#include "export/single.h"

/* A folder that this caller alone fills, `part`, and the one whose place it takes. */
struct routes_export {
    char *target;
    char *part;
    int lock;
    bool finished;
};

/* A copy without slashes at its end; null when memory is out. */
static char *copy_path(const char *path)
{
    size_t size = strlen(path);
    routes_i_text copy = {0};
    while (size > 1 && path[size - 1] == '/')
        size--;
    routes_i_text_bytes(&copy, path, size);
    return copy.bytes;
}

/* The folder above the target, made where there is none. */
static routes_status make_above(const char *target, routes_error *err)
{
    char *above = copy_path(target);
    if (!above)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    char *slash = strrchr(above, '/');
    routes_status status = ROUTES_OK;
    if (slash && slash != above) {
        *slash = '\0';
        status = routes_i_folder_make(above, err);
    }
    routes_i_free(above);
    return status;
}

routes_status routes_export_new(routes_export **out, const char *target, routes_error *err)
{
    if (!out || !target || !*target)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out and target must be given");
    *out = NULL;
    routes_export *made = routes_i_calloc(1, sizeof *made);
    if (!made)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for an export");
    made->lock = -1;
    made->target = copy_path(target);
    made->part = made->target ? routes_i_path_beside(made->target, ".", ".part") : NULL;
    routes_status status = made->part ? make_above(made->target, err)
                                      : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    if (!status)
        status = routes_i_folder_claim(&made->lock, made->part, err);
    if (status)
        routes_export_free(made);
    else
        *out = made;
    return status;
}

const char *routes_export_folder(const routes_export *work)
{
    return work ? work->part : NULL;
}

void routes_export_free(routes_export *work)
{
    if (!work)
        return;
    /* What cannot be removed now is removed by the next run that claims the folder. */
    if (work->lock >= 0 && !work->finished)
        (void)!routes_i_folder_remove(work->part, NULL);
    routes_i_folder_unlock(work->lock);
    routes_i_free(work->target);
    routes_i_free(work->part);
    routes_i_free(work);
}

routes_status routes_export_finish(routes_export *work, routes_error *err)
{
    if (!work)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "export must not be null");
    if (work->finished)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the export to %s is finished", work->target);
    routes_status status = routes_i_folder_flush(work->part, err);
    if (!status)
        status = routes_i_folder_swap(work->part, work->target, err);
    work->finished = !status;
    return status;
}

/* Something that writes one file of a release, or makes a folder. */
typedef routes_status (*write_one)(const routes_release *release, const routes_layer *layer,
                                   const char *path, const routes_run *run, routes_error *err);

/* Writes folder/below``name``ending. */
static routes_status write_at(write_one write, const routes_release *release,
                              const routes_layer *layer, const char *folder, const char *below,
                              const char *name, const char *ending, const routes_run *run,
                              routes_error *err)
{
    routes_i_text path = {0};
    routes_i_text_print(&path, "%s/%s%s%s", folder, below, name, ending);
    routes_status status = path.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path")
                                       : write(release, layer, path.bytes, run, err);
    routes_i_text_free(&path);
    return status;
}

static routes_status write_csv(const routes_release *release, const routes_layer *layer,
                               const char *path, const routes_run *run, routes_error *err)
{
    (void)run;
    return routes_i_single_csv(release, layer, path, err);
}

static routes_status write_fields(const routes_release *release, const routes_layer *layer,
                                  const char *path, const routes_run *run, routes_error *err)
{
    (void)run;
    return routes_i_single_fields(release, layer, path, err);
}

static routes_status make_folder(const routes_release *release, const routes_layer *layer,
                                 const char *path, const routes_run *run, routes_error *err)
{
    (void)release;
    (void)layer;
    (void)run;
    return routes_i_folder_make(path, err);
}

static routes_status write_provenance(const routes_release *release, const routes_layer *layer,
                                      const char *path, const routes_run *run, routes_error *err)
{
    char *text = NULL;
    (void)layer;
    (void)run;
    routes_status status = routes_release_provenance(&text, release, err);
    if (!status)
        status = routes_i_file_write(path, text, strlen(text), err);
    routes_text_free(text);
    return status;
}

static routes_status write_record(const routes_release *release, const routes_layer *layer,
                                  const char *path, const routes_run *run, routes_error *err)
{
    char *text = NULL;
    (void)layer;
    (void)run;
    routes_status status = routes_release_json(&text, release, err);
    if (!status)
        status = routes_i_file_write(path, text, strlen(text), err);
    routes_text_free(text);
    return status;
}

static routes_status write_layers(const routes_export *work, const routes_release *release,
                                  const routes_run *run, routes_error *err)
{
    size_t n = routes_release_size(release);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && i < n; i++) {
        const routes_layer *layer = routes_release_at(release, i);
        const char *name = routes_layer_name(layer);
        status = routes_i_run_tell(run, (double)i / (double)n, "export", err);
        if (!status)
            status = write_at(routes_i_single_shapefile, release, layer, work->part, "shapefiles/",
                              name, ".shp", run, err);
        if (!status)
            status =
                write_at(write_csv, release, layer, work->part, "tables/", name, ".csv", run, err);
    }
    return status;
}

routes_status routes_export_release(routes_export *work, const routes_release *release,
                                    const routes_run *run, routes_error *err)
{
    if (!work || !release)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "export and release must not be null");
    if (work->finished)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the export to %s is finished", work->target);
    const struct {
        write_one write;
        const char *name;
    } steps[] = {
        {routes_i_geopackage_write, "layers.gpkg"},
        {make_folder, "shapefiles"},
        {make_folder, "tables"},
        {write_fields, "shapefiles/fields.csv"},
        {write_provenance, "provenance.json"},
        {write_record, "release.json"},
    };
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && i < sizeof steps / sizeof *steps; i++)
        status =
            write_at(steps[i].write, release, NULL, work->part, "", steps[i].name, "", run, err);
    if (!status)
        status = write_layers(work, release, run, err);
    return routes_i_file_blame_disk(status, work->part, err);
}

/* What a layer's file may consist of, by ending; the file itself comes last, so that who sees it
 * sees all of it. */
static const char *const companions[] = {".shx", ".dbf", ".prj",        ".cpg",
                                         ".qml", ".qmd", ".fields.csv", ""};

/* Moves folder/stem``ending beside the target, if it was written. */
static routes_status move_one(const char *made, const char *target, const char *ending,
                              routes_error *err)
{
    routes_i_text from = {0}, to = {0};
    size_t cut = *ending ? (size_t)(strrchr(target, '.') - target) : strlen(target);
    size_t made_cut = *ending ? (size_t)(strrchr(made, '.') - made) : strlen(made);
    routes_i_text_bytes(&from, made, made_cut);
    routes_i_text_bytes(&to, target, cut);
    routes_i_text_add(&from, ending);
    routes_i_text_add(&to, ending);
    routes_status status = ROUTES_OK;
    if (from.failed || to.failed)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    else if (routes_i_file_exists(from.bytes))
        status = routes_i_file_replace(from.bytes, to.bytes, err);
    routes_i_text_free(&from);
    routes_i_text_free(&to);
    return status;
}

static routes_status write_and_move(const routes_release *release, const routes_layer *layer,
                                    const char *folder, const char *path, const routes_run *run,
                                    routes_error *err)
{
    const char *slash = strrchr(path, '/');
    char *made = routes_i_path_join(folder, slash ? slash + 1 : path);
    if (!made)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    routes_status status = routes_i_single_write(release, layer, made, run, err);
    for (size_t i = 0; !status && i < sizeof companions / sizeof *companions; i++)
        status = move_one(made, path, companions[i], err);
    routes_i_free(made);
    return status;
}

/* The names of the layers, for whoever asked for another. */
static routes_status no_layer(const routes_release *release, const char *layer, routes_error *err)
{
    routes_i_text names = {0};
    for (size_t i = 0; i < routes_release_size(release); i++)
        routes_i_text_print(&names, "%s%s", i ? ", " : "",
                            routes_layer_name(routes_release_at(release, i)));
    routes_status status =
        routes_i_fail(err, ROUTES_E_NOT_FOUND, "this release has no layer \"%s\"; it has: %s",
                      layer, routes_i_text_get(&names));
    routes_i_text_free(&names);
    return status;
}

routes_status routes_export_layer(const routes_release *release, const char *layer,
                                  const char *path, const routes_run *run, routes_error *err)
{
    if (!release || !layer || !path)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "release, layer and path must not be null");
    if (!routes_i_single_knows(path))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "%s: the ending must be .gpkg, .shp, .geojson, .fgb, .csv or .json",
                             path);
    const routes_layer *found = routes_release_find(release, layer);
    if (!found)
        return no_layer(release, layer, err);
    if (!routes_i_single_suits(found, path))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "layer \"%s\" has no geometry, and %s would hold nothing else: ask "
                             "for .gpkg, .csv or .json",
                             layer, path);
    char *part = routes_i_path_beside(path, ".", ".part");
    int lock = -1;
    routes_status status = part ? routes_i_folder_claim(&lock, part, err)
                                : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    if (!status) {
        status = write_and_move(release, found, part, path, run, err);
        status = routes_i_file_blame_disk(status, part, err);
        routes_status removed = routes_i_folder_remove(part, status ? NULL : err);
        status = status ? status : removed;
        routes_i_folder_unlock(lock);
    }
    routes_i_free(part);
    return status;
}
