/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program `routes`: finds the command, reads its options, and lets it run. */

#include "cli.h"

#include <string.h>

static const struct cli_command *find(const char *noun, const char *verb)
{
    for (const struct cli_command *c = cli_commands; c->noun; c++)
        if (strcmp(c->noun, noun) == 0 && (!c->verb || (verb && strcmp(c->verb, verb) == 0)))
            return c;
    return NULL;
}

static int has_verbs(const char *noun)
{
    for (const struct cli_command *c = cli_commands; c->noun; c++)
        if (c->verb && strcmp(c->noun, noun) == 0)
            return 1;
    return 0;
}

static int unknown_verb(const char *noun, const char *verb)
{
    const char *names[64] = {NULL};
    size_t count = 0;
    for (const struct cli_command *c = cli_commands; c->noun && count < 64; c++)
        if (c->verb && strcmp(c->noun, noun) == 0)
            names[count++] = c->verb;
    if (!verb)
        return cli_complain(CLI_USAGE, "%s needs a verb, such as: routes %s %s", noun, noun,
                            names[0]);
    const char *nearest = cli_nearest(verb, names, count);
    return cli_complain(CLI_USAGE, "unknown verb %s; %s: routes %s %s", verb,
                        nearest ? "nearest is" : "see", noun, nearest ? nearest : "--help");
}

static int unknown_noun(const char *noun)
{
    const char *names[64];
    size_t count = 0;
    for (const struct cli_command *c = cli_commands; c->noun && count < 64; c++)
        names[count++] = c->noun;
    const char *nearest = cli_nearest(noun, names, count);
    return cli_complain(CLI_USAGE, "unknown command %s; %s: routes %s", noun,
                        nearest ? "nearest is" : "see", nearest ? nearest : "--help");
}

static int unknown(const char *noun, const char *verb)
{
    return has_verbs(noun) ? unknown_verb(noun, verb) : unknown_noun(noun);
}

static int run(const struct cli_command *command, int argc, char **argv)
{
    struct cli_call call;
    int exit = cli_read(&call, command, argc, argv);
    if (!exit && cli_value(&call, "help"))
        cli_help_command(stdout, command);
    else if (!exit && !(exit = cli_progress_start(&call)))
        exit = command->run(&call);
    cli_progress_end(&call);
    cli_call_free(&call);
    return exit;
}

/* `routes --commands` lists the commands, for the build of the manual. */
static int list_commands(void)
{
    for (const struct cli_command *c = cli_commands; c->noun; c++)
        printf("%s%s%s\n", c->noun, c->verb ? " " : "", c->verb ? c->verb : "");
    return CLI_DONE;
}

/* `routes --manual [NOUN [VERB]]` prints a manual page; the build makes the pages by it. */
static int manual(int argc, char **argv)
{
    const struct cli_command *command = argc > 2 ? find(argv[2], argc > 3 ? argv[3] : NULL) : NULL;
    if (argc > 2 && !command)
        return unknown(argv[2], argc > 3 ? argv[3] : NULL);
    cli_manual(stdout, command);
    return CLI_DONE;
}

int main(int argc, char **argv)
{
    const char *noun = argc > 1 ? argv[1] : "--help";
    const char *verb = argc > 2 ? argv[2] : NULL;
    if (strcmp(noun, "--help") == 0 || strcmp(noun, "help") == 0) {
        cli_help(stdout);
        return argc > 1 ? CLI_DONE : CLI_USAGE;
    }
    if (strcmp(noun, "--version") == 0) {
        printf("routes %s\n", routes_version());
        return CLI_DONE;
    }
    if (strcmp(noun, "--commands") == 0)
        return list_commands();
    if (strcmp(noun, "--manual") == 0)
        return manual(argc, argv);
    const struct cli_command *command = find(noun, verb);
    if (command)
        return run(command, argc, argv);
    if (has_verbs(noun) && verb && strcmp(verb, "--help") == 0) {
        cli_help_noun(stdout, noun);
        return CLI_DONE;
    }
    return unknown(noun, verb);
}
