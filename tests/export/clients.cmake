# SPDX-License-Identifier: GPL-3.0-or-later
# The files of a release in the hands of those who read them: GDAL, Python's csv and json, QGIS.

add_executable(sample_export export/sample_export.c)
routes_compile(sample_export)
target_include_directories(sample_export PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(sample_export PRIVATE routes_testing PkgConfig::CMOCKA m)

find_program(ROUTES_PYTHON3 python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(ROUTES_PYTHON3)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/sample-export)
  add_test(NAME sample_export COMMAND sample_export ${folder})
  set_tests_properties(sample_export PROPERTIES LABELS "unit" FIXTURES_SETUP sample_export)
  add_test(NAME export_read_back
           COMMAND ${ROUTES_PYTHON3} ${CMAKE_CURRENT_SOURCE_DIR}/export/read_back.py ${folder})
  set_tests_properties(export_read_back PROPERTIES LABELS "oracle" FIXTURES_REQUIRED sample_export
                       SKIP_RETURN_CODE 77 TIMEOUT 120)
  add_test(NAME export_in_qgis
           COMMAND ${ROUTES_PYTHON3} ${CMAKE_CURRENT_SOURCE_DIR}/export/open_in_qgis.py ${folder})
  set_tests_properties(export_in_qgis PROPERTIES LABELS "slow" FIXTURES_REQUIRED sample_export
                       SKIP_RETURN_CODE 77 TIMEOUT 300
                       ENVIRONMENT "QT_QPA_PLATFORM=offscreen;XDG_RUNTIME_DIR=${CMAKE_CURRENT_BINARY_DIR}")
endif()
