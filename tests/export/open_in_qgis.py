#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""open_in_qgis.py FOLDER: opens the sample releases as an analyst does: the layers of the GeoPackage
and the shapefiles come up styled, every feature falls into a class, titles and notes are there.

Leaves with 77 where QGIS is not installed."""
import os
import pathlib
import sys

try:
    from qgis.core import (
        QgsApplication,
        QgsExpressionContext,
        QgsExpressionContextUtils,
        QgsMapRendererSequentialJob,
        QgsMapSettings,
        QgsRectangle,
        QgsRuleBasedRenderer,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtCore import QSize
except ImportError:
    print("skipped: qgis and python3-qgis are not installed")
    sys.exit(77)

FOLDER = pathlib.Path(sys.argv[1])
wrong = 0


def complain(text):
    global wrong
    wrong += 1
    print(text)


def check_style(layer, name):
    """Rules, not QGIS's random colour; each feature in one class."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsRuleBasedRenderer):
        complain(f"{name}: drawn by {type(renderer).__name__}")
        return
    rules = renderer.rootRule().children()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    for rule in rules:
        if rule.symbol() is None or not rule.label():
            complain(f"{name}: a rule without symbol or label")
        if rule.filter() and not rule.filter().prepare(context):
            complain(f"{name}: {rule.filterExpression()}: {rule.filter().evalErrorString()}")
    for feature in layer.getFeatures():
        context.setFeature(feature)
        taken = [r for r in rules if not r.filter() or r.filter().evaluate(context)]
        if len(taken) != 1:
            complain(f"{name}: feature {feature.id()} falls into {len(taken)} classes")


def check_layer(layer, name):
    if not layer.isValid():
        complain(f"{name}: QGIS does not open it")
        return
    if layer.isSpatial():
        if layer.crs().authid() != "EPSG:4326":
            complain(f"{name}: coordinates in {layer.crs().authid()}")
        check_style(layer, name)


def check_notes(layer, name):
    notes = layer.metadata()
    if not notes.title() or "not prevalence" not in notes.abstract():
        complain(f"{name}: title {notes.title()!r}, abstract {notes.abstract()!r}")


def draw(layers):
    """The picture is not white and not red."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setExtent(QgsRectangle(100, 9, 108, 15))
    settings.setOutputSize(QSize(400, 300))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    pixels = [image.pixelColor(x, y) for x in range(0, 400, 2) for y in range(0, 300, 2)]
    drawn = sum(1 for p in pixels if (p.red(), p.green(), p.blue()) != (255, 255, 255))
    red = sum(1 for p in pixels if p.red() > 100 and p.green() < 0.5 * p.red() and p.blue() < 0.5 * p.red())
    if drawn < 500 or red:
        complain(f"the picture has {drawn} drawn and {red} red points")


QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
for tree in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
    package = tree / "layers.gpkg"
    first = QgsVectorLayer(str(package), "first", "ogr")
    names = [sub.split("!!::!!")[1] for sub in first.dataProvider().subLayers()]
    if "lanes" not in names:
        complain(f"{package}: {names}")
    drawn = []
    for name in names:
        if name == "field_descriptions":
            continue
        layer = QgsVectorLayer(f"{package}|layername={name}", name, "ogr")
        check_layer(layer, f"{package}/{name}")
        check_notes(layer, f"{package}/{name}")
        if layer.isSpatial():
            drawn.append(layer)
    draw(drawn)
    for path in sorted((tree / "shapefiles").glob("*.shp")):
        layer = QgsVectorLayer(str(path), path.stem, "ogr")
        check_layer(layer, str(path))
        layer.loadDefaultMetadata()
        check_notes(layer, str(path))
print(f"{wrong} wrong")
sys.stdout.flush()
# PyQGIS may crash when Python clears up after it.
os._exit(1 if wrong else 0)
