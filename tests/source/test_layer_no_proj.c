/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit */
#define _POSIX_C_SOURCE 200809L
/* Apart from the others: PROJ is told once a process where its database is. */

#include "source/layer_in.h"

#include <stdlib.h>

#include "support/folder.h"

static void a_missing_database_of_proj_is_said_to_be_missing(void **state)
{
    (void)state;
    folder room = {0};
    folder_make(&room, "no-proj");
    assert_int_equal(setenv("PROJ_DATA", room.path, 1), 0);
    assert_int_equal(setenv("PROJ_LIB", room.path, 1), 0);
    assert_int_equal(setenv("PROJ_USER_WRITABLE_DIRECTORY", room.path, 1), 0);
    const char *path = folder_path(&room, "a.geojson");
    folder_put(path, "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                     "\"properties\":{\"a\":1},\"geometry\":null}]}");
    routes_i_layer *layer = NULL;
    routes_faults *faults = NULL;
    routes_error err = {0};
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    routes_status status = routes_i_layer_open(&layer, path, NULL, NULL, faults, &err);
    routes_i_layer_close(layer);
    routes_faults_free(faults);
    folder_remove(&room);
    if (status == ROUTES_OK) {
        print_message("this PROJ finds its database all the same\n");
        skip();
    }
    assert_int_equal(status, ROUTES_E_DEPENDENCY);
    assert_non_null(strstr(err.message, "proj.db"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_database_of_proj_is_said_to_be_missing),
    };
    return cmocka_run_group_tests_name("layer_no_proj", tests, NULL, NULL);
}
