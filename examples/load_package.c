/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loads a data package, prints what is wrong with it and what it holds.
 * Expect: lanes +35
 * Needs: package */

#include <stdio.h>
#include <stdlib.h>

#include <routes.h>

static void print_faults(const routes_faults *faults)
{
    for (size_t i = 0; i < routes_faults_size(faults); i++) {
        const routes_fault *fault = routes_faults_at(faults, i);
        printf("%s row %zu: %s\n", fault->file, fault->row, fault->message);
    }
}

int main(int argc, char **argv)
{
    routes_faults *faults = NULL;
    routes_model *model = NULL;
    routes_error err;
    if (argc != 2) {
        fprintf(stderr, "usage: load_package FOLDER\n");
        return EXIT_FAILURE;
    }
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = routes_package_read(&model, argv[1], NULL, faults, &err);
    print_faults(faults);
    if (status)
        fprintf(stderr, "%s\n", err.message);
    for (int table = 0; !status && table < ROUTES_ENTITIES; table++)
        printf("%-14s %zu\n", routes_entity_text((routes_entity)table),
               routes_model_size(model, (routes_entity)table));
    routes_model_free(model);
    routes_faults_free(faults);
    return status ? EXIT_FAILURE : EXIT_SUCCESS;
}
