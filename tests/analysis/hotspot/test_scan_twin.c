/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels: property
 * Timeout: 120
 *
 * Kulldorff's scan statistics against a slow twin, on random studies of every kind. */
#include <stdlib.h>

#include "analysis/hotspot/scan_draw.h"
#include "routes/scan.h"
#include "support/check.h"
#include "support/scan_twin.h"

#define ALL (TWIN_MOST * TWIN_PERIODS)

/* A study drawn at random, and the options to scan it. */
struct random {
    routes_scan_data data;
    routes_scan_options options;
    double cases[ALL];
    double measure[ALL];
    routes_point points[TWIN_MOST];
    uint32_t nodes[TWIN_MOST];
    routes_graph *graph;
    double shapes[2];
    uint32_t angles[2];
};

static size_t below(uint64_t *seed, size_t n)
{
    return (size_t)(draw(seed) % n);
}

/* Some of the points fall together, and many distances are equal. */
static void random_points(struct random *study, uint64_t *seed)
{
    int grid = (int)below(seed, 3);
    for (size_t i = 0; i < study->data.locations; i++) {
        routes_point point = {draw_unit(seed) * 6.0, draw_unit(seed) * 6.0};
        if (grid > 0)
            point = (routes_point){(double)below(seed, 6), (double)below(seed, 6)};
        if (grid == 2)
            point = (routes_point){100.0 + 0.1 * point.lon, 10.0 + 0.1 * point.lat};
        if (i > 0 && below(seed, 8) == 0)
            point = study->points[below(seed, i)];
        study->points[i] = point;
    }
}

/* A graph with one way links, links of no length, and nodes that nothing reaches. */
static void random_graph(struct random *study, uint64_t *seed)
{
    enum { NODES = 40, LINKS = 70 };
    uint32_t from[LINKS];
    uint32_t to[LINKS];
    int64_t length[LINKS];
    unsigned char both[LINKS];
    for (size_t k = 0; k < LINKS; k++) {
        from[k] = (uint32_t)below(seed, NODES - 4);
        to[k] = (uint32_t)below(seed, NODES - 4);
        length[k] = (int64_t)below(seed, 5) * 1000000;
        both[k] = below(seed, 4) != 0;
    }
    routes_graph_options options = ROUTES_GRAPH_OPTIONS;
    routes_error err;
    options.both_ways = both;
    assert_ok(routes_graph_new(&study->graph, NODES, from, to, length, LINKS, &options, &err),
              &err);
    for (size_t i = 0; i < study->data.locations; i++)
        study->nodes[i] = (uint32_t)below(seed, NODES);
    study->data.graph = study->graph;
    study->data.nodes = study->nodes;
}

static void random_cells(struct random *study, uint64_t *seed)
{
    size_t cells = study->data.locations * study->data.periods;
    int large = below(seed, 4) == 0;
    for (size_t k = 0; k < cells; k++) {
        study->measure[k] = (double)(1 + below(seed, 40));
        if (below(seed, 10) == 0)
            study->measure[k] = 0.0;
        if (study->options.model != ROUTES_SCAN_BERNOULLI)
            study->measure[k] *= 0.7;
        size_t most = large ? 400 : 5;
        if (study->options.model == ROUTES_SCAN_BERNOULLI)
            most = (size_t)study->measure[k] < 5 ? (size_t)study->measure[k] : 5;
        study->cases[k] = study->measure[k] > 0.0 ? (double)below(seed, most + 1) : 0.0;
        if (study->options.model != ROUTES_SCAN_PERMUTATION && below(seed, 15) == 0)
            *(below(seed, 2) ? &study->cases[k] : &study->measure[k]) = NAN;
    }
    study->cases[0] = 1.0;
    study->measure[0] = 5.0;
}

static void random_study(struct random *study, uint64_t seed)
{
    *study = (struct random){.data = ROUTES_SCAN_DATA, .options = ROUTES_SCAN_OPTIONS};
    routes_scan_options *options = &study->options;
    options->model = (routes_scan_model)below(&seed, 3);
    options->type = (routes_scan_type)below(&seed, 3);
    if (options->model == ROUTES_SCAN_PERMUTATION && options->type == ROUTES_SCAN_SPATIAL)
        options->type = ROUTES_SCAN_SPACE_TIME;
    options->rates = (routes_scan_rates)below(&seed, 3);
    options->distance = (routes_scan_distance)below(&seed, 3);
    options->penalty = (routes_scan_penalty)below(&seed, 3);
    options->cap = below(&seed, 2) ? 0.0 : 0.1 + 0.4 * draw_unit(&seed);
    options->least_cases = (uint32_t)below(&seed, 4);
    options->replicates = 70;
    options->seed = seed;
    study->data.locations = 2 + below(&seed, 28);
    study->data.periods = 2 + below(&seed, TWIN_PERIODS - 1);
    if (options->type != ROUTES_SCAN_SPATIAL && below(&seed, 2))
        options->cap_periods = 1 + below(&seed, study->data.periods);
    if (options->distance == ROUTES_SCAN_PLANE && below(&seed, 2)) {
        options->window = ROUTES_SCAN_ELLIPSE;
        options->shapes = study->shapes;
        options->angles = study->angles;
        options->shape_count = 2;
        study->shapes[0] = 1.0;
        study->angles[0] = 1;
        study->shapes[1] = 1.0 + 3.0 * draw_unit(&seed);
        study->angles[1] = 1 + (uint32_t)below(&seed, 5);
    }
    if (options->distance == ROUTES_SCAN_NETWORK)
        random_graph(study, &seed);
    else
        random_points(study, &seed);
    random_cells(study, &seed);
    study->data.cases = study->cases;
    study->data.measure = options->model == ROUTES_SCAN_PERMUTATION ? NULL : study->measure;
    study->data.points = study->points;
}

static void random_free(struct random *study)
{
    routes_graph_free(study->graph);
}

/* All distances along the graph: Floyd and Warshall. */
static void twin_network(scan_twin *twin, const struct random *study, const size_t *source)
{
    size_t nodes = routes_graph_nodes(study->graph);
    double *way = calloc(nodes * nodes, sizeof *way);
    assert_non_null(way);
    for (size_t a = 0; a < nodes * nodes; a++)
        way[a] = a % (nodes + 1) == 0 ? 0.0 : INFINITY;
    for (size_t k = 0; k < routes_graph_links(study->graph); k++) {
        uint32_t from = routes_graph_from(study->graph)[k];
        uint32_t to = routes_graph_to(study->graph)[k];
        double length = (double)routes_graph_length_um(study->graph)[k] / 1e6;
        way[from * nodes + to] = fmin(way[from * nodes + to], length);
        if (routes_graph_both_ways(study->graph)[k])
            way[to * nodes + from] = fmin(way[to * nodes + from], length);
    }
    for (size_t via = 0; via < nodes; via++)
        for (size_t a = 0; a < nodes; a++)
            for (size_t b = 0; b < nodes; b++)
                way[a * nodes + b] =
                    fmin(way[a * nodes + b], way[a * nodes + via] + way[via * nodes + b]);
    for (size_t i = 0; i < twin->n; i++)
        for (size_t j = 0; j < twin->n; j++)
            twin->distance[i][j] = way[study->nodes[source[i]] * nodes + study->nodes[source[j]]];
    free(way);
}

static void twin_distances(scan_twin *twin, const struct random *study, const size_t *source,
                           size_t shape, size_t angle)
{
    const routes_scan_options *options = &study->options;
    double major = options->shapes ? options->shapes[shape] : 1.0;
    double turn = options->shapes ? acos(-1.0) * (double)angle / options->angles[shape] : 0.0;
    double power = options->penalty == ROUTES_SCAN_PENALTY_MEDIUM ? 0.5 : 1.0;
    twin->penalty = options->penalty == ROUTES_SCAN_PENALTY_NONE
                        ? 1.0
                        : pow(4.0 * major / pow(major + 1.0, 2.0), power);
    if (options->distance == ROUTES_SCAN_NETWORK) {
        twin_network(twin, study, source);
        return;
    }
    for (size_t i = 0; i < twin->n; i++)
        for (size_t j = 0; j < twin->n; j++) {
            routes_point a = study->points[source[i]];
            routes_point b = study->points[source[j]];
            twin->distance[i][j] = options->distance == ROUTES_SCAN_SPHERE
                                       ? twin_great_circle(a, b)
                                       : twin_ellipse(a, b, major, turn);
        }
}

/* The study as the twin sees it: cells that are reported, the rest not on the map. */
static void twin_new(scan_twin *twin, double (*cases)[TWIN_PERIODS], size_t *source,
                     const struct random *study)
{
    const routes_scan_options *options = &study->options;
    int spatial = options->type == ROUTES_SCAN_SPATIAL;
    memset(twin, 0, sizeof *twin);
    twin->periods = spatial ? 1 : study->data.periods;
    twin->bernoulli = options->model == ROUTES_SCAN_BERNOULLI;
    twin->high = options->rates != ROUTES_SCAN_LOW;
    twin->low = options->rates != ROUTES_SCAN_HIGH;
    twin->prospective = options->type == ROUTES_SCAN_PROSPECTIVE;
    twin->longest = options->cap_periods ? options->cap_periods : study->data.periods / 2;
    twin->cap = options->cap > 0.0 ? options->cap : 0.5;
    twin->radius = INFINITY;
    twin->least_cases = options->least_cases ? options->least_cases : 2;
    for (size_t i = 0; i < study->data.locations; i++) {
        size_t stated = 0;
        memset(cases[twin->n], 0, sizeof *cases);
        memset(twin->measure[twin->n], 0, sizeof *twin->measure);
        for (size_t t = 0; t < study->data.periods; t++) {
            double c = study->cases[i * study->data.periods + t];
            double m = study->data.measure ? study->measure[i * study->data.periods + t] : 0.0;
            if (isnan(c) || isnan(m))
                continue;
            cases[twin->n][spatial ? 0 : t] += c;
            twin->measure[twin->n][spatial ? 0 : t] += m;
            twin->cases += c;
            stated++;
        }
        source[twin->n] = i;
        twin->n += stated > 0;
    }
    if (!study->data.measure)
        for (size_t i = 0; i < twin->n; i++)
            for (size_t t = 0; t < twin->periods; t++) {
                double here = 0.0;
                double now = 0.0;
                for (size_t s = 0; s < twin->periods; s++)
                    here += cases[i][s];
                for (size_t j = 0; j < twin->n; j++)
                    now += cases[j][t];
                twin->measure[i][t] = here * now / twin->cases;
            }
    for (size_t i = 0; i < twin->n; i++)
        for (size_t t = 0; t < twin->periods; t++)
            twin->all += twin->measure[i][t];
}

/* The best window round each centre, over all shapes and angles. */
static void twin_best(twin_window *best, scan_twin *twin, double (*cases)[TWIN_PERIODS],
                      const size_t *source, const struct random *study)
{
    size_t shapes = study->options.shapes ? 2 : 1;
    memset(best, 0, TWIN_MOST * sizeof *best);
    for (size_t s = 0; s < shapes; s++)
        for (size_t a = 0; a < (study->options.shapes ? study->angles[s] : 1); a++) {
            twin_distances(twin, study, source, s, a);
            for (size_t i = 0; i < twin->n; i++)
                twin_scan(&best[i], twin, cases, i);
        }
}

/* The centre whose window comes first: the greatest, of equal ones the lower. */
static size_t twin_first(const twin_window *best, size_t n, const unsigned char *done)
{
    size_t first = SIZE_MAX;
    double most = 0.0;
    for (size_t i = 0; i < n; i++)
        if (!done[i] && best[i].statistic > most)
            most = best[i].statistic;
    for (size_t i = n; i-- > 0;)
        if (!done[i] && most > 1e-9 && best[i].statistic >= most - 1e-9)
            first = i;
    return first;
}

static void same_cluster(const routes_scan_cluster *cluster, const scan_twin *twin,
                         const twin_window *window, const size_t *source)
{
    double expected = window->measure * twin->cases / twin->all;
    assert_near(cluster->statistic, window->statistic, 1e-8);
    assert_near(cluster->observed, window->observed, 0.0);
    assert_near(cluster->expected, expected, 1e-9);
    assert_int_equal(cluster->first, window->first);
    assert_int_equal(cluster->last, window->last);
    assert_near(cluster->radius, window->radius, 1e-6);
    size_t k = 0;
    for (size_t i = 0; i < twin->n; i++)
        if (window->within[i]) {
            assert_true(k < cluster->location_count);
            assert_int_equal(cluster->locations[k++], source[i]);
        }
    assert_int_equal(k, cluster->location_count);
}

static routes_status scan_study(routes_scan **scan, const struct random *study, routes_error *err)
{
    routes_status status = routes_scan_new(scan, &study->data, &study->options, err);
    /* A random study may be none: then it says so. */
    if (status) {
        assert_int_equal(status, ROUTES_E_DATA);
        assert_true(strstr(err->message, "control") || strstr(err->message, "cases"));
    }
    return status;
}

static void clusters_are_those_of_the_slow_twin(void **state)
{
    (void)state;
    size_t compared = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct random study;
        scan_twin twin;
        twin_window best[TWIN_MOST];
        double cases[TWIN_MOST][TWIN_PERIODS];
        size_t source[TWIN_MOST];
        unsigned char done[TWIN_MOST] = {0};
        routes_scan *scan = NULL;
        routes_error err;
        random_study(&study, seed);
        study.options.replicates = 1;
        if (!scan_study(&scan, &study, &err)) {
            twin_new(&twin, cases, source, &study);
            twin_best(best, &twin, cases, source, &study);
            unsigned char taken[TWIN_MOST] = {0};
            size_t found = 0;
            for (size_t i; (i = twin_first(best, twin.n, done)) != SIZE_MAX;) {
                int free = 1;
                done[i] = 1;
                for (size_t j = 0; j < twin.n; j++)
                    free = free && !(best[i].within[j] && taken[j]);
                for (size_t j = 0; j < twin.n && free; j++)
                    taken[j] |= best[i].within[j];
                if (!free)
                    continue;
                assert_true(found < routes_scan_size(scan));
                const routes_scan_cluster *cluster = routes_scan_at(scan, found++);
                assert_int_equal(cluster->centre, source[i]);
                same_cluster(cluster, &twin, &best[i], source);
                compared++;
            }
            assert_int_equal(found, routes_scan_size(scan));
        }
        routes_scan_free(scan);
        random_free(&study);
    }
    assert_true(compared > 800);
}

/* The counts that the library drew, scanned by the twin. */
static void maxima_are_those_of_the_slow_twin(void **state)
{
    (void)state;
    enum { R = 70 };
    for (uint64_t seed = 1000; seed < 1060; seed++) {
        struct random study;
        scan_twin twin;
        twin_window best[TWIN_MOST];
        double cases[TWIN_MOST][TWIN_PERIODS];
        size_t source[TWIN_MOST];
        double maxima[R];
        routes_i_scan_study inner;
        routes_i_scan_lot lot;
        routes_i_scan_hand hand;
        routes_error err;
        random_study(&study, seed);
        routes_status status = routes_scan_maxima(maxima, &study.data, &study.options, 0, R, &err);
        if (!status) {
            twin_new(&twin, cases, source, &study);
            assert_ok(routes_i_scan_study_new(&inner, &study.data, &study.options, &err), &err);
            assert_ok(routes_i_scan_lot_new(&lot, &inner, &err), &err);
            assert_ok(routes_i_scan_hand_new(&hand, &lot, &err), &err);
            /* A few of each study: the slow twin is slow. */
            for (uint32_t r = 0; r < R; r += 23) {
                double most = 0.0;
                routes_i_scan_draw(&hand, &lot, r);
                for (size_t i = 0; i < twin.n; i++)
                    for (size_t t = 0; t < twin.periods; t++)
                        cases[i][t] = hand.counts[i * twin.periods + t];
                twin_best(best, &twin, cases, source, &study);
                for (size_t i = 0; i < twin.n; i++)
                    most = fmax(most, best[i].statistic);
                assert_near(maxima[r], most, 1e-8);
            }
            routes_i_scan_hand_free(&hand);
            routes_i_scan_lot_free(&lot);
            routes_i_scan_study_free(&inner);
        }
        random_free(&study);
    }
}

/* A count that a threshold passes over has a ratio below it, also in larger (smaller) windows; and
 * few counts that could be passed over are not. */
static void thresholds_leave_out_no_window(void **state)
{
    (void)state;
    uint64_t seed = 77;
    for (int round = 0; round < 4000; round++) {
        routes_i_scan_ratio ratio = {.persons = round % 2, .high = 1, .low = 1, .least_cases = 1};
        ratio.cases = (double)(1 + below(&seed, 300));
        ratio.measure = ratio.cases;
        if (ratio.persons)
            ratio.measure += (double)(1 + below(&seed, 2000));
        double measure = 0.5 * ratio.measure * draw_unit(&seed);
        if (ratio.persons && below(&seed, 2))
            measure = fmax(1.0, floor(measure));
        double least = draw_unit(&seed) * (below(&seed, 2) ? 12.0 : 0.5);
        double most = ratio.persons ? fmin(measure, ratio.cases) : ratio.cases;
        double fewest = ratio.persons ? ratio.cases - (ratio.measure - measure) : 0.0;
        double e = measure * ratio.cases / ratio.measure;
        int32_t high = routes_i_scan_high_from(&ratio, measure, least, (int32_t)below(&seed, 300));
        int32_t low = routes_i_scan_low_to(&ratio, measure, least);
        for (int32_t c = 0; c <= (int32_t)most; c++) {
            if ((double)c < fewest)
                continue;
            double own = routes_i_scan_ratio_of(&ratio, c, measure);
            double bound = routes_i_scan_ratio_limit(&ratio, c, measure);
            assert_true(own <= bound);
            if ((double)c > e) {
                assert_true(c >= high || own < least);
                assert_true(c < high + 1 || own > 0.0);
                /* Two above the threshold surely reach it. */
                assert_true(c < high + 2 || own >= least - 1e-6);
            } else if ((double)c < e) {
                assert_true(c <= low || own < least);
                assert_true(c > low - 2 || own >= least - 1e-6);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds_leave_out_no_window),
        cmocka_unit_test(clusters_are_those_of_the_slow_twin),
        cmocka_unit_test(maxima_are_those_of_the_slow_twin),
    };
    return cmocka_run_group_tests_name("scan_twin", tests, NULL, NULL);
}
