/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/columns.h"

#include <string.h>

/* Public and partner layers, and their columns. */
static const struct {
    const char *layer;
    const char *columns;
} layers[] = {
    {"countries", "area_id name name_local iso source_id section rep_lon rep_lat geometry"},
    {"provinces",
     "area_id name name_local iso pcode country vintage population population_year services "
     "rep_lon rep_lat source_id section geometry"},
    {"waters", "water_id kind name name_local source_id section geometry"},
    {"neighbours", "area_a area_b name_a name_b shared_m source_id geometry"},
    {"places", "place_id name name_local kind area_id country capital accuracy_m source_id section "
               "geometry"},
    {"lanes",
     "lane_id from to via from_level to_level from_ids to_ids via_ids crime basis bidirectional "
     "scope mode purpose population age_group measure volume volume_unit denominator "
     "period_start period_end info_grade source_grade source_id section attributed_to geometry"},
    {"estimates",
     "observation_id area_id place level quantity measure value value_unit denominator "
     "population age_group victim_status detection period_start period_end source_id section "
     "attributed_to geometry"},
    {"hotspots_provinces", "area_id name name_local class geometry"},
};

/* `inputs` and `parameters` stay inside: a digest of the data, or a sum among the parameters,
 * would let a reader try out guesses at a hidden value. */
static const char *const metas = "method reference seed sources period primary_key version unit";

static bool holds(const char *words, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at += size)
        if ((at == words || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0'))
            return true;
    return false;
}

bool routes_i_columns_mark(bool *columns, const routes_i_tier *tier, const routes_table *answer)
{
    const char *name = routes_table_name(answer), *known = NULL;
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        if (strcmp(layers[i].layer, name) == 0)
            known = layers[i].columns;
    for (size_t i = 0; i < routes_table_columns(answer); i++) {
        const char *column = routes_table_column(answer, i)->name;
        if (tier->operational)
            columns[i] = strncmp(column, "x_", 2) != 0;
        else
            columns[i] = known && holds(known, column);
    }
    return tier->operational || known;
}

bool routes_i_columns_meta(const routes_i_tier *tier, const char *key)
{
    return tier->operational ? strncmp(key, "x_", 2) != 0 : holds(metas, key);
}
