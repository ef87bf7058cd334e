# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D OBJDUMP=<program> -D LIBRARY=<static library> -P CheckQuiet.cmake
# Fails when an object of the library asks for a function that ends the process, prints, reads the
# environment or a clock, changes a handler or the locale of the process, or when it holds a
# variable that can change: the library has no hidden state.

cmake_minimum_required(VERSION 3.25)

set(forbidden
  exit _exit _Exit quick_exit abort atexit signal sigaction longjmp raise kill system popen fork
  printf vprintf puts putchar perror stdout stderr stdin __printf_chk __vprintf_chk
  getenv secure_getenv setenv putenv unsetenv environ
  time clock gettimeofday clock_gettime timespec_get localtime localtime_r gmtime mktime strftime
  setlocale srand rand random srandom strtok strerror
  CPLSetErrorHandler CPLSetConfigOption
  socket connect)
# The waiting loop calls for progress every tenth of a second; no result depends on it. The locks
# stand around libraries that keep state of their own (igraph). The jump comes back from where GLPK
# would end the process.
set(allowed parallel:clock_gettime lock:locks lp:longjmp)

execute_process(COMMAND ${OBJDUMP} -t ${LIBRARY} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE ";" " " text "${text}")
string(REPLACE "\n" ";" lines "${text}")
set(object "")
set(objects 0)
set(wrong 0)
foreach(line IN LISTS lines)
  if(line MATCHES "^([a-z0-9_]+)\\.c\\.o:")
    set(object ${CMAKE_MATCH_1})
    math(EXPR objects "${objects} + 1")
  elseif(line MATCHES "\\*UND\\*[ \t]+[0-9a-f]+ (\\.hidden )?([A-Za-z0-9_]+)")
    set(name ${CMAKE_MATCH_2})
    if(name IN_LIST forbidden AND NOT "${object}:${name}" IN_LIST allowed)
      message("${object}.c uses ${name}")
      math(EXPR wrong "${wrong} + 1")
    endif()
  elseif(line MATCHES " O (\\.data|\\.bss|\\.tdata|\\.tbss|\\.data\\.rel|\\.data\\.rel\\.local|\\*COM\\*)[ \t]+[0-9a-f]+ (\\.hidden )?([A-Za-z0-9_.]+)")
    set(name ${CMAKE_MATCH_3})
    if(NOT "${object}:${name}" IN_LIST allowed)
      message("${object}.c keeps state in ${name}")
      math(EXPR wrong "${wrong} + 1")
    endif()
  endif()
endforeach()
if(objects EQUAL 0)
  message(FATAL_ERROR "no objects in ${LIBRARY}")
endif()
if(wrong)
  message(FATAL_ERROR "${wrong} places are not quiet")
endif()
message("${objects} objects are quiet")
