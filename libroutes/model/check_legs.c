/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "core/memory.h"
#include "model/check.h"

/* Resolves one end of a leg. False when it was reported, or not stated. */
static bool take_end(routes_i_check *check, routes_end *to, const char *field, const char *written)
{
    routes_i_answer answer = {0};
    bool found = false;
    if (!written)
        return false;
    if (routes_i_resolve(&answer, check->model, check->resolved, written, ROUTES_LEVEL_NOT_STATED,
                         ROUTES_NO_DATE, NULL)) {
        routes_i_check_no_memory(check);
    } else if (answer.status) {
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, field, written,
                            answer.remedy.size ? answer.remedy.bytes : NULL, "%s",
                            routes_i_text_get(&answer.message));
    } else {
        *to = answer.end;
        found = true;
    }
    routes_i_answer_free(&answer);
    return found;
}

/* The row of a leg by its lane and number, or SIZE_MAX. */
static size_t find_leg(routes_i_check *check, const char *lane_id, int32_t leg_no)
{
    routes_leg wanted;
    routes_entity_clear(ROUTES_LEGS, &wanted);
    wanted.lane_id = lane_id;
    wanted.leg_no = leg_no;
    const char *key = routes_i_check_key(check, routes_i_schema_of(ROUTES_LEGS), &wanted);
    if (!key) {
        routes_i_check_no_memory(check);
        return SIZE_MAX;
    }
    return routes_i_index_find(&check->keys[ROUTES_LEGS], key);
}

/* Each leg but the first begins where the one before it ends. */
static void check_joint(routes_i_check *check, const routes_leg *legs, size_t leg,
                        const bool *resolved)
{
    if (!legs[leg].lane_id || legs[leg].leg_no <= 1)
        return;
    size_t before = find_leg(check, legs[leg].lane_id, legs[leg].leg_no - 1);
    routes_i_check_at(check, ROUTES_LEGS, leg);
    if (before == SIZE_MAX) {
        char shown[16];
        snprintf(shown, sizeof shown, "%d", (int)legs[leg].leg_no);
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "leg_no", shown,
                            "legs are numbered 1, 2, 3 without a gap",
                            "lane %s has a leg %s and none before it", legs[leg].lane_id, shown);
        return;
    }
    const routes_end *end = &check->resolved->leg_ends[2 * before + 1];
    const routes_end *start = &check->resolved->leg_ends[2 * leg];
    if (resolved[before] && resolved[leg] &&
        (end->entity != start->entity || end->index != start->index))
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "from", legs[leg].from, NULL,
                            "the leg begins at %s, the one before it ends at %s",
                            routes_i_end_id(check->model, *start),
                            routes_i_end_id(check->model, *end));
}

void routes_i_check_legs(routes_i_check *check)
{
    size_t count;
    const routes_leg *legs = routes_model_legs(check->model, &count);
    bool *resolved = routes_i_calloc(count + 1, sizeof *resolved);
    if (!resolved) {
        routes_i_check_no_memory(check);
        return;
    }
    for (size_t i = 0; i < count && !check->site.status; i++) {
        routes_end *ends = &check->resolved->leg_ends[2 * i];
        routes_i_check_at(check, ROUTES_LEGS, i);
        bool from = take_end(check, &ends[0], "from", legs[i].from);
        bool to = take_end(check, &ends[1], "to", legs[i].to);
        resolved[i] = from && to;
        if (resolved[i] && ends[0].entity == ends[1].entity && ends[0].index == ends[1].index)
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "to", legs[i].to, NULL,
                                "the leg goes from %s to the same",
                                routes_i_end_id(check->model, ends[1]));
    }
    for (size_t i = 0; i < count && !check->site.status; i++)
        check_joint(check, legs, i, resolved);
    routes_i_free(resolved);
}
