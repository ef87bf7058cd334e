/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit */

#include "core/run.h"

#include "support/check.h"

struct told {
    double done;
    const char *what;
    int answer;
};

static int listen(double done, const char *what, void *user)
{
    struct told *told = user;
    told->done = done;
    told->what = what;
    return told->answer;
}

static void a_run_starts_from_its_defaults(void **state)
{
    (void)state;
    routes_run known, other = ROUTES_RUN;
    routes_error err;
    assert_ok(routes_i_run_read(&known, NULL, &err), &err);
    assert_int_equal(known.threads, 1);
    other.size--;
    assert_int_equal(routes_i_run_read(&known, &other, &err), ROUTES_E_ARGUMENT);
    assert_ok(routes_i_run_tell(NULL, 0.5, "nobody", &err), &err);
}

/* A half of a half: 0.5 of it is 0.25 + 0.5 * 0.25 = 0.375 of the whole. */
static void pieces_of_work_are_told_as_parts_of_the_whole(void **state)
{
    (void)state;
    struct told told = {0};
    routes_run run = ROUTES_RUN;
    routes_i_run_part half, quarter;
    routes_error err;
    run.progress = listen;
    run.progress_user = &told;
    run.date = "2001-06-30";
    const routes_run *inner = routes_i_run_part_of(&half, &run, 0.0, 0.5);
    inner = routes_i_run_part_of(&quarter, inner, 0.5, 1.0);
    assert_ok(routes_i_run_tell(inner, 0.5, "laying", &err), &err);
    assert_near(told.done, 0.375, 1e-15);
    assert_string_equal(told.what, "laying");
    assert_string_equal(inner->date, "2001-06-30");
    assert_int_equal(inner->size, sizeof run);

    told.answer = 1;
    assert_int_equal(routes_i_run_tell(inner, 1.0, "laying", &err), ROUTES_E_CANCELLED);
    assert_non_null(strstr(err.message, "laying"));
    assert_near(told.done, 0.5, 1e-15);
}

static void a_piece_of_silent_work_is_silent(void **state)
{
    (void)state;
    routes_run run = ROUTES_RUN;
    routes_i_run_part part;
    routes_error err;
    assert_ok(routes_i_run_tell(routes_i_run_part_of(&part, &run, 0.0, 0.5), 1.0, "", &err), &err);
    assert_ok(routes_i_run_tell(routes_i_run_part_of(&part, NULL, 0.0, 0.5), 1.0, "", &err), &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_starts_from_its_defaults),
        cmocka_unit_test(pieces_of_work_are_told_as_parts_of_the_whole),
        cmocka_unit_test(a_piece_of_silent_work_is_silent),
    };
    return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
