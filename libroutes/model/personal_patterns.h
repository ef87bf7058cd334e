/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/personal_patterns.h
 * @brief The patterns that model/personal.h tries on a text, each at every word of it.
 */
#ifndef ROUTES_MODEL_PERSONAL_PATTERNS_H
#define ROUTES_MODEL_PERSONAL_PATTERNS_H

#include "model/personal_words.h"

/** @brief Where a search stands: the piece looked at, two before it, and what follows. */
typedef struct routes_i_view {
    routes_i_token before2, before, here;
    const char *next;
} routes_i_view;

/** @brief Whether nothing of the same word, number or decimal stands before the piece. */
bool routes_i_view_begins(const routes_i_view *view);

/** @brief Digits in groups, such as 012 345-678: how many, and how they are held together. */
typedef struct routes_i_digits {
    size_t digits, groups, dots, slashes, blanks;
    size_t sizes[3]; /**< Of the first groups. */
    long first;      /**< Value of the first group. */
} routes_i_digits;

/** @brief Reads the groups at `at`; stops beyond the digits that any pattern asks for. */
routes_i_digits routes_i_digits_take(const char *at);

/** @brief 12-03-1987, 1987-03-12, or the years 1995-1998. */
bool routes_i_digits_is_date(const routes_i_digits *run);

/** @brief A number of four digits from 1900 to 2099. */
bool routes_i_digits_is_year(long value, size_t digits);

/** @name Numbers and names of accounts: personal_numbers.c
 * @{ */
bool routes_i_personal_email(const routes_i_view *view);
bool routes_i_personal_account(const routes_i_view *view);
bool routes_i_personal_phone(const routes_i_view *view);
bool routes_i_personal_document(const routes_i_view *view);
/** @} */

/** @name What is said of somebody: personal_prose.c
 * @{ */
bool routes_i_personal_birth(const routes_i_view *view);
bool routes_i_personal_name_with_date(const routes_i_view *view);
bool routes_i_personal_age(const routes_i_view *view);
bool routes_i_personal_named_person(const routes_i_view *view);
bool routes_i_personal_story(const routes_i_view *view);
bool routes_i_personal_health(const routes_i_view *view);
bool routes_i_personal_address(const routes_i_view *view);
bool routes_i_personal_picture(const routes_i_view *view);
/** @} */

#endif
