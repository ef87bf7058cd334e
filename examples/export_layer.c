/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Releases the lanes of a package at public and writes them as GeoJSON.
 * Expect: 30 lanes written
 * Needs: package */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <routes.h>

int main(int argc, char **argv)
{
    const char *file = "example-lanes.geojson";
    routes_faults *faults = NULL;
    routes_model *model = NULL;
    routes_run run = ROUTES_RUN;
    routes_job_options options = ROUTES_JOB_OPTIONS;
    routes_error err;
    if (argc != 2) {
        fprintf(stderr, "usage: export_layer FOLDER\n");
        return EXIT_FAILURE;
    }
    run.date = "2026-01-01";
    options.run = &run;
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = routes_package_read(&model, argv[1], NULL, faults, &err);
    if (!status)
        status = routes_job_export(model, "lanes", file, &options, &err);
    routes_model_free(model);
    routes_faults_free(faults);
    if (status) {
        fprintf(stderr, "%s\n", err.message);
        return EXIT_FAILURE;
    }

    /* Read back what was written, as any GIS would, and count. */
    size_t count = 0;
    char line[1 << 16];
    FILE *written = fopen(file, "r");
    while (written && fgets(line, sizeof line, written))
        for (const char *at = line; (at = strstr(at, "\"type\": \"Feature\",")); at++)
            count++;
    if (written)
        fclose(written);
    remove(file);
    printf("%zu lanes written\n", count);
    return EXIT_SUCCESS;
}
