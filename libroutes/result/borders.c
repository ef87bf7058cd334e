/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/borders.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "result/answer.h"
#include "routes/answer.h"
#include "routes/border.h"

routes_status routes_i_border_pairs(routes_contiguity **out, const routes_model *model,
                                    const size_t *areas, size_t count, int rook, routes_error *err)
{
    const routes_area *rows = routes_model_areas(model, NULL);
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    routes_wkb *shapes = routes_i_calloc(count, sizeof *shapes);
    *out = NULL;
    if (!shapes)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu outlines", count);
    for (size_t i = 0; i < count; i++)
        shapes[i] = (routes_wkb){rows[areas[i]].wkb, rows[areas[i]].wkb_size};
    options.rook = rook;
    routes_status status = routes_contiguity_new(out, shapes, count, &options, err);
    routes_i_free(shapes);
    return status;
}

routes_status routes_i_border_weights(routes_weights **out, const routes_model *model,
                                      const size_t *areas, size_t count, routes_error *err)
{
    routes_contiguity *found = NULL;
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    size_t pair_count = 0;
    *out = NULL;
    options.both_ways = 1;
    options.with_self = 1;
    routes_status status = routes_i_border_pairs(&found, model, areas, count, 0, err);
    if (status)
        return status;
    const routes_contiguity_pair *pairs = routes_contiguity_pairs(&pair_count, found);
    uint32_t *a = routes_i_calloc(pair_count, sizeof *a),
             *b = routes_i_calloc(pair_count, sizeof *b);
    if (a && b) {
        for (size_t i = 0; i < pair_count; i++) {
            a[i] = (uint32_t)pairs[i].a;
            b[i] = (uint32_t)pairs[i].b;
        }
        status = routes_weights_new(out, count, a, b, NULL, pair_count, &options, err);
    } else {
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu neighbours", pair_count);
    }
    routes_i_free(a);
    routes_i_free(b);
    routes_contiguity_free(found);
    return status;
}

static routes_status add_pair(routes_table *table, const routes_model *model, const size_t *areas,
                              const routes_contiguity_pair *pair, routes_error *err)
{
    const routes_area *rows = routes_model_areas(model, NULL);
    const routes_area *a = &rows[areas[pair->a]], *b = &rows[areas[pair->b]];
    if (strcmp(a->area_id, b->area_id) > 0) {
        const routes_area *other = a;
        a = b;
        b = other;
    }
    const routes_wkb outlines[2] = {{a->wkb, a->wkb_size}, {b->wkb, b->wkb_size}};
    uint8_t *line = NULL;
    size_t size = 0;
    routes_status status = routes_border_common(&line, &size, NULL, NULL, outlines, NULL, err);
    if (status)
        return status;
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, a->area_id);
    routes_i_row_text(&row, b->area_id);
    routes_i_row_text(&row, a->name);
    routes_i_row_text(&row, b->name);
    routes_i_row_number(&row, pair->shared_m);
    routes_i_row_text(&row, a->origin.source_id);
    routes_i_row_geometry(&row, line, size);
    routes_wkb_free(line);
    return routes_i_row_end(&row);
}

routes_status routes_answer_neighbours(routes_table **out, const routes_model *model,
                                       routes_error *err)
{
    static const routes_column columns[] = {
        {"area_a", ROUTES_COLUMN_TEXT, NULL, "The one province"},
        {"area_b", ROUTES_COLUMN_TEXT, NULL, "The other"},
        {"name_a", ROUTES_COLUMN_TEXT, NULL, "Name of area_a in English"},
        {"name_b", ROUTES_COLUMN_TEXT, NULL, "Name of area_b in English"},
        {"shared_m", ROUTES_COLUMN_NUMBER, "m", "Geodesic length of the border in common"},
        {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the outlines"},
        {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "The border in common, WGS 84"},
    };
    size_t *areas = NULL, count = 0, pair_count = 0;
    routes_contiguity *found = NULL;
    static const routes_i_answer_head head = {"neighbours", columns,
                                              sizeof columns / sizeof *columns, ROUTES_KIND_PLACES,
                                              ROUTES_SENSITIVITY_LOW};
    routes_table *table = NULL;
    routes_status status = routes_i_answer_new(out, &table, model, &head, err);
    if (status)
        return status;
    status = routes_i_answer_home_areas(&areas, &count, model, err);
    if (!status)
        status = routes_i_border_pairs(&found, model, areas, count, 1, err);
    const routes_contiguity_pair *pairs =
        status ? NULL : routes_contiguity_pairs(&pair_count, found);
    for (size_t i = 0; i < pair_count && !status; i++)
        status = add_pair(table, model, areas, &pairs[i], err);
    routes_contiguity_free(found);
    routes_i_free(areas);
    return routes_i_answer_end(out, table, model, "rook contiguity of the outlines",
                               "area_a|area_b", status, err);
}
