# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D COMPILER=<program and flags> -D LANGUAGE=<c|c++> -D HEADERS=<list> -D INCLUDE=<folder>
#       -P CheckHeaders.cmake
# Fails when a public header does not compile by itself, without a warning.

set(wrong 0)
foreach(header IN LISTS HEADERS)
  execute_process(COMMAND ${COMPILER} -x ${LANGUAGE} -Wall -Wextra -Werror
                          -fsyntax-only -I ${INCLUDE} -include ${header} /dev/null
                  RESULT_VARIABLE result ERROR_VARIABLE text)
  if(NOT result EQUAL 0)
    message("${header}: ${text}")
    math(EXPR wrong "${wrong} + 1")
  endif()
endforeach()
if(wrong)
  message(FATAL_ERROR "${wrong} headers do not stand alone")
endif()
