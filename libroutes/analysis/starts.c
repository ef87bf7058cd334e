/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/starts.h"

#include "core/fail.h"

routes_status routes_i_starts_check(const size_t *starts, size_t rows, const char *name,
                                    routes_error *err)
{
    if (!starts || starts[0] != 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s must be given and begin with 0", name);
    for (size_t i = 0; i < rows; i++)
        if (starts[i + 1] < starts[i])
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s[%zu] is %zu, must be at least %zu",
                                 name, i + 1, starts[i + 1], starts[i]);
    return ROUTES_OK;
}
