# SPDX-License-Identifier: GPL-3.0-or-later
# A stranger's program against the installed library, in each of the ways that are offered.

set(stage ${PROJECT_BINARY_DIR}/stage)
add_test(NAME package_install
         COMMAND ${CMAKE_COMMAND} --install ${PROJECT_BINARY_DIR} --prefix ${stage}/all)
# The linker prefers the shared library: for the static one by pkg-config it must lie alone.
add_test(NAME package_install_static
         COMMAND ${CMAKE_COMMAND} -D BINARY=${PROJECT_BINARY_DIR} -D PREFIX=${stage}/static
         -P ${CMAKE_CURRENT_LIST_DIR}/InstallStatic.cmake)
set_tests_properties(package_install package_install_static PROPERTIES
  LABELS design FIXTURES_SETUP stage RESOURCE_LOCK stage)

function(routes_stranger name)
  add_test(NAME package_use_${name}
           COMMAND ${CMAKE_CTEST_COMMAND}
           --build-and-test ${CMAKE_CURRENT_SOURCE_DIR}/package ${PROJECT_BINARY_DIR}/stranger/${name}
           --build-generator ${CMAKE_GENERATOR}
           --build-options -DCMAKE_C_COMPILER=${CMAKE_C_COMPILER} -DCMAKE_INSTALL_LIBDIR=${CMAKE_INSTALL_LIBDIR} ${ARGN}
           --test-command stranger)
  set_tests_properties(package_use_${name} PROPERTIES LABELS design FIXTURES_REQUIRED stage)
endfunction()

if(BUILD_SHARED_LIBS)
  routes_stranger(cmake_shared -DSTAGE=${stage}/all -DWAY=cmake -DLIBRARY=routes)
  routes_stranger(pkgconfig_shared -DSTAGE=${stage}/all -DWAY=pkgconfig)
endif()
routes_stranger(cmake_static -DSTAGE=${stage}/all -DWAY=cmake -DLIBRARY=routes_static)
routes_stranger(pkgconfig_static -DSTAGE=${stage}/static -DWAY=pkgconfig -DSTATIC=ON)
