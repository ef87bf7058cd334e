/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/shape_out.h"

#include <cpl_string.h>
#include <string.h>

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "export/csv_out.h"
#include "export/qml.h"
#include "export/short_name.h"

#define MOST_TEXT 254

/* The fields of a layer under their short names. */
struct names {
    routes_i_flat *fields;
    size_t count;
    routes_i_short_name *names;
    const char **texts;
};

static void free_names(struct names *names)
{
    routes_i_free(names->fields);
    routes_i_free(names->names);
    routes_i_free(names->texts);
}

static routes_status make_names(struct names *names, const routes_table *table, routes_error *err)
{
    *names = (struct names){0};
    routes_status status = routes_i_flat_make(&names->fields, &names->count, table, err);
    if (status)
        return status;
    names->names = routes_i_calloc(names->count, sizeof *names->names);
    names->texts = routes_i_calloc(names->count, sizeof *names->texts);
    if (!names->names || !names->texts)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the names of fields");
    routes_i_short_names(names->names, names->fields, names->count);
    for (size_t i = 0; i < names->count; i++)
        names->texts[i] = names->names[i].text;
    return ROUTES_OK;
}

static const char *short_of(const struct names *names, const char *column)
{
    for (size_t i = 0; column && i < names->count; i++)
        if (strcmp(names->fields[i].name, column) == 0)
            return names->texts[i];
    return NULL;
}

static routes_status write_shapes(const char *folder, const char *path,
                                  const routes_release *release, const routes_layer *layer,
                                  const struct names *names, const routes_run *run,
                                  routes_error *err)
{
    routes_i_ogr ogr;
    GDALDatasetH set = NULL;
    const char *date = routes_release_stamp(release)->date;
    routes_i_ogr_begin(&ogr, date);
    char **options = CSLSetNameValue(NULL, "ENCODING", "UTF-8");
    options = CSLSetNameValue(options, "DBF_DATE_LAST_UPDATE", date);
    const routes_i_ogr_how how = {"ESRI Shapefile", options, names->texts, MOST_TEXT, 1};
    routes_status status = routes_i_ogr_create(&set, &ogr, how.driver, folder, err);
    if (!status) {
        status = routes_i_ogr_write(set, &ogr, layer, &how, path, run, err);
        routes_status closed = routes_i_ogr_close(set, &ogr, path, status ? NULL : err);
        status = status ? status : closed;
    }
    if (!status)
        status = routes_i_ogr_verify(&ogr, how.driver, folder, routes_layer_name(layer),
                                     routes_table_rows(routes_layer_table(layer)), err);
    CSLDestroy(options);
    routes_i_ogr_end(&ogr);
    return status;
}

static routes_status write_beside(const char *folder, const char *layer, const char *ending,
                                  const routes_i_text *text, routes_error *err)
{
    routes_i_text path = {0};
    routes_i_text_print(&path, "%s/%s.%s", folder, layer, ending);
    routes_status status =
        path.failed || text->failed
            ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %s.%s", layer, ending)
            : routes_i_file_write(path.bytes, routes_i_text_get(text), text->size, err);
    routes_i_text_free(&path);
    return status;
}

routes_status routes_i_shape_write(const char *folder, const routes_release *release,
                                   const routes_layer *layer, const routes_run *run,
                                   routes_error *err)
{
    const routes_style *style = routes_layer_style(layer);
    struct names names;
    routes_i_text qml = {0}, qmd = {0};
    routes_status status = make_names(&names, routes_layer_table(layer), err);
    if (!status)
        status = write_shapes(folder, routes_layer_name(layer), release, layer, &names, run, err);
    if (!status) {
        routes_i_qml_print(&qml, layer, short_of(&names, style->column),
                           short_of(&names, style->label_column));
        routes_i_qmd_print(&qmd, layer, routes_release_stamp(release));
        status = write_beside(folder, routes_layer_name(layer), "qml", &qml, err);
    }
    if (!status)
        status = write_beside(folder, routes_layer_name(layer), "qmd", &qmd, err);
    routes_i_text_free(&qml);
    routes_i_text_free(&qmd);
    free_names(&names);
    return status;
}

routes_status routes_i_shape_fields(routes_i_text *to, const routes_layer *layer, routes_error *err)
{
    const routes_table *table = routes_layer_table(layer);
    struct names names;
    routes_status status = make_names(&names, table, err);
    for (size_t i = 0; i < names.count && !status; i++) {
        const routes_column *head = routes_table_column(table, names.fields[i].column);
        const char *cells[] = {routes_layer_name(layer), names.texts[i], names.fields[i].name,
                               head->unit ? head->unit : "",
                               head->description ? head->description : ""};
        for (size_t k = 0; k < 5; k++) {
            routes_i_text_add(to, k ? "," : "");
            routes_i_csv_cell(to, cells[k]);
        }
        routes_i_text_add(to, "\n");
    }
    free_names(&names);
    return status;
}
