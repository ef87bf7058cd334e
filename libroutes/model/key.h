/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/key.h
 * @brief The form in which two spellings of one name are the same.
 */
#ifndef ROUTES_MODEL_KEY_H
#define ROUTES_MODEL_KEY_H

#include "core/text.h"

/**
 * @brief Writes the key of a name over what `to` held.
 *
 * Unicode compatibility decomposition and case folding; accents of the Latin, Greek and Cyrillic
 * scripts dropped, the signs of all others (Khmer vowels among them) kept; ligatures and barred
 * letters as plain ones (oe, ae, d, o, l, i); runs of blanks, hyphens and apostrophes as one
 * blank, none at the ends; characters that nobody sees dropped.
 *
 * @retval ROUTES_E_DATA   `name` is not UTF-8.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_key_write(routes_i_text *to, const char *name, routes_error *err);

#endif
