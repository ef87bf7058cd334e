/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: memory */
/* Timeout: 240 */

#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/file.h"
#include "support/figure.h"

/* The package of three provinces: every figure, each allocation of a growing stride made to fail.
 */
static void figures_survive_without_memory(void **state)
{
    (void)state;
    char path[512];
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/routes-figure-memory.svg", folder ? folder : "/tmp");
    routes_release *release = figure_release(ROUTES_TEST_DATA "/three", ROUTES_TIER_RESTRICTED);
    long live = routes_i_memory_live();
    for (int which = 0; which < ROUTES_FIGURES; which++) {
        routes_status status = ROUTES_E_MEMORY;
        routes_error err;
        long tried = 0;
        if (routes_figure_check(release, (routes_figure)which, NULL))
            continue;
        remove(path);
        for (long n = 0; status == ROUTES_E_MEMORY; n += 1 + n / 16) {
            routes_i_memory_fail_after(n);
            status = routes_figure_write(release, (routes_figure)which, path, NULL, &err);
            routes_i_memory_fail_after(-1);
            tried++;
            assert_int_equal(routes_i_memory_live(), live);
            if (status == ROUTES_E_MEMORY)
                assert_false(routes_i_file_exists(path));
            else
                assert_ok(status, &err);
        }
        print_message("%s: %ld points\n", routes_figure_name((routes_figure)which), tried);
        assert_true(tried > 20);
    }
    remove(path);
    routes_release_free(release);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_survive_without_memory),
    };
    int failed = cmocka_run_group_tests_name("figure_memory", tests, NULL, NULL);
    FcFini(); /* patterns of the system's settings, which the leak checker cannot see */
    return failed;
}
