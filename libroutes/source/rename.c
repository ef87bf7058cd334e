/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/rename.h"

#include <stdint.h>
#include <string.h>

/* The column a map reads, behind its '='. */
static const char *column_of(const char *map)
{
    return map + strcspn(map, "=") + 1;
}

static int maps_to(const char *map, const char *column, const char *field)
{
    size_t size = strcspn(map, "=");
    return strlen(field) == size && strncmp(map, field, size) == 0 &&
           strcmp(column_of(map), column) == 0;
}

static int is_renamed(const char *column, const char *const *maps, size_t map_count)
{
    for (size_t i = 0; i < map_count; i++)
        if (strcmp(column_of(maps[i]), column) == 0)
            return 1;
    return 0;
}

routes_status routes_i_rename_check(const char *const *maps, size_t map_count, routes_error *err)
{
    for (size_t i = 0; i < map_count; i++)
        if (!maps[i] || !strchr(maps[i], '='))
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "map \"%s\" must be field=column",
                                 maps[i] ? maps[i] : "");
    return ROUTES_OK;
}

size_t routes_i_rename_find(const char *const *columns, size_t n, const char *field,
                            const char *const *maps, size_t map_count)
{
    for (size_t c = 0; c < n; c++)
        for (size_t i = 0; i < map_count; i++)
            if (maps_to(maps[i], columns[c], field))
                return c;
    for (size_t c = 0; c < n; c++)
        if (strcmp(columns[c], field) == 0 && !is_renamed(field, maps, map_count))
            return c;
    return SIZE_MAX;
}
