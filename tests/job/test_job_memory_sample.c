/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: memory
   Timeout: 900 */

/* 200 points, spread evenly, at which memory runs out in the middle of the main job. */

#include "support/job_sweep.h"

/* A job on the sample takes minutes under the address sanitizer, and seconds where nothing is
 * optimised: points that need a job of their own are tried in the build that users get. */
#ifdef __OPTIMIZE__
#define RUNS 200
#else
#define RUNS 0
#endif

static void the_job_on_the_sample_fails_whole(void **state)
{
    (void)state;
    if (sweep_is_slow())
        skip();
    sweep_package("job-memory-sample", ROUTES_SAMPLE, 200, RUNS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_job_on_the_sample_fails_whole),
    };
    return cmocka_run_group_tests_name("job_memory_sample", tests, NULL, NULL);
}
