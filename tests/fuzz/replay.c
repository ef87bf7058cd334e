/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

/* Runs a fuzzer's function on every file of a folder, on each with its end cut off at up to 64
 * places, and on nothing at all. A fault ends the program, as it ends the fuzzer. */

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t *read_whole(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    long end = -1;
    if (!file || fseek(file, 0, SEEK_END) || (end = ftell(file)) < 0 || fseek(file, 0, SEEK_SET)) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(EXIT_FAILURE);
    }
    *size = (size_t)end;
    uint8_t *bytes = malloc(*size + 1);
    if (!bytes || fread(bytes, 1, *size, file) != *size)
        exit(EXIT_FAILURE);
    fclose(file);
    return bytes;
}

/* In memory of its own size, so that a sanitizer sees a byte too far. */
static void run(const uint8_t *bytes, size_t size)
{
    uint8_t *exact = calloc(size ? size : 1, 1);
    if (!exact)
        exit(EXIT_FAILURE);
    memcpy(exact, bytes, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

int main(int count, char **words)
{
    size_t files = 0;
    run((const uint8_t *)"", 0);
    DIR *folder = count > 1 ? opendir(words[1]) : NULL;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[4096];
        size_t size;
        if (entry->d_name[0] == '.')
            continue;
        int length = snprintf(path, sizeof path, "%s/%s", words[1], entry->d_name);
        if (length < 0 || (size_t)length >= sizeof path)
            exit(EXIT_FAILURE);
        uint8_t *bytes = read_whole(path, &size);
        size_t step = size / 64 + 1;
        for (size_t end = 0; end < size; end += step)
            run(bytes, end);
        run(bytes, size);
        free(bytes);
        files++;
    }
    if (folder)
        closedir(folder);
    printf("%zu seeds\n", files);
    return EXIT_SUCCESS;
}
