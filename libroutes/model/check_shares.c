/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "core/memory.h"
#include "model/check.h"

/* Parts of one and the same whole, as one source states it. */
struct whole {
    size_t first; /* row */
    const char *words;
    double least, most;
    bool open; /* one of the parts is a lower bound */
};

struct wholes {
    routes_i_index index;
    struct whole *list;
    size_t count;
};

/* What makes two shares parts of one whole: two sources that state the same shares state two. */
static const char *key_of(routes_i_check *check, const routes_origin *origin, const char *words,
                          const char *group, const char *quantity, const char *area, int32_t start,
                          int32_t end, routes_unit unit)
{
    routes_i_text key = {0};
    const char *const parts[] = {
        words, group, quantity, area, origin->source_id, origin->attributed_to};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        routes_i_text_print(&key, "%s\x1F", parts[i] ? parts[i] : "");
    routes_i_text_print(&key, "%d %d %d", (int)start, (int)end, (int)unit);
    const char *kept = key.failed ? NULL : routes_i_arena_text(&check->texts, key.bytes);
    routes_i_text_free(&key);
    return kept;
}

static void add(routes_i_check *check, struct wholes *wholes, const char *key, const char *words,
                size_t row, const routes_range *range)
{
    size_t at = SIZE_MAX;
    if (!key || !routes_i_index_add(&wholes->index, key, wholes->count, &at)) {
        routes_i_check_no_memory(check);
        return;
    }
    if (at == SIZE_MAX) {
        at = wholes->count++;
        wholes->list[at] = (struct whole){.first = row, .words = words};
    }
    double most = routes_range_most(*range);
    wholes->list[at].least += routes_range_least(*range);
    wholes->list[at].open = wholes->list[at].open || isinf(most);
    wholes->list[at].most += isinf(most) ? 0.0 : most;
}

static bool is_share(const routes_quantity *quantity)
{
    return quantity->measure == ROUTES_MEASURE_SHARE &&
           !routes_range_check(quantity->range, NULL) &&
           quantity->range.kind != ROUTES_RANGE_NOT_STATED;
}

/* Nothing is rescaled: what the parts leave unsaid is said. */
static void judge(routes_i_check *check, const struct whole *whole, routes_entity entity)
{
    char shown[ROUTES_I_SHOWN_SIZE];
    routes_i_check_at(check, entity, whole->first);
    routes_i_site_show(shown, whole->words);
    if (whole->least > 100.0 + 1e-9) {
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "denominator", whole->words,
                            "parts of one whole: 100 % at most", "the shares of %s sum to %.15g %%",
                            shown, whole->least);
        return;
    }
    double high = 100.0 - whole->least;
    double low = whole->open ? 0.0 : fmax(0.0, 100.0 - whole->most);
    if (entity != ROUTES_LANES || high <= 1e-9)
        return;
    if (high - low <= 1e-9)
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_NOTE, "denominator", whole->words, NULL,
                            "%.15g %% of %s is not stated", low, shown);
    else
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_NOTE, "denominator", whole->words, NULL,
                            "%.15g to %.15g %% of %s is not stated", low, high, shown);
}

static bool start(routes_i_check *check, struct wholes *wholes, size_t rows)
{
    *wholes = (struct wholes){.list = routes_i_calloc(rows + 1, sizeof *wholes->list)};
    if (!wholes->list)
        routes_i_check_no_memory(check);
    return wholes->list;
}

static void end(routes_i_check *check, struct wholes *wholes, routes_entity entity)
{
    for (size_t i = 0; i < wholes->count && !check->site.status; i++)
        judge(check, &wholes->list[i], entity);
    routes_i_index_free(&wholes->index);
    routes_i_free(wholes->list);
}

static void check_lanes(routes_i_check *check)
{
    size_t count;
    const routes_lane *rows = routes_model_lanes(check->model, &count);
    struct wholes wholes;
    if (!start(check, &wholes, count))
        return;
    for (size_t i = 0; i < count && !check->site.status; i++)
        if (is_share(&rows[i].volume) && rows[i].denominator)
            add(check, &wholes,
                key_of(check, &rows[i].origin, rows[i].denominator, rows[i].population, NULL, NULL,
                       rows[i].period_start, rows[i].period_end, rows[i].volume.unit),
                rows[i].denominator, i, &rows[i].volume.range);
    end(check, &wholes, ROUTES_LANES);
}

/* Of counts: by quantity and area too. What a single share leaves out is no news there. */
static void check_observations(routes_i_check *check)
{
    size_t count;
    const routes_observation *rows = routes_model_observations(check->model, &count);
    struct wholes wholes;
    if (!start(check, &wholes, count))
        return;
    for (size_t i = 0; i < count && !check->site.status; i++)
        if (is_share(&rows[i].value) && rows[i].denominator)
            add(check, &wholes,
                key_of(check, &rows[i].origin, rows[i].denominator, NULL, rows[i].quantity,
                       rows[i].denominator_area, rows[i].period_start, rows[i].period_end,
                       rows[i].value.unit),
                rows[i].denominator, i, &rows[i].value.range);
    end(check, &wholes, ROUTES_OBSERVATIONS);
}

void routes_i_check_shares(routes_i_check *check)
{
    check_lanes(check);
    check_observations(check);
}
