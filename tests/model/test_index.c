/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

#include "model/index.h"

#include <stdio.h>

#include "core/memory.h"
#include "support/check.h"

enum { KEYS = 500 };

/* Oracle: a plain array, by the number in the key. */
static void index_agrees_with_an_array(void **state)
{
    (void)state;
    static char keys[KEYS][16];
    size_t known[KEYS];
    routes_i_index index = {0};
    uint64_t seed = 3;
    size_t distinct = 0;
    for (size_t i = 0; i < KEYS; i++) {
        snprintf(keys[i], sizeof keys[i], "key %zu", i);
        known[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < 2 * KEYS; i++) {
        size_t which = (size_t)(draw(&seed) % KEYS);
        size_t before;
        assert_int_equal(routes_i_index_find(&index, keys[which]), known[which]);
        assert_true(routes_i_index_add(&index, keys[which], i, &before));
        assert_int_equal(before, known[which]);
        if (known[which] == SIZE_MAX) {
            known[which] = i;
            distinct++;
        }
    }
    assert_int_equal(index.size, distinct);
    for (size_t i = 0; i < KEYS; i++)
        assert_int_equal(routes_i_index_find(&index, keys[i]), known[i]);
    assert_int_equal(routes_i_index_find(&index, "no key"), SIZE_MAX);
    routes_i_index_free(&index);
    assert_int_equal(routes_i_memory_live(), 0);
}

static void index_stays_whole_when_memory_is_out(void **state)
{
    (void)state;
    static char keys[KEYS][16];
    routes_i_index index = {0};
    size_t before;
    for (size_t i = 0; i < KEYS; i++) {
        snprintf(keys[i], sizeof keys[i], "key %zu", i);
        routes_i_memory_fail_after(0);
        bool added = routes_i_index_add(&index, keys[i], i, &before);
        routes_i_memory_fail_after(-1);
        if (!added) {
            assert_int_equal(index.size, i);
            assert_int_equal(routes_i_index_find(&index, keys[i]), SIZE_MAX);
            assert_true(routes_i_index_add(&index, keys[i], i, &before));
        }
        assert_int_equal(routes_i_index_find(&index, keys[i]), i);
    }
    routes_i_index_free(&index);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(index_agrees_with_an_array),
        cmocka_unit_test(index_stays_whole_when_memory_is_out),
    };
    return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
