# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D PROGRAM=<file> -D SHARED=<0|1> -P CheckLinked.cmake
# Fails when the program needs the shared library and should not, or the other way round.

execute_process(COMMAND ldd ${PROGRAM} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
string(FIND "${text}" "libroutes.so.0" found)
if(SHARED AND found EQUAL -1)
  message(FATAL_ERROR "${PROGRAM} does not need libroutes.so.0")
elseif(NOT SHARED AND NOT found EQUAL -1)
  message(FATAL_ERROR "${PROGRAM} needs libroutes.so.0")
endif()
