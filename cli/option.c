/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

static size_t least_of(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein's distance between two words of at most 63 bytes; longer ones are far from all. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 63 };
    size_t row[LONGEST + 1];
    size_t a_size = strlen(a), b_size = strlen(b);
    if (a_size > LONGEST || b_size > LONGEST)
        return a_size + b_size;
    for (size_t j = 0; j <= b_size; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t above = row[j];
            row[j] = least_of(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[b_size];
}

const char *cli_nearest(const char *word, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t best = strlen(word) / 3 + 2;
    for (size_t i = 0; i < count; i++) {
        size_t here = distance(word, names[i]);
        if (here < best) {
            best = here;
            nearest = names[i];
        }
    }
    return nearest;
}

static const struct cli_option *find(const struct cli_option *options, const char *name,
                                     size_t size)
{
    for (; options && options->name; options++)
        if (strlen(options->name) == size && strncmp(options->name, name, size) == 0)
            return options;
    return NULL;
}

static int unknown_option(const struct cli_command *command, const char *name)
{
    const char *names[64];
    size_t count = 0;
    for (const struct cli_option *o = command->options; o && o->name && count < 64; o++)
        names[count++] = o->name;
    for (const struct cli_option *o = cli_common; o->name && count < 64; o++)
        names[count++] = o->name;
    char bare[64] = "";
    strncat(bare, name + 2, strcspn(name + 2, "=") < 63 ? strcspn(name + 2, "=") : 63);
    const char *nearest = cli_nearest(bare, names, count);
    return cli_complain(CLI_USAGE, "unknown option %s%s%s%s", name,
                        nearest ? "; nearest is --" : "", nearest ? nearest : "",
                        nearest ? "" : "; `--help` lists what this command takes");
}

/* One option at argv[*at]; its value may stand behind '=' or in the next word. */
static int read_option(struct cli_call *call, int argc, char **argv, int *at)
{
    const char *word = argv[*at];
    size_t size = strcspn(word + 2, "=");
    const struct cli_option *option = find(call->command->options, word + 2, size);
    if (!option)
        option = find(cli_common, word + 2, size);
    if (!option)
        return unknown_option(call->command, word);

    const char *value = word[2 + size] == '=' ? word + 3 + size : NULL;
    if (!option->value && value)
        return cli_complain(CLI_USAGE, "--%s takes no value", option->name);
    if (option->value && !value) {
        if (*at + 1 >= argc)
            return cli_complain(CLI_USAGE, "--%s needs %s", option->name, option->value);
        value = argv[++*at];
    }
    call->given[call->given_count++] = (struct cli_given){option, value ? value : ""};
    return CLI_DONE;
}

int cli_read(struct cli_call *call, const struct cli_command *command, int argc, char **argv)
{
    *call = (struct cli_call){.command = command, .run = ROUTES_RUN};
    call->arguments = calloc((size_t)argc + 1, sizeof *call->arguments);
    call->given = calloc((size_t)argc + 1, sizeof *call->given);
    if (!call->arguments || !call->given)
        return cli_complain(CLI_ENVIRONMENT, "no memory for the command line");

    int only_arguments = 0;
    for (int i = command->verb ? 3 : 2; i < argc; i++) {
        if (!only_arguments && strcmp(argv[i], "--") == 0) {
            only_arguments = 1;
        } else if (!only_arguments && strncmp(argv[i], "--", 2) == 0) {
            int exit = read_option(call, argc, argv, &i);
            if (exit)
                return exit;
        } else {
            call->arguments[call->argument_count++] = argv[i];
        }
    }
    if (cli_value(call, "help"))
        return CLI_DONE;
    if (call->argument_count < command->least || call->argument_count > command->most)
        return cli_complain(CLI_USAGE, "usage: routes %s%s%s [options] %s", command->noun,
                            command->verb ? " " : "", command->verb ? command->verb : "",
                            command->arguments);
    return CLI_DONE;
}

void cli_call_free(struct cli_call *call)
{
    free(call->arguments);
    free(call->given);
}

const char *cli_value_at(const struct cli_call *call, const char *name, size_t index)
{
    for (size_t i = 0; i < call->given_count; i++)
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): only known options are kept. */
        if (strcmp(call->given[i].option->name, name) == 0 && index-- == 0)
            return call->given[i].value;
    return NULL;
}

const char *cli_value(const struct cli_call *call, const char *name)
{
    const char *last = NULL, *value;
    for (size_t i = 0; (value = cli_value_at(call, name, i)); i++)
        last = value;
    return last;
}

const char **cli_values(const struct cli_call *call, const char *name, size_t *count)
{
    const char **values = calloc(call->given_count + 1, sizeof *values);
    *count = 0;
    while (values && (values[*count] = cli_value_at(call, name, *count)))
        ++*count;
    return values;
}
