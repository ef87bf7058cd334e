/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/place.h"

#include "core/memory.h"
#include "support/check.h"

enum { SITES = 8, DEMANDS = 5, ROUTES = 20, STEPS = 60 };

/* A small problem drawn at random. */
struct problem {
    size_t route_start[DEMANDS + 1], step_start[ROUTES + 1];
    uint32_t steps[STEPS], site[SITES];
    double weight[DEMANDS], share[ROUTES], open[ROUTES], detection[SITES], shift[SITES];
    unsigned char forbidden[SITES];
    routes_place_demands demands;
    routes_place_sites sites;
};

static void draw_problem(struct problem *one, uint64_t *seed, size_t sites)
{
    size_t routes = 0, steps = 0;
    *one = (struct problem){0};
    for (size_t d = 0; d < DEMANDS; d++) {
        size_t count = draw(seed) % 5;
        one->weight[d] = (double)(draw(seed) % 4);
        for (size_t r = 0; r < count; r++) {
            size_t on = draw(seed) % 4;
            one->share[routes] = draw(seed) % 5 ? draw_unit(seed) / 5.0 : 0.0;
            one->open[routes] = draw(seed) % 2 ? 1.0 : 0.5 + 0.5 * draw_unit(seed);
            for (size_t k = 0; k < on; k++)
                one->steps[steps++] = (uint32_t)(draw(seed) % (sites + 1));
            one->step_start[++routes] = steps;
        }
        one->route_start[d + 1] = routes;
    }
    for (uint32_t s = 0; s < sites; s++) {
        static const double chances[] = {0.0, 0.3, 0.5, 0.8, 1.0};
        one->site[s] = s;
        one->detection[s] = chances[draw(seed) % 5];
        one->shift[s] = draw(seed) % 3 ? 1.0 : 0.5;
        one->forbidden[s] = draw(seed) % 6 == 0;
    }
    one->demands = (routes_place_demands){
        DEMANDS, one->route_start, one->step_start, one->steps, one->weight, one->share, one->open};
    one->sites = (routes_place_sites){sites,          one->site,  one->detection, one->detection,
                                      one->detection, one->shift, one->forbidden};
}

static double found_by(const struct problem *one, const uint32_t *teams, double theta)
{
    double found;
    routes_error err;
    assert_ok(
        routes_place_evaluate(&found, NULL, NULL, &one->demands, &one->sites, teams, theta, &err),
        &err);
    return found;
}

/* Weight 10, two ways of 0.5 each: over site 7, and over none. Detection 0.5.
 * theta 0: 10 x .5 x .5 = 2.5. theta 1: shares .25 : .5, so 10 x 1/3 x 1/2. Infinity: all take the
 * other way. Detection 1 leaves nobody on the way at any theta above 0. */
static void shifting_is_worked_by_hand(void **state)
{
    (void)state;
    const size_t route_start[] = {0, 2}, step_start[] = {0, 1, 2};
    const uint32_t steps[] = {7, 9}, site[] = {7};
    const double weight[] = {10}, share[] = {0.5, 0.5};
    double detection[] = {0.5};
    const uint32_t one[] = {1}, two[] = {2};
    const routes_place_demands demands = {1, route_start, step_start, steps, weight, share, NULL};
    const routes_place_sites sites = {1, site, detection, detection, detection, NULL, NULL};
    double found, passing, shares[2];
    routes_error err;
    assert_ok(routes_place_evaluate(&found, &passing, shares, &demands, &sites, NULL, 3, &err),
              &err);
    assert_near(found, 0.0, 0.0);
    assert_near(passing, 5.0, 1e-15);
    assert_ok(routes_place_evaluate(&found, &passing, shares, &demands, &sites, one, 0, &err),
              &err);
    assert_near(found, 2.5, 1e-15);
    assert_ok(routes_place_evaluate(&found, &passing, shares, &demands, &sites, two, 0, &err),
              &err);
    assert_near(found, 3.75, 1e-15);
    assert_ok(routes_place_evaluate(&found, &passing, shares, &demands, &sites, one, 1, &err),
              &err);
    assert_near(found, 5.0 / 3.0, 1e-15);
    assert_near(passing, 10.0 / 3.0, 1e-15);
    assert_near(shares[1], 2.0 / 3.0, 1e-15);
    assert_ok(
        routes_place_evaluate(&found, &passing, shares, &demands, &sites, one, INFINITY, &err),
        &err);
    assert_near(found, 0.0, 0.0);
    assert_near(passing, 0.0, 0.0);
    detection[0] = 1.0;
    assert_ok(routes_place_evaluate(&found, &passing, shares, &demands, &sites, one, 1, &err),
              &err);
    assert_near(found, 0.0, 0.0);
    assert_int_equal(routes_place_evaluate(&found, NULL, NULL, &demands, &sites, one, -1, &err),
                     ROUTES_E_ARGUMENT);
}

static void plans_agree_with_enumeration(void **state)
{
    (void)state;
    static const double thetas[] = {0.0, 0.5, 2.0, 16.0, INFINITY};
    uint64_t seed = 2007;
    for (int round = 0; round < 500; round++) {
        struct problem one;
        size_t sites = 1 + draw(&seed) % SITES;
        double theta = thetas[round % 5], best[SITES + 1] = {0};
        routes_place_options options = ROUTES_PLACE_OPTIONS;
        routes_place_plans *plans = NULL;
        routes_error err;
        draw_problem(&one, &seed, sites);
        for (size_t mask = 0; mask < (size_t)1 << sites; mask++) {
            uint32_t teams[SITES] = {0};
            size_t count = 0, bad = 0;
            for (size_t s = 0; s < sites; s++) {
                teams[s] = mask >> s & 1;
                count += teams[s];
                bad += teams[s] && one.forbidden[s];
            }
            double found = bad ? 0.0 : found_by(&one, teams, theta);
            for (size_t k = count; k <= sites; k++)
                best[k] = fmax(best[k], found);
        }
        options.teams = 1 + draw(&seed) % SITES;
        assert_ok(routes_place_new(&plans, &one.demands, &one.sites, theta, &options, &err), &err);
        assert_true(routes_place_most(plans) <= options.teams);
        for (size_t k = 0; k <= routes_place_most(plans); k++) {
            routes_place_plan plan = routes_place_best(plans, k);
            uint32_t teams[SITES] = {0};
            assert_true(plan.teams <= k);
            for (size_t i = 0; i < plan.teams; i++) {
                assert_true(!one.forbidden[plan.place[i]]);
                teams[plan.place[i]] = 1;
            }
            assert_near(plan.found, best[k], 1e-11);
            assert_near(found_by(&one, teams, theta), plan.found, 1e-14);
            assert_near(plan.bound, plan.found, 0.0);
        }
        routes_place_free(plans);

        /* Ended at once: the bound still holds. */
        options.most_nodes = 1;
        assert_ok(routes_place_new(&plans, &one.demands, &one.sites, theta, &options, &err), &err);
        for (size_t k = 0; k <= routes_place_most(plans); k++) {
            routes_place_plan plan = routes_place_best(plans, k);
            assert_true(plan.found <= plan.bound);
            assert_true(best[k] <= plan.bound * (1.0 + 1e-11) + 1e-12);
        }
        routes_place_free(plans);
    }
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)user;
    assert_string_equal(what, "placing teams");
    return 1;
}

static void bad_calls_are_refused_and_failing_memory_survived(void **state)
{
    (void)state;
    uint64_t seed = 4;
    struct problem one;
    routes_place_options options = ROUTES_PLACE_OPTIONS;
    routes_place_plans *plans = NULL;
    routes_error err;
    draw_problem(&one, &seed, 6);
    assert_int_equal(routes_place_new(NULL, &one.demands, &one.sites, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_place_new(&plans, NULL, &one.sites, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_place_new(&plans, &one.demands, NULL, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_place_new(&plans, &one.demands, &one.sites, NAN, NULL, &err),
                     ROUTES_E_ARGUMENT);
    one.shift[2] = 1.5;
    assert_int_equal(routes_place_new(&plans, &one.demands, &one.sites, 1, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "shift[2] is 1.5, must be 0 to 1");
    one.shift[2] = 1.0;
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    options.run = &run;
    assert_int_equal(routes_place_new(&plans, &one.demands, &one.sites, 1, &options, &err),
                     ROUTES_E_CANCELLED);
    assert_null(plans);
    routes_place_free(NULL);

    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY && allowed < 400; allowed++) {
        routes_i_memory_fail_after(allowed);
        status = routes_place_new(&plans, &one.demands, &one.sites, 1, NULL, &err);
        routes_i_memory_fail_after(-1);
        routes_place_free(plans);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shifting_is_worked_by_hand),
        cmocka_unit_test(plans_agree_with_enumeration),
        cmocka_unit_test(bad_calls_are_refused_and_failing_memory_survived),
    };
    return cmocka_run_group_tests_name("place", tests, NULL, NULL);
}
