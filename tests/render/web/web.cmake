# SPDX-License-Identifier: GPL-3.0-or-later
# The web page as its readers meet it: is the committed one that of its sources, and how does a browser
# take the pages of the sample? Both skip where their tools are not: no build needs them.

find_program(ROUTES_NODE node)
find_program(ROUTES_CHROMIUM chromium)

add_test(NAME webpage_is_built COMMAND ${PROJECT_SOURCE_DIR}/scripts/build-page --check)
set_tests_properties(webpage_is_built PROPERTIES LABELS design SKIP_RETURN_CODE 77)

add_executable(make_pages render/web/make_pages.c)
routes_compile(make_pages)
target_link_libraries(make_pages PRIVATE routes)
set(pages ${CMAKE_CURRENT_BINARY_DIR}/webpages)
file(MAKE_DIRECTORY ${pages})
add_test(NAME webpage_of_the_sample COMMAND make_pages ${PROJECT_SOURCE_DIR}/data/cambodia-2001 ${pages})
set_tests_properties(webpage_of_the_sample PROPERTIES LABELS unit FIXTURES_SETUP webpages)

if(ROUTES_NODE AND ROUTES_CHROMIUM)
  add_test(NAME webpage_in_browser
           COMMAND ${ROUTES_NODE} ${CMAKE_CURRENT_SOURCE_DIR}/render/web/check_page.mjs
                   ${PROJECT_SOURCE_DIR}/build/page/node_modules ${ROUTES_CHROMIUM} ${pages})
  set_tests_properties(webpage_in_browser PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 180)
else()
  add_test(NAME webpage_in_browser
           COMMAND ${CMAKE_COMMAND} -E echo "skipped: node or chromium is not installed")
  set_tests_properties(webpage_in_browser PROPERTIES SKIP_REGULAR_EXPRESSION "^skipped:")
endif()
set_tests_properties(webpage_in_browser PROPERTIES LABELS "design;slow" FIXTURES_REQUIRED webpages)
