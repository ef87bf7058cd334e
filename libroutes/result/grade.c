/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/grade.h"

#include <math.h>

/* By grade, A or 1 first; 0 is not stated, and cannot be judged. */
static const double source_chances[] = {0.5, 0.95, 0.85, 0.7, 0.5, 0.3, 0.5};
static const double item_chances[] = {0.5, 0.95, 0.85, 0.7, 0.5, 0.2, 0.5};

double routes_i_grade_chance(const routes_model *model, const routes_lane *lane)
{
    const char *id = lane->origin.source_id;
    size_t row = id ? routes_model_find(model, ROUTES_SOURCES, id) : SIZE_MAX;
    int source = row == SIZE_MAX ? 0 : routes_model_sources(model, NULL)[row].source_grade;
    int item = lane->info_grade;
    return fmin(source_chances[source > 0 && source <= 6 ? source : 0],
                item_chances[item > 0 && item <= 6 ? item : 0]);
}
