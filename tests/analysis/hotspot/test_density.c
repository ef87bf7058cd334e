/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/density.h"

#include "core/memory.h"
#include "support/csv.h"

#define M 1000000LL /* micrometres */
#define MOST_LINKS 16

/* A small network, events and points, in the open. */
struct scene {
    size_t nodes;
    size_t links;
    uint32_t from[MOST_LINKS];
    uint32_t to[MOST_LINKS];
    int64_t length[MOST_LINKS];
    size_t events;
    uint32_t event_link[MOST_LINKS];
    int64_t event_offset[MOST_LINKS];
    double weight[MOST_LINKS];
};

static routes_graph *graph_of(const struct scene *scene)
{
    routes_graph *graph = NULL;
    routes_error err;
    assert_ok(routes_graph_new(&graph, scene->nodes, scene->from, scene->to, scene->length,
                               scene->links, NULL, &err),
              &err);
    return graph;
}

static routes_density_points events_of(const struct scene *scene)
{
    return (routes_density_points){scene->events, scene->event_link, scene->event_offset,
                                   scene->weight};
}

/* The density at one point. */
static double density_at(const struct scene *scene, uint32_t link, int64_t offset,
                         int64_t bandwidth, const routes_density_options *options)
{
    routes_graph *graph = graph_of(scene);
    routes_density_points events = events_of(scene);
    routes_density_points sample = {1, &link, &offset, NULL};
    double density = NAN;
    routes_error err;
    assert_ok(routes_density_estimate(&density, graph, &events, &sample, bandwidth, options, &err),
              &err);
    routes_graph_free(graph);
    return density;
}

static routes_density_options with(routes_density_method method, routes_density_shape shape)
{
    routes_density_options options = ROUTES_DENSITY_OPTIONS;
    options.method = method;
    options.shape = shape;
    return options;
}

/* Three arms of 10 m; one event on the first, 4 m from the centre. */
static const struct scene star = {
    .nodes = 4,
    .links = 3,
    .from = {0, 0, 0},
    .to = {1, 2, 3},
    .length = {10 * M, 10 * M, 10 * M},
    .events = 1,
    .event_link = {0},
    .event_offset = {4 * M},
    .weight = {1},
};

/* Epanechnikov, h = 8: k(t) = 0.75 (1 - t^2 / 64) / 8. k(0) = 0.09375, k(3) = 0.08056640625,
 * k(5) = 0.05712890625, k(6) = 0.041015625, k(6.5) = 0.031860..., k(5.5) = 0.0494384765625.
 * At 1 m on the event's arm: k(3); the continuous one takes k(5) / 3 away. On the others at 1 m:
 * k(5) / 2, or 2/3 k(5). At 9.5 m: k(5.5), and back from the end, 6 + 0.5: k(6.5). */
static void star_by_hand(void **state)
{
    (void)state;
    const double k3 = 0.08056640625, k5 = 0.05712890625;
    const double k55 = 0.0494384765625, k65 = 0.75 * (1 - 6.5 * 6.5 / 64) / 8;
    routes_density_options options =
        with(ROUTES_DENSITY_DISCONTINUOUS, ROUTES_DENSITY_EPANECHNIKOV);
    assert_near(density_at(&star, 0, 4 * M, 8 * M, &options), 0.09375, 1e-15);
    assert_near(density_at(&star, 0, 1 * M, 8 * M, &options), k3, 1e-15);
    assert_near(density_at(&star, 1, 1 * M, 8 * M, &options), k5 / 2, 1e-15);
    assert_near(density_at(&star, 2, 2 * M, 8 * M, &options), 0.041015625 / 2, 1e-15);
    assert_near(density_at(&star, 0, 19 * M / 2, 8 * M, &options), k55 + k65, 1e-15);
    options.ends_lose = 1;
    assert_near(density_at(&star, 0, 19 * M / 2, 8 * M, &options), k55, 1e-15);
    options = with(ROUTES_DENSITY_CONTINUOUS, ROUTES_DENSITY_EPANECHNIKOV);
    assert_near(density_at(&star, 0, 1 * M, 8 * M, &options), k3 - k5 / 3, 1e-15);
    assert_near(density_at(&star, 1, 1 * M, 8 * M, &options), k5 * 2 / 3, 1e-15);
    assert_near(density_at(&star, 0, 0, 8 * M, &options), density_at(&star, 1, 0, 8 * M, &options),
                1e-15);
    options = with(ROUTES_DENSITY_SIMPLE, ROUTES_DENSITY_EPANECHNIKOV);
    assert_near(density_at(&star, 0, 1 * M, 8 * M, &options), k3, 1e-15);
    assert_near(density_at(&star, 1, 1 * M, 8 * M, &options), k5, 1e-15);
    assert_near(density_at(&star, 0, 19 * M / 2, 8 * M, &options), k55, 1e-15);
}

/* On the centre: 2 k(t) / 3 on each arm, or k(t) for the simple method. */
static void an_event_on_a_node_is_shared_by_its_links(void **state)
{
    (void)state;
    struct scene scene = star;
    scene.event_offset[0] = 0;
    for (uint32_t arm = 0; arm < 3; arm++)
        for (int method = 0; method < 3; method++) {
            routes_density_options options =
                with((routes_density_method)method, ROUTES_DENSITY_EPANECHNIKOV);
            double share = method == ROUTES_DENSITY_SIMPLE ? 1.0 : 2.0 / 3.0;
            assert_near(density_at(&scene, arm, 5 * M, 8 * M, &options), share * 0.05712890625,
                        1e-15);
        }
}

/* Each shape at u = 0, 1/2, 1 and beyond, h = 2 m, on a road of 100 m. */
static void shapes_by_hand(void **state)
{
    (void)state;
    const struct scene road = {.nodes = 2,
                               .links = 1,
                               .from = {0},
                               .to = {1},
                               .length = {100 * M},
                               .events = 1,
                               .event_link = {0},
                               .event_offset = {50 * M},
                               .weight = {3}};
    /* The Gaussian: standard deviation 2/3, cut at 3 of them, where erf(3 / sqrt(2)) is left. */
    const double gauss = 1.5 / sqrt(2 * acos(-1.0)) / 0.99730020393673979;
    const double expected[][3] = {
        {15.0 / 32, 15.0 / 32 * 9 / 16, 0},
        {0.375, 0.375 * 0.75, 0},
        {0.5, 0.25, 0},
        {0.25, 0.25, 0.25},
        {gauss, gauss * exp(-1.125), gauss * exp(-4.5)},
    };
    for (int shape = 0; shape < 5; shape++)
        for (int method = 0; method < 3; method++) {
            routes_density_options options =
                with((routes_density_method)method, (routes_density_shape)shape);
            for (int half = 0; half < 3; half++)
                for (int side = -1; side <= 1; side += 2)
                    assert_near(density_at(&road, 0, 50 * M + side * half * M, 2 * M, &options),
                                3 * expected[shape][half], 1e-14);
            assert_near(density_at(&road, 0, 52 * M + 1, 2 * M, &options), 0.0, 0.0);
        }
}

/* A walk of the twin: every way, one by one. */
struct twin {
    const struct scene *scene;
    routes_density_options options;
    double h;
    uint32_t link;  /* of the point */
    int64_t offset; /* of the point */
    double sum;
    uint32_t place[MOST_LINKS + 2];
};

static double shape_at(routes_density_shape shape, double t, double h)
{
    double u = t / h;
    if (u > 1)
        return 0;
    switch (shape) {
    case ROUTES_DENSITY_QUARTIC:
        return 15.0 / 16 * (1 - u * u) * (1 - u * u) / h;
    case ROUTES_DENSITY_EPANECHNIKOV:
        return 3.0 / 4 * (1 - u * u) / h;
    case ROUTES_DENSITY_TRIANGULAR:
        return (1 - u) / h;
    case ROUTES_DENSITY_UNIFORM:
        return 1 / (2 * h);
    default:
        return exp(-(t * t) / (2 * h * h / 9)) / (h / 3 * sqrt(2 * 3.14159265358979323846)) /
               0.99730020393673979;
    }
}

static int degree(const struct twin *twin, uint32_t node)
{
    int n = 0;
    for (size_t l = 0; l < twin->scene->links; l++)
        if (twin->scene->length[l] > 0)
            n += (twin->place[twin->scene->from[l]] == node) +
                 (twin->place[twin->scene->to[l]] == node);
    return n;
}

/* Onto a link from its end 0 (from) or 1 (to), after `length`. */
static void twin_enter(struct twin *twin, size_t link, int end, double length, double share)
{
    const struct scene *scene = twin->scene;
    double whole = (double)scene->length[link] * 1e-6;
    double s = (double)twin->offset * 1e-6;
    if (link == twin->link)
        twin->sum += share * shape_at(twin->options.shape, length + (end ? whole - s : s), twin->h);
    length += whole;
    if (length > twin->h * (1 + 1e-9))
        return;
    uint32_t node = twin->place[end ? scene->from[link] : scene->to[link]];
    int n = degree(twin, node);
    for (size_t next = 0; next < scene->links; next++)
        for (int by = 0; by < 2; by++) {
            if (scene->length[next] == 0 ||
                twin->place[by ? scene->to[next] : scene->from[next]] != node)
                continue;
            int back = next == link && by != end;
            double part = n == 1                                              ? 1.0
                          : twin->options.method == ROUTES_DENSITY_CONTINUOUS ? 2.0 / n - back
                          : back                                              ? 0.0
                                                                              : 1.0 / (n - 1);
            if (n == 1 && twin->options.ends_lose)
                part = 0;
            if (part != 0)
                twin_enter(twin, next, by, length, share * part);
        }
}

static void twin_event(struct twin *twin, size_t event)
{
    const struct scene *scene = twin->scene;
    size_t link = scene->event_link[event];
    int64_t offset = scene->event_offset[event];
    double weight = scene->weight[event];
    if (offset == 0 || offset == scene->length[link]) {
        uint32_t node = twin->place[offset ? scene->to[link] : scene->from[link]];
        int n = degree(twin, node);
        for (size_t next = 0; next < scene->links; next++)
            for (int by = 0; by < 2; by++)
                if (scene->length[next] > 0 &&
                    twin->place[by ? scene->to[next] : scene->from[next]] == node)
                    twin_enter(twin, next, by, 0, weight * 2 / n);
        return;
    }
    /* Half a kernel each way: on the own link from the event, then as if the link began earlier. */
    double s = (double)offset * 1e-6;
    double here = (double)twin->offset * 1e-6;
    if (link == twin->link)
        twin->sum += weight * shape_at(twin->options.shape, fabs(s - here), twin->h);
    /* twin_enter counts the own link's stretch too: take back what lies on this link. */
    for (int end = 0; end < 2; end++) {
        uint32_t point = twin->link;
        double length = end ? s - (double)scene->length[link] * 1e-6 : -s;
        struct twin walk = *twin;
        walk.sum = 0;
        twin_enter(&walk, link, end, length, weight);
        if (point == link)
            walk.sum -= weight * shape_at(twin->options.shape, end ? s - here : here - s, twin->h);
        twin->sum += walk.sum;
    }
}

/* The simple method: all shortest ways between nodes, by Floyd and Warshall. */
static double twin_simple(struct twin *twin)
{
    const struct scene *scene = twin->scene;
    double way[MOST_LINKS + 2][MOST_LINKS + 2];
    for (size_t i = 0; i < scene->nodes; i++)
        for (size_t j = 0; j < scene->nodes; j++)
            way[i][j] = i == j ? 0 : INFINITY;
    for (size_t l = 0; l < scene->links; l++) {
        double *there = &way[scene->from[l]][scene->to[l]];
        double *back = &way[scene->to[l]][scene->from[l]];
        *there = *back = fmin(*there, (double)scene->length[l] * 1e-6);
    }
    for (size_t k = 0; k < scene->nodes; k++)
        for (size_t i = 0; i < scene->nodes; i++)
            for (size_t j = 0; j < scene->nodes; j++)
                way[i][j] = fmin(way[i][j], way[i][k] + way[k][j]);
    double sum = 0;
    uint32_t b = twin->link;
    double t = (double)twin->offset * 1e-6, rest_b = (double)scene->length[b] * 1e-6 - t;
    for (size_t e = 0; e < scene->events; e++) {
        uint32_t a = scene->event_link[e];
        double s = (double)scene->event_offset[e] * 1e-6;
        double rest_a = (double)scene->length[a] * 1e-6 - s;
        double d = a == b ? fabs(s - t) : INFINITY;
        d = fmin(d, s + way[scene->from[a]][scene->from[b]] + t);
        d = fmin(d, s + way[scene->from[a]][scene->to[b]] + rest_b);
        d = fmin(d, rest_a + way[scene->to[a]][scene->from[b]] + t);
        d = fmin(d, rest_a + way[scene->to[a]][scene->to[b]] + rest_b);
        sum += scene->weight[e] * shape_at(twin->options.shape, d, twin->h);
    }
    return sum;
}

static double twin_at(const struct scene *scene, uint32_t link, int64_t offset, int64_t bandwidth,
                      const routes_density_options *options)
{
    struct twin twin = {.scene = scene,
                        .options = *options,
                        .h = (double)bandwidth * 1e-6,
                        .link = link,
                        .offset = offset};
    if (options->method == ROUTES_DENSITY_SIMPLE)
        return twin_simple(&twin);
    for (uint32_t v = 0; v < scene->nodes; v++)
        twin.place[v] = v;
    for (size_t again = 0; again < scene->nodes; again++)
        for (size_t l = 0; l < scene->links; l++)
            if (scene->length[l] == 0) {
                uint32_t *a = &twin.place[scene->from[l]], *b = &twin.place[scene->to[l]];
                *a = *b = *a < *b ? *a : *b;
            }
    for (size_t e = 0; e < scene->events; e++)
        twin_event(&twin, e);
    return twin.sum;
}

/* Loops, parallel links, links of length 0, pieces that hang together with nothing: all may come.
 */
static struct scene random_scene(uint64_t *seed)
{
    struct scene scene = {.nodes = 2 + draw(seed) % 5, .links = 1 + draw(seed) % 8};
    int whole = draw(seed) % 2 == 0;
    int with_empty = draw(seed) % 3 == 0;
    for (size_t l = 0; l < scene.links; l++) {
        scene.from[l] = (uint32_t)(draw(seed) % scene.nodes);
        scene.to[l] = (uint32_t)(draw(seed) % scene.nodes);
        scene.length[l] =
            whole ? (int64_t)(1 + draw(seed) % 4) * M : M + (int64_t)(draw_unit(seed) * 3e6);
        if (with_empty && l > 0 && draw(seed) % 4 == 0)
            scene.length[l] = 0;
    }
    scene.events = 1 + draw(seed) % 3;
    for (size_t e = 0; e < scene.events; e++) {
        uint32_t link;
        do
            link = (uint32_t)(draw(seed) % scene.links);
        while (scene.length[link] == 0);
        scene.event_link[e] = link;
        scene.event_offset[e] =
            whole ? (int64_t)(draw(seed) % (uint64_t)(scene.length[link] / M + 1)) * M
                  : (int64_t)(draw_unit(seed) * (double)scene.length[link]);
        scene.weight[e] = draw(seed) % 2 ? 1.0 : draw_unit(seed) * 3;
    }
    return scene;
}

static void agrees_with_all_walks_one_by_one(void **state)
{
    (void)state;
    uint64_t seed = 20012;
    for (int round = 0; round < 400; round++) {
        struct scene scene = random_scene(&seed);
        routes_density_options options =
            with((routes_density_method)(round % 3), (routes_density_shape)(draw(&seed) % 5));
        options.ends_lose = draw(&seed) % 4 == 0;
        /* Never a whole number of metres, where rounding says whether the uniform kernel ends. */
        int64_t bandwidth = 2 * M + 17 + (int64_t)(draw_unit(&seed) * 3e6);
        for (int k = 0; k < 5; k++) {
            uint32_t link = (uint32_t)(draw(&seed) % scene.links);
            int64_t offset = (int64_t)(draw_unit(&seed) * (double)scene.length[link]);
            double density = density_at(&scene, link, offset, bandwidth, &options);
            if (scene.length[link] == 0)
                assert_true(isnan(density));
            else
                assert_near(density, twin_at(&scene, link, offset, bandwidth, &options), 1e-12);
        }
    }
}

/* densityEqualSplit() of spatstat.linnet (tests/data/density): 13 links with cycles, junctions and
 * dead ends, 14 events, bandwidth 55 km, 60 points a method and shape. Its discontinuous method
 * loses what arrives at a dead end. Offsets there are not whole micrometres: 1e-11. */
static void agrees_with_spatstat(void **state)
{
    (void)state;
    csv links, events, points;
    struct scene scene = {.nodes = 11};
    assert_true(csv_read(&links, ROUTES_TEST_DATA "/density/links.csv"));
    assert_true(csv_read(&events, ROUTES_TEST_DATA "/density/events.csv"));
    assert_true(csv_read(&points, ROUTES_TEST_DATA "/density/density.csv"));
    scene.links = links.rows;
    scene.events = events.rows;
    for (size_t l = 0; l < links.rows; l++) {
        scene.from[l] = (uint32_t)csv_number(&links, l, "from");
        scene.to[l] = (uint32_t)csv_number(&links, l, "to");
        scene.length[l] = llround(csv_number(&links, l, "length_km") * 1e9);
    }
    for (size_t e = 0; e < events.rows; e++) {
        scene.event_link[e] = (uint32_t)csv_number(&events, e, "link");
        scene.event_offset[e] = llround(csv_number(&events, e, "offset_km") * 1e9);
        scene.weight[e] = 1;
    }
    static const char *const shapes[] = {"biweight", "epanechnikov", "triangular", "rectangular"};
    for (size_t i = 0; i < points.rows; i++) {
        routes_density_options options = ROUTES_DENSITY_OPTIONS;
        if (csv_number(&points, i, "continuous") > 0)
            options.method = ROUTES_DENSITY_CONTINUOUS;
        else
            options.ends_lose = 1;
        for (int shape = 0; shape < 4; shape++)
            if (strcmp(csv_at(&points, i, "kernel"), shapes[shape]) == 0)
                options.shape = (routes_density_shape)shape;
        uint32_t link = (uint32_t)csv_number(&points, i, "link");
        int64_t offset = llround(csv_number(&points, i, "offset_km") * 1e9);
        offset = offset < scene.length[link] ? offset : scene.length[link];
        assert_near(density_at(&scene, link, offset, 55000 * M, &options) * 1000,
                    csv_number(&points, i, "density"), 1e-11);
    }
    assert_int_equal(points.rows, 480);
    csv_free(&points);
    csv_free(&events);
    csv_free(&links);
}

/* The integral over a network, by the middles of many pieces. */
static double integral(const struct scene *scene, int64_t bandwidth,
                       const routes_density_options *options)
{
    routes_graph *graph = graph_of(scene);
    routes_density_points events = events_of(scene);
    routes_error err;
    size_t count = 0;
    double sum = 0;
    assert_ok(routes_density_lixels(&count, NULL, NULL, graph, M / 400, &err), &err);
    uint32_t *link = calloc(count, sizeof *link);
    int64_t *offset = calloc(count, sizeof *offset);
    double *density = calloc(count, sizeof *density);
    assert_true(link && offset && density);
    assert_ok(routes_density_lixels(&count, link, offset, graph, M / 400, &err), &err);
    routes_density_points samples = {count, link, offset, NULL};
    assert_ok(routes_density_estimate(density, graph, &events, &samples, bandwidth, options, &err),
              &err);
    for (size_t i = 0; i < count; i++) {
        double length = (double)scene->length[link[i]] * 1e-6;
        sum += density[i] * length / ceil(length * 400 - 1e-9);
    }
    free(link);
    free(offset);
    free(density);
    routes_graph_free(graph);
    return sum;
}

static double weight_of(const struct scene *scene)
{
    double sum = 0;
    for (size_t e = 0; e < scene->events; e++)
        sum += scene->weight[e];
    return sum;
}

static void sharing_methods_keep_all_mass(void **state)
{
    (void)state;
    uint64_t seed = 4242;
    for (int round = 0; round < 40; round++) {
        struct scene scene = random_scene(&seed);
        routes_density_options options =
            with((routes_density_method)(round % 2), (routes_density_shape)(round % 3));
        int64_t bandwidth = M + (int64_t)(draw_unit(&seed) * 4e6);
        assert_near(integral(&scene, bandwidth, &options), weight_of(&scene), 2e-5);
    }
}

/* Three arms, event at the centre: three halves of a kernel. */
static void the_simple_method_makes_mass_at_junctions(void **state)
{
    (void)state;
    struct scene scene = star;
    scene.event_offset[0] = 0;
    routes_density_options options = with(ROUTES_DENSITY_SIMPLE, ROUTES_DENSITY_QUARTIC);
    assert_near(integral(&scene, 8 * M, &options), 1.5, 1e-5);
}

/* Dead ends lose what runs over them: an event at the middle of 10 m, h = 10, triangular, keeps
 * 1 - 2 * (1/2)(1/2)(1/2) = 3/4. */
static void dead_ends_lose_when_asked(void **state)
{
    (void)state;
    struct scene scene = {.nodes = 2,
                          .links = 1,
                          .from = {0},
                          .to = {1},
                          .length = {10 * M},
                          .events = 1,
                          .event_offset = {5 * M},
                          .weight = {1}};
    routes_density_options options = with(ROUTES_DENSITY_CONTINUOUS, ROUTES_DENSITY_TRIANGULAR);
    assert_near(integral(&scene, 10 * M, &options), 1.0, 1e-5);
    options.ends_lose = 1;
    assert_near(integral(&scene, 10 * M, &options), 0.75, 1e-5);
}

/* Every link cut at its middle by a node of two links. */
static void cutting_links_changes_nothing(void **state)
{
    (void)state;
    uint64_t seed = 77;
    for (int round = 0; round < 60; round++) {
        struct scene whole = random_scene(&seed);
        struct scene cut = {.nodes = whole.nodes, .events = whole.events};
        for (size_t l = 0; l < whole.links; l++) {
            int64_t half = whole.length[l] / 2;
            uint32_t middle = (uint32_t)cut.nodes++;
            cut.from[2 * l] = whole.from[l];
            cut.to[2 * l] = cut.from[2 * l + 1] = middle;
            cut.to[2 * l + 1] = whole.to[l];
            cut.length[2 * l] = half;
            cut.length[2 * l + 1] = whole.length[l] - half;
        }
        cut.links = 2 * whole.links;
        for (size_t e = 0; e < whole.events; e++) {
            uint32_t link = whole.event_link[e];
            int64_t half = whole.length[link] / 2;
            int second = whole.event_offset[e] > half;
            cut.event_link[e] = 2 * link + (uint32_t)second;
            cut.event_offset[e] = whole.event_offset[e] - (second ? half : 0);
            cut.weight[e] = whole.weight[e];
        }
        routes_density_options options =
            with((routes_density_method)(round % 3), ROUTES_DENSITY_QUARTIC);
        uint32_t link = (uint32_t)(draw(&seed) % whole.links);
        int64_t offset = (int64_t)(draw_unit(&seed) * (double)(whole.length[link] / 2));
        if (whole.length[link] == 0)
            continue;
        assert_near(density_at(&cut, 2 * link, offset, 3 * M, &options),
                    density_at(&whole, link, offset, 3 * M, &options), 1e-12);
    }
}

#define SIDE 12

/* A grid of streets, jittered, and events all over it. */
static routes_graph *town(size_t *links_out)
{
    static uint32_t from[2 * SIDE * SIDE], to[2 * SIDE * SIDE];
    static int64_t length[2 * SIDE * SIDE];
    routes_graph *graph = NULL;
    routes_error err;
    uint64_t seed = 5;
    size_t links = 0;
    for (uint32_t v = 0; v < SIDE * SIDE; v++)
        for (int down = 0; down < 2; down++) {
            if (down ? v / SIDE + 1 == SIDE : v % SIDE + 1 == SIDE)
                continue;
            from[links] = v;
            to[links] = v + (down ? SIDE : 1);
            length[links++] = 80 * M + (int64_t)(draw_unit(&seed) * 40e6);
        }
    assert_ok(routes_graph_new(&graph, SIDE * SIDE, from, to, length, links, NULL, &err), &err);
    *links_out = links;
    return graph;
}

#define EVENTS 2500

static void threads_do_not_change_a_bit(void **state)
{
    (void)state;
    static uint32_t link[EVENTS];
    static int64_t offset[EVENTS];
    static double first[EVENTS], second[EVENTS];
    size_t links;
    routes_graph *graph = town(&links);
    uint64_t seed = 6;
    routes_error err;
    for (size_t i = 0; i < EVENTS; i++) {
        link[i] = (uint32_t)(draw(&seed) % links);
        offset[i] = (int64_t)(draw_unit(&seed) * (double)routes_graph_length_um(graph)[link[i]]);
    }
    routes_density_points points = {EVENTS, link, offset, NULL};
    for (int method = 0; method < 3; method++)
        for (unsigned threads = 1; threads <= 7; threads += threads == 1 ? 1 : 5) {
            routes_run run = ROUTES_RUN;
            routes_density_options options =
                with((routes_density_method)method, ROUTES_DENSITY_QUARTIC);
            run.threads = threads;
            options.run = &run;
            assert_ok(routes_density_estimate(threads == 1 ? first : second, graph, &points,
                                              &points, 250 * M, &options, &err),
                      &err);
            if (threads > 1)
                assert_memory_equal(first, second, sizeof first);
        }
    routes_graph_free(graph);
}

static int stop_at_once(double done, const char *what, void *user)
{
    (void)done;
    (void)what;
    (void)user;
    return 1;
}

static void refuses_what_is_wrong(void **state)
{
    (void)state;
    routes_graph *graph = graph_of(&star);
    routes_density_points events = events_of(&star);
    routes_density_points none = {0, NULL, NULL, NULL};
    uint32_t bad_link = 3, good_link = 1;
    int64_t bad_offset = 10 * M + 1, good_offset = 0;
    double nan_weight = NAN, density = -1;
    routes_density_points points = {1, &bad_link, &good_offset, NULL};
    routes_density_options options = ROUTES_DENSITY_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_error err;
    assert_int_equal(routes_density_estimate(&density, graph, &events, &points, 8 * M, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "samples->link[0] is 3, must be below the 3 links");
    points.link = &good_link;
    points.offset_um = &bad_offset;
    assert_int_equal(routes_density_estimate(&density, graph, &points, &none, 8 * M, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "events->offset_um[0] is 10000001, must be 0 to the link's "
                                     "length, 10000000");
    points.offset_um = &good_offset;
    points.weight = &nan_weight;
    assert_int_equal(routes_density_estimate(&density, graph, &points, &points, 8 * M, NULL, &err),
                     ROUTES_E_DATA);
    points.weight = NULL;
    for (int64_t bandwidth = -1; bandwidth <= 0; bandwidth++)
        assert_int_equal(
            routes_density_estimate(&density, graph, &events, &points, bandwidth, NULL, &err),
            ROUTES_E_ARGUMENT);
    assert_int_equal(
        routes_density_estimate(&density, graph, &events, &points, INT64_MAX, NULL, &err),
        ROUTES_E_ARGUMENT);
    options.method = (routes_density_method)7;
    assert_int_equal(
        routes_density_estimate(&density, graph, &events, &points, 8 * M, &options, &err),
        ROUTES_E_ARGUMENT);
    options = with(ROUTES_DENSITY_SIMPLE, (routes_density_shape)9);
    assert_int_equal(
        routes_density_estimate(&density, graph, &events, &points, 8 * M, &options, &err),
        ROUTES_E_ARGUMENT);
    options = with(ROUTES_DENSITY_CONTINUOUS, ROUTES_DENSITY_QUARTIC);
    options.most_paths = 4;
    assert_int_equal(
        routes_density_estimate(&density, graph, &events, &points, 100 * M, &options, &err),
        ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "event 0: more than 4 ways within the bandwidth; take a "
                                     "smaller bandwidth, or another method");
    options.most_paths = 0;
    run.progress = stop_at_once;
    options.run = &run;
    assert_int_equal(
        routes_density_estimate(&density, graph, &events, &points, 8 * M, &options, &err),
        ROUTES_E_CANCELLED);
    assert_int_equal(routes_density_estimate(&density, NULL, &events, &points, 8 * M, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_true(density == -1);
    routes_graph_free(graph);
}

static void no_events_and_no_points(void **state)
{
    (void)state;
    routes_graph *graph = graph_of(&star);
    routes_density_points events = events_of(&star);
    routes_density_points none = {0, NULL, NULL, NULL};
    uint32_t link = 1;
    int64_t offset = 10 * M;
    routes_density_points point = {1, &link, &offset, NULL};
    double density = -1;
    routes_error err;
    assert_ok(routes_density_estimate(&density, graph, &none, &point, 8 * M, NULL, &err), &err);
    assert_true(density == 0);
    assert_ok(routes_density_estimate(NULL, graph, &events, &none, 8 * M, NULL, &err), &err);
    routes_graph_free(graph);
}

/* A link of no length that leads nowhere holds no density. */
static void an_event_on_nothing_is_refused(void **state)
{
    (void)state;
    const struct scene scene = {
        .nodes = 2, .links = 1, .from = {0}, .to = {1}, .length = {0}, .events = 1, .weight = {1}};
    routes_graph *graph = graph_of(&scene);
    routes_density_points events = events_of(&scene);
    double density = -1;
    routes_error err;
    assert_int_equal(routes_density_estimate(&density, graph, &events, &events, 8 * M, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message,
                        "event 0: lies on a link of length 0 that no other link joins");
    routes_graph_free(graph);
}

/* The largest: a link of 2^62 micrometres, and a bandwidth of 2^60. */
static void the_largest_does_not_overflow(void **state)
{
    (void)state;
    const struct scene scene = {.nodes = 2,
                                .links = 1,
                                .from = {0},
                                .to = {1},
                                .length = {(int64_t)1 << 62},
                                .events = 2,
                                .event_offset = {(int64_t)1 << 61, (int64_t)1 << 62},
                                .weight = {1, 1}};
    for (int method = 0; method < 3; method++) {
        routes_density_options options =
            with((routes_density_method)method, ROUTES_DENSITY_TRIANGULAR);
        double h = ldexp(1e-6, 60);
        assert_near(density_at(&scene, 0, (int64_t)1 << 61, (int64_t)1 << 60, &options) * h, 1.0,
                    1e-12);
        assert_near(density_at(&scene, 0, 3 * ((int64_t)1 << 59), (int64_t)1 << 60, &options) * h,
                    0.5, 1e-12);
    }
}

/* 10 m by 4 m: three pieces of 3.33 m, with middles 1.67, 5, 8.33. */
static void lixels_by_hand(void **state)
{
    (void)state;
    routes_graph *graph = graph_of(&star);
    uint32_t link[9];
    int64_t offset[9];
    size_t count;
    routes_error err;
    assert_ok(routes_density_lixels(&count, link, offset, graph, 4 * M, &err), &err);
    assert_int_equal(count, 9);
    const int64_t middles[] = {1666666, 5000000, 8333333};
    for (size_t i = 0; i < 9; i++) {
        assert_int_equal(link[i], i / 3);
        assert_int_equal(offset[i], middles[i % 3]);
    }
    assert_ok(routes_density_lixels(&count, NULL, NULL, graph, 10 * M, &err), &err);
    assert_int_equal(count, 3);
    assert_int_equal(routes_density_lixels(&count, NULL, NULL, graph, 0, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_density_lixels(&count, link, NULL, graph, M, &err), ROUTES_E_ARGUMENT);
    routes_graph_free(graph);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    routes_graph *graph = graph_of(&star);
    routes_density_points events = events_of(&star);
    routes_error err;
    for (int method = 0; method < 3; method++) {
        routes_density_options options =
            with((routes_density_method)method, ROUTES_DENSITY_QUARTIC);
        long before = routes_i_memory_live();
        routes_status status = ROUTES_E_MEMORY;
        for (long n = 0; status; n++) {
            double density = -1;
            assert_true(n < 200);
            routes_i_memory_fail_after(n);
            status =
                routes_density_estimate(&density, graph, &events, &events, 80 * M, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_int_equal(routes_i_memory_live(), before);
            if (status) {
                assert_int_equal(status, ROUTES_E_MEMORY);
                assert_true(density == -1);
            }
        }
    }
    routes_graph_free(graph);
}

static void words(void **state)
{
    (void)state;
    assert_string_equal(routes_density_method_text(ROUTES_DENSITY_SIMPLE), "simple");
    assert_null(routes_density_method_text((routes_density_method)3));
    assert_string_equal(routes_density_shape_text(ROUTES_DENSITY_GAUSSIAN), "gaussian");
    assert_null(routes_density_shape_text((routes_density_shape)5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(star_by_hand),
        cmocka_unit_test(an_event_on_a_node_is_shared_by_its_links),
        cmocka_unit_test(shapes_by_hand),
        cmocka_unit_test(agrees_with_all_walks_one_by_one),
        cmocka_unit_test(agrees_with_spatstat),
        cmocka_unit_test(sharing_methods_keep_all_mass),
        cmocka_unit_test(the_simple_method_makes_mass_at_junctions),
        cmocka_unit_test(dead_ends_lose_when_asked),
        cmocka_unit_test(cutting_links_changes_nothing),
        cmocka_unit_test(threads_do_not_change_a_bit),
        cmocka_unit_test(refuses_what_is_wrong),
        cmocka_unit_test(no_events_and_no_points),
        cmocka_unit_test(an_event_on_nothing_is_refused),
        cmocka_unit_test(the_largest_does_not_overflow),
        cmocka_unit_test(lixels_by_hand),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
