/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page that a person fills in before the release is passed on. */

#include <stdio.h>

#include "render/brief_parts.h"

void routes_i_brief_review(routes_i_document *document, const routes_release *release)
{
    static const char *const questions[] = {
        "Who could be harmed by this release, by whom, and with what else they know?",
        "Is a smaller map enough for the purpose?",
        "Would this map move a lane rather than end it?",
        "Does it point at a community?",
        "Has someone from the affected group, or from the contributing services, seen it?",
        "Who answers for it?",
    };
    const routes_stamp *stamp = routes_release_stamp(release);
    char text[512];
    routes_i_document_add(document, ROUTES_I_PART_TITLE, "Review before release");
    snprintf(text, sizeof text, "Release %s of %s, tier %s (%s), %zu layers.", stamp->release_id,
             stamp->date, routes_tier_text(stamp->tier), stamp->tlp, routes_release_size(release));
    routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, text);
    snprintf(text, sizeof text, "Withheld: %zu lanes, %zu values.", stamp->lanes_withheld,
             stamp->cells_withheld);
    routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, text);
    if (stamp->purpose)
        routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, stamp->purpose);
    routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, stamp->overrides);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        routes_i_document_add(document, ROUTES_I_PART_CHECK, questions[i]);
    routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, "Name, date, signature:");
}
