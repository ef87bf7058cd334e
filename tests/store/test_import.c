/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "core/memory.h"
#include "store/gpkg.h"
#include "support/folder.h"
#include "support/layer.h"
#include "support/same_model.h"
#include "support/stored.h"

static folder here;
static char workspace[512], given[512], rejects[512];

static void name(char to[512], const char *what)
{
    snprintf(to, 512, "%s", folder_path(&here, what));
}

static int enter(void **state)
{
    (void)state;
    folder_make(&here, "import");
    name(workspace, "w.gpkg");
    name(given, "in.csv");
    name(rejects, "in.csv.rejects.csv");
    stored_three(workspace);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    routes_i_memory_fail_after(-1);
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* Imports, and frees the faults unless the caller wants them. */
static routes_status import(routes_import_count *count, const char *table, const char *from,
                            routes_faults **kept, routes_error *err)
{
    routes_import_options options = ROUTES_IMPORT_OPTIONS;
    routes_faults *faults = NULL;
    options.run = &stored_run;
    assert_ok(routes_faults_new(&faults, 0, err), err);
    routes_status status =
        routes_workspace_import(count, workspace, table, from, &options, faults, err);
    if (count && !status)
        assert_int_equal(count->read, count->kept + count->rejected);
    if (kept)
        *kept = faults;
    else
        routes_faults_free(faults);
    return status;
}

static void assert_count(routes_import_count count, size_t kept, size_t rejected)
{
    assert_int_equal(count.kept, kept);
    assert_int_equal(count.rejected, rejected);
    assert_int_equal(count.read, kept + rejected);
}

#define HEADER "place_id,name,kind,lon,lat,area_id,country,source_id\n"

static void good_rows_are_added_behind_those_there(void **state)
{
    (void)state;
    routes_import_count count;
    routes_error err;
    folder_put(given, HEADER "N1,Newtown,town,100.25,10.25,AA1,AA,S1\n"
                             "N2,\"New, old\",site,101.25,10.25,AA2,AA,\n");
    assert_ok(import(&count, "places", given, NULL, &err), &err);
    assert_count(count, 2, 0);
    assert_false(routes_i_file_exists(rejects));

    routes_model *before = stored_model(three_provinces), *after = stored_read(workspace);
    const routes_place *places = routes_model_places(after, NULL);
    assert_int_equal(routes_model_size(after, ROUTES_PLACES), 7);
    assert_string_equal(places[4].place_id, "BEE");
    assert_string_equal(places[6].name, "New, old");
    assert_null(places[6].origin.source_id);
    assert_near(places[6].lon, 101.25, 0.0);
    /* The file's name is kept, not the folders above it. */
    assert_string_equal(places[5].origin.file, "in.csv");
    assert_int_equal(places[5].origin.row, 2);
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES; entity++)
        if (entity != ROUTES_PLACES)
            assert_int_equal(routes_model_size(after, entity), routes_model_size(before, entity));
    routes_model_free(before);
    routes_model_free(after);
}

static void bad_rows_are_rejected_each_with_its_reason(void **state)
{
    (void)state;
    routes_import_count count;
    routes_faults *faults;
    routes_error err;
    folder_put(given, HEADER "N1,Newtown,town,100.25,10.25,AA1,AA,S1\n"
                             "N2,Two,hamlet,500,10.25,AA1,AA,S1\n"
                             "N3,Three,town\n"
                             "N4,Four,town,100.5,10.25,Wset,AA,S1\n"
                             "N1,Again,town,100.5,10.25,AA1,AA,S1\n"
                             "M1,There,town,100.5,10.25,AA1,AA,S1\n"
                             "X1,Crossing,town,100.5,10.25,AA1,AA,S1\n"
                             "\n"
                             "N9,Nine,town,100.5,10.75,AA1,AA,S1\n");
    assert_ok(import(&count, "places", given, &faults, &err), &err);
    assert_count(count, 2, 6);
    char *text = folder_get(rejects);
    assert_non_null(strstr(text, "place_id,name,kind,lon,lat,area_id,country,source_id,"
                                 "x_reject_row,x_reject_reason\n"));
    assert_non_null(strstr(text, "\nN2,Two,hamlet,500,10.25,AA1,AA,S1,3,\"kind: "));
    assert_non_null(
        strstr(text, " | lon: 500 is not between -180 and 180; a number from -180 to 180\"\n"));
    assert_non_null(strstr(text, "\n,,,,,,,,4,"));
    assert_non_null(strstr(text, "\nN4,Four,town,100.5,10.25,Wset,AA,S1,5,"));
    assert_non_null(strstr(text, "there is no area \"\"Wset\"\""));
    assert_non_null(strstr(text, "\nN1,Again,town,100.5,10.25,AA1,AA,S1,6,"));
    assert_non_null(strstr(text, "stands twice"));
    assert_non_null(strstr(text, "\nM1,There,town,100.5,10.25,AA1,AA,S1,7,"));
    assert_non_null(strstr(text, "in the workspace, or in a row before, already"));
    assert_non_null(strstr(text, "is the id of a crossing too"));
    routes_i_free(text);

    /* Faults name the file as it was given, and the row. */
    const routes_fault *fault = routes_faults_at(faults, 0);
    assert_string_equal(fault->file, given);
    assert_int_equal(fault->row, 3);
    assert_string_equal(fault->field, "kind");
    routes_faults_free(faults);

    routes_model *after = stored_read(workspace);
    assert_int_equal(routes_model_size(after, ROUTES_PLACES), 7);
    routes_model_free(after);
}

/* What was rejected is mended in the file of rejects and imported from there. */
static void mended_rejects_can_be_imported(void **state)
{
    (void)state;
    routes_import_count count;
    routes_error err;
    folder_put(given, HEADER "N2,Two,town,100.25,10.25,AA7,AA,S1\n");
    assert_ok(import(&count, "places", given, NULL, &err), &err);
    assert_count(count, 0, 1);
    char *text = folder_get(rejects);
    char *wrong = strstr(text, "AA7");
    assert_non_null(wrong);
    wrong[2] = '1';
    const char *mended = folder_path(&here, "mended.csv");
    folder_put(mended, text);
    routes_i_free(text);
    assert_ok(import(&count, "places", mended, NULL, &err), &err);
    assert_count(count, 1, 0);
    /* A former table of rejects does not stay behind an import that has none. */
    folder_put(given, HEADER "N3,Three,town,100.25,10.25,AA1,AA,S1\n");
    assert_ok(import(&count, "places", given, NULL, &err), &err);
    text = folder_get(rejects);
    assert_string_equal(text, "place_id,name,kind,lon,lat,area_id,country,source_id,"
                              "x_reject_row,x_reject_reason\n");
    routes_i_free(text);
}

/* A key that came in an earlier batch: the database knows. */
static void a_key_of_an_earlier_batch_is_found(void **state)
{
    (void)state;
    routes_import_count count;
    routes_error err;
    FILE *to = fopen(given, "wb");
    assert_non_null(to);
    fputs(HEADER, to);
    for (int i = 0; i < 20000; i++)
        fprintf(to, "N%d,Number %d,town,100.%05d,10.5,AA1,AA,S1\n", i == 19990 ? 7 : i, i, i);
    assert_int_equal(fclose(to), 0);
    assert_ok(import(&count, "places", given, NULL, &err), &err);
    assert_count(count, 19999, 1);
    char *text = folder_get(rejects);
    assert_non_null(strstr(text, "\nN7,Number 19990,town,100.19990,10.5,AA1,AA,S1,19992,"));
    routes_i_free(text);
    routes_model *after = stored_read(workspace);
    assert_int_equal(routes_model_size(after, ROUTES_PLACES), 20004);
    routes_model_free(after);
}

static void every_table_can_be_imported(void **state)
{
    (void)state;
    static const struct {
        const char *table, *text;
    } cases[] = {
        {"sources", "source_id,title,year,consent_scope\nS2,Report of 2002,2002,partner\n"},
        {"groups", "group_id,name,member,member_basis\nG2,all,AA1,stated\nG2,all,AA2,stated\n"},
        {"aliases", "alias,target_id,kind\nAlandia,AA,spelling\n"},
        {"populations", "area_id,year,population\nAA1,2008,250000\n"},
        {"crossings", "crossing_id,name,country_a,country_b,lon,lat,type,mode\n"
                      "X2,Ford,AA,BB,100,10.75,informal,land|water\n"},
        {"links", "link_id,from,to,mode,class\nK9,M1,E2,land,bridge\n"},
        {"lanes", "lane_id,from,from_level,to,to_level,crime,basis,bidirectional,period_start,"
                  "period_end,source_id\n"
                  "L9,Middle,province,West,province,trafficking,existence,no,2001-01-01,"
                  "2001-12-31,S1\n"},
        {"legs", "lane_id,leg_no,from,to\nL9,1,M1,W1\n"},
        {"observations", "observation_id,area_id,quantity,measure,unit,period_start,period_end,"
                         "source_id,moderate\n"
                         "O9,AA1,reports,count,events,2001-01-01,2001-12-31,S1,7\n"},
        {"services", "service_id,organisation,service_kind,area_id\nV9,House,hotline,AA3\n"},
        {"overrides", "table,row_id,requirement,citation,reason,approver,date\n"
                      "lanes,L9,S17,Report,published,DATA-1,2002-01-01\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        routes_import_count count;
        routes_error err;
        folder_put(given, cases[i].text);
        assert_ok(import(&count, cases[i].table, given, NULL, &err), &err);
        if (count.rejected) {
            char *text = folder_get(rejects);
            fail_msg("%s: %s", cases[i].table, text);
        }
        assert_true(count.kept > 0);
        routes_model_free(stored_read(workspace));
    }
}

static char *ask(routes_i_gpkg *from, const char *sql)
{
    char *answer = NULL;
    routes_error err;
    assert_ok(routes_i_gpkg_ask(&answer, from, &err, "%s", sql), &err);
    assert_non_null(answer);
    return answer;
}

/* All that belongs to the spatial index, as text. */
static char *index_of(routes_i_gpkg *from)
{
    return ask(from, "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master WHERE "
                     "name LIKE 'rtree_places%' UNION ALL SELECT table_name || column_name || "
                     "definition || scope FROM gpkg_extensions ORDER BY 1)");
}

/* Made anew it is what GDAL had made, holds every row, and SQLite finds it sound. */
static void the_spatial_index_is_as_before(void **state)
{
    (void)state;
    routes_i_gpkg from;
    routes_import_count count;
    routes_error err;
    assert_ok(routes_i_gpkg_read(&from, workspace, &err), &err);
    char *before = index_of(&from);
    assert_ok(routes_i_gpkg_close(&from, &err), &err);
    FILE *to = fopen(given, "wb");
    assert_non_null(to);
    fputs(HEADER, to);
    for (int i = 0; i < 200; i++)
        fprintf(to, "N%d,Number %d,town,100.%03d,10.%03d,AA1,AA,S1\n", i, i, i, (i * 37) % 200);
    assert_int_equal(fclose(to), 0);
    assert_ok(import(&count, "places", given, NULL, &err), &err);
    assert_count(count, 200, 0);

    assert_ok(routes_i_gpkg_read(&from, workspace, &err), &err);
    char *after = index_of(&from), *sound = ask(&from, "SELECT rtreecheck('rtree_places_geom')"),
         *rows =
             ask(&from, "SELECT count(*) FROM rtree_places_geom r JOIN places p ON p.fid = r.id "
                        "WHERE minx <= ST_MinX(geom) AND maxx >= ST_MaxX(geom) AND "
                        "miny <= ST_MinY(geom) AND maxy >= ST_MaxY(geom)");
    assert_string_equal(before, after);
    assert_string_equal(sound, "ok");
    assert_string_equal(rows, "205");
    assert_ok(routes_i_gpkg_close(&from, &err), &err);
    routes_i_free(before);
    routes_i_free(after);
    routes_i_free(sound);
    routes_i_free(rows);
}

/* Refused as a whole: the workspace stays byte by byte, no rejects lie about. */
static void assert_refused(const char *table, const char *text, routes_status expected,
                           const char *words)
{
    char *before = NULL, *after = NULL;
    size_t before_size, after_size;
    routes_import_count count = {7, 7, 7};
    routes_faults *faults;
    routes_error err;
    folder_put(given, text);
    assert_ok(routes_i_file_read(&before, &before_size, workspace, &err), &err);
    routes_status status = import(&count, table, given, &faults, &err);
    if (status != expected || !strstr(err.message, words))
        fail_msg("status %d: %s", (int)status, err.message);
    if (expected == ROUTES_E_DATA)
        assert_true(routes_faults_count(faults, ROUTES_SEVERITY_ERROR) > 0);
    routes_faults_free(faults);
    assert_int_equal(count.read, 7);
    assert_ok(routes_i_file_read(&after, &after_size, workspace, &err), &err);
    assert_int_equal(before_size, after_size);
    assert_memory_equal(before, after, before_size);
    routes_i_free(before);
    routes_i_free(after);
    assert_false(routes_i_file_exists(rejects));
    assert_false(routes_i_file_exists(folder_path(&here, ".in.csv.rejects.csv.part")));
    assert_false(routes_i_file_exists(folder_path(&here, ".w.gpkg.part.gpkg")));
}

static void a_file_that_must_not_be_read_is_refused_whole(void **state)
{
    (void)state;
    assert_refused("places", "place_id,name,kind,lon,lat,victim_name\nN1,A,town,100.5,10.5,Z\n",
                   ROUTES_E_DATA, "victim_name");
    assert_refused("services",
                   "service_id,organisation,service_kind,area_id,lon,lat\n"
                   "V9,House,hotline,AA3,1,2\n",
                   ROUTES_E_DATA, "the position of a service");
    assert_refused("places", "place_id,name,kind,lon,lat,colour\nN1,A,town,100.5,10.5,red\n",
                   ROUTES_E_DATA, "colour");
    assert_refused("places", HEADER "N1,One,town,100.25,10.25,AA1,AA,S1\nN2,\"Two,town\n",
                   ROUTES_E_DATA, "never closed");
    assert_refused("places",
                   HEADER "N1,One,town,100.25,10.25,AA1,AA,S1\n"
                          "N2,Caf\xE9,town,100.25,10.25,AA1,AA,S1\n",
                   ROUTES_E_DATA, "not UTF-8");
    assert_refused("places", "", ROUTES_E_DATA, "empty");
    assert_refused("persons", HEADER, ROUTES_E_ARGUMENT, "there is no table \"persons\"");
}

/* Each row is good, and L4 would no longer know which East is meant. */
static void rows_that_spoil_what_was_there_are_refused(void **state)
{
    (void)state;
    assert_refused("places", HEADER "N1,East,town,100.25,10.25,AA1,AA,S1\n", ROUTES_E_DATA,
                   "no longer be in order");
    assert_refused("lanes",
                   "lane_id,from,from_level,to,to_level,crime,basis,bidirectional,"
                   "period_start,period_end,source_id,measure,unit,denominator,moderate\n"
                   "L9,Middle,province,West,province,trafficking,share,no,2001-01-01,"
                   "2001-12-31,S1,share,percent_of_total,all of whom the source speaks,80\n",
                   ROUTES_E_DATA, "no longer be in order");
}

static void nothing_about_a_person_goes_into_the_rejects(void **state)
{
    (void)state;
    routes_import_count count;
    routes_faults *faults;
    routes_error err;
    folder_put(given, "place_id,name,kind,lon,lat,note\n"
                      "N1,One,town,100.5,10.5,mail to somebody@example.org\n");
    assert_ok(import(&count, "places", given, &faults, &err), &err);
    assert_count(count, 0, 1);
    char *text = folder_get(rejects);
    assert_null(strstr(text, "somebody"));
    assert_non_null(strstr(text, "N1,One,town,100.5,10.5,,2,"));
    for (size_t i = 0; i < routes_faults_size(faults); i++)
        assert_null(routes_faults_at(faults, i)->value);
    routes_faults_free(faults);
    routes_i_free(text);
}

static void put_point(layer_file *to, const char *id, const char *area, const char *wkt)
{
    OGRFeatureH feature = layer_feature(to, wkt);
    OGR_F_SetFieldString(feature, 0, id);
    OGR_F_SetFieldString(feature, 1, id);
    OGR_F_SetFieldString(feature, 2, "town");
    OGR_F_SetFieldString(feature, 3, area);
    layer_put(to, feature);
}

/* 100.5 E 10.5 N in UTM zone 47 north: `echo 10.5 100.5 | cs2cs EPSG:4326 EPSG:32647` gives
 * 664153.35 1161086.74. */
static void layers_are_read_in_their_own_coordinates(void **state)
{
    (void)state;
    static const struct {
        const char *driver, *name;
        int epsg;
        const char *good, *bad;
    } cases[] = {
        {"GPKG", "in.gpkg", 4326, "POINT (100.5 10.5)", "POINT (100.5 95)"},
        {"GeoJSON", "in.geojson", 4326, "POINT (100.5 10.5)", "POINT (100.5 95)"},
        {"FlatGeobuf", "in.fgb", 4326, "POINT (100.5 10.5)", "POINT (100.5 95)"},
        {"GPKG", "utm.gpkg", 32647, "POINT (664153.35 1161086.74)", "POINT (9e9 1161086.74)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        routes_import_count count;
        routes_error err;
        const char *path = folder_path(&here, cases[i].name);
        layer_file to = layer_create(cases[i].driver, path, "in", cases[i].epsg, wkbPoint);
        layer_field(&to, "place_id", OFTString, OFSTNone);
        layer_field(&to, "name", OFTString, OFSTNone);
        layer_field(&to, "kind", OFTString, OFSTNone);
        layer_field(&to, "area_id", OFTString, OFSTNone);
        char id[32];
        snprintf(id, sizeof id, "N%zu", i);
        put_point(&to, id, "AA1", cases[i].good);
        put_point(&to, "far", "AA1", cases[i].bad);
        put_point(&to, "nowhere", "AA9", cases[i].good);
        layer_close(&to);
        assert_ok(import(&count, "places", path, NULL, &err), &err);
        assert_count(count, 1, 2);

        routes_model *after = stored_read(workspace);
        size_t size;
        const routes_place *places = routes_model_places(after, &size);
        assert_string_equal(places[size - 1].place_id, id);
        /* to a centimetre, 1e-7 degrees */
        assert_near(places[size - 1].lon, 100.5, 1e-8);
        assert_near(places[size - 1].lat, 10.5, 1e-8);
        assert_string_equal(places[size - 1].origin.file, cases[i].name);
        routes_model_free(after);

        char ending[64];
        snprintf(ending, sizeof ending, "%s.rejects.csv", cases[i].name);
        char *text = folder_get(folder_path(&here, ending));
        assert_non_null(strstr(text, "place_id,name,kind,area_id,lon,lat,x_reject_row,"));
        assert_non_null(strstr(text, "nowhere,nowhere,town,AA9,100."));
        routes_i_free(text);
    }
}

static void columns_can_be_renamed(void **state)
{
    (void)state;
    static const char *const maps[] = {"place_id=id", "lon=x", "lat=y", "note=not there"};
    routes_import_options options = ROUTES_IMPORT_OPTIONS;
    routes_import_count count;
    routes_faults *faults = NULL;
    routes_error err;
    options.maps = maps;
    options.map_count = 4;
    options.rejects = folder_path(&here, "refused.csv");
    folder_put(given, "id,name,kind,x,y\nN1,One,town,100.5,10.5\nN2,Two,town,500,10.5\n");
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_workspace_import(&count, workspace, "places", given, &options, faults, &err),
              &err);
    assert_count(count, 1, 1);
    char *text = folder_get(options.rejects);
    assert_non_null(strstr(text, "id,name,kind,x,y,x_reject_row"));
    routes_i_free(text);
    static const char *const wrong[] = {"place_id"};
    options.maps = wrong;
    options.map_count = 1;
    assert_int_equal(
        routes_workspace_import(&count, workspace, "places", given, &options, faults, &err),
        ROUTES_E_ARGUMENT);
    assert_non_null(strstr(err.message, "field=column"));
    routes_faults_free(faults);
}

static int stop(double done, const char *what, void *user)
{
    double *last = user;
    (void)what;
    assert_true(done >= *last && done <= 1.0);
    *last = done;
    return done >= 0.9;
}

static void bad_calls_and_stops_leave_the_workspace(void **state)
{
    (void)state;
    routes_import_options options = ROUTES_IMPORT_OPTIONS;
    routes_run run = stored_run;
    routes_faults *faults = NULL;
    routes_error err;
    double last = 0.0;
    folder_put(given, HEADER "N1,One,town,100.25,10.25,AA1,AA,S1\nN2,Two,town,500,10,AA1,AA,S1\n");
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_int_equal(routes_workspace_import(NULL, NULL, "places", given, NULL, faults, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_workspace_import(NULL, workspace, NULL, given, NULL, faults, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_workspace_import(NULL, workspace, "places", NULL, NULL, faults, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_workspace_import(NULL, workspace, "places", given, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_workspace_import(NULL, folder_path(&here, "no.gpkg"), "places", given,
                                             NULL, faults, &err),
                     ROUTES_E_IO);
    assert_int_equal(routes_workspace_import(NULL, workspace, "places",
                                             folder_path(&here, "no.csv"), NULL, faults, &err),
                     ROUTES_E_IO);
    options.rejects = folder_path(&here, "absent/refused.csv");
    assert_int_equal(
        routes_workspace_import(NULL, workspace, "places", given, &options, faults, &err),
        ROUTES_E_IO);
    assert_non_null(strstr(err.message, "absent/refused.csv"));
    options.rejects = NULL;
    run.progress = stop;
    run.progress_user = &last;
    options.run = &run;
    assert_int_equal(
        routes_workspace_import(NULL, workspace, "places", given, &options, faults, &err),
        ROUTES_E_CANCELLED);
    routes_faults_free(faults);
    assert_false(routes_i_file_exists(rejects));
    routes_model *after = stored_read(workspace);
    assert_int_equal(routes_model_size(after, ROUTES_PLACES), 5);
    routes_model_free(after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(good_rows_are_added_behind_those_there, enter, leave),
        cmocka_unit_test_setup_teardown(bad_rows_are_rejected_each_with_its_reason, enter, leave),
        cmocka_unit_test_setup_teardown(mended_rejects_can_be_imported, enter, leave),
        cmocka_unit_test_setup_teardown(a_key_of_an_earlier_batch_is_found, enter, leave),
        cmocka_unit_test_setup_teardown(every_table_can_be_imported, enter, leave),
        cmocka_unit_test_setup_teardown(the_spatial_index_is_as_before, enter, leave),
        cmocka_unit_test_setup_teardown(a_file_that_must_not_be_read_is_refused_whole, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(rows_that_spoil_what_was_there_are_refused, enter, leave),
        cmocka_unit_test_setup_teardown(nothing_about_a_person_goes_into_the_rejects, enter, leave),
        cmocka_unit_test_setup_teardown(layers_are_read_in_their_own_coordinates, enter, leave),
        cmocka_unit_test_setup_teardown(columns_can_be_renamed, enter, leave),
        cmocka_unit_test_setup_teardown(bad_calls_and_stops_leave_the_workspace, enter, leave),
    };
    return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
