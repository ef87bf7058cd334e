/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/personal_patterns.h"

#include <string.h>

#include "model/personal.h"

bool routes_i_personal_birth(const routes_i_view *view)
{
    bool surely = routes_i_token_means(&view->here, ROUTES_I_WORD_BIRTH);
    bool several = routes_i_token_means(&view->before, ROUTES_I_WORD_MANY) ||
                   routes_i_token_means(&view->before2, ROUTES_I_WORD_MANY);
    if (!surely && (!routes_i_token_means(&view->here, ROUTES_I_WORD_BORN) || several))
        return false;
    const char *at = view->next;
    for (int i = 0; i < 4; i++) {
        routes_i_token token = routes_i_token_next(&at);
        if (routes_i_token_is_number(&token))
            return surely || routes_i_digits_is_year(token.value, token.digits) ||
                   token.digits <= 2;
    }
    return false;
}

/* Sok Dara, 12/03/1987; place names with ISO dates behind them are common, and pass. */
bool routes_i_personal_name_with_date(const routes_i_view *view)
{
    if (!routes_i_token_is_capital(&view->here) || !routes_i_token_is_capital(&view->before))
        return false;
    const char *at = view->next;
    routes_i_token token = routes_i_token_peek(at);
    bool bracket = routes_i_token_is(&token, '(');
    if (token.kind == ROUTES_I_TOKEN_SIGN)
        routes_i_token_next(&at);
    routes_i_digits run = routes_i_digits_take(at);
    bool day_first = run.groups == 3 && run.sizes[2] == 4 && run.sizes[0] <= 2 && run.sizes[1] <= 2;
    bool year_first = run.groups == 3 && routes_i_digits_is_year(run.first, run.sizes[0]);
    return day_first || (bracket && year_first);
}

/* 12-14, 12 to 14; the dash may be a longer one, which reads as a word. */
static bool is_range_sign(const routes_i_token *token)
{
    bool dash = token->kind == ROUTES_I_TOKEN_WORD && strncmp(token->at, "\xE2\x80\x93", 3) == 0;
    return dash || routes_i_token_is(token, '-') || routes_i_token_is_word(token, "to") ||
           routes_i_token_is_word(token, "and") || routes_i_token_is_word(token, "or");
}

/* A girl aged 14, une fille de 14 ans; girls aged 12 to 17 are no person. */
static bool age_behind(const routes_i_view *view)
{
    if (!routes_i_token_means(&view->here, ROUTES_I_WORD_ONE))
        return false;
    const char *at = view->next;
    routes_i_token word = routes_i_token_next(&at);
    if (routes_i_token_is(&word, ','))
        word = routes_i_token_next(&at);
    if (routes_i_token_is_number(&word)) {
        routes_i_token unit = routes_i_token_peek(at);
        return word.digits <= 2 && routes_i_token_means(&unit, ROUTES_I_WORD_YEAR);
    }
    if (!routes_i_token_means(&word, ROUTES_I_WORD_AGED) && !routes_i_token_is_word(&word, "of") &&
        !routes_i_token_is_word(&word, "de"))
        return false;
    routes_i_token years = routes_i_token_next(&at);
    routes_i_token after = routes_i_token_peek(at);
    return routes_i_token_is_number(&years) && years.digits <= 2 && !is_range_sign(&after);
}

/* 14-year-old, but neither 12-14-year-old nor 14-year-old girls nor under 14 years old. */
static bool age_before(const routes_i_view *view)
{
    if (!routes_i_token_is_number(&view->here) || view->here.digits > 2)
        return false;
    const char *at = view->next;
    routes_i_token token = routes_i_token_next(&at);
    if (routes_i_token_is(&token, '-'))
        token = routes_i_token_next(&at);
    if (!routes_i_token_means(&token, ROUTES_I_WORD_YEAR))
        return false;
    token = routes_i_token_next(&at);
    if (routes_i_token_is(&token, '-'))
        token = routes_i_token_next(&at);
    if (!routes_i_token_means(&token, ROUTES_I_WORD_OLD))
        return false;
    routes_i_token after = routes_i_token_peek(at);
    bool limit = routes_i_token_is_word(&view->before, "under") ||
                 routes_i_token_is_word(&view->before, "over") ||
                 routes_i_token_is_word(&view->before, "below") ||
                 routes_i_token_is_word(&view->before, "than") ||
                 routes_i_token_is_word(&view->before, "least") ||
                 routes_i_token_is_word(&view->before, "most");
    return !limit && !is_range_sign(&view->before) &&
           !routes_i_token_means(&view->before, ROUTES_I_WORD_MANY) &&
           !routes_i_token_means(&after, ROUTES_I_WORD_MANY);
}

bool routes_i_personal_age(const routes_i_view *view)
{
    return age_behind(view) || age_before(view);
}

static bool is_name(const routes_i_token *token)
{
    bool other_script = token->kind == ROUTES_I_TOKEN_WORD && (unsigned char)*token->at >= 0x80;
    return routes_i_token_is_capital(token) || other_script;
}

bool routes_i_personal_named_person(const routes_i_view *view)
{
    const char *at = view->next;
    routes_i_token after = routes_i_token_next(&at);
    routes_i_token third = routes_i_token_peek(at);
    if (routes_i_token_means(&view->here, ROUTES_I_WORD_TITLE) && view->here.capital)
        return is_name(routes_i_token_is(&after, '.') ? &third : &after);
    if (routes_i_token_means(&view->here, ROUTES_I_WORD_ONE) &&
        routes_i_token_means(&after, ROUTES_I_WORD_NAMED))
        return is_name(&third);
    if (!routes_i_token_means(&view->here, ROUTES_I_WORD_NAME))
        return false;
    bool own = routes_i_token_means(&view->before, ROUTES_I_WORD_POSSESSIVE);
    if (own && routes_i_token_is_word(&after, "is"))
        return is_name(&third);
    bool first = view->before.kind != ROUTES_I_TOKEN_WORD;
    return (own || first) && routes_i_token_is(&after, ':') && is_name(&third);
}

bool routes_i_personal_story(const routes_i_view *view)
{
    routes_i_token after = routes_i_token_peek(view->next);
    return routes_i_token_means(&view->here, ROUTES_I_WORD_PRONOUN) &&
           routes_i_token_means(&after, ROUTES_I_WORD_VERB);
}

bool routes_i_personal_health(const routes_i_view *view)
{
    if (!routes_i_token_means(&view->here, ROUTES_I_WORD_HEALTH))
        return false;
    bool behind = routes_i_token_means(&view->before2, ROUTES_I_WORD_PRONOUN | ROUTES_I_WORD_ONE) &&
                  routes_i_token_means(&view->before, ROUTES_I_WORD_VERB);
    const char *at = view->next;
    routes_i_token after = routes_i_token_next(&at);
    if (routes_i_token_is(&after, '-'))
        after = routes_i_token_next(&at);
    if (routes_i_token_is_word(&after, "positive"))
        after = routes_i_token_next(&at);
    return behind || routes_i_token_means(&after, ROUTES_I_WORD_ONE);
}

/* #12, No. 12, House 12B: the piece behind the number, or null. */
static const char *after_house_number(const routes_i_view *view)
{
    if (!routes_i_token_means(&view->here, ROUTES_I_WORD_HOUSE) &&
        !routes_i_token_is(&view->here, '#'))
        return NULL;
    const char *at = view->next;
    for (int i = 0; i < 4; i++) {
        routes_i_token token = routes_i_token_next(&at);
        if (routes_i_token_is_number(&token))
            return token.digits <= 4 ? at : NULL;
        if (token.kind != ROUTES_I_TOKEN_SIGN && !routes_i_token_means(&token, ROUTES_I_WORD_HOUSE))
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
        if (routes_i_token_means(&token, ROUTES_I_WORD_STREET) &&
            !routes_i_token_means(&before, ROUTES_I_WORD_HIGHWAY)) {
            routes_i_token after = routes_i_token_next(&at);
            if (after.kind == ROUTES_I_TOKEN_SIGN)
                after = routes_i_token_next(&at);
            return routes_i_token_is_number(&after) || is_name(&after) || is_name(&before);
        }
        before = token;
    }
    return false;
}

/* 12 rue Pasteur, 45 Norodom Boulevard. */
static bool numbered_street(const routes_i_view *view)
{
    if (!routes_i_token_is_number(&view->here) || view->here.digits > 4 ||
        view->before.kind == ROUTES_I_TOKEN_WORD)
        return false;
    const char *at = view->next;
    routes_i_token token = routes_i_token_next(&at);
    routes_i_token after = routes_i_token_peek(at);
    if (routes_i_token_means(&token, ROUTES_I_WORD_STREET) && token.size >= 3)
        return is_name(&after);
    bool named =
        routes_i_token_is_capital(&token) && !routes_i_token_means(&token, ROUTES_I_WORD_HIGHWAY);
    if (named && routes_i_token_is_capital(&after) &&
        !routes_i_token_means(&after, ROUTES_I_WORD_STREET)) {
        routes_i_token_next(&at);
        after = routes_i_token_peek(at);
    }
    return named && routes_i_token_means(&after, ROUTES_I_WORD_STREET) && after.capital;
}

bool routes_i_personal_address(const routes_i_view *view)
{
    const char *at = after_house_number(view);
    if (at && (street_follows(at) || routes_i_position_cell(at)))
        return true;
    return numbered_street(view);
}

bool routes_i_personal_picture(const routes_i_view *view)
{
    return routes_i_token_means(&view->here, ROUTES_I_WORD_SUFFIX) &&
           routes_i_token_is(&view->before, '.') &&
           routes_i_token_touches(&view->before, &view->here) &&
           routes_i_token_ends_before(*view->next);
}
