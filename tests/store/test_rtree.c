/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle */

#include "store/rtree.h"

#include <gdal.h>
#include <ogr_api.h>

#include "core/memory.h"
#include "support/folder.h"

static folder here;

static int enter(void **state)
{
    (void)state;
    folder_make(&here, "rtree");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static long ask(routes_i_gpkg *file, const char *sql)
{
    char *answer = NULL;
    routes_error err;
    assert_ok(routes_i_gpkg_ask(&answer, file, &err, "%s", sql), &err);
    assert_non_null(answer);
    long number = strtol(answer, NULL, 10);
    routes_i_free(answer);
    return number;
}

static void fill(routes_i_gpkg *file, const routes_i_boxed *boxes, size_t n)
{
    static routes_i_rtree tree;
    routes_i_sorter sorter = {.beside = file->path, .capacity = 500};
    routes_error err;
    bool more = true;
    assert_ok(routes_i_rtree_begin(&tree, file, "t", &err), &err);
    for (size_t i = 0; i < n; i++)
        assert_ok(routes_i_sorter_add(&sorter, &boxes[i], &err), &err);
    assert_ok(routes_i_sorter_turn(&sorter, &err), &err);
    while (more) {
        routes_i_boxed boxed;
        assert_ok(routes_i_sorter_next(&boxed, &more, &sorter, &err), &err);
        if (more)
            assert_ok(routes_i_rtree_add(&tree, &boxed, &err), &err);
    }
    assert_ok(routes_i_rtree_finish(&tree, &err), &err);
    routes_i_rtree_end(&tree);
    routes_i_sorter_end(&sorter);
}

/* What a window meets, by the index and box by box. */
static void assert_window(routes_i_gpkg *file, const routes_i_boxed *boxes, size_t n,
                          const float window[4])
{
    char sql[256];
    long expected = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        const float *b = boxes[i].box;
        bool meets =
            b[0] <= window[1] && b[1] >= window[0] && b[2] <= window[3] && b[3] >= window[2];
        expected += meets;
        sum += meets ? (long)boxes[i].id : 0;
    }
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM t WHERE a <= %.9g AND b >= %.9g AND c <= %.9g AND d >= %.9g",
             (double)window[1], (double)window[0], (double)window[3], (double)window[2]);
    assert_int_equal(ask(file, sql), expected);
    memcpy(sql, "SELECT sum(id)  ", 15);
    if (expected)
        assert_int_equal(ask(file, sql), sum);
}

static void open_empty(routes_i_gpkg *file)
{
    routes_error err;
    static char path[512];
    snprintf(path, sizeof path, "%s", folder_path(&here, "r.gpkg"));
    assert_ok(routes_i_gpkg_create(file, path, NULL, &err), &err);
    assert_ok(routes_i_gpkg_do(file, &err, "CREATE VIRTUAL TABLE t USING rtree(id, a, b, c, d)"),
              &err);
}

/* The oracle is SQLite itself: its own check of the index, and its answers against each box looked
 * at in turn. 51, 52, 2601 and 2602 are where levels begin. */
static void sqlite_finds_the_tree_sound_and_answers_right(void **state)
{
    (void)state;
    static const size_t counts[] = {0,   1,    50,   51,   52,   53,   102,
                                    103, 1000, 2600, 2601, 2602, 2652, 6000};
    static routes_i_boxed boxes[6000];
    uint64_t draws = 9;
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        size_t n = counts[k];
        routes_i_gpkg file;
        routes_error err;
        open_empty(&file);
        for (size_t i = 0; i < n; i++) {
            double west = draw_unit(&draws) * 300.0 - 150.0,
                   south = draw_unit(&draws) * 160.0 - 80.0;
            double size = i % 3 ? 0.0 : draw_unit(&draws) * 5.0;
            boxes[i] =
                routes_i_boxed_make((int64_t)(i + 1), west, west + size, south, south + size);
        }
        fill(&file, boxes, n);
        char *verdict = NULL;
        assert_ok(routes_i_gpkg_ask(&verdict, &file, &err, "SELECT rtreecheck('t')"), &err);
        assert_string_equal(verdict, "ok");
        routes_i_free(verdict);
        assert_int_equal(ask(&file, "SELECT count(*) FROM t"), n);
        for (int w = 0; w < 20; w++) {
            float west = (float)(draw_unit(&draws) * 300.0 - 150.0);
            float south = (float)(draw_unit(&draws) * 160.0 - 80.0);
            assert_window(&file, boxes, n,
                          (const float[]){west, west + 30.0f, south, south + 20.0f});
        }
        assert_ok(routes_i_gpkg_close(&file, &err), &err);
    }
}

/* What comes later goes in by SQLite's own ways, and out again. */
static void the_tree_can_be_changed_afterwards(void **state)
{
    (void)state;
    static routes_i_boxed boxes[3000];
    routes_i_gpkg file;
    routes_error err;
    uint64_t draws = 3;
    open_empty(&file);
    for (size_t i = 0; i < 3000; i++) {
        double lon = draw_unit(&draws) * 10.0, lat = draw_unit(&draws) * 10.0;
        boxes[i] = routes_i_boxed_make((int64_t)(i + 1), lon, lon, lat, lat);
    }
    fill(&file, boxes, 3000);
    assert_ok(routes_i_gpkg_do(&file, &err, "DELETE FROM t WHERE id %% 2 = 0"), &err);
    assert_ok(
        routes_i_gpkg_do(&file, &err, "INSERT INTO t SELECT id + 10000, a, b, c + 1, d + 1 FROM t"),
        &err);
    char *verdict = NULL;
    assert_ok(routes_i_gpkg_ask(&verdict, &file, &err, "SELECT rtreecheck('t')"), &err);
    assert_string_equal(verdict, "ok");
    routes_i_free(verdict);
    assert_int_equal(ask(&file, "SELECT count(*) FROM t"), 3000);
    assert_ok(routes_i_gpkg_close(&file, &err), &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sqlite_finds_the_tree_sound_and_answers_right, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(the_tree_can_be_changed_afterwards, enter, leave),
    };
    return cmocka_run_group_tests_name("rtree", tests, NULL, NULL);
}
