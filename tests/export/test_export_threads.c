/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit thread
   Timeout: 120 */
#define _POSIX_C_SOURCE 200809L

#include "routes/export.h"

#include <pthread.h>
#include <stdatomic.h>

#include "support/folder.h"
#include "support/whole.h"

#define THREADS 4

static folder here;
static atomic_int ready;
static const char *const endings[] = {"gpkg", "shp", "geojson", "fgb", "csv", "json"};
#define ENDINGS (sizeof endings / sizeof *endings)

typedef struct work {
    const routes_release *release; /* one for all: nobody changes it */
    char folder[512];
    routes_status got;
    char why[256];
} work;

/* The tree of a release, and a layer in each format. */
static routes_status write_all(const work *w, routes_error *err)
{
    routes_export *made = NULL;
    char path[600];
    snprintf(path, sizeof path, "%s/tree", w->folder);
    routes_status status = routes_export_new(&made, path, err);
    if (!status)
        status = routes_export_release(made, w->release, NULL, err);
    if (!status)
        status = routes_export_finish(made, err);
    routes_export_free(made);
    for (size_t i = 0; i < ENDINGS && !status; i++) {
        snprintf(path, sizeof path, "%s/lanes.%s", w->folder, endings[i]);
        status = routes_export_layer(w->release, "lanes", path, NULL, err);
    }
    return status;
}

static void *start(void *user)
{
    work *w = user;
    routes_error err = {ROUTES_OK, ""};
    atomic_fetch_add(&ready, 1);
    while (atomic_load(&ready) < THREADS)
        sched_yield();
    w->got = write_all(w, &err);
    snprintf(w->why, sizeof w->why, "%.200s", err.message);
    return NULL;
}

static void assert_same(const char *a, const char *b)
{
    char *first = NULL, *second = NULL;
    size_t first_size, second_size;
    routes_error err;
    assert_ok(routes_i_file_read(&first, &first_size, a, &err), &err);
    assert_ok(routes_i_file_read(&second, &second_size, b, &err), &err);
    if (first_size != second_size || memcmp(first, second, first_size) != 0)
        fail_msg("%s is not %s", b, a);
    routes_i_free(first);
    routes_i_free(second);
}

static void many_threads_write_the_same_bytes(void **state)
{
    (void)state;
    static const char *const files[] = {"tree/layers.gpkg", "tree/release.json",
                                        "tree/provenance.json", "tree/shapefiles/lanes.dbf",
                                        "tree/tables/lanes.csv"};
    static work works[THREADS];
    pthread_t threads[THREADS];
    routes_release *release = whole_release(ROUTES_TIER_RESTRICTED);
    routes_error err;
    folder_make(&here, "export-threads");
    for (int i = 0; i < THREADS; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d", i);
        works[i] = (work){.release = release};
        snprintf(works[i].folder, sizeof works[i].folder, "%s", folder_path(&here, name));
        assert_ok(routes_i_folder_make(works[i].folder, &err), &err);
    }
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, start, &works[i]), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (int i = 0; i < THREADS; i++) {
        char a[600], b[600];
        if (works[i].got)
            fail_msg("thread %d: %s", i, works[i].why);
        for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
            snprintf(a, sizeof a, "%s/%s", works[0].folder, files[f]);
            snprintf(b, sizeof b, "%s/%s", works[i].folder, files[f]);
            assert_same(a, b);
        }
        for (size_t f = 0; f < ENDINGS; f++) {
            snprintf(a, sizeof a, "%s/lanes.%s", works[0].folder, endings[f]);
            snprintf(b, sizeof b, "%s/lanes.%s", works[i].folder, endings[f]);
            assert_same(a, b);
        }
    }
    routes_release_free(release);
    folder_remove(&here);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_threads_write_the_same_bytes),
    };
    return cmocka_run_group_tests_name("export_threads", tests, NULL, NULL);
}
