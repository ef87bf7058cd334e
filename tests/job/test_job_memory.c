/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: memory
   Timeout: 400 */

/* 200 points, spread evenly, at which memory runs out in the middle of a job on three provinces.
 * Every one of them: test_job_memory_whole.c. */

#include "support/job_sweep.h"

/* Points that need a job of their own are all tried in the build that users get, and a part of them
 * where nothing is optimised. */
#ifdef __OPTIMIZE__
#define RUNS 200
#else
#define RUNS 20
#endif

static void the_job_on_three_provinces_fails_whole(void **state)
{
    (void)state;
    sweep_package("job-memory", ROUTES_TEST_DATA "/three", sweep_is_slow() ? 40 : 200,
                  sweep_is_slow() ? 4 : RUNS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_job_on_three_provinces_fails_whole),
    };
    return cmocka_run_group_tests_name("job_memory", tests, NULL, NULL);
}
