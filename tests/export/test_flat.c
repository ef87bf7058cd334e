/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory golden */

#include "export/flat.h"

#include "core/memory.h"
#include "export/csv_out.h"
#include "support/whole.h"

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* A release of one's own table: any columns, no rule. */
static routes_release *own(const char *heads, const char *const *cells)
{
    routes_release *release = NULL;
    routes_error err;
    routes_table *table = answer_make("ranks", ROUTES_KIND_OWN, heads, cells);
    const routes_table *answers[] = {table};
    const routes_release_options options = scene_options(ROUTES_TIER_OWN);
    assert_ok(routes_release_new(&release, NULL, answers, 1, &options, NULL, &err), &err);
    routes_table_free(table);
    return release;
}

static routes_i_flat flat_of(const routes_release *release)
{
    routes_i_flat flat;
    routes_error err;
    assert_ok(routes_i_flat_make(&flat, routes_release_at(release, 0),
                                 routes_release_stamp(release), &err),
              &err);
    return flat;
}

/* RFC 4180: cells with commas, quotes or line breaks are quoted, quotes doubled; CR LF ends lines.
 * Numbers read back the same; what is not stated is empty, and its status says so. */
static void a_table_is_written_as_csv(void **state)
{
    (void)state;
    const char *cells[] = {"a,\"b\"", "1", "0.1", "yes", "2001-12-31", "30 - 35 source_spread",
                           "1 2",     "-", "-",   "-",   "-",          "-",
                           "-",       "-", NULL};
    routes_release *release = own("id:T n:I:persons x:N seen:B day:D v:R geometry:G", cells);
    routes_i_flat flat = flat_of(release);
    routes_i_text csv = {0};
    char expected[1000];
    const char *stamp = routes_release_stamp(release)->release_id;
    routes_i_csv_table(&csv, &flat);
    snprintf(expected, sizeof expected,
             "id,n,n_status,x,x_status,seen,day,v_low,v_moderate,v_high,v_kind,v_status,tier,"
             "release_id\r\n"
             "\"a,\"\"b\"\"\",1,ok,0.1,ok,yes,2001-12-31,30,,35,source_spread,ok,own,%s\r\n"
             ",,not_stated,,not_stated,,,,,,,not_stated,own,%s\r\n",
             stamp, stamp);
    assert_string_equal(routes_i_text_get(&csv), expected);
    routes_i_text_free(&csv);
    routes_i_csv_fields_head(&csv);
    routes_i_csv_fields(&csv, &flat);
    assert_non_null(strstr(routes_i_text_get(&csv), "ranks,N,n,integer,persons,\r\n"));
    assert_non_null(strstr(routes_i_text_get(&csv), "ranks,V_MO,v_moderate,number,,\r\n"));
    routes_i_text_free(&csv);
    routes_i_flat_free(&flat);
    routes_release_free(release);
}

static void short_names_are_the_glossarys_or_cut(void **state)
{
    (void)state;
    const char *expected[][2] = {{"volume_low", "LOW"},
                                 {"volume_status", "VAL_STAT"},
                                 {"volume_unit", "UNIT"},
                                 {"period_start", "P_START"},
                                 {"choke_score", "CHOKE"},
                                 {"choke_score_status", "CHOKE_S"},
                                 {"flow_per_year_low", "FLOW_PE_LO"},
                                 {"flow_per_month_low", "FLOW__1_LO"},
                                 {"flow_per_year_kind", "FLOW_PER_K"},
                                 {"release_id", "RELEASE"},
                                 {"from_ids", "FROM_IDS"},
                                 {"lanes_through", "LANES_THRO"},
                                 {"lanes_throughout", "LANES_TH_1"}};
    routes_release *release =
        own("volume:R volume_unit:T period_start:D choke_score:N flow_per_year:R flow_per_month:R "
            "from_ids:T lanes_through:T lanes_throughout:T",
            NULL);
    routes_i_flat flat = flat_of(release);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        size_t field = routes_i_flat_find(&flat, expected[i][0]);
        assert_true(field != SIZE_MAX);
        assert_string_equal(flat.fields[field].short_name, expected[i][1]);
    }
    routes_i_flat_free(&flat);
    routes_release_free(release);
}

/* Forty columns that begin alike: all different, none longer than ten. */
static void no_two_short_names_are_alike(void **state)
{
    (void)state;
    char heads[2000] = "";
    for (int i = 0; i < 40; i++) {
        char head[64];
        snprintf(head, sizeof head, "%sa_long_beginning_%d:%c", i ? " " : "", i, i % 2 ? 'R' : 'T');
        strcat(heads, head);
    }
    routes_release *release = own(heads, NULL);
    routes_i_flat flat = flat_of(release);
    assert_int_equal(flat.count, 20 + 20 * 5 + 2);
    for (size_t i = 0; i < flat.count; i++) {
        size_t size = strlen(flat.fields[i].short_name);
        assert_true(size > 0 && size <= 10);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(flat.fields[i].short_name, flat.fields[j].short_name);
    }
    routes_i_flat_free(&flat);
    routes_release_free(release);
}

static void two_fields_of_one_name_are_refused(void **state)
{
    (void)state;
    routes_release *release = own("n:I n_status:T", NULL);
    routes_i_flat flat;
    routes_error err;
    assert_int_equal(routes_i_flat_make(&flat, routes_release_at(release, 0),
                                        routes_release_stamp(release), &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "layer \"ranks\" would have two fields \"n_status\"");
    routes_release_free(release);
}

static void s33_every_row_bears_tier_release_and_end(void **state)
{
    (void)state;
    routes_release *release = whole_release(ROUTES_TIER_RESTRICTED);
    routes_i_flat flat = flat_of(release);
    assert_string_equal(routes_i_flat_at(&flat, routes_i_flat_find(&flat, "tier"), 0).text,
                        "restricted");
    assert_string_equal(routes_i_flat_at(&flat, routes_i_flat_find(&flat, "end_date"), 3).text,
                        "2003-05-01");
    assert_string_equal(routes_i_flat_at(&flat, routes_i_flat_find(&flat, "release_id"), 1).text,
                        routes_release_stamp(release)->release_id);
    routes_i_flat_free(&flat);
    routes_release_free(release);
    release = whole_release(ROUTES_TIER_PUBLIC);
    flat = flat_of(release);
    assert_int_equal(routes_i_flat_find(&flat, "end_date"), SIZE_MAX);
    routes_i_flat_free(&flat);
    routes_release_free(release);
}

static void fields_survive_running_out_of_memory(void **state)
{
    (void)state;
    routes_release *release = whole_release(ROUTES_TIER_RESTRICTED);
    long before = routes_i_memory_live();
    for (long allowed = 0;; allowed++) {
        routes_i_flat flat;
        routes_i_text csv = {0};
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_i_flat_make(&flat, routes_release_at(release, 4),
                                                  routes_release_stamp(release), NULL);
        if (!status) {
            routes_i_csv_table(&csv, &flat);
            status = csv.failed ? ROUTES_E_MEMORY : ROUTES_OK;
            routes_i_flat_free(&flat);
        }
        routes_i_memory_fail_after(-1);
        routes_i_text_free(&csv);
        assert_int_equal(routes_i_memory_live(), before);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
    routes_release_free(release);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_table_is_written_as_csv, nothing_left),
        cmocka_unit_test_teardown(short_names_are_the_glossarys_or_cut, nothing_left),
        cmocka_unit_test_teardown(no_two_short_names_are_alike, nothing_left),
        cmocka_unit_test_teardown(two_fields_of_one_name_are_refused, nothing_left),
        cmocka_unit_test_teardown(s33_every_row_bears_tier_release_and_end, nothing_left),
        cmocka_unit_test_teardown(fields_survive_running_out_of_memory, nothing_left),
    };
    return cmocka_run_group_tests_name("flat", tests, NULL, NULL);
}
