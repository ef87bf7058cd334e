/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/laid.h
 * @brief A package read, checked, made a network, and its lanes laid on it.
 */
#ifndef ROUTES_TESTS_SUPPORT_LAID_H
#define ROUTES_TESTS_SUPPORT_LAID_H

#include "core/memory.h"
#include "routes/laying.h"
#include "support/sample.h"

/** Start from zero. */
struct laid {
    routes_faults *faults;
    routes_model *model;
    routes_network *network;
    routes_laying *laying;
};

static inline routes_status laid_make(struct laid *made, const char *folder, const char *home,
                                      routes_error *err)
{
    routes_status status = routes_faults_new(&made->faults, 0, err);
    if (!status)
        status = routes_model_new(&made->model, err);
    if (!status)
        status = routes_model_set_home(made->model, home, err);
    if (!status)
        status = sample_read(made->model, folder, made->faults, err);
    if (!status)
        status = routes_model_check(made->model, NULL, made->faults, err);
    if (!status)
        status = routes_network_new(&made->network, made->model, NULL, err);
    return status ? status
                  : routes_laying_new(&made->laying, made->model, made->network, NULL, err);
}

/** Frees what there is, also after a failure. */
static inline void laid_drop(struct laid *made)
{
    routes_laying_free(made->laying);
    routes_network_free(made->network);
    routes_model_free(made->model);
    routes_faults_free(made->faults);
}

/** The sample of 2001 as the state of a group of tests. */
static inline int laid_setup(void **state)
{
    static struct laid sample;
    routes_error err;
    memset(&sample, 0, sizeof sample);
    if (laid_make(&sample, ROUTES_SAMPLE, "KH", &err)) {
        print_error("%s\n", err.message);
        return -1;
    }
    *state = &sample;
    return 0;
}

static inline int laid_teardown(void **state)
{
    laid_drop(*state);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

#endif
