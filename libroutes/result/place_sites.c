/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/place_sites.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/text.h"

static routes_status find_site(size_t *site, const routes_i_place_work *work, const char *id)
{
    *site = id ? routes_i_place_site_find(work, id) : SIZE_MAX;
    if (*site == SIZE_MAX)
        return routes_i_fail(work->err, ROUTES_E_NOT_FOUND, "%s is no %s of the network",
                             id ? id : "an empty id",
                             work->use.at == ROUTES_PLACE_AT_LINKS    ? "link"
                             : work->use.at == ROUTES_PLACE_AT_PLACES ? "place of the home country"
                                                                      : "crossing");
    return ROUTES_OK;
}

static routes_status fix(routes_i_place_work *work, size_t site)
{
    if (work->forbidden[site])
        return routes_i_fail(work->err, ROUTES_E_ARGUMENT,
                             routes_i_place_site_diffuse(work, site)
                                 ? "%s stands for all other ways over a stretch of border: no team "
                                   "can watch it"
                                 : "no team may stand at %s",
                             routes_i_place_site_id(work, site));
    work->fixed[site] = 1;
    return ROUTES_OK;
}

/* S23. */
static routes_status refuse_traits(const routes_i_place_work *work)
{
    static const char *const traits[] = {"nationality", "ethnicity", "race",     "sex",
                                         "gender",      "age",       "age_group"};
    const routes_table *table = work->use.sites;
    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++)
        for (size_t row = 0; row < routes_table_rows(table); row++) {
            const char *said = routes_table_text_at(table, traits[i], row);
            if (said && *said)
                return routes_i_fail(work->err, ROUTES_E_DATA,
                                     "the sites have a column %s: who travellers are may not steer "
                                     "where they are stopped (S23)",
                                     traits[i]);
        }
    return ROUTES_OK;
}

/* A row of the table being read; the first fault stays. */
struct row {
    const routes_i_place_work *work;
    size_t number;
    const char *id;
    routes_status status;
};

static void read_number(double *value, struct row *row, const char *column, double least,
                        double most)
{
    const char *text = routes_table_text_at(row->work->use.sites, column, row->number);
    double read;
    if (row->status || !text || !*text)
        return;
    if (!routes_i_number_read(&read, text) || !(read >= least && read <= most))
        row->status = routes_i_fail(row->work->err, ROUTES_E_DATA,
                                    "%s of site %s is \"%s\", must be a number from %.10g to %.10g",
                                    column, row->id, text, least, most);
    else
        *value = read;
}

static void read_whole(double *value, struct row *row, const char *column, double least,
                       double most)
{
    double read = NAN;
    read_number(&read, row, column, least, most);
    if (row->status || isnan(read))
        return;
    if (read != floor(read))
        row->status =
            routes_i_fail(row->work->err, ROUTES_E_DATA,
                          "%s of site %s is %.10g, must be a whole number", column, row->id, read);
    else
        *value = read;
}

static bool read_yes(struct row *row, const char *column)
{
    const char *text = routes_table_text_at(row->work->use.sites, column, row->number);
    if (row->status || !text || !*text || strcmp(text, "no") == 0)
        return false;
    if (strcmp(text, "yes") != 0)
        row->status =
            routes_i_fail(row->work->err, ROUTES_E_DATA,
                          "%s of site %s is \"%s\", must be yes or no", column, row->id, text);
    return !row->status;
}

/* One value alone is no range; ends that are not said follow it. */
static void read_detection(routes_i_place_work *work, struct row *row, size_t site)
{
    double low = NAN, moderate = NAN, high = NAN;
    read_number(&low, row, "detection_low", 0.0, 1.0);
    read_number(&moderate, row, "detection", 0.0, 1.0);
    read_number(&high, row, "detection_high", 0.0, 1.0);
    if (row->status || (isnan(low) && isnan(moderate) && isnan(high)))
        return;
    if (isnan(moderate))
        moderate = isnan(low) ? high : isnan(high) ? low : (low + high) / 2.0;
    low = isnan(low) ? moderate : low;
    high = isnan(high) ? moderate : high;
    if (!(low <= moderate && moderate <= high)) {
        row->status =
            routes_i_fail(work->err, ROUTES_E_DATA, "detection of site %s is %g, %g, %g, must rise",
                          row->id, low, moderate, high);
        return;
    }
    work->low[site] = low;
    work->moderate[site] = moderate;
    work->high[site] = high;
    work->assumed[site] = false;
}

static routes_status read_row(routes_i_place_work *work, size_t number)
{
    size_t site;
    struct row row = {work, number, routes_table_text_at(work->use.sites, "id", number), ROUTES_OK};
    routes_status status = find_site(&site, work, row.id);
    if (status)
        return status;
    double hours = 24.0 * work->shift[site], most = work->most[site];
    double cost = (double)work->cost[site];
    read_detection(work, &row, site);
    read_number(&hours, &row, "hours", 0.0, 24.0);
    read_whole(&most, &row, "most", 1.0, ROUTES_PLACE_MOST);
    read_whole(&cost, &row, "cost", 0.0, 9007199254740992.0);
    read_number(&work->traffic[site], &row, "traffic", 0.0, 1e15);
    bool forbidden = read_yes(&row, "forbidden"), fixed = read_yes(&row, "fixed");
    if (row.status)
        return row.status;
    work->shift[site] = hours / 24.0;
    work->most[site] = (uint32_t)most;
    work->cost[site] = (int64_t)cost;
    work->forbidden[site] |= forbidden;
    return fixed ? fix(work, site) : ROUTES_OK;
}

routes_status routes_i_place_sites_mark(routes_i_place_work *work)
{
    const routes_answer_place_options *use = &work->use;
    routes_status status = ROUTES_OK;
    size_t site;
    for (size_t i = 0; i < use->forbidden_count && !status; i++) {
        status = find_site(&site, work, use->forbidden[i]);
        if (!status)
            work->forbidden[site] = 1;
    }
    for (size_t i = 0; i < use->fixed_count && !status; i++) {
        status = find_site(&site, work, use->fixed[i]);
        if (!status)
            status = fix(work, site);
    }
    if (status || !use->sites)
        return status;
    if (routes_table_find(use->sites, "id") == SIZE_MAX)
        return routes_i_fail(work->err, ROUTES_E_ARGUMENT, "the table of sites has no column id");
    status = refuse_traits(work);
    for (size_t row = 0; row < routes_table_rows(use->sites) && !status; row++)
        status = read_row(work, row);
    return status;
}
