/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "routes/wkb.h"

#include "core/memory.h"
#include "routes/geometry.h"
#include "support/check.h"
#include "support/shape.h"

/* Bytes from pairs of hexadecimal digits; blanks are for the reader. */
static size_t from_hex(uint8_t *to, const char *hex)
{
    size_t n = 0;
    for (; *hex; hex++) {
        unsigned value = 0;
        if (*hex == ' ')
            continue;
        sscanf(hex, "%2x", &value);
        to[n++] = (uint8_t)value;
        hex++;
    }
    return n;
}

#define ONE_BE "3FF0000000000000"
#define TWO_BE "4000000000000000"
#define ONE_LE "000000000000F03F"
#define TWO_LE "0000000000000040"

static void every_dialect_of_a_point_reads_alike(void **state)
{
    (void)state;
    const char *forms[] = {
        "01 01000000 " ONE_LE TWO_LE,                         /* little endian */
        "00 00000001 " ONE_BE TWO_BE,                         /* big endian */
        "01 E9030000 " ONE_LE TWO_LE ONE_LE,                  /* ISO Z */
        "01 D1070000 " ONE_LE TWO_LE ONE_LE,                  /* ISO M */
        "01 B90B0000 " ONE_LE TWO_LE ONE_LE ONE_LE,           /* ISO ZM */
        "01 01000080 " ONE_LE TWO_LE ONE_LE,                  /* extended Z */
        "01 010000A0 E6100000 " ONE_LE TWO_LE ONE_LE,         /* extended Z, SRID 4326 */
        "01 010000E0 E6100000 " ONE_LE TWO_LE ONE_LE ONE_LE,  /* extended ZM, SRID */
        "01 04000000 01000000 00 00000001 " ONE_BE TWO_BE,    /* multipoint, mixed byte orders */
        "01 04000020 E6100000 01000000 01 01000020 E6100000 " /* SRID in the part too */
        ONE_LE TWO_LE,
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        uint8_t bytes[128];
        routes_point point = {0};
        routes_error err;
        size_t size = from_hex(bytes, forms[i]);
        assert_ok(routes_wkb_read_point(&point, (routes_wkb){bytes, size}, &err), &err);
        assert_near(point.lon, 1.0, 0.0);
        assert_near(point.lat, 2.0, 0.0);
    }
}

static void a_point_is_written_little_endian(void **state)
{
    (void)state;
    uint8_t bytes[ROUTES_WKB_POINT_SIZE];
    uint8_t expected[64];
    assert_int_equal(from_hex(expected, "01 01000000 " ONE_LE TWO_LE), sizeof bytes);
    routes_wkb_write_point(bytes, (routes_point){1.0, 2.0});
    assert_memory_equal(bytes, expected, sizeof bytes);
}

static void wrong_bytes_are_refused_with_their_place(void **state)
{
    (void)state;
    const struct {
        const char *hex;
        const char *message;
    } wrong[] = {
        {"", "WKB is empty: at least 9 bytes are needed"},
        {"01 0100", "WKB of 3 bytes ends early: no room for byte order and kind at byte 0"},
        {"02 01000000", "WKB byte order at byte 0 is 2, must be 0 or 1"},
        {"01 07000000 00000000", "WKB kind 7 is not taken (a collection): only points, lines, "
                                 "polygons and their multi forms"},
        {"01 11000000 00000000",
         "WKB kind 17 is not taken: only points, lines, polygons and their multi forms"},
        {"01 01000000 " ONE_LE, "WKB of 13 bytes ends early: no room for a point at byte 5"},
        {"01 01000000 " ONE_LE TWO_LE "00", "WKB has 1 bytes too many at its end"},
        {"01 02000000 FFFFFFFF",
         "WKB declares 4294967295 at byte 5 (number of points), more than its 9 bytes can hold"},
        {"01 05000000 01000000 01 03000000 00000000",
         "WKB part 0 of a multiline is of kind 3, must be 2"},
        {"01 02000000 01000000 " ONE_LE "000000000000F87F",
         "point 0 of part 0, ring 0 is (1, nan): coordinates must be finite"},
        {"01 02000000 01000000 000000000000F07F" ONE_LE,
         "point 0 of part 0, ring 0 is (inf, 1): coordinates must be finite"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        uint8_t bytes[128];
        routes_error err;
        size_t size = from_hex(bytes, wrong[i].hex);
        assert_int_equal(routes_wkb_describe(NULL, NULL, NULL, (routes_wkb){bytes, size}, &err),
                         ROUTES_E_DATA);
        assert_string_equal(err.message, wrong[i].message);
    }
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    shape s =
        shape_make(ROUTES_MULTIPOLYGON, "0 0, 9 0, 9 9, 0 9 | 1 1, 2 1, 2 2; 20 20, 21 20, 21 21");
    routes_error err;
    routes_geometry *geometry = NULL;
    for (size_t size = 0; size < s.size; size++) {
        assert_int_equal(routes_geometry_read(&geometry, (routes_wkb){s.bytes, size}, &err),
                         ROUTES_E_DATA);
        assert_null(geometry);
    }
    shape_free(&s);
}

static void a_geometry_comes_back_as_it_was_written(void **state)
{
    (void)state;
    const struct {
        routes_geometry_kind kind;
        const char *text;
    } cases[] = {
        {ROUTES_POINT, "3 4"},
        {ROUTES_LINE, "0 0, 1 1, 2 0"},
        {ROUTES_POLYGON, "0 0, 9 0, 9 9, 0 9 | 1 1, 2 1, 2 2 | 5 5, 6 5, 6 6"},
        {ROUTES_MULTIPOINT, "1 2; 3 4"},
        {ROUTES_MULTILINE, "0 0, 1 1; 5 5, 6 6, 7 5"},
        {ROUTES_MULTIPOLYGON, "0 0, 9 0, 9 9 | 3 1, 4 1, 4 2; 20 20, 21 20, 21 21"},
        {ROUTES_POINT, ""},
        {ROUTES_LINE, ""},
        {ROUTES_POLYGON, ""},
        {ROUTES_MULTIPOLYGON, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shape s = shape_make(cases[i].kind, cases[i].text);
        routes_geometry *geometry = NULL;
        uint8_t *again = NULL;
        size_t size = 0;
        routes_error err;
        assert_ok(routes_geometry_read(&geometry, shape_wkb(s), &err), &err);
        assert_int_equal(routes_geometry_get_kind(geometry), cases[i].kind);
        assert_ok(routes_geometry_write(&again, &size, geometry, &err), &err);
        assert_int_equal(size, s.size);
        assert_memory_equal(again, s.bytes, size);
        routes_wkb_free(again);
        routes_geometry_free(geometry);
        shape_free(&s);
    }
}

static void parts_rings_and_points_can_be_walked(void **state)
{
    (void)state;
    shape s =
        shape_make(ROUTES_MULTIPOLYGON, "0 0, 9 0, 9 9, 0 9 | 1 1, 2 1, 2 2; 20 20, 21 20, 21 22");
    routes_geometry *geometry = NULL;
    routes_error err;
    size_t n = 0;
    assert_ok(routes_geometry_read(&geometry, shape_wkb(s), &err), &err);
    assert_int_equal(routes_geometry_parts(geometry), 2);
    assert_int_equal(routes_geometry_rings(geometry, 0), 2);
    assert_int_equal(routes_geometry_rings(geometry, 1), 1);
    assert_int_equal(routes_geometry_rings(geometry, 2), 0);

    const routes_point *hole = routes_geometry_points(&n, geometry, 0, 1);
    assert_int_equal(n, 4); /* closed by the builder */
    assert_near(hole[2].lat, 2.0, 0.0);
    assert_near(hole[3].lon, 1.0, 0.0);
    assert_null(routes_geometry_points(&n, geometry, 1, 1));
    assert_int_equal(n, 0);

    routes_box box = routes_geometry_box(geometry);
    assert_memory_equal(&box, (&(routes_box){0.0, 0.0, 21.0, 22.0}), sizeof box);
    routes_geometry_free(geometry);
    shape_free(&s);
}

static void polygons_without_rings_are_still_parts(void **state)
{
    (void)state;
    /* Three polygons: empty, a triangle, empty. */
    const char *hex = "01 06000000 03000000 01 03000000 00000000"
                      "01 03000000 01000000 01000000" ONE_LE TWO_LE "01 03000000 00000000";
    uint8_t bytes[128];
    uint8_t *again = NULL;
    size_t size = from_hex(bytes, hex);
    size_t written = 0;
    routes_geometry *geometry = NULL;
    routes_error err;
    assert_ok(routes_geometry_read(&geometry, (routes_wkb){bytes, size}, &err), &err);
    assert_int_equal(routes_geometry_parts(geometry), 3);
    assert_int_equal(routes_geometry_rings(geometry, 0), 0);
    assert_int_equal(routes_geometry_rings(geometry, 1), 1);
    assert_int_equal(routes_geometry_rings(geometry, 2), 0);
    assert_ok(routes_geometry_write(&again, &written, geometry, &err), &err);
    assert_int_equal(written, size);
    assert_memory_equal(again, bytes, size);
    routes_wkb_free(again);
    routes_geometry_free(geometry);
}

static void a_single_form_takes_one_part(void **state)
{
    (void)state;
    routes_geometry *geometry = NULL;
    routes_error err;
    routes_point points[] = {{0.0, 0.0}, {1.0, 0.0}, {1.0, NAN}};
    assert_int_equal(routes_geometry_new(&geometry, (routes_geometry_kind)9, &err),
                     ROUTES_E_ARGUMENT);
    assert_ok(routes_geometry_new(&geometry, ROUTES_LINE, &err), &err);
    assert_int_equal(routes_geometry_add_part(geometry, points, 3, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "point 2 is (1, nan): coordinates must be finite");
    assert_int_equal(routes_geometry_add_hole(geometry, points, 2, &err), ROUTES_E_ARGUMENT);
    assert_ok(routes_geometry_add_part(geometry, points, 2, &err), &err);
    assert_int_equal(routes_geometry_add_part(geometry, points, 2, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "a line has one part only");
    assert_int_equal(routes_geometry_parts(geometry), 1);
    routes_geometry_free(geometry);
}

static void the_size_and_box_are_known_without_reading_in(void **state)
{
    (void)state;
    shape s = shape_make(ROUTES_MULTILINE, "0 5, 1 1; 5 -5, 6 6, 7 5");
    routes_geometry_kind kind = ROUTES_POINT;
    size_t points = 0;
    routes_box box;
    routes_point point;
    routes_error err;
    assert_ok(routes_wkb_describe(&kind, &points, &box, shape_wkb(s), &err), &err);
    assert_int_equal(kind, ROUTES_MULTILINE);
    assert_int_equal(points, 5);
    assert_memory_equal(&box, (&(routes_box){0.0, -5.0, 7.0, 6.0}), sizeof box);
    assert_int_equal(routes_wkb_read_point(&point, shape_wkb(s), &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "the geometry is a multiline, must be a point");
    shape_free(&s);

    s = shape_make(ROUTES_POINT, "");
    assert_ok(routes_wkb_describe(NULL, &points, &box, shape_wkb(s), &err), &err);
    assert_int_equal(points, 0);
    assert_true(routes_box_is_empty(box));
    assert_int_equal(routes_wkb_read_point(&point, shape_wkb(s), &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "the geometry has 0 points, must be one");
    shape_free(&s);
}

/* Any flipped byte is either refused or read; what was read is written and read the same. */
static void damaged_bytes_never_harm(void **state)
{
    (void)state;
    uint64_t seed = 7;
    shape s =
        shape_make(ROUTES_MULTIPOLYGON, "0 0, 9 0, 9 9, 0 9 | 1 1, 2 1, 2 2; 20 20, 21 20, 21 21");
    for (size_t round = 0; round < 3000; round++) {
        uint8_t bytes[512];
        memcpy(bytes, s.bytes, s.size);
        for (size_t k = 0; k <= round % 3; k++)
            bytes[draw(&seed) % s.size] = (uint8_t)draw(&seed);
        routes_geometry *geometry = NULL;
        if (routes_geometry_read(&geometry, (routes_wkb){bytes, s.size}, NULL))
            continue;
        uint8_t *first = NULL;
        uint8_t *second = NULL;
        size_t first_size = 0;
        size_t second_size = 0;
        routes_error err;
        assert_ok(routes_geometry_write(&first, &first_size, geometry, &err), &err);
        routes_geometry_free(geometry);
        assert_ok(routes_geometry_read(&geometry, (routes_wkb){first, first_size}, &err), &err);
        assert_ok(routes_geometry_write(&second, &second_size, geometry, &err), &err);
        assert_int_equal(first_size, second_size);
        assert_memory_equal(first, second, first_size);
        routes_geometry_free(geometry);
        routes_wkb_free(first);
        routes_wkb_free(second);
    }
    shape_free(&s);
}

static void reading_and_writing_survive_without_memory(void **state)
{
    (void)state;
    shape s =
        shape_make(ROUTES_MULTIPOLYGON, "0 0, 9 0, 9 9, 0 9 | 1 1, 2 1, 2 2; 20 20, 21 20, 21 21");
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_geometry *geometry = NULL;
        uint8_t *bytes = NULL;
        size_t size = 0;
        routes_i_memory_fail_after(n);
        status = routes_geometry_read(&geometry, shape_wkb(s), NULL);
        if (!status)
            status = routes_geometry_write(&bytes, &size, geometry, NULL);
        routes_i_memory_fail_after(-1);
        routes_wkb_free(bytes);
        routes_geometry_free(geometry);
        assert_true(status == ROUTES_OK || status == ROUTES_E_MEMORY);
        assert_int_equal(routes_i_memory_live(), live);
    }
    shape_free(&s);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_dialect_of_a_point_reads_alike),
        cmocka_unit_test(a_point_is_written_little_endian),
        cmocka_unit_test(wrong_bytes_are_refused_with_their_place),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(a_geometry_comes_back_as_it_was_written),
        cmocka_unit_test(parts_rings_and_points_can_be_walked),
        cmocka_unit_test(polygons_without_rings_are_still_parts),
        cmocka_unit_test(a_single_form_takes_one_part),
        cmocka_unit_test(the_size_and_box_are_known_without_reading_in),
        cmocka_unit_test(damaged_bytes_never_harm),
        cmocka_unit_test(reading_and_writing_survive_without_memory),
    };
    return cmocka_run_group_tests_name("wkb", tests, NULL, NULL);
}
