/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "cli.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The handler can reach nothing but a global; it is the program's, not the library's. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

struct cli_progress {
    int shown;
    int quiet;
    int verbose;
    int line; /* a progress line stands on the terminal */
    double started;
    double told;
    double limit;  /* seconds, 0: none */
    char what[64]; /* is being done */
    struct sigaction before;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void clear_line(struct cli_progress *progress)
{
    if (progress->line)
        fputs("\r\033[K", stderr);
    progress->line = 0;
}

static int on_progress(double done, const char *what, void *user)
{
    struct cli_progress *progress = user;
    double time = now() - progress->started;
    snprintf(progress->what, sizeof progress->what, "%s", what);
    if (interrupted || (progress->limit > 0.0 && time > progress->limit))
        return 1;
    if (progress->shown && time - progress->told > 0.1) {
        progress->told = time;
        progress->line = 1;
        fprintf(stderr, "\r\033[K%3.0f %% %s", 100.0 * done, what);
        if (done > 0.02 && time > 1.0)
            fprintf(stderr, ", %.0f s left", time / done - time);
    }
    return 0;
}

static void on_log(routes_log_level level, const char *text, void *user)
{
    struct cli_progress *progress = user;
    if (progress->quiet || (level == ROUTES_LOG_INFO && !progress->verbose))
        return;
    clear_line(progress);
    fprintf(stderr, "routes: %s%s\n", level == ROUTES_LOG_WARNING ? "warning: " : "", text);
}

static int number(const struct cli_call *call, const char *name, double least, double *value)
{
    const char *text = cli_value(call, name);
    if (!text)
        return CLI_DONE;
    char *end = NULL;
    double read = strtod(text, &end);
    if (end == text || *end || !(read >= least) || read > 1e9)
        return cli_complain(CLI_USAGE, "--%s %s: must be a number from %g up", name, text, least);
    *value = read;
    return CLI_DONE;
}

static int one_of(const struct cli_call *call, const char *name, const char *const *words,
                  size_t count)
{
    const char *text = cli_value(call, name);
    for (size_t i = 0; text && i < count; i++)
        if (strcmp(text, words[i]) == 0)
            return CLI_DONE;
    if (!text)
        return CLI_DONE;
    const char *nearest = cli_nearest(text, words, count);
    return cli_complain(CLI_USAGE, "--%s %s is not known; %s %s", name, text,
                        nearest ? "nearest is" : "try", nearest ? nearest : words[0]);
}

/* --date, else SOURCE_DATE_EPOCH, else today, in UTC. */
static int set_date(struct cli_call *call)
{
    const char *given = cli_value(call, "date");
    if (given) {
        call->date = given; /* judged by the library */
        return CLI_DONE;
    }
    time_t seconds = time(NULL);
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch && *epoch) {
        char *end = NULL;
        errno = 0;
        long long read = strtoll(epoch, &end, 10);
        if (errno || *end || read < 0)
            return cli_complain(CLI_USAGE, "SOURCE_DATE_EPOCH %s is no number of seconds", epoch);
        seconds = (time_t)read;
    }
    struct tm parts;
    if (!gmtime_r(&seconds, &parts) ||
        !strftime(call->date_text, sizeof call->date_text, "%Y-%m-%d", &parts))
        return cli_complain(CLI_ENVIRONMENT, "the date of today is not to be had");
    call->date = call->date_text;
    return CLI_DONE;
}

int cli_progress_start(struct cli_call *call)
{
    static const char *const when[] = {"auto", "always", "never"};
    struct cli_progress *progress = calloc(1, sizeof *progress);
    if (!progress)
        return cli_complain(CLI_ENVIRONMENT, "no memory");
    call->progress = progress;

    double threads = 0.0;
    int exit = number(call, "time-limit", 0.001, &progress->limit);
    if (!exit)
        exit = number(call, "threads", 1.0, &threads);
    if (!exit)
        exit = one_of(call, "color", when, 3);
    if (!exit)
        exit = one_of(call, "progress", when, 3);
    if (!exit)
        exit = set_date(call);
    if (!exit)
        exit = cli_proj_find(call);
    if (exit)
        return exit;

    const char *shown = cli_value(call, "progress");
    progress->quiet = cli_value(call, "quiet") != NULL;
    progress->verbose = cli_value(call, "verbose") != NULL;
    progress->shown =
        shown && strcmp(shown, "auto") != 0 ? strcmp(shown, "always") == 0 : isatty(STDERR_FILENO);
    if (progress->quiet)
        progress->shown = 0;
    progress->started = now();

    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    call->run.threads = threads >= 1.0 ? (unsigned)threads : cores > 1 ? (unsigned)cores : 1;
    call->run.progress = on_progress;
    call->run.progress_user = progress;
    call->run.log = on_log;
    call->run.log_user = progress;
    call->run.date = call->date;
    call->run.font_path = getenv("ROUTES_FONTS");

    /* A second Ctrl-C does not wait. */
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &progress->before);
    return CLI_DONE;
}

/* Who stopped the work. */
static void name_stopper(char *by, size_t size, struct cli_progress *progress)
{
    clear_line(progress);
    if (interrupted)
        snprintf(by, size, "Ctrl-C");
    else
        snprintf(by, size, "the time limit of %g s", progress->limit);
}

int cli_stopped(const struct cli_call *call)
{
    char by[64];
    name_stopper(by, sizeof by, call->progress);
    return cli_complain(CLI_STOPPED,
                        "stopped by %s during: %s; nothing half done is left, and what was whole "
                        "before stays",
                        by, call->progress->what);
}

int cli_stopped_short(const struct cli_call *call, const char *format, ...)
{
    char by[64];
    char what[256];
    va_list args;
    name_stopper(by, sizeof by, call->progress);
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return cli_complain(CLI_STOPPED, "stopped by %s; %s", by, what);
}

void cli_progress_end(struct cli_call *call)
{
    struct cli_progress *progress = call->progress;
    if (!progress)
        return;
    clear_line(progress);
    if (progress->verbose && !progress->quiet)
        fprintf(stderr, "routes: %.2f s\n", now() - progress->started);
    if (call->run.progress)
        sigaction(SIGINT, &progress->before, NULL);
    free(progress);
    call->progress = NULL;
}
