/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sample_export FOLDER: writes the scene's releases, public and restricted, as trees and as single
 * files, for the clients that read them back. */
#include "routes/export.h"
#include "support/whole.h"

#include <stdio.h>

int main(int count, char **words)
{
    static const char *const endings[] = {"gpkg", "shp", "geojson", "fgb", "csv", "json"};
    routes_error err;
    if (count != 2)
        return 2;
    for (int tier = ROUTES_TIER_PUBLIC; tier <= ROUTES_TIER_RESTRICTED; tier += 2) {
        char path[1000];
        routes_release *release = whole_release((routes_tier)tier);
        routes_export *work = NULL;
        snprintf(path, sizeof path, "%s/%s", words[1], routes_tier_text((routes_tier)tier));
        assert_ok(routes_export_new(&work, path, &err), &err);
        assert_ok(routes_export_release(work, release, NULL, &err), &err);
        for (size_t i = 0; i < routes_release_size(release); i++) {
            const char *layer = routes_layer_name(routes_release_at(release, i));
            const routes_table *table = routes_layer_table(routes_release_at(release, i));
            bool shaped = routes_table_find(table, "geometry") != SIZE_MAX;
            for (size_t j = 0; j < sizeof endings / sizeof *endings; j++) {
                if (!shaped && (strcmp(endings[j], "shp") == 0 || strcmp(endings[j], "fgb") == 0))
                    continue;
                snprintf(path, sizeof path, "%s/%s.%s", routes_export_folder(work), layer,
                         endings[j]);
                assert_ok(routes_export_layer(release, layer, path, NULL, &err), &err);
            }
        }
        assert_ok(routes_export_finish(work, &err), &err);
        routes_export_free(work);
        routes_release_free(release);
    }
    return 0;
}
