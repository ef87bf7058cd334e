/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/ledger.h
 * @brief The book of releases: what left, when, at which tier, for whom; and whether anybody
 *        changed it since.
 *
 * A file of JSON lines, only ever appended to. Each line holds the digest of
 * the one before, so that a line changed, taken out or put in between breaks the
 * chain from there on. It holds no figure from the data. Whoever holds the digest
 * of the last line can also tell that lines are missing at the end.
 */
#ifndef ROUTES_LEDGER_H
#define ROUTES_LEDGER_H

#include <stddef.h>

#include "routes/error.h"
#include "routes/release.h"

ROUTES_BEGIN

/** @brief Bytes of a digest as text, the zero included. */
#define ROUTES_LEDGER_DIGEST_SIZE 65

/** @brief What the caller knows of a release. Start from ROUTES_LEDGER_OPTIONS. */
typedef struct routes_ledger_options {
    size_t size;
    const char *time;     /**< When, such as "2001-12-31T08:00:00Z"; null: the release's date. */
    const char *settings; /**< Settings of the run, a JSON object without figures; null: none. */
} routes_ledger_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_LEDGER_OPTIONS                                                                      \
    {                                                                                              \
        sizeof(routes_ledger_options), NULL, NULL                                                  \
    }

/**
 * @brief Adds a release to the ledger at `path`, which is made where there is none.
 *
 * A release that is in it already, with the same id and the same data, is not added again. The
 * file is locked meanwhile; a line is written whole or not at all.
 *
 * @param[out] added 1 when a line was added, 0 when the release was there; may be null.
 * @param[in] path
 * @param[in] release
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT A null, or settings that are no JSON object.
 * @retval ROUTES_E_DATA     The ledger is broken: nothing is added to it.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_ledger_append(int *added, const char *path,
                                                           const routes_release *release,
                                                           const routes_ledger_options *options,
                                                           routes_error *err);

/** @brief What a check of a ledger found. */
typedef struct routes_ledger_state {
    size_t entries;                       /**< Lines whose chain holds. */
    char last[ROUTES_LEDGER_DIGEST_SIZE]; /**< Digest of the last of them; zeros when empty. */
} routes_ledger_state;

/**
 * @brief Follows the chain of a ledger from its first line to its last.
 *
 * @param[out] state May be null; filled up to the break also when there is one.
 * @param[in] path
 * @param[out] err   May be null.
 * @retval ROUTES_E_DATA The line at which the chain breaks, and how.
 * @retval ROUTES_E_IO   There is no such file, or it cannot be read.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_ledger_verify(routes_ledger_state *state,
                                                           const char *path, routes_error *err);

ROUTES_END

#endif
