# SPDX-License-Identifier: GPL-3.0-or-later
# How every target of the project is compiled.

function(routes_compile target)
  target_compile_features(${target} PRIVATE c_std_17)
  set_target_properties(${target} PROPERTIES
    C_EXTENSIONS OFF C_VISIBILITY_PRESET hidden POSITION_INDEPENDENT_CODE ON)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/include
                                               ${PROJECT_SOURCE_DIR}/libroutes)
  if(CMAKE_C_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(${target} PRIVATE
      -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2
      -Wstrict-prototypes -Wmissing-prototypes -Wundef -Wvla -Wcast-qual
      # gcc 12 takes what an inlined function hands back through a local for the local.
      $<$<C_COMPILER_ID:GNU>:-Wno-dangling-pointer>
      -ffp-contract=off # same digits on every machine
      $<$<BOOL:${ROUTES_WERROR}>:-Werror>)
  endif()
  if(ROUTES_COVERAGE)
    target_compile_options(${target} PRIVATE --coverage -O0)
    target_link_options(${target} PRIVATE --coverage)
  endif()
  if(ROUTES_SANITIZE)
    target_compile_options(${target} PRIVATE
      -fsanitize=${ROUTES_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PRIVATE -fsanitize=${ROUTES_SANITIZE})
  endif()
endfunction()
