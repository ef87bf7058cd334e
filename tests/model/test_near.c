/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle */

#include "model/near.h"

#include "core/memory.h"
#include "support/check.h"

/* Oracle: the definition as a recursion over the ends of both words. */
static size_t by_definition(const char *a, size_t m, const char *b, size_t n)
{
    if (m == 0 || n == 0)
        return m + n;
    size_t least = by_definition(a, m - 1, b, n - 1) + (a[m - 1] != b[n - 1]);
    size_t other = by_definition(a, m - 1, b, n) + 1;
    least = other < least ? other : least;
    other = by_definition(a, m, b, n - 1) + 1;
    least = other < least ? other : least;
    if (m > 1 && n > 1 && a[m - 1] == b[n - 2] && a[m - 2] == b[n - 1]) {
        other = by_definition(a, m - 2, b, n - 2) + 1;
        least = other < least ? other : least;
    }
    return least;
}

static void draw_word(char word[8], uint64_t *seed)
{
    size_t size = 3 + (size_t)(draw(seed) % 4);
    for (size_t i = 0; i < size; i++)
        word[i] = (char)('a' + draw(seed) % 3);
    word[size] = '\0';
}

static void near_agrees_with_the_definition(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int i = 0; i < 2000; i++) {
        char wanted[8], words[5][8];
        draw_word(wanted, &seed);
        size_t best = strlen(wanted) <= 5 ? 2 : 3; /* one more than is allowed */
        const char *expected = NULL;
        routes_i_near near;
        routes_i_near_start(&near, wanted);
        for (size_t w = 0; w < 5; w++) {
            draw_word(words[w], &seed);
            routes_i_near_try(&near, words[w], words[w], w);
            size_t distance = by_definition(wanted, strlen(wanted), words[w], strlen(words[w]));
            if (distance < best ||
                (distance == best && expected && strcmp(words[w], expected) < 0)) {
                best = distance;
                expected = words[w];
            }
        }
        routes_i_near_end(&near);
        assert_false(near.failed);
        if (expected)
            assert_string_equal(near.best, expected);
        else
            assert_null(near.best);
    }
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(near_agrees_with_the_definition),
    };
    return cmocka_run_group_tests_name("near", tests, NULL, NULL);
}
