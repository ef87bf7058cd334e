/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit */

#include "core/ids.h"

#include "support/check.h"

/* By bytes, so that capitals come first and a beginning before the whole; twins by their rows. */
static void ids_are_in_order_of_bytes_then_rows(void **state)
{
    (void)state;
    routes_i_id ids[] = {{"b", 0}, {"ab", 1}, {"a", 7}, {"B", 3}, {"a", 2}, {"\xC3\xA9", 5}};
    const size_t rows[] = {3, 2, 7, 1, 0, 5};
    routes_i_ids_sort(ids, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(ids[i].row, rows[i]);
    routes_i_ids_sort(NULL, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_in_order_of_bytes_then_rows),
    };
    return cmocka_run_group_tests_name("ids", tests, NULL, NULL);
}
