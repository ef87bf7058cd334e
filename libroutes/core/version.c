/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/version.h"

const char *routes_version(void)
{
    return ROUTES_I_VERSION;
}
