/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory
 * Timeout: 120 */

#include <stdio.h>

#include "core/memory.h"
#include "render/words.h"
#include "routes/answer.h"
#include "routes/package.h"
#include "routes/webpage.h"
#include "support/answer.h"
#include "support/folder.h"
#include "support/scene.h"

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void assert_has(const char *text, const char *what)
{
    if (!strstr(text, what))
        fail_msg("the page does not hold: %s", what);
}

static void assert_has_not(const char *text, const char *what)
{
    const char *at = strstr(text, what);
    if (at)
        fail_msg("the page holds: %.60s", at);
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (; (text = strstr(text, what)); text += strlen(what))
        n++;
    return n;
}

/* A release of the user's own tables, which come out as they go in. */
static routes_release *own_release(const routes_table *const *tables, size_t n)
{
    routes_release *release = NULL;
    routes_error err;
    const routes_release_options options = scene_options(ROUTES_TIER_OWN);
    assert_ok(routes_release_new(&release, NULL, tables, n, &options, NULL, &err), &err);
    return release;
}

/* The page of a release; free with routes_i_free(). */
static char *page_of(const routes_release *release)
{
    folder f = {.next = 0};
    routes_error err;
    folder_make(&f, "webpage");
    const char *path = folder_path(&f, "map.html");
    assert_ok(routes_webpage_write(release, path, NULL, &err), &err);
    char *page = folder_get(path);
    folder_remove(&f);
    return page;
}

static char *page_of_table(routes_table *table)
{
    const routes_table *tables[] = {table};
    routes_release *release = own_release(tables, 1);
    char *page = page_of(release);
    routes_release_free(release);
    routes_table_free(table);
    return page;
}

/* The JSON that the script reads. */
static const char *data_of(const char *page)
{
    const char *data = strstr(page, "id=\"data\">");
    assert_non_null(data);
    return data;
}

/* Data package read, answered and released. */
static routes_release *package_release(const char *package, routes_tier tier)
{
    static routes_status (*const make[])(routes_table **, const routes_model *, routes_error *) = {
        routes_answer_countries, routes_answer_provinces, routes_answer_places,
        routes_answer_lanes,     routes_answer_estimates,
    };
    enum { ANSWERS = sizeof make / sizeof *make };
    routes_table *answers[ANSWERS] = {NULL};
    routes_faults *faults = NULL;
    routes_model *model = NULL;
    routes_error err;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_package_read(&model, package, NULL, faults, &err), &err);
    for (size_t i = 0; i < ANSWERS; i++)
        assert_ok(make[i](&answers[i], model, &err), &err);
    routes_release *release =
        scene_release(model, (const routes_table *const *)answers, ANSWERS, tier);
    for (size_t i = 0; i < ANSWERS; i++)
        routes_table_free(answers[i]);
    routes_model_free(model);
    routes_faults_free(faults);
    return release;
}

static void what_a_name_holds_stays_text(void **state)
{
    (void)state;
    const char *evil = "</script><script>alert(1)</script><!--routes:data-->&\"'\xE2\x80\xA8";
    const char *cells[] = {"P1", evil, "10 20", NULL};
    char *page = page_of_table(
        answer_make("places", ROUTES_KIND_OWN, "place_id:T name:T geometry:G", cells));
    assert_has_not(page, "<script>alert");
    assert_has_not(page, "</script><script>alert");
    assert_has(page, "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    assert_has(page, "&amp;&quot;&#39;");
    assert_has(data_of(page), "\\u003c/script\\u003e");
    assert_has(data_of(page), "\\u0026\\\"'\\u2028");
    /* One script of data, one that runs, and no mark left; that in the name is no mark. */
    assert_int_equal(count(page, "<script"), 2);
    assert_int_equal(count(page, "</script>"), 2);
    assert_int_equal(count(page, "<!--routes:"), 0);
    routes_i_free(page);
}

static void nothing_is_asked_of_any_host(void **state)
{
    (void)state;
    const char *cells[] = {"P1", "Here", "10 20", NULL};
    char *page = page_of_table(
        answer_make("places", ROUTES_KIND_OWN, "place_id:T name:T geometry:G", cells));
    assert_has(page, "default-src 'none'; style-src 'sha256-");
    assert_has(page, "script-src 'sha256-");
    assert_has_not(page, "src=");
    assert_has_not(page, "<link");
    assert_has_not(page, "@import");
    assert_has_not(page, "url(http");
    assert_has_not(page, "href=\"http");
    routes_i_free(page);
}

static void areas_run_as_the_script_wants_them(void **state)
{
    (void)state;
    /* A square against the clock with a hole with it: RFC 7946's way. Both are turned round, so
     * each begins with the point before its first. In 1e-5 degrees: (10, 20), then steps of one
     * degree. */
    const char *cells[] = {"A1", "#10 20, 13 20, 13 23, 10 23, 10 20 | 11 21, 11 22, 12 22, 12 21",
                           NULL};
    char *page =
        page_of_table(answer_make("areas", ROUTES_KIND_OWN, "area_id:T geometry:G", cells));
    assert_has(data_of(page), "[3,[[[1000000,2000000,0,300000,300000,0,0,-300000,-300000,0],"
                              "[1100000,2100000,100000,0,0,100000,-100000,0,0,-100000]]]]");
    routes_i_free(page);

    /* The other way round in: as it was. */
    const char *again[] = {"A1", "#10 20, 10 23, 13 23, 13 20, 10 20", NULL};
    page = page_of_table(answer_make("areas", ROUTES_KIND_OWN, "area_id:T geometry:G", again));
    assert_has(data_of(page), "[3,[[[1000000,2000000,0,300000,300000,0,0,-300000,-300000,0]]]]");
    routes_i_free(page);
}

static void positions_have_five_decimals(void **state)
{
    (void)state;
    const char *cells[] = {"P1", "104.123456789 -11.000004", "P2", "-0.000006 0", NULL};
    char *page =
        page_of_table(answer_make("places", ROUTES_KIND_OWN, "place_id:T geometry:G", cells));
    assert_has(data_of(page), "\"shapes\":[\n[1,[[10412346,-1100000]]],\n[1,[[-1,0]]]]");
    routes_i_free(page);
    const char *line[] = {"L1", "/1 1, 1.000001 1, 2 3; 5 5, 6 6", NULL};
    page = page_of_table(answer_make("links", ROUTES_KIND_OWN, "link_id:T geometry:G", line));
    assert_has(data_of(page), "[2,[[100000,100000,100000,200000],[500000,500000,100000,100000]]]");
    routes_i_free(page);
}

static void a_shape_that_layers_share_is_written_once(void **state)
{
    (void)state;
    const char *one[] = {"A1", "#0 0, 1 0, 1 1, 0 1", "A2", "#1 0, 2 0, 2 1, 1 1", "A3", "-", NULL};
    const char *two[] = {"A2", "#1 0, 2 0, 2 1, 1 1", "A1", "#0 0, 1 0, 1 1, 0 1", NULL};
    routes_table *a = answer_make("areas", ROUTES_KIND_OWN, "area_id:T geometry:G", one);
    routes_table *b = answer_make("classes", ROUTES_KIND_OWN, "area_id:T geometry:G", two);
    const routes_table *tables[] = {a, b};
    routes_release *release = own_release(tables, 2);
    char *page = page_of(release);
    assert_int_equal(count(data_of(page), "[3,["), 2);
    assert_has(data_of(page), "{\"shape\":0,\"class\":0,\"title\":\"A1\"},\n"
                              "{\"shape\":1,\"class\":0,\"title\":\"A2\"},\n"
                              "{\"shape\":-1,\"class\":0,\"title\":\"A3\"}]");
    assert_has(data_of(page), "{\"shape\":1,\"class\":0,\"title\":\"A2\"},\n"
                              "{\"shape\":0,\"class\":0,\"title\":\"A1\"}]");
    routes_i_free(page);
    routes_release_free(release);
    routes_table_free(a);
    routes_table_free(b);
}

/* 3,600 points of a circle of one degree, 111 km: of 315 km from corner to corner a thousandth is
 * 0.31 km, which a chord over an angle t misses by 111 km (1 - cos(t / 2)): t = 8.6 degrees, 42
 * points at least; Douglas and Peucker's halving takes no more than three times as many. */
static void areas_have_as_few_points_as_a_screen_shows(void **state)
{
    (void)state;
    enum { POINTS = 3600, EACH = 40 };
    char *circle = calloc(POINTS + 1, EACH);
    char *at = circle;
    assert_non_null(circle);
    *at++ = '#';
    for (int i = 0; i < POINTS; i++) {
        double angle = 2.0 * 3.14159265358979323846 * i / POINTS;
        at += snprintf(at, EACH, "%s%.9f %.9f", i ? ", " : "", cos(angle), sin(angle));
    }
    const char *cells[] = {"A1", circle, NULL};
    char *page =
        page_of_table(answer_make("areas", ROUTES_KIND_OWN, "area_id:T geometry:G", cells));
    const char *from = strstr(data_of(page), "[3,[[["), *end = strstr(from, "]]]]");
    size_t commas = 0;
    for (; from < end; from++)
        commas += *from == ',';
    size_t points = commas / 2; /* one more for "[3,", one less for the last number */
    assert_in_range(points, 42, 126);
    routes_i_free(page);
    free(circle);
}

#define LANE_HEADS                                                                                 \
    "lane_id:T from:T to:T via:T crime:T basis:T bidirectional:T population:T volume:R "           \
    "volume_unit:T denominator:T line_class:T source_id:T section:T attributed_to:T geometry:G"

static void a_lane_says_what_is_stated_and_by_whom(void **state)
{
    (void)state;
    const char *cells[] = {"L1",
                           "Here",
                           "There|Yonder",
                           "-",
                           "trafficking",
                           "share",
                           "no",
                           "children",
                           "30 - 35 source_spread",
                           "percent_of_total",
                           "all children",
                           "share",
                           "FG",
                           "Section 4",
                           "A. Writer",
                           "/0 0, 1 1", //
                           "L2",
                           "Here",
                           "There",
                           "A Gate",
                           "trafficking",
                           "stated",
                           "mostly_forward",
                           "children",
                           "100 - - lower_bound",
                           "persons_per_month",
                           "-",
                           "stated",
                           "FG",
                           "Section 2",
                           "-",
                           "/0 0, 1 1", //
                           "L3",
                           "Here",
                           "There",
                           "-",
                           "trafficking",
                           "existence",
                           "yes",
                           "-",
                           "-",
                           "-",
                           "-",
                           "existence",
                           "FG",
                           "-",
                           "-",
                           "/0 0, 1 1", //
                           "L4",
                           "Here",
                           "There",
                           "-",
                           "smuggling",
                           "case",
                           "no",
                           "-",
                           "-",
                           "-",
                           "-",
                           "smuggling",
                           "FG",
                           "-",
                           "-",
                           "-", //
                           "L5",
                           "Here",
                           "There",
                           "-",
                           "trafficking",
                           "stated",
                           "no",
                           "women_and_girls",
                           "- 12000 - single",
                           "persons_total",
                           "-",
                           "stated",
                           "FG",
                           "-",
                           "-",
                           "-", //
                           "L6",
                           "Here",
                           "There",
                           "-",
                           "mixed",
                           "estimated",
                           "no",
                           "-",
                           "400 600 900 bounds",
                           "percent_of_group",
                           "-",
                           "mixed",
                           "FG",
                           "-",
                           "-",
                           "-",
                           NULL};
    char *page = page_of_table(answer_make("lanes", ROUTES_KIND_OWN, LANE_HEADS, cells));
    const char *data = data_of(page);
    assert_has(data, "\"title\":\"L1: Here → There, Yonder\",\"said\":\"30–35 % of all children\","
                     "\"source\":\"A. Writer, in FG, Section 4\",\"heads\":1");
    assert_has(data, "\"title\":\"L2: Here → There via A Gate\",\"said\":\"over 100 children a "
                     "month; both ways, mostly outward\",\"source\":\"FG, Section 2\",\"heads\":3");
    assert_has(data, "\"title\":\"L3: Here ↔ There\",\"said\":\"named, no figure; both ways\","
                     "\"source\":\"FG\",\"heads\":2");
    assert_has(data, "\"said\":\"one documented case; smuggling of migrants, not trafficking\"");
    assert_has(data, "\"said\":\"12,000 women and girls in all\"");
    assert_has(data, "\"said\":\"400–900 (middle 600) % of a whole that is not stated; estimated; "
                     "mixed movement, not trafficking alone\"");
    /* In the table it is in words too, and what is not stated is not a zero. */
    assert_has(page, "<td>There, Yonder</td>");
    assert_has(page, "<td class=\"n\">over 100</td>");
    assert_has(page, "<td class=\"u\">not stated</td>");
    assert_has_not(page, "<td class=\"n\">0</td>");
    routes_i_free(page);
}

static void why_a_value_is_empty_is_said(void **state)
{
    (void)state;
    const char *cells[] = {"A1", "1", "2", "-", "3", "-",  "yes",        "2001-02-03", "1998", "A2",
                           "1",  "2", "3", "4", "-", "no", "2001-02-03", "1998",       NULL};
    routes_table *table =
        answer_make("counts", ROUTES_KIND_OWN,
                    "area_id:T a:I b:N c:N:km d:I nowhere:T e:B f:D year:I:year", cells);
    routes_error err;
    assert_ok(routes_table_set_status(table, 1, 0, ROUTES_VALUE_SUPPRESSED, &err), &err);
    assert_ok(routes_table_set_status(table, 2, 0, ROUTES_VALUE_MERGED, &err), &err);
    assert_ok(routes_table_set_status(table, 4, 0, ROUTES_VALUE_NO_DATA, &err), &err);
    char *page = page_of_table(table);
    assert_has(page, "<tr id=\"t0-0\"><th scope=\"row\">A1</th><td class=\"u\">not shown</td>"
                     "<td class=\"u\">few or none</td><td class=\"u\">not stated</td>"
                     "<td class=\"u\">no data</td><td>yes</td><td>2001-02-03</td>"
                     "<td class=\"n\">1998</td></tr>");
    assert_has(page, "<tr id=\"t0-1\"><th scope=\"row\">A2</th><td class=\"n\">1</td>");
    assert_has(page, "<th scope=\"col\" class=\"n\">C <small>km</small></th>");
    assert_has(page, "Not stated in any row: nowhere.");
    assert_has_not(page, "Nowhere</th>");
    routes_i_free(page);
}

static void a_name_in_another_script_says_its_language(void **state)
{
    (void)state;
    const char *cells[] = {"A1", "កណ្ដាល", "A2", "กรุงเทพ", "A3", "ວຽງຈັນ", "A4", "Phnom Penh", NULL};
    char *page =
        page_of_table(answer_make("names", ROUTES_KIND_OWN, "area_id:T name_local:T", cells));
    assert_has(page, "<html lang=\"en\">");
    assert_has(page, "<td lang=\"km\">កណ្ដាល</td>");
    assert_has(page, "<td lang=\"th\">กรุงเทพ</td>");
    assert_has(page, "<td lang=\"lo\">ວຽງຈັນ</td>");
    assert_has(page, "<td>Phnom Penh</td>");
    routes_i_free(page);
}

static void s34_all_eight_items_stand_on_the_page(void **state)
{
    (void)state;
    routes_release *release = package_release(ROUTES_SAMPLE, ROUTES_TIER_PUBLIC);
    const routes_stamp *stamp = routes_release_stamp(release);
    char *page = page_of(release);
    assert_has(page, "<dt>Tier</dt><dd>public (TLP:CLEAR)</dd>");
    assert_has(page, "Challenges of Child Sex Slavery and Trafficking in Cambodia, 2001</dd>");
    assert_has(page, "<dt>Period</dt><dd>1979-2001</dd>");
    assert_has(page, "persons per year");
    assert_has(page, "<dt>Shown</dt><dd>30 lanes, ");
    assert_has(page, "<dt>Not shown at this tier</dt><dd>5 lanes, ");
    assert_has(page, "detected, not prevalence");
    assert_has(page, "no opinion on the status of any territory");
    assert_has(page, stamp->release_id);
    assert_has(page, "<dt>Date</dt><dd>2003-01-31</dd>");
    assert_has(page, "<dt>FG2001</dt>");
    assert_has(page, "CC BY 4.0");
    assert_has_not(page, "Purpose</dt>");
    /* S18: no lane of one case, not even its id. */
    assert_has_not(page, "L27");
    assert_has_not(page, "L31");
    assert_has(page, "<title>Reported trafficking lanes, Cambodia, 1979-2001 (TLP:CLEAR");
    assert_true(strlen(page) < 600000);
    routes_i_free(page);
    routes_release_free(release);
}

static void s33_a_restricted_page_says_for_whom_and_until_when(void **state)
{
    (void)state;
    routes_release *release = package_release(ROUTES_TEST_DATA "/three", ROUTES_TIER_RESTRICTED);
    char *page = page_of(release);
    assert_has(page, "<body data-tier=\"restricted\">");
    assert_has(page, "TLP:AMBER+STRICT · restricted");
    assert_has(page, "<dt>Not to be used after</dt><dd>2003-05-01</dd>");
    assert_has(page, "<dt>Purpose</dt><dd>protection planning</dd>");
    assert_has(page, "<dt>Approved by</dt><dd>TEST-9</dd>");
    /* L1, from West to East, belongs to the home country's view; L2, to another country by a gate
     * of its own, to both. */
    assert_has(data_of(page), "\"title\":\"L1: West → East\"");
    const char *first = strstr(data_of(page), "\"title\":\"L1");
    const char *second = strstr(first, "\"title\":\"L2");
    assert_memory_equal(strstr(first, "\"views\":"), "\"views\":1}", 10);
    assert_memory_equal(strstr(second, "\"views\":"), "\"views\":3}", 10);
    routes_i_free(page);
    routes_release_free(release);
}

static void the_same_release_gives_the_same_bytes(void **state)
{
    (void)state;
    routes_release *release = package_release(ROUTES_TEST_DATA "/three", ROUTES_TIER_PUBLIC);
    routes_release *again = package_release(ROUTES_TEST_DATA "/three", ROUTES_TIER_PUBLIC);
    char *one = page_of(release), *two = page_of(again);
    assert_string_equal(one, two);
    routes_i_free(one);
    routes_i_free(two);
    routes_release_free(release);
    routes_release_free(again);
}

static void a_release_of_nothing_has_a_page(void **state)
{
    (void)state;
    routes_release *release = own_release(NULL, 0);
    char *page = page_of(release);
    assert_has(page, "<h1>Map of released layers</h1>");
    assert_has(data_of(page), "{\"home\":null,\"layers\":[],\n\"shapes\":[]}");
    routes_i_free(page);
    routes_release_free(release);
}

static int stop_at_once(double done, const char *what, void *user)
{
    (void)what;
    return done >= *(double *)user;
}

static void a_former_page_outlives_what_fails(void **state)
{
    (void)state;
    const char *cells[] = {"A1", "#0 0, 1 0, 1 1, 0 1", NULL};
    routes_table *table = answer_make("areas", ROUTES_KIND_OWN, "area_id:T geometry:G", cells);
    const routes_table *tables[] = {table};
    routes_release *release = own_release(tables, 1);
    folder f = {.next = 0};
    routes_error err;
    folder_make(&f, "webpage");
    const char *path = folder_path(&f, "map.html");
    folder_put(path, "former");
    for (double when = 0.0; when <= 0.9; when += 0.3) {
        routes_run run = ROUTES_RUN;
        run.progress = stop_at_once;
        run.progress_user = &when;
        assert_int_equal(routes_webpage_write(release, path, &run, &err), ROUTES_E_CANCELLED);
        char *left = folder_get(path);
        assert_string_equal(left, "former");
        routes_i_free(left);
    }
    assert_int_equal(routes_webpage_write(release, folder_path(&f, "nowhere/map.html"), NULL, &err),
                     ROUTES_E_IO);
    assert_has(err.message, "nowhere/map.html");
    assert_int_equal(routes_webpage_write(NULL, path, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_webpage_write(release, NULL, NULL, NULL), ROUTES_E_ARGUMENT);
    folder_remove(&f);
    routes_release_free(release);
    routes_table_free(table);
}

static void every_failed_allocation_is_a_status(void **state)
{
    (void)state;
    routes_release *release = package_release(ROUTES_TEST_DATA "/three", ROUTES_TIER_RESTRICTED);
    folder f = {.next = 0};
    routes_error err;
    folder_make(&f, "webpage");
    const char *path = folder_path(&f, "map.html");
    folder_put(path, "former");
    long before = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n += 1 + n / 40) {
        routes_i_memory_fail_after(n);
        status = routes_webpage_write(release, path, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), before);
        if (status) {
            char *left = folder_get(path);
            assert_string_equal(left, "former");
            routes_i_free(left);
        }
    }
    assert_int_equal(status, ROUTES_OK);
    folder_remove(&f);
    routes_release_free(release);
}

static void numbers_are_written_as_people_write_them(void **state)
{
    (void)state;
    const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {7, "7"},
        {999, "999"},
        {1000, "1,000"},
        {40003, "40,003"},
        {1234567, "1,234,567"},
        {-1500, "-1,500"},
        {-150000, "-150,000"},
        {2.5, "2.5"},
        {12345.678, "12,345.7"},
        {255500000, "255,500,000"},
        {1e-7, "1e-07"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        routes_i_text text = {0};
        routes_i_words_number(&text, cases[i].value);
        assert_string_equal(routes_i_text_get(&text), cases[i].text);
        routes_i_text_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_a_name_holds_stays_text, nothing_left),
        cmocka_unit_test_teardown(nothing_is_asked_of_any_host, nothing_left),
        cmocka_unit_test_teardown(areas_run_as_the_script_wants_them, nothing_left),
        cmocka_unit_test_teardown(positions_have_five_decimals, nothing_left),
        cmocka_unit_test_teardown(a_shape_that_layers_share_is_written_once, nothing_left),
        cmocka_unit_test_teardown(areas_have_as_few_points_as_a_screen_shows, nothing_left),
        cmocka_unit_test_teardown(a_lane_says_what_is_stated_and_by_whom, nothing_left),
        cmocka_unit_test_teardown(why_a_value_is_empty_is_said, nothing_left),
        cmocka_unit_test_teardown(a_name_in_another_script_says_its_language, nothing_left),
        cmocka_unit_test_teardown(s34_all_eight_items_stand_on_the_page, nothing_left),
        cmocka_unit_test_teardown(s33_a_restricted_page_says_for_whom_and_until_when, nothing_left),
        cmocka_unit_test_teardown(the_same_release_gives_the_same_bytes, nothing_left),
        cmocka_unit_test_teardown(a_release_of_nothing_has_a_page, nothing_left),
        cmocka_unit_test_teardown(a_former_page_outlives_what_fails, nothing_left),
        cmocka_unit_test_teardown(every_failed_allocation_is_a_status, nothing_left),
        cmocka_unit_test_teardown(numbers_are_written_as_people_write_them, nothing_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
