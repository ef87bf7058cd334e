/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli.h"

#include <string.h>

static const char exits[] =
    "0 done; 1 the analysis could not be done; 2 the command line is wrong; 3 the input is wrong; "
    "4 the environment is wrong; 5 stopped by time limit or Ctrl-C.";

static void print_title(FILE *to, const struct cli_command *command)
{
    fprintf(to, "routes %s%s%s", command->noun, command->verb ? " " : "",
            command->verb ? command->verb : "");
}

static void print_options(FILE *to, const struct cli_option *options)
{
    for (; options && options->name; options++) {
        char left[48];
        snprintf(left, sizeof left, "--%s%s%s", options->name, options->value ? " " : "",
                 options->value ? options->value : "");
        fprintf(to, "  %-24s %s\n", left, options->help);
    }
}

void cli_help(FILE *to)
{
    fprintf(to, "routes: geographic analysis of human-trafficking routes\n\n"
                "  routes NOUN [VERB] [options] INPUT...\n\n");
    for (const struct cli_command *c = cli_commands; c->noun; c++) {
        char left[48];
        snprintf(left, sizeof left, "%s%s%s", c->noun, c->verb ? " " : "", c->verb ? c->verb : "");
        fprintf(to, "  %-20s %s\n", left, c->summary);
    }
    fprintf(to, "\n  routes NOUN --help, routes NOUN VERB --help: options and an example\n"
                "  routes --version\n");
}

void cli_help_noun(FILE *to, const char *noun)
{
    for (const struct cli_command *c = cli_commands; c->noun; c++)
        if (c->verb && strcmp(c->noun, noun) == 0)
            fprintf(to, "  routes %s %-16s %s\n", c->noun, c->verb, c->summary);
}

void cli_help_command(FILE *to, const struct cli_command *command)
{
    print_title(to, command);
    fprintf(to, " [options] %s\n\n%s\n\n%s\n", command->arguments, command->summary,
            command->description);
    if (command->options && command->options->name) {
        fprintf(to, "\nOptions\n");
        print_options(to, command->options);
    }
    fprintf(to, "\nCommon options\n");
    print_options(to, cli_common);
    fprintf(to, "\nExample\n  %s\n\nExit: %s\n", command->example, exits);
}

/* A text for man(7): a hyphen is a hyphen, a line does not begin with a dot. */
static void print_roff(FILE *to, const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", to);
    for (; *text; text++) {
        if (*text == '-')
            fputs("\\-", to);
        else if (*text == '\\')
            fputs("\\e", to);
        else
            fputc(*text, to);
    }
}

static void manual_options(FILE *to, const char *title, const struct cli_option *options)
{
    if (!options || !options->name)
        return;
    fprintf(to, ".SH %s\n", title);
    for (; options->name; options++) {
        fprintf(to, ".TP\n.B \\-\\-");
        print_roff(to, options->name);
        fprintf(to, "%s%s\n", options->value ? " " : "", options->value ? options->value : "");
        print_roff(to, options->help);
        fputc('\n', to);
    }
}

static void manual_all(FILE *to)
{
    fprintf(to, ".TH ROUTES 1 \"\" \"libroutes\"\n.SH NAME\nroutes \\- geographic analysis of "
                "human\\-trafficking routes\n.SH SYNOPSIS\n.B routes\nNOUN [VERB] [options] "
                "INPUT...\n.SH COMMANDS\n");
    for (const struct cli_command *c = cli_commands; c->noun; c++) {
        fprintf(to, ".TP\n.B %s%s%s\n", c->noun, c->verb ? " " : "", c->verb ? c->verb : "");
        print_roff(to, c->summary);
        fprintf(to, " See\n.BR routes\\-%s%s%s (1).\n", c->noun, c->verb ? "\\-" : "",
                c->verb ? c->verb : "");
    }
    manual_options(to, "OPTIONS", cli_common);
    fprintf(to, ".SH EXIT STATUS\n%s\n", exits);
}

void cli_manual(FILE *to, const struct cli_command *command)
{
    if (!command) {
        manual_all(to);
        return;
    }
    const char *dash = command->verb ? "\\-" : "", *verb = command->verb ? command->verb : "";
    fprintf(to, ".TH \"ROUTES\\-%s%s%s\" 1 \"\" \"libroutes\"\n.SH NAME\nroutes\\-%s%s%s \\- ",
            command->noun, dash, verb, command->noun, dash, verb);
    print_roff(to, command->summary);
    fprintf(to, "\n.SH SYNOPSIS\n.B routes %s %s\n[options] ", command->noun, verb);
    print_roff(to, command->arguments);
    fprintf(to, "\n.SH DESCRIPTION\n");
    print_roff(to, command->description);
    fputc('\n', to);
    manual_options(to, "OPTIONS", command->options);
    manual_options(to, "COMMON OPTIONS", cli_common);
    fprintf(to, ".SH EXIT STATUS\n%s\n.SH EXAMPLE\n", exits);
    print_roff(to, command->example);
    fprintf(to, "\n.SH SEE ALSO\n.BR routes (1)\n");
}
