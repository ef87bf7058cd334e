/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/scan_level.h"

#include <math.h>

#include "analysis/hotspot/scan_lanes.h"
#include "core/memory.h"

/* The count of a window has a standard deviation of about the root of what is expected, and the
 * root grows by 1/2 while the expected grows by one such. */
#define PER_ROOT 3.0
#define MOST 1024.0

routes_status routes_i_scan_levels_new(routes_i_scan_levels *levels,
                                       const routes_i_scan_study *study, routes_error *err)
{
    *levels = (routes_i_scan_levels){.ratio = &study->ratio};
    double largest = sqrt(study->ratio.cases * study->use.cap);
    levels->per_root = fmin(PER_ROOT, MOST / largest);
    levels->size = (size_t)(largest * levels->per_root) + 2;
    levels->from = routes_i_calloc(levels->size + 1, sizeof *levels->from);
    if (!levels->from)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu levels", levels->size);
    double per_case = study->ratio.measure / study->ratio.cases;
    double most = study->ratio.measure * study->use.cap * (1.0 + 1e-9);
    for (size_t i = 0; i <= levels->size; i++) {
        double root = (double)i / levels->per_root;
        levels->from[i] = fmin(root * root * per_case, most);
    }
    /* A window without any measure has no cases, and is of no interest. */
    levels->from[0] = fmin(study->least_measure, levels->from[1]);
    return ROUTES_OK;
}

void routes_i_scan_levels_free(routes_i_scan_levels *levels)
{
    routes_i_free(levels->from);
    *levels = (routes_i_scan_levels){0};
}

size_t routes_i_scan_level_of(const routes_i_scan_levels *levels, double measure)
{
    double root = sqrt(routes_i_scan_expected(levels->ratio, measure));
    size_t level = (size_t)(root * levels->per_root);
    return level < levels->size ? level : levels->size - 1;
}

void routes_i_scan_levels_set(int32_t *high, int32_t *low, const routes_i_scan_levels *levels,
                              size_t lane, double least)
{
    int32_t near = 0;
    for (size_t i = 0; i < levels->size; i++) {
        if (high) {
            /* The next level expects so many more. */
            if (near && i > 0)
                near += 1 + (int32_t)routes_i_scan_expected(levels->ratio,
                                                            levels->from[i] - levels->from[i - 1]);
            near = routes_i_scan_high_from(levels->ratio, levels->from[i], least, near);
            high[i * ROUTES_I_SCAN_LANES + lane] = near;
        }
        if (low)
            low[i * ROUTES_I_SCAN_LANES + lane] =
                routes_i_scan_low_to(levels->ratio, levels->from[i + 1], least);
    }
}
