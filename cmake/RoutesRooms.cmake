# SPDX-License-Identifier: GPL-3.0-or-later
# The rooms, first to last: what each may include from the others and from outside.
# Read by the build and by the test `rooms`; a change here is a change of design.

set(ROUTES_ROOMS core geo source model store graph solve analysis result release export render job)

set(ROUTES_ROOM_core_MAY "")
set(ROUTES_ROOM_geo_MAY core)
set(ROUTES_ROOM_source_MAY core geo)
set(ROUTES_ROOM_model_MAY core geo source)
set(ROUTES_ROOM_store_MAY core geo source model)
set(ROUTES_ROOM_graph_MAY core geo model)
set(ROUTES_ROOM_solve_MAY core)
set(ROUTES_ROOM_analysis_MAY core geo graph solve)
set(ROUTES_ROOM_result_MAY core geo model graph analysis)
set(ROUTES_ROOM_release_MAY core geo model solve result)
set(ROUTES_ROOM_export_MAY core geo release)
set(ROUTES_ROOM_render_MAY core geo release)
set(ROUTES_ROOM_job_MAY core geo source model store graph solve result release export render)

# Headers from outside, as a pattern on the text between < and >. The C standard's are free to all.
set(ROUTES_ROOM_core_OUTSIDE "Random123/.*|pthread\\.h|json-c/.*|fcntl\\.h|ftw\\.h|unistd\\.h|sys/(file|stat|statvfs)\\.h")
set(ROUTES_ROOM_geo_OUTSIDE "geos_c\\.h|proj\\.h|geodesic\\.h")
set(ROUTES_ROOM_source_OUTSIDE "gdal.*|ogr_.*|cpl_.*|csv\\.h")
set(ROUTES_ROOM_model_OUTSIDE "utf8proc\\.h")
set(ROUTES_ROOM_store_OUTSIDE "gdal.*|ogr_.*|cpl_.*")
set(ROUTES_ROOM_graph_OUTSIDE "igraph/.*|igraph\\.h")
set(ROUTES_ROOM_solve_OUTSIDE "glpk\\.h|dlfcn\\.h")
set(ROUTES_ROOM_analysis_OUTSIDE "igraph/.*|igraph\\.h|immintrin\\.h")
set(ROUTES_ROOM_result_OUTSIDE "")
set(ROUTES_ROOM_release_OUTSIDE "")
set(ROUTES_ROOM_export_OUTSIDE "gdal.*|ogr_.*|cpl_.*")
set(ROUTES_ROOM_render_OUTSIDE "cairo.*|pango/.*|fontconfig/.*")
set(ROUTES_ROOM_job_OUTSIDE "")

# An object library of every source in the room's folder; nothing where the room is still empty.
function(routes_room room)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/libroutes/${room}/*.c)
  list(REMOVE_ITEM sources ${PROJECT_SOURCE_DIR}/libroutes/core/memory.c)
  if(NOT sources)
    return()
  endif()
  add_library(routes_${room} OBJECT ${sources})
  routes_compile(routes_${room})
  target_link_libraries(routes_${room} PRIVATE ${ROUTES_ROOM_${room}_LINKS})
  target_compile_definitions(routes_${room} PRIVATE ROUTES_BUILDING
                             ROUTES_I_VERSION="${PROJECT_VERSION}")
  if(NOT BUILD_SHARED_LIBS)
    target_compile_definitions(routes_${room} PRIVATE ROUTES_STATIC)
  endif()
  set_property(GLOBAL APPEND PROPERTY ROUTES_OBJECTS $<TARGET_OBJECTS:routes_${room}>)
endfunction()
