/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/writing.h"

#include <stdio.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>

#include "core/lock.h"

/* The clock stands still, SQLite keeps its scratch in memory (S37: no copy outside the target's
 * folder) and does not flush what is flushed whole at the end, and no side file of statistics is
 * written. */
static const char *const names[ROUTES_I_WRITING_SETTINGS] = {
    "OGR_CURRENT_DATE",       "OGR_SQLITE_PRAGMA", "OGR_SQLITE_JOURNAL",
    "OGR_SQLITE_SYNCHRONOUS", "GDAL_PAM_ENABLED",
};

static void CPL_STDCALL listen(CPLErr level, CPLErrorNum number, const char *words)
{
    routes_i_writing *writing = CPLGetErrorHandlerUserData();
    (void)number;
    if ((level != CE_Failure && level != CE_Fatal) || writing->failures++)
        return;
    size_t size = 0;
    for (; words[size] && size + 1 < sizeof writing->failure; size++)
        writing->failure[size] = (unsigned char)words[size] < 0x20 ? ' ' : words[size];
    if (words[size])
        while (size && ((unsigned char)words[size] & 0xC0) == 0x80)
            size--;
    writing->failure[size] = '\0';
}

void routes_i_writing_begin(routes_i_writing *writing, const char *date)
{
    char moment[32];
    snprintf(moment, sizeof moment, "%.10sT00:00:00.000Z", date ? date : "1970-01-01");
    const char *const values[ROUTES_I_WRITING_SETTINGS] = {moment, "temp_store=MEMORY", "MEMORY",
                                                           "OFF", "NO"};
    *writing = (routes_i_writing){0};
    CPLPushErrorHandlerEx(listen, writing);
    for (size_t i = 0; i < ROUTES_I_WRITING_SETTINGS; i++) {
        const char *before = CPLGetThreadLocalConfigOption(names[i], NULL);
        writing->before[i] = before ? CPLStrdup(before) : NULL;
        CPLSetThreadLocalConfigOption(names[i], values[i]);
    }
}

void routes_i_writing_end(routes_i_writing *writing)
{
    for (size_t i = 0; i < ROUTES_I_WRITING_SETTINGS; i++) {
        CPLSetThreadLocalConfigOption(names[i], writing->before[i]);
        CPLFree(writing->before[i]);
        writing->before[i] = NULL;
    }
    CPLPopErrorHandler();
}

routes_status routes_i_writing_driver(const char *driver, routes_error *err)
{
    /* Two threads that register at once crash: docs/decisions/0003-gdal.md. */
    routes_i_lock_take(ROUTES_I_LOCK_GDAL_DRIVERS);
    if (!GDALGetDriverByName(driver))
        GDALAllRegister();
    routes_i_lock_give(ROUTES_I_LOCK_GDAL_DRIVERS);
    if (!GDALGetDriverByName(driver))
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "this GDAL has no driver \"%s\"", driver);
    return ROUTES_OK;
}

routes_status routes_i_writing_fail(const routes_i_writing *writing, const char *path,
                                    routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_IO, "cannot write %s: %s", path,
                         writing->failures ? writing->failure : "not all of it arrived");
}
