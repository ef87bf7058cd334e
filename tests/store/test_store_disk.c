/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit
 * Timeout: 180 */
#define _GNU_SOURCE /* unshare(), for a disk of the test's own */

/* What the system may do to a workspace while it is written: a full disk, a folder closed to us, an
 * end in the middle. The former file is whole each time. Each case runs in a process of its own. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/memory.h"
#include "support/folder.h"
#include "support/stored.h"

static folder here;
static char target[512], given[512], rejects[512];

static int enter(void **state)
{
    (void)state;
    folder_make(&here, "disk");
    snprintf(target, sizeof target, "%s", folder_path(&here, "w.gpkg"));
    snprintf(given, sizeof given, "%s", folder_path(&here, "in.csv"));
    snprintf(rejects, sizeof rejects, "%s", folder_path(&here, "in.csv.rejects.csv"));
    stored_three(target);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    (void)chmod(here.path, 0777);
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void put_rows(int rows)
{
    FILE *to = fopen(given, "wb");
    assert_non_null(to);
    fputs("place_id,name,kind,lon,lat,area_id\n", to);
    for (int i = 0; i < rows; i++)
        fprintf(to, "N%d,Number %d,town,%s.%06d,10.5,AA1\n", i, i, i % 10 ? "100" : "500", i);
    assert_int_equal(fclose(to), 0);
}

static routes_status import(const char *path)
{
    routes_faults *faults = NULL;
    routes_status status = routes_faults_new(&faults, 0, NULL);
    if (!status)
        status = routes_workspace_import(NULL, path, "places", given, NULL, faults, NULL);
    routes_faults_free(faults);
    return status;
}

static const routes_model *held;

static routes_status write_again(const char *path)
{
    return routes_workspace_write(path, held, &stored_run, NULL);
}

/* The work's status in a child, where no file may grow beyond `limit` bytes. */
static routes_status with_limit(routes_status (*work)(const char *), rlim_t limit)
{
    pid_t child = fork();
    if (child == 0) {
        const struct rlimit most = {limit, limit};
        signal(SIGXFSZ, SIG_IGN); /* a write then fails, as on a full disk */
        _exit(setrlimit(RLIMIT_FSIZE, &most) ? 99 : (int)work(target));
    }
    int ended;
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_true(WIFEXITED(ended));
    assert_int_not_equal(WEXITSTATUS(ended), 99);
    return (routes_status)WEXITSTATUS(ended);
}

static void assert_nothing_beside(void)
{
    assert_false(routes_i_file_exists(folder_path(&here, ".w.gpkg.part.gpkg")));
    assert_false(routes_i_file_exists(folder_path(&here, ".w.gpkg.part.gpkg-journal")));
    assert_false(routes_i_file_exists(folder_path(&here, "..w.gpkg.part.gpkg.sort")));
    assert_false(routes_i_file_exists(folder_path(&here, ".in.csv.rejects.csv.part")));
}

/* Every size at which the writing may be cut short, in steps, is a failure that leaves the former
 * file byte by byte. */
static void assert_short_writes_are_told(routes_status (*work)(const char *), size_t enough)
{
    char *before = NULL, *after = NULL;
    size_t size, after_size;
    routes_error err;
    assert_ok(routes_i_file_read(&before, &size, target, &err), &err);
    for (size_t limit = 0; limit < enough; limit += enough / 12 + 1) {
        assert_int_equal(with_limit(work, (rlim_t)limit), ROUTES_E_IO);
        assert_ok(routes_i_file_read(&after, &after_size, target, &err), &err);
        assert_int_equal(after_size, size);
        assert_memory_equal(before, after, size);
        routes_i_free(after);
        assert_false(routes_i_file_exists(rejects));
        assert_nothing_beside();
    }
    routes_i_free(before);
}

static size_t size_of(const char *path)
{
    struct stat found;
    assert_int_equal(stat(path, &found), 0);
    return (size_t)found.st_size;
}

static void a_write_cut_short_leaves_the_former_workspace(void **state)
{
    (void)state;
    routes_model *model = stored_model(three_provinces);
    held = model;
    assert_short_writes_are_told(write_again, size_of(target));
    assert_int_equal(with_limit(write_again, 1 << 30), ROUTES_OK);
    routes_model_free(model);
}

static void an_import_cut_short_leaves_the_former_workspace(void **state)
{
    (void)state;
    put_rows(3000);
    char kept[512];
    snprintf(kept, sizeof kept, "%s", folder_path(&here, "kept"));
    assert_int_equal(rename(target, kept), 0);
    stored_three(target);
    assert_int_equal(import(target), ROUTES_OK);
    size_t enough = size_of(target);
    assert_int_equal(unlink(rejects), 0);
    assert_int_equal(rename(kept, target), 0);
    assert_short_writes_are_told(import, enough);
}

/* A disk of 1 MB in a name space of the child's own; 77 where the system does not allow that. */
static int on_small_disk(void)
{
    uid_t user = getuid();
    char path[600];
    if (unshare(user ? CLONE_NEWUSER | CLONE_NEWNS : CLONE_NEWNS))
        return 77;
    (void)mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    snprintf(path, sizeof path, "%s/small", here.path);
    if (mkdir(path, 0777) || mount("none", path, "tmpfs", 0, "size=1m"))
        return 77;
    snprintf(path, sizeof path, "%s/small/w.gpkg", here.path);
    if (write_again(path))
        return 1;
    size_t before = size_of(path);
    put_rows(20000);
    if (import(path) != ROUTES_E_IO)
        return 2;
    if (size_of(path) != before || write_again(path))
        return 3;
    routes_model_free(stored_read(path));
    char beside[600];
    snprintf(beside, sizeof beside, "%s/small/.w.gpkg.part.gpkg", here.path);
    return routes_i_file_exists(beside) ? 4 : 0;
}

static void a_full_disk_leaves_the_former_workspace(void **state)
{
    (void)state;
    routes_model *model = stored_model(three_provinces);
    held = model;
    pid_t child = fork();
    if (child == 0)
        _exit(on_small_disk());
    int ended;
    assert_int_equal(waitpid(child, &ended, 0), child);
    routes_model_free(model);
    assert_true(WIFEXITED(ended));
    if (WEXITSTATUS(ended) == 77) {
        print_message("no disk of one's own here: skipped\n");
        skip();
    }
    assert_int_equal(WEXITSTATUS(ended), 0);
}

/* As a user to whom the folder is closed: nothing can be written, all can be read. */
static int in_closed_folder(void)
{
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    if (getuid() == 0 && (setegid(65534) || seteuid(65534)))
        return 77;
    if (routes_faults_new(&faults, 0, NULL))
        return 1;
    if (access(target, R_OK))
        return 77;
    if (write_again(target) != ROUTES_E_IO || import(target) != ROUTES_E_IO)
        return 2;
    if (routes_workspace_read(&model, target, &stored_run, faults, NULL))
        return 3;
    routes_model_free(model);
    if (routes_package_read(&model, here.path, NULL, faults, NULL))
        return 4;
    routes_model_free(model);
    routes_faults_free(faults);
    return 0;
}

static void a_read_only_folder_is_read_and_not_written(void **state)
{
    (void)state;
    routes_model *model = stored_model(three_provinces);
    held = model;
    put_rows(10);
    folder_put(folder_path(&here, "datapackage.json"),
               "{\"name\": \"p\", \"resources\": [{\"name\": \"sources\", \"path\": "
               "\"sources.csv\"}]}");
    folder_put(folder_path(&here, "sources.csv"),
               "source_id,title,year,consent_scope\nS1,Report,2001,aggregate_public\n");
    size_t before = size_of(target);
    assert_int_equal(chmod(here.path, 0555), 0);
    pid_t child = fork();
    if (child == 0)
        _exit(in_closed_folder());
    int ended;
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_int_equal(chmod(here.path, 0777), 0);
    routes_model_free(model);
    assert_true(WIFEXITED(ended));
    if (WEXITSTATUS(ended) == 77) {
        print_message("no other user to be here: skipped\n");
        skip();
    }
    assert_int_equal(WEXITSTATUS(ended), 0);
    assert_int_equal(size_of(target), before);
}

static void wait_ms(long ms)
{
    const struct timespec pause = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&pause, NULL);
}

/* Killed at many moments the workspace is the former one or the new one, never another; what lies
 * beside it is no hindrance to the next. */
static void a_killed_import_leaves_a_whole_workspace(void **state)
{
    (void)state;
    size_t killed = 0;
    put_rows(4000);
    char former[512];
    snprintf(former, sizeof former, "%s", folder_path(&here, "former.gpkg"));
    stored_three(former);
    for (long ms = 1; ms <= 1200; ms += ms / 3 + 8) {
        routes_error err;
        char *bytes = NULL;
        size_t size;
        assert_ok(routes_i_file_read(&bytes, &size, former, &err), &err);
        assert_ok(routes_i_file_write(target, bytes, size, &err), &err);
        routes_i_free(bytes);
        pid_t child = fork();
        if (child == 0)
            _exit((int)import(target));
        wait_ms(ms);
        assert_int_equal(kill(child, SIGKILL), 0);
        int ended;
        assert_int_equal(waitpid(child, &ended, 0), child);
        killed += WIFSIGNALED(ended) != 0;
        routes_model *model = stored_read(target);
        size_t rows = routes_model_size(model, ROUTES_PLACES);
        assert_true(rows == 5 || rows == 5 + 3600);
        routes_model_free(model);
    }
    assert_true(killed > 0);
    stored_three(target);
    assert_int_equal(import(target), ROUTES_OK);
    assert_nothing_beside();
}

/* Two imports at a time: they come one after the other, and no row is lost. */
static void two_imports_at_a_time_lose_nothing(void **state)
{
    (void)state;
    pid_t children[2];
    for (int i = 0; i < 2; i++) {
        char text[256], name[32];
        snprintf(name, sizeof name, "in%d.csv", i);
        snprintf(text, sizeof text, "place_id,name,kind,lon,lat\nN%d,Number %d,town,100.5,10.5\n",
                 i, i);
        snprintf(given, sizeof given, "%s", folder_path(&here, name));
        folder_put(given, text);
        children[i] = fork();
        if (children[i] == 0)
            _exit((int)import(target));
    }
    for (int i = 0; i < 2; i++) {
        int ended;
        assert_int_equal(waitpid(children[i], &ended, 0), children[i]);
        assert_int_equal(ended, 0);
    }
    routes_model *model = stored_read(target);
    assert_int_equal(routes_model_size(model, ROUTES_PLACES), 7);
    routes_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_write_cut_short_leaves_the_former_workspace, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(an_import_cut_short_leaves_the_former_workspace, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_former_workspace, enter, leave),
        cmocka_unit_test_setup_teardown(a_read_only_folder_is_read_and_not_written, enter, leave),
        cmocka_unit_test_setup_teardown(a_killed_import_leaves_a_whole_workspace, enter, leave),
        cmocka_unit_test_setup_teardown(two_imports_at_a_time_lose_nothing, enter, leave),
    };
    return cmocka_run_group_tests_name("store_disk", tests, NULL, NULL);
}
