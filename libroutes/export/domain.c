/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/domain.h"

#define STATUS "value_status"
#define RANGE "range_kind"

/* A word of the glossary and what it means to people. */
struct word {
    const char *code;
    const char *meaning;
};

static const struct word statuses[] = {
    {"ok", "stands"},
    {"not_stated", "the sources do not say"},
    {"suppressed", "known, and held back"},
    {"no_data", "could not be computed"},
    {"merged", "fewer than the tier shows, or none"},
};
static const struct word kinds[] = {
    {"source_spread", "lowest, middle and highest claim"},
    {"interval95", "95 % interval"},
    {"lower_bound", "at least so many"},
    {"bounds", "between these"},
    {"single", "one value was stated"},
};

#define MOST 8

/* GDAL copies the words; its type says that it might change them. */
static char *lent(const char *text)
{
    union {
        const char *given;
        char *taken;
    } same = {text};
    return same.taken;
}

static bool add_list(GDALDatasetH dataset, const char *name, const char *about,
                     const struct word *words, size_t n)
{
    OGRCodedValue values[MOST + 1] = {{NULL, NULL}};
    for (size_t i = 0; i < n && i < MOST; i++)
        values[i] = (OGRCodedValue){lent(words[i].code), lent(words[i].meaning)};
    OGRFieldDomainH domain = OGR_CodedFldDomain_Create(name, about, OFTString, OFSTNone, values);
    bool added = domain && GDALDatasetAddFieldDomain(dataset, domain, NULL);
    OGR_FldDomain_Destroy(domain);
    return added;
}

bool routes_i_domain_add(GDALDatasetH dataset)
{
    return add_list(dataset, STATUS, "Why a number is empty or altered", statuses,
                    sizeof statuses / sizeof *statuses) &&
           add_list(dataset, RANGE, "What a range is", kinds, sizeof kinds / sizeof *kinds);
}

void routes_i_domain_name(OGRFieldDefnH to, const routes_i_flat_field *field)
{
    if (field->part == ROUTES_I_PART_STATUS)
        OGR_Fld_SetDomainName(to, STATUS);
    if (field->part == ROUTES_I_PART_KIND)
        OGR_Fld_SetDomainName(to, RANGE);
    OGR_Fld_SetAlternativeName(to, field->title);
}
