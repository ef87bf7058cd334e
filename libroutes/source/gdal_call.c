/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/gdal_call.h"

#include <string.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <gdal.h>

#include "core/lock.h"

/* Keeps the first words of a message, on one line, cut between characters. */
static void keep(char *to, const char *words)
{
    size_t size = 0;
    for (; words[size] && size + 1 < ROUTES_I_GDAL_WORDS; size++)
        to[size] = (unsigned char)words[size] < 0x20 ? ' ' : words[size];
    if (words[size])
        while (size && ((unsigned char)words[size] & 0xC0) == 0x80)
            size--;
    to[size] = '\0';
}

static void CPL_STDCALL listen(CPLErr level, CPLErrorNum number, const char *words)
{
    routes_i_gdal_call *call = CPLGetErrorHandlerUserData();
    (void)number;
    if (level == CE_Failure || level == CE_Fatal) {
        if (call->failures++ == 0)
            keep(call->failure, words);
    } else if (level == CE_Warning) {
        if (call->warnings++ == 0)
            keep(call->warning, words);
    }
}

/* A file may ask GDAL to fetch something, as a GeoJSON does with a linked coordinate system. */
static CPLHTTPResult *refuse(const char *url, CSLConstList options, GDALProgressFunc progress,
                             void *progress_user, CPLHTTPFetchWriteFunc write, void *write_user,
                             void *user)
{
    (void)options;
    (void)progress;
    (void)progress_user;
    (void)write;
    (void)write_user;
    (void)user;
    CPLHTTPResult *result = CPLCalloc(1, sizeof *result);
    result->nStatus = 1;
    result->pszErrBuf = CPLStrdup("the network is not used");
    CPLError(CE_Failure, CPLE_NotSupported, "the file asks for %s; the network is not used", url);
    return result;
}

void routes_i_gdal_begin(routes_i_gdal_call *call)
{
    *call = (routes_i_gdal_call){0};
    CPLPushErrorHandlerEx(listen, call);
    CPLHTTPPushFetchCallback(refuse, NULL);
}

void routes_i_gdal_end(routes_i_gdal_call *call)
{
    (void)call;
    CPLHTTPPopFetchCallback();
    CPLPopErrorHandler();
}

routes_status routes_i_gdal_driver(const char *driver, routes_error *err)
{
    routes_i_lock_take(ROUTES_I_LOCK_GDAL_DRIVERS);
    if (!GDALGetDriverByName(driver))
        GDALAllRegister();
    bool found = GDALGetDriverByName(driver) != NULL;
    routes_i_lock_give(ROUTES_I_LOCK_GDAL_DRIVERS);
    if (!found)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "this GDAL has no driver \"%s\"", driver);
    return ROUTES_OK;
}

bool routes_i_gdal_lacks_proj(const char *words)
{
    return strstr(words, "proj.db") != NULL || strstr(words, "database context") != NULL;
}
