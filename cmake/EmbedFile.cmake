# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D FILE=<any file> -D OUT=<C source> -D NAME=<of the array> -D HEADER=<that declares it>
#       -P EmbedFile.cmake
# Writes the file's bytes and a zero as an array of unsigned char.

cmake_minimum_required(VERSION 3.25)
file(READ ${FILE} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)"
       "\\1\n" bytes "${bytes}")
file(WRITE ${OUT} "/* SPDX-License-Identifier: GPL-3.0-or-later */

#include \"${HEADER}\"

const unsigned char ${NAME}[] = {
${bytes}0};
")
