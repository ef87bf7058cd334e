/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels: oracle thread
 * Timeout: 120
 *
 * Scans against SaTScan 10.3.2: the lung cancers of Pennsylvania and SaTScan's own samples, with
 * the conventions and tolerances of their folders. */
#include <stdlib.h>

#include "routes/scan.h"
#include "support/check.h"
#include "support/csv.h"

#define PENNSYLVANIA ROUTES_SHARED "/oracles/pennLC/"
#define SAMPLES ROUTES_SHARED "/oracles/satscan_samples/"

/* Random data sets of each scan. */
#define DRAWN 999

/* Cells of a study, with the names of its locations. */
struct study {
    routes_scan_data data;
    char (*names)[24];
    double *cases;
    double *measure;
    routes_point *points;
};

static void study_new(struct study *study, size_t locations, size_t periods)
{
    *study = (struct study){.data = ROUTES_SCAN_DATA};
    study->names = calloc(locations, sizeof *study->names);
    study->cases = calloc(locations * periods, sizeof *study->cases);
    study->measure = calloc(locations * periods, sizeof *study->measure);
    study->points = calloc(locations, sizeof *study->points);
    assert_true(study->names && study->cases && study->measure && study->points);
    study->data.locations = locations;
    study->data.periods = periods;
    study->data.cases = study->cases;
    study->data.measure = study->measure;
    study->data.points = study->points;
}

static void study_free(struct study *study)
{
    free(study->names);
    free(study->cases);
    free(study->measure);
    free(study->points);
}

static void take_points(struct study *study, const csv *table, const char *name, const char *x,
                        const char *y)
{
    for (size_t i = 0; i < table->rows; i++) {
        snprintf(study->names[i], sizeof *study->names, "%s", csv_at(table, i, name));
        study->points[i] = (routes_point){csv_number(table, i, x), csv_number(table, i, y)};
    }
}

static size_t find_location(const struct study *study, const char *name)
{
    for (size_t i = 0; i < study->data.locations; i++)
        if (strcmp(study->names[i], name) == 0)
            return i;
    fail_msg("no location %s", name);
    return 0;
}

static double weight_of(const struct study *study, size_t location)
{
    double sum = 0.0;
    for (size_t t = 0; t < study->data.periods; t++)
        sum += study->measure[location * study->data.periods + t] +
               study->cases[location * study->data.periods + t];
    return sum;
}

/* Whether the cluster holds the locations of the list, but for those without any measure. */
static int same_members(const routes_scan_cluster *cluster, const struct study *study,
                        const char *list)
{
    char text[1024];
    snprintf(text, sizeof text, "%s", list);
    size_t found = 0;
    for (char *name = strtok(text, "|"); name; name = strtok(NULL, "|")) {
        size_t location = find_location(study, name);
        int within = 0;
        for (size_t k = 0; k < cluster->location_count; k++)
            within |= cluster->locations[k] == location;
        if (!within && weight_of(study, location) > 0.0)
            return 0;
        found += weight_of(study, location) > 0.0;
    }
    size_t own = 0;
    for (size_t k = 0; k < cluster->location_count; k++)
        own += weight_of(study, cluster->locations[k]) > 0.0;
    return own == found;
}

/* The cluster that an expected row describes: at its rank, or, where two ratios are equal, beside.
 */
static const routes_scan_cluster *cluster_of(const routes_scan *scan, const struct study *study,
                                             const csv *table, size_t row)
{
    size_t rank = (size_t)csv_number(table, row, "rank");
    double llr = csv_number(table, row, "llr");
    for (size_t i = 0; i < routes_scan_size(scan); i++) {
        const routes_scan_cluster *cluster = routes_scan_at(scan, i);
        if (fabs(cluster->llr - llr) < 1e-6 &&
            same_members(cluster, study, csv_at(table, row, "members"))) {
            assert_true(i + 1 == rank || fabs(routes_scan_at(scan, rank - 1)->llr - llr) < 1e-9);
            return cluster;
        }
    }
    fail_msg("no cluster like row %zu, of rank %zu and ratio %.9f", row, rank, llr);
    return NULL;
}

static void check_rows(const routes_scan *scan, const struct study *study, const csv *table,
                       const char *column, const char *name, const char *p_column)
{
    size_t met = 0;
    for (size_t row = 0; row < table->rows; row++) {
        if (strcmp(csv_at(table, row, column), name) != 0)
            continue;
        const routes_scan_cluster *cluster = cluster_of(scan, study, table, row);
        met++;
        assert_near(cluster->observed, csv_number(table, row, "observed"), 0.0);
        double expected = csv_number(table, row, "expected");
        assert_true(fabs(cluster->expected - expected) <= 1e-9 * expected);
        if (csv_has(table, "relative_risk"))
            assert_near(cluster->relative_risk, csv_number(table, row, "relative_risk"), 1e-9);
        if (csv_has(table, "radius_km"))
            assert_true(fabs(cluster->radius / 1000.0 - csv_number(table, row, "radius_km")) <
                        1e-3);
        double p = csv_number(table, row, p_column);
        if (p >= 0.001)
            /* Both are drawn: theirs from 999, unless it says more. */
            assert_true(fabs(cluster->p - p) <=
                        4.0 * sqrt(p * (1.0 - p) * (1.0 / DRAWN + 1.0 / 999.0)) + 0.001);
        if (p < 0.001)
            /* Gumbel's of 999 draws: of their order. */
            assert_true(fabs(log(cluster->p_gumbel / p)) < 0.25 * fabs(log(p)));
    }
    assert_true(met > 0);
}

static routes_scan *scan_of(const struct study *study, routes_scan_options options)
{
    routes_error err;
    routes_scan *scan = NULL;
    routes_run run = ROUTES_RUN;
    run.threads = 2;
    options.run = &run;
    options.seed = 1;
    assert_ok(routes_scan_new(&scan, &study->data, &options, &err), &err);
    return scan;
}

static int pennsylvania(csv *counties, csv *expected)
{
    if (!csv_read(counties, PENNSYLVANIA "counties.csv"))
        return 0;
    return csv_read(expected, PENNSYLVANIA "expected.csv");
}

static void clusters_of_pennsylvania_are_satscans(void **state)
{
    (void)state;
    static const char *const names[] = {"bernoulli", "poisson", "poisson_strata"};
    csv counties;
    csv expected;
    if (!pennsylvania(&counties, &expected))
        skip();
    struct study study;
    study_new(&study, counties.rows, 1);
    take_points(&study, &counties, "county", "lon", "lat");
    for (size_t which = 0; which < 3; which++) {
        routes_scan_options options = ROUTES_SCAN_OPTIONS;
        options.model = which == 0 ? ROUTES_SCAN_BERNOULLI : ROUTES_SCAN_POISSON;
        options.replicates = DRAWN;
        for (size_t i = 0; i < counties.rows; i++) {
            study.cases[i] = csv_number(&counties, i, "cases");
            study.measure[i] =
                csv_number(&counties, i, which == 2 ? "expected_strata" : "population");
        }
        routes_scan *scan = scan_of(&study, options);
        check_rows(scan, &study, &expected, "model", names[which], "p_satscan");
        routes_scan_free(scan);
    }
    study_free(&study);
    csv_free(&counties);
    csv_free(&expected);
}

/* Indirect standardisation over race, gender and age gives the expected counts of the folder. */
static void expected_counts_of_pennsylvania_are_standardised(void **state)
{
    (void)state;
    enum { STRATA = 16 };
    csv counties;
    csv expected;
    csv strata;
    if (!pennsylvania(&counties, &expected) || !csv_read(&strata, PENNSYLVANIA "strata.csv"))
        skip();
    size_t n = counties.rows;
    double *cases = calloc(n * STRATA, sizeof *cases);
    double *population = calloc(n * STRATA, sizeof *population);
    double *found = calloc(n, sizeof *found);
    assert_true(cases && population && found);
    assert_int_equal(strata.rows, n * STRATA);
    for (size_t i = 0; i < n; i++) {
        size_t stratum = 0;
        for (size_t row = 0; row < strata.rows; row++) {
            if (strcmp(csv_at(&strata, row, "county"), csv_at(&counties, i, "county")) != 0)
                continue;
            cases[i * STRATA + stratum] = csv_number(&strata, row, "cases");
            population[i * STRATA + stratum++] = csv_number(&strata, row, "population");
        }
        assert_int_equal(stratum, STRATA);
    }
    routes_error err;
    assert_ok(routes_scan_expected(found, cases, population, n, STRATA, &err), &err);
    for (size_t i = 0; i < n; i++)
        assert_near(found[i], csv_number(&counties, i, "expected_strata"), 1e-9);
    free(cases);
    free(population);
    free(found);
    csv_free(&counties);
    csv_free(&expected);
    csv_free(&strata);
}

static int days_of(const char *date)
{
    return atoi(date + 8);
}

static void clusters_of_new_mexico_are_satscans(void **state)
{
    (void)state;
    enum { YEARS = 19, FIRST = 1973 };
    csv locations;
    csv years;
    csv expected;
    if (!csv_read(&locations, SAMPLES "nm_locations.csv") ||
        !csv_read(&years, SAMPLES "nm_year.csv") || !csv_read(&expected, SAMPLES "expected.csv"))
        skip();
    struct study study;
    study_new(&study, locations.rows, YEARS);
    take_points(&study, &locations, "location", "lon", "lat");
    for (size_t row = 0; row < years.rows; row++) {
        size_t cell = find_location(&study, csv_at(&years, row, "location")) * YEARS +
                      (size_t)(csv_number(&years, row, "year") - FIRST);
        study.cases[cell] = csv_number(&years, row, "cases");
        study.measure[cell] = csv_number(&years, row, "expected");
    }
    routes_scan_options options = ROUTES_SCAN_OPTIONS;
    options.replicates = DRAWN;
    options.type = ROUTES_SCAN_SPACE_TIME;
    routes_scan *scan = scan_of(&study, options);
    check_rows(scan, &study, &expected, "analysis", "nm_space_time", "p_satscan_99999");
    for (size_t row = 0; row < 3; row++) {
        const routes_scan_cluster *cluster = routes_scan_at(scan, row);
        assert_int_equal(cluster->first + FIRST, atoi(csv_at(&expected, row, "start")));
        assert_int_equal(cluster->last + FIRST, atoi(csv_at(&expected, row, "end")));
        assert_true(fabs(cluster->radius / 1000.0 - csv_number(&expected, row, "radius")) < 1e-3);
    }
    routes_scan_free(scan);
    options.type = ROUTES_SCAN_SPATIAL;
    options.replicates = DRAWN;
    scan = scan_of(&study, options);
    check_rows(scan, &study, &expected, "analysis", "nm_spatial", "p_satscan_99999");
    routes_scan_free(scan);
    study_free(&study);
    csv_free(&locations);
    csv_free(&years);
    csv_free(&expected);
}

/* People of an age and sex in the middle of a year: straight lines between the censuses, each in
 * the middle of its own. */
static double people_in(const double *census, double year)
{
    if (year <= 1973.0)
        return census[0];
    if (year <= 1982.0)
        return census[0] + (census[1] - census[0]) * (year - 1973.0) / 9.0;
    return census[1] + (census[2] - census[1]) * fmin(year - 1982.0, 9.0) / 9.0;
}

/* The raw counts of New Mexico, standardised over age and sex: within 1 % of SaTScan's expected
 * counts, which count by days. */
static void expected_counts_of_new_mexico_are_near_satscans(void **state)
{
    (void)state;
    enum { YEARS = 19, FIRST = 1973, STRATA = 36, CENSUSES = 3 };
    csv locations;
    csv cases;
    csv people;
    csv years;
    if (!csv_read(&locations, SAMPLES "nm_locations.csv") ||
        !csv_read(&cases, SAMPLES "nm_cases_raw.csv") ||
        !csv_read(&people, SAMPLES "nm_population_raw.csv") ||
        !csv_read(&years, SAMPLES "nm_year.csv"))
        skip();
    size_t cells = locations.rows * YEARS;
    double(*census)[CENSUSES] = calloc(locations.rows * STRATA, sizeof *census);
    double *count = calloc(cells * STRATA, sizeof *count);
    double *population = calloc(cells * STRATA, sizeof *population);
    double *found = calloc(cells, sizeof *found);
    assert_true(census && count && population && found);
    for (size_t row = 0; row < people.rows; row++) {
        size_t location = csv_find(&locations, "location", csv_at(&people, row, "location"));
        size_t stratum = (size_t)(csv_number(&people, row, "age_group") - 1) * 2 +
                         (size_t)(csv_number(&people, row, "sex") - 1);
        int year = (int)csv_number(&people, row, "year");
        assert_true(stratum < STRATA && (year == 1973 || year == 1982 || year == 1991));
        census[location * STRATA + stratum][(year - 1973) / 9] +=
            csv_number(&people, row, "population");
    }
    for (size_t row = 0; row < cases.rows; row++) {
        size_t location = csv_find(&locations, "location", csv_at(&cases, row, "location"));
        size_t stratum = (size_t)(csv_number(&cases, row, "age_group") - 1) * 2 +
                         (size_t)(csv_number(&cases, row, "sex") - 1);
        size_t year = (size_t)(csv_number(&cases, row, "year") - FIRST);
        count[(location * YEARS + year) * STRATA + stratum] += csv_number(&cases, row, "cases");
    }
    for (size_t i = 0; i < locations.rows; i++)
        for (size_t t = 0; t < YEARS; t++)
            for (size_t s = 0; s < STRATA; s++)
                population[(i * YEARS + t) * STRATA + s] =
                    people_in(census[i * STRATA + s], FIRST + (double)t);
    routes_error err;
    assert_ok(routes_scan_expected(found, count, population, cells, STRATA, &err), &err);
    double sum = 0.0;
    for (size_t row = 0; row < years.rows; row++) {
        size_t location = csv_find(&locations, "location", csv_at(&years, row, "location"));
        size_t year = (size_t)(csv_number(&years, row, "year") - FIRST);
        double theirs = csv_number(&years, row, "expected");
        assert_true(fabs(found[location * YEARS + year] - theirs) <= 0.01 * theirs);
        sum += found[location * YEARS + year];
    }
    assert_near(sum, 1175.0, 1e-9);
    free(census);
    free(count);
    free(population);
    free(found);
    csv_free(&locations);
    csv_free(&cases);
    csv_free(&people);
    csv_free(&years);
}

static void clusters_of_humberside_are_satscans(void **state)
{
    (void)state;
    csv table;
    csv expected;
    if (!csv_read(&table, SAMPLES "humberside.csv") || !csv_read(&expected, SAMPLES "expected.csv"))
        skip();
    struct study study;
    study_new(&study, table.rows, 1);
    take_points(&study, &table, "location", "x", "y");
    for (size_t i = 0; i < table.rows; i++) {
        study.cases[i] = csv_number(&table, i, "cases");
        study.measure[i] = study.cases[i] + csv_number(&table, i, "controls");
    }
    routes_scan_options options = ROUTES_SCAN_OPTIONS;
    options.model = ROUTES_SCAN_BERNOULLI;
    options.distance = ROUTES_SCAN_PLANE;
    options.replicates = DRAWN;
    routes_scan *scan = scan_of(&study, options);
    /* Equal ratios: a data set that equals counts as reaching, 0.69 of 1500 permutations. */
    for (size_t row = 0; row < expected.rows; row++)
        if (strcmp(csv_at(&expected, row, "analysis"), "humberside_bernoulli") == 0)
            cluster_of(scan, &study, &expected, row);
    assert_near(routes_scan_at(scan, 0)->p, 0.69,
                4.0 * sqrt(0.69 * 0.31 * (1.0 / 1500.0 + 1.0 / DRAWN)));
    assert_near(routes_scan_at(scan, 1)->p, routes_scan_at(scan, 0)->p, 0.0);
    assert_near(routes_scan_at(scan, 0)->observed, 4.0, 0.0);
    assert_near(routes_scan_at(scan, 0)->expected, 1.2216748768472907, 1e-9);
    assert_near(routes_scan_at(scan, 2)->observed, 5.0, 0.0);
    assert_near(routes_scan_at(scan, 3)->expected, 1.832512315270936, 1e-9);
    routes_scan_free(scan);
    study_free(&study);
    csv_free(&table);
    csv_free(&expected);
}

static void clusters_of_new_york_are_satscans(void **state)
{
    (void)state;
    enum { DAYS = 24 };
    csv locations;
    csv cases;
    csv expected;
    if (!csv_read(&locations, SAMPLES "nycfever_locations.csv") ||
        !csv_read(&cases, SAMPLES "nycfever_cases.csv") ||
        !csv_read(&expected, SAMPLES "expected.csv"))
        skip();
    struct study study;
    study_new(&study, locations.rows, DAYS);
    take_points(&study, &locations, "location", "lon", "lat");
    for (size_t row = 0; row < cases.rows; row++)
        study.cases[find_location(&study, csv_at(&cases, row, "location")) * DAYS +
                    (size_t)days_of(csv_at(&cases, row, "date")) - 1] +=
            csv_number(&cases, row, "cases");
    study.data.measure = NULL;
    routes_scan_options options = ROUTES_SCAN_OPTIONS;
    options.model = ROUTES_SCAN_PERMUTATION;
    options.type = ROUTES_SCAN_PROSPECTIVE;
    options.cap_radius = 3000.0;
    options.cap_periods = 7;
    options.replicates = DRAWN;
    routes_scan *scan = scan_of(&study, options);
    size_t met = 0;
    for (size_t row = 0; row < expected.rows; row++) {
        if (strcmp(csv_at(&expected, row, "analysis"), "nycfever_permutation_prospective") != 0)
            continue;
        const routes_scan_cluster *cluster = cluster_of(scan, &study, &expected, row);
        double p = csv_number(&expected, row, "p_satscan_99999");
        assert_near(cluster->observed, csv_number(&expected, row, "observed"), 0.0);
        assert_near(cluster->expected, csv_number(&expected, row, "expected"), 1e-9);
        assert_int_equal(cluster->first + 1, days_of(csv_at(&expected, row, "start")));
        assert_int_equal(cluster->last + 1, DAYS);
        assert_true(isnan(cluster->relative_risk));
        assert_true(fabs(cluster->p - p) <= 4.0 * sqrt(p * (1.0 - p) / DRAWN));
        met++;
    }
    assert_int_equal(met, 3);
    routes_scan_free(scan);
    study_free(&study);
    csv_free(&locations);
    csv_free(&cases);
    csv_free(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clusters_of_pennsylvania_are_satscans),
        cmocka_unit_test(expected_counts_of_pennsylvania_are_standardised),
        cmocka_unit_test(clusters_of_new_mexico_are_satscans),
        cmocka_unit_test(expected_counts_of_new_mexico_are_near_satscans),
        cmocka_unit_test(clusters_of_humberside_are_satscans),
        cmocka_unit_test(clusters_of_new_york_are_satscans),
    };
    return cmocka_run_group_tests_name("scan_oracles", tests, NULL, NULL);
}
