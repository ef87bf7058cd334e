# SPDX-License-Identifier: GPL-3.0-or-later
# The libraries that libroutes links, with the oldest version each is tried with (Debian 12).
# Read by our own build, and from the installed package by whoever links the static library.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

set(ROUTES_LINKED JSONC GEOS PROJ GDAL UTF8PROC IGRAPH CAIRO PANGO)
pkg_check_modules(JSONC REQUIRED IMPORTED_TARGET json-c>=0.16)
pkg_check_modules(GEOS REQUIRED IMPORTED_TARGET geos>=3.11)
pkg_check_modules(PROJ REQUIRED IMPORTED_TARGET proj>=9.1)
pkg_check_modules(GDAL REQUIRED IMPORTED_TARGET gdal>=3.6)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc>=2.6)
pkg_check_modules(IGRAPH REQUIRED IMPORTED_TARGET igraph>=0.10)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo>=1.16 cairo-pdf>=1.16 cairo-svg>=1.16)
pkg_check_modules(PANGO REQUIRED IMPORTED_TARGET pangocairo>=1.50 pangoft2>=1.50 fontconfig>=2.14)

# libcsv and GLPK have no .pc file.
find_library(CSV_LIBRARY csv REQUIRED)
find_library(GLPK_LIBRARY glpk REQUIRED)
foreach(library csv glpk)
  if(NOT TARGET libroutes::${library})
    string(TOUPPER ${library} variable)
    add_library(libroutes::${library} UNKNOWN IMPORTED)
    set_target_properties(libroutes::${library} PROPERTIES IMPORTED_LOCATION ${${variable}_LIBRARY})
  endif()
endforeach()
