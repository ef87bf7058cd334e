/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle */

#include "core/digest.h"

#include "support/check.h"

static const char *digest_of(char *out, const char *bytes, size_t size)
{
    routes_i_digest digest = routes_i_digest_start();
    routes_i_digest_add(&digest, bytes, size);
    routes_i_digest_end(out, digest);
    return out;
}

/* NIST, "Cryptographic Standards and Guidelines: Example Values", SHA-256 one and two blocks;
 * the empty message and the million letters a are in the same collection (SHAVS). */
static void the_digest_agrees_with_nist(void **state)
{
    (void)state;
    char out[ROUTES_I_DIGEST_SIZE];
    const char *two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_string_equal(digest_of(out, "abc", 3),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(digest_of(out, two, strlen(two)),
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    assert_string_equal(digest_of(out, "", 0),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    routes_i_digest digest = routes_i_digest_start();
    for (int i = 0; i < 10000; i++)
        routes_i_digest_add(&digest,
                            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                            "aaaaaaaaaaaaaaaaaaaa"
                            "aaaaaaaaaa",
                            100);
    routes_i_digest_end(out, digest);
    assert_string_equal(out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void the_digest_does_not_see_how_the_bytes_came(void **state)
{
    (void)state;
    char whole[ROUTES_I_DIGEST_SIZE], pieces[ROUTES_I_DIGEST_SIZE], bytes[300];
    uint64_t seed = 1;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)draw(&seed);
    for (size_t size = 0; size <= sizeof bytes; size++) {
        routes_i_digest digest = routes_i_digest_start();
        for (size_t at = 0; at < size;) {
            size_t part = draw(&seed) % 70;
            if (part > size - at)
                part = size - at;
            routes_i_digest_add(&digest, bytes + at, part);
            at += part;
        }
        routes_i_digest_end(pieces, digest);
        assert_string_equal(pieces, digest_of(whole, bytes, size));
    }
}

static void texts_are_told_apart_by_where_they_end(void **state)
{
    (void)state;
    const char *pairs[][2] = {{"ab", "c"}, {"a", "bc"}, {"abc", ""}, {"abc", NULL}};
    char out[4][ROUTES_I_DIGEST_SIZE];
    for (size_t i = 0; i < 4; i++) {
        routes_i_digest digest = routes_i_digest_start();
        routes_i_digest_text(&digest, pairs[i][0]);
        routes_i_digest_text(&digest, pairs[i][1]);
        routes_i_digest_end(out[i], digest);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(out[i], out[j]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_digest_agrees_with_nist),
        cmocka_unit_test(the_digest_does_not_see_how_the_bytes_came),
        cmocka_unit_test(texts_are_told_apart_by_where_they_end),
    };
    return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
