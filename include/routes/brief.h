/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/brief.h
 * @brief The brief: what a release says, on a page or two, for who decides.
 */
#ifndef ROUTES_BRIEF_H
#define ROUTES_BRIEF_H

#include "routes/error.h"
#include "routes/release.h"
#include "routes/run.h"

ROUTES_BEGIN

/**
 * @brief Writes brief.md, brief.pdf and review.md into a folder.
 *
 * The brief tells what is reported, where, how sure, what is not known and who said it; at
 * restricted also what the crossings carry and where teams were placed, with what would move.
 * The review asks the questions that a person answers before the release is passed on.
 *
 * @param[in] folder Exists. Files in it are replaced when whole.
 * @param[in] run    For the fonts; may be null.
 * @retval ROUTES_E_DEPENDENCY A font is missing.
 * @retval ROUTES_E_IO         The folder cannot be written.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_brief_write(const routes_release *release,
                                                         const char *folder, const routes_run *run,
                                                         routes_error *err);

ROUTES_END

#endif
