/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */
/* Timeout: 240 */

#include "routes/plot.h"

#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/file.h"
#include "core/memory.h"
#include "render/axis.h"
#include "support/answer.h"
#include "support/csv.h"
#include "support/scene.h"

#define LOCAL "id:T value:N lag:N hot_class:T geometry:G"

/* Four squares in a row: high, high, low, and one without a value. */
static const char *const local_cells[] = {
    "north",  "9", "8", "high_high",  "#0 0, 1 0, 1 1, 0 1, 0 0",
    "middle", "8", "5", "none",       "#1 0, 2 0, 2 1, 1 1, 1 0",
    "south",  "1", "8", "low_high",   "#2 0, 3 0, 3 1, 2 1, 2 0",
    "silent", "-", "-", "not_tested", "#3 0, 4 0, 4 1, 3 1, 3 0",
    NULL};

static const char *const rate_cells[] = {
    /* id population raw 95 % 99.8 % */
    "small",  "100",     "0.05",  "0",      "0.04", "0",    "0.06", "large",  "10000",  "0.011",
    "0.008",  "0.012",   "0.007", "0.0135", "high", "5000", "0.02", "0.0074", "0.0128", "0.006",
    "0.0145", "unknown", "-",     "-",      "-",    "-",    "-",    "-",      NULL};

static const char *const rank_cells[] = {"second", "2",     "1", "3", "0.4", "first", "1", "1", "2",
                                         "0.9",    "third", "3", "2", "3",   "0.05",  NULL};

/* The bound of two teams lies above what is found. */
static const char *const team_cells[] = {
    "0", "-",   "0",   "0",   "0 0 0 bounds", "1", "a", "1", "0.2", "0.5 1 1.5 bounds",
    "2", "a|b", "2.5", "0.3", "1 2 3 bounds", NULL};

static routes_release *release_of(const char *name, const char *heads, const char *const *cells)
{
    routes_table *table = answer_make(name, ROUTES_KIND_OWN, heads, cells);
    const routes_table *answers[] = {table};
    routes_release *release = scene_release(NULL, answers, 1, ROUTES_TIER_OWN);
    routes_table_free(table);
    return release;
}

static routes_release *release_for(routes_plot plot)
{
    switch (plot) {
    case ROUTES_PLOT_CLUSTERS:
    case ROUTES_PLOT_MORAN:
        return release_of("hotspot_local", LOCAL, local_cells);
    case ROUTES_PLOT_FUNNEL:
        return release_of("hotspot_rates",
                          "id:T population:N raw:N control_low:N control_high:N alarm_low:N "
                          "alarm_high:N",
                          rate_cells);
    case ROUTES_PLOT_TEAMS:
        return release_of("placement_curve", "teams:N sites:T bound:N worst:N interception:R",
                          team_cells);
    default:
        return release_of("hotspot_rank", "id:T rank:N rank_lower:N rank_upper:N share_in_top:N",
                          rank_cells);
    }
}

static const char *const layers[] = {"hotspot_local", "hotspot_local", "hotspot_rates",
                                     "hotspot_rank", "placement_curve"};
static const char *const words[] = {"clusters", "moran", "funnel", "ranks", "teams"};

static void path_of(char *path, size_t size, const char *word, const char *ending)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, size, "%s/routes-plot-%s%s", folder ? folder : "/tmp", word, ending);
}

/* Ticks of 1, 2 or 5 times a power of ten; the ends hold what was asked for. */
static void ticks_are_round(void **state)
{
    (void)state;
    routes_i_axis axis = routes_i_axis_linear(-0.31, 2.4);
    assert_near(axis.step, 0.5, 0);
    assert_near(axis.low, -0.5, 0);
    assert_near(axis.high, 2.5, 0);
    assert_near(routes_i_axis_tick(&axis, 1), 0.0, 0);
    assert_near(routes_i_axis_tick(&axis, 6), 2.5, 1e-15);
    assert_true(isnan(routes_i_axis_tick(&axis, 7)));
    assert_near(routes_i_axis_part(&axis, 1.0), 0.5, 1e-15);

    axis = routes_i_axis_log(100.0, 41000.0);
    assert_near(routes_i_axis_tick(&axis, 0), 100.0, 1e-12);
    assert_near(routes_i_axis_tick(&axis, 3), 100000.0, 1e-9);
    assert_true(isnan(routes_i_axis_tick(&axis, 4)));
    assert_near(routes_i_axis_part(&axis, 1000.0), 1.0 / 3.0, 1e-12);

    /* One value alone, and nought. */
    axis = routes_i_axis_linear(4.0, 4.0);
    assert_true(axis.low < 4.0 && axis.high > 4.0);
    axis = routes_i_axis_linear(0.0, 0.0);
    assert_true(axis.low < 0.0 && axis.high > 0.0);
    axis = routes_i_axis_log(10.0, 10.0);
    assert_true(axis.high > axis.low);
}

/* What the pictures say in words, which stand in the SVG. */
static void plots_say_what_they_show(void **state)
{
    (void)state;
    static const char *const said[][4] = {
        {"high among high (1)", "low among high (1)", "as expected (1)", "not tested (1)"},
        /* About the means 6 and 7: (3 - 4 - 5) / (9 + 4 + 25). */
        {"3 areas; slope -0.158", "3 of 4 rows are drawn", "which is not zero", "high among high"},
        /* (5 + 110 + 100) / 15100 */
        {"common rate 0.01424", "beyond the 99.8 % limits (1)", "beyond the 95 % limits (1)",
         "3 of 4 rows"},
        {"All 3.", "90 %", "first", "in the top"},
        {"up to 2 teams", "proved: no other finds more (2 of 3)", "best found; the bound",
         "doubtful lanes"},
    };
    for (int plot = 0; plot < ROUTES_PLOTS; plot++) {
        char path[512];
        routes_error err;
        routes_plot found;
        routes_release *release = release_for((routes_plot)plot);
        assert_ok(routes_plot_find(&found, words[plot], &err), &err);
        assert_int_equal(found, plot);
        path_of(path, sizeof path, words[plot], ".svg");
        assert_ok(routes_plot_write(release, layers[plot], found, path, NULL, &err), &err);
        char *svg = csv_slurp(path);
        for (int i = 0; i < 4; i++)
            if (!strstr(svg, said[plot][i]))
                fail_msg("%s does not say \"%s\"", words[plot], said[plot][i]);
        free(svg);
        for (int ending = 0; ending < 2; ending++) {
            path_of(path, sizeof path, words[plot], ending ? ".png" : ".pdf");
            assert_ok(routes_plot_write(release, layers[plot], found, path, NULL, &err), &err);
        }
        routes_release_free(release);
    }
}

static void what_cannot_be_drawn_is_named(void **state)
{
    (void)state;
    routes_error err;
    routes_plot plot;
    routes_release *release = release_for(ROUTES_PLOT_RANKS);
    assert_int_equal(routes_plot_find(&plot, "pie", &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "\"pie\" is no plot: clusters, moran, funnel, ranks or teams");
    assert_int_equal(
        routes_plot_write(release, "hotspot_rank", ROUTES_PLOT_RANKS, "x.gif", NULL, &err),
        ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "x.gif must end in .svg, .pdf or .png");
    assert_int_equal(routes_plot_write(release, "ranks", ROUTES_PLOT_RANKS, "x.svg", NULL, &err),
                     ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "the release holds no layer \"ranks\"");
    assert_int_equal(
        routes_plot_write(release, "hotspot_rank", ROUTES_PLOT_MORAN, "x.svg", NULL, &err),
        ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "the layer \"hotspot_rank\" has no column \"value\" to draw");
    assert_int_equal(
        routes_plot_write(NULL, "hotspot_rank", ROUTES_PLOT_MORAN, "x.svg", NULL, &err),
        ROUTES_E_ARGUMENT);
    routes_release_free(release);

    static const char *const empty[] = {"a", "-", "-", "none", "-", NULL};
    release = release_of("hotspot_local", LOCAL, empty);
    assert_int_equal(
        routes_plot_write(release, "hotspot_local", ROUTES_PLOT_MORAN, "x.svg", NULL, &err),
        ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message,
                        "none of the 1 rows of \"hotspot_local\" has what is to be drawn");
    assert_int_equal(
        routes_plot_write(release, "hotspot_local", ROUTES_PLOT_CLUSTERS, "x.svg", NULL, &err),
        ROUTES_E_NOT_FOUND);
    assert_false(routes_i_file_exists("x.svg"));
    routes_release_free(release);
}

/* One value for all: no slope, and nothing is divided by nothing. */
static void a_plot_of_one_value_has_no_slope(void **state)
{
    (void)state;
    static const char *const cells[] = {"a", "2", "2",    "none", "0 0", "b",
                                        "2", "2", "none", "1 1",  NULL};
    char path[512];
    routes_error err;
    routes_release *release = release_of("hotspot_local", LOCAL, cells);
    path_of(path, sizeof path, "one", ".svg");
    assert_ok(routes_plot_write(release, "hotspot_local", ROUTES_PLOT_MORAN, path, NULL, &err),
              &err);
    char *svg = csv_slurp(path);
    assert_non_null(strstr(svg, "2 areas of one value: no slope."));
    assert_null(strstr(svg, "nan"));
    free(svg);
    assert_ok(routes_plot_write(release, "hotspot_local", ROUTES_PLOT_CLUSTERS, path, NULL, &err),
              &err);
    remove(path);
    routes_release_free(release);
}

static void plots_survive_without_memory(void **state)
{
    (void)state;
    for (int plot = 0; plot < ROUTES_PLOTS; plot++) {
        char path[512];
        routes_release *release = release_for((routes_plot)plot);
        long live = routes_i_memory_live(), tried = 0;
        routes_status status = ROUTES_E_MEMORY;
        routes_error err;
        path_of(path, sizeof path, "memory", ".svg");
        remove(path);
        for (long n = 0; status == ROUTES_E_MEMORY; n += 1 + n / 32) {
            routes_i_memory_fail_after(n);
            status = routes_plot_write(release, layers[plot], (routes_plot)plot, path, NULL, &err);
            routes_i_memory_fail_after(-1);
            tried++;
            assert_int_equal(routes_i_memory_live(), live);
            if (status == ROUTES_E_MEMORY)
                assert_false(routes_i_file_exists(path));
            else
                assert_ok(status, &err);
        }
        assert_true(tried > 20);
        remove(path);
        routes_release_free(release);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_round),
        cmocka_unit_test(plots_say_what_they_show),
        cmocka_unit_test(what_cannot_be_drawn_is_named),
        cmocka_unit_test(a_plot_of_one_value_has_no_slope),
        cmocka_unit_test(plots_survive_without_memory),
    };
    int failed = cmocka_run_group_tests_name("plot", tests, NULL, NULL);
    FcFini(); /* patterns of the system's settings, which the leak checker cannot see */
    return failed;
}
