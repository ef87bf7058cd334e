/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/version.h
 * @brief Which libroutes this is.
 */
#ifndef ROUTES_VERSION_H
#define ROUTES_VERSION_H

#include "routes/api.h"

ROUTES_BEGIN

/** @brief The version of the library in use, such as "0.1.0". */
ROUTES_API const char *routes_version(void);

ROUTES_END

#endif
