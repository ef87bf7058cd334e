/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int cli_complain(int exit, const char *format, ...)
{
    va_list args;
    fputs("routes: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    return exit;
}

static int exit_of(routes_status status)
{
    switch (status) {
    case ROUTES_OK:
        return CLI_DONE;
    case ROUTES_E_ARGUMENT:
        return CLI_USAGE;
    case ROUTES_E_DATA:
    case ROUTES_E_NOT_FOUND:
    case ROUTES_E_AMBIGUOUS:
        return CLI_INPUT;
    case ROUTES_E_MEMORY:
    case ROUTES_E_IO:
    case ROUTES_E_DEPENDENCY:
        return CLI_ENVIRONMENT;
    case ROUTES_E_CANCELLED:
        return CLI_STOPPED;
    }
    return CLI_NOT_POSSIBLE;
}

int cli_fail(const struct cli_call *call, routes_status status, const routes_error *err)
{
    return status == ROUTES_E_CANCELLED ? cli_stopped(call)
                                        : cli_complain(exit_of(status), "%s", err->message);
}

int cli_colored(const struct cli_call *call, FILE *to)
{
    const char *when = cli_value(call, "color");
    if (when && strcmp(when, "always") == 0)
        return 1;
    if (when && strcmp(when, "never") == 0)
        return 0;
    const char *no = getenv("NO_COLOR");
    return !(no && *no) && isatty(fileno(to));
}

static void print_fault(const routes_fault *fault)
{
    static const char *const severities[] = {"error", "warning", "note"};
    fprintf(stderr, "%s: ", severities[fault->severity]);
    if (fault->file)
        fprintf(stderr, "%s: ", fault->file);
    if (fault->row)
        fprintf(stderr, "row %zu: ", fault->row);
    if (fault->field)
        fprintf(stderr, "%s: ", fault->field);
    if (fault->value && *fault->value)
        fprintf(stderr, "\"%s\": ", fault->value);
    fprintf(stderr, "%s", fault->message);
    if (fault->remedy)
        fprintf(stderr, "; %s", fault->remedy);
    fputc('\n', stderr);
}

void cli_faults(const routes_faults *faults)
{
    size_t kept = routes_faults_size(faults), found = 0;
    for (size_t i = 0; i < kept; i++)
        print_fault(routes_faults_at(faults, i));
    for (int severity = ROUTES_SEVERITY_ERROR; severity <= ROUTES_SEVERITY_NOTE; severity++)
        found += routes_faults_count(faults, (routes_severity)severity);
    if (found > kept)
        fprintf(stderr, "... and %zu more\n", found - kept);
}
