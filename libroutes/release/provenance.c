/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/fail.h"
#include "core/json.h"
#include "release/list.h"
#include "release/trace.h"

/* The text being written, and where to look rows up. */
struct paper {
    routes_i_text to;
    const routes_release *release;
    routes_i_trace rows;  /* every row by its id */
    routes_i_trace lanes; /* every lane by the ids it names */
};

static void pair(routes_i_text *to, const char *key, const char *value)
{
    if (!value)
        return;
    routes_i_text_print(to, ",\"%s\":", key);
    routes_i_json_text(to, value);
}

static void write_sources(struct paper *paper)
{
    routes_i_text *to = &paper->to;
    routes_i_text_add(to, "\"sources\":[");
    for (size_t i = 0; i < paper->release->source_count; i++) {
        const routes_source *source = &paper->release->sources[i];
        routes_i_text_add(to, i ? ",\n{\"source_id\":" : "\n{\"source_id\":");
        routes_i_json_text(to, source->origin.source_id);
        pair(to, "title", source->title);
        pair(to, "author", source->author);
        pair(to, "publisher", source->publisher);
        if (source->year != ROUTES_NO_DATE)
            routes_i_text_print(to, ",\"year\":%d", (int)source->year);
        pair(to, "licence", source->licence);
        pair(to, "url", source->url);
        routes_i_text_add(to, "}");
    }
    routes_i_text_add(to, "]");
}

/* One list of texts as JSON. */
static void write_list(routes_i_text *to, const char *key, const routes_i_list *list)
{
    routes_i_text_print(to, ",\"%s\":[", key);
    for (size_t i = 0; i < list->count; i++) {
        routes_i_text_add(to, i ? "," : "");
        routes_i_json_text(to, list->items[i]);
    }
    routes_i_text_add(to, "]");
}

/* Adds the entries of other layers than the row's own. */
static void write_entries(routes_i_text *to, size_t *count, const routes_i_trace *trace,
                          const char *id, const routes_layer *self)
{
    size_t found;
    const routes_i_trace_entry *entries = routes_i_trace_find(trace, id, &found);
    for (size_t i = 0; i < found; i++) {
        if (entries[i].layer == self)
            continue;
        routes_i_text_print(to, "%s{\"layer\":\"%s\",\"id\":", (*count)++ ? "," : "",
                            entries[i].layer->name);
        routes_i_json_text(to, entries[i].row);
        routes_i_text_add(to, "}");
    }
}

/* Whether the rows of a layer are worked out from others, rather than stated by a source. */
static bool is_derived(const routes_table *table)
{
    routes_kind kind = routes_table_kind(table);
    return kind == ROUTES_KIND_HOTSPOTS || kind == ROUTES_KIND_OPERATIONAL;
}

static routes_status write_behind(struct paper *paper, const routes_layer *layer, size_t row,
                                  const char *id, routes_error *err)
{
    static const char *const columns[] = {"area_id", "area_a",  "area_b",     "from_ids",
                                          "to_ids",  "via_ids", "links",      "place_id",
                                          "id",      "lane_id", "crossing_id"};
    size_t count = 0;
    routes_i_text_add(&paper->to, ",\"rows\":[");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        routes_i_list ids;
        routes_status status =
            routes_i_list_split(&ids, routes_table_text_at(layer->table, columns[i], row), err);
        if (status)
            return status;
        for (size_t j = 0; j < ids.count; j++)
            write_entries(&paper->to, &count, &paper->rows, ids.items[j], layer);
        routes_i_list_free(&ids);
    }
    if (is_derived(layer->table))
        write_entries(&paper->to, &count, &paper->lanes, id, layer);
    routes_i_text_add(&paper->to, "]");
    return ROUTES_OK;
}

static routes_status write_sources_of(struct paper *paper, const routes_table *table, size_t row,
                                      routes_error *err)
{
    routes_i_list ids;
    bool by_row = routes_table_find(table, "source_id") != SIZE_MAX;
    routes_status status =
        by_row ? routes_i_list_split(&ids, routes_table_text_at(table, "source_id", row), err)
               : routes_i_list_read(&ids, routes_table_meta(table, "sources"), err);
    if (status)
        return status;
    write_list(&paper->to, "sources", &ids);
    routes_i_list_free(&ids);
    return ROUTES_OK;
}

static routes_status write_row(struct paper *paper, const routes_layer *layer, size_t row,
                               const char *key, routes_error *err)
{
    const char *id = key ? routes_table_text_at(layer->table, key, row) : NULL;
    routes_i_text *to = &paper->to;
    routes_i_text_print(to, "%s{\"row\":%zu", row ? ",\n" : "\n", row + 1);
    pair(to, "id", id);
    routes_status status = write_sources_of(paper, layer->table, row, err);
    pair(to, "section", routes_table_text_at(layer->table, "section", row));
    pair(to, "attributed_to", routes_table_text_at(layer->table, "attributed_to", row));
    if (!status)
        status = write_behind(paper, layer, row, id ? id : "", err);
    routes_i_text_add(to, "}");
    return status;
}

static routes_status write_layers(struct paper *paper, routes_error *err)
{
    routes_status status = ROUTES_OK;
    routes_i_text_add(&paper->to, ",\n\"layers\":{");
    for (size_t i = 0; !status && i < paper->release->count; i++) {
        const routes_layer *layer = &paper->release->layers[i];
        const char *key = routes_i_trace_key(layer->table);
        routes_i_text_print(&paper->to, "%s\"%s\":[", i ? ",\n" : "\n", layer->name);
        for (size_t row = 0; !status && row < routes_table_rows(layer->table); row++)
            status = write_row(paper, layer, row, key, err);
        routes_i_text_add(&paper->to, "]");
    }
    routes_i_text_add(&paper->to, "}}\n");
    return status;
}

routes_status routes_release_provenance(char **out, const routes_release *release,
                                        routes_error *err)
{
    if (!out || !release)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out and release must not be null");
    *out = NULL;
    struct paper paper = {.release = release};
    routes_status status = routes_i_trace_rows(&paper.rows, release, err);
    if (!status)
        status = routes_i_trace_lanes(&paper.lanes, release, err);
    routes_i_text_print(&paper.to, "{\"release\":\"%s\",\n", release->stamp.release_id);
    write_sources(&paper);
    if (!status)
        status = write_layers(&paper, err);
    routes_i_trace_free(&paper.rows);
    routes_i_trace_free(&paper.lanes);
    if (!status && paper.to.failed)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the provenance");
    if (status)
        routes_i_text_free(&paper.to);
    *out = paper.to.bytes;
    return status;
}
