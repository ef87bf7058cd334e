/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: oracle slow */
/* Timeout: 7200 */

#include "routes/interdict_reliable.h"

#include "support/reliable.h"

/* Every row of the reference that is proved there, to an absolute 1e-7. */
static void the_instances_are_met(void **state)
{
    (void)state;
    csv table;
    const char *folder = ROUTES_SHARED "/oracles/interdiction/snip";
    if (!csv_read(&table, ROUTES_SHARED "/oracles/interdiction/snip/reference.csv"))
        skip();
    for (size_t row = 0; row < table.rows; row++) {
        reliable problem;
        routes_error err;
        routes_interdict_reliable *found;
        if (strcmp(csv_at(&table, row, "status"), "verified") != 0)
            continue;
        assert_true(reliable_read_snip(&problem, folder, csv_at(&table, row, "instance"),
                                       (int)csv_number(&table, row, "snipno")));
        problem.options.budget = csv_number(&table, row, "budget");
        assert_ok(routes_interdict_reliable_new(&found, problem.net.graph, &problem.scenarios,
                                                &problem.options, &err),
                  &err);
        routes_interdict_reliable_plan plan = routes_interdict_reliable_plan_at(found, 0);
        assert_near(plan.value, csv_number(&table, row, "optimal_value"), 1e-7);
        assert_true(plan.proved && !routes_interdict_reliable_stopped(found));
        reliable_check(&problem, &plan, 0);
        routes_interdict_reliable_free(found);
        reliable_free(&problem);
    }
    csv_free(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_instances_are_met),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
