/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/scan_draw.h"

#include <string.h>

#include "core/memory.h"
#include "core/random.h"

static size_t cells_of(const routes_i_scan_study *study)
{
    return study->locations * study->periods;
}

/* Walker's alias table in linear time: M. D. Vose, "A linear algorithm for generating random
 * numbers with a given distribution", IEEE Trans. Software Eng. 17(9), 1991. Each cell holds one
 * share of 1 / cells: its own chance, and the rest of a cell that has too much. */
static void make_alias(routes_i_scan_lot *lot, double *share, uint32_t *stack)
{
    const routes_i_scan_study *study = lot->study;
    size_t cells = cells_of(study);
    size_t small = 0;
    size_t large = cells;
    uint32_t some = 0;
    for (size_t k = 0; k < cells; k++) {
        some = study->measure[k] > 0.0 ? (uint32_t)k : some;
        share[k] = study->measure[k] / study->ratio.measure * (double)cells;
        if (share[k] < 1.0)
            stack[small++] = (uint32_t)k;
        else
            stack[--large] = (uint32_t)k;
    }
    /* Small ones fill the front, large ones the back; a large one that has given enough is small.
     */
    while (small > 0 && large < cells) {
        uint32_t less = stack[--small];
        uint32_t more = stack[large];
        lot->accept[less] = (uint32_t)(share[less] * 4294967296.0);
        lot->other[less] = more;
        share[more] -= 1.0 - share[less];
        if (share[more] < 1.0) {
            large++;
            stack[small++] = more;
        }
    }
    /* What is left is 1 but for rounding. A cell without a measure never is: it is small. */
    while (small > 0) {
        uint32_t k = stack[--small];
        lot->accept[k] = study->measure[k] > 0.0 ? UINT32_MAX : 0;
        lot->other[k] = study->measure[k] > 0.0 ? k : some;
    }
    for (; large < cells; large++) {
        lot->accept[stack[large]] = UINT32_MAX;
        lot->other[stack[large]] = stack[large];
    }
}

static int new_poisson(routes_i_scan_lot *lot)
{
    size_t cells = cells_of(lot->study);
    double *share = routes_i_calloc(cells, sizeof *share);
    uint32_t *stack = routes_i_calloc(cells, sizeof *stack);
    lot->accept = routes_i_calloc(cells, sizeof *lot->accept);
    lot->other = routes_i_calloc(cells, sizeof *lot->other);
    int whole = share && stack && lot->accept && lot->other;
    if (whole)
        make_alias(lot, share, stack);
    routes_i_free(share);
    routes_i_free(stack);
    return whole;
}

static int new_bernoulli(routes_i_scan_lot *lot)
{
    const routes_i_scan_study *study = lot->study;
    size_t cells = cells_of(study);
    uint64_t cases = (uint64_t)study->ratio.cases;
    uint64_t controls = (uint64_t)study->ratio.measure - cases;
    lot->choose = cases < controls ? cases : controls;
    lot->taken_size = 4;
    while (lot->taken_size < 2 * lot->choose)
        lot->taken_size *= 2;
    lot->up_to = routes_i_calloc(cells, sizeof *lot->up_to);
    uint64_t sum = 0;
    for (size_t k = 0; k < cells && lot->up_to; k++) {
        sum += (uint64_t)study->measure[k];
        lot->up_to[k] = sum;
    }
    return lot->up_to != NULL;
}

static int new_permutation(routes_i_scan_lot *lot)
{
    const routes_i_scan_study *study = lot->study;
    size_t cases = (size_t)study->ratio.cases;
    lot->place = routes_i_calloc(cases, sizeof *lot->place);
    lot->time = routes_i_calloc(cases, sizeof *lot->time);
    if (!lot->place || !lot->time)
        return 0;
    size_t at = 0;
    for (size_t i = 0; i < study->locations; i++)
        for (size_t t = 0; t < study->periods; t++)
            for (int32_t k = study->cases[i * study->periods + t]; k > 0; k--) {
                lot->place[at] = (uint32_t)i;
                lot->time[at++] = (uint32_t)t;
            }
    return 1;
}

routes_status routes_i_scan_lot_new(routes_i_scan_lot *lot, const routes_i_scan_study *study,
                                    routes_error *err)
{
    *lot = (routes_i_scan_lot){.study = study};
    int whole = 0;
    switch (study->use.model) {
    case ROUTES_SCAN_POISSON:
        whole = new_poisson(lot);
        break;
    case ROUTES_SCAN_BERNOULLI:
        whole = new_bernoulli(lot);
        break;
    case ROUTES_SCAN_PERMUTATION:
        whole = new_permutation(lot);
        break;
    }
    return whole ? ROUTES_OK : routes_i_fail(err, ROUTES_E_MEMORY, "no memory to draw data sets");
}

void routes_i_scan_lot_free(routes_i_scan_lot *lot)
{
    routes_i_free(lot->accept);
    routes_i_free(lot->other);
    routes_i_free(lot->up_to);
    routes_i_free(lot->place);
    routes_i_free(lot->time);
    *lot = (routes_i_scan_lot){0};
}

routes_status routes_i_scan_hand_new(routes_i_scan_hand *hand, const routes_i_scan_lot *lot,
                                     routes_error *err)
{
    *hand = (routes_i_scan_hand){0};
    hand->counts = routes_i_calloc(cells_of(lot->study), sizeof *hand->counts);
    if (lot->up_to)
        hand->taken = routes_i_calloc(lot->taken_size, sizeof *hand->taken);
    if (lot->time)
        hand->time = routes_i_calloc((size_t)lot->study->ratio.cases, sizeof *hand->time);
    if (!hand->counts || (lot->up_to && !hand->taken) || (lot->time && !hand->time))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to draw data sets");
    return ROUTES_OK;
}

void routes_i_scan_hand_free(routes_i_scan_hand *hand)
{
    routes_i_free(hand->counts);
    routes_i_free(hand->taken);
    routes_i_free(hand->time);
    *hand = (routes_i_scan_hand){0};
}

static void draw_poisson(uint32_t *counts, const routes_i_scan_lot *lot, routes_i_random *stream)
{
    uint32_t cells = (uint32_t)cells_of(lot->study);
    int32_t cases = (int32_t)lot->study->ratio.cases;
    for (int32_t k = 0; k < cases; k++) {
        uint32_t cell = routes_i_random_below(stream, cells);
        counts[routes_i_random_next(stream) < lot->accept[cell] ? cell : lot->other[cell]]++;
    }
}

/* Uniform among 0 .. n - 1, n up to 2^53; drawn again where the range does not divide 2^64. */
static uint64_t below(routes_i_random *stream, uint64_t n)
{
    if (n <= UINT32_MAX)
        return routes_i_random_below(stream, (uint32_t)n);
    uint64_t past = UINT64_MAX - UINT64_MAX % n;
    for (;;) {
        uint64_t high = routes_i_random_next(stream);
        uint64_t value = high << 32 | routes_i_random_next(stream);
        if (value < past)
            return value % n;
    }
}

/* The cell of a person: the first whose persons, with those before, are more than `person`. */
static size_t cell_of(const routes_i_scan_lot *lot, uint64_t person)
{
    size_t low = 0;
    size_t high = cells_of(lot->study) - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lot->up_to[middle] > person)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Persons without replacement: one already taken is drawn again. At most half of all are taken, so
 * that this ends soon. */
static void draw_bernoulli(routes_i_scan_hand *hand, const routes_i_scan_lot *lot,
                           routes_i_random *stream)
{
    uint64_t persons = (uint64_t)lot->study->ratio.measure;
    size_t mask = lot->taken_size - 1;
    memset(hand->taken, 0, lot->taken_size * sizeof *hand->taken);
    for (uint64_t k = 0; k < lot->choose;) {
        uint64_t person = below(stream, persons);
        size_t at = (size_t)(person * UINT64_C(0x9E3779B97F4A7C15) >> 32) & mask;
        while (hand->taken[at] && hand->taken[at] != person + 1)
            at = (at + 1) & mask;
        if (hand->taken[at])
            continue;
        hand->taken[at] = person + 1;
        hand->counts[cell_of(lot, person)]++;
        k++;
    }
    if (lot->choose == (uint64_t)lot->study->ratio.cases)
        return;
    for (size_t k = 0; k < cells_of(lot->study); k++)
        hand->counts[k] = (uint32_t)lot->study->measure[k] - hand->counts[k];
}

/* Fisher and Yates' shuffle of the periods. */
static void draw_permutation(routes_i_scan_hand *hand, const routes_i_scan_lot *lot,
                             routes_i_random *stream)
{
    uint32_t cases = (uint32_t)lot->study->ratio.cases;
    memcpy(hand->time, lot->time, cases * sizeof *hand->time);
    for (uint32_t k = 0; k < cases; k++) {
        uint32_t pick = k + routes_i_random_below(stream, cases - k);
        uint32_t time = hand->time[pick];
        hand->time[pick] = hand->time[k];
        hand->counts[lot->place[k] * lot->study->periods + time]++;
    }
}

void routes_i_scan_draw(routes_i_scan_hand *hand, const routes_i_scan_lot *lot, uint32_t replicate)
{
    routes_i_random stream =
        routes_i_random_start(lot->study->use.seed, ROUTES_I_PURPOSE_SCAN, 0, replicate);
    memset(hand->counts, 0, cells_of(lot->study) * sizeof *hand->counts);
    switch (lot->study->use.model) {
    case ROUTES_SCAN_POISSON:
        draw_poisson(hand->counts, lot, &stream);
        break;
    case ROUTES_SCAN_BERNOULLI:
        draw_bernoulli(hand, lot, &stream);
        break;
    case ROUTES_SCAN_PERMUTATION:
        draw_permutation(hand, lot, &stream);
        break;
    }
}
