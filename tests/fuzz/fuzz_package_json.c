/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/package_in.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "source/package_path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any bytes as datapackage.json: refused with a fault, or a package whose paths stay inside. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    routes_i_package_in package = {0};
    routes_faults *faults = NULL;
    routes_error err = {0};
    if (routes_faults_new(&faults, 4, NULL))
        abort();
    routes_status status = routes_i_package_in_parse(&package, (const char *)data, size,
                                                     "datapackage.json", faults, &err);
    size_t errors = routes_faults_count(faults, ROUTES_SEVERITY_ERROR);
    if ((status == ROUTES_OK) != (errors == 0) || (status && status != ROUTES_E_DATA))
        abort();
    for (size_t i = 0; i < package.resource_count; i++) {
        const routes_i_resource *resource = &package.resources[i];
        if (!*resource->name || routes_i_package_path_fault(resource->path) ||
            routes_i_package_in_find(&package, resource->name) != resource)
            abort();
        for (size_t j = 0; j < resource->field_count; j++)
            if (!*resource->fields[j])
                abort();
    }
    routes_i_package_in_close(&package);
    routes_faults_free(faults);
    return 0;
}
