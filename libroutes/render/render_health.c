/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/render_health.h"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <pango/pango.h>
#include <stdio.h>

#include "render/font.h"

static routes_status look_at_fonts(routes_table *table, const routes_run *run, routes_error *err)
{
    routes_i_fonts *fonts = NULL;
    routes_error why;
    routes_status status = routes_i_fonts_new(&fonts, run->font_path, &why);
    routes_i_fonts_free(fonts);
    if (status == ROUTES_E_MEMORY) {
        if (err)
            *err = why;
        return status;
    }
    return routes_i_health_add(
        table, "fonts", status ? why.message : "Noto Sans, Noto Serif, Khmer OS Content",
        status ? "install the packages fonts-noto-core and fonts-khmeros" : NULL, err);
}

routes_status routes_i_render_health(routes_table *table, const routes_run *run, routes_error *err)
{
    char version[32];
    routes_status status = routes_i_health_add(table, "Cairo", cairo_version_string(), NULL, err);
    if (!status)
        status = routes_i_health_add(table, "Pango", pango_version_string(), NULL, err);
    int number = FcGetVersion();
    snprintf(version, sizeof version, "%d.%d.%d", number / 10000, number / 100 % 100, number % 100);
    if (!status)
        status = routes_i_health_add(table, "Fontconfig", version, NULL, err);
    if (!status)
        status = look_at_fonts(table, run, err);
    return status;
}
