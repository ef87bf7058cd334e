# SPDX-License-Identifier: GPL-3.0-or-later
# Tests of the rules that the sources keep: see docs/contributing.md.

add_test(NAME rooms COMMAND ${CMAKE_COMMAND} -D SOURCE=${PROJECT_SOURCE_DIR}/libroutes
         -P ${PROJECT_SOURCE_DIR}/cmake/CheckRooms.cmake)
add_test(NAME rooms_bad COMMAND ${CMAKE_COMMAND} -D SOURCE=${CMAKE_CURRENT_SOURCE_DIR}/rooms/bad
         -P ${PROJECT_SOURCE_DIR}/cmake/CheckRooms.cmake)
set_tests_properties(rooms rooms_bad PROPERTIES LABELS design)
set_tests_properties(rooms_bad PROPERTIES PASS_REGULAR_EXPRESSION "[^0-9]5 includes break the rooms")

if(BUILD_SHARED_LIBS AND CMAKE_NM AND UNIX AND NOT APPLE AND NOT ROUTES_SANITIZE)
  add_test(NAME symbols COMMAND ${CMAKE_COMMAND} -D NM=${CMAKE_NM} -D LIBRARY=$<TARGET_FILE:routes>
           -D EXPECTED=${PROJECT_SOURCE_DIR}/cmake/symbols.txt
           -P ${PROJECT_SOURCE_DIR}/cmake/CheckSymbols.cmake)
  set_tests_properties(symbols PROPERTIES LABELS design)
endif()
