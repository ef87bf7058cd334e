/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/short_name.h"

#include <stdio.h>
#include <string.h>

/* The glossary's short forms of fields whose own name is too long. */
static const struct {
    const char *field;
    const char *name;
} known[] = {
    {"age_group", "AGE_GRP"},       {"bidirectional", "BIDIR"},     {"bypass_ratio", "BYPASS"},
    {"choke_score", "CHOKE"},       {"denominator", "DENOM"},       {"info_grade", "INF_GRADE"},
    {"lane_phase", "PHASE"},        {"period_end", "P_END"},        {"period_start", "P_START"},
    {"population", "POPUL"},        {"pred_pcode", "PRED_PC"},      {"range_kind", "RNG_KIND"},
    {"service_kind", "SRV_KIND"},   {"source_grade", "SRC_GRADE"},  {"value_status", "VAL_STAT"},
    {"victim_status", "VIC_STAT"},  {"release_id", "RELEASE"},      {"sensitivity", "SENSIT"},
    {"attributed_to", "ATTRIB_TO"}, {"observation_id", "OBS_ID"},   {"population_year", "POP_YEAR"},
    {"crossing_id", "CROSS_ID"},    {"lanes_through", "LANES_THR"},
};

static const char *known_name(const char *field)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].field, field) == 0)
            return known[i].name;
    return NULL;
}

static void upper(char *to, const char *from, size_t most)
{
    size_t i = 0;
    for (; from[i] && i < most; i++)
        to[i] = from[i] >= 'a' && from[i] <= 'z' ? (char)(from[i] - 'a' + 'A') : from[i];
    to[i] = '\0';
}

static int is_taken(const routes_i_short_name *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i].text, name) == 0)
            return 1;
    return 0;
}

/* The beginning of the field's name that leaves room for an ending. */
static void build(routes_i_short_name *name, const char *base, const char *ending)
{
    const char *short_base = known_name(base);
    size_t room = ROUTES_I_SHORT_NAME - 1 - strlen(ending);
    upper(name->text, short_base ? short_base : base, room);
    strcat(name->text, ending);
}

void routes_i_short_names(routes_i_short_name *names, const routes_i_flat *fields, size_t count)
{
    static const char *const parts[] = {"", "_LO", "_MO", "_HI", "_KD", "_ST"};
    for (size_t i = 0; i < count; i++) {
        char base[ROUTES_I_FLAT_NAME], ending[24];
        const char *part = parts[fields[i].part];
        snprintf(base, sizeof base, "%s", fields[i].name);
        if (*part)
            *strrchr(base, '_') = '\0';
        build(&names[i], base, part);
        for (int number = 2; is_taken(names, i, names[i].text); number++) {
            snprintf(ending, sizeof ending, "%d%s", number, part);
            build(&names[i], base, ending);
        }
    }
}
