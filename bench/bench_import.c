/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures the import of a million points into a workspace; called by bench/import.sh, which holds
 * it against ogr2ogr in the same run.
 *
 *     bench_import make ROWS FILE.csv            points in the three provinces of tests/data/three
 *     bench_import init PACKAGE WORKSPACE.gpkg
 *     bench_import run WORKSPACE.gpkg FILE       says what was read, kept and rejected
 *
 * Bound: 1.5 times ogr2ogr; memory that does not grow with the rows. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <routes.h>

static uint64_t draw(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* The points lie in no order, and their ids neither: the hard case for both indexes. */
static int make(size_t rows, const char *path)
{
    static const char *const kinds[] = {"city", "town", "district", "site", "port", "junction"};
    static const char *const roles[] = {"", "origin", "transit", "hub", "origin|transit"};
    uint64_t state = 1;
    FILE *file = fopen(path, "wb");
    if (!file)
        return 1;
    fputs("place_id,name,kind,lon,lat,area_id,country,role,accuracy_m,source_id\n", file);
    for (size_t i = 0; i < rows; i++) {
        uint64_t area = draw(&state) % 3;
        double lon = 100.0 + (double)area + (double)(draw(&state) % 999999 + 1) * 1e-6;
        double lat = 10.0 + (double)(draw(&state) % 999999 + 1) * 1e-6;
        fprintf(file, "N%016llX,Place number %zu,%s,%.6f,%.6f,AA%llu,AA,%s,%llu,S1\n",
                (unsigned long long)draw(&state), i, kinds[draw(&state) % 6], lon, lat,
                (unsigned long long)area + 1, roles[draw(&state) % 5],
                (unsigned long long)(draw(&state) % 5000 + 10));
    }
    return fclose(file) != 0;
}

static int fail(const routes_error *err)
{
    fprintf(stderr, "%s\n", err->message);
    return 1;
}

static int init(const char *package, const char *workspace)
{
    routes_faults *faults = NULL;
    routes_model *model = NULL;
    routes_error err;
    routes_status status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = routes_package_read(&model, package, NULL, faults, &err);
    if (!status)
        status = routes_workspace_write(workspace, model, NULL, &err);
    routes_model_free(model);
    routes_faults_free(faults);
    return status ? fail(&err) : 0;
}

static int run(const char *workspace, const char *file)
{
    routes_import_count count = {0};
    routes_faults *faults = NULL;
    routes_error err;
    routes_status status = routes_faults_new(&faults, 10, &err);
    if (!status)
        status = routes_workspace_import(&count, workspace, "places", file, NULL, faults, &err);
    routes_faults_free(faults);
    if (status)
        return fail(&err);
    printf("read %zu kept %zu rejected %zu\n", count.read, count.kept, count.rejected);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "make") == 0)
        return make(strtoul(argv[2], NULL, 10), argv[3]);
    if (argc == 4 && strcmp(argv[1], "init") == 0)
        return init(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "run") == 0)
        return run(argv[2], argv[3]);
    fprintf(stderr, "bench_import make ROWS FILE | init PACKAGE WORKSPACE | run WORKSPACE FILE\n");
    return 2;
}
