/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/run.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/options.h"

routes_status routes_i_run_read(routes_run *known, const routes_run *given, routes_error *err)
{
    routes_status status = routes_i_options_read(known, sizeof *known, given, err);
    if (!status && known->threads == 0)
        known->threads = 1;
    return status;
}

routes_status routes_i_run_tell(const routes_run *run, double done, const char *what,
                                routes_error *err)
{
    if (run && run->progress && run->progress(done, what, run->progress_user))
        return routes_i_fail(err, ROUTES_E_CANCELLED, "stopped by the caller during: %s", what);
    return ROUTES_OK;
}

static int tell_whole(double done, const char *what, void *user)
{
    const routes_i_run_part *part = user;
    return part->whole->progress(part->from + done * (part->to - part->from), what,
                                 part->whole->progress_user);
}

const routes_run *routes_i_run_part_of(routes_i_run_part *part, const routes_run *whole,
                                       double from, double to)
{
    *part = (routes_i_run_part){.run = ROUTES_RUN, .whole = whole, .from = from, .to = to};
    if (whole)
        part->run = *whole;
    if (part->run.progress) {
        part->run.progress = tell_whole;
        part->run.progress_user = part;
    }
    return &part->run;
}

void routes_i_run_log(const routes_run *run, routes_log_level level, const char *format, ...)
{
    if (!run || !run->log)
        return;
    char text[1024];
    va_list args;
    va_start(args, format);
    int needed = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (needed >= 0)
        run->log(level, text, run->log_user);
}
