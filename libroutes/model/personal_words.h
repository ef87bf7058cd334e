/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/personal_words.h
 * @brief A text cut into words, numbers and signs, and what the words say about persons.
 */
#ifndef ROUTES_MODEL_PERSONAL_WORDS_H
#define ROUTES_MODEL_PERSONAL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/** @brief What a word is for; bits. */
enum {
    ROUTES_I_WORD_PHONE = 1 << 0,    /**< tel, mobile */
    ROUTES_I_WORD_DOCUMENT = 1 << 1, /**< passport */
    ROUTES_I_WORD_ID = 1 << 2,       /**< id, identity: of a document when "no" or "card" follows */
    ROUTES_I_WORD_NUMBER = 1 << 3,   /**< no, number, card */
    ROUTES_I_WORD_BORN = 1 << 4,     /**< born */
    ROUTES_I_WORD_BIRTH = 1 << 5,    /**< dob, birthdate: any number behind it counts */
    ROUTES_I_WORD_TITLE = 1 << 6,    /**< mr, madame */
    ROUTES_I_WORD_ONE = 1 << 7,      /**< girl, victim: one person */
    ROUTES_I_WORD_MANY = 1 << 8,     /**< girls, children: several */
    ROUTES_I_WORD_PRONOUN = 1 << 9,  /**< she, he */
    ROUTES_I_WORD_VERB = 1 << 10,    /**< was, said: behind a pronoun */
    ROUTES_I_WORD_NAMED = 1 << 11,   /**< named, called */
    ROUTES_I_WORD_NAME = 1 << 12,    /**< name, nom */
    ROUTES_I_WORD_HOUSE = 1 << 13,   /**< house, villa, no */
    ROUTES_I_WORD_STREET = 1 << 14,  /**< street, boulevard */
    ROUTES_I_WORD_AGED = 1 << 15,    /**< aged */
    ROUTES_I_WORD_YEAR = 1 << 16,    /**< year, years, ans */
    ROUTES_I_WORD_OLD = 1 << 17,     /**< old, not olds */
    ROUTES_I_WORD_HEALTH = 1 << 18,  /**< hiv, pregnant */
    ROUTES_I_WORD_MONTH = 1 << 19,   /**< january, janvier */
    ROUTES_I_WORD_HIGHWAY = 1 << 20, /**< national, provincial: no street of a town */
    ROUTES_I_WORD_NETWORK = 1 << 21, /**< facebook: an account follows */
    ROUTES_I_WORD_SUFFIX = 1 << 22,  /**< jpg, png */
    ROUTES_I_WORD_POSSESSIVE = 1 << 23, /**< her, his */
    ROUTES_I_WORD_ME = 1 << 24          /**< me, as in t.me */
};

/** @brief What a piece of text is. */
typedef enum routes_i_token_kind {
    ROUTES_I_TOKEN_END,
    ROUTES_I_TOKEN_WORD,   /**< Letters of any script. */
    ROUTES_I_TOKEN_NUMBER, /**< Digits, Latin, Khmer, Thai, Lao or full width. */
    ROUTES_I_TOKEN_SIGN    /**< Any other character, not a blank. */
} routes_i_token_kind;

/** @brief A piece of text. */
typedef struct routes_i_token {
    routes_i_token_kind kind;
    const char *at;
    size_t size;       /**< Bytes. */
    size_t digits;     /**< Of a number. */
    long value;        /**< Of a number of up to 9 digits. */
    bool leading_zero; /**< Of a number. */
    bool capital;      /**< Of a word: it begins with A to Z. */
    bool after_blank;  /**< A blank, or nothing, stands before it. */
    unsigned meaning;  /**< Of a word: bits of ROUTES_I_WORD_... */
} routes_i_token;

/** @brief The piece at `*at`, which moves behind it. */
routes_i_token routes_i_token_next(const char **at);

/** @brief The piece at `at`, for a look ahead. */
routes_i_token routes_i_token_peek(const char *at);

/** @brief Whether a piece is the sign `sign`. */
bool routes_i_token_is(const routes_i_token *token, char sign);

/** @brief Whether a piece is a word with one of these meanings. */
bool routes_i_token_means(const routes_i_token *token, unsigned meaning);

/** @brief Whether a piece is this word, given in lower case. */
bool routes_i_token_is_word(const routes_i_token *token, const char *text);

/** @brief Whether a piece is a number. */
bool routes_i_token_is_number(const routes_i_token *token);

/** @brief Whether a piece is a word of several letters that begins with A to Z. */
bool routes_i_token_is_capital(const routes_i_token *token);

/** @brief Whether nothing stands between two pieces. */
bool routes_i_token_touches(const routes_i_token *left, const routes_i_token *right);

/** @brief Whether a word or number that stands before this character is over. */
bool routes_i_token_ends_before(char c);

#endif
