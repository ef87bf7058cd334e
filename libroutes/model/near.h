/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/near.h
 * @brief The word that was probably meant.
 */
#ifndef ROUTES_MODEL_NEAR_H
#define ROUTES_MODEL_NEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * @brief A search for the word nearest to one that is not known.
 *
 * The distance is the least number of characters put in, left out, changed, or swapped with their
 * neighbour. Words further off than the length of the wanted one excuses are never
 * offered: 0 for up to 2 characters, 1 up to 5, 2 up to 9, 3 beyond. Of equals the first in byte
 * order wins, so that the order of trying does not matter.
 * Source: F. J. Damerau, "A technique for computer detection and correction of spelling errors",
 * Communications of the ACM 7(3), 1964; each place is edited once (optimal string alignment).
 */
typedef struct routes_i_near {
    int32_t *wanted; /**< Characters. */
    size_t wanted_size;
    int32_t *tried;
    size_t *rows; /**< Three rows of the matrix of distances. */
    size_t capacity;
    size_t distance; /**< Of the best so far; one more than allowed at the start. */
    const char *key; /**< Of the best so far; null: none. */
    const char *best;
    size_t value;
    bool failed; /**< Memory ran out. */
} routes_i_near;

/** @brief Begins a search; `wanted` is UTF-8. End with routes_i_near_end(). */
void routes_i_near_start(routes_i_near *near, const char *wanted);

/** @brief Tries a word by its key; where it is the best, `word` and `value` are kept (borrowed). */
void routes_i_near_try(routes_i_near *near, const char *key, const char *word, size_t value);

/** @brief Frees the search; the best stays readable. */
void routes_i_near_end(routes_i_near *near);

#endif
