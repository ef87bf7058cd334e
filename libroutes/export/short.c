/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/short.h"

#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/text.h"

#define SHORT_SIZE 10

/* docs/glossary.md, column `shp`; of the principal number of lanes (volume) and of estimates
 * (value) the parts bear the glossary's names of parts. */
static const struct {
    const char *name;
    const char *as;
} glossary[] = {
    {"victim_status", "VIC_STAT"}, {"count_kind", "CNT_KIND"},  {"age_group", "AGE_GRP"},
    {"population", "POPUL"},       {"pred_pcode", "PRED_PC"},   {"service_kind", "SRV_KIND"},
    {"bidirectional", "BIDIR"},    {"choke_score", "CHOKE"},    {"bypass_ratio", "BYPASS"},
    {"denominator", "DENOM"},      {"lane_phase", "PHASE"},     {"range_kind", "RNG_KIND"},
    {"prevalence", "PREVAL"},      {"period_start", "P_START"}, {"period_end", "P_END"},
    {"source_grade", "SRC_GRADE"}, {"info_grade", "INF_GRADE"}, {"sensitivity", "SENSIT"},
    {"release_id", "RELEASE"},     {"volume_low", "LOW"},       {"volume_moderate", "MODERATE"},
    {"volume_high", "HIGH"},       {"volume_kind", "RNG_KIND"}, {"volume_status", "VAL_STAT"},
    {"volume_unit", "UNIT"},       {"value_low", "LOW"},        {"value_moderate", "MODERATE"},
    {"value_high", "HIGH"},        {"value_kind", "RNG_KIND"},  {"value_status", "VAL_STAT"},
    {"value_unit", "UNIT"},
};

static bool is_taken(const routes_i_flat *flat, size_t field, const char *name)
{
    for (size_t i = 0; i < field; i++)
        if (strcmp(flat->fields[i].short_name, name) == 0)
            return true;
    return false;
}

static const char *in_glossary(const char *name)
{
    for (size_t i = 0; i < sizeof glossary / sizeof *glossary; i++)
        if (strcmp(glossary[i].name, name) == 0)
            return glossary[i].as;
    return NULL;
}

/* Appends a name in capitals, cut to `most` bytes. Names are lower case, digits and '_'. */
static void add_capitals(char *to, const char *name, size_t most)
{
    size_t at = strlen(to);
    for (size_t i = 0; i < most && name[i]; i++)
        to[at++] = (char)(name[i] >= 'a' && name[i] <= 'z' ? name[i] - 'a' + 'A' : name[i]);
    to[at] = '\0';
}

/* The ending that says which part of a number a field holds; none for a whole value. */
static const char *ending(routes_i_part part)
{
    switch (part) {
    case ROUTES_I_PART_LOW:
        return "_LO";
    case ROUTES_I_PART_MODERATE:
        return "_MO";
    case ROUTES_I_PART_HIGH:
        return "_HI";
    case ROUTES_I_PART_KIND:
        return "_K";
    case ROUTES_I_PART_STATUS:
        return "_S";
    case ROUTES_I_PART_WHOLE:
    case ROUTES_I_PART_STAMP:
        break;
    }
    return "";
}

/* The column's name, cut so that `tail` fits behind it. */
static void make_name(char *to, const char *stem, const char *tail)
{
    to[0] = '\0';
    add_capitals(to, stem, SHORT_SIZE - strlen(tail));
    add_capitals(to, tail, SHORT_SIZE);
}

static routes_status name_one(routes_i_flat *flat, size_t field, routes_error *err)
{
    const routes_i_flat_field *of = &flat->fields[field];
    const char *given = in_glossary(of->name);
    const char *column =
        of->column == SIZE_MAX ? of->name : routes_table_column(flat->table, of->column)->name;
    const char *stem = given ? given : in_glossary(column) ? in_glossary(column) : column;
    char made[SHORT_SIZE + 1], tail[SHORT_SIZE + 1];
    make_name(made, stem, given ? "" : ending(of->part));
    for (unsigned number = 1; is_taken(flat, field, made) && number < 1000; number++) {
        snprintf(tail, sizeof tail, "_%u%s", number, given ? "" : ending(of->part));
        make_name(made, stem, tail);
    }
    flat->fields[field].short_name = routes_i_arena_text(&flat->arena, made);
    return flat->fields[field].short_name
               ? ROUTES_OK
               : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the names of fields");
}

routes_status routes_i_short_names(routes_i_flat *flat, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && i < flat->count; i++)
        status = name_one(flat, i, err);
    return status;
}
