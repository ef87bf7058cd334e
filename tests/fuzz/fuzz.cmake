# SPDX-License-Identifier: GPL-3.0-or-later
# Every fuzz_<what>.c takes any bytes. Built by clang's fuzzer it looks for new ones, for
# ROUTES_FUZZ_SECONDS, starting from seeds/<what>/; in every other build it is run on those
# and on what is left of each when the end is cut off (test fuzz_<what>_seeds). An input that was
# found goes into seeds/<what>/, named for what it broke.

set(ROUTES_FUZZ_SECONDS 20 CACHE STRING "How long each fuzzer runs as a test")
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/fuzz_*.c)
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  string(REGEX REPLACE "^fuzz_" "" what ${name})
  set(seeds ${CMAKE_CURRENT_LIST_DIR}/seeds/${what})
  if(ROUTES_BUILD_FUZZERS)
    add_executable(${name} ${source})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set(found ${PROJECT_BINARY_DIR}/found/${what})
    file(MAKE_DIRECTORY ${found})
    if(NOT EXISTS ${seeds})
      set(seeds "")
    endif()
    math(EXPR timeout "${ROUTES_FUZZ_SECONDS} + 60")
    add_test(NAME ${name} COMMAND ${name} -max_total_time=${ROUTES_FUZZ_SECONDS} -timeout=10
             -print_final_stats=1 -artifact_prefix=${found}/ ${found} ${seeds})
    set_tests_properties(${name} PROPERTIES LABELS fuzz TIMEOUT ${timeout})
  elseif(NOT ROUTES_SANITIZE STREQUAL "thread")
    add_executable(${name} ${source} ${CMAKE_CURRENT_LIST_DIR}/replay.c)
    add_test(NAME ${ROUTES_TEST_PREFIX}${name}_seeds COMMAND ${name} ${seeds})
    set_tests_properties(${ROUTES_TEST_PREFIX}${name}_seeds PROPERTIES LABELS unit)
  else()
    continue()
  endif()
  routes_compile(${name})
  target_link_libraries(${name} PRIVATE routes_testing)
endforeach()
