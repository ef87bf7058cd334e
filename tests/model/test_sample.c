/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle */

/* The sample package as it lies in data/: read, checked, and every name that the facts use found in
 * it. */

#include <stdlib.h>

#include "core/memory.h"
#include "routes/model.h"
#include "support/sample.h"

static routes_model *model;
static routes_faults *faults;

static int read_package(void **state)
{
    (void)state;
    routes_error err;
    if (routes_model_new(&model, &err) || routes_faults_new(&faults, 0, &err))
        return -1;
    const routes_run run = {.size = sizeof run, .date = "2001-12-31"};
    routes_status status = sample_read(model, ROUTES_SAMPLE, faults, &err);
    if (!status)
        status = routes_model_check(model, &run, faults, &err);
    for (size_t i = 0; i < routes_faults_size(faults); i++) {
        const routes_fault *fault = routes_faults_at(faults, i);
        printf("%d %s %zu %s: %s; %s\n", (int)fault->severity, fault->file, fault->row,
               fault->field ? fault->field : "-", fault->message,
               fault->remedy ? fault->remedy : "");
    }
    if (status)
        printf("%s\n", err.message);
    return status ? -1 : 0;
}

static int free_package(void **state)
{
    (void)state;
    routes_faults_free(faults);
    routes_model_free(model);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void sample_passes(void **state)
{
    (void)state;
    assert_true(routes_model_is_checked(model));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_passes),
    };
    return cmocka_run_group_tests_name("sample", tests, read_package, free_package);
}
