/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property thread */

#include "core/parallel.h"

#include <pthread.h>

#include "core/memory.h"
#include "core/random.h"
#include "support/check.h"

enum { ITEMS = 1000 };

static routes_status square(size_t from, size_t to, unsigned worker, void *context,
                            routes_error *err)
{
    (void)worker;
    (void)err;
    double *out = context;
    for (size_t i = from; i < to; i++) {
        routes_i_random stream = routes_i_random_start(1, ROUTES_I_PURPOSE_TEST, (uint32_t)i, 0);
        out[i] = routes_i_random_unit(&stream) * (double)i;
    }
    return ROUTES_OK;
}

static routes_status fail_late(size_t from, size_t to, unsigned worker, void *context,
                               routes_error *err)
{
    (void)to;
    (void)worker;
    (void)context;
    if (from >= 300)
        return routes_i_fail(err, ROUTES_E_DATA, "block from %zu", from);
    return ROUTES_OK;
}

static int stop_at_once(double done, const char *what, void *user)
{
    assert_true(done >= 0.0 && done <= 1.0);
    assert_string_equal(what, "squares");
    ++*(int *)user;
    return 1;
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    double one[ITEMS] = {0};
    double many[ITEMS] = {0};
    routes_error err;
    routes_run run = ROUTES_RUN;

    assert_ok(routes_i_parallel(NULL, ITEMS, 7, square, one, "squares", &err), &err);
    for (unsigned threads = 2; threads <= 9; threads += 7) {
        memset(many, 0, sizeof many);
        run.threads = threads;
        assert_ok(routes_i_parallel(&run, ITEMS, 7, square, many, "squares", &err), &err);
        assert_memory_equal(one, many, sizeof one);
    }
}

static void the_first_block_that_fails_is_reported(void **state)
{
    (void)state;
    routes_error err;
    routes_run run = ROUTES_RUN;
    for (run.threads = 1; run.threads <= 8; run.threads++) {
        assert_int_equal(routes_i_parallel(&run, ITEMS, 10, fail_late, NULL, "x", &err),
                         ROUTES_E_DATA);
        assert_string_equal(err.message, "block from 300");
    }
}

static void the_caller_can_stop_a_loop(void **state)
{
    (void)state;
    routes_error err;
    routes_run run = ROUTES_RUN;
    double out[ITEMS] = {0};
    int told = 0;

    run.progress = stop_at_once;
    run.progress_user = &told;
    assert_int_equal(routes_i_parallel(&run, ITEMS, 1, square, out, "squares", &err),
                     ROUTES_E_CANCELLED);
    assert_int_equal(told, 1);
    assert_near(out[ITEMS - 1], 0.0, 0.0);
}

static void nothing_to_do_and_bad_calls(void **state)
{
    (void)state;
    assert_int_equal(routes_i_parallel(NULL, 0, 1, square, NULL, "x", NULL), ROUTES_OK);
    assert_int_equal(routes_i_parallel(NULL, 1, 0, square, NULL, "x", NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_i_parallel(NULL, 1, 1, NULL, NULL, "x", NULL), ROUTES_E_ARGUMENT);
}

/* Known answers of Philox 4x32-10 published with Random123 1.14 (kat_vectors): counter and key
 * all zero, and all ones. */
static void streams_are_those_of_the_paper(void **state)
{
    (void)state;
    const uint32_t zeros[] = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    const uint32_t ones[] = {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    routes_i_random stream = routes_i_random_start(0, ROUTES_I_PURPOSE_TEST, 0, 0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(routes_i_random_next(&stream), zeros[i]);

    stream = (routes_i_random){.key = {UINT32_MAX, UINT32_MAX},
                               .counter = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX}};
    for (int i = 0; i < 4; i++)
        assert_int_equal(routes_i_random_next(&stream), ones[i]);
}

/* 60 000 draws among 6: each face 10 000 times, standard deviation 91; 6 of them is one in 10^8. */
static void draws_below_n_are_even(void **state)
{
    (void)state;
    int faces[6] = {0};
    routes_i_random stream = routes_i_random_start(3, ROUTES_I_PURPOSE_TEST, 1, 2);
    for (int i = 0; i < 60000; i++)
        faces[routes_i_random_below(&stream, 6)]++;
    for (int i = 0; i < 6; i++)
        assert_in_range(faces[i], 10000 - 550, 10000 + 550);
    assert_int_equal(routes_i_random_below(&stream, 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(the_first_block_that_fails_is_reported),
        cmocka_unit_test(the_caller_can_stop_a_loop),
        cmocka_unit_test(nothing_to_do_and_bad_calls),
        cmocka_unit_test(streams_are_those_of_the_paper),
        cmocka_unit_test(draws_below_n_are_even),
    };
    return cmocka_run_group_tests_name("parallel", tests, NULL, NULL);
}
