/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/choke.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "support/check.h"

static routes_range single(double value)
{
    return (routes_range){NAN, value, NAN, ROUTES_RANGE_SINGLE};
}

static routes_range between(double low, double high)
{
    return (routes_range){low, NAN, high, ROUTES_RANGE_BOUNDS};
}

static void rank(routes_choke *sites, const routes_choke_losses *losses,
                 const routes_choke_options *options)
{
    routes_error err;
    assert_ok(routes_choke_rank(sites, losses, options, &err), &err);
}

/* Three demands of 10, 20 and 30 at three sites: 0 cuts off the first, 1 costs the second .5 and
 * the third .1 of half of it (.05), 2 is passed by all and costs nothing. The scores are 10 / 60,
 * (10 + 1.5) / 60 and 0; the shares 10, 20 + 15, 60 of 60. */
static void scores_are_the_weight_that_is_lost(void **state)
{
    (void)state;
    const size_t start[] = {0, 2, 4, 6};
    const uint32_t site[] = {0, 2, 1, 2, 1, 2};
    const double passes[] = {1, 1, 1, 1, 0.5, 1};
    const double loss[] = {1, 0, 0.5, 0, 0.05, 0};
    const routes_range weight[] = {single(10), single(20), single(30)};
    routes_choke_losses losses = {.sites = 3,
                                  .demands = 3,
                                  .start = start,
                                  .site = site,
                                  .passes = passes,
                                  .loss = loss,
                                  .weight = weight};
    routes_choke_options options = ROUTES_CHOKE_OPTIONS;
    routes_choke sites[3];
    options.top = 1;
    rank(sites, &losses, &options);
    assert_near(sites[0].score, 10.0 / 60.0, 1e-15);
    assert_near(sites[1].score, 11.5 / 60.0, 1e-15);
    assert_near(sites[2].score, 0.0, 0.0);
    assert_near(sites[0].share, 10.0 / 60.0, 1e-15);
    assert_near(sites[1].share, 35.0 / 60.0, 1e-15);
    assert_near(sites[2].share, 1.0, 0.0);
    for (int s = 0; s < 3; s++) {
        /* Nothing is drawn: every draw is as stated. */
        const double expected[] = {2, 1, 3};
        assert_near(sites[s].rank.stated, expected[s], 0.0);
        assert_near(sites[s].rank.lower, expected[s], 0.0);
        assert_near(sites[s].rank.upper, expected[s], 0.0);
        assert_near(sites[s].rank.share_in_top, s == 1, 0.0);
        assert_int_equal(sites[s].stands, s != 2);
        assert_true(sites[s].agrees);
    }
}

/* A demand without a number counts nowhere, a lower bound by its bound: 10 and 30 of 40. With the
 * range of the third at its low end, 5, the first site comes first, at its high end the second. */
static void low_and_high_weights_may_disagree(void **state)
{
    (void)state;
    const size_t start[] = {0, 1, 2, 3};
    const uint32_t site[] = {0, 1, 1};
    const double loss[] = {1, 1, 1};
    const routes_range weight[] = {{10, NAN, NAN, ROUTES_RANGE_LOWER_BOUND},
                                   routes_range_none(),
                                   {5, 30, 60, ROUTES_RANGE_SOURCE_SPREAD}};
    routes_choke_losses losses = {
        .sites = 2, .demands = 3, .start = start, .site = site, .loss = loss, .weight = weight};
    routes_choke_options options = ROUTES_CHOKE_OPTIONS;
    routes_choke sites[2];
    options.top = 1;
    rank(sites, &losses, &options);
    assert_near(sites[0].score, 0.25, 1e-15);
    assert_near(sites[1].score, 0.75, 1e-15);
    assert_near(sites[0].score_low, 10.0 / 15.0, 1e-15);
    assert_near(sites[1].score_high, 60.0 / 70.0, 1e-15);
    assert_near(sites[0].rank_low, 1.0, 0.0);
    assert_near(sites[0].rank_high, 2.0, 0.0);
    assert_false(sites[0].agrees);
    assert_false(sites[1].agrees);
    /* Triangular from 5 over 30 to 60: at most 10 in (10 - 5)^2 / (55 * 25) of all draws. */
    assert_near(sites[0].rank.share_in_top, 25.0 / 1375.0, 4.0 * sqrt(0.0178 / 1000.0));
}

/* Volumes from 0 to 1 and from 0 to 2: the second is larger in 3 of 4 draws. */
static void ranges_are_drawn(void **state)
{
    (void)state;
    const size_t start[] = {0, 1, 2};
    const uint32_t site[] = {0, 1};
    const double loss[] = {1, 1};
    const routes_range weight[] = {between(0, 1), between(0, 2)};
    routes_choke_losses losses = {
        .sites = 2, .demands = 2, .start = start, .site = site, .loss = loss, .weight = weight};
    routes_choke_options options = ROUTES_CHOKE_OPTIONS;
    routes_choke sites[2];
    options.top = 1;
    options.draws = 20000;
    rank(sites, &losses, &options);
    assert_near(sites[1].rank.share_in_top, 0.75, 4.0 * sqrt(0.75 * 0.25 / 20000.0));
    assert_near(sites[1].rank.mean, 1.25, 4.0 * sqrt(0.75 * 0.25 / 20000.0));
}

/* An interval over half the list is none. Four sites, each with a lane that is there in half of the
 * draws: every one is anywhere from first to last. */
static void a_rank_that_may_be_any_is_no_chokepoint(void **state)
{
    (void)state;
    const size_t start[] = {0, 1, 2, 3, 4};
    const uint32_t site[] = {0, 1, 2, 3};
    const double loss[] = {1, 0.9, 0.8, 0.7}, chance[] = {0.5, 0.5, 0.5, 0.5};
    routes_choke_losses losses = {
        .sites = 4, .demands = 4, .start = start, .site = site, .loss = loss, .chance = chance};
    routes_choke sites[4];
    rank(sites, &losses, NULL);
    for (int s = 0; s < 4; s++)
        assert_false(sites[s].stands);
    losses.chance = NULL;
    rank(sites, &losses, NULL);
    for (int s = 0; s < 4; s++)
        assert_true(sites[s].stands);
}

/* A lane that nobody saw is not in the score, but in the draws: with the weight of the stated one
 * it costs its site as much. */
static void unseen_lanes_are_in_the_draws_alone(void **state)
{
    (void)state;
    const size_t start[] = {0, 1, 2};
    const uint32_t site[] = {0, 1};
    const double loss[] = {0.5, 1}, chance[] = {1, 0.3};
    const routes_range weight[] = {single(7), routes_range_none()};
    const unsigned char unseen[] = {0, 1};
    routes_choke_losses losses = {.sites = 2,
                                  .demands = 2,
                                  .start = start,
                                  .site = site,
                                  .loss = loss,
                                  .weight = weight,
                                  .chance = chance,
                                  .unseen = unseen};
    routes_choke_options options = ROUTES_CHOKE_OPTIONS;
    routes_choke sites[2];
    options.top = 1;
    options.draws = 20000;
    rank(sites, &losses, &options);
    assert_near(sites[0].score, 0.5, 0.0);
    assert_near(sites[1].score, 0.0, 0.0);
    assert_near(sites[1].share, 0.0, 0.0);
    assert_near(sites[1].rank.share_in_top, 0.3, 4.0 * sqrt(0.3 * 0.7 / 20000.0));
    assert_false(sites[1].stands);
}

/* Oracle: the ranks in every subset of the lanes, each with its exact chance. Losses are eighths
 * and weights whole, so that every sum is exact and ties are ties. */
enum { SITES = 5, LANES = 7, MOST = LANES * SITES };

struct drawn_case {
    size_t start[LANES + 1];
    uint32_t site[MOST];
    double loss[MOST], chance[LANES];
    routes_range weight[LANES];
    routes_choke_losses losses;
};

static void draw_case(struct drawn_case *to, uint64_t *seed)
{
    size_t entries = 0;
    for (size_t i = 0; i < LANES; i++) {
        to->start[i] = entries;
        to->chance[i] =
            draw(seed) % 4 ? 0.1 * (double)(1 + draw(seed) % 9) : (double)(draw(seed) % 2);
        to->weight[i] = single((double)(1 + draw(seed) % 4));
        for (uint32_t s = 0; s < SITES; s++)
            if (draw(seed) % 3 == 0) {
                to->site[entries] = s;
                to->loss[entries++] = (double)(draw(seed) % 9) / 8.0;
            }
    }
    to->start[LANES] = entries;
    to->losses = (routes_choke_losses){.sites = SITES,
                                       .demands = LANES,
                                       .start = to->start,
                                       .site = to->site,
                                       .loss = to->loss,
                                       .weight = to->weight,
                                       .chance = to->chance};
}

static size_t rank_among(const double *scores, size_t site)
{
    size_t place = 1;
    if (scores[site] == 0.0)
        return SITES;
    for (size_t s = 0; s < SITES; s++)
        place += scores[s] > scores[site];
    return place;
}

/* [SITES][SITES] chance of each rank. */
static void enumerate(double *chances, const struct drawn_case *of)
{
    memset(chances, 0, SITES * SITES * sizeof *chances);
    for (unsigned set = 0; set < 1u << LANES; set++) {
        double chance = 1.0, scores[SITES] = {0};
        for (size_t i = 0; i < LANES; i++) {
            int there = set >> i & 1;
            chance *= there ? of->chance[i] : 1.0 - of->chance[i];
            for (size_t k = of->start[i]; there && k < of->start[i + 1]; k++)
                scores[of->site[k]] += of->weight[i].moderate * of->loss[k];
        }
        for (size_t s = 0; s < SITES; s++)
            chances[s * SITES + rank_among(scores, s) - 1] += chance;
    }
}

static void ranks_agree_with_all_subsets(void **state)
{
    (void)state;
    enum { DRAWS = 4000 };
    uint64_t seed = 54;
    for (int round = 0; round < 40; round++) {
        struct drawn_case of;
        double chances[SITES * SITES];
        routes_choke sites[SITES];
        routes_choke_options options = ROUTES_CHOKE_OPTIONS;
        options.draws = DRAWS;
        options.top = 2;
        options.seed = (uint64_t)round;
        draw_case(&of, &seed);
        enumerate(chances, &of);
        rank(sites, &of.losses, &options);
        for (size_t s = 0; s < SITES; s++) {
            double top = chances[s * SITES] + chances[s * SITES + 1], mean = 0.0, square = 0.0;
            for (size_t r = 0; r < SITES; r++) {
                mean += (double)(r + 1) * chances[s * SITES + r];
                square += (double)((r + 1) * (r + 1)) * chances[s * SITES + r];
            }
            assert_near(sites[s].rank.share_in_top, top,
                        5.0 * sqrt(fmax(0.0, top * (1.0 - top)) / DRAWS) + 1e-9);
            assert_near(sites[s].rank.mean, mean,
                        5.0 * sqrt(fmax(0.0, square - mean * mean) / DRAWS) + 1e-9);
            assert_true(sites[s].rank.lower <= sites[s].rank.median);
            assert_true(sites[s].rank.median <= sites[s].rank.upper);
        }
    }
}

/* The same bits on 1, 2 and 7 threads; and whatever the order of the demands, their streams being
 * named: the sums are of eighths, so that no order rounds. */
static void threads_and_order_change_no_bit(void **state)
{
    (void)state;
    uint64_t seed = 9;
    struct drawn_case of, back = {0};
    uint32_t stream[LANES], back_stream[LANES];
    routes_choke first[SITES], other[SITES];
    draw_case(&of, &seed);
    for (uint32_t i = 0; i < LANES; i++) {
        size_t k = back.start[i], from = LANES - 1 - i;
        stream[i] = i;
        back_stream[i] = (uint32_t)from;
        back.chance[i] = of.chance[from];
        back.weight[i] = of.weight[from];
        for (size_t e = of.start[from]; e < of.start[from + 1]; e++, k++) {
            back.site[k] = of.site[e];
            back.loss[k] = of.loss[e];
        }
        back.start[i + 1] = k;
    }
    back.losses = of.losses;
    back.losses.start = back.start;
    back.losses.site = back.site;
    back.losses.loss = back.loss;
    back.losses.chance = back.chance;
    back.losses.weight = back.weight;
    back.losses.stream = back_stream;
    of.losses.stream = stream;
    rank(first, &of.losses, NULL);
    rank(other, &back.losses, NULL);
    assert_memory_equal(first, other, sizeof first);
    for (unsigned threads = 1; threads < 8; threads += threads == 1 ? 1 : 5) {
        routes_run run = ROUTES_RUN;
        routes_choke_options options = ROUTES_CHOKE_OPTIONS;
        run.threads = threads;
        options.run = &run;
        rank(other, &of.losses, &options);
        assert_memory_equal(first, other, sizeof first);
    }
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)what;
    (void)user;
    return 1;
}

static void refuse(const routes_choke_losses *losses, const routes_choke_options *options,
                   routes_status status, const char *message)
{
    routes_choke sites[2], before[2];
    routes_error err;
    memset(sites, 7, sizeof sites);
    memcpy(before, sites, sizeof sites);
    assert_int_equal(routes_choke_rank(sites, losses, options, &err), status);
    if (message)
        assert_string_equal(err.message, message);
    assert_memory_equal(sites, before, sizeof sites);
}

/* One value wrong at a time. */
static void choke_refuses_wrong_values(void **state)
{
    (void)state;
    static const char *const messages[] = {
        NULL,
        "start[2] is 2, must be at least 3",
        "site[1] is 2, must be below 2",
        "entry 1: passes is 1 and loss nan, must be 0 to 1",
        "entry 1: passes is 1 and loss 1.5, must be 0 to 1",
        "entry 0: passes is 2 and loss 1, must be 0 to 1",
        "chance[0] is -0.5, must be 0 to 1",
        "weight[1]: moderate is -2, must be a number from 0 up",
    };
    for (int what = 1; what < 8; what++) {
        const size_t start[] = {0, what == 1 ? 3 : 1, 2};
        const uint32_t site[] = {0, what == 2 ? 2 : 1};
        const double loss[] = {1, what == 3 ? NAN : what == 4 ? 1.5 : 0.5};
        const double passes[] = {what == 5 ? 2 : 1, 1}, chance[] = {what == 6 ? -0.5 : 1, 1};
        const routes_range weight[] = {single(1), single(what == 7 ? -2 : 1)};
        const routes_choke_losses losses = {.sites = 2,
                                            .demands = 2,
                                            .start = start,
                                            .site = site,
                                            .passes = passes,
                                            .loss = loss,
                                            .weight = weight,
                                            .chance = chance};
        refuse(&losses, NULL, what == 1 ? ROUTES_E_ARGUMENT : ROUTES_E_DATA, messages[what]);
    }
}

static void choke_refuses_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    const size_t start[] = {0, 1, 2};
    const uint32_t site[] = {0, 1};
    const double loss[] = {1, 0.5};
    const routes_choke_losses good = {
        .sites = 2, .demands = 2, .start = start, .site = site, .loss = loss};
    routes_choke_losses nowhere = good, lossless = good;
    routes_choke_options options = ROUTES_CHOKE_OPTIONS;
    routes_error err;
    assert_int_equal(routes_choke_rank(NULL, &good, NULL, &err), ROUTES_E_ARGUMENT);
    refuse(NULL, NULL, ROUTES_E_ARGUMENT, NULL);
    nowhere.sites = 0;
    refuse(&nowhere, NULL, ROUTES_E_ARGUMENT, "sites is 0, must be 1 or above, below 2^32");
    lossless.loss = NULL;
    refuse(&lossless, NULL, ROUTES_E_ARGUMENT, "site and loss must not be null");
    options.level = 1.0;
    refuse(&good, &options, ROUTES_E_ARGUMENT, "options.level is 1, must be above 0 and below 1");
    options = (routes_choke_options)ROUTES_CHOKE_OPTIONS;
    options.spread = ROUTES_SPREAD_POINT;
    refuse(&good, &options, ROUTES_E_ARGUMENT, "options.spread is 4, not a known choice");
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    options = (routes_choke_options)ROUTES_CHOKE_OPTIONS;
    options.run = &run;
    refuse(&good, &options, ROUTES_E_CANCELLED, NULL);
}

/* No demand, no weight, and chances of 0: nothing passes, all come last. */
static void where_nothing_passes_all_scores_are_0(void **state)
{
    (void)state;
    const size_t start[] = {0, 1, 2};
    const uint32_t site[] = {0, 1};
    const double loss[] = {1, 1}, chance[] = {0, 0};
    const routes_range none[] = {routes_range_none(), routes_range_none()};
    const routes_range zero[] = {single(0), single(0)};
    routes_choke_losses losses = {.sites = 2, .demands = 0, .start = start};
    routes_choke sites[2];
    for (int round = 0; round < 3; round++) {
        rank(sites, &losses, NULL);
        for (int s = 0; s < 2; s++) {
            assert_near(sites[s].score, 0.0, 0.0);
            assert_near(sites[s].rank.stated, 2.0, 0.0);
            assert_near(sites[s].rank.lower, 2.0, 0.0);
            assert_false(sites[s].stands);
        }
        losses = (routes_choke_losses){.sites = 2,
                                       .demands = 2,
                                       .start = start,
                                       .site = site,
                                       .loss = loss,
                                       .weight = round ? zero : none};
    }
    losses.weight = NULL;
    losses.chance = chance;
    rank(sites, &losses, NULL);
    assert_near(sites[0].score, 0.5, 0.0);
    assert_near(sites[0].rank.mean, 2.0, 0.0);
}

static void every_allocation_of_choke_may_fail(void **state)
{
    (void)state;
    uint64_t seed = 3;
    struct drawn_case of;
    routes_choke sites[SITES];
    routes_choke_options options = ROUTES_CHOKE_OPTIONS;
    routes_error err;
    options.draws = 10;
    draw_case(&of, &seed);
    long before = routes_i_memory_live();
    for (long n = 0;; n++) {
        routes_i_memory_fail_after(n);
        routes_status status = routes_choke_rank(sites, &of.losses, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), before);
        if (status == ROUTES_OK)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_are_the_weight_that_is_lost),
        cmocka_unit_test(low_and_high_weights_may_disagree),
        cmocka_unit_test(ranges_are_drawn),
        cmocka_unit_test(a_rank_that_may_be_any_is_no_chokepoint),
        cmocka_unit_test(unseen_lanes_are_in_the_draws_alone),
        cmocka_unit_test(ranks_agree_with_all_subsets),
        cmocka_unit_test(threads_and_order_change_no_bit),
        cmocka_unit_test(choke_refuses_wrong_values),
        cmocka_unit_test(choke_refuses_bad_calls_and_can_be_stopped),
        cmocka_unit_test(where_nothing_passes_all_scores_are_0),
        cmocka_unit_test(every_allocation_of_choke_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
