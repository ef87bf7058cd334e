/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ranks the crossings of a package by the lanes that pass, with what their loss would cost.
 * Expect: 1 +Poipet
 * Needs: package */

#include <stdio.h>
#include <stdlib.h>

#include <routes.h>

/* The row with the most lanes that is not yet printed; of equals the first. */
static size_t next_row(const int64_t *lanes, const unsigned char *printed, size_t rows)
{
    size_t best = rows;
    for (size_t row = 0; row < rows; row++)
        if (!printed[row] && (best == rows || lanes[row] > lanes[best]))
            best = row;
    return best;
}

static int print_ranks(const routes_table *table)
{
    size_t rows = routes_table_rows(table);
    const int64_t *lanes = routes_table_integers(table, routes_table_find(table, "lanes"));
    const double *ratio = routes_table_numbers(table, routes_table_find(table, "bypass_ratio"));
    unsigned char *printed = calloc(rows + 1, 1);
    if (!printed)
        return EXIT_FAILURE;
    for (size_t rank = 1; rank <= rows; rank++) {
        size_t row = next_row(lanes, printed, rows);
        printed[row] = 1;
        printf("%2zu  %-40s %2lld lanes, way round %.2f times as long\n", rank,
               routes_table_text_at(table, "name", row), (long long)lanes[row], ratio[row]);
    }
    free(printed);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    routes_faults *faults = NULL;
    routes_model *model = NULL;
    routes_network *network = NULL;
    routes_laying *laying = NULL;
    routes_table *table = NULL;
    routes_error err;
    int exit = EXIT_FAILURE;
    if (argc != 2) {
        fprintf(stderr, "usage: rank_crossings FOLDER\n");
        return EXIT_FAILURE;
    }
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = routes_package_read(&model, argv[1], NULL, faults, &err);
    if (!status)
        status = routes_network_new(&network, model, NULL, &err);
    if (!status)
        status = routes_laying_new(&laying, model, network, NULL, &err);
    if (!status)
        status = routes_answer_chokepoints_crossings(&table, model, network, laying, NULL, &err);
    if (status)
        fprintf(stderr, "%s\n", err.message);
    else
        exit = print_ranks(table);
    routes_table_free(table);
    routes_laying_free(laying);
    routes_network_free(network);
    routes_model_free(model);
    routes_faults_free(faults);
    return exit;
}
