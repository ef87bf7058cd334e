# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D DOXYGEN=<program> -D DOXYFILE=<file> -D WARNINGS=<its warnings> -P CheckDocs.cmake
# Fails when a public name is undocumented or its documentation names what is not there. Fields of
# a struct are left to the struct's own words: most carry the names of the data package's columns.

execute_process(COMMAND ${DOXYGEN} ${DOXYFILE} COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${WARNINGS} lines REGEX "warning:")
list(FILTER lines EXCLUDE REGEX "\\(variable\\) of (struct|union) [a-z_]+ is not documented")
if(lines)
  list(JOIN lines "\n" text)
  message(FATAL_ERROR "${text}")
endif()
