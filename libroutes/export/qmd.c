/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/qmd.h"

#include "export/markup.h"

static void line(routes_i_text *to, const char *head, const char *text)
{
    if (text && *text)
        routes_i_text_print(to, "\n%s%s", head, text);
}

void routes_i_qmd_abstract(routes_i_text *to, const routes_layer *layer, const routes_stamp *stamp)
{
    routes_i_text_add(to, routes_layer_abstract(layer));
    line(to, "", stamp->notice);
    line(to, "", stamp->boundary);
    line(to, "Sources: ", stamp->sources);
    line(to, "Map data: ", stamp->credits);
    line(to, "Period: ", stamp->period);
    line(to, "Units: ", stamp->units);
    line(to, "", stamp->overrides);
    routes_i_text_print(to, "\nRows: %zu. Lanes not shown: %zu. Figures not shown: %zu.",
                        routes_table_rows(routes_layer_table(layer)), stamp->lanes_withheld,
                        stamp->cells_withheld);
    routes_i_text_print(to, "\nTier: %s (%s), release %s of %s.", routes_tier_text(stamp->tier),
                        stamp->tlp, stamp->release_id, stamp->date);
    line(to, "Not to be used after: ", stamp->end_date);
    line(to, "Purpose: ", stamp->purpose);
    line(to, "Approved by: ", stamp->approver);
}

void routes_i_qmd_write(routes_i_text *to, const routes_layer *layer, const routes_stamp *stamp)
{
    routes_i_text abstract = {0};
    routes_i_qmd_abstract(&abstract, layer, stamp);
    routes_i_text_add(to, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                          "<qgis version=\"3.22.0\">\n");
    routes_i_text_print(to, "<identifier>%s/%s</identifier>\n", stamp->release_id,
                        routes_layer_name(layer));
    routes_i_markup_element(to, "parentidentifier", stamp->release_id);
    routes_i_markup_element(to, "language", "ENG");
    routes_i_markup_element(to, "type", "dataset");
    routes_i_markup_element(to, "title", routes_layer_title(layer));
    routes_i_markup_element(to, "abstract", routes_i_text_get(&abstract));
    routes_i_markup_element(to, "rights", stamp->sources);
    routes_i_markup_element(to, "license", stamp->credits);
    routes_i_text_add(to, "<constraints type=\"access\">");
    routes_i_text_markup(to, stamp->tlp);
    routes_i_text_add(to, "</constraints>\n");
    routes_i_text_print(to, "<dates>\n<date type=\"Published\" value=\"%s\"/>\n</dates>\n",
                        stamp->date);
    routes_i_text_add(to, "<crs>\n<spatialrefsys>\n<authid>EPSG:4326</authid>\n"
                          "<srid>4326</srid>\n</spatialrefsys>\n</crs>\n</qgis>\n");
    to->failed = to->failed || abstract.failed;
    routes_i_text_free(&abstract);
}
