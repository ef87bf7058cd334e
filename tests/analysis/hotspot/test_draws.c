/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "analysis/hotspot/draws.h"

#include "analysis/hotspot/shared_draws.h"
#include "core/memory.h"
#include "core/random.h"
#include "support/check.h"

enum { POOL = 4000, MOST = 80 };

static routes_i_draws draws_of(const double *pool, uint32_t others, uint32_t size)
{
    static double by[MOST];
    static uint32_t picks[MOST];
    static uint32_t marks[POOL];
    for (size_t i = 0; i < MOST; i++)
        by[i] = 1.0 / (double)(i + 1);
    memset(marks, 0, sizeof marks);
    routes_i_draws draws = {.pool = pool,
                            .others = others,
                            .by = by,
                            .size = size,
                            .own = 0.25,
                            .picks = picks,
                            .marks = marks};
    routes_i_draws_key(&draws, UINT64_C(0x1234567890ABCDEF));
    return draws;
}

/* By the words of the definition: numbers of the stream in turn, places drawn before passed over.
 */
static double slow(const routes_i_draws *draws, uint32_t replicate)
{
    char drawn[POOL] = {0};
    routes_i_random stream =
        routes_i_random_start(draws->seed, ROUTES_I_PURPOSE_PERMUTATION, draws->site, replicate);
    double sum = 0.0;
    for (uint32_t t = 0; t < draws->size;) {
        uint32_t place = routes_i_random_below(&stream, draws->others);
        if (drawn[place]++)
            continue;
        double x = draws->pool[place];
        sum += draws->by[t++] * (draws->squared ? (x - draws->own) * (x - draws->own) : x);
    }
    return sum;
}

/* Sixteen replicates from `first` on; how many of them the wide way left. */
static size_t same_sixteen(routes_i_draws *draws, routes_i_draws_many many, uint32_t first)
{
    double sums[ROUTES_I_DRAWS_LANES];
    uint32_t anew = 0xFFFF;
    size_t left = 0;
    if (many && draws->size <= ROUTES_I_DRAWS_SEARCHED)
        anew = many(sums, draws, first);
    for (uint32_t l = 0; l < ROUTES_I_DRAWS_LANES; l++) {
        double expected = slow(draws, first + l);
        double one = routes_i_draws_one(draws, first + l);
        assert_memory_equal(&one, &expected, sizeof one);
        if (!(anew >> l & 1))
            assert_memory_equal(&sums[l], &expected, sizeof one);
        left += anew >> l & 1;
    }
    return left;
}

static void every_way_draws_the_same_bits(void **state)
{
    (void)state;
    double pool[POOL];
    uint64_t seed = 3;
    const uint32_t others[] = {1, 2, 5, 23, 100, POOL};
    for (size_t i = 0; i < POOL; i++)
        pool[i] = draw_unit(&seed) - 0.5;
    for (unsigned bits = 256; bits <= 512; bits += 256) {
        size_t left = 0;
        size_t made = 0;
        routes_i_draws_many many = routes_i_draws_wide(bits);
        for (size_t o = 0; o < sizeof others / sizeof *others; o++)
            for (uint32_t size = 1; size <= MOST && size <= others[o]; size += size < 9 ? 1 : 7) {
                routes_i_draws draws = draws_of(pool, others[o], size);
                for (draws.squared = 0; draws.squared < 2; draws.squared++)
                    for (draws.site = 0; draws.site < 4; draws.site++) {
                        left += same_sixteen(&draws, many, draws.site * 16);
                        made += 16;
                    }
            }
        print_message("%s at most %u bits: %zu of %zu sums left to the plain way\n",
                      many ? "registers of" : "no registers of", bits, left, made);
        assert_true(!many || left < made);
    }
}

/* Every ordered choice of 3 of 5 is as likely: 60 of them, 16 x 3 750 draws, chi-squared with 59
 * degrees of freedom is below 118 but once in 100 000. */
static void every_choice_is_as_likely(void **state)
{
    (void)state;
    const double pool[5] = {0, 1, 2, 3, 4};
    const double by[3] = {1, 5, 25};
    double counts[125] = {0};
    routes_i_draws draws = draws_of(pool, 5, 3);
    draws.by = by;
    for (uint32_t r = 0; r < 60000; r++)
        counts[(size_t)routes_i_draws_one(&draws, r)]++;
    double chi = 0.0;
    size_t seen = 0;
    for (size_t i = 0; i < 125; i++) {
        seen += counts[i] > 0;
        chi += counts[i] > 0 ? (counts[i] - 1000.0) * (counts[i] - 1000.0) / 1000.0 : 0.0;
    }
    assert_int_equal(seen, 60);
    assert_true(chi < 118.0);
}

/* The shared table by its definition: the first places of the replicate's sequence, the area's own
 * passed over. */
static void shared_draws_pass_over_the_area_itself(void **state)
{
    (void)state;
    enum { N = 12, MOST_NEAR = 5, R = 50 };
    double pool[N];
    routes_i_shared *shared = NULL;
    routes_error err;
    for (size_t i = 0; i < N; i++)
        pool[i] = (double)(1 << i);
    assert_ok(routes_i_shared_new(&shared, pool, N, MOST_NEAR, R, 7, &err), &err);
    for (uint32_t place = 0; place < N; place++)
        for (uint32_t size = 1; size <= MOST_NEAR; size++) {
            const double by[MOST_NEAR] = {1, 1, 1, 1, 1};
            routes_i_draws draws = {.by = by, .size = size, .equal = size % 2};
            for (uint32_t first = 0; first < R; first += ROUTES_I_DRAWS_LANES) {
                double sums[ROUTES_I_DRAWS_LANES];
                routes_i_shared_sums(sums, shared, &draws, place, first);
                for (uint32_t l = 0; l < ROUTES_I_DRAWS_LANES && first + l < R; l++) {
                    routes_i_random stream = routes_i_random_start(7, ROUTES_I_PURPOSE_PERMUTATION,
                                                                   UINT32_MAX, first + l);
                    uint32_t drawn = 1U << place;
                    for (uint32_t t = 0; t < size;) {
                        uint32_t next = routes_i_random_below(&stream, N);
                        t += !(drawn >> next & 1);
                        drawn |= 1U << next;
                    }
                    assert_near(sums[l], (double)(drawn & ~(1U << place)), 0.0);
                }
            }
        }
    routes_i_shared_free(shared);
    shared = NULL;
    for (long allowed = 0; !shared; allowed++) {
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_i_shared_new(&shared, pool, N, MOST_NEAR, R, 7, &err);
        routes_i_memory_fail_after(-1);
        assert_true(shared || status == ROUTES_E_MEMORY);
        assert_true(shared || routes_i_memory_live() == 0);
    }
    routes_i_shared_free(shared);
    shared = NULL;
    assert_int_equal(routes_i_shared_new(&shared, pool, N, N, UINT32_MAX, 7, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_draws_the_same_bits),
        cmocka_unit_test(every_choice_is_as_likely),
        cmocka_unit_test(shared_draws_pass_over_the_area_itself),
    };
    return cmocka_run_group_tests_name("draws", tests, NULL, NULL);
}
