/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory thread */

#include "routes/answer_hotspot_density.h"

#include "core/memory.h"
#include "support/answer.h"
#include "support/sample.h"

/* A star of three arms of 10 m, in two orders and with one arm turned round. */
static const char *const star[] = {"k1", "c",  "a", "10", "k2", "c", "b",
                                   "10", "k3", "c", "d",  "10", NULL};
static const char *const shuffled[] = {"k3", "c",  "d", "10", "k1", "c", "a",
                                       "10", "k2", "c", "b",  "10", NULL};

static routes_network *network_of(const char *const *cells)
{
    routes_network *network = NULL;
    routes_error err;
    routes_table *links = answer_make("links", ROUTES_KIND_OWN, "id:T from:T to:T length:T", cells);
    assert_ok(routes_network_from_table(&network, links, NULL, 0, &err), &err);
    routes_table_free(links);
    return network;
}

static double density_at(const routes_table *table, const char *link, double offset)
{
    const double *offsets = routes_table_numbers(table, routes_table_find(table, "offset_m"));
    for (size_t row = 0; row < routes_table_rows(table); row++)
        if (strcmp(routes_table_text_at(table, "link", row), link) == 0 &&
            fabs(offsets[row] - offset) < 1e-9)
            return routes_table_numbers(table, routes_table_find(table, "density"))[row];
    fail_msg("no row for %s at %g", link, offset);
    return NAN;
}

/* Epanechnikov, h = 8, an event of weight 2 at 4 m on k1: k(3) = 0.08056640625 and k(5) =
 * 0.05712890625 (see test_density.c); pieces of 2 m have middles at 1, 3, 5, 7, 9 m. */
static void table_by_hand(void **state)
{
    (void)state;
    static const char *const cells[] = {"k1", "4.0", "2", NULL};
    routes_network *network = network_of(star);
    routes_table *events =
        answer_make("events", ROUTES_KIND_OWN, "link:T offset_m:T weight:T", cells);
    routes_hotspot_density_options options = ROUTES_HOTSPOT_DENSITY_OPTIONS;
    routes_table *table = NULL;
    routes_error err;
    options.shape = ROUTES_DENSITY_EPANECHNIKOV;
    options.spacing_m = 2.0;
    assert_ok(routes_answer_hotspot_density(&table, network, events, 8.0, &options, &err), &err);
    assert_int_equal(routes_table_rows(table), 15);
    assert_int_equal(routes_table_columns(table), 3);
    assert_near(density_at(table, "k1", 1), 2 * 0.08056640625, 1e-15);
    assert_near(density_at(table, "k2", 1), 2 * 0.05712890625 / 2, 1e-15);
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
    assert_string_equal(routes_table_meta(table, "parameters"),
                        "{\"method\":\"discontinuous\",\"kernel\":\"epanechnikov\","
                        "\"bandwidth_m\":8,\"spacing_m\":2,\"dead_ends\":\"keep\","
                        "\"events\":1,\"weight\":2}");
    assert_string_equal(routes_table_meta(table, "primary_key"), "link|offset_m");
    routes_table_free(table);
    routes_table_free(events);
    routes_network_free(network);
}

/* A node is the end of its links: the centre shares among three. Without weights each counts 1. */
static void events_may_name_a_node(void **state)
{
    (void)state;
    static const char *const cells[] = {"c", NULL};
    routes_network *network = network_of(star);
    routes_table *events = answer_make("events", ROUTES_KIND_OWN, "node:T", cells);
    routes_hotspot_density_options options = ROUTES_HOTSPOT_DENSITY_OPTIONS;
    routes_table *table = NULL;
    routes_error err;
    options.shape = ROUTES_DENSITY_EPANECHNIKOV;
    options.spacing_m = 10.0;
    assert_ok(routes_answer_hotspot_density(&table, network, events, 8.0, &options, &err), &err);
    for (int arm = 1; arm <= 3; arm++) {
        char id[3] = {'k', (char)('0' + arm), 0};
        assert_near(density_at(table, id, 5), 2.0 / 3.0 * 0.05712890625, 1e-15);
    }
    routes_table_free(table);
    routes_table_free(events);
    routes_network_free(network);
}

/* Rows of links and of events in any order, any number of threads: the same bits. */
static void order_and_threads_change_no_bit(void **state)
{
    (void)state;
    static const char *const some[] = {"k1",  "4.1", "0.3", "k2",  "1.7", "0.1", "k3",
                                       "9.9", "0.7", "k1",  "4.1", "0.2", NULL};
    static const char *const same[] = {"k1",  "4.1", "0.2", "k3",  "9.9", "0.7", "k1",
                                       "4.1", "0.3", "k2",  "1.7", "0.1", NULL};
    routes_table *tables[2] = {NULL, NULL};
    routes_error err;
    for (int i = 0; i < 2; i++) {
        routes_run run = ROUTES_RUN;
        routes_hotspot_density_options options = ROUTES_HOTSPOT_DENSITY_OPTIONS;
        routes_network *network = network_of(i ? shuffled : star);
        routes_table *events =
            answer_make("events", ROUTES_KIND_OWN, "link:T offset_m:T weight:T", i ? same : some);
        run.threads = i ? 7 : 1;
        options.run = &run;
        options.method = ROUTES_DENSITY_CONTINUOUS;
        options.shape = ROUTES_DENSITY_GAUSSIAN;
        assert_ok(routes_answer_hotspot_density(&tables[i], network, events, 30.0, &options, &err),
                  &err);
        routes_table_free(events);
        routes_network_free(network);
    }
    const double *offsets =
        routes_table_numbers(tables[0], routes_table_find(tables[0], "offset_m"));
    const double *density =
        routes_table_numbers(tables[0], routes_table_find(tables[0], "density"));
    assert_int_equal(routes_table_rows(tables[0]), 12);
    for (size_t row = 0; row < 12; row++) {
        double other =
            density_at(tables[1], routes_table_text_at(tables[0], "link", row), offsets[row]);
        assert_memory_equal(&density[row], &other, sizeof other);
    }
    routes_table_free(tables[0]);
    routes_table_free(tables[1]);
}

/* What is wrong in a row is said with the row, the header being 1. */
static void faults_name_the_row(void **state)
{
    (void)state;
    static const struct {
        const char *cells[7];
        const char *message;
    } cases[] = {
        {{"k9", "1", "-", "-", "-", "-", NULL}, "events row 2 link: \"k9\" is no link"},
        {{"k1", "10.1", "-", "-", "-", "-", NULL},
         "events row 2 offset_m: \"10.1\" must be from 0 to the length of the link"},
        {{"k1", "x", "-", "-", "-", "-", NULL},
         "events row 2 offset_m: \"x\" must be a number of metres"},
        {{"k1", "-", "-", "-", "-", "-", NULL},
         "events row 2 offset_m: \"\" must be a number: metres from the link's beginning"},
        {{"-", "-", "z", "-", "-", "-", NULL}, "events row 2 node: \"z\" is no node"},
        {{"-", "-", "-", "-", "-", "-", NULL},
         "events row 2 link: \"\" must be stated: link with offset_m, or node, or lon with lat"},
        {{"k1", "1", "c", "-", "-", "-", NULL},
         "events row 2 link: \"k1\" must be the only place stated: link, or node, or lon with lat"},
        {{"k1", "1", "-", "-", "-", "-1", NULL},
         "events row 2 weight: \"-1\" must be a number from 0 up"},
        {{"-", "-", "-", "104", "95", "-", NULL}, NULL},
        {{"-", "-", "-", "104", "-", "-", NULL},
         "events row 2 lat: \"\" must be stated: link with offset_m, or node, or lon with lat"},
        {{"-", "-", "-", "104", "11", "-", NULL},
         "events row 2 lon: the network has no positions; state link with offset_m, or node"},
    };
    routes_network *network = network_of(star);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        routes_table *events =
            answer_make("events", ROUTES_KIND_OWN, "link:T offset_m:T node:T lon:T lat:T weight:T",
                        cases[i].cells);
        routes_table *table = NULL;
        routes_error err;
        assert_int_equal(routes_answer_hotspot_density(&table, network, events, 8.0, NULL, &err),
                         ROUTES_E_DATA);
        if (cases[i].message)
            assert_string_equal(err.message, cases[i].message);
        assert_null(table);
        routes_table_free(events);
    }
    routes_network_free(network);
}

static void settings_are_judged(void **state)
{
    (void)state;
    static const char *const cells[] = {"c", NULL};
    routes_network *network = network_of(star);
    routes_table *events = answer_make("events", ROUTES_KIND_OWN, "node:T", cells);
    const double wrong[] = {0.0, -1.0, NAN, INFINITY, 1e-9};
    routes_hotspot_density_options options = ROUTES_HOTSPOT_DENSITY_OPTIONS;
    routes_table *table = NULL;
    routes_error err;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(
            routes_answer_hotspot_density(&table, network, events, wrong[i], NULL, &err),
            ROUTES_E_ARGUMENT);
    options.spacing_m = -2.0;
    assert_int_equal(routes_answer_hotspot_density(&table, network, events, 8.0, &options, &err),
                     ROUTES_E_ARGUMENT);
    options = (routes_hotspot_density_options)ROUTES_HOTSPOT_DENSITY_OPTIONS;
    options.shape = (routes_density_shape)17;
    assert_int_equal(routes_answer_hotspot_density(&table, network, events, 8.0, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_density(&table, NULL, events, 8.0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_density(NULL, network, events, 8.0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    routes_table_free(events);
    routes_network_free(network);
}

static routes_network *three(void)
{
    routes_faults *faults = NULL;
    routes_model *model = NULL;
    routes_network *network = NULL;
    routes_error err;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_model_new(&model, &err), &err);
    assert_ok(routes_model_set_home(model, "AA", &err), &err);
    assert_ok(sample_read(model, ROUTES_TEST_DATA "/three", faults, &err), &err);
    assert_ok(routes_model_check(model, NULL, faults, &err), &err);
    assert_ok(routes_network_new(&network, model, NULL, &err), &err);
    routes_model_free(model);
    routes_faults_free(faults);
    return network;
}

/* Just south of the middle between Westville (100.5) and Midtown (101.5): K3, half-way. */
static void degrees_move_to_the_nearest_link_of_a_model(void **state)
{
    (void)state;
    static const char *const by_degrees[] = {"101.0", "10.48", NULL};
    routes_network *network = three();
    uint32_t link = 0;
    while (strcmp(routes_network_link_at(network, link)->id, "K3") != 0)
        link++;
    char half[32];
    snprintf(half, sizeof half, "%.6f",
             (double)routes_graph_length_um(routes_network_graph(network))[link] / 2e6);
    const char *by_link[] = {"K3", half, NULL};
    routes_table *degrees = answer_make("events", ROUTES_KIND_OWN, "lon:T lat:T", by_degrees);
    routes_table *named = answer_make("events", ROUTES_KIND_OWN, "link:T offset_m:T", by_link);
    routes_table *a = NULL, *b = NULL;
    routes_error err;
    assert_ok(routes_answer_hotspot_density(&a, network, degrees, 20000, NULL, &err), &err);
    assert_ok(routes_answer_hotspot_density(&b, network, named, 20000, NULL, &err), &err);
    assert_int_equal(routes_table_kind(a), ROUTES_KIND_OPERATIONAL);
    assert_int_equal(routes_table_rows(a), routes_table_rows(b));
    const double *x = routes_table_numbers(a, 2);
    const double *y = routes_table_numbers(b, 2);
    double most = 0;
    for (size_t row = 0; row < routes_table_rows(a); row++) {
        /* A few metres of 20 km: the link is a geodesic, slightly north of the parallel.
         */
        assert_true(fabs(x[row] - y[row]) < 1e-3 * 15.0 / 16.0 / 20000);
        most = fmax(most, x[row]);
        if (x[row] > 0)
            assert_string_equal(routes_table_text_at(a, "link", row), "K3");
    }
    assert_true(most > 0.99 * 15.0 / 16.0 / 20000);
    routes_table_free(a);
    routes_table_free(b);
    routes_table_free(degrees);
    routes_table_free(named);
    routes_network_free(network);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    static const char *const cells[] = {"k1", "4", "1", "k2", "2", "1", NULL};
    routes_network *network = network_of(star);
    routes_table *events =
        answer_make("events", ROUTES_KIND_OWN, "link:T offset_m:T weight:T", cells);
    routes_error err;
    long before = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status; n++) {
        routes_table *table = NULL;
        assert_true(n < 500);
        routes_i_memory_fail_after(n);
        status = routes_answer_hotspot_density(&table, network, events, 8.0, NULL, &err);
        routes_i_memory_fail_after(-1);
        if (status) {
            assert_int_equal(status, ROUTES_E_MEMORY);
            assert_null(table);
        }
        routes_table_free(table);
        assert_int_equal(routes_i_memory_live(), before);
    }
    routes_table_free(events);
    routes_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_by_hand),
        cmocka_unit_test(events_may_name_a_node),
        cmocka_unit_test(order_and_threads_change_no_bit),
        cmocka_unit_test(faults_name_the_row),
        cmocka_unit_test(settings_are_judged),
        cmocka_unit_test(degrees_move_to_the_nearest_link_of_a_model),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
