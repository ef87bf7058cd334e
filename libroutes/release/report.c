/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/fail.h"
#include "core/json.h"
#include "core/text.h"
#include "release/contents.h"
#include "release/tier.h"

static void pair(routes_i_text *to, const char *key, const char *value)
{
    routes_i_text_print(to, ",\n\"%s\":", key);
    routes_i_json_text(to, value);
}

static void write_stamp(routes_i_text *to, const routes_stamp *stamp)
{
    routes_i_text_add(to, "{\"release\":");
    routes_i_json_text(to, stamp->release_id);
    pair(to, "tier", routes_tier_text(stamp->tier));
    pair(to, "tlp", stamp->tlp);
    pair(to, "date", stamp->date);
    pair(to, "end_date", stamp->end_date);
    pair(to, "purpose", stamp->purpose);
    pair(to, "approver", stamp->approver);
    pair(to, "period", stamp->period);
    pair(to, "units", stamp->units);
    pair(to, "sources", stamp->sources);
    pair(to, "credits", stamp->credits);
    pair(to, "notice", stamp->notice);
    pair(to, "boundary", stamp->boundary);
    routes_i_text_print(to, ",\n\"lanes_shown\":%zu,\n\"figures_shown\":%zu", stamp->lanes_shown,
                        stamp->figures_shown);
}

static void write_layers(routes_i_text *to, const routes_release *release)
{
    routes_i_text_add(to, ",\n\"layers\":[");
    for (size_t i = 0; i < release->count; i++) {
        const routes_layer *layer = &release->layers[i];
        routes_i_text_print(to, "%s{\"name\":\"%s\",\"title\":", i ? ",\n" : "\n", layer->name);
        routes_i_json_text(to, layer->title);
        routes_i_text_print(to, ",\"rows\":%zu,\"sha256\":\"%s\"}", routes_table_rows(layer->table),
                            layer->digest);
    }
    routes_i_text_add(to, "]");
}

static void write_held(routes_i_text *to, const routes_i_held *held, bool first)
{
    const char *separator = "";
    routes_i_text_print(to, "%s{\"layer\":", first ? "\n" : ",\n");
    routes_i_json_text(to, held->layer);
    if (held->whole) {
        routes_i_text_add(to, ",\"whole\":");
        routes_i_json_text(to, routes_i_reason_text(held->why));
    }
    routes_i_text_add(to, ",\"counts\":{");
    for (int i = 0; i < ROUTES_I_REASONS; i++) {
        if (!held->counts[i])
            continue;
        routes_i_text_add(to, separator);
        routes_i_json_text(to, routes_i_reason_text((routes_i_reason)i));
        routes_i_text_print(to, ":%zu", held->counts[i]);
        separator = ",";
    }
    routes_i_text_add(to, "}}");
}

static bool holds_any(const routes_i_held *held)
{
    bool any = held->whole;
    for (int i = 0; i < ROUTES_I_REASONS; i++)
        any = any || held->counts[i];
    return any;
}

static void write_withheld(routes_i_text *to, const routes_release *release)
{
    bool first = true;
    routes_i_text_print(
        to, ",\n\"withheld\":{\"lanes\":%zu,\"cells\":%zu,\"sources\":%zu,\"layers\":[",
        release->stamp.lanes_withheld, release->stamp.cells_withheld, release->sources_closed);
    for (size_t i = 0; i < release->held_count; i++) {
        if (!holds_any(&release->held[i]))
            continue;
        write_held(to, &release->held[i], first);
        first = false;
    }
    routes_i_text_add(to, "]}");
}

static void write_overrides(routes_i_text *to, const routes_release *release)
{
    routes_i_text_add(to, ",\n\"overrides\":[");
    for (size_t i = 0; i < release->override_count; i++) {
        const routes_override *one = &release->overrides[i];
        const char *keys[] = {"table", "row_id", "requirement", "citation", "reason", "approver"};
        const char *values[] = {one->table,    one->row_id, one->requirement,
                                one->citation, one->reason, one->approver};
        routes_i_text_add(to, i ? ",\n{" : "\n{");
        for (size_t j = 0; j < sizeof keys / sizeof *keys; j++) {
            routes_i_text_print(to, "%s\"%s\":", j ? "," : "", keys[j]);
            routes_i_json_text(to, values[j]);
        }
        if (one->date != ROUTES_NO_DATE) {
            char date[16];
            routes_i_date_text(date, one->date);
            routes_i_text_print(to, ",\"date\":\"%s\"", date);
        }
        routes_i_text_add(to, "}");
    }
    routes_i_text_add(to, "]");
}

routes_status routes_release_json(char **out, const routes_release *release, routes_error *err)
{
    if (!out || !release)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out and release must not be null");
    *out = NULL;
    const routes_i_tier *tier = routes_i_tier_of(release->stamp.tier);
    routes_i_text to = {0};
    write_stamp(&to, &release->stamp);
    write_layers(&to, release);
    write_withheld(&to, release);
    write_overrides(&to, release);
    routes_i_text_print(&to, ",\n\"sha256\":\"%s\"", release->output_digest);
    /* A digest of the data would let a reader try out guesses at what is hidden. */
    if (tier && tier->operational)
        routes_i_text_print(&to, ",\n\"data_sha256\":\"%s\"", release->data_digest);
    routes_i_text_add(&to, "}\n");
    if (to.failed) {
        routes_i_text_free(&to);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for release.json");
    }
    *out = to.bytes;
    return ROUTES_OK;
}
