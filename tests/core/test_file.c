/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */
#define _POSIX_C_SOURCE 200809L

#include "core/file.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/memory.h"
#include "support/folder.h"

static folder here;

static int enter(void **state)
{
    (void)state;
    folder_make(&here, "file");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void assert_holds(const char *path, const char *expected)
{
    char *bytes = folder_get(path);
    assert_string_equal(bytes, expected);
    routes_i_free(bytes);
}

static void a_file_is_written_whole_and_read_back(void **state)
{
    (void)state;
    routes_error err;
    const char *path = folder_path(&here, "a.txt");
    const char *part = folder_path(&here, ".a.txt.part");
    char *bytes = NULL;
    size_t size = 0;
    assert_ok(routes_i_file_write(path, "one\0two", 7, &err), &err);
    assert_ok(routes_i_file_read(&bytes, &size, path, &err), &err);
    assert_int_equal(size, 7);
    assert_memory_equal(bytes, "one\0two", 8);
    routes_i_free(bytes);
    assert_ok(routes_i_file_write(path, "", 0, &err), &err);
    assert_holds(path, "");
    assert_false(routes_i_file_exists(part));
    assert_ok(routes_i_file_flush(path, &err), &err);
}

static void what_the_system_refuses_is_told_with_the_path(void **state)
{
    (void)state;
    routes_error err;
    char *bytes = NULL;
    const char *absent = folder_path(&here, "absent/a.txt");
    assert_int_equal(routes_i_file_read(&bytes, NULL, absent, &err), ROUTES_E_IO);
    assert_null(bytes);
    assert_non_null(strstr(err.message, "absent/a.txt: No such file or directory"));
    assert_int_equal(routes_i_file_write(absent, "a", 1, &err), ROUTES_E_IO);
    assert_int_equal(routes_i_file_read(&bytes, NULL, here.path, &err), ROUTES_E_IO);

    const char *loop = folder_path(&here, "loop");
    assert_int_equal(symlink("loop", loop), 0);
    assert_int_equal(routes_i_file_read(&bytes, NULL, loop, &err), ROUTES_E_IO);
    assert_non_null(strstr(err.message, "Too many levels of symbolic links"));

    folder_put(folder_path(&here, "plain"), "");
    assert_int_equal(routes_i_folder_make(folder_path(&here, "plain/below"), &err), ROUTES_E_IO);
}

/* A device that takes nothing: the former file stays, no part lies about. */
static void a_full_disk_leaves_the_former_file(void **state)
{
    (void)state;
    routes_error err;
    if (access("/dev/full", W_OK)) {
        print_message("no /dev/full here: skipped\n");
        skip();
    }
    const char *path = folder_path(&here, "a.txt");
    folder_put(path, "former");
    assert_int_equal(symlink("/dev/full", folder_path(&here, ".a.txt.part")), 0);
    assert_int_equal(routes_i_file_write(path, "new", 3, &err), ROUTES_E_IO);
    assert_non_null(strstr(err.message, "No space left on device"));
    assert_holds(path, "former");
    assert_false(routes_i_file_exists(folder_path(&here, ".a.txt.part")));
}

struct addition {
    const char *text;
    routes_status status;
    size_t seen;
};

static routes_status add(routes_i_text *more, const char *bytes, size_t size, void *context,
                         routes_error *err)
{
    struct addition *addition = context;
    (void)err;
    assert_int_equal(bytes[size], 0);
    addition->seen = size;
    routes_i_text_add(more, addition->text);
    return addition->status;
}

static void a_file_grows_at_its_end_or_not_at_all(void **state)
{
    (void)state;
    routes_error err;
    const char *path = folder_path(&here, "log");
    struct addition first = {"one\n", ROUTES_OK, 9}, second = {"two\n", ROUTES_OK, 9},
                    none = {"", ROUTES_OK, 9}, refused = {"three\n", ROUTES_E_DATA, 9};
    assert_ok(routes_i_file_extend(path, add, &first, &err), &err);
    assert_int_equal(first.seen, 0);
    assert_ok(routes_i_file_extend(path, add, &second, &err), &err);
    assert_int_equal(second.seen, 4);
    assert_ok(routes_i_file_extend(path, add, &none, &err), &err);
    assert_int_equal(routes_i_file_extend(path, add, &refused, &err), ROUTES_E_DATA);
    assert_holds(path, "one\ntwo\n");
}

static void a_new_file_that_is_refused_its_lines_goes_again(void **state)
{
    (void)state;
    routes_error err;
    struct addition refused = {"one\n", ROUTES_E_DATA, 9};
    const char *path = folder_path(&here, "log");
    assert_int_equal(routes_i_file_extend(path, add, &refused, &err), ROUTES_E_DATA);
    assert_false(routes_i_file_exists(path));
    folder_put(path, "");
    assert_int_equal(routes_i_file_extend(path, add, &refused, &err), ROUTES_E_DATA);
    assert_true(routes_i_file_exists(path)); /* it was not ours */
}

static void new_folders_are_taken_back_as_far_as_they_are_empty(void **state)
{
    (void)state;
    routes_error err;
    size_t made = 9;
    assert_ok(routes_i_folder_make_new(&made, folder_path(&here, "a//b/./c/"), &err), &err);
    assert_int_equal(made, 3);
    assert_ok(routes_i_folder_make_new(&made, folder_path(&here, "a/b"), &err), &err);
    assert_int_equal(made, 0);
    routes_i_folder_unmake(folder_path(&here, "a/b"), made);
    assert_true(routes_i_file_exists(folder_path(&here, "a/b/c")));
    assert_ok(routes_i_folder_make_new(&made, folder_path(&here, "a/d/e//f/"), &err), &err);
    assert_int_equal(made, 3);
    folder_put(folder_path(&here, "a/d/kept"), "");
    routes_i_folder_unmake(folder_path(&here, "a/d/e//f/"), made);
    assert_false(routes_i_file_exists(folder_path(&here, "a/d/e")));
    assert_holds(folder_path(&here, "a/d/kept"), "");
    char name[400];
    memset(name, 'x', sizeof name);
    memcpy(name, "new/er/", 7);
    name[sizeof name - 1] = '\0';
    assert_int_equal(routes_i_folder_make_new(&made, folder_path(&here, name), &err), ROUTES_E_IO);
    assert_int_equal(made, 0);
    assert_false(routes_i_file_exists(folder_path(&here, "new")));
}

static void a_folder_takes_the_place_of_another(void **state)
{
    (void)state;
    routes_error err;
    const char *made = folder_path(&here, ".out.part"), *target = folder_path(&here, "out");
    assert_ok(routes_i_folder_make(folder_path(&here, ".out.part/deep/er"), &err), &err);
    folder_put(folder_path(&here, ".out.part/deep/a"), "new");
    assert_ok(routes_i_folder_swap(made, target, &err), &err);
    assert_holds(folder_path(&here, "out/deep/a"), "new");
    assert_false(routes_i_file_exists(made));

    assert_ok(routes_i_folder_make(folder_path(&here, ".out.part/other"), &err), &err);
    assert_ok(routes_i_folder_swap(made, target, &err), &err);
    assert_true(routes_i_file_exists(folder_path(&here, "out/other")));
    assert_false(routes_i_file_exists(folder_path(&here, "out/deep")));
    assert_false(routes_i_file_exists(made));

    assert_int_equal(routes_i_folder_swap(made, target, &err), ROUTES_E_IO);
    assert_true(routes_i_file_exists(folder_path(&here, "out/other")));
    assert_ok(routes_i_folder_remove(target, &err), &err);
    assert_ok(routes_i_folder_remove(target, &err), &err);
}

static void a_file_takes_the_place_of_another(void **state)
{
    (void)state;
    routes_error err;
    const char *made = folder_path(&here, ".a.part"), *target = folder_path(&here, "a");
    folder_put(made, "first");
    assert_ok(routes_i_file_replace(made, target, &err), &err);
    folder_put(made, "second");
    assert_ok(routes_i_file_replace(made, target, &err), &err);
    assert_holds(target, "second");
    assert_false(routes_i_file_exists(made));
    assert_int_equal(routes_i_file_replace(made, target, &err), ROUTES_E_IO);
    folder_put(made, "third");
    const char *absent = folder_path(&here, "absent/a");
    assert_int_equal(routes_i_file_replace(made, absent, &err), ROUTES_E_IO);
    assert_non_null(strstr(err.message, "absent/a"));
    assert_holds(made, "third");

    assert_ok(routes_i_file_remove(made, &err), &err);
    assert_ok(routes_i_file_remove(made, &err), &err);
    assert_int_equal(routes_i_file_remove(here.path, &err), ROUTES_E_IO);
}

/* Another process may lock the folder only once this one has let it go. */
static void writers_of_a_folder_come_one_after_the_other(void **state)
{
    (void)state;
    routes_error err;
    int lock;
    const char *path = folder_path(&here, "a"), *sign = folder_path(&here, "sign");
    assert_ok(routes_i_folder_lock(&lock, path, &err), &err);
    pid_t child = fork();
    if (child == 0) {
        int other;
        _exit(routes_i_folder_lock(&other, path, NULL) ||
              routes_i_file_write(sign, "held", 4, NULL));
    }
    assert_true(child > 0);
    const struct timespec pause = {0, 100 * 1000 * 1000};
    nanosleep(&pause, NULL);
    assert_false(routes_i_file_exists(sign));
    routes_i_folder_unlock(lock);
    int ended;
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_int_equal(ended, 0);
    assert_true(routes_i_file_exists(sign));

    routes_i_folder_unlock(-1);
    assert_int_equal(routes_i_folder_lock(&lock, folder_path(&here, "absent/a"), &err),
                     ROUTES_E_IO);
    assert_int_equal(lock, -1);
}

/* Two at once: the second is told so. One after the other: what the first left is gone. */
static void a_folder_is_claimed_by_one_caller(void **state)
{
    (void)state;
    routes_error err;
    const char *path = folder_path(&here, ".out.part"), *inside = folder_path(&here, ".out.part/a");
    const char *target = folder_path(&here, "out");
    int first = -1, second = -1;
    assert_ok(routes_i_folder_claim(&first, path, &err), &err);
    folder_put(inside, "text");
    assert_ok(routes_i_folder_flush(path, &err), &err);
    assert_int_equal(routes_i_folder_claim(&second, path, &err), ROUTES_E_IO);
    assert_non_null(strstr(err.message, "is being written by another run"));
    assert_int_equal(second, -1);
    assert_true(routes_i_file_exists(inside));

    routes_i_folder_unlock(first);
    assert_ok(routes_i_folder_claim(&second, path, &err), &err);
    assert_false(routes_i_file_exists(inside));
    folder_put(inside, "text");
    assert_ok(routes_i_folder_swap(path, target, &err), &err);
    assert_ok(routes_i_folder_claim(&first, path, &err), &err);
    routes_i_folder_unlock(first);
    routes_i_folder_unlock(second);
    assert_holds(folder_path(&here, "out/a"), "text");

    folder_put(folder_path(&here, "plain"), "");
    assert_int_equal(routes_i_folder_claim(&first, folder_path(&here, "plain"), &err), ROUTES_E_IO);
    assert_int_equal(routes_i_folder_claim(&first, folder_path(&here, "no/such"), &err),
                     ROUTES_E_IO);
    assert_int_equal(routes_i_folder_flush(folder_path(&here, "no"), &err), ROUTES_E_IO);
}

static void files_survive_running_out_of_memory(void **state)
{
    (void)state;
    const char *path = folder_path(&here, "a.txt");
    folder_put(path, "former");
    for (long allowed = 0;; allowed++) {
        struct addition more = {" more", ROUTES_OK, 0};
        char *bytes = NULL;
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_i_file_write(path, "new", 3, NULL);
        if (!status)
            status = routes_i_file_extend(path, add, &more, NULL);
        if (!status)
            status = routes_i_file_read(&bytes, NULL, path, NULL);
        routes_i_memory_fail_after(-1);
        routes_i_free(bytes);
        assert_int_equal(routes_i_memory_live(), 0);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
    assert_holds(path, "new more");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_written_whole_and_read_back, enter, leave),
        cmocka_unit_test_setup_teardown(what_the_system_refuses_is_told_with_the_path, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_former_file, enter, leave),
        cmocka_unit_test_setup_teardown(a_file_grows_at_its_end_or_not_at_all, enter, leave),
        cmocka_unit_test_setup_teardown(a_new_file_that_is_refused_its_lines_goes_again, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(new_folders_are_taken_back_as_far_as_they_are_empty, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(a_folder_takes_the_place_of_another, enter, leave),
        cmocka_unit_test_setup_teardown(a_file_takes_the_place_of_another, enter, leave),
        cmocka_unit_test_setup_teardown(writers_of_a_folder_come_one_after_the_other, enter, leave),
        cmocka_unit_test_setup_teardown(a_folder_is_claimed_by_one_caller, enter, leave),
        cmocka_unit_test_setup_teardown(files_survive_running_out_of_memory, enter, leave),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
