/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/ids.h"

#include <stdlib.h>
#include <string.h>

static int by_id(const void *left, const void *right)
{
    const routes_i_id *a = left;
    const routes_i_id *b = right;
    int order = strcmp(a->id, b->id);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

void routes_i_ids_sort(routes_i_id *ids, size_t n)
{
    if (n > 1)
        qsort(ids, n, sizeof *ids, by_id);
}
