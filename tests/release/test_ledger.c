/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */
#define _POSIX_C_SOURCE 200809L

#include "routes/ledger.h"

#include <sys/wait.h>
#include <unistd.h>

#include "core/memory.h"
#include "support/folder.h"
#include "support/scene.h"

static folder here;

static int enter(void **state)
{
    (void)state;
    folder_make(&here, "ledger");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* A release of the scene's provinces and one published figure of 4321 persons. */
static routes_release *release_on(const char *date, routes_tier tier, double persons)
{
    routes_model *model = scene_ground();
    const char *cells[] = {"E01", "KH08", "persons_exploited", "- 4321 - single", "FG", NULL};
    routes_table *answer = NULL;
    routes_release *release = NULL;
    routes_error err;
    scene_add_figure(model, "E01", "KH08", NULL, "persons_exploited", ROUTES_MEASURE_STOCK,
                     ROUTES_UNIT_PERSONS, persons);
    scene_publish(model, "observations", "E01");
    scene_check(model);
    answer = answer_make("estimates", ROUTES_KIND_ESTIMATES,
                         "observation_id:T area_id:T quantity:T value:R source_id:T", cells);
    const routes_table *answers[] = {answer};
    routes_release_options options = scene_options(tier);
    options.date = date;
    assert_ok(routes_release_new(&release, model, answers, 1, &options, NULL, &err), &err);
    routes_table_free(answer);
    routes_model_free(model);
    return release;
}

static int append(const char *path, const char *date, routes_tier tier)
{
    routes_release *release = release_on(date, tier, 4321);
    routes_ledger_options options = ROUTES_LEDGER_OPTIONS;
    routes_error err;
    int added = -1;
    options.time = "2003-01-31T08:00:00Z";
    options.settings = "{\"command\":\"run\"}";
    assert_ok(routes_ledger_append(&added, path, release, &options, &err), &err);
    routes_release_free(release);
    return added;
}

static void s32_releases_are_chained_and_identical_ones_logged_once(void **state)
{
    (void)state;
    routes_ledger_state seen;
    routes_error err;
    const char *path = folder_path(&here, "deep/releases.jsonl");
    assert_int_equal(append(path, "2003-01-31", ROUTES_TIER_PUBLIC), 1);
    assert_int_equal(append(path, "2003-01-31", ROUTES_TIER_RESTRICTED), 1);
    assert_int_equal(append(path, "2003-01-31", ROUTES_TIER_PUBLIC), 0);
    assert_int_equal(append(path, "2003-02-28", ROUTES_TIER_PUBLIC), 1);
    assert_ok(routes_ledger_verify(&seen, path, &err), &err);
    assert_int_equal(seen.entries, 3);

    char *bytes = folder_get(path);
    assert_non_null(strstr(bytes, seen.last));
    assert_non_null(strstr(bytes, "\"purpose\":\"protection planning\""));
    assert_non_null(strstr(bytes, "\"approver\":\"TEST-9\""));
    assert_non_null(strstr(bytes, "\"observations E01 S17\""));
    assert_non_null(strstr(bytes, "\"settings\":{\"command\":\"run\"}"));
    assert_null(strstr(bytes, "4321"));
    routes_i_free(bytes);
}

static void s32_one_flipped_bit_breaks_the_chain(void **state)
{
    (void)state;
    routes_error err;
    const char *path = folder_path(&here, "releases.jsonl");
    append(path, "2003-01-31", ROUTES_TIER_PUBLIC);
    append(path, "2003-02-28", ROUTES_TIER_RESTRICTED);
    char *bytes = NULL;
    size_t size = 0;
    assert_ok(routes_i_file_read(&bytes, &size, path, &err), &err);
    assert_ok(routes_ledger_verify(NULL, path, &err), &err);
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (char)(bytes[i] ^ 1);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(bytes, 1, size, file), size);
        fclose(file);
        if (routes_ledger_verify(NULL, path, &err) != ROUTES_E_DATA)
            fail_msg("byte %zu may be changed unseen", i);
        bytes[i] = (char)(bytes[i] ^ 1);
    }
    routes_i_free(bytes);
}

static void s32_lines_taken_out_or_cut_break_the_chain(void **state)
{
    (void)state;
    routes_ledger_state seen;
    routes_error err;
    const char *path = folder_path(&here, "releases.jsonl");
    append(path, "2003-01-31", ROUTES_TIER_PUBLIC);
    append(path, "2003-02-28", ROUTES_TIER_PUBLIC);
    append(path, "2003-03-31", ROUTES_TIER_PUBLIC);
    char *bytes = folder_get(path);
    char *second = strchr(bytes, '\n') + 1;
    char *third = strchr(second, '\n') + 1;

    folder_put(path, second);
    assert_int_equal(routes_ledger_verify(&seen, path, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "the ledger is broken at line 1: it is cut short, or lines "
                                     "before it are missing");
    assert_int_equal(seen.entries, 0);

    memmove(second, third, strlen(third) + 1);
    folder_put(path, bytes);
    assert_int_equal(routes_ledger_verify(&seen, path, &err), ROUTES_E_DATA);
    assert_int_equal(seen.entries, 1);

    bytes[strlen(bytes) - 1] = '\0';
    folder_put(path, bytes);
    assert_int_equal(routes_ledger_verify(&seen, path, &err), ROUTES_E_DATA);
    routes_i_free(bytes);

    /* Nothing is added to a broken ledger. */
    routes_release *release = release_on("2003-04-30", ROUTES_TIER_PUBLIC, 4321);
    assert_int_equal(routes_ledger_append(NULL, path, release, NULL, &err), ROUTES_E_DATA);
    routes_release_free(release);
    folder_put(path, "");
    assert_ok(routes_ledger_verify(&seen, path, &err), &err);
    assert_int_equal(seen.entries, 0);
}

static void a_ledger_refuses_bad_calls(void **state)
{
    (void)state;
    routes_error err;
    routes_ledger_options options = ROUTES_LEDGER_OPTIONS;
    const char *path = folder_path(&here, "releases.jsonl");
    const char *bad[] = {"[]", "{\"a\":1}\n", "{", "text"};
    routes_release *release = release_on("2003-01-31", ROUTES_TIER_PUBLIC, 4321);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        options.settings = bad[i];
        assert_int_equal(routes_ledger_append(NULL, path, release, &options, &err),
                         ROUTES_E_ARGUMENT);
    }
    assert_int_equal(routes_ledger_append(NULL, path, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_ledger_verify(NULL, path, &err), ROUTES_E_IO);
    assert_int_equal(routes_ledger_append(NULL, here.path, release, NULL, &err), ROUTES_E_IO);
    assert_false(routes_i_file_exists(path));
    routes_release_free(release);
}

/* Four processes write at once: every line comes whole and in the chain. */
static void writers_come_one_after_the_other(void **state)
{
    (void)state;
    routes_ledger_state seen;
    routes_error err;
    const char *path = folder_path(&here, "releases.jsonl");
    char date[16];
    for (int writer = 0; writer < 4; writer++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child)
            continue;
        for (int day = 1; day <= 9; day++) {
            snprintf(date, sizeof date, "200%d-01-0%d", 3 + writer, day);
            append(path, date, ROUTES_TIER_PUBLIC);
        }
        _exit(0);
    }
    int ended = 0, status;
    while (wait(&status) > 0) {
        assert_int_equal(status, 0);
        ended++;
    }
    assert_int_equal(ended, 4);
    assert_ok(routes_ledger_verify(&seen, path, &err), &err);
    assert_int_equal(seen.entries, 36);
}

static void a_ledger_survives_running_out_of_memory(void **state)
{
    (void)state;
    routes_ledger_state seen;
    routes_error err;
    const char *path = folder_path(&here, "releases.jsonl");
    append(path, "2003-01-31", ROUTES_TIER_PUBLIC);
    routes_release *release = release_on("2003-02-28", ROUTES_TIER_PUBLIC, 4321);
    routes_ledger_options options = ROUTES_LEDGER_OPTIONS;
    options.settings = "{}";
    long before = routes_i_memory_live();
    for (long allowed = 0;; allowed++) {
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_ledger_append(NULL, path, release, &options, NULL);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), before);
        assert_ok(routes_ledger_verify(&seen, path, &err), &err);
        assert_int_equal(seen.entries, status ? 1 : 2);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
    routes_release_free(release);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(s32_releases_are_chained_and_identical_ones_logged_once,
                                        enter, leave),
        cmocka_unit_test_setup_teardown(s32_one_flipped_bit_breaks_the_chain, enter, leave),
        cmocka_unit_test_setup_teardown(s32_lines_taken_out_or_cut_break_the_chain, enter, leave),
        cmocka_unit_test_setup_teardown(a_ledger_refuses_bad_calls, enter, leave),
        cmocka_unit_test_setup_teardown(writers_come_one_after_the_other, enter, leave),
        cmocka_unit_test_setup_teardown(a_ledger_survives_running_out_of_memory, enter, leave),
    };
    return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
