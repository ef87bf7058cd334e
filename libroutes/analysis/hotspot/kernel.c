/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/kernel.h"

#include <math.h>

double routes_i_kernel(routes_kernel shape, double z)
{
    double rest = 1.0 - z * z;
    if (z > 1.0)
        return 0.0;
    switch (shape) {
    case ROUTES_KERNEL_TRIANGULAR:
        return 1.0 - z;
    case ROUTES_KERNEL_UNIFORM:
        return 0.5;
    case ROUTES_KERNEL_EPANECHNIKOV:
        return 0.75 * rest;
    case ROUTES_KERNEL_QUARTIC:
        return 15.0 / 16.0 * rest * rest;
    case ROUTES_KERNEL_GAUSSIAN:
        return 0.39894228040143267794 * exp(-0.5 * z * z);
    }
    return 0.0;
}

routes_status routes_i_nearest_check(size_t k, size_t n, routes_error *err)
{
    if (k == 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "0 nearest are asked for, must be 1 or more");
    if (k >= n)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "%zu nearest are asked for, and each of the %zu areas has %zu others",
                             k, n, n ? n - 1 : 0);
    return ROUTES_OK;
}

routes_status routes_i_band_check(double distance_m, routes_error *err)
{
    if (distance_m > 0.0 && isfinite(distance_m))
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_ARGUMENT, "distance_m is %g, must be above 0", distance_m);
}

routes_status routes_i_kernel_check(routes_kernel shape, double bandwidth_m, size_t k, size_t n,
                                    routes_error *err)
{
    if (shape < ROUTES_KERNEL_TRIANGULAR || shape > ROUTES_KERNEL_GAUSSIAN)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "kernel %d is not known", (int)shape);
    if (!(bandwidth_m >= 0.0) || !isfinite(bandwidth_m))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "bandwidth_m is %g, must be 0 or above",
                             bandwidth_m);
    return bandwidth_m == 0.0 ? routes_i_nearest_check(k, n, err) : ROUTES_OK;
}
