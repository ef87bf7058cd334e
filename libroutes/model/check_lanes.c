/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "model/check.h"

static const char *const side_fields[] = {"from", "to", "via"};

/* The year by which vintages are chosen. */
static int32_t year_of(const routes_lane *lane)
{
    char date[16];
    int64_t year;
    if (lane->period_end == ROUTES_NO_DATE)
        return ROUTES_NO_DATE;
    routes_i_date_text(date, lane->period_end);
    date[4] = '\0';
    return routes_i_integer_read(&year, date) ? (int32_t)year : ROUTES_NO_DATE;
}

static size_t count_items(const char *list)
{
    size_t count = 1;
    for (; *list; list++)
        count += *list == '|';
    return count;
}

static bool same_end(routes_end a, routes_end b)
{
    return a.entity == b.entity && a.index == b.index;
}

static void say_unresolved(routes_i_check *check, const char *field, const char *item,
                           const routes_i_answer *answer)
{
    const char *remedy = answer->remedy.size ? answer->remedy.bytes : NULL;
    routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, field, item, remedy, "%s",
                        routes_i_text_get(&answer->message));
}

/* Resolves one item of a list and puts it behind the others, once. */
static void take_end(routes_i_check *check, routes_i_ends *to, const char *field, const char *item,
                     routes_level level, int32_t year)
{
    routes_i_answer answer = {0};
    if (routes_i_resolve(&answer, check->model, check->resolved, item, level, year, NULL)) {
        routes_i_check_no_memory(check);
    } else if (answer.status) {
        say_unresolved(check, field, item, &answer);
    } else {
        for (size_t i = 0; i < to->count; i++)
            if (same_end(to->ends[i], answer.end)) {
                char shown[ROUTES_I_SHOWN_SIZE];
                routes_i_site_show(shown, item);
                routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, field, item,
                                    "each end once", "%s stands twice in the list", shown);
            }
        to->ends[to->count++] = answer.end;
    }
    routes_i_answer_free(&answer);
}

/* All items of `A|B|C`; blanks around them do not count. */
static void take_ends(routes_i_check *check, routes_i_ends *to, const char *field, const char *list,
                      routes_level level, int32_t year)
{
    to->ends = routes_i_arena_take(&check->resolved->arena, count_items(list) * sizeof *to->ends);
    if (!to->ends) {
        routes_i_check_no_memory(check);
        return;
    }
    routes_i_text item = {0};
    for (const char *at = list; !check->site.status;) {
        size_t size = strcspn(at, "|");
        const char *next = at + size;
        for (; size && *at == ' '; at++)
            size--;
        while (size && at[size - 1] == ' ')
            size--;
        item.size = 0;
        routes_i_text_bytes(&item, at, size);
        if (item.failed)
            routes_i_check_no_memory(check);
        else if (!size)
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, field, list,
                                "several ends are written A|B", "the list has an empty item");
        else
            take_end(check, to, field, item.bytes, level, year);
        if (!*next)
            break;
        at = next + 1;
    }
    routes_i_text_free(&item);
}

/* At country, province and group level a lane may stay within its end; between places not. */
static void check_same(routes_i_check *check, const routes_i_ends *from, const routes_i_ends *to)
{
    for (size_t i = 0; i < from->count; i++)
        for (size_t j = 0; j < to->count; j++) {
            routes_i_class class = routes_i_class_of(check->model, from->ends[i]);
            bool point = class == ROUTES_I_CLASS_PLACE || class == ROUTES_I_CLASS_CROSSING ||
                         class == ROUTES_I_CLASS_DISTRICT;
            if (point && same_end(from->ends[i], to->ends[j]))
                routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "to",
                                    routes_i_end_id(check->model, to->ends[j]),
                                    "two places, or a lane within a province or country",
                                    "the lane goes from one place to the same, %s",
                                    routes_i_end_id(check->model, to->ends[j]));
        }
}

static bool is_level(routes_level level)
{
    return level != ROUTES_LEVEL_NOT_STATED && routes_codes_text(ROUTES_CODES_LEVEL, (int)level);
}

void routes_i_check_lanes(routes_i_check *check)
{
    size_t count;
    const routes_lane *lanes = routes_model_lanes(check->model, &count);
    for (size_t i = 0; i < count && !check->site.status; i++) {
        routes_i_ends *ends = &check->resolved->lane_ends[3 * i];
        const char *const written[] = {lanes[i].from, lanes[i].to, lanes[i].via};
        const routes_level levels[] = {lanes[i].from_level, lanes[i].to_level,
                                       ROUTES_LEVEL_NOT_STATED};
        routes_i_check_at(check, ROUTES_LANES, i);
        for (int side = 0; side < 3; side++) {
            bool judged = written[side] && (side == ROUTES_SIDE_VIA || is_level(levels[side]));
            if (judged) /* else it was reported with the row */
                take_ends(check, &ends[side], side_fields[side], written[side], levels[side],
                          year_of(&lanes[i]));
        }
        check_same(check, &ends[ROUTES_SIDE_FROM], &ends[ROUTES_SIDE_TO]);
    }
}
