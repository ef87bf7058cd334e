/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: memory slow
   Timeout: 7200 */

/* Every allocation of the job on three provinces fails once. */

#include "support/job_sweep.h"

static void the_job_fails_whole_at_every_allocation(void **state)
{
    (void)state;
    sweep_package("job-memory-whole", ROUTES_TEST_DATA "/three", LONG_MAX, LONG_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_job_fails_whole_at_every_allocation),
    };
    return cmocka_run_group_tests_name("job_memory_whole", tests, NULL, NULL);
}
