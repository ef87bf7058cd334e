# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D ROUTES=<command> -D OUT=<folder> -P Manual.cmake
# Writes routes.1 and a page a command, as the command itself prints them.

cmake_minimum_required(VERSION 3.25)

file(MAKE_DIRECTORY ${OUT})
execute_process(COMMAND ${ROUTES} --commands OUTPUT_VARIABLE commands COMMAND_ERROR_IS_FATAL ANY)
string(STRIP "${commands}" commands)
string(REPLACE "\n" ";" commands "${commands}")
foreach(command IN LISTS commands)
  string(REPLACE " " ";" words "${command}")
  string(REPLACE " " "-" name "${command}")
  execute_process(COMMAND ${ROUTES} --manual ${words} OUTPUT_FILE ${OUT}/routes-${name}.1
                  COMMAND_ERROR_IS_FATAL ANY)
endforeach()
execute_process(COMMAND ${ROUTES} --manual OUTPUT_FILE ${OUT}/routes.1 COMMAND_ERROR_IS_FATAL ANY)
