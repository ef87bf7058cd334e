/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the lanes say, as stated. */

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "render/brief_parts.h"
#include "render/words.h"

static bool is_shown(const routes_i_lane *lane, bool with_number)
{
    return lane->has_volume == with_number;
}

static void add_lane(routes_i_document *document, const routes_i_lane *lane, const char *period)
{
    routes_i_text ends = {0}, figure = {0}, source = {0};
    routes_i_words_ends(&ends, lane);
    routes_i_words_figure(&figure, lane, period);
    routes_i_words_source(&source, lane);
    const char *cells[] = {lane->id, routes_i_text_get(&ends), routes_i_text_get(&figure),
                           routes_i_text_get(&source)};
    if (ends.failed || figure.failed || source.failed)
        document->failed = true;
    routes_i_document_row(document, ROUTES_I_PART_ROW, cells, 4);
    routes_i_text_free(&ends);
    routes_i_text_free(&figure);
    routes_i_text_free(&source);
}

static size_t add_lanes(routes_i_document *document, const routes_i_scene *scene, bool with_number)
{
    static const char *const head[] = {"Lane", "From, to", "As stated", "Source"};
    size_t count = 0;
    for (size_t i = 0; i < scene->lane_count; i++)
        if (is_shown(&scene->lanes[i], with_number)) {
            if (count++ == 0)
                routes_i_document_row(document, ROUTES_I_PART_HEAD, head, 4);
            add_lane(document, &scene->lanes[i], scene->stamp->period);
        }
    return count;
}

static bool is_share(const routes_i_lane *lane)
{
    return lane->has_volume && routes_i_same(lane->unit, "percent_of_total");
}

/* The remainder of the shares that have one whole with the first of them. */
static void add_remainder(routes_i_document *document, const routes_i_scene *scene, size_t first)
{
    const char *whole = scene->lanes[first].denominator;
    routes_range *shares = routes_i_calloc(scene->lane_count, sizeof *shares);
    routes_range rest;
    routes_i_text text = {0};
    size_t count = 0;
    if (!shares) {
        document->failed = true;
        return;
    }
    for (size_t i = first; i < scene->lane_count; i++)
        if (is_share(&scene->lanes[i]) && routes_i_same(scene->lanes[i].denominator, whole))
            shares[count++] = scene->lanes[i].volume;
    if (count > 1 && routes_range_remainder(&rest, shares, count, NULL) == ROUTES_OK) {
        routes_i_text_add(&text, "The shares of ");
        routes_i_text_add(&text, whole);
        routes_i_text_add(&text, " leave ");
        routes_i_words_range(&text, rest);
        routes_i_text_add(&text, " % not stated; it was not spread over the others.");
        routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, routes_i_text_get(&text));
    }
    document->failed = document->failed || text.failed;
    routes_i_text_free(&text);
    routes_i_free(shares);
}

void routes_i_brief_numbers(routes_i_document *document, const routes_i_scene *scene)
{
    routes_i_document_add(document, ROUTES_I_PART_HEADING, "Lanes with a number");
    if (add_lanes(document, scene, true) == 0) {
        routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, "No lane shown has a number.");
        return;
    }
    for (size_t i = 0; i < scene->lane_count; i++)
        if (is_share(&scene->lanes[i]) && scene->lanes[i].denominator) {
            add_remainder(document, scene, i);
            break;
        }
    routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH,
                          "A yearly flow, a monthly flow, a total over years and a share are "
                          "different measures: they may not be added or compared. \"Over\" is a "
                          "lower bound.");
}

void routes_i_brief_named(routes_i_document *document, const routes_i_scene *scene)
{
    routes_i_document_add(document, ROUTES_I_PART_HEADING, "Lanes named without a number");
    if (add_lanes(document, scene, false) == 0)
        routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, "None.");
    else
        routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH,
                              "Named is not counted: how many persons is not known, which is not "
                              "the same as few.");
}
