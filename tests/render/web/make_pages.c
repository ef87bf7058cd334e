/* SPDX-License-Identifier: GPL-3.0-or-later */

/* make_pages PACKAGE FOLDER: the web pages of a data package, public.html and restricted.html, for
 * the test with a browser. Leaves with 1 and says why when one cannot be made. */

#include <stdio.h>
#include <stdlib.h>

#include "routes.h"

#define ANSWERS 16 /* and that of one's own */

/* What is made of a package, one step after the other; freed at the end whatever came of it. */
struct work {
    routes_faults *faults;
    routes_model *model;
    routes_network *network;
    routes_laying *laying;
    routes_table *answers[ANSWERS];
    size_t count;
    routes_error err;
};

static routes_status make_ground(struct work *work, const char *package)
{
    routes_error *err = &work->err;
    routes_status status = routes_faults_new(&work->faults, 0, err);
    if (!status)
        status = routes_package_read(&work->model, package, NULL, work->faults, err);
    if (!status)
        status = routes_network_new(&work->network, work->model, NULL, err);
    if (!status)
        status = routes_laying_new(&work->laying, work->model, work->network, NULL, err);
    return status;
}

static routes_status answer_model(struct work *work)
{
    static routes_status (*const make[])(routes_table **, const routes_model *, routes_error *) = {
        routes_answer_countries, routes_answer_provinces, routes_answer_neighbours,
        routes_answer_places,    routes_answer_crossings, routes_answer_lanes,
        routes_answer_estimates,
    };
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && i < sizeof make / sizeof *make; i++)
        status = make[i](&work->answers[work->count++], work->model, &work->err);
    return status;
}

static routes_status answer_network(struct work *work)
{
    static routes_status (*const make[])(routes_table **, const routes_model *,
                                         const routes_network *, const routes_laying *,
                                         const routes_run *, routes_error *) = {
        routes_answer_links,
        routes_answer_lane_routes,
        routes_answer_chokepoints_crossings,
        routes_answer_chokepoints_links,
    };
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && i < sizeof make / sizeof *make; i++)
        status = make[i](&work->answers[work->count++], work->model, work->network, work->laying,
                         NULL, &work->err);
    return status;
}

static routes_status answer_rest(struct work *work)
{
    routes_table **next = &work->answers[work->count];
    work->count += 4;
    routes_status status = routes_answer_hotspots_provinces(&next[0], work->model, work->network,
                                                            work->laying, NULL, &work->err);
    if (!status)
        status = routes_answer_hotspots_places(&next[1], work->model, work->network, work->laying,
                                               &work->err);
    if (!status) {
        routes_answer_place_options place = ROUTES_ANSWER_PLACE_OPTIONS;
        routes_placed placed;
        place.draws = 5;
        status = routes_answer_place(&placed, work->model, work->network, work->laying, &place,
                                     &work->err);
        next[2] = placed.placement;
        next[3] = placed.displacement;
        placed.placement = placed.displacement = NULL;
        routes_placed_free(&placed);
    }
    return status;
}

static routes_status write_page(struct work *work, routes_tier tier, const char *folder)
{
    routes_release_options options = ROUTES_RELEASE_OPTIONS;
    routes_release *release = NULL;
    char path[4096];
    options.tier = tier;
    options.date = "2003-01-31";
    options.purpose = "test of the page";
    options.approver = "TEST-1";
    snprintf(path, sizeof path, "%s/%s.html", folder, routes_tier_text(tier));
    routes_status status =
        routes_release_new(&release, work->model, (const routes_table *const *)work->answers,
                           work->count, &options, NULL, &work->err);
    if (!status)
        status = routes_webpage_write(release, path, NULL, &work->err);
    routes_release_free(release);
    return status;
}

/* A table of one's own whose one name breaks out of wherever it is not kept in. */
static routes_status write_evil(struct work *work, const char *folder)
{
    static const routes_column columns[] = {
        {"place_id", ROUTES_COLUMN_TEXT, NULL, "Id"},
        {"name", ROUTES_COLUMN_TEXT, NULL, "</dd><script>window.evil = 1</script>"},
        {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position"},
    };
    const char *name = "</script><script>window.evil = 1</script><img src=x onerror=evil=1>";
    routes_table **table = &work->answers[work->count++];
    routes_release_options options = ROUTES_RELEASE_OPTIONS;
    routes_release *release = NULL;
    routes_error *err = &work->err;
    uint8_t wkb[ROUTES_WKB_POINT_SIZE];
    char path[4096];
    options.tier = ROUTES_TIER_OWN;
    options.date = "2003-01-31";
    snprintf(path, sizeof path, "%s/evil.html", folder);
    routes_wkb_write_point(wkb, (routes_point){105.0, 12.0});
    routes_status status = routes_table_new(table, "places", columns, 3, err);
    if (!status)
        status = routes_table_add_row(*table, err);
    if (!status)
        status = routes_table_set_text(*table, 0, 0, "P1", err);
    if (!status)
        status = routes_table_set_text(*table, 1, 0, name, err);
    if (!status)
        status = routes_table_set_geometry(*table, 2, 0, wkb, sizeof wkb, err);
    routes_table_set_kind(*table, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    if (!status)
        status = routes_release_new(&release, NULL, (const routes_table *const *)table, 1, &options,
                                    NULL, err);
    if (!status)
        status = routes_webpage_write(release, path, NULL, err);
    routes_release_free(release);
    return status;
}

int main(int argc, char **argv)
{
    struct work work = {0};
    if (argc != 3) {
        fprintf(stderr, "usage: make_pages PACKAGE FOLDER\n");
        return 2;
    }
    routes_status status = make_ground(&work, argv[1]);
    if (!status)
        status = answer_model(&work);
    if (!status)
        status = answer_network(&work);
    if (!status)
        status = answer_rest(&work);
    if (!status)
        status = write_page(&work, ROUTES_TIER_PUBLIC, argv[2]);
    if (!status)
        status = write_page(&work, ROUTES_TIER_RESTRICTED, argv[2]);
    if (!status)
        status = write_evil(&work, argv[2]);
    if (status)
        fprintf(stderr, "%s\n", work.err.message);
    for (size_t i = 0; i < work.count; i++)
        routes_table_free(work.answers[i]);
    routes_laying_free(work.laying);
    routes_network_free(work.network);
    routes_model_free(work.model);
    routes_faults_free(work.faults);
    return status ? EXIT_FAILURE : EXIT_SUCCESS;
}
