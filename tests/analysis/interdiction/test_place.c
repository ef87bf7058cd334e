/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/place.h"

#include <string.h>

#include "core/memory.h"
#include "support/check.h"

enum { SITES = 8, DEMANDS = 5, ROUTES = 20, STEPS = 60 };

/* A small problem drawn at random. */
struct problem {
    size_t route_start[DEMANDS + 1], step_start[ROUTES + 1];
    uint32_t steps[STEPS], site[SITES];
    double weight[DEMANDS], share[ROUTES], open[ROUTES], detection[SITES], shift[SITES];
    unsigned char forbidden[SITES], fixed[SITES];
    uint32_t most[SITES];
    int64_t cost[SITES];
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
        one->fixed[s] = !one->forbidden[s] && draw(seed) % 8 == 0;
        one->most[s] = draw(seed) % 4 ? 1 : 2;
        one->cost[s] = (int64_t)(draw(seed) % 4);
    }
    one->demands = (routes_place_demands){
        DEMANDS, one->route_start, one->step_start, one->steps, one->weight, one->share, one->open};
    one->sites = (routes_place_sites){.count = sites,
                                      .site = one->site,
                                      .detection_low = one->detection,
                                      .detection = one->detection,
                                      .detection_high = one->detection,
                                      .shift = one->shift,
                                      .forbidden = one->forbidden};
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
    const routes_place_sites sites = {.count = 1,
                                      .site = site,
                                      .detection_low = detection,
                                      .detection = detection,
                                      .detection_high = detection};
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

/* What enumeration knows of one problem. */
struct truth {
    double best[2 * SITES + 1]; /* of at most so many teams; -1: no plan */
    double near[2 * SITES + 1]; /* plans within 1 % of it, without a team in vain */
};

static size_t fixed_of(const struct problem *one)
{
    size_t fixed = 0;
    for (size_t s = 0; one->sites.fixed && s < one->sites.count; s++)
        fixed += one->fixed[s];
    return fixed;
}

/* The next plan in the order of counting; false after the last. */
static int next_plan(uint32_t *teams, const struct problem *one)
{
    for (size_t s = 0; s < one->sites.count; s++) {
        uint32_t most = one->sites.most ? one->most[s] : 1;
        if (teams[s] < most) {
            teams[s]++;
            return 1;
        }
        teams[s] = 0;
    }
    return 0;
}

static int is_possible(const struct problem *one, const uint32_t *teams, int64_t budget,
                       size_t *count)
{
    int64_t cost = 0;
    *count = 0;
    for (size_t s = 0; s < one->sites.count; s++) {
        *count += teams[s];
        cost += one->sites.cost ? teams[s] * one->cost[s] : 0;
        if ((teams[s] && one->forbidden[s]) || (one->sites.fixed && one->fixed[s] && !teams[s]))
            return 0;
    }
    return cost <= budget;
}

static double least_of(const struct problem *one, const uint32_t *teams, const double *thetas,
                       size_t n)
{
    double least = INFINITY;
    for (size_t i = 0; i < n; i++)
        least = fmin(least, found_by(one, teams, thetas[i]));
    return least;
}

static int has_idle(const struct problem *one, uint32_t *teams, double theta, double found)
{
    for (size_t s = 0; s < one->sites.count; s++) {
        if (teams[s] <= (uint32_t)(one->sites.fixed && one->fixed[s]))
            continue;
        teams[s]--;
        double without = found_by(one, teams, theta);
        teams[s]++;
        if (found <= without * (1.0 + 1e-12))
            return 1;
    }
    return 0;
}

static void enumerate(struct truth *truth, const struct problem *one, const double *thetas,
                      size_t n, int64_t budget)
{
    uint32_t teams[SITES] = {0};
    *truth = (struct truth){{0}, {0}};
    for (size_t k = 0; k <= 2 * SITES; k++)
        truth->best[k] = -1.0;
    do {
        size_t count;
        if (!is_possible(one, teams, budget, &count))
            continue;
        double found = least_of(one, teams, thetas, n);
        for (size_t k = count; k <= 2 * SITES; k++)
            truth->best[k] = fmax(truth->best[k], found);
    } while (next_plan(teams, one));
    if (n > 1)
        return;
    do {
        size_t count;
        if (!is_possible(one, teams, budget, &count))
            continue;
        double found = found_by(one, teams, thetas[0]);
        for (size_t k = count; k <= 2 * SITES; k++)
            if (found >= 0.99 * truth->best[k] && !has_idle(one, teams, thetas[0], found))
                truth->near[k]++;
    } while (next_plan(teams, one));
}

static void count_teams(uint32_t *teams, const routes_place_plan *plan)
{
    for (size_t s = 0; s < SITES; s++)
        teams[s] = 0;
    for (size_t i = 0; i < plan->teams; i++)
        teams[plan->place[i]]++;
}

static void check_plan(const struct problem *one, routes_place_plan plan, size_t k, double best,
                       const double *thetas, size_t n, int64_t budget)
{
    uint32_t teams[SITES];
    size_t count;
    count_teams(teams, &plan);
    assert_true(plan.teams <= k);
    assert_true(is_possible(one, teams, budget, &count));
    assert_true(plan.cost <= budget);
    assert_near(plan.found, best, 1e-11);
    assert_near(least_of(one, teams, thetas, n), plan.found, 1e-13);
    for (size_t i = 0; i < plan.teams; i++) {
        teams[plan.place[i]]--;
        assert_near(plan.found - least_of(one, teams, thetas, n), plan.added[i], 1e-12);
        teams[plan.place[i]]++;
    }
}

/* Alternatives: all of them, each once, falling, and none but those. */
static void check_others(const struct problem *one, const routes_place_plans *plans, double theta,
                         const struct truth *truth, int64_t budget)
{
    size_t k = routes_place_most(plans), n = routes_place_alternatives(plans);
    routes_place_plan best = routes_place_best(plans, k);
    uint32_t teams[SITES], own[SITES];
    size_t count;
    count_teams(own, &best);
    for (size_t i = 0; i < n; i++) {
        routes_place_plan other = routes_place_alternative_at(plans, i);
        count_teams(teams, &other);
        assert_true(is_possible(one, teams, budget, &count));
        assert_true(memcmp(own, teams, one->sites.count * sizeof *own) != 0);
        assert_true(other.found >= 0.99 * best.found - 1e-12);
        assert_near(found_by(one, teams, theta), other.found, 1e-13);
        if (i > 0)
            assert_true(other.found <=
                        routes_place_alternative_at(plans, i - 1).found * (1.0 + 1e-11));
    }
    /* The best plan itself may hold a team in vain only where that is fixed. */
    double wanted = truth->near[k] - !has_idle(one, own, theta, best.found);
    assert_true((double)n >= wanted - 0.5 - (truth->best[k] == 0.0) * wanted);
    assert_true((double)n <= wanted + 0.5);
}

static void plans_agree_with_enumeration(void **state)
{
    (void)state;
    static const double thetas[] = {0.0, 0.5, 2.0, 16.0, 300.0, INFINITY};
    uint64_t seed = 2007;
    for (int round = 0; round < 600; round++) {
        struct problem one;
        struct truth truth;
        size_t sites = 1 + draw(&seed) % (SITES - 2);
        double theta = thetas[round % 6];
        routes_place_options options = ROUTES_PLACE_OPTIONS;
        routes_place_plans *plans = NULL;
        routes_error err;
        draw_problem(&one, &seed, sites);
        one.sites.fixed = draw(&seed) % 2 ? one.fixed : NULL;
        one.sites.most = draw(&seed) % 2 ? one.most : NULL;
        one.sites.cost = draw(&seed) % 2 ? one.cost : NULL;
        int worst = draw(&seed) % 4 == 0;
        options.aim = worst ? ROUTES_PLACE_WORST : ROUTES_PLACE_EXPECTED;
        options.thetas = worst ? thetas + 1 : thetas;
        options.theta_count = 3;
        options.alternatives = worst ? 0 : 500;
        options.teams = fixed_of(&one) + 1 + draw(&seed) % SITES;
        options.budget =
            one.sites.cost ? 3 * (int64_t)fixed_of(&one) + 1 + (int64_t)(draw(&seed) % 8) : 0;
        int64_t budget = options.budget ? options.budget : INT64_MAX;
        enumerate(&truth, &one, worst ? options.thetas : &theta, worst ? 3 : 1, budget);
        assert_ok(routes_place_new(&plans, &one.demands, &one.sites, theta, &options, &err), &err);
        assert_int_equal(routes_place_least(plans), fixed_of(&one));
        assert_true(routes_place_most(plans) <= options.teams);
        assert_false(routes_place_stopped(plans));
        for (size_t k = routes_place_least(plans); k <= routes_place_most(plans); k++) {
            routes_place_plan plan = routes_place_best(plans, k);
            check_plan(&one, plan, k, truth.best[k], worst ? options.thetas : &theta, worst ? 3 : 1,
                       budget);
            assert_near(plan.bound, plan.found, 0.0);
        }
        if (!worst)
            check_others(&one, plans, theta, &truth, budget);
        size_t most = routes_place_most(plans);
        for (size_t i = 0; i < 3; i++) {
            routes_place_regret regret = routes_place_regret_at(plans, i);
            enumerate(&truth, &one, &options.thetas[i], 1, budget);
            assert_near(regret.best, truth.best[most], 1e-11);
            assert_near(regret.bound, regret.best, 0.0);
            assert_true(regret.found <= regret.best * (1.0 + 1e-11));
        }
        routes_place_free(plans);

        /* Ended at once: the bound still holds. */
        enumerate(&truth, &one, worst ? options.thetas : &theta, worst ? 3 : 1, budget);
        options.most_nodes = 1;
        assert_ok(routes_place_new(&plans, &one.demands, &one.sites, theta, &options, &err), &err);
        for (size_t k = routes_place_least(plans); k <= routes_place_most(plans); k++) {
            routes_place_plan plan = routes_place_best(plans, k);
            assert_true(plan.found <= plan.bound);
            assert_true(truth.best[k] <= plan.bound * (1.0 + 1e-11) + 1e-12);
        }
        routes_place_free(plans);
    }
}

/* A demand over 14 sites has no table: the bound is weaker, and still true. */
static void many_sites_on_the_ways_of_one_demand(void **state)
{
    (void)state;
    enum { MANY = 14 };
    size_t route_start[] = {0, MANY}, step_start[MANY + 1];
    uint32_t steps[MANY], site[MANY];
    double share[MANY], detection[MANY];
    uint64_t seed = 14;
    for (uint32_t i = 0; i < MANY; i++) {
        steps[i] = site[i] = i;
        step_start[i] = i;
        share[i] = 1.0 / MANY;
        detection[i] = draw_unit(&seed);
    }
    step_start[MANY] = MANY;
    const routes_place_demands demands = {1, route_start, step_start, steps, NULL, share, NULL};
    const routes_place_sites sites = {.count = MANY,
                                      .site = site,
                                      .detection_low = detection,
                                      .detection = detection,
                                      .detection_high = detection};
    routes_place_options options = ROUTES_PLACE_OPTIONS;
    options.teams = 3;
    for (int i = 0; i < 3; i++) {
        double theta = i == 0 ? 0.0 : i == 1 ? 1.5 : INFINITY, best = 0.0;
        routes_place_plans *plans = NULL;
        routes_error err;
        for (uint32_t mask = 0; mask < 1U << MANY; mask++) {
            uint32_t teams[MANY];
            double found;
            size_t count = 0;
            for (uint32_t s = 0; s < MANY; s++) {
                teams[s] = mask >> s & 1;
                count += teams[s];
            }
            if (count > 3)
                continue;
            assert_ok(
                routes_place_evaluate(&found, NULL, NULL, &demands, &sites, teams, theta, &err),
                &err);
            best = fmax(best, found);
        }
        assert_ok(routes_place_new(&plans, &demands, &sites, theta, &options, &err), &err);
        routes_place_plan plan = routes_place_best(plans, 3);
        assert_near(plan.found, best, 1e-12);
        assert_true(plan.bound >= best * (1.0 - 1e-12));
        if (theta == 0.0)
            assert_near(plan.bound, best, 1e-12);
        routes_place_free(plans);
    }
}

/* Weight 10 over site 0 and 5 over site 1, nobody shifts. Detection of site 0 is .2 to .6 about
 * .4, of site 1 .5: site 0 finds 10 q, site 1 finds 2.5. Site 0 is best where q > .25: of a
 * triangle from .2 to .6 with top .4, that is 1 - (.05)^2 / (.4 x .2) = 1 - .03125. */
static void draws_agree_with_the_closed_form(void **state)
{
    (void)state;
    const size_t route_start[] = {0, 1, 2}, step_start[] = {0, 1, 2};
    const uint32_t steps[] = {0, 1}, site[] = {0, 1};
    const double weight[] = {10, 5}, low[] = {0.2, 0.5}, middle[] = {0.4, 0.5}, high[] = {0.6, 0.5};
    const routes_place_demands demands = {2, route_start, step_start, steps, weight, NULL, NULL};
    const routes_place_sites sites = {.count = 2,
                                      .site = site,
                                      .detection_low = low,
                                      .detection = middle,
                                      .detection_high = high};
    routes_place_options options = ROUTES_PLACE_OPTIONS;
    routes_place_plans *plans = NULL;
    routes_error err;
    options.teams = 1;
    options.draws = 20000;
    assert_ok(routes_place_new(&plans, &demands, &sites, 0, &options, &err), &err);
    assert_int_equal(routes_place_draws(plans), 20000);
    const double *chosen = routes_place_chosen(plans, 1);
    /* Four standard errors of a share of .97 of 20 000. */
    assert_near(chosen[0], 1.0 - 0.03125, 0.005);
    assert_near(chosen[0] + chosen[1], 1.0, 1e-12);
    routes_place_stability over = routes_place_over_draws(plans, 1);
    /* 5 % of the triangle lie below .2 + sqrt(.05 x .4 x .2). */
    assert_near(over.low, 10 * (0.2 + sqrt(0.05 * 0.4 * 0.2)), 0.05);
    assert_near(over.median, 4.0, 0.05);
    assert_near(over.mean, 4.0, 0.05);
    assert_true(over.best >= over.mean);
    routes_place_plan plan = routes_place_best(plans, 1);
    assert_near(plan.found_low, 2.0, 1e-12);
    assert_near(plan.found_high, 6.0, 1e-12);
    assert_near(routes_place_over_draws(plans, 0).mean, 0.0, 0.0);
    routes_place_free(plans);
}

static void move_all(double *weight, double *detection, double *reliability, uint32_t at,
                     void *user)
{
    const struct problem *one = user;
    uint64_t seed = 77 + at;
    for (size_t d = 0; d < DEMANDS; d++)
        weight[d] *= 0.5 + draw_unit(&seed);
    for (size_t s = 0; s < one->sites.count; s++)
        detection[s] = draw_unit(&seed);
    for (size_t r = 0; r < one->demands.route_start[DEMANDS]; r++)
        reliability[r] *= 0.9 + 0.1 * draw_unit(&seed);
}

/* Every draw agrees with enumeration in its own world, by the mean of the best; and all is the
 * same on 1, 2 and 7 threads. */
static void draws_are_solved_anew_and_threads_change_nothing(void **state)
{
    (void)state;
    uint64_t seed = 99;
    for (int round = 0; round < 12; round++) {
        struct problem one;
        routes_place_options options = ROUTES_PLACE_OPTIONS;
        routes_place_plans *plans[3] = {NULL};
        routes_error err;
        double theta = round % 3 ? 2.0 : INFINITY, mean = 0.0;
        enum { DRAWS = 70 };
        draw_problem(&one, &seed, 6);
        options.teams = 3;
        options.draws = DRAWS;
        options.draw = move_all;
        options.draw_user = &one;
        for (int t = 0; t < 3; t++) {
            routes_run run = ROUTES_RUN;
            run.threads = t == 0 ? 1 : t == 1 ? 2 : 7;
            options.run = &run;
            assert_ok(routes_place_new(&plans[t], &one.demands, &one.sites, theta, &options, &err),
                      &err);
        }
        for (size_t k = 0; k <= routes_place_most(plans[0]); k++)
            for (int t = 1; t < 3; t++) {
                routes_place_stability a = routes_place_over_draws(plans[0], k);
                routes_place_stability b = routes_place_over_draws(plans[t], k);
                assert_memory_equal(&a, &b, sizeof a);
                assert_memory_equal(routes_place_chosen(plans[0], k),
                                    routes_place_chosen(plans[t], k), 6 * sizeof(double));
            }
        for (uint32_t i = 0; i < DRAWS; i++) {
            struct problem drawn = one;
            struct truth truth;
            drawn.demands.weight = drawn.weight;
            drawn.demands.reliability = drawn.open;
            drawn.sites.detection_low = drawn.sites.detection = drawn.sites.detection_high =
                drawn.detection;
            move_all(drawn.weight, drawn.detection, drawn.open, i, &one);
            enumerate(&truth, &drawn, &theta, 1, INT64_MAX);
            mean += truth.best[routes_place_most(plans[0])] / DRAWS;
        }
        assert_near(routes_place_over_draws(plans[0], routes_place_most(plans[0])).best, mean,
                    1e-10);
        for (int t = 0; t < 3; t++)
            routes_place_free(plans[t]);
    }
}

/* Says stop when it is asked for the n-th time. */
static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)what;
    return --*(int *)user < 0;
}

static void a_stop_leaves_the_best_and_a_true_bound(void **state)
{
    (void)state;
    uint64_t seed = 31;
    for (int patience = 0; patience < 40; patience++) {
        struct problem one;
        struct truth truth;
        routes_place_options options = ROUTES_PLACE_OPTIONS;
        routes_run run = ROUTES_RUN;
        routes_place_plans *plans = NULL;
        routes_error err;
        double theta = 2.0;
        int left = patience;
        draw_problem(&one, &seed, 6);
        enumerate(&truth, &one, &theta, 1, INT64_MAX);
        run.progress = stop;
        run.progress_user = &left;
        options.run = &run;
        options.draws = 2000;
        options.alternatives = 3;
        assert_ok(routes_place_new(&plans, &one.demands, &one.sites, theta, &options, &err), &err);
        assert_true(routes_place_stopped(plans) || patience > 20);
        assert_true(routes_place_draws(plans) <= 2000);
        for (size_t k = 0; k <= routes_place_most(plans); k++) {
            routes_place_plan plan = routes_place_best(plans, k);
            assert_true(plan.found <= truth.best[k] * (1.0 + 1e-11));
            assert_true(plan.bound >= truth.best[k] * (1.0 - 1e-11));
        }
        for (size_t i = 0; i < routes_place_thetas(plans); i++)
            assert_true(routes_place_regret_at(plans, i).best <=
                        routes_place_regret_at(plans, i).bound);
        routes_place_free(plans);
    }
}

static void edges_are_answered(void **state)
{
    (void)state;
    const size_t route_start[] = {0, 0, 1}, step_start[] = {0, 1}, none[] = {0};
    const uint32_t steps[] = {3}, site[] = {3, 4};
    const double zero[] = {0, 0}, one[] = {1, 1};
    const routes_place_demands demands = {2, route_start, step_start, steps, NULL, NULL, NULL};
    const routes_place_demands nothing = {0, none, none, NULL, NULL, NULL, NULL};
    routes_place_sites sites = {
        .count = 2, .site = site, .detection_low = one, .detection = one, .detection_high = one};
    routes_place_options options = ROUTES_PLACE_OPTIONS;
    routes_place_plans *plans = NULL;
    routes_error err;
    options.teams = 9; /* above the sites */
    /* Chance 1, one way, the other demand has none: found at any theta. */
    assert_ok(routes_place_new(&plans, &demands, &sites, INFINITY, &options, &err), &err);
    assert_int_equal(routes_place_most(plans), 2);
    assert_int_equal(routes_place_best(plans, 2).teams, 1);
    assert_near(routes_place_best(plans, 2).found, 1.0, 0.0);
    assert_near(routes_place_best(plans, 0).found, 0.0, 0.0);
    assert_null(routes_place_chosen(plans, 2));
    assert_true(isnan(routes_place_over_draws(plans, 2).mean));
    routes_place_free(plans);
    /* Chance 0: no team adds anything. */
    sites.detection_low = sites.detection = sites.detection_high = zero;
    assert_ok(routes_place_new(&plans, &demands, &sites, 1, &options, &err), &err);
    assert_int_equal(routes_place_best(plans, 2).teams, 0);
    assert_near(routes_place_best(plans, 2).bound, 0.0, 0.0);
    routes_place_free(plans);
    /* No demands; no sites. */
    assert_ok(routes_place_new(&plans, &nothing, &sites, 1, &options, &err), &err);
    assert_near(routes_place_best(plans, 1).found, 0.0, 0.0);
    routes_place_free(plans);
    sites = (routes_place_sites){0};
    options.draws = 5;
    assert_ok(routes_place_new(&plans, &demands, &sites, 1, &options, &err), &err);
    assert_int_equal(routes_place_most(plans), 0);
    assert_int_equal(routes_place_draws(plans), 5);
    routes_place_free(plans);
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
    options.tolerance = 1.0;
    assert_int_equal(routes_place_new(&plans, &one.demands, &one.sites, 1, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.tolerance = 0.0;
    one.shift[2] = 1.5;
    assert_int_equal(routes_place_new(&plans, &one.demands, &one.sites, 1, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "shift[2] is 1.5, must be 0 to 1");
    one.shift[2] = 1.0;
    one.sites.fixed = one.fixed;
    one.sites.cost = one.cost;
    one.sites.most = one.most;
    memset(one.forbidden, 0, sizeof one.forbidden);
    memset(one.fixed, 1, sizeof one.fixed);
    assert_int_equal(routes_place_new(&plans, &one.demands, &one.sites, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "6 sites are fixed, more than 5 teams");
    memset(one.fixed + 1, 0, sizeof one.fixed - 1);
    one.cost[0] = 9;
    options.budget = 8;
    assert_int_equal(routes_place_new(&plans, &one.demands, &one.sites, 1, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "fixed sites cost 9, more than the budget of 8");
    options.budget = 20;
    one.cost[3] = -1;
    assert_int_equal(routes_place_new(&plans, &one.demands, &one.sites, 1, &options, &err),
                     ROUTES_E_DATA);
    one.cost[3] = 1;
    one.most[3] = 17;
    assert_int_equal(routes_place_new(&plans, &one.demands, &one.sites, 1, &options, &err),
                     ROUTES_E_DATA);
    one.most[3] = 2;
    assert_null(plans);
    routes_place_free(NULL);

    options.draws = 3;
    options.alternatives = 2;
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    long allowed = 0;
    for (; status == ROUTES_E_MEMORY && allowed < 4000; allowed++) {
        routes_i_memory_fail_after(allowed);
        status = routes_place_new(&plans, &one.demands, &one.sites, 1, &options, &err);
        routes_i_memory_fail_after(-1);
        routes_place_free(plans);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    assert_true(allowed > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shifting_is_worked_by_hand),
        cmocka_unit_test(plans_agree_with_enumeration),
        cmocka_unit_test(many_sites_on_the_ways_of_one_demand),
        cmocka_unit_test(draws_agree_with_the_closed_form),
        cmocka_unit_test(draws_are_solved_anew_and_threads_change_nothing),
        cmocka_unit_test(a_stop_leaves_the_best_and_a_true_bound),
        cmocka_unit_test(edges_are_answered),
        cmocka_unit_test(bad_calls_are_refused_and_failing_memory_survived),
    };
    return cmocka_run_group_tests_name("place", tests, NULL, NULL);
}
