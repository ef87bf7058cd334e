/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/geometry.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any bytes as WKB: what is read must be written and read the same, and describe itself alike. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    routes_wkb wkb = {data, size};
    routes_geometry *geometry = NULL;
    routes_geometry_kind kind = ROUTES_POINT;
    size_t points = 0;
    routes_box box;

    routes_status described = routes_wkb_describe(&kind, &points, &box, wkb, NULL);
    if (routes_geometry_read(&geometry, wkb, NULL) != described)
        abort();
    if (described)
        return 0;

    uint8_t *first = NULL;
    uint8_t *second = NULL;
    size_t first_size = 0;
    size_t second_size = 0;
    if (routes_geometry_get_kind(geometry) != kind ||
        routes_geometry_write(&first, &first_size, geometry, NULL))
        abort();
    routes_geometry_free(geometry);
    if (routes_geometry_read(&geometry, (routes_wkb){first, first_size}, NULL) ||
        routes_geometry_write(&second, &second_size, geometry, NULL))
        abort();
    if (first_size != second_size || memcmp(first, second, first_size) != 0)
        abort();
    routes_geometry_free(geometry);
    routes_wkb_free(first);
    routes_wkb_free(second);
    return 0;
}
