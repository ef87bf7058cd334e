/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/webpage_data.h"

#include <math.h>
#include <string.h>

#include "core/json.h"
#include "render/webpage_said.h"
#include "render/webpage_stamp.h"

static void pair(routes_i_text *to, const char *key, const char *value)
{
    routes_i_text_print(to, ",\"%s\":", key);
    routes_i_json_text(to, value);
}

static void add_words(routes_i_text *to, const char *key, const routes_layer *layer, size_t row,
                      void (*write)(routes_i_text *to, const routes_layer *layer, size_t row))
{
    routes_i_text text = {0};
    write(&text, layer, row);
    if (text.size)
        pair(to, key, text.bytes);
    to->failed = to->failed || text.failed;
    routes_i_text_free(&text);
}

static void add_class(routes_i_text *to, const routes_style_class *one)
{
    routes_i_text_add(to, "{\"label\":");
    routes_i_json_text(to, one->label);
    routes_i_text_print(to, ",\"fill\":\"#%06x\",\"stroke\":\"#%06x\"", (unsigned)one->fill,
                        (unsigned)one->stroke);
    routes_i_text_add(to, ",\"width\":");
    routes_i_text_number(to, one->width_mm);
    routes_i_text_add(to, ",\"size\":");
    routes_i_text_number(to, one->size_mm);
    pair(to, "symbol", one->symbol);
    routes_i_text_print(to, ",\"dash\":%d,\"hatch\":%d}", (int)one->dash, (int)one->hatch);
}

/* One head for a lane that runs one way, two for both ways, three for mostly forward. */
static int heads(const char *bidirectional)
{
    if (bidirectional && strcmp(bidirectional, "yes") == 0)
        return 2;
    return bidirectional && strcmp(bidirectional, "mostly_forward") == 0 ? 3 : 1;
}

static bool number_at(double *value, const routes_table *table, const char *column, size_t row)
{
    size_t at = routes_table_find(table, column);
    const double *numbers = routes_table_numbers(table, at);
    if (!numbers || routes_table_status(table, at)[row] != ROUTES_VALUE_OK)
        return false;
    *value = numbers[row];
    return true;
}

/* The fixed point of an area, where its name stands. */
static void add_point(routes_i_text *to, const routes_table *table, size_t row)
{
    double lon, lat;
    if (!number_at(&lon, table, "rep_lon", row) || !number_at(&lat, table, "rep_lat", row))
        return;
    routes_i_text_print(to, ",\"at\":[%lld,%lld]", llround(lon * ROUTES_I_WEBPAGE_UNITS),
                        llround(lat * ROUTES_I_WEBPAGE_UNITS));
}

static bool is_listed(const char *list, const char *item)
{
    size_t size = item ? strlen(item) : 0;
    for (const char *at = size ? list : NULL; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
        if (strncmp(at, item, size) == 0 && (at[size] == '|' || at[size] == '\0'))
            return true;
    return false;
}

/* What a list of ends speaks of: parts of the home country, other countries. */
enum { INSIDE = 1, OUTSIDE = 2 };

static int sides(const char *list, const routes_release *release)
{
    const routes_table *countries = routes_layer_table(routes_release_find(release, "countries"));
    size_t home = routes_i_webpage_home(release), listed = 0, items = list && *list ? 1 : 0;
    int found = 0;
    for (const char *at = list; at && *at; at++)
        items += *at == '|';
    for (size_t row = 0; row < routes_table_rows(countries); row++) {
        if (!is_listed(list, routes_table_text_at(countries, "area_id", row)))
            continue;
        listed++;
        found |= row == home ? 0 : OUTSIDE;
    }
    return listed < items ? found | INSIDE : found;
}

/* In which views a lane is drawn: of the home country where some end or what it passes is part of
 * it, of the region where some end is another country; one from the country to itself in both. */
static int views(const routes_table *table, size_t row, const routes_release *release)
{
    int found = sides(routes_table_text_at(table, "from_ids", row), release) |
                sides(routes_table_text_at(table, "to_ids", row), release) |
                (sides(routes_table_text_at(table, "via_ids", row), release) & INSIDE);
    return found ? found : INSIDE | OUTSIDE;
}

static void add_row(routes_i_text *to, const routes_release *release, const routes_layer *layer,
                    size_t row, size_t shape)
{
    const routes_table *table = routes_layer_table(layer);
    size_t in = routes_i_webpage_class(layer, row);
    const char *way = routes_table_text_at(table, "bidirectional", row);
    routes_i_text_print(to, "{\"shape\":%lld", shape == SIZE_MAX ? -1LL : (long long)shape);
    routes_i_text_print(to, ",\"class\":%lld", in == SIZE_MAX ? -1LL : (long long)in);
    add_words(to, "title", layer, row, routes_i_webpage_title);
    add_words(to, "said", layer, row, routes_i_webpage_said);
    add_words(to, "source", layer, row, routes_i_webpage_source);
    add_point(to, table, row);
    if (way)
        routes_i_text_print(to, ",\"heads\":%d", heads(way));
    if (routes_table_find(table, "from_ids") != SIZE_MAX)
        routes_i_text_print(to, ",\"views\":%d", views(table, row, release));
    routes_i_text_add(to, "}");
}

static void add_layer(routes_i_text *to, const routes_release *release, size_t index,
                      const routes_i_webpage_shapes *shapes)
{
    const routes_layer *layer = routes_release_at(release, index);
    const routes_style *style = routes_layer_style(layer);
    routes_i_text_add(to, "{\"name\":");
    routes_i_json_text(to, routes_layer_name(layer));
    pair(to, "title", routes_layer_title(layer));
    routes_i_text_add(to, ",\"classes\":[");
    for (size_t i = 0; i < style->count; i++) {
        routes_i_text_add(to, i ? ",\n" : "\n");
        add_class(to, &style->classes[i]);
    }
    routes_i_text_add(to, "],\"rows\":[");
    for (size_t row = 0; row < routes_table_rows(routes_layer_table(layer)); row++) {
        routes_i_text_add(to, row ? ",\n" : "\n");
        add_row(to, release, layer, row, routes_i_webpage_shape(shapes, index, row));
    }
    routes_i_text_add(to, "]}");
}

routes_status routes_i_webpage_data_write(routes_i_text *to, const routes_release *release,
                                          const routes_i_webpage_shapes *shapes, routes_error *err)
{
    size_t home = routes_i_webpage_home(release);
    const routes_table *countries = routes_layer_table(routes_release_find(release, "countries"));
    routes_i_text_add(to, "{\"home\":");
    routes_i_json_text(to, home == SIZE_MAX ? NULL : routes_table_text_at(countries, "name", home));
    routes_i_text_add(to, ",\"layers\":[");
    for (size_t i = 0; i < routes_release_size(release); i++) {
        routes_i_text_add(to, i ? ",\n" : "\n");
        add_layer(to, release, i, shapes);
    }
    routes_i_text_add(to, "],\n\"shapes\":");
    routes_status status = routes_i_webpage_shapes_write(to, shapes, err);
    routes_i_text_add(to, "}");
    return status;
}
