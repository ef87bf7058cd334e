/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/fields.h
 * @brief The list that model/schema.h answers from.
 */
#ifndef ROUTES_MODEL_FIELDS_H
#define ROUTES_MODEL_FIELDS_H

#include "model/schema.h"

extern const routes_i_schema routes_i_schemas[ROUTES_ENTITIES];

#endif
