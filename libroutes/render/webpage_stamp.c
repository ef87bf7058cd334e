/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/webpage_stamp.h"

#include <string.h>

#include "render/webpage_text.h"

static void item(routes_i_text *to, const char *term, const char *text)
{
    if (!text || !*text)
        return;
    routes_i_text_print(to, "<div><dt>%s</dt><dd>", term);
    routes_i_webpage_html(to, text);
    routes_i_text_add(to, "</dd></div>\n");
}

size_t routes_i_webpage_home(const routes_release *release)
{
    const routes_table *provinces = routes_layer_table(routes_release_find(release, "provinces"));
    const routes_table *countries = routes_layer_table(routes_release_find(release, "countries"));
    const char *code =
        routes_table_rows(provinces) ? routes_table_text_at(provinces, "country", 0) : NULL;
    for (size_t row = 0; code && row < routes_table_rows(countries); row++) {
        const char *iso = routes_table_text_at(countries, "iso", row);
        if (iso && strcmp(iso, code) == 0)
            return row;
    }
    return SIZE_MAX;
}

void routes_i_webpage_heading(routes_i_text *to, const routes_release *release)
{
    const routes_stamp *stamp = routes_release_stamp(release);
    const routes_table *countries = routes_layer_table(routes_release_find(release, "countries"));
    size_t home = routes_i_webpage_home(release);
    const char *country = home == SIZE_MAX ? NULL : routes_table_text_at(countries, "name", home);
    routes_i_text_add(to, routes_release_find(release, "lanes") ? "Reported trafficking lanes"
                                                                : "Map of released layers");
    if (country) {
        routes_i_text_add(to, ", ");
        routes_i_webpage_html(to, country);
    }
    if (stamp->period) {
        routes_i_text_add(to, ", ");
        routes_i_webpage_html(to, stamp->period);
    }
}

void routes_i_webpage_mark(routes_i_text *to, const routes_release *release)
{
    const routes_stamp *stamp = routes_release_stamp(release);
    routes_i_webpage_html(to, stamp->tlp);
    routes_i_text_add(to, stamp->tlp && *stamp->tlp ? " · " : "");
    routes_i_webpage_html(to, routes_tier_text(stamp->tier));
}

/* Units as words: "persons per year, percent of total". */
static void add_units(routes_i_text *to, const char *units)
{
    for (; units && *units; units++)
        routes_i_text_bytes(to, *units == '_' ? " " : units, 1);
}

static void counted(routes_i_text *to, size_t n, const char *one, const char *several)
{
    routes_i_text_add(to, to->size ? ", " : "");
    routes_i_text_print(to, "%zu %s", n, n == 1 ? one : several);
}

void routes_i_webpage_facts(routes_i_text *to, const routes_release *release)
{
    const routes_stamp *stamp = routes_release_stamp(release);
    routes_i_text mark = {0}, shown = {0}, hidden = {0}, units = {0};
    routes_i_text_print(&mark, "%s (%s)", routes_tier_text(stamp->tier), stamp->tlp);
    counted(&shown, stamp->lanes_shown, "lane", "lanes");
    counted(&shown, stamp->figures_shown, "figure", "figures");
    counted(&hidden, stamp->lanes_withheld, "lane", "lanes");
    counted(&hidden, stamp->cells_withheld, "value", "values");
    add_units(&units, stamp->units);
    to->failed = to->failed || mark.failed || shown.failed || hidden.failed || units.failed;
    item(to, "Tier", routes_i_text_get(&mark));
    item(to, "Release", stamp->release_id);
    item(to, "Date", stamp->date);
    item(to, "Not to be used after", stamp->end_date);
    item(to, "Purpose", stamp->purpose);
    item(to, "Approved by", stamp->approver);
    item(to, "Period", stamp->period);
    item(to, "Shown", routes_i_text_get(&shown));
    item(to, "Not shown at this tier", routes_i_text_get(&hidden));
    item(to, "Units (unlike ones are never added)", routes_i_text_get(&units));
    routes_i_text_free(&mark);
    routes_i_text_free(&shown);
    routes_i_text_free(&hidden);
    routes_i_text_free(&units);
}

void routes_i_webpage_notes(routes_i_text *to, const routes_release *release)
{
    const routes_stamp *stamp = routes_release_stamp(release);
    item(to, "What this shows", stamp->notice);
    item(to, "Boundaries", stamp->boundary);
    item(to, "Sources", stamp->sources);
    item(to, "Published before", stamp->overrides);
    item(to, "Map data", stamp->credits);
}
