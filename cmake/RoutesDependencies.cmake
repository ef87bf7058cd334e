# SPDX-License-Identifier: GPL-3.0-or-later
# The libraries underneath, with the oldest version each is tried with (Debian 12).

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

pkg_check_modules(JSONC REQUIRED IMPORTED_TARGET json-c>=0.16)
pkg_check_modules(GEOS REQUIRED IMPORTED_TARGET geos>=3.11)
pkg_check_modules(PROJ REQUIRED IMPORTED_TARGET proj>=9.1)
pkg_check_modules(GDAL REQUIRED IMPORTED_TARGET gdal>=3.6)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc>=2.6)
pkg_check_modules(IGRAPH REQUIRED IMPORTED_TARGET igraph>=0.10)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo>=1.16 cairo-pdf>=1.16 cairo-svg>=1.16)
pkg_check_modules(PANGO REQUIRED IMPORTED_TARGET pangocairo>=1.50 pangoft2>=1.50 fontconfig>=2.14)

find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)

# libcsv has no .pc file.
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
find_library(CSV_LIBRARY csv REQUIRED)
add_library(routes_csv UNKNOWN IMPORTED)
set_target_properties(routes_csv PROPERTIES IMPORTED_LOCATION ${CSV_LIBRARY}
                                            INTERFACE_INCLUDE_DIRECTORIES ${CSV_INCLUDE_DIR})

# What each room links; the rooms' table says what it may include.
set(ROUTES_ROOM_core_LINKS PkgConfig::JSONC Threads::Threads)
set(ROUTES_ROOM_geo_LINKS PkgConfig::GEOS PkgConfig::PROJ)
set(ROUTES_ROOM_source_LINKS PkgConfig::GDAL routes_csv)
set(ROUTES_ROOM_model_LINKS PkgConfig::UTF8PROC)
set(ROUTES_ROOM_store_LINKS PkgConfig::GDAL)
set(ROUTES_ROOM_graph_LINKS PkgConfig::IGRAPH)
set(ROUTES_ROOM_analysis_LINKS PkgConfig::IGRAPH)
set(ROUTES_ROOM_export_LINKS PkgConfig::GDAL)
set(ROUTES_ROOM_render_LINKS PkgConfig::CAIRO PkgConfig::PANGO)

function(routes_link_dependencies target)
  foreach(room IN LISTS ROUTES_ROOMS)
    target_link_libraries(${target} PRIVATE ${ROUTES_ROOM_${room}_LINKS})
  endforeach()
  if(UNIX)
    target_link_libraries(${target} PRIVATE m)
  endif()
endfunction()
