/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700 /* nftw */

#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens the folder, made where there is none, and locks it without waiting. -1 and errno. */
static int open_locked(const char *path)
{
    if (mkdir(path, 0777) && errno != EEXIST)
        return -1;
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (folder < 0)
        return -1;
    if (flock(folder, LOCK_EX | LOCK_NB) == 0)
        return folder;
    int number = errno;
    close(folder);
    errno = number;
    return -1;
}

/* Between the opening and the lock another caller may have moved the folder away. */
static bool is_still_there(int folder, const char *path)
{
    struct stat held, found;
    return fstat(folder, &held) == 0 && lstat(path, &found) == 0 && held.st_ino == found.st_ino &&
           held.st_dev == found.st_dev;
}

static int remove_below(const char *path, const struct stat *found, int kind, struct FTW *at)
{
    (void)found;
    (void)kind;
    return at->level > 0 ? remove(path) : 0;
}

routes_status routes_i_folder_claim(int *lock, const char *path, routes_error *err)
{
    *lock = -1;
    for (int attempt = 0; attempt < 16 && *lock < 0; attempt++) {
        int folder = open_locked(path);
        if (folder < 0 && errno == EWOULDBLOCK)
            return routes_i_fail(err, ROUTES_E_IO, "%s is being written by another run", path);
        if (folder < 0)
            return routes_i_file_fail(err, "make folder", path, errno);
        if (is_still_there(folder, path))
            *lock = folder;
        else
            close(folder);
    }
    if (*lock < 0)
        return routes_i_fail(err, ROUTES_E_IO, "%s is being written by another run", path);
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): safe in glibc as long as it changes no folder. */
    if (nftw(path, remove_below, 16, FTW_DEPTH | FTW_PHYS) == 0)
        return ROUTES_OK;
    int number = errno;
    routes_i_folder_unlock(*lock);
    *lock = -1;
    return routes_i_file_fail(err, "empty", path, number);
}

static int flush_one(const char *path, const struct stat *found, int kind, struct FTW *at)
{
    (void)at;
    if (kind != FTW_F || !S_ISREG(found->st_mode))
        return 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return -1;
    int number = fsync(file) ? errno : 0;
    close(file);
    errno = number;
    return number ? -1 : 0;
}

routes_status routes_i_folder_flush(const char *path, routes_error *err)
{
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): safe in glibc as long as it changes no folder. */
    if (nftw(path, flush_one, 16, FTW_PHYS))
        return routes_i_file_fail(err, "write", path, errno);
    return ROUTES_OK;
}
