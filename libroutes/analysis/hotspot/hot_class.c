/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/hot_class.h"

#include <stddef.h>

const char *routes_hot_class_text(routes_hot_class hot)
{
    static const char *const texts[] = {
        [ROUTES_HOT_NOT_TESTED] = "not_tested",
        [ROUTES_HOT_NONE] = "none",
        [ROUTES_HOT_HOT] = "hot",
        [ROUTES_HOT_COLD] = "cold",
        [ROUTES_HOT_UNCERTAIN] = "uncertain",
        [ROUTES_HOT_HIGH_HIGH] = "high_high",
        [ROUTES_HOT_LOW_LOW] = "low_low",
        [ROUTES_HOT_HIGH_LOW] = "high_low",
        [ROUTES_HOT_LOW_HIGH] = "low_high",
        [ROUTES_HOT_OTHER_POSITIVE] = "other_positive",
        [ROUTES_HOT_NEGATIVE] = "negative",
    };
    return hot >= 0 && hot < sizeof texts / sizeof *texts ? texts[hot] : NULL;
}
