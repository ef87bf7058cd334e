/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/digest.h
 * @brief SHA-256: says whether two runs of bytes are the same, without keeping them.
 *
 * Source: NIST FIPS 180-4, "Secure Hash Standard", 2015, sections 4.1.2, 4.2.2, 5 and 6.2.
 */
#ifndef ROUTES_CORE_DIGEST_H
#define ROUTES_CORE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/** @brief A digest under way; a value, made by routes_i_digest_start(). */
typedef struct routes_i_digest {
    uint32_t state[8];
    uint64_t size; /**< Bytes so far. */
    uint8_t block[64];
} routes_i_digest;

/** @brief Bytes that a digest takes as text, the zero included. */
#define ROUTES_I_DIGEST_SIZE 65

/** @brief The digest of nothing yet. */
routes_i_digest routes_i_digest_start(void);

/** @brief Takes in `size` bytes. */
void routes_i_digest_add(routes_i_digest *digest, const void *bytes, size_t size);

/** @brief Takes in a text with its length before it, so that "ab", "c" is not "a", "bc"; null is
 *         told from "". */
void routes_i_digest_text(routes_i_digest *digest, const char *text);

/** @brief Writes 64 hexadecimal digits. @param[out] out [ROUTES_I_DIGEST_SIZE] */
void routes_i_digest_end(char *out, routes_i_digest digest);

#endif
