/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/layer.h"

#include <string.h>

#include "core/fail.h"
#include "core/text.h"
#include "release/contents.h"
#include "release/style.h"

/* Titles and what each layer is, for people. */
static const struct {
    const char *name;
    const char *title;
    const char *about;
} known[] = {
    {"countries", "Countries", "Countries of the lanes and their surroundings."},
    {"provinces", "Provinces", "Provinces, with their inhabitants and whether a service is there."},
    {"waters", "Waters", "Lakes and wide rivers, to find one's way."},
    {"neighbours", "Common borders", "Pairs of provinces with a common border."},
    {"places", "Places", "Places of the lanes and of the transport network."},
    {"lanes", "Reported lanes",
     "Lanes that the sources name, from end to end. Curves join the reported ends; they are no "
     "routes."},
    {"lane_routes", "Lanes on the network",
     "Where each lane would run on the network of roads, "
     "rivers, sea and air."},
    {"hotspots_provinces", "Provinces by the lanes that name them",
     "Provinces by whether a lane names them as origin, destination or passage."},
    {"hotspots_places", "Places by the lanes that use them",
     "Places and crossings by the lanes that start, end or pass there."},
    {"estimates", "Stated figures", "Figures that the sources state for countries and provinces."},
    {"crossings", "Crossings", "Border crossings as they were in the period."},
    {"links", "Links with loads", "Pieces of the network with the lanes that pass."},
    {"chokepoints_crossings", "Chokepoints: crossings",
     "Crossings by what passes and by what their loss would cost."},
    {"chokepoints_links", "Chokepoints: links",
     "Links by what passes and by what their loss would cost."},
    {"placement", "Placement of teams",
     "Where a given number of teams finds the most lanes when these shift in answer, each with the "
     "share that moves to other ways."},
    {"displacement", "Where flow would move",
     "What passes each crossing before and after teams are placed."},
    {"placement_curve", "Teams and what they find",
     "The best plan of every number of teams, with the bound that no plan passes."},
};

const char *routes_tier_text(routes_tier tier)
{
    static const char *const texts[] = {"public", "partner", "restricted", "own"};
    return (unsigned)tier < sizeof texts / sizeof *texts ? texts[tier] : NULL;
}

const char *routes_layer_name(const routes_layer *layer)
{
    return layer ? layer->name : NULL;
}

const char *routes_layer_title(const routes_layer *layer)
{
    return layer ? layer->title : NULL;
}

const char *routes_layer_abstract(const routes_layer *layer)
{
    return layer ? layer->abstract : NULL;
}

routes_tier routes_layer_tier(const routes_layer *layer)
{
    return layer ? layer->tier : ROUTES_TIER_RESTRICTED;
}

const routes_table *routes_layer_table(const routes_layer *layer)
{
    return layer ? layer->table : NULL;
}

const routes_style *routes_layer_style(const routes_layer *layer)
{
    return layer ? &layer->style : NULL;
}

/* What the layer is, its period, and how much of it is not shown. */
static bool write_abstract(routes_release *release, routes_layer *layer, const char *about)
{
    const char *period = routes_table_meta(layer->table, "period");
    routes_i_text text = {0};
    routes_i_text_add(&text, about);
    if (period)
        routes_i_text_print(&text, "%sPeriod: %s.", text.size ? " " : "", period);
    if (layer->rows_withheld)
        routes_i_text_print(&text, "%sRows not shown at this tier: %zu.", text.size ? " " : "",
                            layer->rows_withheld);
    bool done =
        !text.failed && routes_i_contents_text(release, &layer->abstract, routes_i_text_get(&text));
    routes_i_text_free(&text);
    return done;
}

routes_status routes_i_layer_make(routes_release *release, routes_table *table, size_t withheld,
                                  routes_error *err)
{
    routes_layer *layer = &release->layers[release->count++];
    const char *name = routes_table_name(table);
    const char *title = name, *about = "";
    *layer = (routes_layer){.table = table, .tier = release->stamp.tier, .rows_withheld = withheld};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0) {
            title = known[i].title;
            about = known[i].about;
        }
    layer->name = name;
    layer->title = title;
    if (!write_abstract(release, layer, about))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for layer \"%s\"", name);
    routes_i_digest digest = routes_i_digest_start();
    routes_i_contents_digest(&digest, table);
    routes_i_digest_end(layer->digest, digest);
    return routes_i_style_make(&layer->style, &release->arena, table, err);
}
