/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/contents.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "release/sources.h"

static void add_number(routes_i_digest *digest, double value)
{
    char text[ROUTES_I_NUMBER_SIZE];
    routes_i_number_text(text, value, 17);
    routes_i_digest_text(digest, text);
}

static void add_integer(routes_i_digest *digest, int64_t value)
{
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)((uint64_t)value >> (8 * i));
    routes_i_digest_add(digest, bytes, sizeof bytes);
}

static void add_range(routes_i_digest *digest, routes_range range)
{
    add_number(digest, range.low);
    add_number(digest, range.moderate);
    add_number(digest, range.high);
    add_integer(digest, (int64_t)range.kind);
}

static void add_value(routes_i_digest *digest, const routes_table *table, size_t column, size_t row)
{
    const size_t *sizes;
    switch (routes_table_column(table, column)->type) {
    case ROUTES_COLUMN_INTEGER:
        add_integer(digest, routes_table_integers(table, column)[row]);
        break;
    case ROUTES_COLUMN_NUMBER:
        add_number(digest, routes_table_numbers(table, column)[row]);
        break;
    case ROUTES_COLUMN_TEXT:
        routes_i_digest_text(digest, routes_table_texts(table, column)[row]);
        break;
    case ROUTES_COLUMN_BOOLEAN:
        add_integer(digest, routes_table_booleans(table, column)[row]);
        break;
    case ROUTES_COLUMN_DATE:
        add_integer(digest, routes_table_dates(table, column)[row]);
        break;
    case ROUTES_COLUMN_RANGE:
        add_range(digest, routes_table_ranges(table, column)[row]);
        break;
    case ROUTES_COLUMN_GEOMETRY: {
        const uint8_t *const *shapes = routes_table_geometries(table, column, &sizes);
        add_integer(digest, (int64_t)sizes[row]);
        routes_i_digest_add(digest, shapes[row], sizes[row]);
        break;
    }
    }
}

void routes_i_contents_digest(routes_i_digest *digest, const routes_table *table)
{
    size_t columns = routes_table_columns(table), rows = routes_table_rows(table);
    routes_i_digest_text(digest, routes_table_name(table));
    add_integer(digest, (int64_t)columns);
    add_integer(digest, (int64_t)rows);
    for (size_t i = 0; i < columns; i++) {
        const routes_column *head = routes_table_column(table, i);
        routes_i_digest_text(digest, head->name);
        add_integer(digest, (int64_t)head->type);
        routes_i_digest_text(digest, head->unit);
        for (size_t row = 0; row < rows; row++) {
            uint8_t status = routes_table_status(table, i)[row];
            add_integer(digest, status);
            if (status == ROUTES_VALUE_OK)
                add_value(digest, table, i, row);
        }
    }
}

bool routes_i_contents_text(routes_release *release, const char **to, const char *text)
{
    *to = routes_i_arena_text(&release->arena, text);
    return !text || *to;
}

/* Of a source what may be told of it; not its owner, its lawful basis or its retention. */
static bool copy_source(routes_release *release, routes_source *to, const routes_source *from)
{
    *to = (routes_source){.year = from->year, .source_grade = from->source_grade};
    return routes_i_contents_text(release, &to->origin.source_id, from->origin.source_id) &&
           routes_i_contents_text(release, &to->title, from->title) &&
           routes_i_contents_text(release, &to->author, from->author) &&
           routes_i_contents_text(release, &to->publisher, from->publisher) &&
           routes_i_contents_text(release, &to->licence, from->licence) &&
           routes_i_contents_text(release, &to->url, from->url);
}

static bool copy_override(routes_release *release, routes_override *to, const routes_override *from)
{
    *to = (routes_override){.date = from->date};
    return routes_i_contents_text(release, &to->table, from->table) &&
           routes_i_contents_text(release, &to->row_id, from->row_id) &&
           routes_i_contents_text(release, &to->requirement, from->requirement) &&
           routes_i_contents_text(release, &to->citation, from->citation) &&
           routes_i_contents_text(release, &to->reason, from->reason) &&
           routes_i_contents_text(release, &to->approver, from->approver);
}

/* Which of the two lines of the stamp a source stands in: `origin.row` 1 for a report behind
 * figures and lanes, 0 for a map's own source alone. */
static bool take_sources(routes_release *release, const routes_i_review *review)
{
    size_t n = 0;
    const routes_source *all = routes_model_sources(review->model, &n);
    release->sources = routes_i_calloc(n + 1, sizeof *release->sources);
    if (!release->sources)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!review->source_shown[i] && !review->source_mapped[i])
            continue;
        routes_source *to = &release->sources[release->source_count++];
        if (!copy_source(release, to, &all[i]))
            return false;
        to->origin.row = review->source_shown[i];
    }
    return true;
}

static bool take_overrides(routes_release *release, const routes_i_review *review)
{
    size_t n = 0;
    const routes_override *all = routes_model_overrides(review->model, &n);
    release->overrides = routes_i_calloc(n + 1, sizeof *release->overrides);
    if (!release->overrides)
        return false;
    for (size_t i = 0; i < n; i++)
        if (review->override_used[i] &&
            !copy_override(release, &release->overrides[release->override_count++], &all[i]))
            return false;
    return true;
}

static bool take_held(routes_release *release, const routes_i_review *review)
{
    release->held = routes_i_calloc(review->held_count + 1, sizeof *release->held);
    if (!release->held)
        return false;
    release->held_count = review->held_count;
    for (size_t i = 0; i < review->held_count; i++) {
        release->held[i] = review->held[i];
        if (!routes_i_contents_text(release, &release->held[i].layer, review->held[i].layer))
            return false;
    }
    return true;
}

routes_status routes_i_contents_take(routes_release *release, const routes_i_review *review,
                                     routes_error *err)
{
    release->sources_closed = routes_i_sources_closed(review);
    if (take_sources(release, review) && take_overrides(release, review) &&
        take_held(release, review))
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a release");
}
