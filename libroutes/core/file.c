/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* renameat2 exchanges two folders in one step; without it there are two */

#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/memory.h"

#define READ_STEP ((size_t)64 * 1024)

/* With less than so many bytes left nothing can be written. */
#define FULL ((size_t)64 * 1024)

routes_status routes_i_file_fail(routes_error *err, const char *what, const char *path, int number)
{
    char words[128] = "";
    const char *said = strerror_r(number, words, sizeof words);
    return routes_i_fail(err, ROUTES_E_IO, "cannot %s %s: %s", what, path, said);
}

routes_status routes_i_file_blame_disk(routes_status status, const char *folder, routes_error *err)
{
    struct statvfs disk;
    if (status != ROUTES_E_IO || !err || strstr(err->message, "disk is full") ||
        strstr(err->message, strerror_r(ENOSPC, (char[128]){""}, 128)))
        return status;
    size_t used = strlen(err->message);
    if (statvfs(folder, &disk) == 0 && disk.f_bavail < FULL / (disk.f_frsize ? disk.f_frsize : 1))
        snprintf(err->message + used, sizeof err->message - used, "; the disk is full");
    return status;
}

/* Reads on until the end of the file. */
static int read_all(routes_i_text *to, int file)
{
    char *step = routes_i_calloc(READ_STEP, 1);
    ssize_t got = step ? 1 : 0;
    to->failed = !step;
    while (got > 0 && !to->failed) {
        got = read(file, step, READ_STEP);
        if (got < 0 && errno == EINTR)
            got = 1;
        else if (got > 0)
            routes_i_text_bytes(to, step, (size_t)got);
    }
    routes_i_free(step);
    return got < 0 ? errno : 0;
}

routes_status routes_i_file_read(char **bytes, size_t *size, const char *path, routes_error *err)
{
    *bytes = NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return routes_i_file_fail(err, "open", path, errno);
    routes_i_text text = {0};
    int number = read_all(&text, file);
    routes_i_text_bytes(&text, "", 0);
    close(file);
    if (number || text.failed) {
        routes_i_text_free(&text);
        return number ? routes_i_file_fail(err, "read", path, number)
                      : routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", path);
    }
    *bytes = text.bytes;
    if (size)
        *size = text.size;
    return ROUTES_OK;
}

/* Writes all the bytes and flushes them; 0 or what the system said. */
static int write_all(int file, const char *bytes, size_t size)
{
    while (size) {
        ssize_t put = write(file, bytes, size);
        if (put < 0 && errno != EINTR)
            return errno;
        if (put > 0) {
            bytes += put;
            size -= (size_t)put;
        }
    }
    return fsync(file) ? errno : 0;
}

routes_status routes_i_file_write(const char *path, const char *bytes, size_t size,
                                  routes_error *err)
{
    char *part = routes_i_path_beside(path, ".", ".part");
    if (!part)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to write %s", path);
    int number = 0;
    int file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) {
        number = errno;
    } else {
        number = write_all(file, bytes, size);
        if (close(file) && !number)
            number = errno;
        if (!number && rename(part, path))
            number = errno;
        if (number)
            unlink(part);
    }
    routes_i_free(part);
    return number ? routes_i_file_fail(err, "write", path, number) : ROUTES_OK;
}

/* Appends what `more` makes of the locked file's content; on failure the file has its old size. */
static routes_status extend_locked(int file, const char *path, routes_i_file_more more,
                                   void *context, routes_error *err)
{
    routes_i_text held = {0}, text = {0};
    routes_status status = ROUTES_OK;
    int number = read_all(&held, file);
    if (number)
        status = routes_i_file_fail(err, "read", path, number);
    else if (!held.failed)
        status = more(&text, routes_i_text_get(&held), held.size, context, err);
    if (!status && (held.failed || text.failed))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to extend %s", path);
    if (!status && text.size && (number = write_all(file, text.bytes, text.size))) {
        status = routes_i_file_fail(err, "write", path, number);
        if (ftruncate(file, (off_t)held.size))
            status = routes_i_file_fail(err, "take back a part written to", path, errno);
    }
    routes_i_text_free(&held);
    routes_i_text_free(&text);
    return status;
}

/* Opens the file and holds it, anew where another caller took it back meanwhile. -1 and errno. */
static int open_locked(const char *path)
{
    for (;;) {
        struct stat found;
        int file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
        if (file < 0)
            return -1;
        if (flock(file, LOCK_EX) || fstat(file, &found)) {
            int number = errno;
            close(file);
            errno = number;
            return -1;
        }
        if (found.st_nlink)
            return file;
        close(file);
    }
}

/* A file that was made for what did not fit is taken back, unless another caller filled it. */
static void take_back_new(int file, const char *path)
{
    struct stat found;
    if (fstat(file, &found) == 0 && found.st_size == 0)
        unlink(path);
}

routes_status routes_i_file_extend(const char *path, routes_i_file_more more, void *context,
                                   routes_error *err)
{
    bool is_new = !routes_i_file_exists(path);
    int file = open_locked(path);
    if (file < 0)
        return routes_i_file_fail(err, "open", path, errno);
    routes_status status = extend_locked(file, path, more, context, err);
    if (status && is_new)
        take_back_new(file, path);
    if (close(file) && !status)
        status = routes_i_file_fail(err, "close", path, errno);
    return status;
}

bool routes_i_file_exists(const char *path)
{
    struct stat found;
    return lstat(path, &found) == 0;
}

routes_status routes_i_file_flush(const char *path, routes_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return routes_i_file_fail(err, "open", path, errno);
    int number = fsync(file) ? errno : 0;
    close(file);
    return number ? routes_i_file_fail(err, "write", path, number) : ROUTES_OK;
}

/* The folder in which a path lies, opened; -1 and errno, or -1 and ENOMEM. */
static int open_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    routes_i_text folder = {0};
    if (slash)
        routes_i_text_bytes(&folder, path, (size_t)(slash - path) + 1);
    else
        routes_i_text_add(&folder, ".");
    int file = -1;
    if (folder.failed)
        errno = ENOMEM;
    else
        file = open(routes_i_text_get(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int number = errno;
    routes_i_text_free(&folder);
    errno = number;
    return file;
}

/* A new name lasts when the folder is on the disk. Not every file system flushes folders. */
static void flush_folder_of(const char *path)
{
    int folder = open_folder_of(path);
    if (folder < 0)
        return;
    (void)fsync(folder);
    close(folder);
}

routes_status routes_i_file_replace(const char *made, const char *target, routes_error *err)
{
    routes_status status = routes_i_file_flush(made, err);
    if (status)
        return status;
    if (rename(made, target))
        return routes_i_file_fail(err, "write", target, errno);
    flush_folder_of(target);
    return ROUTES_OK;
}

routes_status routes_i_file_remove(const char *path, routes_error *err)
{
    if (unlink(path) && errno != ENOENT)
        return routes_i_file_fail(err, "remove", path, errno);
    return ROUTES_OK;
}

routes_status routes_i_folder_lock(int *lock, const char *path, routes_error *err)
{
    *lock = open_folder_of(path);
    if (*lock < 0)
        return errno == ENOMEM ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path")
                               : routes_i_file_fail(err, "open the folder of", path, errno);
    int held;
    do
        held = flock(*lock, LOCK_EX);
    while (held && errno == EINTR);
    if (held) {
        close(*lock);
        *lock = -1;
    }
    return ROUTES_OK;
}

void routes_i_folder_unlock(int lock)
{
    if (lock < 0)
        return;
    (void)flock(lock, LOCK_UN); /* a child that inherited the file must not go on holding it */
    close(lock);
}

static int make_one(size_t *made, const char *path)
{
    struct stat found;
    if (mkdir(path, 0777) == 0) {
        ++*made;
        return 0;
    }
    if (errno != EEXIST)
        return errno;
    if (stat(path, &found))
        return errno;
    return S_ISDIR(found.st_mode) ? 0 : ENOTDIR;
}

/* A copy for walking along a path; null when memory is out. */
static char *copy_path(const char *path, routes_error *err)
{
    size_t size = strlen(path) + 1;
    char *copy = routes_i_calloc(size, 1);
    if (copy)
        memcpy(copy, path, size);
    else
        (void)!routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path");
    return copy;
}

/* The path is cut on the way. */
static void remove_empty(char *path, size_t made)
{
    for (; made; made--) {
        size_t size = strlen(path);
        while (size > 1 && path[size - 1] == '/')
            path[--size] = '\0';
        char *slash = strrchr(path, '/');
        if (rmdir(path) || !slash)
            return;
        *slash = '\0';
    }
}

routes_status routes_i_folder_make_new(size_t *made, const char *path, routes_error *err)
{
    *made = 0;
    char *part = copy_path(path, err);
    if (!part)
        return ROUTES_E_MEMORY;
    int number = 0;
    size_t there = 0; /* bytes of the path that stand */
    for (size_t i = 1, size = strlen(path); i <= size && !number; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        part[i] = '\0';
        number = make_one(made, part);
        part[i] = path[i];
        there = number ? there : i;
    }
    if (number) {
        part[there] = '\0';
        remove_empty(part, *made);
        *made = 0;
    }
    routes_i_free(part);
    return number ? routes_i_file_fail(err, "make folder", path, number) : ROUTES_OK;
}

routes_status routes_i_folder_make(const char *path, routes_error *err)
{
    size_t made;
    return routes_i_folder_make_new(&made, path, err);
}

void routes_i_folder_unmake(const char *path, size_t made)
{
    char *part = made ? copy_path(path, NULL) : NULL;
    if (part)
        remove_empty(part, made);
    routes_i_free(part);
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *at)
{
    (void)found;
    (void)kind;
    (void)at;
    return remove(path);
}

routes_status routes_i_folder_remove(const char *path, routes_error *err)
{
    if (!routes_i_file_exists(path))
        return ROUTES_OK;
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): safe in glibc as long as it changes no folder. */
    if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS))
        return routes_i_file_fail(err, "remove", path, errno);
    return ROUTES_OK;
}

/* 0 when the two changed places in one step, else what the system said. */
static int exchange(const char *made, const char *target)
{
#ifdef RENAME_EXCHANGE
    return renameat2(AT_FDCWD, made, AT_FDCWD, target, RENAME_EXCHANGE) ? errno : 0;
#else
    (void)made;
    (void)target;
    return ENOSYS;
#endif
}

/* For file systems that cannot exchange: between the two steps the former folder stands aside. */
static int exchange_by_steps(const char *made, const char *target)
{
    char *aside = routes_i_path_beside(target, ".", ".former");
    if (!aside)
        return ENOMEM;
    int number = rename(target, aside) ? errno : 0;
    if (!number && rename(made, target)) {
        number = errno;
        rename(aside, target);
    } else if (!number && rename(aside, made)) {
        number = errno;
    }
    routes_i_free(aside);
    return number;
}

routes_status routes_i_folder_swap(const char *made, const char *target, routes_error *err)
{
    int number = 0;
    if (!routes_i_file_exists(target)) {
        number = rename(made, target) ? errno : 0;
        return number ? routes_i_file_fail(err, "write", target, number) : ROUTES_OK;
    }
    number = exchange(made, target);
    if (number == EINVAL || number == ENOSYS)
        number = exchange_by_steps(made, target);
    if (number)
        return routes_i_file_fail(err, "replace", target, number);
    return routes_i_folder_remove(made, err);
}

char *routes_i_path_beside(const char *path, const char *before, const char *after)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    routes_i_text text = {0};
    routes_i_text_bytes(&text, path, (size_t)(name - path));
    routes_i_text_print(&text, "%s%s%s", before, name, after);
    if (text.failed)
        routes_i_text_free(&text);
    return text.bytes;
}

char *routes_i_path_join(const char *folder, const char *name)
{
    routes_i_text text = {0};
    routes_i_text_print(&text, "%s/%s", folder, name);
    if (text.failed)
        routes_i_text_free(&text);
    return text.bytes;
}
