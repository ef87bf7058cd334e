/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit thread
   Timeout: 120 */
#define _POSIX_C_SOURCE 200809L

#include "routes/workspace.h"

#include <pthread.h>
#include <stdatomic.h>

#include "support/folder.h"
#include "support/stored.h"

#define THREADS 4
#define ROWS 200

static folder here;
static atomic_int ready;

typedef struct work {
    char workspace[512], from[512];
    routes_status got;
    routes_import_count count;
    size_t places;
    char why[256];
} work;

static void write_rows(const char *path)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fprintf(file, "place_id,name,kind,lon,lat,area_id,country,source_id\n");
    for (int i = 0; i < ROWS; i++)
        fprintf(file, "N%d,Town %d,town,%.4f,10.%04d,AA1,AA,S1\n", i, i,
                i % 10 ? 100.0 + i / 1000.0 : 500.0, 1000 + i);
    assert_int_equal(fclose(file), 0);
}

/* A workspace of its own from nothing: written, added to, and read back. */
static routes_status use_workspace(work *w, routes_error *err)
{
    routes_import_options options = ROUTES_IMPORT_OPTIONS;
    routes_model *model = NULL, *back = NULL;
    routes_faults *faults = NULL;
    options.run = &stored_run;
    routes_status status = routes_faults_new(&faults, 0, err);
    if (!status)
        status = routes_model_new(&model, err);
    if (!status)
        status = three_provinces(model, err);
    if (!status)
        status = routes_model_check(model, &stored_run, faults, err);
    if (!status)
        status = routes_workspace_write(w->workspace, model, &stored_run, err);
    if (!status)
        status = routes_workspace_import(&w->count, w->workspace, "places", w->from, &options,
                                         faults, err);
    routes_faults_free(faults);
    faults = NULL;
    if (!status)
        status = routes_faults_new(&faults, 0, err);
    if (!status)
        status = routes_workspace_read(&back, w->workspace, &stored_run, faults, err);
    if (!status)
        w->places = routes_model_size(back, ROUTES_PLACES);
    routes_model_free(back);
    routes_model_free(model);
    routes_faults_free(faults);
    return status;
}

static void *start(void *user)
{
    work *w = user;
    routes_error err = {ROUTES_OK, ""};
    atomic_fetch_add(&ready, 1);
    while (atomic_load(&ready) < THREADS)
        sched_yield();
    w->got = use_workspace(w, &err);
    snprintf(w->why, sizeof w->why, "%.200s", err.message);
    return NULL;
}

static void many_threads_import_into_workspaces_of_their_own(void **state)
{
    (void)state;
    static work works[THREADS];
    pthread_t threads[THREADS];
    size_t before = 0;
    folder_make(&here, "store-threads");
    for (int i = 0; i < THREADS; i++) {
        char name[32];
        snprintf(name, sizeof name, "w%d.gpkg", i);
        snprintf(works[i].workspace, sizeof works[i].workspace, "%s", folder_path(&here, name));
        snprintf(name, sizeof name, "in%d.csv", i);
        snprintf(works[i].from, sizeof works[i].from, "%s", folder_path(&here, name));
        write_rows(works[i].from);
    }
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, start, &works[i]), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    routes_model *model = stored_model(three_provinces);
    before = routes_model_size(model, ROUTES_PLACES);
    routes_model_free(model);
    for (int i = 0; i < THREADS; i++) {
        if (works[i].got)
            fail_msg("thread %d: %s", i, works[i].why);
        assert_int_equal(works[i].count.read, ROWS);
        assert_int_equal(works[i].count.rejected, ROWS / 10);
        assert_int_equal(works[i].places, before + ROWS - ROWS / 10);
    }
    folder_remove(&here);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_threads_import_into_workspaces_of_their_own),
    };
    return cmocka_run_group_tests_name("store_threads", tests, NULL, NULL);
}
