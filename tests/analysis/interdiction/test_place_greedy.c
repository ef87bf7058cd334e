/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/place_greedy.h"

#include "core/memory.h"
#include "support/check.h"

static routes_place_greedy *place(const routes_place_demands *demands, const uint32_t *sites,
                                  size_t site_count, const routes_place_greedy_options *options)
{
    routes_place_greedy *made = NULL;
    routes_error err;
    assert_ok(routes_place_greedy_new(&made, demands, sites, site_count, options, &err), &err);
    return made;
}

static void check_range(routes_range range, double low, double moderate, double high)
{
    assert_near(range.low, low, 1e-12);
    assert_near(range.moderate, moderate, 1e-12);
    assert_near(range.high, high, 1e-12);
    assert_int_equal(range.kind, ROUTES_RANGE_BOUNDS);
}

/* Crossings 10, 20, 30. Three lanes:
 *     lane 0, weight 6: over 10, or else over 20
 *     lane 1, weight 2: over 10 and 20, no other way
 *     lane 2, weight 4: over 30, or else over 99, which is no site
 * Lane 3 is not laid.
 *
 * First team: 10 finds 0.5 x 8 = 4; 20 finds 1, 30 finds 2. At 0.2 and 0.8: 1.6 and 6.4.
 * Everybody moving: lane 0 goes to 20, lane 1 stays: 0.5 x 2 = 1 (0.4 to 1.6); of 8, 6 move.
 * Second: 30 finds 2 more; 20 would find 0.5 x 0.5 x 2 = 0.5. Lane 2 goes to 99: all 4 move.
 * Third: 20 finds 0.5. Now lane 0 has no better way than 10 and stays: (0.5 of 6 is left on both);
 * lane 1 is found by two: 0.75 x 2. Nobody moving: 6 x .5 + 2 x .75 + 4 x .5 = 6.5.
 * Moving: lane 2 only: 6 x .5 + 2 x .75 = 4.5. */
static void teams_are_placed_by_hand(void **state)
{
    (void)state;
    const size_t route_start[] = {0, 2, 3, 5, 5};
    const size_t step_start[] = {0, 3, 4, 7, 8, 9};
    const uint32_t steps[] = {1, 10, 10, 20, 10, 5, 20, 30, 99};
    const double weight[] = {6, 2, 4, 9};
    const uint32_t sites[] = {30, 10, 20};
    const routes_place_demands demands = {4, route_start, step_start, steps, weight, NULL, NULL};
    routes_place_greedy *made = place(&demands, sites, 3, NULL);

    assert_int_equal(routes_place_greedy_teams(made), 3);
    assert_true(routes_place_greedy_assumed(made));
    const double *flow = routes_place_greedy_flow(made, 0);
    assert_near(flow[0], 4, 0);
    assert_near(flow[1], 8, 0);
    assert_near(flow[2], 2, 0);

    routes_place_team team = routes_place_greedy_team(made, 0);
    assert_int_equal(team.site, 10);
    assert_int_equal(team.place, 1);
    assert_near(team.gain, 4, 1e-15);
    assert_near(team.passing, 8, 0);
    assert_near(team.moved, 6, 0);
    assert_near(team.share_moved, 0.75, 0);
    check_range(team.caught, 1.6, 4, 6.4);
    check_range(team.caught_moving, 0.4, 1, 1.6);
    flow = routes_place_greedy_flow(made, 1);
    assert_near(flow[1], 2, 0);
    assert_near(flow[2], 8, 0);
    const double *arrivals = routes_place_greedy_arrivals(made, 0);
    assert_near(arrivals[0], 0, 0);
    assert_near(arrivals[1], 0, 0);
    assert_near(arrivals[2], 6, 0);
    assert_memory_equal(routes_place_greedy_choice(made, 1),
                        ((uint32_t[]){1, 0, 0, ROUTES_GRAPH_NONE}), 4 * sizeof(uint32_t));

    team = routes_place_greedy_team(made, 1);
    assert_int_equal(team.site, 30);
    assert_near(team.gain, 2, 1e-15);
    assert_near(team.share_moved, 1, 0);
    assert_near(team.caught.moderate, 6, 1e-12);
    assert_near(team.caught_moving.moderate, 1, 1e-12);
    assert_near(routes_place_greedy_flow(made, 2)[0], 0, 0);

    team = routes_place_greedy_team(made, 2);
    assert_int_equal(team.site, 20);
    assert_near(team.gain, 0.5, 1e-15);
    assert_near(team.passing, 2, 0);
    assert_near(team.moved, 0, 0);
    assert_near(team.caught.moderate, 6.5, 1e-12);
    assert_near(team.caught_moving.moderate, 4.5, 1e-12);
    assert_memory_equal(routes_place_greedy_choice(made, 3),
                        ((uint32_t[]){0, 0, 1, ROUTES_GRAPH_NONE}), 4 * sizeof(uint32_t));
    assert_near(routes_place_greedy_bound(made), 6.5, 1e-12);
    routes_place_greedy_free(made);
    routes_place_greedy_free(NULL);
}

/* Two sites with the same flow: the lower number, wherever it stands in the list. A third without
 * flow is left empty. */
static void equal_gains_go_to_the_lower_site_and_none_to_no_gain(void **state)
{
    (void)state;
    const size_t starts[] = {0, 1, 2};
    const uint32_t steps[] = {7, 3};
    const double weight[] = {0.1 + 0.2, 0.3};
    const uint32_t sites[] = {9, 7, 3};
    const routes_place_demands demands = {2, starts, starts, steps, weight, NULL, NULL};
    routes_place_greedy *made = place(&demands, sites, 3, NULL);
    assert_int_equal(routes_place_greedy_teams(made), 2);
    assert_int_equal(routes_place_greedy_team(made, 0).site, 3);
    assert_int_equal(routes_place_greedy_team(made, 1).site, 7);
    routes_place_greedy_free(made);

    const size_t zero[] = {0};
    const routes_place_demands none = {0, zero, zero, NULL, NULL, NULL, NULL};
    made = place(&none, sites, 3, NULL);
    assert_int_equal(routes_place_greedy_teams(made), 0);
    assert_near(routes_place_greedy_bound(made), 0, 0);
    routes_place_greedy_free(made);
    made = place(&demands, NULL, 0, NULL);
    assert_int_equal(routes_place_greedy_teams(made), 0);
    routes_place_greedy_free(made);
}

/* Lanes of weight 6 and 4 over 10, 6 may go over 20, then 30; 4 over 30. Detection 0.5.
 * 10 finds 5. No other site lies on a first way. The 6 have moved to 20, the 4 to 30: 20 would find
 * 3. Then the 6 go to 30 too: of 10 there, 30 would find 5, and 6 + 4 have nowhere better to go:
 * each way has one team on it, and the first listed is taken by who can choose, which is 10. */
static void teams_that_are_left_follow_the_flow(void **state)
{
    (void)state;
    const size_t route_start[] = {0, 3, 5};
    const size_t step_start[] = {0, 1, 2, 3, 4, 5};
    const uint32_t steps[] = {10, 20, 30, 10, 30};
    const double weight[] = {6, 4};
    const uint32_t sites[] = {10, 20, 30, 40};
    const routes_place_demands demands = {2, route_start, step_start, steps, weight, NULL, NULL};
    routes_place_greedy_options options = ROUTES_PLACE_GREEDY_OPTIONS;
    routes_place_greedy *made = place(&demands, sites, 4, &options);
    assert_int_equal(routes_place_greedy_teams(made), 1);
    routes_place_greedy_free(made);

    options.follow = 1;
    made = place(&demands, sites, 4, &options);
    assert_int_equal(routes_place_greedy_teams(made), 3);
    routes_place_team team = routes_place_greedy_team(made, 0);
    assert_int_equal(team.site, 10);
    assert_near(team.gain, 5, 0);
    assert_near(team.gain_moved, 0, 0);
    team = routes_place_greedy_team(made, 1);
    assert_int_equal(team.site, 20);
    assert_near(team.gain, 0, 0);
    assert_near(team.gain_moved, 3, 0);
    assert_near(team.passing, 6, 0);
    assert_near(team.share_moved, 1, 0);
    assert_near(routes_place_greedy_arrivals(made, 1)[2], 6, 0);
    check_range(team.caught, 2, 5, 8);
    check_range(team.caught_moving, 0, 0, 0);
    team = routes_place_greedy_team(made, 2);
    assert_int_equal(team.site, 30);
    assert_near(team.gain_moved, 5, 0);
    assert_near(team.passing, 10, 0);
    assert_near(team.moved, 10, 0);
    check_range(team.caught_moving, 2, 5, 8);
    assert_near(routes_place_greedy_bound(made), 5, 0);
    routes_place_greedy_free(made);
}

/* A way that is riskier to begin with is taken only once the first is watched well enough: way 1
 * has 0.6. Detection 0.3: 0.7 on way 0, nobody moves; 0.5 and 0.9: all move, none is found. */
static void a_sharper_watch_may_find_less(void **state)
{
    (void)state;
    const size_t route_start[] = {0, 2};
    const size_t step_start[] = {0, 1, 2};
    const uint32_t steps[] = {1, 2};
    const double reliability[] = {1.0, 0.6};
    const uint32_t sites[] = {1};
    const double q[3][1] = {{0.3}, {0.5}, {0.9}};
    const routes_place_demands demands = {1,    route_start, step_start, steps,
                                          NULL, NULL,        reliability};
    routes_place_greedy_options options = ROUTES_PLACE_GREEDY_OPTIONS;
    options.detection_low = q[0];
    options.detection = q[1];
    options.detection_high = q[2];
    routes_place_greedy *made = place(&demands, sites, 1, &options);
    assert_false(routes_place_greedy_assumed(made));
    check_range(routes_place_greedy_team(made, 0).caught, 0.3, 0.5, 0.9);
    check_range(routes_place_greedy_team(made, 0).caught_moving, 0.0, 0.0, 0.3);
    routes_place_greedy_free(made);
}

/* A random case: demands of up to 3 routes over up to 4 of 7 sites, shares in quarters. */
enum { SITES = 7, DEMANDS = 6, MOST_ROUTES = 3, MOST_STEPS = 4, TEAMS = 3 };

struct draw_case {
    size_t route_start[DEMANDS + 1];
    size_t step_start[DEMANDS * MOST_ROUTES + 1];
    uint32_t steps[DEMANDS * MOST_ROUTES * MOST_STEPS];
    double weight[DEMANDS];
    double share[DEMANDS * MOST_ROUTES];
    double reliability[DEMANDS * MOST_ROUTES];
    double q[3][SITES];
    uint32_t sites[SITES];
    routes_place_demands demands;
};

static void draw_one(struct draw_case *made, uint64_t *seed)
{
    size_t routes = 0;
    size_t steps = 0;
    *made = (struct draw_case){0};
    for (size_t d = 0; d < DEMANDS; d++) {
        size_t count = draw(seed) % (MOST_ROUTES + 1);
        double left = 1.0;
        made->weight[d] = (double)(draw(seed) % 5);
        for (size_t k = 0; k < count; k++, routes++) {
            size_t length = draw(seed) % (MOST_STEPS + 1);
            double share = k == 0 ? 0.25 * (double)(draw(seed) % 5) : left * 0.5;
            made->share[routes] = share;
            left -= share;
            made->reliability[routes] = draw(seed) % 2 ? 1.0 : 0.25 + 0.75 * draw_unit(seed);
            for (size_t i = 0; i < length; i++)
                made->steps[steps++] = (uint32_t)(draw(seed) % (SITES + 2));
            made->step_start[routes + 1] = steps;
        }
        made->route_start[d + 1] = routes;
    }
    for (size_t s = 0; s < SITES; s++) {
        made->sites[s] = (uint32_t)((s * 3) % SITES);
        made->q[1][s] = 0.25 * (double)(draw(seed) % 5);
        made->q[0][s] = made->q[1][s] * 0.5;
        made->q[2][s] = 0.5 + 0.5 * made->q[1][s];
    }
    made->demands =
        (routes_place_demands){DEMANDS,      made->route_start, made->step_start, made->steps,
                               made->weight, made->share,       made->reliability};
}

static int route_passes(const struct draw_case *c, size_t route, uint32_t site)
{
    for (size_t k = c->step_start[route]; k < c->step_start[route + 1]; k++)
        if (c->steps[k] == site)
            return 1;
    return 0;
}

/* Chance to pass the sites in `set` (by place) undetected. */
static double missed_on(const struct draw_case *c, size_t route, unsigned set, size_t level)
{
    double missed = 1.0;
    for (size_t s = 0; s < SITES; s++)
        if ((set >> s & 1) && route_passes(c, route, c->sites[s]))
            missed *= 1.0 - c->q[level][s];
    return missed;
}

/* Oracle: what a set of teams finds, from the definition in the header. */
static double found_by(const struct draw_case *c, unsigned set, size_t level, int moving)
{
    double sum = 0.0;
    for (size_t d = 0; d < DEMANDS; d++)
        for (size_t r = c->route_start[d]; r < c->route_start[d + 1]; r++) {
            size_t taken = r;
            for (size_t b = c->route_start[d]; moving && b < c->route_start[d + 1]; b++) {
                double other = c->reliability[b] * missed_on(c, b, set, level);
                double own = c->reliability[taken] * missed_on(c, taken, set, level);
                if (other > own * (1.0 + 1e-12))
                    taken = b;
            }
            sum += c->weight[d] * c->share[r] * (1.0 - missed_on(c, taken, set, level));
        }
    return sum;
}

static int bits(unsigned set)
{
    int count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

static void placements_agree_with_all_sets_of_sites(void **state)
{
    (void)state;
    uint64_t seed = 1978;
    double worst = 1.0;
    for (int round = 0; round < 400; round++) {
        struct draw_case c;
        draw_one(&c, &seed);
        routes_place_greedy_options options = ROUTES_PLACE_GREEDY_OPTIONS;
        options.teams = TEAMS;
        options.detection_low = c.q[0];
        options.detection = c.q[1];
        options.detection_high = c.q[2];
        routes_place_greedy *made = place(&c.demands, c.sites, SITES, &options);
        size_t teams = routes_place_greedy_teams(made);
        unsigned set = 0;
        double before = 0.0;
        double last_gain = INFINITY;
        for (size_t k = 0; k <= teams; k++) {
            /* No other site would have added more, and no lower one as much. */
            double most = 0.0;
            for (size_t s = 0; s < SITES; s++)
                most = fmax(most, found_by(&c, set | 1u << s, 1, 0) - before);
            if (k == teams) {
                assert_true(teams == TEAMS || most < 1e-12);
                break;
            }
            routes_place_team team = routes_place_greedy_team(made, k);
            assert_int_equal(c.sites[team.place], team.site);
            assert_near(team.gain, most, 1e-12);
            for (size_t s = 0; s < SITES; s++)
                if (c.sites[s] < team.site)
                    assert_true(found_by(&c, set | 1u << s, 1, 0) - before < most - 1e-14);
            set |= 1u << team.place;
            assert_near(team.caught.low, found_by(&c, set, 0, 0), 1e-12);
            assert_near(team.caught.moderate, found_by(&c, set, 1, 0), 1e-12);
            assert_near(team.caught.high, found_by(&c, set, 2, 0), 1e-12);
            double moving[3];
            for (size_t level = 0; level < 3; level++)
                moving[level] = found_by(&c, set, level, 1);
            assert_near(team.caught_moving.moderate, moving[1], 1e-9);
            assert_near(team.caught_moving.low, fmin(moving[0], fmin(moving[1], moving[2])), 1e-9);
            assert_near(team.caught_moving.high, fmax(moving[0], fmax(moving[1], moving[2])), 1e-9);
            /* Gains only fall, and nothing that moves was not there. */
            assert_true(team.gain <= last_gain + 1e-12);
            assert_true(team.moved >= 0.0 && team.moved <= team.passing + 1e-12);
            assert_true(team.share_moved >= 0.0 && team.share_moved <= 1.0 + 1e-12);
            last_gain = team.gain;
            before = found_by(&c, set, 1, 0);
        }
        double best = 0.0;
        for (unsigned other = 0; other < 1u << SITES; other++)
            if (bits(other) <= TEAMS)
                best = fmax(best, found_by(&c, other, 1, 0));
        assert_true(before >= (1.0 - exp(-1.0)) * best - 1e-12);
        assert_true(routes_place_greedy_bound(made) >= best - 1e-12);
        if (best > 0.0)
            worst = fmin(worst, before / best);
        routes_place_greedy_free(made);
    }
    print_message("the worst of 400 placements finds %.4f of the best\n", worst);
}

/* Property: the flow that moves is neither made nor lost; and the order of the sites says nothing.
 */
static void flows_add_up_and_the_order_of_sites_says_nothing(void **state)
{
    (void)state;
    uint64_t seed = 4;
    for (int round = 0; round < 200; round++) {
        struct draw_case c;
        draw_one(&c, &seed);
        uint32_t sorted[SITES];
        for (uint32_t s = 0; s < SITES; s++)
            sorted[s] = s;
        routes_place_greedy *a = place(&c.demands, c.sites, SITES, NULL);
        routes_place_greedy *b = place(&c.demands, sorted, SITES, NULL);
        assert_int_equal(routes_place_greedy_teams(a), routes_place_greedy_teams(b));
        for (size_t k = 0; k < routes_place_greedy_teams(a); k++) {
            routes_place_team x = routes_place_greedy_team(a, k);
            routes_place_team y = routes_place_greedy_team(b, k);
            assert_int_equal(x.site, y.site);
            assert_near(x.moved, y.moved, 1e-12);
            for (size_t s = 0; s < SITES; s++) {
                assert_near(routes_place_greedy_flow(a, k + 1)[s],
                            routes_place_greedy_flow(b, k + 1)[c.sites[s]], 1e-12);
                assert_true(routes_place_greedy_arrivals(a, k)[s] <= x.moved + 1e-12);
            }
            assert_near(routes_place_greedy_flow(a, 0)[x.place], x.passing, 1e-12);
        }
        routes_place_greedy_free(a);
        routes_place_greedy_free(b);
    }
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)user;
    assert_string_equal(what, "placing teams");
    return 1;
}

static void placement_refuses_what_is_wrong_and_can_be_stopped(void **state)
{
    (void)state;
    const size_t starts[] = {0, 1, 2};
    const size_t falls[] = {0, 2, 1};
    const uint32_t steps[] = {1, 2};
    const uint32_t sites[] = {1, 2};
    const uint32_t twice[] = {1, 1};
    const double negative[] = {1, -1};
    const double large[] = {1, 1.5};
    const double zero[] = {0, 1};
    const double half[] = {0.5, 0.5};
    const routes_place_demands good = {2, starts, starts, steps, NULL, NULL, NULL};
    routes_place_greedy *made = NULL;
    routes_error err;

    const struct {
        routes_place_demands demands;
        routes_status status;
        const char *says;
    } bad[] = {
        {{2, falls, starts, steps, NULL, NULL, NULL},
         ROUTES_E_ARGUMENT,
         "route_start[2] is 1, must be at least 2"},
        {{2, starts, falls, steps, NULL, NULL, NULL},
         ROUTES_E_ARGUMENT,
         "step_start[2] is 1, must be at least 2"},
        {{2, NULL, starts, steps, NULL, NULL, NULL},
         ROUTES_E_ARGUMENT,
         "route_start must be given and begin with 0"},
        {{2, starts, starts, NULL, NULL, NULL, NULL}, ROUTES_E_ARGUMENT, "steps must not be null"},
        {{2, starts, starts, steps, negative, NULL, NULL},
         ROUTES_E_DATA,
         "weight[1] is -1, must be 0 or above"},
        {{2, starts, starts, steps, NULL, negative, NULL},
         ROUTES_E_DATA,
         "share[1] is -1, must be 0 to 1"},
        {{2, starts, starts, steps, NULL, large, NULL},
         ROUTES_E_DATA,
         "the shares of demand 1 sum to 1.5, must be at most 1"},
        {{2, starts, starts, steps, NULL, NULL, zero},
         ROUTES_E_DATA,
         "reliability[0] is 0, must be above 0, at most 1"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(routes_place_greedy_new(&made, &bad[i].demands, sites, 2, NULL, &err),
                         bad[i].status);
        assert_string_equal(err.message, bad[i].says);
        assert_null(made);
    }
    assert_int_equal(routes_place_greedy_new(&made, &good, twice, 2, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "sites[1] and sites[0] are both 1");
    assert_int_equal(routes_place_greedy_new(&made, &good, NULL, 2, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_place_greedy_new(&made, NULL, sites, 2, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_place_greedy_new(NULL, &good, sites, 2, NULL, &err), ROUTES_E_ARGUMENT);
    routes_place_greedy_options options = ROUTES_PLACE_GREEDY_OPTIONS;
    options.detection = half;
    assert_int_equal(routes_place_greedy_new(&made, &good, sites, 2, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.detection_low = large;
    options.detection_high = large;
    assert_int_equal(routes_place_greedy_new(&made, &good, sites, 2, &options, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "detection of sites[0] is 1, 0.5, 1, must rise from 0 to 1");
    routes_run run = ROUTES_RUN;
    options = (routes_place_greedy_options)ROUTES_PLACE_GREEDY_OPTIONS;
    options.run = &run;
    run.progress = stop;
    assert_int_equal(routes_place_greedy_new(&made, &good, sites, 2, &options, &err),
                     ROUTES_E_CANCELLED);
    assert_null(made);
    assert_int_equal(routes_i_memory_live(), 0);
}

static void placement_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    const size_t starts[] = {0, 1, 2};
    const uint32_t steps[] = {1, 2};
    const uint32_t sites[] = {1, 2};
    const routes_place_demands demands = {2, starts, starts, steps, NULL, NULL, NULL};
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_place_greedy *made = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_place_greedy_new(&made, &demands, sites, 2, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (made != NULL));
        routes_place_greedy_free(made);
        assert_int_equal(routes_i_memory_live(), 0);
    }
    assert_int_equal(status, ROUTES_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(teams_are_placed_by_hand),
        cmocka_unit_test(equal_gains_go_to_the_lower_site_and_none_to_no_gain),
        cmocka_unit_test(teams_that_are_left_follow_the_flow),
        cmocka_unit_test(a_sharper_watch_may_find_less),
        cmocka_unit_test(placements_agree_with_all_sets_of_sites),
        cmocka_unit_test(flows_add_up_and_the_order_of_sites_says_nothing),
        cmocka_unit_test(placement_refuses_what_is_wrong_and_can_be_stopped),
        cmocka_unit_test(placement_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("place_greedy", tests, NULL, NULL);
}
