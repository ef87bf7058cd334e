/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory thread */
/* Timeout: 300 */

#include "routes/answer_place.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "support/laid.h"

static double number(const routes_table *table, const char *column, size_t row)
{
    const double *numbers = routes_table_numbers(table, routes_table_find(table, column));
    assert_non_null(numbers);
    return numbers[row];
}

static routes_range range(const routes_table *table, const char *column, size_t row)
{
    const routes_range *ranges = routes_table_ranges(table, routes_table_find(table, column));
    assert_non_null(ranges);
    return ranges[row];
}

static int64_t integer(const routes_table *table, const char *column, size_t row)
{
    const int64_t *integers = routes_table_integers(table, routes_table_find(table, column));
    assert_non_null(integers);
    return integers[row];
}

static size_t row_of(const routes_table *table, const char *id)
{
    for (size_t row = 0; row < routes_table_rows(table); row++)
        if (strcmp(routes_table_text_at(table, "id", row), id) == 0)
            return row;
    return SIZE_MAX;
}

static void place(routes_placed *placed, const struct laid *from,
                  const routes_answer_place_options *options)
{
    routes_error err;
    assert_ok(routes_answer_place(placed, from->model, from->network, from->laying, options, &err),
              &err);
}

/* A table of sites: a row of texts, in the order of the columns; null: not said. */
static routes_table *sites_of(const char *const *names, const char *const *texts, size_t columns,
                              size_t rows)
{
    routes_column heads[16];
    routes_table *table = NULL;
    routes_error err;
    for (size_t c = 0; c < columns; c++)
        heads[c] = (routes_column){names[c], ROUTES_COLUMN_TEXT, NULL, NULL};
    assert_ok(routes_table_new(&table, "sites", heads, columns, &err), &err);
    for (size_t r = 0; r < rows; r++) {
        assert_ok(routes_table_add_row(table, &err), &err);
        for (size_t c = 0; c < columns; c++)
            if (texts[r * columns + c])
                assert_ok(routes_table_set_text(table, c, r, texts[r * columns + c], &err), &err);
    }
    return table;
}

/* Lane L2 begins at its crossing X1: it has no other way, and half of it is found there, whoever
 * knows what. It states over 100 persons a month; the other lanes state none in that unit. 60 000
 * travellers a year pass X1, a team watches 12 of 24 hours and finds a quarter: 25 persons a month,
 * 300 a year, of 30 000 stopped. */
static void a_lane_without_another_way_is_worked_by_hand(void **state)
{
    (void)state;
    struct laid three = {0};
    routes_placed placed;
    routes_error err;
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    assert_ok(laid_make(&three, ROUTES_TEST_DATA "/three", "AA", &err), &err);
    options.draws = 20;
    place(&placed, &three, &options);
    assert_int_equal(routes_table_rows(placed.placement), 1);
    assert_string_equal(routes_table_text_at(placed.placement, "id", 0), "X1");
    assert_near(range(placed.placement, "interception", 0).low, 0.2, 1e-12);
    assert_near(range(placed.placement, "interception", 0).moderate, 0.5, 1e-12);
    assert_near(range(placed.placement, "interception", 0).high, 0.8, 1e-12);
    assert_near(number(placed.placement, "interception_all", 0), 0.5, 1e-12);
    assert_near(number(placed.placement, "moved_share", 0), 0.0, 0.0);
    assert_string_equal(routes_table_text_at(placed.placement, "burden", 0), "unknown");
    assert_string_equal(routes_table_meta(placed.placement, "optimal"), "yes");
    routes_placed_free(&placed);

    const char *const names[] = {"id", "hours", "traffic", "cost"};
    const char *const texts[] = {"X1", "12", "60000", "7"};
    routes_table *sites = sites_of(names, texts, 4, 1);
    options.unit = ROUTES_UNIT_PERSONS_PER_MONTH;
    options.sites = sites;
    place(&placed, &three, &options);
    assert_near(range(placed.placement, "interception", 0).moderate, 25.0, 1e-9);
    assert_near(number(placed.placement, "screened", 0), 30000.0, 1e-9);
    assert_string_equal(routes_table_text_at(placed.placement, "burden", 0), "100");
    assert_int_equal(integer(placed.curve, "cost", 1), 7);
    routes_placed_free(&placed);
    options.budget = 6; /* less than it costs */
    place(&placed, &three, &options);
    assert_int_equal(routes_table_rows(placed.placement), 0);
    routes_placed_free(&placed);
    routes_table_free(sites);
    laid_drop(&three);
}

/* Shares by length: with habit 2 a way twice as long is taken a quarter as often. Lane L13 alone
 * carries persons a month; it goes by X01 or round it. */
static void habits_follow_lengths(void **state)
{
    const struct laid *sample = *state;
    const char *const watch[] = {"X01"};
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    routes_table *wide = NULL, *steep = NULL;
    routes_error err;
    double theta = 0.0;
    options.theta = &theta;
    options.unit = ROUTES_UNIT_PERSONS_PER_MONTH;
    options.fixed = watch;
    options.fixed_count = 1;
    options.habit = 2.0;
    assert_ok(routes_answer_displace(&wide, sample->model, sample->network, sample->laying,
                                     &options, &err),
              &err);
    options.habit = 4.0;
    assert_ok(routes_answer_displace(&steep, sample->model, sample->network, sample->laying,
                                     &options, &err),
              &err);
    const char *const ids[] = {"X01", "X06", "X05", "X03", "D-KH01-TH"};
    double sum = 0.0;
    for (size_t i = 0; i < 5; i++) {
        double before = number(wide, "before", row_of(wide, ids[i]));
        double first = number(wide, "before", row_of(wide, "X01"));
        sum += before;
        /* Squares of the shares' ratio, as the exponent has doubled. */
        assert_near(number(steep, "before", row_of(steep, ids[i])) /
                        number(steep, "before", row_of(steep, "X01")),
                    before / first * (before / first), 1e-9);
        /* Nobody shifts. */
        assert_near(number(wide, "change", row_of(wide, ids[i])), 0.0, 1e-12);
    }
    assert_near(sum, 100.0, 1e-9);
    assert_int_equal(
        routes_table_booleans(wide, routes_table_find(wide, "watched"))[row_of(wide, "X01")], 1);
    /* All know: the ways that are not watched take everything, evenly by habit. */
    assert_near(number(wide, "after_all", row_of(wide, "X01")), 0.0, 0.0);
    routes_table_free(wide);
    routes_table_free(steep);
}

static void the_tables_agree_with_each_other(void **state)
{
    const struct laid *sample = *state;
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    routes_placed placed;
    double sum = 0.0, chosen = 0.0;
    options.teams = 4;
    options.draws = 40;
    place(&placed, sample, &options);
    size_t teams = routes_table_rows(placed.placement);
    assert_int_equal(teams, 4);
    for (size_t row = 0; row < teams; row++) {
        sum += number(placed.placement, "marginal", row);
        chosen += number(placed.placement, "chosen", row);
        assert_near(range(placed.placement, "interception", row).moderate, sum, 1e-9);
        assert_true(sum <= number(placed.placement, "bound", row) * (1.0 + 1e-12));
        double moved = number(placed.placement, "moved_share", row);
        assert_true(moved >= 0.0 && moved <= 1.0);
        assert_string_equal(routes_table_text_at(placed.placement, "burden", row), "unknown");
    }
    assert_true(chosen <= 4.0);
    assert_int_equal(routes_table_rows(placed.curve), 5);
    for (size_t row = 1; row < 5; row++) {
        routes_range found = range(placed.curve, "interception", row);
        assert_true(found.moderate >=
                    range(placed.curve, "interception", row - 1).moderate - 1e-12);
        assert_near(number(placed.curve, "bound", row), found.moderate, 1e-9);
        assert_true(number(placed.curve, "worst", row) <= found.moderate);
    }
    assert_near(range(placed.curve, "interception", 4).moderate, sum, 1e-9);
    for (size_t row = 0; row < routes_table_rows(placed.displacement); row++) {
        double before = number(placed.displacement, "before", row);
        double after = number(placed.displacement, "after", row);
        assert_near(number(placed.displacement, "change", row), after - before, 1e-12);
    }
    /* Every number of teams has its displacement (S22). */
    for (int64_t team = 1; team <= 4; team++) {
        size_t rows = 0;
        for (size_t row = 0; row < routes_table_rows(placed.displacement); row++)
            rows += integer(placed.displacement, "team", row) == team;
        assert_true(rows > 5);
    }
    assert_non_null(strstr(routes_table_meta(placed.placement, "displacement"), "\"X01\""));
    for (size_t row = 0; row < routes_table_rows(placed.others); row++)
        assert_true(number(placed.others, "behind", row) <= 0.01);
    assert_int_equal(routes_table_rows(placed.regret), 7);
    for (size_t row = 0; row < 7; row++)
        assert_true(number(placed.regret, "regret", row) >= 0.0);
    assert_near(number(placed.regret, "regret", 3), 0.0, 1e-12); /* its own theta, 4 */
    /* Every site: shares fall and sum to the teams; no further team adds more than the bound. */
    double share = 0.0;
    for (size_t row = 0; row < routes_table_rows(placed.sites); row++) {
        share += number(placed.sites, "chosen", row);
        if (row > 0)
            assert_true(number(placed.sites, "chosen", row) <=
                        number(placed.sites, "chosen", row - 1));
    }
    assert_true(share > 0.0 && share <= 4.0 + 1e-12);
    for (size_t row = 0; row < teams; row++) {
        size_t at = row_of(placed.sites, routes_table_text_at(placed.placement, "id", row));
        assert_int_equal(integer(placed.sites, "team", at), row + 1);
        assert_true(number(placed.sites, "adds", at) > 0.0);
        assert_near(number(placed.sites, "chosen", at), number(placed.placement, "chosen", row),
                    0.0);
    }
    routes_placed_free(&placed);
}

static double found_with(const struct laid *sample, const char *const *ids, size_t count)
{
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    routes_placed placed;
    options.teams = 2;
    options.draws = 1;
    options.fixed = ids;
    options.fixed_count = count;
    place(&placed, sample, &options);
    double found = 0.0;
    size_t rows = routes_table_rows(placed.placement);
    if (rows)
        found = range(placed.placement, "interception", rows - 1).moderate;
    routes_placed_free(&placed);
    return found;
}

/* The best pair is the best of all pairs that are fixed one after another. */
static void the_best_pair_is_the_best_of_all_pairs(void **state)
{
    static const char *const ids[] = {"X01", "X02", "X05", "X06", "X11", "X16", "X17"};
    double best = 0.0;
    for (size_t i = 0; i < 7; i++)
        for (size_t j = 0; j < i; j++) {
            const char *const pair[] = {ids[i], ids[j]};
            best = fmax(best, found_with(*state, pair, 2));
        }
    assert_near(found_with(*state, NULL, 0), best, 1e-12);
}

static void sites_are_kept_to(void **state)
{
    const struct laid *sample = *state;
    const char *const fixed[] = {"X17"}, *const forbidden[] = {"X01", "X11"};
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    routes_placed placed;
    options.draws = 2;
    options.teams = 3;
    options.fixed = fixed;
    options.fixed_count = 1;
    options.forbidden = forbidden;
    options.forbidden_count = 2;
    place(&placed, sample, &options);
    assert_string_equal(routes_table_text_at(placed.placement, "id", 0), "X17");
    assert_true(row_of(placed.placement, "X01") == SIZE_MAX);
    assert_true(row_of(placed.placement, "X11") == SIZE_MAX);
    assert_int_equal(integer(placed.curve, "teams", 0), 1);
    routes_placed_free(&placed);

    /* Two teams at Poipet, a chance of 1 at Bavet, which all avoid who can. */
    const char *const names[] = {"id", "detection", "most", "forbidden"};
    const char *const texts[] = {"X01", NULL, "2",   NULL, "X11", "1",
                                 NULL,  NULL, "X05", NULL, NULL,  "yes"};
    routes_table *sites = sites_of(names, texts, 4, 3);
    options.sites = sites;
    options.forbidden_count = options.fixed_count = 0;
    options.teams = 2;
    double theta = 0.0;
    options.theta = &theta;
    place(&placed, sample, &options);
    assert_true(row_of(placed.placement, "X11") != SIZE_MAX);
    size_t bavet = row_of(placed.placement, "X11");
    assert_int_equal(routes_table_booleans(placed.placement,
                                           routes_table_find(placed.placement, "assumed"))[bavet],
                     0);
    routes_placed_free(&placed);
    routes_table_free(sites);

    options.sites = NULL;
    options.teams = ROUTES_PLACE_NO_TEAMS;
    place(&placed, sample, &options);
    assert_int_equal(routes_table_rows(placed.placement), 0);
    assert_int_equal(routes_table_rows(placed.displacement), 0);
    routes_placed_free(&placed);
    options.teams = 100; /* above the sites */
    options.theta = NULL;
    place(&placed, sample, &options);
    assert_true(routes_table_rows(placed.placement) < 23);
    routes_placed_free(&placed);
    for (int at = 1; at < 3; at++) {
        options.at = (routes_place_at)at;
        options.teams = 2;
        place(&placed, sample, &options);
        assert_true(routes_table_rows(placed.placement) > 0);
        routes_placed_free(&placed);
    }
}

static void check_refused(const struct laid *sample, const routes_answer_place_options *options,
                          routes_status expected, const char *message)
{
    routes_placed placed;
    routes_error err;
    assert_int_equal(
        routes_answer_place(&placed, sample->model, sample->network, sample->laying, options, &err),
        expected);
    assert_null(placed.placement);
    if (!strstr(err.message, message))
        fail_msg("\"%s\" does not say \"%s\"", err.message, message);
}

static void what_is_wrong_is_refused(void **state)
{
    const struct laid *sample = *state;
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    routes_error err;
    const char *const nowhere[] = {"X99"}, *const diffuse[] = {"D-KH01-TH"};
    options.fixed = nowhere;
    options.fixed_count = 1;
    check_refused(sample, &options, ROUTES_E_NOT_FOUND, "X99 is no crossing");
    options.fixed = diffuse;
    check_refused(sample, &options, ROUTES_E_ARGUMENT, "no team can watch it");
    options.fixed_count = 0;
    options.cutoff = 0.5;
    check_refused(sample, &options, ROUTES_E_ARGUMENT, "cutoff");
    options.cutoff = 0.0;
    options.habit = -1.0;
    check_refused(sample, &options, ROUTES_E_ARGUMENT, "habit");
    options.habit = 0.0;
    options.unit = ROUTES_UNIT_USD_PER_YEAR;
    check_refused(sample, &options, ROUTES_E_NOT_FOUND, "no laid lane");
    options.unit = ROUTES_UNIT_NOT_STATED;

    static const char *const traits[] = {"nationality", "ethnicity", "race",     "sex",
                                         "gender",      "age",       "age_group"};
    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++) {
        const char *const names[] = {"id", traits[i]};
        const char *const texts[] = {"X01", "any"};
        routes_table *sites = sites_of(names, texts, 2, 1);
        options.sites = sites;
        check_refused(sample, &options, ROUTES_E_DATA, traits[i]);
        check_refused(sample, &options, ROUTES_E_DATA, "S23");
        routes_table_free(sites);
    }
    static const char *const bad[][2] = {
        {"detection", "1.5"}, {"hours", "25"}, {"most", "0"}, {"cost", "1.5"}, {"fixed", "maybe"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *const names[] = {"id", bad[i][0]};
        const char *const texts[] = {"X01", bad[i][1]};
        routes_table *sites = sites_of(names, texts, 2, 1);
        options.sites = sites;
        check_refused(sample, &options, ROUTES_E_DATA, bad[i][0]);
        routes_table_free(sites);
    }
    assert_int_equal(
        routes_answer_place(NULL, sample->model, sample->network, sample->laying, NULL, &err),
        ROUTES_E_ARGUMENT);
    routes_placed_free(NULL);
}

static void threads_change_nothing(void **state)
{
    const struct laid *sample = *state;
    char *json[3] = {NULL};
    routes_error err;
    for (int t = 0; t < 3; t++) {
        routes_run run = ROUTES_RUN;
        routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
        routes_placed placed;
        run.threads = t == 0 ? 1 : t == 1 ? 2 : 7;
        options.run = &run;
        options.draws = 70;
        options.teams = 2;
        place(&placed, sample, &options);
        assert_ok(routes_table_json(&json[t], placed.placement, &err), &err);
        routes_placed_free(&placed);
        assert_string_equal(json[t], json[0]);
    }
    for (int t = 0; t < 3; t++)
        routes_text_free(json[t]);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    *(int *)user = *(int *)user || strcmp(what, "placing teams") == 0;
    return *(int *)user;
}

static void a_stop_leaves_a_plan_and_its_bound(void **state)
{
    const struct laid *sample = *state;
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_placed placed;
    int stopped = 0;
    run.progress = stop;
    run.progress_user = &stopped;
    options.run = &run;
    options.teams = 3;
    place(&placed, sample, &options);
    assert_true(placed.stopped);
    assert_string_equal(routes_table_meta(placed.placement, "stopped"), "yes");
    assert_true(routes_table_rows(placed.placement) > 0);
    assert_non_null(placed.displacement);
    routes_placed_free(&placed);
}

static void why_is_told_in_words(void **state)
{
    const struct laid *sample = *state;
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    char *text = NULL;
    routes_error err;
    options.draws = 5;
    options.teams = 2;
    assert_ok(routes_explain_place(&text, sample->model, sample->network, sample->laying, &options,
                                   "X01", &err),
              &err);
    assert_non_null(strstr(text, "X01 Poipet"));
    assert_non_null(strstr(text, "A team stands here"));
    assert_non_null(strstr(text, "without this team"));
    assert_non_null(strstr(text, "Were it alone watched"));
    routes_text_free(text);
    assert_ok(routes_explain_place(&text, sample->model, sample->network, sample->laying, &options,
                                   "D-KH01-TH", &err),
              &err);
    assert_non_null(strstr(text, "no team can watch it"));
    routes_text_free(text);
    assert_int_equal(routes_explain_place(&text, sample->model, sample->network, sample->laying,
                                          &options, "X99", &err),
                     ROUTES_E_NOT_FOUND);
    assert_null(text);
}

static routes_status try_all(const struct laid *from)
{
    routes_answer_place_options options = ROUTES_ANSWER_PLACE_OPTIONS;
    routes_placed placed = {0};
    routes_table *table = NULL;
    char *text = NULL;
    const char *const watch[] = {"X1"};
    options.draws = 2;
    routes_status status =
        routes_answer_place(&placed, from->model, from->network, from->laying, &options, NULL);
    if (!status)
        status = routes_explain_place(&text, from->model, from->network, from->laying, &options,
                                      "X1", NULL);
    options.fixed = watch;
    options.fixed_count = 1;
    if (!status)
        status = routes_answer_displace(&table, from->model, from->network, from->laying, &options,
                                        NULL);
    routes_placed_free(&placed);
    routes_table_free(table);
    routes_text_free(text);
    return status;
}

static void failing_memory_is_survived(void **state)
{
    (void)state;
    struct laid three = {0};
    routes_error err;
    assert_ok(laid_make(&three, ROUTES_TEST_DATA "/three", "AA", &err), &err);
    long live = routes_i_memory_live(), allowed = 0;
    routes_status status = ROUTES_E_MEMORY;
    for (; status == ROUTES_E_MEMORY && allowed < 20000; allowed++) {
        routes_i_memory_fail_after(allowed);
        status = try_all(&three);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    laid_drop(&three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lane_without_another_way_is_worked_by_hand),
        cmocka_unit_test(habits_follow_lengths),
        cmocka_unit_test(the_tables_agree_with_each_other),
        cmocka_unit_test(the_best_pair_is_the_best_of_all_pairs),
        cmocka_unit_test(sites_are_kept_to),
        cmocka_unit_test(what_is_wrong_is_refused),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(a_stop_leaves_a_plan_and_its_bound),
        cmocka_unit_test(why_is_told_in_words),
        cmocka_unit_test(failing_memory_is_survived),
    };
    return cmocka_run_group_tests_name("answer_place", tests, laid_setup, laid_teardown);
}
