/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/personal.h"

#include <string.h>

#include "model/personal_words.h"

/* Where a search stands: the piece looked at, two before it, and what follows. */
struct view {
    routes_i_token before2, before, here;
    const char *next;
};

static bool means(const routes_i_token *token, unsigned meaning)
{
    return token->kind == ROUTES_I_TOKEN_WORD && (token->meaning & meaning);
}

static bool is_word(const routes_i_token *token, const char *text)
{
    if (token->kind != ROUTES_I_TOKEN_WORD || token->size != strlen(text))
        return false;
    for (size_t i = 0; i < token->size; i++)
        if ((token->at[i] | 0x20) != text[i])
            return false;
    return true;
}

static bool is_number(const routes_i_token *token)
{
    return token->kind == ROUTES_I_TOKEN_NUMBER;
}

static bool is_capital(const routes_i_token *token)
{
    return token->kind == ROUTES_I_TOKEN_WORD && token->capital && token->size > 1;
}

static bool touches(const routes_i_token *left, const routes_i_token *right)
{
    return left->kind != ROUTES_I_TOKEN_END && left->at + left->size == right->at;
}

/* Nothing of the same word, number or decimal stands before it. */
static bool begins(const struct view *view)
{
    if (!touches(&view->before, &view->here))
        return true;
    return view->before.kind == ROUTES_I_TOKEN_SIGN && !strchr(".,-_/+", *view->before.at);
}

static bool ends_before(char c)
{
    bool alphanumeric = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return !alphanumeric && c != '_';
}

/* Digits in groups, such as 012 345-678: how many, and how they are held together. */
struct run {
    size_t digits, groups, dots, slashes, blanks;
    size_t sizes[3]; /* of the first groups */
    long first;
};

/* Stops beyond the digits that any pattern asks for: a cell may be long. */
static struct run take_run(const char *at)
{
    struct run run = {0};
    while (run.digits <= 20) {
        routes_i_token token = routes_i_token_next(&at);
        if (!is_number(&token))
            break;
        if (run.groups < 3)
            run.sizes[run.groups] = token.digits;
        if (run.groups == 0)
            run.first = token.value;
        run.groups++;
        run.digits += token.digits;
        routes_i_token sign = routes_i_token_peek(at);
        while (sign.kind == ROUTES_I_TOKEN_SIGN && strchr("-./()", *sign.at)) {
            run.dots += *sign.at == '.';
            run.slashes += *sign.at == '/';
            routes_i_token_next(&at);
            sign = routes_i_token_peek(at);
        }
        run.blanks += sign.after_blank;
    }
    return run;
}

static bool is_decimal(const struct run *run)
{
    return run->dots == 1 && run->groups == 2;
}

static bool is_year(long value, size_t digits)
{
    return digits == 4 && value >= 1900 && value < 2100;
}

/* 12-03-1987, 1987-03-12, or the years 1995-1998. */
static bool is_date(const struct run *run)
{
    bool year_last =
        run->groups >= 3 && run->sizes[0] <= 2 && run->sizes[1] <= 2 && run->sizes[2] == 4;
    return year_last || is_year(run->first, run->sizes[0]);
}

static bool email(const struct view *view)
{
    if (!routes_i_token_is(&view->here, '@') || !touches(&view->before, &view->here) ||
        view->before.kind == ROUTES_I_TOKEN_SIGN)
        return false;
    const char *dot = NULL;
    const char *at = view->next;
    for (; *at && (!ends_before(*at) || *at == '.' || *at == '-'); at++)
        if (*at == '.' && at != view->next)
            dot = at;
    return dot && !ends_before(dot[1]) && !ends_before(dot[2]);
}

static bool account(const struct view *view)
{
    routes_i_token after = routes_i_token_peek(view->next);
    if (routes_i_token_is(&view->here, '@'))
        return begins(view) && after.kind == ROUTES_I_TOKEN_WORD && touches(&view->here, &after) &&
               after.size >= 4;
    if (means(&view->here, ROUTES_I_WORD_NETWORK))
        return routes_i_token_is(&after, ':') || routes_i_token_is(&after, '@') ||
               strncmp(view->next, ".com/", 5) == 0;
    bool me = means(&view->here, ROUTES_I_WORD_ME) && routes_i_token_is(&view->before, '.') &&
              (is_word(&view->before2, "t") || is_word(&view->before2, "wa"));
    return me && *view->next == '/';
}

static bool phone_abroad(const struct view *view)
{
    if (routes_i_token_is(&view->here, '+') && begins(view)) {
        struct run run = take_run(view->next);
        return run.digits >= 8 && run.digits <= 15 && !is_decimal(&run);
    }
    if (!is_number(&view->here) || !begins(view) || strncmp(view->here.at, "00", 2) != 0)
        return false;
    struct run run = take_run(view->here.at);
    return run.digits >= 10 && run.digits <= 15 && !is_decimal(&run);
}

static bool phone_at_home(const struct view *view)
{
    const routes_i_token *here = &view->here;
    if (!is_number(here) || !here->leading_zero || !begins(view) || here->value == 0 ||
        is_word(&view->before, "isbn") || strncmp(here->at, "00", 2) == 0)
        return false;
    struct run run = take_run(here->at);
    return run.digits >= 9 && run.digits <= 11 && !run.slashes && !is_decimal(&run) &&
           !is_date(&run);
}

static bool phone_by_word(const struct view *view)
{
    if (!means(&view->here, ROUTES_I_WORD_PHONE))
        return false;
    const char *at = view->next;
    for (int i = 0; i < 3; i++) {
        routes_i_token token = routes_i_token_peek(at);
        if (is_number(&token)) {
            struct run run = take_run(at);
            return run.digits >= 6 && !is_date(&run);
        }
        routes_i_token_next(&at);
    }
    return false;
}

static bool phone(const struct view *view)
{
    return phone_abroad(view) || phone_at_home(view) || phone_by_word(view);
}

/* A number with five digits or more, letters in between allowed (12AB345), within the next four
 * pieces. */
static bool long_number_follows(const char *at)
{
    for (int i = 0; i < 4; i++) {
        routes_i_token token = routes_i_token_next(&at);
        if (!is_number(&token))
            continue;
        struct run run = take_run(token.at);
        size_t digits = token.digits;
        routes_i_token after = routes_i_token_peek(at);
        while (digits < 5 && touches(&token, &after) && after.kind != ROUTES_I_TOKEN_SIGN) {
            token = routes_i_token_next(&at);
            digits += token.digits;
            after = routes_i_token_peek(at);
        }
        return digits >= 5 || (run.digits >= 6 && !is_date(&run));
    }
    return false;
}

static bool document_by_word(const struct view *view)
{
    routes_i_token after = routes_i_token_peek(view->next);
    bool numbered = means(&after, ROUTES_I_WORD_NUMBER) || routes_i_token_is(&after, '#');
    bool named = means(&view->here, ROUTES_I_WORD_DOCUMENT) ||
                 (means(&view->here, ROUTES_I_WORD_ID) && numbered);
    return named && long_number_follows(view->next);
}

/* N1234567 as on passports; 012345678901 and 1-2345-67890-12-3 as on identity cards. */
static bool document_by_form(const struct view *view)
{
    if (!begins(view))
        return false;
    if (view->here.kind == ROUTES_I_TOKEN_WORD) {
        routes_i_token number = routes_i_token_peek(view->next);
        bool letters =
            view->here.capital && view->here.size <= 2 &&
            (view->here.size == 1 || (view->here.at[1] >= 'A' && view->here.at[1] <= 'Z'));
        return letters && is_number(&number) && touches(&view->here, &number) &&
               (number.digits == 7 || (number.digits == 8 && view->here.size == 1)) &&
               ends_before(number.at[number.size]);
    }
    if (!is_number(&view->here) || is_word(&view->before, "isbn") ||
        strncmp(view->here.at, "97", 2) == 0)
        return false;
    struct run run = take_run(view->here.at);
    return (run.digits == 12 || run.digits == 13) && !run.dots && !run.slashes && !run.blanks &&
           !is_date(&run);
}

static bool document(const struct view *view)
{
    return document_by_word(view) || document_by_form(view);
}

static bool birth(const struct view *view)
{
    bool surely = means(&view->here, ROUTES_I_WORD_BIRTH);
    bool several =
        means(&view->before, ROUTES_I_WORD_MANY) || means(&view->before2, ROUTES_I_WORD_MANY);
    if (!surely && (!means(&view->here, ROUTES_I_WORD_BORN) || several))
        return false;
    const char *at = view->next;
    for (int i = 0; i < 4; i++) {
        routes_i_token token = routes_i_token_next(&at);
        if (is_number(&token))
            return surely || is_year(token.value, token.digits) || token.digits <= 2;
    }
    return false;
}

/* Sok Dara, 12/03/1987; place names with ISO dates behind them are common, and pass. */
static bool name_with_date(const struct view *view)
{
    if (!is_capital(&view->here) || !is_capital(&view->before))
        return false;
    const char *at = view->next;
    routes_i_token token = routes_i_token_peek(at);
    bool bracket = routes_i_token_is(&token, '(');
    if (token.kind == ROUTES_I_TOKEN_SIGN)
        routes_i_token_next(&at);
    struct run run = take_run(at);
    bool day_first = run.groups == 3 && run.sizes[2] == 4 && run.sizes[0] <= 2 && run.sizes[1] <= 2;
    bool year_first = run.groups == 3 && is_year(run.first, run.sizes[0]);
    return day_first || (bracket && year_first);
}

/* 12-14, 12 to 14; the dash may be a longer one, which reads as a word. */
static bool is_range_sign(const routes_i_token *token)
{
    bool dash = token->kind == ROUTES_I_TOKEN_WORD && strncmp(token->at, "\xE2\x80\x93", 3) == 0;
    return dash || routes_i_token_is(token, '-') || is_word(token, "to") || is_word(token, "and") ||
           is_word(token, "or");
}

/* A girl aged 14, une fille de 14 ans; girls aged 12 to 17 are no person. */
static bool age_behind(const struct view *view)
{
    if (!means(&view->here, ROUTES_I_WORD_ONE))
        return false;
    const char *at = view->next;
    routes_i_token word = routes_i_token_next(&at);
    if (routes_i_token_is(&word, ','))
        word = routes_i_token_next(&at);
    if (is_number(&word)) {
        routes_i_token unit = routes_i_token_peek(at);
        return word.digits <= 2 && means(&unit, ROUTES_I_WORD_YEAR);
    }
    if (!means(&word, ROUTES_I_WORD_AGED) && !is_word(&word, "of") && !is_word(&word, "de"))
        return false;
    routes_i_token years = routes_i_token_next(&at);
    routes_i_token after = routes_i_token_peek(at);
    return is_number(&years) && years.digits <= 2 && !is_range_sign(&after);
}

/* 14-year-old, but neither 12-14-year-old nor 14-year-old girls nor under 14 years old. */
static bool age_before(const struct view *view)
{
    if (!is_number(&view->here) || view->here.digits > 2)
        return false;
    const char *at = view->next;
    routes_i_token token = routes_i_token_next(&at);
    if (routes_i_token_is(&token, '-'))
        token = routes_i_token_next(&at);
    if (!means(&token, ROUTES_I_WORD_YEAR))
        return false;
    token = routes_i_token_next(&at);
    if (routes_i_token_is(&token, '-'))
        token = routes_i_token_next(&at);
    if (!means(&token, ROUTES_I_WORD_OLD))
        return false;
    routes_i_token after = routes_i_token_peek(at);
    bool limit = is_word(&view->before, "under") || is_word(&view->before, "over") ||
                 is_word(&view->before, "below") || is_word(&view->before, "than") ||
                 is_word(&view->before, "least") || is_word(&view->before, "most");
    return !limit && !is_range_sign(&view->before) && !means(&view->before, ROUTES_I_WORD_MANY) &&
           !means(&after, ROUTES_I_WORD_MANY);
}

static bool age(const struct view *view)
{
    return age_behind(view) || age_before(view);
}

static bool is_name(const routes_i_token *token)
{
    bool other_script = token->kind == ROUTES_I_TOKEN_WORD && (unsigned char)*token->at >= 0x80;
    return is_capital(token) || other_script;
}

static bool named_person(const struct view *view)
{
    const char *at = view->next;
    routes_i_token after = routes_i_token_next(&at);
    routes_i_token third = routes_i_token_peek(at);
    if (means(&view->here, ROUTES_I_WORD_TITLE) && view->here.capital)
        return is_name(routes_i_token_is(&after, '.') ? &third : &after);
    if (means(&view->here, ROUTES_I_WORD_ONE) && means(&after, ROUTES_I_WORD_NAMED))
        return is_name(&third);
    if (!means(&view->here, ROUTES_I_WORD_NAME))
        return false;
    bool own = means(&view->before, ROUTES_I_WORD_POSSESSIVE);
    if (own && is_word(&after, "is"))
        return is_name(&third);
    bool first = view->before.kind != ROUTES_I_TOKEN_WORD;
    return (own || first) && routes_i_token_is(&after, ':') && is_name(&third);
}

static bool story(const struct view *view)
{
    routes_i_token after = routes_i_token_peek(view->next);
    return means(&view->here, ROUTES_I_WORD_PRONOUN) && means(&after, ROUTES_I_WORD_VERB);
}

static bool health(const struct view *view)
{
    if (!means(&view->here, ROUTES_I_WORD_HEALTH))
        return false;
    bool behind = means(&view->before2, ROUTES_I_WORD_PRONOUN | ROUTES_I_WORD_ONE) &&
                  means(&view->before, ROUTES_I_WORD_VERB);
    const char *at = view->next;
    routes_i_token after = routes_i_token_next(&at);
    if (routes_i_token_is(&after, '-'))
        after = routes_i_token_next(&at);
    if (is_word(&after, "positive"))
        after = routes_i_token_next(&at);
    return behind || means(&after, ROUTES_I_WORD_ONE);
}

/* #12, No. 12, House 12B: the piece behind the number, or null. */
static const char *after_house_number(const struct view *view)
{
    if (!means(&view->here, ROUTES_I_WORD_HOUSE) && !routes_i_token_is(&view->here, '#'))
        return NULL;
    const char *at = view->next;
    for (int i = 0; i < 4; i++) {
        routes_i_token token = routes_i_token_next(&at);
        if (is_number(&token))
            return token.digits <= 4 ? at : NULL;
        if (token.kind != ROUTES_I_TOKEN_SIGN && !means(&token, ROUTES_I_WORD_HOUSE))
            return NULL;
    }
    return NULL;
}

/* A street with a number or a name of its own within the next pieces. */
static bool street_follows(const char *at)
{
    routes_i_token before = {0};
    for (int i = 0; i < 8; i++) {
        routes_i_token token = routes_i_token_next(&at);
        if (means(&token, ROUTES_I_WORD_STREET) && !means(&before, ROUTES_I_WORD_HIGHWAY)) {
            routes_i_token after = routes_i_token_next(&at);
            if (after.kind == ROUTES_I_TOKEN_SIGN)
                after = routes_i_token_next(&at);
            return is_number(&after) || is_name(&after) || is_name(&before);
        }
        before = token;
    }
    return false;
}

/* 12 rue Pasteur, 45 Norodom Boulevard. */
static bool numbered_street(const struct view *view)
{
    if (!is_number(&view->here) || view->here.digits > 4 ||
        view->before.kind == ROUTES_I_TOKEN_WORD)
        return false;
    const char *at = view->next;
    routes_i_token token = routes_i_token_next(&at);
    routes_i_token after = routes_i_token_peek(at);
    if (means(&token, ROUTES_I_WORD_STREET) && token.size >= 3)
        return is_name(&after);
    bool named = is_capital(&token) && !means(&token, ROUTES_I_WORD_HIGHWAY);
    if (named && is_capital(&after) && !means(&after, ROUTES_I_WORD_STREET)) {
        routes_i_token_next(&at);
        after = routes_i_token_peek(at);
    }
    return named && means(&after, ROUTES_I_WORD_STREET) && after.capital;
}

static bool address(const struct view *view)
{
    const char *at = after_house_number(view);
    if (at && (street_follows(at) || routes_i_position_cell(at)))
        return true;
    return numbered_street(view);
}

static bool picture(const struct view *view)
{
    return means(&view->here, ROUTES_I_WORD_SUFFIX) && routes_i_token_is(&view->before, '.') &&
           touches(&view->before, &view->here) && ends_before(*view->next);
}

/* What a pattern cannot do without: digits in all, and one of these words or signs. */
#define ANYTHING UINT32_MAX
#define SIGN_AT (UINT32_C(1) << 30)
#define SIGN_HASH (UINT32_C(1) << 31)

static const struct pattern {
    const char *what;
    bool (*matches)(const struct view *view);
    unsigned contents; /* bits of routes_i_content in which it counts */
    size_t digits;
    uint32_t needs;
} patterns[] = {
#define IN(content) (1U << ROUTES_I_CONTENT_##content)
    {"an e-mail address", email, IN(ID) | IN(CITATION) | IN(PROSE) | IN(URL), 0, SIGN_AT},
    {"a phone number", phone, IN(ID) | IN(CITATION) | IN(PROSE), 6, ANYTHING},
    {"the number of a document", document, IN(CITATION) | IN(PROSE), 5, ANYTHING},
    {"an account in a network", account, IN(ID) | IN(CITATION) | IN(PROSE), 0,
     SIGN_AT | ROUTES_I_WORD_NETWORK | ROUTES_I_WORD_ME},
    {"a birth date", birth, IN(CITATION) | IN(PROSE), 1, ROUTES_I_WORD_BORN | ROUTES_I_WORD_BIRTH},
    {"an address", address, IN(CITATION) | IN(PROSE), 1,
     ROUTES_I_WORD_HOUSE | ROUTES_I_WORD_STREET | SIGN_HASH},
    {"a picture", picture, IN(CITATION) | IN(PROSE), 0, ROUTES_I_WORD_SUFFIX},
    {"a name with a birth date", name_with_date, IN(PROSE), 6, ANYTHING},
    {"the age of a person", age, IN(PROSE), 1,
     ROUTES_I_WORD_ONE | ROUTES_I_WORD_YEAR | ROUTES_I_WORD_OLD},
    {"the name of a person", named_person, IN(PROSE), 0,
     ROUTES_I_WORD_TITLE | ROUTES_I_WORD_ONE | ROUTES_I_WORD_NAME},
    {"free text about a person", story, IN(PROSE), 0, ROUTES_I_WORD_PRONOUN},
    {"a person's health", health, IN(PROSE), 0, ROUTES_I_WORD_HEALTH},
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
    struct view view = {.next = cell};
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
    if (!is_number(&whole) || whole.digits > 3 || whole.value > most ||
        !routes_i_token_is(&point, '.') || !touches(&whole, &point) || !is_number(&places) ||
        !touches(&point, &places) || places.digits < 3)
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
