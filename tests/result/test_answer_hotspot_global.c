/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory thread */

#include "routes/answer_hotspot_global.h"

#include "core/memory.h"
#include "routes/answer_hotspot_local.h"
#include "support/own.h"

enum { N = 24 };

/* Figures on a road, in the order `order`; ids "a00" and on, in the order of the road. */
struct town {
    routes_table *areas;
    routes_weights *weights;
};

static struct town make_town(const size_t *order, const char *columns, int events)
{
    struct town town = {0};
    char cells[N * 4][24];
    const char *list[N * 4 + 1] = {NULL};
    uint32_t area[N], next[N];
    size_t place[N], at = 0;
    int wide = strstr(columns, "other") || strstr(columns, "population");
    for (size_t i = 0; i < N; i++) {
        size_t k = order[i];
        double x = (double)((k * 37) % 11) + (k < 5 ? 20.0 : 0.0);
        place[k] = i;
        snprintf(cells[at++], 24, "a%02zu", k);
        if (k == 9)
            snprintf(cells[at++], 24, "-");
        else
            snprintf(cells[at++], 24, "%g", events ? (double)(k < 6 || k % 4 == 0) : x);
        if (wide)
            snprintf(cells[at++], 24, "%g", k == 20 ? 0.0 : (double)(100 + k * k));
    }
    for (size_t c = 0; c < at; c++)
        list[c] = cells[c];
    for (size_t k = 0; k + 1 < N; k++) {
        area[k] = (uint32_t)place[k];
        next[k] = (uint32_t)place[k + 1];
    }
    town.areas = answer_make("areas", ROUTES_KIND_OWN, columns, list);
    town.weights = own_weights(N, area, next, N - 1);
    return town;
}

static void free_town(struct town *town)
{
    routes_table_free(town->areas);
    routes_weights_free(town->weights);
}

/* As the ids are ordered, or by steps of 7 through them. */
static void set_order(size_t *order, int shuffled)
{
    for (size_t i = 0; i < N; i++)
        order[i] = shuffled ? (i * 7 + 3) % N : i;
}

static const char *columns_of(routes_local_kind kind)
{
    if (kind == ROUTES_LOCAL_MORAN_EB)
        return "id:T value:N population:N";
    return kind == ROUTES_LOCAL_MORAN_BIVARIATE ? "id:T value:N other:N" : "id:T value:N";
}

/* The rows of a table by id, all columns but the geometry, as text. */
static void same_by_id(const routes_table *one, const routes_table *other)
{
    assert_int_equal(routes_table_rows(one), routes_table_rows(other));
    for (size_t row = 0; row < routes_table_rows(one); row++) {
        const char *id = routes_table_text_at(one, "id", row);
        size_t there = answer_row(other, "id", id);
        for (size_t c = 0; c < routes_table_columns(one); c++) {
            const double *a = routes_table_numbers(one, c);
            const double *b = routes_table_numbers(other, c);
            const int64_t *i = routes_table_integers(one, c);
            const int64_t *k = routes_table_integers(other, c);
            assert_int_equal(routes_table_status(one, c)[row],
                             routes_table_status(other, c)[there]);
            if (a)
                assert_memory_equal(&a[row], &b[there], sizeof *a);
            if (i)
                assert_true(i[row] == k[there]);
        }
        assert_string_equal(own_text(one, id, "hot_class"), own_text(other, id, "hot_class"));
        assert_string_equal(own_text(one, id, "reason"), own_text(other, id, "reason"));
    }
}

static routes_local_options test_of(routes_local_kind kind)
{
    routes_local_options test = ROUTES_LOCAL_OPTIONS;
    test.kind = kind;
    test.replicates = 199;
    test.seed = 5;
    test.min_areas = 5;
    return test;
}

/* The areas from .. to - 1 of a town, on so many threads. */
static routes_table *local_of(const struct town *town, routes_local_kind kind, size_t from,
                              size_t to, unsigned threads)
{
    routes_run run = ROUTES_RUN;
    routes_local_options test = test_of(kind);
    routes_hotspot_local_options options = {.size = sizeof options, .test = &test};
    routes_table *table = NULL;
    routes_error err;
    run.threads = threads;
    test.from = from;
    test.to = to;
    test.run = &run;
    assert_ok(routes_answer_hotspot_local(&table, town->areas, town->weights, &options, &err),
              &err);
    return table;
}

static void shards_are_merged(const routes_table *whole, const struct town *town,
                              routes_local_kind kind)
{
    static const size_t cuts[] = {0, 7, 8, N};
    const routes_local_options test = test_of(kind);
    const routes_hotspot_local_options options = {.size = sizeof options, .test = &test};
    routes_table *parts[3], *merged = NULL;
    routes_error err;
    for (size_t p = 0; p < 3; p++) {
        parts[2 - p] = local_of(town, kind, cuts[p], cuts[p + 1], 1);
        assert_int_equal(routes_table_rows(parts[2 - p]), cuts[p + 1] - cuts[p]);
    }
    const routes_table *all[] = {parts[0], parts[1], parts[2], parts[1]};
    assert_ok(routes_answer_hotspot_local_merge(&merged, town->areas, town->weights, all, 3,
                                                &options, &err),
              &err);
    same_by_id(whole, merged);
    routes_table_free(merged);
    assert_int_equal(routes_answer_hotspot_local_merge(&merged, town->areas, town->weights, all, 2,
                                                       &options, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "area \"a00\" is in no part");
    assert_int_equal(routes_answer_hotspot_local_merge(&merged, town->areas, town->weights, all, 4,
                                                       &options, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "area \"a07\" is in two parts");
    all[1] = town->areas;
    assert_int_equal(routes_answer_hotspot_local_merge(&merged, town->areas, town->weights, all, 3,
                                                       &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(merged);
    for (size_t p = 0; p < 3; p++)
        routes_table_free(parts[p]);
}

static void order_threads_and_shards_do_not_matter(void **state)
{
    (void)state;
    size_t order[N];
    for (int k = 0; k <= ROUTES_LOCAL_JOIN_COUNT; k++) {
        routes_local_kind kind = (routes_local_kind)k;
        int events = kind == ROUTES_LOCAL_JOIN_COUNT;
        set_order(order, 0);
        struct town town = make_town(order, columns_of(kind), events);
        routes_table *one = local_of(&town, kind, 0, 0, 1);
        assert_int_equal(routes_table_rows(one), N);
        free_town(&town);
        set_order(order, 1);
        town = make_town(order, columns_of(kind), events);
        for (unsigned threads = 2; threads <= 7; threads += 5) {
            routes_table *many = local_of(&town, kind, 0, 0, threads);
            assert_string_equal(routes_table_text_at(many, "id", 0), "a03");
            same_by_id(one, many);
            routes_table_free(many);
        }
        shards_are_merged(one, &town, kind);
        routes_table_free(one);
        free_town(&town);
    }
}

/* The same as the kernel, with the figure divided by the population; a gap and a population of 0
 * say why they are not tested. */
static void rows_are_those_of_the_kernel(void **state)
{
    (void)state;
    size_t order[N];
    double values[N];
    routes_local rows[N];
    routes_table *table = NULL;
    routes_error err;
    routes_local_options test = ROUTES_LOCAL_OPTIONS;
    routes_hotspot_local_options options = ROUTES_HOTSPOT_LOCAL_OPTIONS;
    options.test = &test;
    set_order(order, 0);
    struct town town = make_town(order, "id:T value:N population:N", 0);
    const double *given = routes_table_numbers(town.areas, 1);
    const double *people = routes_table_numbers(town.areas, 2);
    for (size_t i = 0; i < N; i++)
        values[i] = people[i] > 0.0 ? given[i] / people[i] : NAN;
    test.kind = ROUTES_LOCAL_MORAN;
    test.replicates = 999;
    assert_ok(routes_local_test(rows, NULL, values, NULL, town.weights, &test, &err), &err);
    assert_ok(routes_answer_hotspot_local(&table, town.areas, town.weights, &options, &err), &err);
    for (size_t i = 0; i < N; i++) {
        const char *id = routes_table_text_at(table, "id", i);
        if (rows[i].status)
            continue;
        assert_near(own_number(table, id, "value"), rows[i].value, 0.0);
        assert_near(own_number(table, id, "statistic"), rows[i].statistic, 0.0);
        assert_near(own_number(table, id, "z"), rows[i].z, 0.0);
        assert_near(own_number(table, id, "p_adjusted"), rows[i].p_adjusted, 0.0);
        assert_near(own_number(table, id, "lag"), rows[i].lag, 0.0);
        assert_string_equal(own_text(table, id, "hot_class"), routes_hot_class_text(rows[i].hot));
        assert_string_equal(own_text(table, id, "reason"), "");
    }
    assert_string_equal(own_text(table, "a09", "reason"), "not_stated");
    assert_string_equal(own_text(table, "a20", "reason"), "no_denominator");
    assert_string_equal(own_text(table, "a20", "hot_class"), "not_tested");
    assert_int_equal(answer_status(table, "p", 20), ROUTES_VALUE_NO_DATA);
    const char *parameters = routes_table_meta(table, "parameters");
    assert_non_null(strstr(parameters, "\"statistic\":\"moran\""));
    assert_non_null(strstr(parameters, "\"figure\":\"value by population\""));
    assert_non_null(strstr(parameters, "\"permutations\":999"));
    assert_string_equal(routes_table_meta(table, "seed"), "0");
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
    routes_table_free(table);
    free_town(&town);
}

static void global_answers_do_not_depend_on_order(void **state)
{
    (void)state;
    size_t order[N];
    routes_error err;
    for (int kind = 0; kind <= ROUTES_GLOBAL_JOIN_WW; kind++) {
        char *texts[2];
        routes_global_options options = ROUTES_GLOBAL_OPTIONS;
        options.kind = (routes_global_kind)kind;
        options.replicates = 99;
        int joins = kind >= ROUTES_GLOBAL_JOIN_BB;
        for (int shuffled = 0; shuffled < 2; shuffled++) {
            routes_table *table = NULL;
            set_order(order, shuffled);
            struct town town = make_town(
                order,
                kind == ROUTES_GLOBAL_MORAN_EB ? "id:T value:N population:N" : "id:T value:N",
                joins);
            assert_ok(
                routes_answer_hotspot_global(&table, town.areas, town.weights, &options, &err),
                &err);
            assert_int_equal(routes_table_rows(table), joins ? 3 : 1);
            assert_int_equal(routes_table_integers(table, routes_table_find(table, "areas"))[0],
                             kind == ROUTES_GLOBAL_MORAN_EB ? 22 : 23);
            texts[shuffled] = own_json(table);
            routes_table_free(table);
            free_town(&town);
        }
        assert_string_equal(texts[0], texts[1]);
        routes_text_free(texts[0]);
        routes_text_free(texts[1]);
    }
}

static void local_refused(const char *message, routes_status expected, const char *columns,
                          const char *const *cells, routes_local_kind kind)
{
    routes_table *table = NULL;
    routes_error err;
    routes_local_options test = ROUTES_LOCAL_OPTIONS;
    routes_hotspot_local_options options = ROUTES_HOTSPOT_LOCAL_OPTIONS;
    options.test = &test;
    const uint32_t area[] = {0}, next[] = {1};
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, columns, cells);
    routes_weights *weights = own_weights(2, area, next, 1);
    test.kind = kind;
    assert_int_equal(routes_answer_hotspot_local(&table, areas, weights, &options, &err), expected);
    assert_string_equal(err.message, message);
    assert_null(table);
    routes_weights_free(weights);
    routes_table_free(areas);
}

static void bad_tables_are_refused_by_the_name_of_the_area(void **state)
{
    (void)state;
    static const char *const two[] = {"b", "2", "a", "-3", NULL};
    static const char *const infinite[] = {"b", "inf", "a", "3", NULL};
    static const char *const twice[] = {"b", "2", "b", "3", NULL};
    static const char *const people[] = {"b", "2", "9", "a", "-3", "9", NULL};
    static const char *const bare[] = {"b", "a", NULL};
    local_refused("area \"b\": value is 2, must be 0 or 1 for join counts", ROUTES_E_DATA,
                  "id:T value:N", (const char *const[]){"b", "2", "a", "1", NULL},
                  ROUTES_LOCAL_JOIN_COUNT);
    local_refused("area \"b\": value is inf, must be finite", ROUTES_E_DATA, "id:T value:N",
                  infinite, ROUTES_LOCAL_GI);
    local_refused("id \"b\" stands twice, in rows 1 and 2", ROUTES_E_DATA, "id:T value:N", twice,
                  ROUTES_LOCAL_GI);
    local_refused("area \"a\": value is -3, must be 0 or more", ROUTES_E_DATA,
                  "id:T value:N population:N", people, ROUTES_LOCAL_MORAN_EB);
    local_refused("areas need a column population", ROUTES_E_ARGUMENT, "id:T value:N",
                  (const char *const[]){"b", "2", "a", "1", NULL}, ROUTES_LOCAL_MORAN_EB);
    local_refused("areas need a column other", ROUTES_E_ARGUMENT, "id:T value:N", two,
                  ROUTES_LOCAL_MORAN_BIVARIATE);
    local_refused("areas need a column value", ROUTES_E_ARGUMENT, "id:T", bare, ROUTES_LOCAL_GI);
    local_refused("options.kind is 9, not a known choice", ROUTES_E_ARGUMENT, "id:T value:N", two,
                  (routes_local_kind)9);
    routes_error err;
    routes_table *table = NULL;
    routes_global_options options = ROUTES_GLOBAL_OPTIONS;
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, "id:T value:N", two);
    routes_weights *weights = own_weights(3, NULL, NULL, 0);
    assert_int_equal(routes_answer_hotspot_global(&table, areas, weights, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "there are 2 areas, and weights of 3");
    options.kind = ROUTES_GLOBAL_GENERAL_G;
    assert_int_equal(routes_answer_hotspot_global(&table, areas, weights, &options, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "area \"a\": value is -3, must be 0 or more");
    assert_int_equal(routes_answer_hotspot_global(NULL, areas, weights, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_local(NULL, areas, weights, NULL, &err),
                     ROUTES_E_ARGUMENT);
    routes_weights_free(weights);
    routes_table_free(areas);
}

/* One figure, none, all alike, no neighbours: rows with a reason, and no other emptiness. */
static void nothing_is_empty_without_a_reason(void **state)
{
    (void)state;
    static const char *const cells[] = {"a", "1", "b", "1", "c", "1", "d", "-", NULL};
    const uint32_t area[] = {0, 1}, next[] = {1, 2};
    routes_error err;
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, "id:T value:N", cells);
    for (int islands = 0; islands < 2; islands++) {
        routes_weights *weights = own_weights(4, area, next, islands ? 0 : 2);
        for (size_t least = 2; least <= 20; least += 18)
            for (int kind = 0; kind <= ROUTES_LOCAL_GEARY; kind++) {
                routes_table *table = NULL;
                routes_local_options test = ROUTES_LOCAL_OPTIONS;
                routes_hotspot_local_options options = ROUTES_HOTSPOT_LOCAL_OPTIONS;
                options.test = &test;
                test.kind = (routes_local_kind)kind;
                test.min_areas = least;
                if (kind == ROUTES_LOCAL_MORAN_EB || kind == ROUTES_LOCAL_MORAN_BIVARIATE)
                    continue;
                assert_ok(routes_answer_hotspot_local(&table, areas, weights, &options, &err),
                          &err);
                for (size_t row = 0; row < 4; row++) {
                    assert_string_equal(routes_table_text_at(table, "hot_class", row),
                                        "not_tested");
                    assert_non_null(routes_table_text_at(table, "reason", row));
                }
                routes_table_free(table);
            }
        routes_weights_free(weights);
    }
    routes_table_free(areas);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    size_t order[N];
    set_order(order, 1);
    struct town town = make_town(order, "id:T value:N population:N", 0);
    long live = routes_i_memory_live();
    for (int what = 0; what < 3; what++) {
        routes_table *part = NULL;
        routes_local_options test = ROUTES_LOCAL_OPTIONS;
        routes_hotspot_local_options local = ROUTES_HOTSPOT_LOCAL_OPTIONS;
        local.test = &test;
        routes_global_options global = ROUTES_GLOBAL_OPTIONS;
        routes_status status = ROUTES_E_MEMORY;
        routes_error err;
        test.replicates = global.replicates = 9;
        assert_ok(routes_answer_hotspot_local(&part, town.areas, town.weights, &local, &err), &err);
        const routes_table *parts[] = {part};
        long held = routes_i_memory_live();
        for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
            routes_table *table = NULL;
            routes_i_memory_fail_after(allowed);
            status =
                what == 0
                    ? routes_answer_hotspot_local(&table, town.areas, town.weights, &local, &err)
                : what == 1
                    ? routes_answer_hotspot_global(&table, town.areas, town.weights, &global, &err)
                    : routes_answer_hotspot_local_merge(&table, town.areas, town.weights, parts, 1,
                                                        &local, &err);
            routes_i_memory_fail_after(-1);
            assert_true(status == ROUTES_OK || !table);
            routes_table_free(table);
            assert_int_equal(routes_i_memory_live(), held);
        }
        assert_int_equal(status, ROUTES_OK);
        routes_table_free(part);
        assert_int_equal(routes_i_memory_live(), live);
    }
    free_town(&town);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_threads_and_shards_do_not_matter),
        cmocka_unit_test(rows_are_those_of_the_kernel),
        cmocka_unit_test(global_answers_do_not_depend_on_order),
        cmocka_unit_test(bad_tables_are_refused_by_the_name_of_the_area),
        cmocka_unit_test(nothing_is_empty_without_a_reason),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("answer_hotspot_global", tests, NULL, NULL);
}
