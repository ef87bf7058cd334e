/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit thread */
#define _POSIX_C_SOURCE 200809L

#include "source/layer_in.h"

#include <pthread.h>
#include <stdatomic.h>

#include "support/folder.h"
#include "support/thread_sanitizer.h"

#define THREADS 6
#define ROWS 300

static folder room;
static atomic_int ready;

/* A file written by hand: GDAL must be met for the first time by all threads at once. */
static void write_geojson(const char *path)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fprintf(file, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (int i = 0; i < ROWS; i++)
        fprintf(file,
                "%s{\"type\":\"Feature\",\"properties\":{\"id\":%d},\"geometry\":"
                "{\"type\":\"Point\",\"coordinates\":[%d,10]}}",
                i ? "," : "", i, i % 180);
    fprintf(file, "]}");
    assert_int_equal(fclose(file), 0);
}

typedef struct work {
    const char *path;
    routes_status wanted;
    routes_status got;
    size_t rows;
} work;

static void *read_one(void *user)
{
    work *w = user;
    routes_faults *faults = NULL;
    routes_i_layer *layer = NULL;
    const routes_i_batch *batch = NULL;
    atomic_fetch_add(&ready, 1);
    while (atomic_load(&ready) < THREADS)
        sched_yield();
    w->got = routes_faults_new(&faults, 0, NULL);
    if (!w->got)
        w->got = routes_i_layer_open(&layer, w->path, NULL, NULL, faults, NULL);
    while (!w->got && !(w->got = routes_i_layer_next(&batch, layer, faults, NULL)) && batch)
        w->rows += batch->size;
    routes_i_layer_close(layer);
    routes_faults_free(faults);
    return NULL;
}

static void many_threads_read_at_once(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    work works[THREADS];
    char paths[2][512];

    folder_make(&room, "layer-threads");
    snprintf(paths[0], sizeof paths[0], "%s", folder_path(&room, "good.geojson"));
    snprintf(paths[1], sizeof paths[1], "%s", folder_path(&room, "bad.geojson"));
    write_geojson(paths[0]);
    folder_put(paths[1], "{\"type\":\"FeatureCollection\",");
    for (int i = 0; i < THREADS; i++) {
        works[i] = (work){paths[i % 3 == 2], i % 3 == 2 ? ROUTES_E_DATA : ROUTES_OK, 0, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, read_one, &works[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(works[i].got, works[i].wanted);
        assert_int_equal(works[i].rows, works[i].wanted ? 0 : ROWS);
    }
    folder_remove(&room);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_threads_read_at_once),
    };
    return cmocka_run_group_tests_name("layer_threads", tests, NULL, NULL);
}
