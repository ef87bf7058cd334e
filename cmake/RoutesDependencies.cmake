# SPDX-License-Identifier: GPL-3.0-or-later
# The libraries underneath, and which room stands on which.

include(${CMAKE_CURRENT_LIST_DIR}/RoutesLinked.cmake)

# Needed to compile only.
find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
set_target_properties(libroutes::csv PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${CSV_INCLUDE_DIR})
find_path(GLPK_INCLUDE_DIR glpk.h REQUIRED)
set_target_properties(libroutes::glpk PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${GLPK_INCLUDE_DIR})

# Where PROJ keeps proj.db: the default where a run names no folder.
pkg_get_variable(ROUTES_PROJ_DIR proj datadir)

# What each room links; the rooms' table says what it may include.
set(ROUTES_ROOM_core_LINKS PkgConfig::JSONC Threads::Threads)
set(ROUTES_ROOM_geo_LINKS PkgConfig::GEOS PkgConfig::PROJ)
set(ROUTES_ROOM_source_LINKS PkgConfig::GDAL libroutes::csv)
set(ROUTES_ROOM_model_LINKS PkgConfig::UTF8PROC)
set(ROUTES_ROOM_store_LINKS PkgConfig::GDAL)
set(ROUTES_ROOM_graph_LINKS PkgConfig::IGRAPH)
set(ROUTES_ROOM_solve_LINKS libroutes::glpk ${CMAKE_DL_LIBS})
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
