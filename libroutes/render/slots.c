/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/slots.h"

#include "render/plane.h"

/* Part of the circle that the heads may fill. */
#define FULL (1.9 * ROUTES_I_PI)

static bool before(const routes_i_slot *a, const routes_i_slot *b)
{
    return a->wanted != b->wanted ? a->wanted < b->wanted : a->id < b->id;
}

/* A node has few ends: by insertion. */
static void sort(routes_i_slot *slots, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        routes_i_slot slot = slots[i];
        size_t at = i;
        for (; at > 0 && before(&slot, &slots[at - 1]); at--)
            slots[at] = slots[at - 1];
        slots[at] = slot;
    }
}

/* Adds a turn to all that lie before the widest gap, so that the row begins behind it. */
static void cut_at_widest_gap(routes_i_slot *slots, size_t n)
{
    double widest = slots[0].wanted + 2.0 * ROUTES_I_PI - slots[n - 1].wanted;
    size_t first = 0;
    for (size_t i = 1; i < n; i++)
        if (slots[i].wanted - slots[i - 1].wanted > widest) {
            widest = slots[i].wanted - slots[i - 1].wanted;
            first = i;
        }
    for (size_t i = 0; i < first; i++)
        slots[i].wanted += 2.0 * ROUTES_I_PI;
    sort(slots, n);
}

/* Pools neighbours whose reduced directions fall; then gives each its direction. */
static void pool(routes_i_slot *slots, size_t n, double shrink)
{
    size_t pools = 0;
    double offset = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            offset += shrink * (slots[i - 1].width + slots[i].width) / 2.0;
        double mean = slots[i].wanted - offset;
        size_t members = 1;
        while (pools > 0 && slots[pools - 1].mean >= mean) {
            double other = (double)slots[pools - 1].members;
            mean = (mean * (double)members + slots[pools - 1].mean * other) /
                   ((double)members + other);
            members += slots[--pools].members;
        }
        slots[pools].mean = mean;
        slots[pools++].members = members;
    }

    size_t i = 0;
    offset = 0.0;
    for (size_t p = 0; p < pools; p++)
        for (size_t end = i + slots[p].members; i < end; i++) {
            if (i > 0)
                offset += shrink * (slots[i - 1].width + slots[i].width) / 2.0;
            slots[i].angle = slots[p].mean + offset;
        }
}

void routes_i_slots_spread(routes_i_slot *slots, size_t n)
{
    if (n == 0)
        return;
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        slots[i].wanted = routes_i_angle_wrap(slots[i].wanted);
        sum += slots[i].width;
    }
    sort(slots, n);
    cut_at_widest_gap(slots, n);
    double shrink = sum > FULL ? FULL / sum : 1.0;
    pool(slots, n, shrink);

    /* The two ends of the row may have met behind the gap: then evenly all round. */
    double closing = shrink * (slots[0].width + slots[n - 1].width) / 2.0;
    double span = slots[n - 1].angle - slots[0].angle;
    if (n > 1 && span + closing > 2.0 * ROUTES_I_PI) {
        double middle = (slots[n - 1].angle + slots[0].angle) / 2.0;
        double fit = (2.0 * ROUTES_I_PI - closing) / span;
        for (size_t i = 0; i < n; i++)
            slots[i].angle = middle + fit * (slots[i].angle - middle);
    }
}
