/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

/* The integer programmes of path and flow, as other solvers read them. HiGHS is looked for in
 * ROUTES_HIGHS (its library), then where the system has it; what needs it is skipped where it is
 * not. */
#define _POSIX_C_SOURCE 200809L

#include <glpk.h>
#include <unistd.h>

#include "core/memory.h"
#include "routes/cut.h"
#include "routes/interdict_flow.h"
#include "routes/interdict_path.h"
#include "support/network.h"

#define CLOSED ROUTES_INTERDICT_CLOSED

struct random_case {
    network net;
    int64_t delay[32], cost[32], capacity[32]; /* of links, then nodes */
    routes_interdict_options options;
    uint32_t from, to;
};

static void draw_case(struct random_case *made, uint64_t *seed)
{
    size_t nodes = 3 + draw(seed) % 4;
    size_t links = 2 + draw(seed) % 12;
    made->net = network_draw(seed, nodes, links, 5, 50);
    for (size_t at = 0; at < links + nodes; at++) {
        made->delay[at] = draw(seed) % 4 ? (int64_t)(draw(seed) % 4) : CLOSED;
        if (at >= links && draw(seed) % 2)
            made->delay[at] = 0;
        made->cost[at] = (int64_t)(draw(seed) % 4);
        made->capacity[at] =
            draw(seed) % 9 ? (int64_t)(draw(seed) % 8) : (int64_t)ROUTES_CUT_UNLIMITED;
    }
    made->from = 0;
    made->to = (uint32_t)(nodes - 1);
    made->options = (routes_interdict_options)ROUTES_INTERDICT_OPTIONS;
    made->options.link_delay = made->delay;
    made->options.node_delay = made->delay + links;
    made->options.link_cost = made->cost;
    made->options.node_cost = made->cost + links;
    made->options.capacity = made->capacity;
    made->options.node_capacity = made->capacity + links;
    made->options.shown = 1.0;
    made->options.budget = 4;
}

static routes_interdict *find(const struct random_case *one,
                              const routes_interdict_options *options, int is_flow)
{
    routes_interdict *made = NULL;
    routes_error err;
    routes_status status =
        is_flow ? routes_interdict_flow(&made, one->net.graph, &one->from, 1, &one->to, 1, options,
                                        &err)
                : routes_interdict_path(&made, one->net.graph, one->from, one->to, options, &err);
    assert_ok(status, &err);
    return made;
}

/* What a plan leaves: its sites alone, for nothing. */
static int64_t value_of(const struct random_case *one, const unsigned char *taken, int is_flow)
{
    int64_t delay[32], zero[32] = {0};
    routes_interdict_options options = one->options;
    size_t links = one->net.links;
    for (size_t at = 0; at < links + one->net.nodes; at++)
        delay[at] = taken[at] ? one->delay[at] : 0;
    options.link_delay = delay;
    options.node_delay = delay + links;
    options.link_cost = zero;
    options.node_cost = zero + links;
    options.budget = 0;
    routes_interdict *made = find(one, &options, is_flow);
    int64_t value = routes_interdict_plan_at(made, 0).value;
    routes_interdict_free(made);
    return value;
}

static routes_status write_mps(const char *path, const struct random_case *one, int is_flow,
                               routes_error *err)
{
    if (is_flow)
        return routes_interdict_flow_write_mps(path, one->net.graph, &one->from, 1, &one->to, 1,
                                               &one->options, err);
    return routes_interdict_path_write_mps(path, one->net.graph, one->from, one->to, &one->options,
                                           err);
}

static void file_name(char *path, size_t size)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, size, "%s/routes_interdict_%ld.mps", folder ? folder : "/tmp", (long)getpid());
}

/* Fixes the sites by chance; says in `taken` which. */
static void fix_sites(glp_prob *read, unsigned char *taken, size_t links, uint64_t *seed)
{
    for (int j = 1; j <= glp_get_num_cols(read); j++) {
        const char *name = glp_get_col_name(read, j);
        size_t number = strtoul(name + 1, NULL, 10);
        int is_site = name[0] == 'x' || name[0] == 'n';
        int in = (int)(draw(seed) % 2);
        assert_int_equal(glp_get_col_kind(read, j) != GLP_CV, is_site);
        if (!is_site)
            continue;
        taken[name[0] == 'x' ? number : links + number] = (unsigned char)in;
        glp_set_col_bnds(read, j, GLP_FX, in, in);
    }
}

/* All lengths and delays together: longer than any way. */
static int64_t sum_of(const struct random_case *one)
{
    int64_t sum = 0;
    for (size_t at = 0; at < one->net.links + one->net.nodes; at++) {
        size_t node = at - one->net.links;
        int is_end = at >= one->net.links && (node == one->from || node == one->to);
        sum += at < one->net.links ? one->net.length[at] : 0;
        sum += one->delay[at] == CLOSED || is_end ? 0 : one->delay[at];
    }
    return sum;
}

/* The file read by another, with a plan's sites fixed: its best value is that of the plan. */
static void the_programmes_value_plans_alike(void **state)
{
    (void)state;
    uint64_t seed = 41;
    char path[256];
    file_name(path, sizeof path);
    glp_term_out(GLP_OFF);
    for (int round = 0; round < 200; round++) {
        struct random_case one;
        routes_error err;
        unsigned char taken[32] = {0};
        int is_flow = round % 2;
        glp_smcp how;
        draw_case(&one, &seed);
        one.options.budget = 1000;
        assert_ok(write_mps(path, &one, is_flow, &err), &err);
        glp_prob *read = glp_create_prob();
        assert_int_equal(glp_read_mps(read, GLP_MPS_FILE, NULL, path), 0);
        fix_sites(read, taken, one.net.links, &seed);
        int64_t value = value_of(&one, taken, is_flow);
        glp_init_smcp(&how);
        assert_int_equal(glp_simplex(read, &how), 0);
        if (is_flow && value == ROUTES_CUT_UNLIMITED) {
            assert_int_not_equal(glp_get_status(read), GLP_OPT);
        } else {
            assert_int_equal(glp_get_status(read), GLP_OPT);
            double found = is_flow ? glp_get_obj_val(read) : -glp_get_obj_val(read);
            if (value == CLOSED)
                assert_true(found > (double)sum_of(&one));
            else
                assert_near(found, (double)value, 1e-9);
        }
        glp_delete_prob(read);
        network_free(&one.net);
    }
    glp_free_env();
    remove(path);
}

static void a_second_opinion_agrees(void **state)
{
    (void)state;
    uint64_t seed = 42;
    const char *version = NULL;
    const char *library = getenv("ROUTES_HIGHS");
    routes_error err;
    if (routes_interdict_highs_version(&version, library, &err) == ROUTES_E_DEPENDENCY) {
        print_message("no HiGHS here (ROUTES_HIGHS names its library): skipped\n");
        skip();
    }
    assert_non_null(version);
    for (int round = 0; round < 60; round++) {
        struct random_case one;
        routes_interdict_opinion opinion;
        int is_flow = round % 2;
        draw_case(&one, &seed);
        routes_status status =
            is_flow ? routes_interdict_flow_ask_highs(&opinion, one.net.graph, &one.from, 1,
                                                      &one.to, 1, &one.options, library, 60, &err)
                    : routes_interdict_path_ask_highs(&opinion, one.net.graph, one.from, one.to,
                                                      &one.options, library, 60, &err);
        assert_ok(status, &err);
        routes_interdict *made = find(&one, &one.options, is_flow);
        int64_t value = routes_interdict_plan_at(made, 0).value;
        if (value != CLOSED) {
            assert_near(opinion.value, (double)value, 0.0);
            assert_near(opinion.said, (double)value, 1e-5);
            assert_true(opinion.proved);
        } else if (is_flow) {
            assert_true(isnan(opinion.value));
        } else {
            assert_true(isinf(opinion.value));
        }
        routes_interdict_free(made);
        network_free(&one.net);
    }
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    uint64_t seed = 43;
    struct random_case one;
    const char *version = NULL;
    routes_error err;
    routes_interdict_opinion opinion;
    draw_case(&one, &seed);
    for (int is_flow = 0; is_flow < 2; is_flow++) {
        assert_int_equal(write_mps("/nowhere/at/all.mps", &one, is_flow, &err), ROUTES_E_IO);
        assert_int_equal(write_mps(NULL, &one, is_flow, &err), ROUTES_E_ARGUMENT);
    }
    assert_int_equal(routes_interdict_path_ask_highs(&opinion, one.net.graph, one.from, one.to,
                                                     &one.options, "/nowhere/libhighs.so", 0, &err),
                     ROUTES_E_DEPENDENCY);
    assert_int_equal(routes_interdict_path_ask_highs(NULL, one.net.graph, one.from, one.to,
                                                     &one.options, NULL, 0, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_interdict_flow_ask_highs(NULL, one.net.graph, &one.from, 1, &one.to, 1,
                                                     &one.options, NULL, 0, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_interdict_highs_version(&version, "/nowhere/libhighs.so", &err),
                     ROUTES_E_DEPENDENCY);
    assert_int_equal(routes_interdict_highs_version(NULL, NULL, &err), ROUTES_E_ARGUMENT);
    one.to = one.from;
    assert_int_equal(write_mps("/nowhere/at/all.mps", &one, 0, &err), ROUTES_E_ARGUMENT);
    network_free(&one.net);
}

static void programmes_survive_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 44;
    char path[256];
    struct random_case one;
    draw_case(&one, &seed);
    file_name(path, sizeof path);
    long live = routes_i_memory_live();
    for (int is_flow = 0; is_flow < 2; is_flow++) {
        routes_status status = ROUTES_E_MEMORY;
        for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
            routes_error err;
            routes_i_memory_fail_after(allowed);
            status = write_mps(path, &one, is_flow, &err);
            routes_i_memory_fail_after(-1);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_int_equal(status, ROUTES_OK);
    }
    network_free(&one.net);
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_programmes_value_plans_alike),
        cmocka_unit_test(a_second_opinion_agrees),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(programmes_survive_every_allocation_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
