/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/cases.h
 * @brief Every case in an oracle's folder, in order of name: a new folder is a new case.
 *
 * The including file defines _POSIX_C_SOURCE first.
 */
#ifndef ROUTES_TESTS_SUPPORT_CASES_H
#define ROUTES_TESTS_SUPPORT_CASES_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/check.h"

/** Calls `each` for every folder inside `root` that holds `file`; returns how many there were. */
static inline size_t cases_each(const char *root, const char *file,
                                void (*each)(const char *folder))
{
    struct dirent **entries = NULL;
    int count = scandir(root, &entries, NULL, alphasort);
    size_t met = 0;
    for (int i = 0; i < count; i++) {
        char folder[512];
        char path[1024];
        snprintf(folder, sizeof folder, "%s/%s", root, entries[i]->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, file);
        FILE *found = entries[i]->d_name[0] == '.' ? NULL : fopen(path, "r");
        if (found) {
            fclose(found);
            each(folder);
            met++;
        }
        free(entries[i]);
    }
    free(entries);
    return met;
}

#endif
