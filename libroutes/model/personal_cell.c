/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/personal.h"

#include "model/personal_patterns.h"

/* What a pattern cannot do without: digits in all, and one of these words or signs. */
#define ANYTHING UINT32_MAX
#define SIGN_AT (UINT32_C(1) << 30)
#define SIGN_HASH (UINT32_C(1) << 31)

static const struct pattern {
    const char *what;
    bool (*matches)(const routes_i_view *view);
    unsigned contents; /* bits of routes_i_content in which it counts */
    size_t digits;
    uint32_t needs;
} patterns[] = {
#define IN(content) (1U << ROUTES_I_CONTENT_##content)
    {"an e-mail address", routes_i_personal_email, IN(ID) | IN(CITATION) | IN(PROSE) | IN(URL), 0,
     SIGN_AT},
    {"a phone number", routes_i_personal_phone, IN(ID) | IN(CITATION) | IN(PROSE), 6, ANYTHING},
    {"the number of a document", routes_i_personal_document, IN(CITATION) | IN(PROSE), 5, ANYTHING},
    {"an account in a network", routes_i_personal_account, IN(ID) | IN(CITATION) | IN(PROSE), 0,
     SIGN_AT | ROUTES_I_WORD_NETWORK | ROUTES_I_WORD_ME},
    {"a birth date", routes_i_personal_birth, IN(CITATION) | IN(PROSE), 1,
     ROUTES_I_WORD_BORN | ROUTES_I_WORD_BIRTH},
    {"an address", routes_i_personal_address, IN(CITATION) | IN(PROSE), 1,
     ROUTES_I_WORD_HOUSE | ROUTES_I_WORD_STREET | SIGN_HASH},
    {"a picture", routes_i_personal_picture, IN(CITATION) | IN(PROSE), 0, ROUTES_I_WORD_SUFFIX},
    {"a name with a birth date", routes_i_personal_name_with_date, IN(PROSE), 6, ANYTHING},
    {"the age of a person", routes_i_personal_age, IN(PROSE), 1,
     ROUTES_I_WORD_ONE | ROUTES_I_WORD_YEAR | ROUTES_I_WORD_OLD},
    {"the name of a person", routes_i_personal_named_person, IN(PROSE), 0,
     ROUTES_I_WORD_TITLE | ROUTES_I_WORD_ONE | ROUTES_I_WORD_NAME},
    {"free text about a person", routes_i_personal_story, IN(PROSE), 0, ROUTES_I_WORD_PRONOUN},
    {"a person's health", routes_i_personal_health, IN(PROSE), 0, ROUTES_I_WORD_HEALTH},
#undef IN
};

enum { PATTERNS = sizeof patterns / sizeof *patterns };

/* Most cells hold nothing that any pattern needs: one look over the whole finds that out. Bits of
 * `patterns` that are worth trying. */
static unsigned worth_trying(const char *cell, routes_i_content content)
{
    size_t digits = 0;
    uint32_t there = 0;
    for (;;) {
        routes_i_token token = routes_i_token_next(&cell);
        if (token.kind == ROUTES_I_TOKEN_END)
            break;
        digits += token.digits;
        there |= token.meaning;
        there |= routes_i_token_is(&token, '@') ? SIGN_AT : 0;
        there |= routes_i_token_is(&token, '#') ? SIGN_HASH : 0;
    }
    unsigned bits = 0;
    for (unsigned i = 0; i < PATTERNS; i++)
        if (patterns[i].contents & 1U << content && digits >= patterns[i].digits &&
            (patterns[i].needs == ANYTHING || (patterns[i].needs & there)))
            bits |= 1U << i;
    return bits;
}

const char *routes_i_personal_cell(const char *cell, routes_i_content content)
{
    routes_i_view view = {.next = cell};
    unsigned worth = worth_trying(cell, content);
    while (worth) {
        view.before2 = view.before;
        view.before = view.here;
        view.here = routes_i_token_next(&view.next);
        if (view.here.kind == ROUTES_I_TOKEN_END)
            break;
        for (unsigned i = 0; i < PATTERNS; i++)
            if (worth & 1U << i && patterns[i].matches(&view))
                return patterns[i].what;
    }
    return NULL;
}

/* Digits, a point, and three digits or more; `*at` moves behind them. */
static bool take_coordinate(const char **at, long most)
{
    routes_i_token whole = routes_i_token_next(at);
    const char *rest = *at;
    routes_i_token point = routes_i_token_next(&rest);
    routes_i_token places = routes_i_token_next(&rest);
    if (!routes_i_token_is_number(&whole) || whole.digits > 3 || whole.value > most ||
        !routes_i_token_is(&point, '.') || !routes_i_token_touches(&whole, &point) ||
        !routes_i_token_is_number(&places) || !routes_i_token_touches(&point, &places) ||
        places.digits < 3)
        return false;
    *at = rest;
    return true;
}

bool routes_i_position_cell(const char *cell)
{
    for (const char *at = cell; *at;) {
        const char *start = at;
        bool first = take_coordinate(&at, 180);
        for (int i = 0; first && i < 4; i++) {
            const char *second = at;
            if (take_coordinate(&second, 180))
                return true;
            routes_i_token_next(&at); /* a comma, a sign, N or E */
        }
        at = start;
        routes_i_token_next(&at);
    }
    return false;
}
