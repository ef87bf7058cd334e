/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/stored.h
 * @brief Workspaces for tests: made of the three provinces, read back and found sound.
 */
#ifndef ROUTES_TESTS_SUPPORT_STORED_H
#define ROUTES_TESTS_SUPPORT_STORED_H

#include "routes/package.h"
#include "routes/workspace.h"
#include "support/check.h"
#include "support/three_provinces.h"

static const routes_run stored_run = {sizeof stored_run, NULL, NULL, NULL, NULL, 0,
                                      "2001-06-30",      NULL, NULL};

static inline void stored_show(const routes_faults *faults)
{
    for (size_t i = 0; i < routes_faults_size(faults); i++) {
        const routes_fault *fault = routes_faults_at(faults, i);
        print_message("%d %s row %zu %s: %s\n", (int)fault->severity, fault->file, fault->row,
                      fault->field, fault->message);
    }
}

/** A checked model, made by `fill`; free it. */
static inline routes_model *stored_model(routes_status (*fill)(routes_model *, routes_error *))
{
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    routes_error err;
    assert_ok(routes_model_new(&model, &err), &err);
    assert_ok(fill(model, &err), &err);
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    routes_status status = routes_model_check(model, &stored_run, faults, &err);
    if (status)
        stored_show(faults);
    assert_ok(status, &err);
    routes_faults_free(faults);
    return model;
}

/** Writes the three provinces as a workspace. */
static inline void stored_three(const char *path)
{
    routes_error err;
    routes_model *model = stored_model(three_provinces);
    assert_ok(routes_workspace_write(path, model, &stored_run, &err), &err);
    routes_model_free(model);
}

/** Reads a workspace that must be sound, and changed by no other program. */
static inline routes_model *stored_read(const char *path)
{
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    routes_error err;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    routes_status status = routes_workspace_read(&model, path, &stored_run, faults, &err);
    if (status)
        stored_show(faults);
    assert_ok(status, &err);
    for (size_t i = 0; i < routes_faults_size(faults); i++)
        assert_null(strstr(routes_faults_at(faults, i)->message, "another program"));
    routes_faults_free(faults);
    return model;
}

#endif
