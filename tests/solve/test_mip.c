/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

#include "solve/mip.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <glpk.h>

#include "core/file.h"
#include "core/memory.h"
#include "support/check.h"

static char path[256];

static int name_file(void **state)
{
    (void)state;
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/routes_mip_%ld.mps", folder ? folder : "/tmp", (long)getpid());
    return 0;
}

static int remove_file(void **state)
{
    (void)state;
    remove(path);
    return 0;
}

/* Every kind of column and of row. */
static routes_i_mip every_kind(void)
{
    routes_i_mip mip = {0};
    uint32_t x = routes_i_mip_add_col(&mip, 1, 0, 1, true, "x", 7);
    uint32_t y = routes_i_mip_add_col(&mip, -2.5, 0, INFINITY, false, "y", 0);
    uint32_t z = routes_i_mip_add_col(&mip, 0.1, -INFINITY, INFINITY, false, "y", 1);
    uint32_t w = routes_i_mip_add_col(&mip, 0, -INFINITY, 3, true, "w", 0);
    routes_i_mip_add_col(&mip, 1, 2, 2, false, "fixed", 0);
    routes_i_mip_add_row(&mip, 2, (uint32_t[]){x, y}, (double[]){1, 1}, -INFINITY, 4);
    routes_i_mip_add_row(&mip, 2, (uint32_t[]){z, w}, (double[]){1, 0.5}, 1, INFINITY);
    routes_i_mip_add_row(&mip, 2, (uint32_t[]){y, z}, (double[]){3, -1}, 2, 2);
    routes_i_mip_add_row(&mip, 1, (uint32_t[]){w}, (double[]){1}, -5, 6);
    routes_i_mip_add_row(&mip, 0, NULL, NULL, -INFINITY, INFINITY);
    return mip;
}

static void a_file_holds_every_kind_of_column_and_row(void **state)
{
    (void)state;
    routes_error err;
    char *bytes;
    routes_i_mip mip = every_kind();
    assert_ok(routes_i_mip_write_mps(&mip, path, "kinds", &err), &err);
    assert_ok(routes_i_file_read(&bytes, NULL, path, &err), &err);
    assert_string_equal(bytes, "NAME kinds\n"
                               "ROWS\n N cost\n L r0\n G r1\n E r2\n L r3\n N r4\n"
                               "COLUMNS\n"
                               "    m0 'MARKER' 'INTORG'\n"
                               "    x7 cost 1\n    x7 r0 1\n"
                               "    m1 'MARKER' 'INTEND'\n"
                               "    y0 cost -2.5\n    y0 r0 1\n    y0 r2 3\n"
                               "    y1 cost 0.1\n    y1 r1 1\n    y1 r2 -1\n"
                               "    m2 'MARKER' 'INTORG'\n"
                               "    w0 cost 0\n    w0 r1 0.5\n    w0 r3 1\n"
                               "    m3 'MARKER' 'INTEND'\n"
                               "    fixed0 cost 1\n"
                               "RHS\n    rhs r0 4\n    rhs r1 1\n    rhs r2 2\n    rhs r3 6\n"
                               "RANGES\n    range r3 11\n"
                               "BOUNDS\n"
                               " LO bound x7 0\n UP bound x7 1\n"
                               " LO bound y0 0\n PL bound y0\n"
                               " FR bound y1\n"
                               " MI bound w0\n UP bound w0 3\n"
                               " FX bound fixed0 2\n"
                               "ENDATA\n");
    routes_i_free(bytes);
    routes_i_mip_free(&mip);
}

/* Another reader of the format takes it as it was meant. */
static void glpk_reads_the_file_back(void **state)
{
    (void)state;
    routes_error err;
    uint64_t seed = 3;
    for (int round = 0; round < 50; round++) {
        routes_i_mip mip = {0};
        size_t cols = 1 + draw(&seed) % 6;
        size_t rows = draw(&seed) % 5;
        for (size_t j = 0; j < cols; j++) {
            double lower = draw(&seed) % 3 ? draw_unit(&seed) - 2 : -INFINITY;
            double upper = draw(&seed) % 3 ? draw_unit(&seed) : INFINITY;
            routes_i_mip_add_col(&mip, draw_unit(&seed), lower, upper, draw(&seed) % 2, "x", j);
        }
        for (size_t i = 0; i < rows; i++) {
            uint32_t col[2] = {0, (uint32_t)(cols - 1)};
            double value[2] = {draw_unit(&seed), 1 / (1 + draw_unit(&seed))};
            double lower = draw(&seed) % 2 ? -draw_unit(&seed) : -INFINITY;
            double upper = draw(&seed) % 2 || isinf(lower) ? draw_unit(&seed) : INFINITY;
            routes_i_mip_add_row(&mip, cols > 1 ? 2 : 1, col, value, lower, upper);
        }
        assert_ok(routes_i_mip_write_mps(&mip, path, "random", &err), &err);
        glp_term_out(GLP_OFF);
        glp_prob *read = glp_create_prob();
        assert_int_equal(glp_read_mps(read, GLP_MPS_FILE, NULL, path), 0);
        assert_int_equal(glp_get_num_cols(read), (int)cols);
        assert_int_equal(glp_get_num_rows(read), (int)rows);
        for (int j = 0; j < (int)cols; j++) {
            assert_true(glp_get_obj_coef(read, j + 1) == mip.cost[j]);
            assert_int_equal(glp_get_col_kind(read, j + 1) != GLP_CV, mip.whole[j]);
            assert_true(isinf(mip.lower[j]) ? glp_get_col_lb(read, j + 1) == -DBL_MAX
                                            : glp_get_col_lb(read, j + 1) == mip.lower[j]);
            assert_true(isinf(mip.upper[j]) ? glp_get_col_ub(read, j + 1) == DBL_MAX
                                            : glp_get_col_ub(read, j + 1) == mip.upper[j]);
        }
        for (int i = 0; i < (int)rows; i++) {
            int col[8];
            double value[8];
            int size = glp_get_mat_row(read, i + 1, col, value);
            assert_int_equal(size, (int)(mip.start[i + 1] - mip.start[i]));
            for (int k = 0; k < size; k++)
                for (size_t e = mip.start[i]; e < mip.start[i + 1]; e++)
                    assert_true((int)mip.col[e] + 1 != col[k] || mip.value[e] == value[k]);
            if (!isinf(mip.row_lower[i]))
                assert_near(glp_get_row_lb(read, i + 1), mip.row_lower[i], 1e-15);
            if (!isinf(mip.row_upper[i]))
                assert_true(glp_get_row_ub(read, i + 1) == mip.row_upper[i]);
        }
        glp_delete_prob(read);
        routes_i_mip_free(&mip);
    }
    glp_free_env();
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    routes_error err;
    routes_status status = ROUTES_E_MEMORY;
    long live = routes_i_memory_live();
    for (long n = 0; status; n++) {
        routes_i_memory_fail_after(n);
        routes_i_mip mip = every_kind();
        status = routes_i_mip_write_mps(&mip, path, "kinds", &err);
        routes_i_mip_free(&mip);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || status == ROUTES_E_MEMORY);
        assert_int_equal(routes_i_memory_live(), live);
    }
}

static void a_folder_that_is_not_there_is_named(void **state)
{
    (void)state;
    routes_error err;
    routes_i_mip mip = {0};
    assert_int_equal(routes_i_mip_write_mps(&mip, "/nowhere/at/all.mps", "none", &err),
                     ROUTES_E_IO);
    assert_non_null(strstr(err.message, "/nowhere/at/all.mps"));
    routes_i_mip_free(&mip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_holds_every_kind_of_column_and_row),
        cmocka_unit_test(glpk_reads_the_file_back),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(a_folder_that_is_not_there_is_named),
    };
    return cmocka_run_group_tests(tests, name_file, remove_file);
}
