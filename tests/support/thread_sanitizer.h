/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/thread_sanitizer.h
 * @brief What the thread sanitizer must not report: include it once in a threaded test of GDAL.
 *
 * GDAL makes a lock while it holds the lock of all makings, and takes the two in the other order
 * later. Nobody can wait for a lock that is being made, so that this is no deadlock.
 */
#ifndef ROUTES_TESTS_SUPPORT_THREAD_SANITIZER_H
#define ROUTES_TESTS_SUPPORT_THREAD_SANITIZER_H

#ifdef __SANITIZE_THREAD__
__attribute__((visibility("default"))) const char *__tsan_default_suppressions(void); /* NOLINT */

const char *__tsan_default_suppressions(void)
{
    return "deadlock:libgdal.so\n";
}
#endif

#endif
