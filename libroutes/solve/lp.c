/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "solve/lp.h"

#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdbool.h>
#include <string.h>

#include <glpk.h>

#include "core/memory.h"

struct routes_i_lp {
    glp_prob *problem;
    bool broken; /* GLPK left in the middle of a call */
    routes_i_lp_state state;
    double objective;
    int *index; /* [room] numbers as GLPK takes them, from 1 */
    double *value;
    size_t room;
};

/* A call of GLPK under way. GLPK ends a fatal error in its hook, which must not return. */
struct call {
    jmp_buf out;
    int spoke; /* whether GLPK spoke before */
    char words[160];
    size_t length;
};

/* GLPK prints what is wrong before it calls the hook below; the first line has the reason. */
static int on_text(void *context, const char *text)
{
    struct call *call = context;
    for (; *text && call->length < sizeof call->words - 1; text++)
        call->words[call->length++] = (char)(*text == '\n' ? ' ' : *text);
    return 1;
}

static void on_error(void *context)
{
    struct call *call = context;
    longjmp(call->out, 1);
}

/* What a piece of work hands GLPK, and what it gets back. */
struct work {
    routes_i_lp *lp;
    size_t count;
    const size_t *start;
    const uint32_t *number;
    const double *cost, *lower, *upper;
    const unsigned char *cols, *rows;
    glp_smcp parameters;
    int code;
};

static void enter(struct call *call)
{
    call->spoke = glp_term_out(GLP_OFF);
    glp_term_hook(on_text, call);
    glp_error_hook(on_error, call);
}

static void leave(const struct call *call)
{
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    glp_term_out(call->spoke);
}

/* GLPK has one way to fail, and says it in words. */
static routes_status read_words(const struct call *call, routes_error *err)
{
    bool memory = strstr(call->words, "memory") != NULL || strstr(call->words, "alloc") != NULL;
    return routes_i_fail(err, memory ? ROUTES_E_MEMORY : ROUTES_E_DEPENDENCY, "GLPK: %s",
                         call->length ? call->words : "a fault without words");
}

/* False where GLPK would have ended the process. */
static bool guard(struct call *call, void (*piece)(struct work *), struct work *work)
{
    if (setjmp(call->out))
        return false;
    piece(work);
    return true;
}

static routes_status run(void (*piece)(struct work *), struct work *work, routes_error *err)
{
    struct call call = {.length = 0};
    if (work->lp->broken)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY,
                             "GLPK failed in an earlier call on this linear programme");
    enter(&call);
    bool whole = guard(&call, piece, work);
    leave(&call);
    if (whole)
        return ROUTES_OK;
    work->lp->broken = true;
    work->lp->problem = NULL;
    return read_words(&call, err);
}

static void make(struct work *work)
{
    work->lp->problem = glp_create_prob();
}

routes_status routes_i_lp_new(routes_i_lp **lp, routes_error *err)
{
    *lp = NULL;
    routes_i_lp *made = routes_i_calloc(1, sizeof *made);
    if (!made)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a linear programme");
    struct work work = {.lp = made};
    routes_status status = run(make, &work, err);
    if (status)
        routes_i_lp_free(made);
    else
        *lp = made;
    return status;
}

static void unmake(struct work *work)
{
    glp_delete_prob(work->lp->problem);
    glp_mem_usage(&work->code, NULL, NULL, NULL);
}

/* Nobody uses the thread's GLPK by now: it goes, or a thread that ends would leave it behind. One
 * that was told to be silent is the host's. */
static void unmake_environment(void)
{
    if (glp_term_out(GLP_OFF) == GLP_ON)
        glp_free_env();
}

void routes_i_lp_free(routes_i_lp *lp)
{
    if (!lp)
        return;
    struct work work = {.lp = lp};
    if (lp->problem && run(unmake, &work, NULL) == ROUTES_OK && work.code == 0)
        unmake_environment();
    routes_i_free(lp->index);
    routes_i_free(lp->value);
    routes_i_free(lp);
}

size_t routes_i_lp_cols(const routes_i_lp *lp)
{
    return lp->problem ? (size_t)glp_get_num_cols(lp->problem) : 0;
}

size_t routes_i_lp_rows(const routes_i_lp *lp)
{
    return lp->problem ? (size_t)glp_get_num_rows(lp->problem) : 0;
}

static routes_status make_room(routes_i_lp *lp, size_t count, routes_error *err)
{
    if (count <= lp->room)
        return ROUTES_OK;
    size_t room = count + count / 2;
    int *index = routes_i_realloc(lp->index, room + 1, sizeof *index);
    if (index)
        lp->index = index;
    double *value = index ? routes_i_realloc(lp->value, room + 1, sizeof *value) : NULL;
    if (!value)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu entries of a row", count);
    lp->value = value;
    lp->room = room;
    return ROUTES_OK;
}

static int kind_of(double lower, double upper)
{
    if (isinf(lower))
        return isinf(upper) ? GLP_FR : GLP_UP;
    if (isinf(upper))
        return GLP_LO;
    return lower < upper ? GLP_DB : GLP_FX;
}

static void add_cols(struct work *work)
{
    glp_prob *problem = work->lp->problem;
    if (!work->count)
        return;
    int first = glp_add_cols(problem, (int)work->count);
    for (size_t i = 0; i < work->count; i++) {
        double lower = work->lower[i];
        double upper = work->upper[i];
        glp_set_obj_coef(problem, first + (int)i, work->cost[i]);
        glp_set_col_bnds(problem, first + (int)i, kind_of(lower, upper), lower, upper);
    }
}

routes_status routes_i_lp_add_cols(routes_i_lp *lp, size_t count, const double *cost,
                                   const double *lower, const double *upper, routes_error *err)
{
    struct work work = {.lp = lp, .count = count, .cost = cost, .lower = lower, .upper = upper};
    if (count > INT_MAX / 4)
        return routes_i_fail(err, ROUTES_E_DATA, "%zu columns are too many", count);
    return run(add_cols, &work, err);
}

static void add_rows(struct work *work)
{
    routes_i_lp *lp = work->lp;
    if (!work->count)
        return;
    int first = glp_add_rows(lp->problem, (int)work->count);
    for (size_t i = 0; i < work->count; i++) {
        size_t from = work->start[i];
        size_t size = work->start[i + 1] - from;
        double lower = work->lower[i];
        double upper = work->upper[i];
        for (size_t k = 0; k < size; k++) {
            lp->index[k + 1] = (int)work->number[from + k] + 1;
            lp->value[k + 1] = work->cost[from + k];
        }
        glp_set_mat_row(lp->problem, first + (int)i, (int)size, lp->index, lp->value);
        glp_set_row_bnds(lp->problem, first + (int)i, kind_of(lower, upper), lower, upper);
    }
}

routes_status routes_i_lp_add_rows(routes_i_lp *lp, size_t count, const size_t *start,
                                   const uint32_t *col, const double *value, const double *lower,
                                   const double *upper, routes_error *err)
{
    struct work work = {.lp = lp,
                        .count = count,
                        .start = start,
                        .number = col,
                        .cost = value,
                        .lower = lower,
                        .upper = upper};
    size_t longest = 0;
    for (size_t i = 0; i < count; i++)
        longest = start[i + 1] - start[i] > longest ? start[i + 1] - start[i] : longest;
    if (count > INT_MAX / 4)
        return routes_i_fail(err, ROUTES_E_DATA, "%zu rows are too many", count);
    routes_status status = make_room(lp, longest, err);
    return status ? status : run(add_rows, &work, err);
}

static void del_rows(struct work *work)
{
    routes_i_lp *lp = work->lp;
    for (size_t i = 0; i < work->count; i++)
        lp->index[i + 1] = (int)work->number[i] + 1;
    if (work->count)
        glp_del_rows(lp->problem, (int)work->count, lp->index);
}

routes_status routes_i_lp_del_rows(routes_i_lp *lp, size_t count, const uint32_t *row,
                                   routes_error *err)
{
    struct work work = {.lp = lp, .count = count, .number = row};
    routes_status status = make_room(lp, count, err);
    return status ? status : run(del_rows, &work, err);
}

static void set_col_bounds(struct work *work)
{
    glp_set_col_bnds(work->lp->problem, (int)work->count + 1, kind_of(*work->lower, *work->upper),
                     *work->lower, *work->upper);
}

routes_status routes_i_lp_set_col_bounds(routes_i_lp *lp, uint32_t col, double lower, double upper,
                                         routes_error *err)
{
    struct work work = {.lp = lp, .count = col, .lower = &lower, .upper = &upper};
    return run(set_col_bounds, &work, err);
}

static void set_row_bounds(struct work *work)
{
    glp_set_row_bnds(work->lp->problem, (int)work->count + 1, kind_of(*work->lower, *work->upper),
                     *work->lower, *work->upper);
}

routes_status routes_i_lp_set_row_bounds(routes_i_lp *lp, uint32_t row, double lower, double upper,
                                         routes_error *err)
{
    struct work work = {.lp = lp, .count = row, .lower = &lower, .upper = &upper};
    return run(set_row_bounds, &work, err);
}

static void solve(struct work *work)
{
    work->code = glp_simplex(work->lp->problem, &work->parameters);
}

static void solve_anew(struct work *work)
{
    glp_adv_basis(work->lp->problem, 0);
    solve(work);
}

/* A basis that GLPK cannot begin from, or in which it lost its way. */
static bool is_lost(int code)
{
    return code == GLP_EBADB || code == GLP_ESING || code == GLP_ECOND || code == GLP_EFAIL;
}

static routes_i_lp_state state_of(const routes_i_lp *lp, int code)
{
    if (code == GLP_EOBJUL)
        return ROUTES_I_LP_CUTOFF;
    if (code != 0)
        return ROUTES_I_LP_LIMIT;
    switch (glp_get_status(lp->problem)) {
    case GLP_OPT:
        return ROUTES_I_LP_OPTIMAL;
    case GLP_UNBND:
        return ROUTES_I_LP_UNBOUNDED;
    case GLP_NOFEAS:
        return ROUTES_I_LP_INFEASIBLE;
    default:
        /* No dual solution, the primal side not told apart: no bound either way. */
        return glp_get_dual_stat(lp->problem) == GLP_NOFEAS ? ROUTES_I_LP_UNBOUNDED
                                                            : ROUTES_I_LP_LIMIT;
    }
}

static double objective_of(const routes_i_lp *lp, routes_i_lp_state state)
{
    if (state == ROUTES_I_LP_INFEASIBLE)
        return INFINITY;
    if (state == ROUTES_I_LP_UNBOUNDED)
        return -INFINITY;
    if (state == ROUTES_I_LP_OPTIMAL || glp_get_dual_stat(lp->problem) == GLP_FEAS)
        return glp_get_obj_val(lp->problem);
    return -INFINITY;
}

routes_status routes_i_lp_solve(routes_i_lp *lp, size_t iterations, double cutoff,
                                routes_error *err)
{
    struct work work = {.lp = lp};
    glp_init_smcp(&work.parameters);
    work.parameters.msg_lev = GLP_MSG_OFF;
    work.parameters.meth = iterations ? GLP_DUAL : GLP_DUALP;
    work.parameters.it_lim = iterations && iterations < INT_MAX ? (int)iterations : INT_MAX;
    if (isfinite(cutoff))
        work.parameters.obj_ul = cutoff;
    routes_status status = run(solve, &work, err);
    if (!status && is_lost(work.code))
        status = run(solve_anew, &work, err);
    if (status)
        return status;
    if (is_lost(work.code) || work.code == GLP_EBOUND)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY,
                             "GLPK cannot solve a linear programme of %zu rows (code %d)",
                             routes_i_lp_rows(lp), work.code);
    lp->state = state_of(lp, work.code);
    lp->objective = objective_of(lp, lp->state);
    if (lp->state == ROUTES_I_LP_CUTOFF)
        lp->objective = fmax(lp->objective, cutoff);
    return ROUTES_OK;
}

routes_i_lp_state routes_i_lp_state_of(const routes_i_lp *lp)
{
    return lp->state;
}

double routes_i_lp_objective(const routes_i_lp *lp)
{
    return lp->state == ROUTES_I_LP_NONE ? -INFINITY : lp->objective;
}

void routes_i_lp_read_values(double *value, const routes_i_lp *lp)
{
    for (size_t i = 0; i < routes_i_lp_cols(lp); i++)
        value[i] = glp_get_col_prim(lp->problem, (int)i + 1);
}

void routes_i_lp_read_reduced_costs(double *cost, const routes_i_lp *lp)
{
    for (size_t i = 0; i < routes_i_lp_cols(lp); i++)
        cost[i] = glp_get_col_dual(lp->problem, (int)i + 1);
}

void routes_i_lp_read_slack(double *slack, const routes_i_lp *lp)
{
    for (size_t i = 0; i < routes_i_lp_rows(lp); i++) {
        int row = (int)i + 1;
        int kind = glp_get_row_type(lp->problem, row);
        double at = glp_get_row_prim(lp->problem, row);
        bool below = kind == GLP_UP || kind == GLP_DB || kind == GLP_FX;
        bool above = kind == GLP_LO || kind == GLP_DB || kind == GLP_FX;
        double to_upper = below ? glp_get_row_ub(lp->problem, row) - at : INFINITY;
        double to_lower = above ? at - glp_get_row_lb(lp->problem, row) : INFINITY;
        slack[i] = fmin(to_upper, to_lower);
    }
}

void routes_i_lp_read_duals(double *dual, const routes_i_lp *lp)
{
    for (size_t i = 0; i < routes_i_lp_rows(lp); i++)
        dual[i] = glp_get_row_dual(lp->problem, (int)i + 1);
}

static unsigned char basis_of(int status)
{
    if (status == GLP_BS)
        return ROUTES_I_LP_BASIC;
    return status == GLP_NU ? ROUTES_I_LP_AT_UPPER : ROUTES_I_LP_AT_LOWER;
}

void routes_i_lp_read_basis(unsigned char *cols, unsigned char *rows, const routes_i_lp *lp)
{
    for (size_t i = 0; cols && i < routes_i_lp_cols(lp); i++)
        cols[i] = basis_of(glp_get_col_stat(lp->problem, (int)i + 1));
    for (size_t i = 0; rows && i < routes_i_lp_rows(lp); i++)
        rows[i] = basis_of(glp_get_row_stat(lp->problem, (int)i + 1));
}

/* GLPK itself corrects a bound that a column or row does not have. */
static int status_of(unsigned char basis)
{
    if (basis == ROUTES_I_LP_BASIC)
        return GLP_BS;
    return basis == ROUTES_I_LP_AT_UPPER ? GLP_NU : GLP_NL;
}

static void set_basis(struct work *work)
{
    routes_i_lp *lp = work->lp;
    for (size_t i = 0; work->cols && i < routes_i_lp_cols(lp); i++)
        glp_set_col_stat(lp->problem, (int)i + 1, status_of(work->cols[i]));
    for (size_t i = 0; work->rows && i < routes_i_lp_rows(lp); i++)
        glp_set_row_stat(lp->problem, (int)i + 1, status_of(work->rows[i]));
}

routes_status routes_i_lp_set_basis(routes_i_lp *lp, const unsigned char *cols,
                                    const unsigned char *rows, routes_error *err)
{
    struct work work = {.lp = lp, .cols = cols, .rows = rows};
    return run(set_basis, &work, err);
}

const char *routes_i_lp_version(void)
{
    return glp_version();
}
