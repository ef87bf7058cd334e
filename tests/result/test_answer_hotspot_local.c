/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "routes/answer_hotspot_local.h"

#include <stdlib.h>

#include "core/memory.h"
#include "support/own.h"

enum { SIDE = 6, AREAS = SIDE * SIDE };

/* A lattice whose upper left corner of 3 x 3 is high; area i stands at `order[i]` of the table. */
static routes_table *lattice(const size_t *order, bool with_people)
{
    static char cells[AREAS][3][16];
    const char *list[AREAS * 3 + 1] = {NULL};
    for (size_t row = 0; row < AREAS; row++) {
        size_t i = order ? order[row] : row;
        bool high = i % SIDE < 3 && i / SIDE < 3;
        size_t people = 100 * (1 + i % 4);
        double rate = (high ? 0.3 : 0.1) + 0.001 * (double)(i % 7);
        snprintf(cells[row][0], 16, "a%02zu", i);
        snprintf(cells[row][1], 16, "%.6g", with_people ? rate * (double)people : rate);
        snprintf(cells[row][2], 16, "%zu", people);
        for (int c = 0; c < 3; c++)
            list[row * 3 + (size_t)c] = cells[row][c];
    }
    return answer_make("areas", ROUTES_KIND_OWN,
                       with_people ? "id:T value:N population:N" : "id:T value:N x_people:N", list);
}

static routes_weights *rook(const size_t *order)
{
    uint32_t from[2 * AREAS], to[2 * AREAS], place[AREAS];
    size_t n = 0;
    routes_weights *weights = NULL;
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_error err;
    for (uint32_t row = 0; row < AREAS; row++)
        place[order ? order[row] : row] = row;
    for (uint32_t i = 0; i < AREAS; i++) {
        if (i % SIDE + 1 < SIDE) {
            from[n] = place[i];
            to[n++] = place[i + 1];
        }
        if (i / SIDE + 1 < SIDE) {
            from[n] = place[i];
            to[n++] = place[i + SIDE];
        }
    }
    options.both_ways = 1;
    assert_ok(routes_weights_new(&weights, AREAS, from, to, NULL, n, &options, &err), &err);
    return weights;
}

static routes_table *answer(const routes_table *areas, const routes_weights *weights,
                            const routes_hotspot_local_options *options)
{
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_answer_hotspot_local(&table, areas, weights, options, &err), &err);
    return table;
}

/* The middle of the high corner, a07, has four high neighbours; the far corner has none. */
static void a_high_corner_is_hot_by_rate_not_by_count(void **state)
{
    (void)state;
    routes_table *areas = lattice(NULL, true);
    routes_weights *weights = rook(NULL);
    routes_table *table = answer(areas, weights, NULL);
    assert_int_equal(routes_table_rows(table), AREAS);
    assert_string_equal(own_text(table, "a07", "hot_class"), "hot");
    assert_string_equal(own_text(table, "a35", "hot_class"), "none");
    assert_near(own_number(table, "a07", "value"), 0.3, 1e-9);
    /* 0.301 + 0.306 + 0.301 + 0.306 */
    assert_near(own_number(table, "a07", "lag"), 1.214 / 4, 1e-9);
    assert_string_equal(routes_table_meta(table, "primary_key"), "id");
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "value by population"));
    routes_table_free(table);

    routes_local_options test = ROUTES_LOCAL_OPTIONS;
    routes_hotspot_local_options options = ROUTES_HOTSPOT_LOCAL_OPTIONS;
    options.test = &test;
    test.kind = ROUTES_LOCAL_MORAN;
    table = answer(areas, weights, &options);
    assert_string_equal(own_text(table, "a07", "hot_class"), "high_high");
    routes_table_free(table);
    routes_weights_free(weights);
    routes_table_free(areas);
}

static const void *bits(const double *number)
{
    return number;
}

static void the_order_of_rows_changes_no_bit(void **state)
{
    (void)state;
    static const char *const names[] = {"value", "statistic", "expected",   "variance", "z",
                                        "p",     "lag",       "p_adjusted", "p_high"};
    uint64_t seed = 7;
    size_t order[AREAS];
    for (size_t i = 0; i < AREAS; i++)
        order[i] = i;
    for (size_t i = AREAS - 1; i > 0; i--) {
        size_t j = draw(&seed) % (i + 1), held = order[i];
        order[i] = order[j];
        order[j] = held;
    }
    routes_run run = ROUTES_RUN;
    routes_local_options test = ROUTES_LOCAL_OPTIONS;
    routes_hotspot_local_options options = ROUTES_HOTSPOT_LOCAL_OPTIONS;
    test.run = &run;
    test.replicates = 499;
    options.test = &test;
    options.redraws = 19;
    routes_table *areas[2] = {lattice(NULL, true), NULL}, *tables[2];
    routes_weights *weights[2] = {rook(NULL), rook(order)};
    tables[0] = answer(areas[0], weights[0], &options);
    areas[1] = lattice(order, true);
    run.threads = 7;
    tables[1] = answer(areas[1], weights[1], &options);
    for (size_t i = 0; i < AREAS; i++) {
        char id[16];
        snprintf(id, sizeof id, "a%02zu", i);
        assert_string_equal(routes_table_text_at(tables[0], "id", i), id);
        for (size_t c = 0; c < sizeof names / sizeof *names; c++) {
            double a = own_number(tables[0], id, names[c]), b = own_number(tables[1], id, names[c]);
            assert_memory_equal(bits(&a), bits(&b), sizeof a);
        }
        assert_string_equal(own_text(tables[0], id, "hot_class"),
                            own_text(tables[1], id, "hot_class"));
    }
    for (int i = 0; i < 2; i++) {
        routes_table_free(tables[i]);
        routes_table_free(areas[i]);
        routes_weights_free(weights[i]);
    }
}

static void floors_are_kept_and_named(void **state)
{
    (void)state;
    routes_table *areas = lattice(NULL, false);
    routes_weights *weights = rook(NULL);
    routes_local_options test = ROUTES_LOCAL_OPTIONS;
    routes_hotspot_local_options options = ROUTES_HOTSPOT_LOCAL_OPTIONS;
    test.min_areas = AREAS + 1;
    options.test = &test;
    routes_table *table = answer(areas, weights, &options);
    assert_string_equal(own_text(table, "a07", "hot_class"), "not_tested");
    assert_string_equal(own_text(table, "a07", "reason"), "too_few_areas");
    assert_int_equal(answer_status(table, "z", 7), ROUTES_VALUE_NO_DATA);
    routes_table_free(table);
    options.test = NULL;
    options.min_cases = 1000;
    table = answer(areas, weights, &options);
    assert_string_equal(own_text(table, "a07", "reason"), "too_few_cases");
    routes_table_free(table);
    routes_weights_free(weights);
    routes_table_free(areas);
}

/* Lines of a text. */
static int lines_of(const char *text)
{
    int lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void an_explanation_has_three_lines(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        const char *said[3];
    } cases[] = {
        {"a07",
         {"a07: its rate (value by population) is 0.3, the mean of all 36 areas",
          "corrected for 36 areas",
          "It would lose its class if the mean of its neighbours were "
          "below about"}},
        {"a35",
         {"Neighbours with figures: 2", "none at 0.05", "No mean that its neighbours could have"}},
    };
    routes_table *areas = lattice(NULL, true);
    routes_weights *weights = rook(NULL);
    routes_error err;
    char *text = NULL;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_ok(routes_explain_hotspot_local(&text, areas, weights, NULL, cases[i].id, &err),
                  &err);
        assert_int_equal(lines_of(text), 3);
        for (int s = 0; s < 3; s++)
            if (!strstr(text, cases[i].said[s]))
                fail_msg("\"%s\" is not in %s", cases[i].said[s], text);
        routes_text_free(text);
    }
    routes_local_options test = ROUTES_LOCAL_OPTIONS;
    routes_hotspot_local_options options = ROUTES_HOTSPOT_LOCAL_OPTIONS;
    options.test = &test;
    for (int kind = 0; routes_local_kind_text((routes_local_kind)kind); kind++) {
        test.kind = (routes_local_kind)kind;
        if (test.kind == ROUTES_LOCAL_JOIN_COUNT)
            continue; /* of zeros and ones */
        assert_ok(routes_explain_hotspot_local(&text, areas, weights, &options, "a07", &err), &err);
        assert_int_equal(lines_of(text), 3);
        assert_null(strstr(text, "nan"));
        routes_text_free(text);
    }
    test.kind = ROUTES_LOCAL_GI;
    test.min_areas = 99;
    assert_ok(routes_explain_hotspot_local(&text, areas, weights, &options, "a07", &err), &err);
    assert_non_null(strstr(text, "36 areas have figures, a test needs 99"));
    assert_int_equal(lines_of(text), 3);
    assert_null(strstr(text, "nan"));
    routes_text_free(text);
    assert_int_equal(routes_explain_hotspot_local(&text, areas, weights, NULL, "a71", &err),
                     ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "no area is called \"a71\"; nearest is \"a01\"");
    assert_null(text);
    routes_weights_free(weights);
    routes_table_free(areas);
}

static void what_cannot_be_asked_is_refused(void **state)
{
    (void)state;
    static const routes_local_options tests[] = {
        {.size = sizeof(routes_local_options), .kind = ROUTES_LOCAL_MORAN_EB},
        {.size = sizeof(routes_local_options), .to = 3},
        {.size = sizeof(routes_local_options), .alpha = 2.0},
    };
    routes_table *areas = lattice(NULL, false), *table = NULL;
    routes_weights *weights = rook(NULL);
    routes_error err;
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        routes_hotspot_local_options options = ROUTES_HOTSPOT_LOCAL_OPTIONS;
        options.test = &tests[i];
        options.redraws = i == 1 ? 9 : 0; /* of a shard */
        assert_int_equal(routes_answer_hotspot_local(&table, areas, weights, &options, &err),
                         ROUTES_E_ARGUMENT);
        if (i == 0)
            assert_string_equal(err.message, "areas need a column population");
    }
    routes_hotspot_local_options share = ROUTES_HOTSPOT_LOCAL_OPTIONS;
    share.least_share = 2.0;
    assert_int_equal(routes_answer_hotspot_local(&table, areas, weights, &share, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_local(&table, areas, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_local(NULL, areas, weights, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(table);
    routes_weights_free(weights);
    routes_table_free(areas);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    routes_table *areas = lattice(NULL, true);
    routes_weights *weights = rook(NULL);
    routes_local_options test = ROUTES_LOCAL_OPTIONS;
    routes_hotspot_local_options options = ROUTES_HOTSPOT_LOCAL_OPTIONS;
    long live = routes_i_memory_live();
    options.test = &test;
    options.redraws = 3;
    test.replicates = 19;
    for (int explain = 0; explain < 2; explain++) {
        routes_status status = ROUTES_E_MEMORY;
        for (long allowed = 0; status != ROUTES_OK; allowed++) {
            routes_table *table = NULL;
            char *text = NULL;
            routes_error err;
            assert_true(allowed < 2000);
            routes_i_memory_fail_after(allowed);
            status =
                explain ? routes_explain_hotspot_local(&text, areas, weights, &options, "a07", &err)
                        : routes_answer_hotspot_local(&table, areas, weights, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !table && !text));
            routes_table_free(table);
            routes_text_free(text);
            assert_int_equal(routes_i_memory_live(), live);
        }
    }
    routes_weights_free(weights);
    routes_table_free(areas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_high_corner_is_hot_by_rate_not_by_count),
        cmocka_unit_test(the_order_of_rows_changes_no_bit),
        cmocka_unit_test(floors_are_kept_and_named),
        cmocka_unit_test(an_explanation_has_three_lines),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("answer_hotspot_local", tests, NULL, NULL);
}
