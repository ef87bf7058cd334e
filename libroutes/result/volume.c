/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/volume.h"

#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

/* Which sum a unit belongs to; -1 for a unit that no lane has. */
static int slot_of(routes_unit unit)
{
    switch (unit) {
    case ROUTES_UNIT_PERSONS_PER_YEAR:
        return ROUTES_I_VOLUME_PER_YEAR;
    case ROUTES_UNIT_PERSONS_PER_MONTH:
        return ROUTES_I_VOLUME_PER_MONTH;
    case ROUTES_UNIT_PERSONS_TOTAL:
        return ROUTES_I_VOLUME_CUMULATIVE;
    case ROUTES_UNIT_PERCENT_OF_TOTAL:
        return ROUTES_I_VOLUME_SHARE_OF_TOTAL;
    case ROUTES_UNIT_PERCENT_OF_GROUP:
        return ROUTES_I_VOLUME_SHARE_OF_GROUP;
    default:
        return -1;
    }
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Wants the lanes that add to the lane in `context`: one unit, one group, one whole. */
static int adds_to(const routes_lane *lane, const void *context)
{
    const routes_lane *first = context;
    return lane->crime == ROUTES_CRIME_TRAFFICKING &&
           lane->volume.range.kind != ROUTES_RANGE_NOT_STATED &&
           lane->volume.unit == first->volume.unit &&
           lane->volume.measure == first->volume.measure &&
           same(lane->population, first->population) && same(lane->denominator, first->denominator);
}

static void merge(routes_i_volume *volume, int slot, routes_range more, const char *whole)
{
    routes_range *sum = &volume->sums[slot];
    if (more.kind == ROUTES_RANGE_NOT_STATED)
        return;
    if (sum->kind == ROUTES_RANGE_NOT_STATED) {
        *sum = more;
        volume->wholes[slot] = whole;
        return;
    }
    if (!same(volume->wholes[slot], whole))
        volume->unlike[slot] = 1;
    *sum = routes_range_overlap(*sum, more);
}

/* Whether an earlier lane has already brought this one's group in. */
static bool is_first(const routes_lane *lanes, size_t lane)
{
    for (size_t i = 0; i < lane; i++)
        if (adds_to(&lanes[i], &lanes[lane]))
            return false;
    return true;
}

static routes_status sum_groups(routes_i_volume *volumes, routes_through *items, size_t count,
                                const routes_i_passing_of *of, routes_error *err)
{
    size_t lane_count;
    const routes_lane *lanes = routes_model_lanes(of->model, &lane_count);
    routes_status status = ROUTES_OK;
    for (size_t lane = 0; lane < lane_count && !status; lane++) {
        int slot = slot_of(lanes[lane].volume.unit);
        if (slot < 0 || !adds_to(&lanes[lane], &lanes[lane]) || !is_first(lanes, lane))
            continue;
        status = routes_i_passing_sum(items, count, of, adds_to, &lanes[lane], 1, err);
        for (size_t i = 0; i < count && !status; i++)
            merge(&volumes[i], slot, items[i].volume, lanes[lane].denominator);
    }
    return status;
}

routes_status routes_i_volume_sum(routes_i_volume **out, size_t count,
                                  const routes_i_passing_of *of, routes_error *err)
{
    routes_i_volume *volumes = routes_i_calloc(count, sizeof *volumes);
    routes_through *items = routes_i_calloc(count, sizeof *items);
    routes_status status =
        volumes && items ? ROUTES_OK : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for volumes");
    for (size_t i = 0; i < count && !status; i++)
        for (int slot = 0; slot < ROUTES_I_VOLUME_UNITS; slot++)
            volumes[i].sums[slot] = routes_range_none();
    if (!status)
        status = sum_groups(volumes, items, count, of, err);
    routes_i_free(items);
    if (status)
        routes_i_free(volumes);
    *out = status ? NULL : volumes;
    return status;
}

void routes_i_row_volume(routes_i_row *row, const routes_i_volume *volume)
{
    for (int slot = 0; slot < ROUTES_I_VOLUME_UNITS; slot++) {
        if (volume->unlike[slot])
            routes_i_row_empty(row, ROUTES_VALUE_NO_DATA);
        else
            routes_i_row_range(row, volume->sums[slot]);
    }
}
