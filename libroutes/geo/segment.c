/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/segment.h"

#include <math.h>

#include "core/fail.h"

#define MEAN_RADIUS_M 6371008.8
#define LONGEST_PIECE_M 1.0e6
/* A quarter of the globe away the distance hardly changes along the segment, and the flattening
 * alone decides where it is least: look closer there. */
#define FAR_M 9.0e6
#define LONGEST_FAR_PIECE_M 1.0e5
/* Along the segment; across it the error is smaller by far, for the foot is a minimum. */
#define CLOSE_ENOUGH_M 1.0e-6
#define DEGREE (3.14159265358979323846 / 180.0)

/* A trial point of the segment. */
struct trial {
    double s; /* from the start, m */
    routes_point at;
    double distance;
    double ahead; /* guessed way along the segment to the foot; negative: behind */
};

struct search {
    const struct geod_geodesic *earth;
    struct geod_geodesicline line;
    routes_point point;
    struct trial best;
};

/* Looks from the segment towards the point, and keeps the nearest place seen. */
static struct trial look(struct search *search, double s)
{
    struct trial trial = {.s = s};
    double heading = 0.0;
    double azimuth = 0.0;
    geod_position(&search->line, s, &trial.at.lat, &trial.at.lon, &heading);
    geod_inverse(search->earth, trial.at.lat, trial.at.lon, search->point.lat, search->point.lon,
                 &trial.distance, &azimuth, NULL);
    double turn = (azimuth - heading) * DEGREE;
    double arc = trial.distance / MEAN_RADIUS_M;
    trial.ahead = MEAN_RADIUS_M * atan2(sin(arc) * cos(turn), cos(arc));
    if (trial.distance < search->best.distance)
        search->best = trial;
    return trial;
}

/* Between two trials of which the first has the foot ahead and the second behind. Where a guess
 * is not twice as good as the one before, the bracket is halved instead. */
static void close_in(struct search *search, struct trial low, struct trial high)
{
    struct trial now = low;
    bool halve = false;
    for (int step = 0; step < 200; step++) {
        double width = high.s - low.s;
        double s = now.s + now.ahead;
        if (halve || !(s > low.s && s < high.s))
            s = low.s + width / 2.0;
        double before = fabs(now.ahead);
        now = look(search, s);
        if (fabs(now.ahead) < CLOSE_ENOUGH_M || width < CLOSE_ENOUGH_M)
            return;
        if (now.ahead > 0.0)
            low = now;
        else
            high = now;
        halve = !halve && fabs(now.ahead) > before / 2.0;
    }
}

/* Searches piece by piece, none longer than `longest`. */
static void search_pieces(struct search *search, double longest)
{
    double length = search->line.s13;
    double pieces = fmax(1.0, ceil(length / longest));
    struct trial low = look(search, 0.0);
    for (double piece = 1.0; piece <= pieces && length > 0.0; piece += 1.0) {
        struct trial high = look(search, length * (piece / pieces));
        if (low.ahead > 0.0 && high.ahead < 0.0)
            close_in(search, low, high);
        low = high;
    }
}

routes_segment_foot routes_i_segment_nearest(const struct geod_geodesic *earth, routes_point point,
                                             routes_point a, routes_point b)
{
    struct search search = {.earth = earth, .point = point, .best.distance = INFINITY};
    geod_inverseline(&search.line, earth, a.lat, a.lon, b.lat, b.lon, 0);
    search_pieces(&search, LONGEST_PIECE_M);
    if (search.best.distance > FAR_M)
        search_pieces(&search, LONGEST_FAR_PIECE_M);
    return (routes_segment_foot){search.best.at, search.best.distance, search.best.s,
                                 search.line.s13};
}

routes_status routes_segment_nearest(routes_segment_foot *foot, routes_point point, routes_point a,
                                     routes_point b, routes_error *err)
{
    if (!foot)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "foot must not be null");
    const routes_point given[] = {point, a, b};
    const char *names[] = {"point", "a", "b"};
    for (size_t i = 0; i < 3; i++)
        if (!routes_i_on_earth(given[i]))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "%s is longitude %.9g, latitude %.9g: must be finite, latitude "
                                 "within -90..90",
                                 names[i], given[i].lon, given[i].lat);
    struct geod_geodesic earth = routes_i_wgs84();
    *foot = routes_i_segment_nearest(&earth, point, a, b);
    return ROUTES_OK;
}
