# SPDX-License-Identifier: GPL-3.0-or-later
# Tests of the rules that the sources keep, whatever they compute.

function(routes_design_check name script)
  add_test(NAME ${name} COMMAND ${CMAKE_COMMAND} ${ARGN} -P ${PROJECT_SOURCE_DIR}/cmake/${script})
  set_tests_properties(${name} PROPERTIES LABELS design)
endfunction()

routes_design_check(rooms CheckRooms.cmake -D SOURCE=${PROJECT_SOURCE_DIR}/libroutes)
routes_design_check(rooms_bad CheckRooms.cmake -D SOURCE=${CMAKE_CURRENT_SOURCE_DIR}/rooms/bad)
set_tests_properties(rooms_bad PROPERTIES PASS_REGULAR_EXPRESSION "[^0-9]5 includes break the rooms")
routes_design_check(sources CheckSources.cmake -D SOURCE=${PROJECT_SOURCE_DIR})
routes_design_check(papers CheckPapers.cmake -D SOURCE=${PROJECT_SOURCE_DIR})

if(UNIX AND NOT APPLE)
  if(BUILD_SHARED_LIBS)
    routes_design_check(symbols CheckSymbols.cmake -D NM=${CMAKE_NM}
                        -D LIBRARY=$<TARGET_FILE:routes>
                        -D EXPECTED=${PROJECT_SOURCE_DIR}/cmake/symbols.txt)
    set(archive $<TARGET_FILE:routes_static>)
  else()
    set(archive $<TARGET_FILE:routes>)
  endif()
  routes_design_check(library_is_quiet CheckQuiet.cmake -D OBJDUMP=${CMAKE_OBJDUMP}
                      -D LIBRARY=${archive})
  add_library(routes_loud STATIC design/loud.c)
  routes_compile(routes_loud)
  routes_design_check(library_is_quiet_bad CheckQuiet.cmake -D OBJDUMP=${CMAKE_OBJDUMP}
                      -D LIBRARY=$<TARGET_FILE:routes_loud>)
  set_tests_properties(library_is_quiet_bad PROPERTIES
    PASS_REGULAR_EXPRESSION "[^0-9]5 places are not quiet")
endif()

# Each public header stands alone, in C and in C++, with nothing but the standard beside it.
file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/routes.h
     ${PROJECT_SOURCE_DIR}/include/routes/*.h)
find_program(ROUTES_CXX NAMES g++ clang++)
foreach(language c c++)
  set(compiler ${CMAKE_C_COMPILER} -std=c17)
  if(language STREQUAL "c++")
    set(compiler ${ROUTES_CXX} -std=c++17)
  endif()
  if(language STREQUAL "c" OR ROUTES_CXX)
    add_test(NAME headers_in_${language} COMMAND ${CMAKE_COMMAND} "-DCOMPILER=${compiler}"
             -D LANGUAGE=${language} -D "HEADERS=${headers}" -D INCLUDE=${PROJECT_SOURCE_DIR}/include
             -P ${PROJECT_SOURCE_DIR}/cmake/CheckHeaders.cmake)
    set_tests_properties(headers_in_${language} PROPERTIES LABELS design)
  endif()
endforeach()

# The reference: `cmake --build build/dev --target docs` makes the pages, the test only looks.
find_program(ROUTES_DOXYGEN doxygen)
if(ROUTES_DOXYGEN)
  foreach(use docs check)
    set(ROUTES_DOXYGEN_OUT ${PROJECT_BINARY_DIR}/reference-${use})
    set(ROUTES_DOXYGEN_HTML NO)
    set(ROUTES_DOXYGEN_XML YES)
    if(use STREQUAL "docs")
      set(ROUTES_DOXYGEN_HTML YES)
      set(ROUTES_DOXYGEN_XML NO)
    endif()
    file(MAKE_DIRECTORY ${ROUTES_DOXYGEN_OUT})
    configure_file(${PROJECT_SOURCE_DIR}/cmake/Doxyfile.in ${PROJECT_BINARY_DIR}/Doxyfile-${use} @ONLY)
  endforeach()
  add_custom_target(docs COMMAND ${ROUTES_DOXYGEN} ${PROJECT_BINARY_DIR}/Doxyfile-docs VERBATIM)
  routes_design_check(docs_complete CheckDocs.cmake -D DOXYGEN=${ROUTES_DOXYGEN}
                      -D DOXYFILE=${PROJECT_BINARY_DIR}/Doxyfile-check
                      -D WARNINGS=${PROJECT_BINARY_DIR}/reference-check/warnings.txt)
else()
  add_test(NAME docs_complete COMMAND ${CMAKE_COMMAND} -E echo "skipped: doxygen is not installed")
  set_tests_properties(docs_complete PROPERTIES LABELS design SKIP_REGULAR_EXPRESSION "^skipped:")
endif()

# The lint; a tool that is not here skips its test. clang-tidy takes a while and two cores, so
# that the preset `quick` leaves it to scripts/test.
foreach(tool format cppcheck tidy)
  add_test(NAME lint_${tool}
           COMMAND ${PROJECT_SOURCE_DIR}/scripts/lint ${tool} ${PROJECT_BINARY_DIR})
  set_tests_properties(lint_${tool} PROPERTIES LABELS "design;lint" SKIP_RETURN_CODE 77 TIMEOUT 900)
endforeach()
set_tests_properties(lint_tidy PROPERTIES LABELS "design;lint;tidy" PROCESSORS 2)
