/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* realpath */

#include "source/package_path.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/fault.h"
#include "core/file.h"

static bool has_parent(const char *path)
{
    for (const char *at = path; at; at = strchr(at, '/')) {
        at += *at == '/';
        if (at[0] == '.' && at[1] == '.' && (at[2] == '/' || at[2] == '\0'))
            return true;
    }
    return false;
}

const char *routes_i_package_path_fault(const char *path)
{
    if (!*path)
        return "the path is empty";
    if (strstr(path, "://"))
        return "the path is an address of a network";
    if (strchr(path, '\\'))
        return "the path has a backslash";
    if (path[0] == '/' || path[0] == '~' || path[1] == ':')
        return "the path does not begin in the package";
    if (has_parent(path))
        return "the path leaves the package";
    for (const char *at = path; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            return "the path has a control character";
    return NULL;
}

/* The path without links; free it with free(), since the C library made it. */
static routes_status follow(char **out, const char *path, const char *name, routes_error *err)
{
    errno = 0;
    *out = realpath(path, NULL);
    if (*out)
        return ROUTES_OK;
    if (errno == ENOMEM)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to open %s", name);
    return routes_i_file_fail(err, "open", name, errno);
}

static bool is_within(const char *folder, const char *file)
{
    size_t size = strlen(folder);
    /* The root ends in the slash that separates. */
    if (size && folder[size - 1] == '/')
        size--;
    return strncmp(folder, file, size) == 0 && file[size] == '/';
}

routes_status routes_i_package_path_check(const char *folder, const char *file, const char *name,
                                          routes_faults *faults, routes_error *err)
{
    char *real_folder = NULL;
    char *real_file = NULL;
    routes_status status = follow(&real_folder, folder, folder, err);
    if (!status)
        status = follow(&real_file, file, name, err);
    if (!status && !is_within(real_folder, real_file)) {
        routes_fault where = {.file = name, .remedy = "put the file itself into the package"};
        status = routes_i_fault(faults, &where, err, "the file is a link that leaves the package");
    }
    free(real_folder);
    free(real_file);
    return status;
}
