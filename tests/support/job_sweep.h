/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/job_sweep.h
 * @brief The main job, from the package to the folders of two tiers, with memory running out at
 *        one allocation after the other.
 *
 * The job runs once. At each point that is tried the process splits: in the one that goes its own
 * way no allocation succeeds any more, in a copy of the folder, and what becomes of it is judged;
 * the other goes on to the next point. So a point costs its own failure and not a run.
 *
 * Two processes cannot go on with one file that is being written. Where the job has one open the
 * points are noted, and tried by runs of their own.
 *
 * Include first: it asks the system for more than C has.
 */
#ifndef ROUTES_TESTS_SUPPORT_JOB_SWEEP_H
#define ROUTES_TESTS_SUPPORT_JOB_SWEEP_H

#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/memory.h"
#include "routes/job.h"
#include "routes/package.h"
#include "support/folder.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
/** Of Fontconfig: frees the patterns of the system's settings, which the leak checker cannot see.
 */
void FcFini(void);
#endif

enum { SWEEP_TIERS = 2, SWEEP_PROCESSES = 2, SWEEP_NAME = 64 };

static const char *const sweep_folders[SWEEP_TIERS] = {"out/public", "out/restricted"};

/** One sweep; there is one at a time. */
static struct sweep {
    const char *package;
    long stride;
    long seen;                      /* allocations so far */
    long next;                      /* the one to be tried next */
    long tried;                     /* points */
    long *busy;                     /* points at which a file was being written */
    size_t busies;                  /* */
    long live;                      /* blocks before the job */
    int running;                    /* processes that are being judged */
    int failed;                     /* of these, those that were found wrong */
    long number;                    /* the point this process stands for; 0: it goes on */
    uint64_t standing[SWEEP_TIERS]; /* the folders when the process split */
    uint64_t made[SWEEP_TIERS];     /* what a job that succeeds writes */
} sweep;

/** FNV-1a over some bytes. */
static inline uint64_t sweep_mix(uint64_t digest, const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        digest = (digest ^ ((const unsigned char *)bytes)[i]) * UINT64_C(1099511628211);
    return digest;
}

static inline uint64_t sweep_file(uint64_t digest, const char *path)
{
    static char bytes[65536];
    ssize_t size;
    int file = open(path, O_RDONLY);
    while (file >= 0 && (size = read(file, bytes, sizeof bytes)) > 0)
        digest = sweep_mix(digest, bytes, (size_t)size);
    close(file);
    return digest;
}

/** All below a folder in the order of names: names with contents, or with which files they are. */
static inline uint64_t sweep_tree(const char *root, bool contents)
{
    struct dirent **entries = NULL;
    uint64_t digest = UINT64_C(14695981039346656037);
    int count = scandir(root, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        char path[1024];
        struct stat about;
        snprintf(path, sizeof path, "%s/%s", root, name);
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && stat(path, &about) == 0) {
            uint64_t below = S_ISDIR(about.st_mode) ? sweep_tree(path, contents) : about.st_ino;
            digest = sweep_mix(digest, name, strlen(name) + 1);
            if (contents && !S_ISDIR(about.st_mode))
                digest = sweep_file(digest, path);
            else
                digest = sweep_mix(digest, &below, sizeof below);
        }
        free(entries[i]);
    }
    free(entries);
    return digest;
}

static inline void sweep_trees(uint64_t digests[SWEEP_TIERS], bool contents)
{
    for (int i = 0; i < SWEEP_TIERS; i++)
        digests[i] = sweep_tree(sweep_folders[i], contents);
}

/** A new folder of this name to run in, with what stands there from a former run. */
static inline void sweep_enter(const char *name)
{
    routes_error err;
    assert_ok(routes_i_folder_remove(name, &err), &err);
    assert_int_equal(mkdir(name, 0777), 0);
    assert_int_equal(chdir(name), 0);
    assert_int_equal(mkdir("out", 0777), 0);
    for (int i = 0; i < SWEEP_TIERS; i++) {
        char path[SWEEP_NAME];
        assert_int_equal(mkdir(sweep_folders[i], 0777), 0);
        snprintf(path, sizeof path, "%s/former", sweep_folders[i]);
        folder_put(path, "of a former run");
    }
}

static inline void sweep_leave(const char *name)
{
    routes_error err;
    assert_int_equal(chdir(".."), 0);
    assert_ok(routes_i_folder_remove(name, &err), &err);
}

/** The whole job in the folder that the process is in. */
static inline routes_status sweep_job(routes_error *err)
{
    static const routes_tier tiers[SWEEP_TIERS] = {ROUTES_TIER_PUBLIC, ROUTES_TIER_RESTRICTED};
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    routes_run run = ROUTES_RUN;
    routes_job_options options = ROUTES_JOB_OPTIONS;
    run.date = "2026-01-02";
    run.threads = 1;
    options.tiers = tiers;
    options.tier_count = SWEEP_TIERS;
    options.purpose = "sweep";
    options.approver = "T1";
    options.ledger = "ledger.jsonl";
    options.run = &run;
    routes_status status = routes_faults_new(&faults, 0, err);
    if (!status)
        status = routes_package_read(&model, sweep.package, &run, faults, err);
    if (!status)
        status = routes_job_run(model, "out", &options, err);
    routes_model_free(model);
    routes_faults_free(faults);
    return status;
}

/** Whether nothing but the folders of the tiers lies in `out`. */
static inline bool sweep_is_tidy(void)
{
    struct dirent **entries = NULL;
    int count = scandir("out", &entries, NULL, alphasort);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return count == 2 + SWEEP_TIERS; /* with "." and ".." */
}

/** Whether a job that ran out of memory said so, leaked nothing and left whole folders behind. */
static inline bool sweep_judge(long point, routes_status status, const routes_error *err)
{
    uint64_t found[SWEEP_TIERS], contents[SWEEP_TIERS];
    bool good = status == ROUTES_E_MEMORY;
    if (!good)
        dprintf(2, "at allocation %ld: status %d, \"%s\"\n", point, (int)status,
                status ? err->message : "");
    if (routes_i_memory_live() != sweep.live) {
        dprintf(2, "at allocation %ld: %ld blocks leaked\n", point,
                routes_i_memory_live() - sweep.live);
        good = false;
    }
#ifdef __SANITIZE_ADDRESS__
    FcFini();
    if (__lsan_do_recoverable_leak_check()) {
        dprintf(2, "at allocation %ld: the above leaked\n", point);
        good = false;
    }
#endif
    sweep_trees(found, false);
    for (int i = 0; i < SWEEP_TIERS; i++) {
        if (found[i] == sweep.standing[i])
            continue;
        sweep_trees(contents, true);
        if (contents[i] != sweep.made[i]) {
            dprintf(2, "at allocation %ld: %s is neither the former nor the new one\n", point,
                    sweep_folders[i]);
            good = false;
        }
    }
    if (!sweep_is_tidy()) {
        dprintf(2, "at allocation %ld: something else is left in the folder\n", point);
        good = false;
    }
    return good;
}

/** Calls back for each file this process has open, but for its standard ones. */
static inline bool sweep_any_file(bool (*found)(int file, int flags))
{
    DIR *list = opendir("/proc/self/fd");
    struct dirent *entry;
    bool any = false;
    while (list && (entry = readdir(list))) {
        int file = atoi(entry->d_name), flags = fcntl(file, F_GETFL);
        struct stat about;
        if (file > 2 && file != dirfd(list) && fstat(file, &about) == 0 && S_ISREG(about.st_mode))
            any = found(file, flags) || any;
    }
    closedir(list);
    return any;
}

static inline bool sweep_is_written(int file, int flags)
{
    (void)file;
    return (flags & O_ACCMODE) != O_RDONLY;
}

/** Where a file is read is shared by both processes, unless it is opened anew. */
static inline bool sweep_reopen(int file, int flags)
{
    char path[SWEEP_NAME];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    int again = open(path, flags & O_ACCMODE);
    if (again < 0 || lseek(again, lseek(file, 0, SEEK_CUR), SEEK_SET) < 0 || dup2(again, file) < 0)
        _exit(3);
    close(again);
    return true;
}

/** What another process changes in a copy: names, never what files hold, the ledger left aside. */
static inline int sweep_copy_one(const char *path, const struct stat *about, int kind,
                                 struct FTW *at)
{
    char to[1024];
    (void)about;
    if (at->level == 0)
        return 0;
    snprintf(to, sizeof to, "../point-%ld/%s", sweep.tried, path);
    if (kind == FTW_D)
        return mkdir(to, 0777);
    if (!strstr(path, "ledger"))
        return link(path, to);
    int from = open(path, O_RDONLY), file = open(to, O_WRONLY | O_CREAT | O_EXCL, 0666);
    off_t end = lseek(from, 0, SEEK_END);
    size_t size = end > 0 ? (size_t)end : 0;
    char *text = malloc(size + 1);
    bool copied = from >= 0 && file >= 0 && text && pread(from, text, size, 0) == (ssize_t)size &&
                  write(file, text, size) == (ssize_t)size;
    free(text);
    close(from);
    close(file);
    return copied ? 0 : -1;
}

static inline void sweep_wait(int most)
{
    int how;
    while (sweep.running > most && wait(&how) > 0) {
        sweep.running--;
        if (!WIFEXITED(how) || WEXITSTATUS(how) != 0) {
            sweep.failed++;
            if (WIFSIGNALED(how) || WEXITSTATUS(how) != 1)
                dprintf(2, "a process ended by %s %d\n", WIFSIGNALED(how) ? "signal" : "code",
                        WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how));
        }
    }
}

/** True in the process in which the allocation fails. */
static inline bool sweep_split(long point)
{
    sweep.tried++;
    sweep_trees(sweep.standing, false);
    char own[SWEEP_NAME];
    snprintf(own, sizeof own, "../point-%ld", sweep.tried);
    if (mkdir(own, 0777) || nftw(".", sweep_copy_one, 16, FTW_PHYS)) {
        dprintf(2, "at allocation %ld: the folder was not copied\n", point);
        sweep.failed++;
        return false;
    }
    sweep_wait(SWEEP_PROCESSES - 1);
    pid_t process = fork();
    if (process > 0) {
        sweep.running++;
        return false;
    }
    if (process < 0 || chdir(own))
        _exit(3);
    sweep_any_file(sweep_reopen);
    sweep.number = point;
    alarm(300);
    return true;
}

static inline bool sweep_counts(void)
{
    sweep.seen++;
    return false;
}

static inline bool sweep_refuses(void)
{
    if (sweep.number)
        return true;
    long point = ++sweep.seen;
    if (point < sweep.next)
        return false;
    sweep.next = point + sweep.stride;
    if (!sweep_any_file(sweep_is_written))
        return sweep_split(point);
    sweep.busy[sweep.busies++] = point;
    return false;
}

/** The end of a process that went its own way. */
static inline void sweep_end(routes_status status, const routes_error *err)
{
    char own[SWEEP_NAME];
    routes_i_memory_ask(NULL);
    bool good = sweep_judge(sweep.number, status, err);
    snprintf(own, sizeof own, "point-%ld", sweep.tried);
    routes_error why = {ROUTES_OK, ""};
    if (chdir("..") || routes_i_folder_remove(own, &why)) {
        dprintf(2, "%s was not removed: %s\n", own, why.message);
        good = false;
    }
    _exit(good ? 0 : 1);
}

/** Keeps at most so many of the points at which a file was being written, evenly spread. */
static inline void sweep_thin(size_t most)
{
    size_t all = sweep.busies;
    if (most < all)
        sweep.busies = most;
    for (size_t i = 0; i < sweep.busies; i++)
        sweep.busy[i] = sweep.busy[i * all / sweep.busies];
}

/** Points at which a file was being written, each by a run of its own. */
static inline void sweep_busy(void)
{
    routes_error err;
    for (size_t i = 0; i < sweep.busies; i++) {
        sweep_wait(SWEEP_PROCESSES - 1);
        pid_t process = fork();
        assert_true(process >= 0);
        if (process > 0) {
            sweep.running++;
            continue;
        }
        sweep.tried = 1000000 + (long)i;
        sweep.number = sweep.busy[i];
        char own[SWEEP_NAME];
        snprintf(own, sizeof own, "point-%ld", sweep.tried);
        sweep_enter(own);
        sweep_trees(sweep.standing, false);
        routes_i_memory_fail_after(sweep.busy[i] - 1);
        routes_status status = sweep_job(&err);
        routes_i_memory_fail_after(-1);
        sweep_end(status, &err);
    }
    sweep_wait(0);
}

/** Whether each process also asks the leak checker. */
static inline bool sweep_is_slow(void)
{
#ifdef __SANITIZE_ADDRESS__
    return true;
#else
    return false;
#endif
}

/**
 * Tries `points` allocations of the job on a package, evenly spread, or all there are. Of those at
 * which a file is being written, each a run of its own, at most `runs`.
 */
static inline void sweep_package(const char *name, const char *package, long points, long runs)
{
    routes_error err = {ROUTES_OK, ""};
    folder here = {0};
    folder_make(&here, name);
    assert_int_equal(chdir(here.path), 0);
    memset(&sweep, 0, sizeof sweep);
    sweep.package = package;
    sweep.live = routes_i_memory_live();

    sweep_enter("made");
    routes_i_memory_ask(sweep_counts);
    assert_ok(sweep_job(&err), &err);
    routes_i_memory_ask(NULL);
    sweep_trees(sweep.made, true);
    sweep_leave("made");

    long count = sweep.seen;
    sweep.stride = points < count ? count / points : 1;
    sweep.seen = 0;
    sweep.busy = calloc((size_t)count, sizeof *sweep.busy);
    assert_non_null(sweep.busy);
    sweep_enter("work");
    routes_i_memory_ask(sweep_refuses);
    routes_status status = sweep_job(&err);
    if (sweep.number)
        sweep_end(status, &err);
    routes_i_memory_ask(NULL);
    sweep_wait(0);
    assert_ok(status, &err);
    uint64_t contents[SWEEP_TIERS];
    sweep_trees(contents, true);
    for (int i = 0; i < SWEEP_TIERS; i++)
        assert_true(contents[i] == sweep.made[i]);
    sweep_leave("work");

    sweep_thin((size_t)runs);
    print_message("%ld allocations: %ld tried by splitting, %zu by a run of their own\n", count,
                  sweep.tried, sweep.busies);
    sweep_busy();
    free(sweep.busy);
    assert_int_equal(sweep.failed, 0);
    assert_int_equal(routes_i_memory_live(), sweep.live);
    assert_int_equal(chdir(".."), 0);
    folder_remove(&here);
#ifdef __SANITIZE_ADDRESS__
    FcFini();
#endif
}

#endif
