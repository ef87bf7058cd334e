/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <stdlib.h>

#include "routes/border.h"
#include "routes/contiguity.h"
#include "routes/dissolve.h"
#include "routes/geodesic.h"
#include "routes/inner_point.h"
#include "routes/locate.h"
#include "routes/simplify.h"
#include "routes/snap.h"
#include "routes/validity.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* GEOS 3.11 leaks when it gives up on a tangle, and a fuzzer finds little else; the tests of each
 * function look for leaks of ours. The leak sanitizer asks for this. */
__attribute__((visibility("default"))) int __lsan_is_turned_off(void);

int __lsan_is_turned_off(void)
{
    return 1;
}

/* Whatever comes out must be sound. */
static void check(routes_wkb wkb)
{
    routes_validity validity;
    if (routes_validity_check(&validity, wkb, NULL) || !validity.valid)
        abort();
}

static void mend(routes_wkb wkb)
{
    uint8_t *bytes = NULL;
    size_t size = 0;
    if (routes_validity_repair(&bytes, &size, wkb, NULL) == ROUTES_OK)
        check((routes_wkb){bytes, size});
    routes_wkb_free(bytes);
}

static void dissolve_and_simplify(routes_wkb wkb)
{
    uint8_t *bytes = NULL;
    size_t size = 0;
    routes_simplify *simplify = NULL;
    routes_validity validity;
    if (routes_dissolve_areas(&bytes, &size, &wkb, 1, NULL) == ROUTES_OK)
        check((routes_wkb){bytes, size});
    routes_wkb_free(bytes);
    if (routes_validity_check(&validity, wkb, NULL) ||
        routes_simplify_new(&simplify, &wkb, 1, 1000.0, NULL))
        return;
    if (validity.valid)
        check(routes_simplify_at(simplify, 0));
    routes_simplify_free(simplify);
}

/* Measures, and the searches with a shape against itself. */
static void ask(routes_wkb wkb)
{
    const routes_wkb both[] = {wkb, wkb};
    routes_point point = {0.0, 0.0};
    routes_snap_place place;
    routes_contiguity *contiguity = NULL;
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    double value = 0.0;
    size_t area = 0;
    options.tolerance_m = 100.0;
    if (routes_geodesic_area(&value, NULL, wkb, NULL) == ROUTES_OK && isnan(value))
        abort();
    if (routes_inner_point_find(&point, NULL, wkb, NULL) == ROUTES_OK && isnan(point.lon))
        abort();
    if (routes_snap_points(&place, &point, 1, &wkb, 1, NULL, NULL) == ROUTES_OK &&
        isnan(place.distance_m))
        abort();
    if (routes_contiguity_new(&contiguity, both, 2, &options, NULL) == ROUTES_OK)
        routes_contiguity_free(contiguity);
    if (routes_border_common(NULL, NULL, &value, &point, both, NULL, NULL) == ROUTES_OK &&
        isnan(point.lon))
        abort();
    if (routes_locate_points(&area, &point, 1, &wkb, 1, NULL, NULL) == ROUTES_OK && area == 1)
        abort();
}

/* Any bytes as a shape, through everything that takes shapes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    routes_wkb wkb = {data, size};
    if (routes_wkb_describe(NULL, NULL, NULL, wkb, NULL))
        return 0;
    mend(wkb);
    dissolve_and_simplify(wkb);
    ask(wkb);
    return 0;
}
