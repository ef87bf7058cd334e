/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/shape_kind.h"

#include "core/fail.h"
#include "routes/wkb.h"

static routes_i_shape_kind family(routes_geometry_kind kind)
{
    switch (kind) {
    case ROUTES_POINT:
    case ROUTES_MULTIPOINT:
        return ROUTES_I_SHAPES_POINTS;
    case ROUTES_LINE:
    case ROUTES_MULTILINE:
        return ROUTES_I_SHAPES_LINES;
    case ROUTES_POLYGON:
    case ROUTES_MULTIPOLYGON:
        return ROUTES_I_SHAPES_AREAS;
    }
    return ROUTES_I_SHAPES_NONE;
}

/* A point has a symbol, an area a fill, a line neither. */
static routes_i_shape_kind by_style(const routes_style *style)
{
    if (style->count && style->classes[0].symbol)
        return ROUTES_I_SHAPES_POINTS;
    return style->count && style->classes[0].fill ? ROUTES_I_SHAPES_AREAS : ROUTES_I_SHAPES_LINES;
}

routes_status routes_i_shape_kind_of(routes_i_shape_kind *kind, bool *single,
                                     const routes_layer *layer, const routes_i_flat *flat,
                                     routes_error *err)
{
    const size_t *sizes = NULL;
    const uint8_t *const *bytes = routes_table_geometries(flat->table, flat->geometry, &sizes);
    *kind = ROUTES_I_SHAPES_NONE;
    *single = true;
    for (size_t row = 0; bytes && row < routes_table_rows(flat->table); row++) {
        routes_geometry_kind one;
        if (!bytes[row])
            continue;
        const routes_wkb wkb = {bytes[row], sizes[row]};
        routes_status status = routes_wkb_describe(&one, NULL, NULL, wkb, err);
        if (status)
            return status;
        if (*kind != ROUTES_I_SHAPES_NONE && family(one) != *kind)
            return routes_i_fail(
                err, ROUTES_E_DATA,
                "layer \"%s\" mixes points, lines or areas; files take one of them",
                routes_layer_name(layer));
        *kind = family(one);
        *single = *single && one == ROUTES_POINT;
    }
    if (flat->geometry != SIZE_MAX && *kind == ROUTES_I_SHAPES_NONE)
        *kind = by_style(routes_layer_style(layer));
    return ROUTES_OK;
}
