/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */
/* Timeout: 240 */
#define _DEFAULT_SOURCE /* mount */
#define _POSIX_C_SOURCE 200809L

#include "routes/export.h"

#include <errno.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>

#include "export/writing.h"
#include "support/folder.h"
#include "support/whole.h"

static folder here;

static int enter(void **state)
{
    (void)state;
    folder_make(&here, "export");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static routes_status write_tree(const routes_release *release, const char *target,
                                const routes_run *run, routes_error *err)
{
    routes_export *work = NULL;
    routes_status status = routes_export_new(&work, target, err);
    if (!status)
        status = routes_export_release(work, release, run, err);
    if (!status)
        status = routes_export_finish(work, err);
    routes_export_free(work);
    return status;
}

/* All bytes of a file, and their number. */
static char *bytes_of(const char *path, size_t *size)
{
    char *bytes = NULL;
    routes_error err;
    assert_ok(routes_i_file_read(&bytes, size, path, &err), &err);
    return bytes;
}

static bool holds(const char *bytes, size_t size, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i + length <= size; i++)
        if (memcmp(bytes + i, text, length) == 0)
            return true;
    return false;
}

static const char *const layers[] = {"provinces",          "neighbours", "places",
                                     "hotspots_provinces", "lanes",      NULL};
static const char *const shaped[] = {"provinces", "places", "hotspots_provinces", "lanes", NULL};

static void a_release_becomes_the_tree_of_the_package(void **state)
{
    (void)state;
    routes_error err;
    const char *endings[] = {"shp", "shx", "dbf", "prj", "cpg", "qml", "qmd"};
    const char *papers[] = {"layers.gpkg", "provenance.json", "release.json",
                            "shapefiles/fields.csv"};
    char path[600];
    const char *target = folder_path(&here, "out/public/");
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    assert_ok(write_tree(release, target, NULL, &err), &err);
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        snprintf(path, sizeof path, "%s/%s", target, papers[i]);
        assert_true(routes_i_file_exists(path));
    }
    for (size_t i = 0; layers[i]; i++) {
        snprintf(path, sizeof path, "%s/tables/%s.csv", target, layers[i]);
        assert_true(routes_i_file_exists(path));
    }
    for (size_t i = 0; shaped[i]; i++)
        for (size_t j = 0; j < sizeof endings / sizeof *endings; j++) {
            snprintf(path, sizeof path, "%s/shapefiles/%s.%s", target, shaped[i], endings[j]);
            if (!routes_i_file_exists(path))
                fail_msg("%s is missing", path);
        }
    assert_false(routes_i_file_exists(folder_path(&here, "out/.public.part")));
    snprintf(path, sizeof path, "%s/shapefiles/lanes.cpg", target);
    char *cpg = folder_get(path);
    assert_string_equal(cpg, "UTF-8");
    routes_i_free(cpg);
    routes_release_free(release);
}

/* Every file of a tree, one behind the other. */
static const char *const files[] = {
    "layers.gpkg",           "provenance.json",      "release.json",
    "shapefiles/fields.csv", "shapefiles/lanes.shp", "shapefiles/lanes.shx",
    "shapefiles/lanes.dbf",  "shapefiles/lanes.qml", "shapefiles/lanes.qmd",
    "shapefiles/places.dbf", "tables/lanes.csv",     "tables/provinces.csv"};

static void s10_the_same_release_gives_the_same_bytes(void **state)
{
    (void)state;
    routes_error err;
    const char *endings[] = {"geojson", "fgb", "gpkg", "csv", "json", "shp"};
    for (int tier = 0; tier < 3; tier += 2) {
        for (int i = 0; i < 2; i++) {
            routes_release *release = whole_release((routes_tier)tier);
            assert_ok(write_tree(release, folder_path(&here, i ? "b" : "a"), NULL, &err), &err);
            for (size_t j = 0; j < sizeof endings / sizeof *endings; j++) {
                char name[64];
                snprintf(name, sizeof name, "%s/lanes.%s", i ? "b" : "a", endings[j]);
                assert_ok(
                    routes_export_layer(release, "lanes", folder_path(&here, name), NULL, &err),
                    &err);
            }
            routes_release_free(release);
        }
        for (size_t i = 0; i < sizeof files / sizeof *files + sizeof endings / sizeof *endings;
             i++) {
            char a[128], b[128];
            size_t own = sizeof files / sizeof *files, a_size, b_size;
            snprintf(a, sizeof a, i < own ? "a/%s" : "a/lanes.%s",
                     i < own ? files[i] : endings[i - own]);
            snprintf(b, sizeof b, "b/%s", a + 2);
            char *first = bytes_of(folder_path(&here, a), &a_size);
            char *second = bytes_of(folder_path(&here, b), &b_size);
            if (a_size != b_size || memcmp(first, second, a_size) != 0)
                fail_msg("%s differs", a);
            routes_i_free(first);
            routes_i_free(second);
        }
    }
}

/* S02, S11, S37: what is held back stands in no byte of any file. */
static void s11_no_file_holds_what_was_held_back(void **state)
{
    (void)state;
    routes_error err;
    const char *sentinels[] = {"Poipet", "Neak Loeung", "Kien Svay", "told by", "seven",
                               "L27",    "gi_z",        "/home",     "somebody"};
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    assert_ok(write_tree(release, folder_path(&here, "out"), NULL, &err), &err);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char name[128];
        size_t size;
        snprintf(name, sizeof name, "out/%s", files[i]);
        char *bytes = bytes_of(folder_path(&here, name), &size);
        for (size_t j = 0; j < sizeof sentinels / sizeof *sentinels; j++)
            if (holds(bytes, size, sentinels[j]))
                fail_msg("%s holds \"%s\"", files[i], sentinels[j]);
        assert_false(holds(bytes, size, here.path));
        routes_i_free(bytes);
    }
    routes_release_free(release);
}

/* A reader that turns blanks into 0, as many do with a .dbf: the status field still tells. */
static void s09_a_shapefile_says_why_a_number_is_blank(void **state)
{
    (void)state;
    routes_error err;
    const char *path = folder_path(&here, "lanes.shp");
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    assert_ok(routes_export_layer(release, "lanes", path, NULL, &err), &err);
    routes_release_free(release);
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    assert_non_null(dataset);
    OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
    OGRFeatureH named = OGR_L_GetNextFeature(layer), counted = OGR_L_GetNextFeature(layer);
    int low = OGR_F_GetFieldIndex(named, "LOW"), status = OGR_F_GetFieldIndex(named, "VAL_STAT");
    assert_true(low >= 0 && status >= 0);
    assert_false(OGR_F_IsFieldSetAndNotNull(named, low));
    assert_near(OGR_F_GetFieldAsDouble(named, low), 0.0, 0.0);
    assert_string_equal(OGR_F_GetFieldAsString(named, status), "not_stated");
    assert_near(OGR_F_GetFieldAsDouble(counted, low), 40000.0, 0.0);
    assert_string_equal(OGR_F_GetFieldAsString(counted, status), "ok");
    OGR_F_Destroy(named);
    OGR_F_Destroy(counted);
    GDALClose(dataset);
    assert_true(routes_i_file_exists(folder_path(&here, "lanes.fields.csv")));
    assert_true(routes_i_file_exists(folder_path(&here, "lanes.qml")));
    assert_false(routes_i_file_exists(folder_path(&here, ".lanes.shp.part")));
}

static void bad_calls_are_refused_in_words(void **state)
{
    (void)state;
    routes_error err;
    routes_export *work = NULL;
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    assert_int_equal(
        routes_export_layer(release, "lanes", folder_path(&here, "a.xlsx"), NULL, &err),
        ROUTES_E_ARGUMENT);
    assert_non_null(
        strstr(err.message, "the ending must be .gpkg, .shp, .geojson, .fgb, .csv or .json"));
    assert_int_equal(routes_export_layer(release, "lane", folder_path(&here, "a.csv"), NULL, &err),
                     ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "this release has no layer \"lane\"; it has: provinces, "
                                     "neighbours, places, hotspots_provinces, lanes");
    /* S20: a chokepoint layer is not there to be asked for. */
    assert_int_equal(routes_export_layer(release, "chokepoints_crossings",
                                         folder_path(&here, "a.gpkg"), NULL, &err),
                     ROUTES_E_NOT_FOUND);
    assert_int_equal(
        routes_export_layer(release, "lanes", folder_path(&here, "no/such/a.gpkg"), NULL, &err),
        ROUTES_E_IO);
    assert_int_equal(
        routes_export_layer(release, "neighbours", folder_path(&here, "a.fgb"), NULL, &err),
        ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "layer \"neighbours\" has no geometry"));
    assert_int_equal(routes_export_layer(NULL, "lanes", "a.csv", NULL, &err), ROUTES_E_ARGUMENT);
    folder_put(folder_path(&here, "plain"), "");
    assert_int_equal(routes_export_new(&work, folder_path(&here, "plain/out"), &err), ROUTES_E_IO);
    assert_null(work);
    assert_int_equal(routes_export_new(&work, "", &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_export_finish(NULL, &err), ROUTES_E_ARGUMENT);
    assert_null(routes_export_folder(NULL));
    routes_export_free(NULL);

    assert_ok(routes_export_new(&work, folder_path(&here, "out"), &err), &err);
    assert_ok(routes_export_finish(work, &err), &err);
    assert_int_equal(routes_export_finish(work, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_export_release(work, release, NULL, &err), ROUTES_E_ARGUMENT);
    routes_export_free(work);
    routes_release_free(release);
}

static void points_and_lines_do_not_share_a_layer(void **state)
{
    (void)state;
    routes_error err;
    const char *cells[] = {"a", "1 1", "b", "/1 1, 2 2", NULL};
    routes_table *table = answer_make("mixed", ROUTES_KIND_OWN, "id:T geometry:G", cells);
    const routes_table *answers[] = {table};
    routes_release *release = NULL;
    const routes_release_options options = scene_options(ROUTES_TIER_OWN);
    assert_ok(routes_release_new(&release, NULL, answers, 1, &options, NULL, &err), &err);
    assert_int_equal(
        routes_export_layer(release, "mixed", folder_path(&here, "a.gpkg"), NULL, &err),
        ROUTES_E_DATA);
    assert_false(routes_i_file_exists(folder_path(&here, "a.gpkg")));
    assert_ok(routes_export_layer(release, "mixed", folder_path(&here, "a.csv"), NULL, &err), &err);
    routes_release_free(release);
    routes_table_free(table);
}

/* Says stop at the n-th call. */
static int stop_after(double done, const char *what, void *user)
{
    int *left = user;
    (void)what;
    assert_true(done >= 0.0 && done <= 1.0);
    return (*left)-- <= 0;
}

static void assert_former(const char *path)
{
    char *bytes = folder_get(path);
    assert_string_equal(bytes, "former");
    routes_i_free(bytes);
}

/* Stopped anywhere, the former folder is whole and no part lies beside it. */
static void s36_a_stopped_export_leaves_what_was_there(void **state)
{
    (void)state;
    routes_error err;
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    assert_ok(routes_i_folder_make(folder_path(&here, "out"), &err), &err);
    folder_put(folder_path(&here, "out/layers.gpkg"), "former");
    for (int calls = 0;; calls++) {
        int left = calls;
        routes_run run = ROUTES_RUN;
        run.progress = stop_after;
        run.progress_user = &left;
        routes_status status = write_tree(release, folder_path(&here, "out"), &run, &err);
        assert_false(routes_i_file_exists(folder_path(&here, ".out.part")));
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_CANCELLED);
        assert_former(folder_path(&here, "out/layers.gpkg"));
        assert_false(routes_i_file_exists(folder_path(&here, "out/tables")));
    }
    assert_true(routes_i_file_exists(folder_path(&here, "out/tables/lanes.csv")));
    routes_release_free(release);
}

/* Killed in the middle: the former folder is whole, and the next run clears the part away. */
static void a_killed_export_leaves_what_was_there(void **state)
{
    (void)state;
    routes_error err;
    assert_ok(routes_i_folder_make(folder_path(&here, "out"), &err), &err);
    folder_put(folder_path(&here, "out/layers.gpkg"), "former");
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        routes_export *work = NULL;
        routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
        if (!routes_export_new(&work, folder_path(&here, "out"), &err) &&
            !routes_export_release(work, release, NULL, &err))
            _exit(7);
        _exit(1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 7);
    assert_former(folder_path(&here, "out/layers.gpkg"));
    assert_true(routes_i_file_exists(folder_path(&here, ".out.part/layers.gpkg")));
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    assert_ok(write_tree(release, folder_path(&here, "out"), NULL, &err), &err);
    assert_false(routes_i_file_exists(folder_path(&here, ".out.part")));
    routes_release_free(release);
}

static void figures_may_be_put_beside_the_layers(void **state)
{
    (void)state;
    routes_error err;
    routes_export *work = NULL, *second = NULL;
    char path[600];
    assert_ok(routes_export_new(&work, folder_path(&here, "out"), &err), &err);
    assert_int_equal(routes_export_new(&second, folder_path(&here, "out"), &err), ROUTES_E_IO);
    snprintf(path, sizeof path, "%s/map.html", routes_export_folder(work));
    folder_put(path, "page");
    assert_ok(routes_export_finish(work, &err), &err);
    routes_export_free(work);
    assert_true(routes_i_file_exists(folder_path(&here, "out/map.html")));
}

/* A layer of no row is a file with its columns; one with a row without geometry is kept whole, or
 * refused in words. */
static void rows_without_geometry_are_kept_or_refused(void **state)
{
    (void)state;
    routes_error err;
    const char *endings[] = {"gpkg", "shp", "geojson", "csv", "json", "fgb"};
    for (size_t rows = 0; rows < 4; rows += 3) {
        routes_table *table = answer_make("few", ROUTES_KIND_OWN, "id:T geometry:G", NULL);
        for (size_t i = 0; i < rows; i++) {
            assert_ok(routes_table_add_row(table, &err), &err);
            assert_ok(answer_set(table, 0, i, "r", &err), &err);
            if (i != 1)
                assert_ok(answer_set(table, 1, i, "1 1", &err), &err);
        }
        const routes_table *answers[] = {table};
        routes_release *release = NULL;
        const routes_release_options options = scene_options(ROUTES_TIER_OWN);
        assert_ok(routes_release_new(&release, NULL, answers, 1, &options, NULL, &err), &err);
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
            char name[32];
            snprintf(name, sizeof name, "few%zu.%s", rows, endings[i]);
            const char *path = folder_path(&here, name);
            routes_status status = routes_export_layer(release, "few", path, NULL, &err);
            if (status == ROUTES_E_ARGUMENT && rows && i == 5) {
                assert_non_null(
                    strstr(err.message, "1 of 3 rows of layer \"few\" have no geometry"));
                assert_false(routes_i_file_exists(path));
                continue;
            }
            assert_ok(status, &err);
            assert_true(routes_i_file_exists(path));
        }
        routes_release_free(release);
        routes_table_free(table);
    }
}

/* A file system of 96 KiB that does not hold what is written. Every format says so; what was there
 * stays. */
static void a_full_disk_is_noticed_in_every_format(void **state)
{
    (void)state;
    routes_error err;
    const char *endings[] = {"gpkg", "shp", "geojson", "fgb", "csv", "json"};
    const char *disk = folder_path(&here, "disk");
    const size_t rows = 4000;
    assert_ok(routes_i_folder_make(disk, &err), &err);
    if (mount("tmpfs", disk, "tmpfs", 0, "size=96k")) {
        print_message("no file system may be mounted here (%s): skipped\n", strerror(errno));
        skip();
    }
    routes_table *table = answer_make("many", ROUTES_KIND_OWN, "id:T n:I x:N geometry:G", NULL);
    for (size_t i = 0; i < rows; i++) {
        char id[64];
        snprintf(id, sizeof id, "a row with a name that takes some room, %zu", i);
        assert_ok(routes_table_add_row(table, &err), &err);
        assert_ok(answer_set(table, 0, i, id, &err), &err);
        assert_ok(answer_set(table, 3, i, i % 2 ? "1 1" : "2 2.5", &err), &err);
    }
    const routes_table *answers[] = {table};
    routes_release *release = NULL;
    const routes_release_options options = scene_options(ROUTES_TIER_OWN);
    assert_ok(routes_release_new(&release, NULL, answers, 1, &options, NULL, &err), &err);
    bool noticed[6], kept[6];
    for (size_t i = 0; i < 6; i++) {
        char path[700];
        snprintf(path, sizeof path, "%s/many.%s", disk, endings[i]);
        folder_put(path, "former");
        noticed[i] = routes_export_layer(release, "many", path, NULL, &err) == ROUTES_E_IO;
        char *bytes = folder_get(path);
        kept[i] = strcmp(bytes, "former") == 0;
        routes_i_free(bytes);
    }
    bool tree = write_tree(release, folder_path(&here, "disk/out"), NULL, &err) == ROUTES_E_IO;
    bool nothing = !routes_i_file_exists(folder_path(&here, "disk/out")) &&
                   !routes_i_file_exists(folder_path(&here, "disk/.out.part"));
    assert_int_equal(umount(disk), 0);
    for (size_t i = 0; i < 6; i++)
        if (!noticed[i] || !kept[i])
            fail_msg("%s: noticed %d, kept %d", endings[i], noticed[i], kept[i]);
    assert_true(tree && nothing);
    routes_release_free(release);
    routes_table_free(table);
}

/* What is set for the time of writing is as before afterwards. */
static void gdal_is_left_as_it_was(void **state)
{
    (void)state;
    routes_error err;
    routes_release *release = whole_release(ROUTES_TIER_PUBLIC);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "1999-09-09T00:00:00Z");
    assert_ok(routes_export_layer(release, "lanes", folder_path(&here, "a.gpkg"), NULL, &err),
              &err);
    assert_string_equal(CPLGetThreadLocalConfigOption("OGR_CURRENT_DATE", ""),
                        "1999-09-09T00:00:00Z");
    assert_null(CPLGetThreadLocalConfigOption("OGR_SQLITE_PRAGMA", NULL));
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
    routes_release_free(release);
}

/* Whatever fails, a status, nothing leaked and the former file. The whole tree takes thousands of
 * allocations, so that its points are strided; a single layer's are all taken. */
static void exports_survive_running_out_of_memory(void **state)
{
    (void)state;
    const char *endings[] = {"csv", "json", "gpkg", "shp"};
    const long strides[] = {1, 1, 3, 3};
    routes_release *release = whole_release(ROUTES_TIER_RESTRICTED);
    long before = routes_i_memory_live();
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char name[64];
        snprintf(name, sizeof name, "lanes.%s", endings[i]);
        const char *path = folder_path(&here, name);
        folder_put(path, "former");
        for (long allowed = 0;; allowed += strides[i]) {
            routes_i_memory_fail_after(allowed);
            routes_status status = routes_export_layer(release, "lanes", path, NULL, NULL);
            routes_i_memory_fail_after(-1);
            assert_int_equal(routes_i_memory_live(), before);
            if (!status)
                break;
            assert_int_equal(status, ROUTES_E_MEMORY);
            assert_former(path);
        }
    }
    assert_int_equal(routes_i_folder_make(folder_path(&here, "out"), NULL), ROUTES_OK);
    folder_put(folder_path(&here, "out/layers.gpkg"), "former");
    for (long allowed = 0;; allowed += 101) {
        routes_i_memory_fail_after(allowed);
        routes_status status = write_tree(release, folder_path(&here, "out"), NULL, NULL);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), before);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
        assert_former(folder_path(&here, "out/layers.gpkg"));
    }
    routes_release_free(release);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_release_becomes_the_tree_of_the_package, enter, leave),
        cmocka_unit_test_setup_teardown(s10_the_same_release_gives_the_same_bytes, enter, leave),
        cmocka_unit_test_setup_teardown(s11_no_file_holds_what_was_held_back, enter, leave),
        cmocka_unit_test_setup_teardown(s09_a_shapefile_says_why_a_number_is_blank, enter, leave),
        cmocka_unit_test_setup_teardown(bad_calls_are_refused_in_words, enter, leave),
        cmocka_unit_test_setup_teardown(points_and_lines_do_not_share_a_layer, enter, leave),
        cmocka_unit_test_setup_teardown(s36_a_stopped_export_leaves_what_was_there, enter, leave),
        cmocka_unit_test_setup_teardown(a_killed_export_leaves_what_was_there, enter, leave),
        cmocka_unit_test_setup_teardown(figures_may_be_put_beside_the_layers, enter, leave),
        cmocka_unit_test_setup_teardown(rows_without_geometry_are_kept_or_refused, enter, leave),
        cmocka_unit_test_setup_teardown(a_full_disk_is_noticed_in_every_format, enter, leave),
        cmocka_unit_test_setup_teardown(gdal_is_left_as_it_was, enter, leave),
        cmocka_unit_test_setup_teardown(exports_survive_running_out_of_memory, enter, leave),
    };
    return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
