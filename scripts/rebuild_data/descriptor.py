# SPDX-License-Identifier: GPL-3.0-or-later
"""datapackage.json: what the resources are, their columns, licences and sources."""
import json

from . import schema

CREDIT = ("Made with Natural Earth. Places: GeoNames, CC BY 4.0; some points: geoBoundaries "
          "(Runfola et al. 2020), Open Development Cambodia, CC BY 4.0. Khmer names: "
          "cambodia-gazetteer, (c) 2020 KhmerLang, MIT licence. Waters: GSHHG (Wessel and Smith "
          "1996), LGPL 3 or later. Population: NIS Cambodia.")

PUBLIC_DOMAIN = {"name": "other-pd", "title": "Public domain (Natural Earth)",
                 "path": "https://www.naturalearthdata.com/about/terms-of-use/"}
CC_BY = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0",
         "path": "https://creativecommons.org/licenses/by/4.0/"}
CC0 = {"name": "CC0-1.0", "title": "Creative Commons Zero 1.0",
       "path": "https://creativecommons.org/publicdomain/zero/1.0/"}
MIT = {"name": "MIT", "title": "MIT licence, (c) 2020 KhmerLang (Khmer names)",
       "path": "https://github.com/RathanakSreang/cambodia-gazetteer/blob/master/LICENSE"}

LGPL = {"name": "LGPL-3.0-or-later", "title": "GNU Lesser General Public License 3 or later (GSHHG)",
        "path": "https://www.gnu.org/licenses/lgpl-3.0.html"}
LAYERS = ("areas", "waters")

RESOURCES = {
    "sources": ("Who said it, when, and what may be done with it", [CC0]),
    "areas": ("The 24 provinces of 2001, and the countries of the lanes and of Southeast Asia",
              [PUBLIC_DOMAIN, CC0, MIT]),
    "groups": ("Named sets of provinces; one has no members, one has assumed members", [CC0]),
    "aliases": ("Other spellings, older names, names in the local script", [PUBLIC_DOMAIN, CC0,
                                                                         CC_BY, MIT]),
    "populations": ("Census 1998; 2008 and 2019 where the boundaries are comparable", [CC0]),
    "places": ("Towns, airports, ports and junctions, at town level", [CC_BY, CC0, MIT]),
    "crossings": ("Border crossings with their status of 2001; positions are approximate",
                  [CC0, PUBLIC_DOMAIN]),
    "links": ("The transport network of 2001 between places and crossings", [CC0]),
    "lanes": ("The lanes that the report names, with their figures as stated", [CC0]),
    "observations": ("Estimates, hotline, investigation, training and outreach figures", [CC0]),
    "services": ("Services by province; none has a position", [CC0]),
    "overrides": ("Published figures that pass S17, S19 or S29, row by row (S40)", [CC0]),
    "waters": ("The lake and the wide rivers, to be drawn", [LGPL, CC0]),
    "x_neighbours": ("The 44 pairs of provinces with a common border", [PUBLIC_DOMAIN]),
}


def path(name):
    if name in LAYERS:
        return name + ".geojson"
    return name.removeprefix("x_") + ".csv"


def text(sources):
    package = {
        "name": "cambodia-2001",
        "title": "Trafficking lanes in Cambodia as one field report of 2001 states them",
        "description": "Rebuilt by scripts/rebuild-data; see README.md for origin and traps.",
        "version": "1.0.0",
        "profile": "data-package",
        "x_home_country": "KH",
        "x_date": "2001-06-30",
        "x_credit": CREDIT,
        "licenses": [CC_BY, CC0, PUBLIC_DOMAIN, MIT, LGPL],
        "sources": [_source(row) for row in sources],
        "resources": [_resource(name) for name in RESOURCES],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _source(row):
    source = {"title": row["title"]}
    if row["url"]:
        source["path"] = row["url"]
    source["x_source_id"] = row["source_id"]
    source["x_licence"] = row["licence"]
    return source


def _resource(name):
    description, licences = RESOURCES[name]
    resource = {"name": name, "path": path(name), "description": description}
    if name in LAYERS:
        resource.update(format="geojson", mediatype="application/geo+json",
                        profile="data-resource")
    else:
        resource.update(format="csv", mediatype="text/csv", profile="tabular-data-resource")
        resource["dialect"] = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True,
                               "lineTerminator": "\n", "header": True}
    resource.update(encoding="utf-8", licenses=licences, schema=schema.describe(name))
    return resource
