/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/succession.h"

#include <limits.h>

#include "core/fail.h"
#include "core/memory.h"

bool routes_i_successions_add(routes_i_successions *to, routes_place_id predecessor,
                              routes_place_id place, int year)
{
    for (size_t i = 0; i < to->size; i++)
        if (to->list[i].predecessor == predecessor && to->list[i].place == place)
            return true;
    if (to->size == to->capacity) {
        size_t capacity = to->capacity ? to->capacity * 2 : 16;
        routes_i_succession *grown = routes_i_realloc(to->list, capacity, sizeof *grown);
        if (!grown)
            return false;
        to->list = grown;
        to->capacity = capacity;
    }
    to->list[to->size++] = (routes_i_succession){predecessor, place, year};
    return true;
}

/* The latest change of `place` up to `year`, or INT_MIN. */
static int latest_change(const routes_i_successions *in, routes_place_id place, int year)
{
    int latest = INT_MIN;
    for (size_t i = 0; i < in->size; i++)
        if (in->list[i].predecessor == place && in->list[i].year <= year &&
            in->list[i].year > latest)
            latest = in->list[i].year;
    return latest;
}

static bool contains(const routes_place_id *list, size_t size, routes_place_id place)
{
    for (size_t i = 0; i < size; i++)
        if (list[i] == place)
            return true;
    return false;
}

/* Every place is looked at once: `seen` holds those that were replaced, behind `found`. A place
 * that comes back after it was replaced closes a circle. */
routes_status routes_i_successions_follow(routes_place_id **found, size_t *count,
                                          const routes_i_successions *successions,
                                          routes_place_id place, int year, routes_error *err)
{
    *found = NULL;
    size_t most = successions->size + 1;
    routes_place_id *open = routes_i_calloc(most, sizeof *open);
    routes_place_id *seen = open ? routes_i_calloc(most, sizeof *seen) : NULL;
    if (!seen) {
        routes_i_free(open);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the successors of a place");
    }
    size_t size = 1, replaced = 0;
    bool circle = false;
    open[0] = place;
    for (size_t at = 0; at < size && !circle;) {
        routes_place_id now = open[at];
        int change = latest_change(successions, now, year);
        if (change == INT_MIN) {
            at++;
            continue;
        }
        seen[replaced++] = now;
        open[at] = open[--size];
        for (size_t i = 0; i < successions->size; i++) {
            const routes_i_succession *next = &successions->list[i];
            if (next->predecessor != now || next->year != change)
                continue;
            circle = circle || contains(seen, replaced, next->place);
            if (!circle && !contains(open, size, next->place))
                open[size++] = next->place;
        }
    }
    routes_i_free(seen);
    if (circle) {
        routes_i_free(open);
        return routes_i_fail(err, ROUTES_E_DATA, "place %lu succeeds itself in a circle",
                             (unsigned long)place);
    }
    *found = open;
    *count = size;
    return ROUTES_OK;
}

void routes_i_successions_free(routes_i_successions *successions)
{
    routes_i_free(successions->list);
    *successions = (routes_i_successions){0};
}
