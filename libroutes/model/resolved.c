/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/resolved.h"

#include "core/memory.h"

void routes_i_resolved_free(routes_i_resolved *resolved)
{
    if (!resolved)
        return;
    for (int i = 0; i < ROUTES_ENTITIES; i++)
        routes_i_index_free(&resolved->ids[i]);
    routes_i_arena_free(&resolved->arena);
    routes_i_free(resolved);
}

bool routes_i_country_valid(const char *code)
{
    return code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z' && !code[2];
}
