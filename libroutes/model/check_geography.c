/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "core/memory.h"
#include "model/check.h"
#include "model/outside.h"
#include "routes/box.h"
#include "routes/locate.h"
#include "routes/validity.h"

static void refuse(routes_i_check *check, const char *message)
{
    routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "geometry", NULL,
                        "a valid polygon or multipolygon in longitude and latitude", "%s", message);
}

static void check_validity(routes_i_check *check, routes_wkb wkb)
{
    routes_validity validity;
    routes_error why;
    routes_status status = routes_validity_check(&validity, wkb, &why);
    if (status == ROUTES_E_DATA)
        refuse(check, why.message);
    else if (status)
        check->site.status = routes_i_fail(check->site.err, status, "%s", why.message);
    else if (!validity.valid)
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "geometry", NULL,
                            "a valid polygon or multipolygon in longitude and latitude",
                            "the polygon is not valid: %s at %.6f %.6f", validity.reason,
                            validity.where.lon, validity.where.lat);
}

static void warn_shapeless(routes_i_check *check, const char *what)
{
    routes_i_site_fault(&check->site, ROUTES_SEVERITY_WARNING, "geometry", NULL,
                        "a polygon or multipolygon", "the %s has no geometry", what);
}

static void check_shape(routes_i_check *check, routes_wkb wkb)
{
    routes_geometry_kind kind;
    size_t points;
    routes_box box;
    routes_error why;
    if (routes_wkb_describe(&kind, &points, &box, wkb, &why) || routes_box_check(box, NULL, &why))
        refuse(check, why.message);
    else if (kind != ROUTES_POLYGON && kind != ROUTES_MULTIPOLYGON)
        refuse(check, "the geometry is no polygon");
    else if (!points)
        refuse(check, "the polygon is empty");
    else
        check_validity(check, wkb);
}

/* A point that should lie in an area, or within its accuracy of it. */
struct member {
    routes_entity entity;
    size_t index;
    const char *field; /* that names the area */
    routes_point at;
    double accuracy_m;
    size_t next; /* of the same area; SIZE_MAX: the last */
};

struct members {
    struct member *list;
    size_t size;
    size_t *first; /* [areas] */
};

static void add_member(const routes_i_check *check, struct members *to, struct member member,
                       const char *area_id)
{
    size_t area =
        area_id ? routes_i_index_find(&check->resolved->ids[ROUTES_AREAS], area_id) : SIZE_MAX;
    if (area == SIZE_MAX || routes_point_check(member.at, NULL))
        return;
    member.next = to->first[area];
    to->first[area] = to->size;
    to->list[to->size++] = member;
}

/* In the order last to first, so that the chains run first to last. */
static void add_members(const routes_i_check *check, struct members *to)
{
    size_t count;
    const routes_crossing *crossings = routes_model_crossings(check->model, &count);
    for (size_t i = count; i-- > 0;) {
        struct member member = {.entity = ROUTES_CROSSINGS,
                                .index = i,
                                .field = "area_b",
                                .at = {crossings[i].lon, crossings[i].lat},
                                .accuracy_m = crossings[i].accuracy_m};
        add_member(check, to, member, crossings[i].area_b);
        member.field = "area_a";
        add_member(check, to, member, crossings[i].area_a);
    }
    const routes_place *places = routes_model_places(check->model, &count);
    for (size_t i = count; i-- > 0;)
        add_member(check, to,
                   (struct member){.entity = ROUTES_PLACES,
                                   .index = i,
                                   .field = "area_id",
                                   .at = {places[i].lon, places[i].lat},
                                   .accuracy_m = places[i].accuracy_m},
                   places[i].area_id);
    const routes_area *areas = routes_model_areas(check->model, &count);
    for (size_t i = count; i-- > 0;)
        add_member(check, to,
                   (struct member){.entity = ROUTES_AREAS,
                                   .index = i,
                                   .field = "rep_lon",
                                   .at = {areas[i].rep_lon, areas[i].rep_lat}},
                   areas[i].area_id);
}

/* A point is taken to be rounded to about a metre where its accuracy is not stated. */
static void judge_outside(routes_i_check *check, const struct member *member, const char *area_id,
                          double distance_m, bool swapped)
{
    routes_i_check_at(check, member->entity, member->index);
    double allowed_m = 1.0 + (isnan(member->accuracy_m) ? 0.0 : member->accuracy_m);
    if (swapped)
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "lon", NULL,
                            "longitude first, then latitude, in degrees",
                            "lon and lat look swapped: the other way round they lie in %s",
                            area_id);
    else if (distance_m > allowed_m)
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_WARNING, member->field, area_id, NULL,
                            "the point lies %.0f m outside of %s, more than its accuracy allows",
                            distance_m, area_id);
}

/* All members of one area, of which `count` points are asked for at once. */
static void check_area(routes_i_check *check, const struct members *members, size_t area,
                       routes_point *points, size_t *found)
{
    const routes_area *row = &routes_model_areas(check->model, NULL)[area];
    const routes_wkb wkb = {row->wkb, row->wkb_size};
    size_t count = 0;
    for (size_t m = members->first[area]; m != SIZE_MAX; m = members->list[m].next)
        points[count++] = members->list[m].at;
    check->site.status = routes_locate_points(found, points, count, &wkb, 1, NULL, check->site.err);
    size_t at = 0;
    for (size_t m = members->first[area]; m != SIZE_MAX && !check->site.status;
         m = members->list[m].next, at++) {
        if (found[at] == 0)
            continue;
        const routes_point mirror = {points[at].lat, points[at].lon};
        size_t there = ROUTES_LOCATE_NOWHERE;
        double distance_m = 0.0;
        if (!routes_point_check(mirror, NULL))
            check->site.status =
                routes_locate_points(&there, &mirror, 1, &wkb, 1, NULL, check->site.err);
        if (!check->site.status)
            check->site.status =
                routes_i_outside_distance(&distance_m, points[at], wkb, check->site.err);
        if (!check->site.status)
            judge_outside(check, &members->list[m], row->area_id, distance_m, there == 0);
    }
}

static void check_points(routes_i_check *check, const bool *sound)
{
    size_t areas = routes_model_size(check->model, ROUTES_AREAS);
    size_t most = areas + routes_model_size(check->model, ROUTES_PLACES) +
                  2 * routes_model_size(check->model, ROUTES_CROSSINGS) + 1;
    struct members members = {.list = routes_i_calloc(most, sizeof *members.list),
                              .first = routes_i_calloc(areas + 1, sizeof *members.first)};
    routes_point *points = routes_i_calloc(most, sizeof *points);
    size_t *found = routes_i_calloc(most, sizeof *found);
    if (members.list && members.first && points && found) {
        for (size_t i = 0; i < areas; i++)
            members.first[i] = SIZE_MAX;
        add_members(check, &members);
        for (size_t i = 0; i < areas && !check->site.status; i++)
            if (sound[i] && members.first[i] != SIZE_MAX)
                check_area(check, &members, i, points, found);
    } else {
        routes_i_check_no_memory(check);
    }
    routes_i_free(members.list);
    routes_i_free(members.first);
    routes_i_free(points);
    routes_i_free(found);
}

void routes_i_check_geography(routes_i_check *check)
{
    size_t count;
    const routes_area *areas = routes_model_areas(check->model, &count);
    bool *sound = routes_i_calloc(count + 1, sizeof *sound);
    if (!sound) {
        routes_i_check_no_memory(check);
        return;
    }
    for (size_t i = 0; i < count && !check->site.status; i++) {
        size_t before = check->site.errors;
        routes_i_check_at(check, ROUTES_AREAS, i);
        if (areas[i].wkb)
            check_shape(check, (routes_wkb){areas[i].wkb, areas[i].wkb_size});
        else if (areas[i].level != ROUTES_LEVEL_COUNTRY) /* one can be an end by name alone */
            warn_shapeless(check, "area");
        sound[i] = areas[i].wkb && check->site.errors == before;
    }
    if (!check->site.status)
        check_points(check, sound);
    routes_i_free(sound);
    const routes_water *waters = routes_model_waters(check->model, &count);
    for (size_t i = 0; i < count && !check->site.status; i++) {
        routes_i_check_at(check, ROUTES_WATERS, i);
        if (waters[i].wkb)
            check_shape(check, (routes_wkb){waters[i].wkb, waters[i].wkb_size});
        else
            warn_shapeless(check, "water");
    }
}
