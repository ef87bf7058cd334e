# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D BINARY=<build folder> -D PREFIX=<where> -P InstallStatic.cmake
# Installs what a program that links the static library needs, and no shared library.

foreach(component development static)
  execute_process(COMMAND ${CMAKE_COMMAND} --install ${BINARY} --prefix ${PREFIX}
                          --component ${component} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(GLOB_RECURSE shared LIST_DIRECTORIES false ${PREFIX}/*.so ${PREFIX}/*.so.*)
if(shared)
  file(REMOVE ${shared})
endif()
