# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D SOURCE=<folder of the project> -P CheckPapers.cmake
# Fails when a link from one paper to a file of the project leads nowhere, or when a library or a
# font that scripts/packages asks for is missing from docs/licences.md.

cmake_minimum_required(VERSION 3.25)
get_filename_component(SOURCE ${SOURCE} ABSOLUTE)
set(wrong 0)

file(GLOB_RECURSE papers RELATIVE ${SOURCE} ${SOURCE}/docs/*.md ${SOURCE}/data/*.md
     ${SOURCE}/bench/*.md ${SOURCE}/examples/*.md)
file(GLOB front RELATIVE ${SOURCE} ${SOURCE}/*.md)
list(APPEND papers ${front})
foreach(paper IN LISTS papers)
  get_filename_component(folder ${SOURCE}/${paper} DIRECTORY)
  file(READ ${SOURCE}/${paper} text)
  # Brackets would keep CMake from taking the list apart.
  string(REPLACE "](" "@(" text "${text}")
  string(REGEX REPLACE "[][;]" "," text "${text}")
  string(REGEX MATCHALL "@\\([^)]+\\)" links "${text}")
  foreach(link IN LISTS links)
    string(REGEX REPLACE "^@\\(([^)#]*)(#[^)]*)?\\)$" "\\1" target "${link}")
    if(target AND NOT target MATCHES "^[a-z]+:" AND NOT EXISTS ${folder}/${target})
      message("${paper}: ${target} is not there")
      math(EXPR wrong "${wrong} + 1")
    endif()
  endforeach()
endforeach()

file(READ ${SOURCE}/docs/licences.md licences)
file(STRINGS ${SOURCE}/scripts/packages lines REGEX "^(build lib|run fonts-|test lib)")
foreach(line IN LISTS lines)
  string(REGEX REPLACE "^[a-z]+ " "" package ${line})
  string(FIND "${licences}" "`${package}`" found)
  if(found EQUAL -1)
    message("docs/licences.md: no word of ${package}")
    math(EXPR wrong "${wrong} + 1")
  endif()
endforeach()

list(LENGTH papers count)
if(wrong)
  message(FATAL_ERROR "${wrong} faults in ${count} papers")
endif()
message("${count} papers lead somewhere")
