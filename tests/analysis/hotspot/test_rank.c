/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/rank.h"

#include "core/memory.h"
#include "support/csv.h"

#define ORACLE ROUTES_SHARED "/oracles/rank_uncertainty/"

static routes_range spread(double low, double moderate, double high)
{
    return (routes_range){low, moderate, high, ROUTES_RANGE_SOURCE_SPREAD};
}

static routes_range single(double moderate)
{
    return (routes_range){NAN, moderate, NAN, ROUTES_RANGE_SINGLE};
}

static routes_redraw *make(const routes_range *values, const routes_range *exposures,
                           const uint32_t *sites, size_t n, routes_sampling sampling,
                           routes_spread_kind kind)
{
    routes_redraw_options options = ROUTES_REDRAW_OPTIONS;
    routes_redraw *redraw = NULL;
    routes_error err;
    options.seed = 42;
    options.sampling = sampling;
    options.spread = kind;
    assert_ok(routes_redraw_new(&redraw, values, exposures, sites, n, &options, &err), &err);
    return redraw;
}

static int same_bits(const routes_rank *a, const routes_rank *b)
{
    return a->stated == b->stated && a->median == b->median && a->lower == b->lower &&
           a->upper == b->upper && a->mean == b->mean && a->share_in_top == b->share_in_top &&
           a->error == b->error;
}

/* Two uniform items on 0..2 and 1..3: the first is above the second only when both lie in 1..2 and
 * in the right order: 1/2 * 1/2 * 1/2 = 1/8. */
static void two_items_by_hand(void **state)
{
    (void)state;
    const routes_range values[] = {spread(0, NAN, 2), spread(1, NAN, 3)};
    routes_redraw *redraw = make(values, NULL, NULL, 2, ROUTES_SAMPLING_NONE, 0);
    routes_rank ranks[2];
    double chance[4];
    routes_rank_options options = ROUTES_RANK_OPTIONS;
    routes_error err;
    options.top = 1;
    assert_ok(routes_rank_exact(ranks, chance, redraw, &options, &err), &err);
    assert_near(chance[0], 0.125, 1e-13);
    assert_near(chance[1], 0.875, 1e-13);
    assert_near(chance[2], 0.875, 1e-13);
    assert_near(ranks[0].share_in_top, 0.125, 1e-13);
    assert_true(ranks[0].stated == 2 && ranks[1].stated == 1);
    assert_true(ranks[0].median == 2 && ranks[0].lower == 1 && ranks[0].upper == 2);
    assert_near(ranks[1].mean, 1.125, 1e-13);
    assert_true(ranks[0].error < 1e-12);

    assert_ok(routes_rank_draw(ranks, redraw, &options, &err), &err);
    assert_true(fabs(ranks[0].share_in_top - 0.125) < 4 * sqrt(0.125 * 0.875 / 9999));
    assert_near(ranks[0].share_in_top + ranks[1].share_in_top, 1.0, 1e-12);
    assert_near(ranks[0].error, sqrt(0.125 * 0.875 / 9999), 0.1);
    assert_true(ranks[0].median == 2 && ranks[1].median == 1);
    routes_redraw_free(redraw);
}

/* Points that are equal share the better rank: 9, 5, 5, 1 are 1, 2, 2, 4. 0.1 + 0.2 is 0.3. */
static void equal_points_share_a_rank(void **state)
{
    (void)state;
    const routes_range values[] = {single(5), single(9), single(1), single(5)};
    const routes_range near[] = {single(0.3), single(0.1 + 0.2)};
    const double wanted[] = {2, 1, 4, 2};
    routes_rank ranks[4];
    double chance[16];
    routes_error err;
    routes_redraw *redraw = make(values, NULL, NULL, 4, ROUTES_SAMPLING_NONE, 0);
    for (int exact = 0; exact < 2; exact++) {
        if (exact)
            assert_ok(routes_rank_exact(ranks, chance, redraw, NULL, &err), &err);
        else
            assert_ok(routes_rank_draw(ranks, redraw, NULL, &err), &err);
        for (size_t i = 0; i < 4; i++) {
            assert_true(ranks[i].stated == wanted[i] && ranks[i].lower == wanted[i] &&
                        ranks[i].upper == wanted[i] && ranks[i].mean == wanted[i]);
            assert_true(ranks[i].share_in_top == 1.0);
        }
    }
    routes_redraw_free(redraw);
    redraw = make(near, NULL, NULL, 2, ROUTES_SAMPLING_NONE, 0);
    assert_ok(routes_rank_draw(ranks, redraw, NULL, &err), &err);
    assert_true(ranks[0].median == 1 && ranks[1].median == 1);
    assert_ok(routes_rank_exact(ranks, NULL, redraw, NULL, &err), &err);
    assert_true(ranks[0].median == 1 && ranks[1].median == 1);
    routes_redraw_free(redraw);
}

/* A point of 1 in a uniform item on 0..4: above it with chance 1/4. */
static void points_and_ranges_mix(void **state)
{
    (void)state;
    const routes_range values[] = {single(1), spread(0, NAN, 4), routes_range_none(), single(4)};
    routes_redraw *redraw = make(values, NULL, NULL, 4, ROUTES_SAMPLING_NONE, 0);
    routes_rank ranks[4];
    double chance[16];
    routes_error err;
    assert_ok(routes_rank_exact(ranks, chance, redraw, NULL, &err), &err);
    assert_near(chance[0 + 1], 0.25, 1e-13);
    assert_near(chance[0 + 2], 0.75, 1e-13);
    assert_near(chance[4 + 1], 0.75, 1e-13);
    assert_near(chance[12], 1.0, 1e-13);
    assert_true(chance[0] == 0.0 && chance[3] == 0.0);
    assert_true(isnan(chance[8]) && isnan(ranks[2].stated) && isnan(ranks[2].median) &&
                isnan(ranks[2].share_in_top));
    routes_redraw_free(redraw);
}

/* One case of the oracle: exact chances to 1e-10, draws within 4 standard errors. */
static void check_case(const csv *items, const csv *expected, const char *name, size_t first,
                       size_t n)
{
    routes_range values[64] = {{0}};
    uint32_t sites[64] = {0};
    routes_spread_kind kinds[64];
    for (size_t i = 0; i < n; i++) {
        const char *shape = csv_at(items, first + i, "distribution");
        values[i] =
            spread(csv_number(items, first + i, "low"), csv_number(items, first + i, "moderate"),
                   csv_number(items, first + i, "high"));
        sites[i] = (uint32_t)i;
        kinds[i] = ROUTES_SPREAD_UNIFORM;
        while (strcmp(routes_spread_kind_text(kinds[i]), shape) != 0)
            kinds[i]++;
    }
    routes_redraw_options how = ROUTES_REDRAW_OPTIONS;
    how.seed = 7;
    how.spreads = kinds;
    routes_redraw *redraw = NULL;
    routes_rank exact[64], drawn[64];
    static double chance[64 * 64];
    routes_error err;
    assert_ok(routes_redraw_new(&redraw, values, NULL, sites, n, &how, &err), &err);
    for (size_t top = 1; top <= n; top++) {
        routes_rank_options options = ROUTES_RANK_OPTIONS;
        options.top = top;
        assert_ok(routes_rank_exact(exact, chance, redraw, &options, &err), &err);
        assert_ok(routes_rank_draw(drawn, redraw, &options, &err), &err);
        for (size_t row = 0; row < expected->rows; row++) {
            if (strcmp(csv_at(expected, row, "case"), name) != 0 ||
                csv_number(expected, row, "rank") != (double)top)
                continue;
            size_t i = (size_t)csv_number(expected, row, "item") - 1;
            double p = csv_number(expected, row, "probability");
            double at_most = csv_number(expected, row, "at_most");
            assert_true(fabs(chance[i * n + top - 1] - p) <= 1e-10);
            assert_true(fabs(exact[i].share_in_top - at_most) <= 1e-10);
            assert_near(exact[i].mean, csv_number(expected, row, "expected_rank"), 1e-10);
            assert_true(exact[i].error <= 1e-10);
            double error = 4 * sqrt(at_most * (1 - at_most) / 9999) + 1e-9;
            assert_true(fabs(drawn[i].share_in_top - at_most) <= error);
        }
    }
    /* Both find the same interval, but where a chance lies within the error of its limit. */
    for (size_t i = 0; i < n; i++) {
        assert_true(fabs(exact[i].lower - drawn[i].lower) <= 1);
        assert_true(fabs(exact[i].upper - drawn[i].upper) <= 1);
    }
    routes_redraw_free(redraw);
}

static void chances_agree_with_exact_fractions(void **state)
{
    (void)state;
    csv items, expected;
    if (!csv_read(&items, ORACLE "items.csv")) {
        print_message("skipped: no %s\n", ORACLE);
        skip();
    }
    assert_true(csv_read(&expected, ORACLE "expected.csv"));
    size_t cases = 0;
    for (size_t first = 0, n = 0; first < items.rows; first += n, cases++) {
        const char *name = csv_at(&items, first, "case");
        for (n = 0; first + n < items.rows; n++)
            if (strcmp(csv_at(&items, first + n, "case"), name) != 0)
                break;
        assert_true(n <= 64);
        check_case(&items, &expected, name, first, n);
    }
    assert_true(cases >= 10);
    csv_free(&expected);
    csv_free(&items);
}

/* 60 items, all alike: by symmetry each rank has chance 1/60. */
static void many_alike_have_all_ranks_alike(void **state)
{
    (void)state;
    enum { N = 60 };
    routes_range values[N];
    routes_rank ranks[N];
    static double chance[N * N];
    routes_error err;
    for (size_t i = 0; i < N; i++)
        values[i] = spread(10, 13, 20);
    for (int kind = ROUTES_SPREAD_UNIFORM; kind <= ROUTES_SPREAD_PERT; kind++) {
        routes_redraw *redraw =
            make(values, NULL, NULL, N, ROUTES_SAMPLING_NONE, (routes_spread_kind)kind);
        assert_ok(routes_rank_exact(ranks, chance, redraw, NULL, &err), &err);
        for (size_t k = 0; k < N * N; k++)
            assert_true(fabs(chance[k] - 1.0 / N) < 1e-11);
        assert_true(ranks[0].lower == 2 && ranks[0].upper == 59 && ranks[0].median == 30);
        routes_redraw_free(redraw);
    }
}

/* A twin by brute force: every draw ranked by counting who is larger, all ranks kept. */
static void draws_agree_with_a_brute_force(void **state)
{
    (void)state;
    enum { N = 150, DRAWS = 199 };
    static uint32_t counts[N][N + 1];
    routes_range values[N], people[N];
    routes_rank ranks[N];
    routes_rank_options options = ROUTES_RANK_OPTIONS;
    routes_error err;
    uint64_t seed = 99;
    for (size_t i = 0; i < N; i++) {
        double low = floor(20 * draw_unit(&seed));
        values[i] = draw(&seed) % 9 ? spread(low, low + 3, low + 9) : routes_range_none();
        people[i] = spread(50, 60 + floor(30 * draw_unit(&seed)), 100);
    }
    routes_redraw *redraw = make(values, people, NULL, N, ROUTES_SAMPLING_POISSON, 0);
    for (uint32_t r = 0; r < DRAWS; r++)
        for (size_t i = 0; i < N; i++) {
            size_t rank = 1;
            double own = routes_redraw_value(redraw, i, r);
            for (size_t j = 0; j < N; j++)
                rank += routes_redraw_value(redraw, j, r) > own;
            counts[i][rank]++;
        }
    options.draws = DRAWS;
    options.top = 15;
    options.level = 0.9;
    assert_ok(routes_rank_draw(ranks, redraw, &options, &err), &err);
    for (size_t i = 0; i < N; i++) {
        if (routes_redraw_state_of(redraw, i)) {
            assert_true(isnan(ranks[i].median) && isnan(ranks[i].stated));
            continue;
        }
        double found[3] = {0}, mean = 0, top = 0, sum = 0;
        const double wanted[3] = {0.05, 0.5, 0.95};
        for (size_t rank = 1; rank <= N; rank++) {
            sum += counts[i][rank];
            mean += (double)rank * counts[i][rank] / DRAWS;
            top += rank <= 15 ? counts[i][rank] : 0;
            for (int q = 0; q < 3; q++)
                if (found[q] == 0 && sum / DRAWS >= wanted[q] - 1e-12)
                    found[q] = (double)rank;
        }
        assert_true(ranks[i].lower == found[0]);
        assert_true(ranks[i].median == found[1]);
        assert_true(ranks[i].upper == found[2]);
        assert_near(ranks[i].mean, mean, 1e-12);
        assert_near(ranks[i].share_in_top, top / DRAWS, 1e-15);
    }
    routes_redraw_free(redraw);
}

static void threads_and_order_change_no_bit(void **state)
{
    (void)state;
    enum { N = 97 };
    routes_range values[N], turned[N];
    uint32_t sites[N], sites_turned[N];
    routes_rank one[N], many[N];
    routes_error err;
    for (uint32_t i = 0; i < N; i++) {
        values[i] = spread(i % 17, i % 17 + 2, i % 17 + 11);
        sites[i] = i;
    }
    for (uint32_t i = 0; i < N; i++) {
        turned[i * 31 % N] = values[i];
        sites_turned[i * 31 % N] = i;
    }
    routes_redraw *redraw = make(values, NULL, sites, N, ROUTES_SAMPLING_POISSON, 0);
    routes_redraw *other = make(turned, NULL, sites_turned, N, ROUTES_SAMPLING_POISSON, 0);
    routes_rank_options options = ROUTES_RANK_OPTIONS;
    routes_run run = ROUTES_RUN;
    options.draws = 500;
    options.run = &run;
    assert_ok(routes_rank_draw(one, redraw, &options, &err), &err);
    for (unsigned threads = 1; threads <= 7; threads += threads == 1 ? 1 : 5) {
        run.threads = threads;
        assert_ok(routes_rank_draw(many, redraw, &options, &err), &err);
        for (size_t i = 0; i < N; i++)
            assert_true(same_bits(&one[i], &many[i]));
        assert_ok(routes_rank_draw(many, other, &options, &err), &err);
        for (size_t i = 0; i < N; i++)
            assert_true(same_bits(&one[i], &many[i * 31 % N]));
    }
    routes_redraw_free(redraw);
    routes_redraw_free(other);
}

/* Taller ranges rank no worse, and a wider top holds no less. */
static void more_is_never_less(void **state)
{
    (void)state;
    routes_range values[] = {spread(1, 2, 9), spread(2, 3, 5), spread(0, 4, 8), spread(3, 3, 7)};
    double before = 0.0;
    routes_rank ranks[4];
    routes_error err;
    for (size_t top = 1; top <= 4; top++) {
        routes_rank_options options = ROUTES_RANK_OPTIONS;
        options.top = top;
        routes_redraw *redraw = make(values, NULL, NULL, 4, ROUTES_SAMPLING_NONE, 0);
        assert_ok(routes_rank_exact(ranks, NULL, redraw, &options, &err), &err);
        assert_true(ranks[0].share_in_top > before);
        before = ranks[0].share_in_top;
        routes_redraw_free(redraw);
    }
    assert_near(before, 1.0, 1e-12);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)what;
    (void)user;
    return 1;
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    const routes_range values[] = {spread(1, 2, 3), spread(2, 3, 4)};
    const routes_range people[] = {spread(1, 2, 3), spread(2, 3, 4)};
    routes_rank ranks[2] = {{.stated = 7}, {.stated = 7}};
    routes_rank_options options = ROUTES_RANK_OPTIONS;
    routes_error err;
    routes_redraw *redraw = make(values, people, NULL, 2, ROUTES_SAMPLING_NONE, 0);
    assert_int_equal(routes_rank_exact(ranks, NULL, redraw, NULL, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "area 0 has more in it than a stated range: rank by draws");
    options.level = 1.0;
    assert_int_equal(routes_rank_draw(ranks, redraw, &options, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "options.level is 1, must be above 0 and below 1");
    assert_int_equal(routes_rank_draw(NULL, redraw, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_rank_draw(ranks, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    options.level = 0.0;
    options.run = &run;
    assert_int_equal(routes_rank_draw(ranks, redraw, &options, &err), ROUTES_E_CANCELLED);
    routes_redraw_free(redraw);
    redraw = make(values, NULL, NULL, 2, ROUTES_SAMPLING_NONE, 0);
    assert_int_equal(routes_rank_exact(ranks, NULL, redraw, &options, &err), ROUTES_E_CANCELLED);
    routes_redraw_free(redraw);
    assert_true(ranks[0].stated == 7);

    static routes_range many[ROUTES_RANK_EXACT_MOST + 1];
    static routes_rank many_ranks[ROUTES_RANK_EXACT_MOST + 1];
    for (size_t i = 0; i <= ROUTES_RANK_EXACT_MOST; i++)
        many[i] = values[0];
    redraw = make(many, NULL, NULL, ROUTES_RANK_EXACT_MOST + 1, ROUTES_SAMPLING_NONE, 0);
    assert_int_equal(routes_rank_exact(many_ranks, NULL, redraw, NULL, &err), ROUTES_E_ARGUMENT);
    assert_non_null(strstr(err.message, "too many for exact ranks"));
    routes_redraw_free(redraw);

    /* Nobody to rank is no failure. */
    const routes_range none[] = {routes_range_none()};
    redraw = make(none, NULL, NULL, 1, ROUTES_SAMPLING_NONE, 0);
    assert_ok(routes_rank_draw(ranks, redraw, NULL, &err), &err);
    assert_true(isnan(ranks[0].median));
    assert_ok(routes_rank_exact(ranks, NULL, redraw, NULL, &err), &err);
    assert_true(isnan(ranks[0].median));
    routes_redraw_free(redraw);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    const routes_range values[] = {spread(1, 2, 3), spread(2, 3, 4)};
    routes_redraw *redraw = make(values, NULL, NULL, 2, ROUTES_SAMPLING_NONE, 0);
    routes_rank_options options = ROUTES_RANK_OPTIONS;
    options.draws = 10;
    long live = routes_i_memory_live();
    for (int exact = 0; exact < 2; exact++) {
        routes_status status = ROUTES_E_MEMORY;
        for (long allowed = 0; status != ROUTES_OK; allowed++) {
            routes_rank ranks[2] = {{.stated = 7}, {.stated = 7}};
            routes_error err;
            assert_true(allowed < 100);
            routes_i_memory_fail_after(allowed);
            status = exact ? routes_rank_exact(ranks, NULL, redraw, &options, &err)
                           : routes_rank_draw(ranks, redraw, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && ranks[0].stated == 7));
            assert_int_equal(routes_i_memory_live(), live);
        }
    }
    routes_redraw_free(redraw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_items_by_hand),
        cmocka_unit_test(equal_points_share_a_rank),
        cmocka_unit_test(points_and_ranges_mix),
        cmocka_unit_test(chances_agree_with_exact_fractions),
        cmocka_unit_test(many_alike_have_all_ranks_alike),
        cmocka_unit_test(draws_agree_with_a_brute_force),
        cmocka_unit_test(threads_and_order_change_no_bit),
        cmocka_unit_test(more_is_never_less),
        cmocka_unit_test(bad_calls_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("rank", tests, NULL, NULL);
}
