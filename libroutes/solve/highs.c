/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "solve/highs.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include <dlfcn.h>

#include "core/memory.h"

/* What of HiGHS's C interface is used; its whole number is an int unless it was built otherwise. */
enum { BY_ROW = 2, LEAST = 1, STATUS_ERROR = -1 };
enum { OPTIMAL = 7, INFEASIBLE = 8, TIME_LIMIT = 13, HAS_SOLUTION = 2 };
enum { ON_SIMPLEX = 1, ON_MIP = 6 };

typedef void (*callback)(int kind, const char *text, const void *out, void *in, void *user);

struct highs {
    void *(*create)(void);
    void (*destroy)(void *);
    const char *(*version)(void);
    int (*size_of_int)(const void *);
    double (*infinity)(const void *);
    int (*set_bool)(void *, const char *, int);
    int (*set_int)(void *, const char *, int);
    int (*set_double)(void *, const char *, double);
    int (*pass)(void *, int, int, int, int, int, double, const double *, const double *,
                const double *, const double *, const double *, const int *, const int *,
                const double *, const int *);
    int (*run)(void *);
    int (*model_status)(const void *);
    int (*get_int)(const void *, const char *, int *);
    int (*get_double)(const void *, const char *, double *);
    int (*solution)(const void *, double *, double *, double *, double *);
    int (*set_callback)(void *, callback, void *); /* from 1.6 on */
    int (*start_callback)(void *, int);
};

/* A function's address, which C does not let be read as that of data. */
static bool find(void *function, void *library, const char *name)
{
    void *symbol = dlsym(library, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

static bool find_all(struct highs *highs, void *library)
{
    find(&highs->set_callback, library, "Highs_setCallback");
    find(&highs->start_callback, library, "Highs_startCallback");
    return find(&highs->create, library, "Highs_create") &&
           find(&highs->destroy, library, "Highs_destroy") &&
           find(&highs->version, library, "Highs_version") &&
           find(&highs->size_of_int, library, "Highs_getSizeofHighsInt") &&
           find(&highs->infinity, library, "Highs_getInfinity") &&
           find(&highs->set_bool, library, "Highs_setBoolOptionValue") &&
           find(&highs->set_int, library, "Highs_setIntOptionValue") &&
           find(&highs->set_double, library, "Highs_setDoubleOptionValue") &&
           find(&highs->pass, library, "Highs_passMip") &&
           find(&highs->run, library, "Highs_run") &&
           find(&highs->model_status, library, "Highs_getModelStatus") &&
           find(&highs->get_int, library, "Highs_getIntInfoValue") &&
           find(&highs->get_double, library, "Highs_getDoubleInfoValue") &&
           find(&highs->solution, library, "Highs_getSolution");
}

static routes_status open_highs(struct highs *highs, const char *name, routes_error *err)
{
    static const char *const names[] = {"libhighs.so.1", "libhighs.so", "libhighs.dylib"};
    void *library = name ? dlopen(name, RTLD_NOW | RTLD_LOCAL) : NULL;
    memset(highs, 0, sizeof *highs);
    for (size_t i = 0; !name && !library && i < sizeof names / sizeof *names; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY,
                             name ? "there is no HiGHS in %s" : "HiGHS (%s) is not installed",
                             name ? name : names[0]);
    if (!find_all(highs, library))
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "%s is no HiGHS of version 1.5 or later",
                             name ? name : names[0]);
    return ROUTES_OK;
}

/* The programme in HiGHS's own whole numbers. */
struct passed {
    int *start;   /* [rows + 1] */
    int *col;     /* [entries] */
    int *whole;   /* [cols] */
    double *side; /* [2 (cols + rows)] all bounds, with HiGHS's infinity */
    double *rows; /* [rows] scratch for the values of rows, and duals of either */
};

static void free_passed(struct passed *passed)
{
    routes_i_free(passed->start);
    routes_i_free(passed->col);
    routes_i_free(passed->whole);
    routes_i_free(passed->side);
    routes_i_free(passed->rows);
}

static double finite(double value, double infinity)
{
    return isinf(value) ? copysign(infinity, value) : value;
}

static bool prepare(struct passed *passed, const routes_i_mip *mip, double infinity)
{
    size_t entries = mip->rows ? mip->start[mip->rows] : 0;
    size_t sides = mip->cols + mip->rows;
    *passed = (struct passed){0};
    passed->start = routes_i_calloc(mip->rows + 1, sizeof *passed->start);
    passed->col = routes_i_calloc(entries + 1, sizeof *passed->col);
    passed->whole = routes_i_calloc(mip->cols + 1, sizeof *passed->whole);
    passed->side = routes_i_calloc(2 * sides + 1, sizeof *passed->side);
    passed->rows = routes_i_calloc(2 * sides + 1, sizeof *passed->rows);
    if (!passed->start || !passed->col || !passed->whole || !passed->side || !passed->rows)
        return false;
    for (size_t i = 0; i < mip->rows; i++)
        passed->start[i + 1] = (int)mip->start[i + 1];
    for (size_t e = 0; e < entries; e++)
        passed->col[e] = (int)mip->col[e];
    for (size_t j = 0; j < mip->cols; j++) {
        passed->whole[j] = mip->whole[j] != 0;
        passed->side[j] = finite(mip->lower[j], infinity);
        passed->side[sides + j] = finite(mip->upper[j], infinity);
    }
    for (size_t i = 0; i < mip->rows; i++) {
        passed->side[mip->cols + i] = finite(mip->row_lower[i], infinity);
        passed->side[sides + mip->cols + i] = finite(mip->row_upper[i], infinity);
    }
    return true;
}

/* Whether the caller said stop, asked now and then by HiGHS. */
struct asked {
    const routes_run *run;
    bool stop;
};

static void on_call(int kind, const char *text, const void *out, void *in, void *user)
{
    struct asked *asked = user;
    int stop = 1;
    (void)kind;
    (void)text;
    (void)out;
    if (!asked->stop && asked->run)
        asked->stop = routes_i_run_tell(asked->run, 0.5, "HiGHS", NULL) != ROUTES_OK;
    /* What goes in begins with an int that says stop. */
    if (asked->stop && in)
        memcpy(in, &stop, sizeof stop);
}

static void set(const struct highs *highs, void *model, const routes_i_highs_options *options,
                struct asked *asked)
{
    highs->set_bool(model, "output_flag", 0);
    highs->set_double(model, "mip_rel_gap", options->gap_relative);
    highs->set_double(model, "mip_abs_gap", options->gap_absolute);
    if (options->seconds > 0)
        highs->set_double(model, "time_limit", options->seconds);
    if (options->run && options->run->threads)
        highs->set_int(model, "threads", (int)options->run->threads);
    if (!options->run || !options->run->progress || !highs->set_callback || !highs->start_callback)
        return;
    asked->run = options->run;
    highs->set_callback(model, on_call, asked);
    highs->start_callback(model, ON_SIMPLEX);
    highs->start_callback(model, ON_MIP);
}

static void read_answer(routes_i_highs_answer *answer, double *value, const routes_i_mip *mip,
                        struct passed *passed, const struct highs *highs, const void *model)
{
    int kind = 0;
    int state = highs->model_status(model);
    double *scratch = passed->rows;
    *answer = (routes_i_highs_answer){.value = INFINITY, .bound = -INFINITY};
    highs->get_int(model, "primal_solution_status", &kind);
    answer->optimal = state == OPTIMAL;
    answer->stopped = state == TIME_LIMIT;
    answer->feasible = kind == HAS_SOLUTION;
    if (answer->feasible)
        highs->get_double(model, "objective_function_value", &answer->value);
    bool whole = mip->cols && memchr(mip->whole, 1, mip->cols) != NULL;
    if (whole)
        highs->get_double(model, "mip_dual_bound", &answer->bound);
    else if (answer->optimal)
        answer->bound = answer->value;
    if (state == INFEASIBLE)
        answer->bound = INFINITY;
    if (value && answer->feasible)
        highs->solution(model, value, scratch, scratch + mip->cols,
                        scratch + mip->cols + mip->rows);
}

static routes_status solve(routes_i_highs_answer *answer, double *value, const routes_i_mip *mip,
                           const routes_i_highs_options *options, const struct highs *highs,
                           void *model, routes_error *err)
{
    struct passed passed;
    struct asked asked = {0};
    size_t entries = mip->rows ? mip->start[mip->rows] : 0;
    if (highs->size_of_int(model) != (int)sizeof(int))
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "this HiGHS counts in %d bytes, not %zu",
                             highs->size_of_int(model), sizeof(int));
    if (entries > INT_MAX || mip->cols > INT_MAX || mip->rows > INT_MAX)
        return routes_i_fail(err, ROUTES_E_DATA, "%zu entries are too many for HiGHS", entries);
    routes_status status = ROUTES_OK;
    if (!prepare(&passed, mip, highs->infinity(model))) {
        status =
            routes_i_fail(err, ROUTES_E_MEMORY, "no memory to pass %zu entries to HiGHS", entries);
    } else {
        size_t sides = mip->cols + mip->rows;
        set(highs, model, options, &asked);
        int code = highs->pass(model, (int)mip->cols, (int)mip->rows, (int)entries, BY_ROW, LEAST,
                               0, mip->cost, passed.side, passed.side + sides,
                               passed.side + mip->cols, passed.side + sides + mip->cols,
                               passed.start, passed.col, mip->value, passed.whole);
        if (code == STATUS_ERROR || highs->run(model) == STATUS_ERROR)
            status =
                routes_i_fail(err, ROUTES_E_DEPENDENCY, "HiGHS failed on %zu columns and %zu rows",
                              mip->cols, mip->rows);
        else if (asked.stop)
            status = routes_i_fail(err, ROUTES_E_CANCELLED, "stopped while HiGHS was at work");
        if (!status)
            read_answer(answer, value, mip, &passed, highs, model);
    }
    free_passed(&passed);
    return status;
}

routes_status routes_i_highs_solve(routes_i_highs_answer *answer, double *value,
                                   const routes_i_mip *mip, const routes_i_highs_options *options,
                                   routes_error *err)
{
    struct highs highs;
    const routes_i_highs_options none = {0};
    const routes_i_highs_options *use = options ? options : &none;
    routes_status status = routes_i_mip_check(mip, err);
    if (!status)
        status = open_highs(&highs, use->library, err);
    if (status)
        return status;
    void *model = highs.create();
    if (!model)
        return routes_i_fail(err, ROUTES_E_MEMORY, "HiGHS has no memory");
    status = solve(answer, value, mip, use, &highs, model, err);
    highs.destroy(model);
    return status;
}

routes_status routes_i_highs_version(const char **version, const char *library, routes_error *err)
{
    struct highs highs;
    routes_status status = open_highs(&highs, library, err);
    if (!status)
        *version = highs.version();
    return status;
}
