/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/personal_patterns.h"

#include <string.h>

bool routes_i_view_begins(const routes_i_view *view)
{
    if (!routes_i_token_touches(&view->before, &view->here))
        return true;
    return view->before.kind == ROUTES_I_TOKEN_SIGN && !strchr(".,-_/+", *view->before.at);
}

routes_i_digits routes_i_digits_take(const char *at)
{
    routes_i_digits run = {0};
    while (run.digits <= 20) {
        routes_i_token token = routes_i_token_next(&at);
        if (!routes_i_token_is_number(&token))
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

static bool is_decimal(const routes_i_digits *run)
{
    return run->dots == 1 && run->groups == 2;
}

bool routes_i_digits_is_year(long value, size_t digits)
{
    return digits == 4 && value >= 1900 && value < 2100;
}

bool routes_i_digits_is_date(const routes_i_digits *run)
{
    bool year_last =
        run->groups >= 3 && run->sizes[0] <= 2 && run->sizes[1] <= 2 && run->sizes[2] == 4;
    return year_last || routes_i_digits_is_year(run->first, run->sizes[0]);
}

bool routes_i_personal_email(const routes_i_view *view)
{
    if (!routes_i_token_is(&view->here, '@') ||
        !routes_i_token_touches(&view->before, &view->here) ||
        view->before.kind == ROUTES_I_TOKEN_SIGN)
        return false;
    const char *dot = NULL;
    const char *at = view->next;
    for (; *at && (!routes_i_token_ends_before(*at) || *at == '.' || *at == '-'); at++)
        if (*at == '.' && at != view->next)
            dot = at;
    return dot && !routes_i_token_ends_before(dot[1]) && !routes_i_token_ends_before(dot[2]);
}

bool routes_i_personal_account(const routes_i_view *view)
{
    routes_i_token after = routes_i_token_peek(view->next);
    if (routes_i_token_is(&view->here, '@'))
        return routes_i_view_begins(view) && after.kind == ROUTES_I_TOKEN_WORD &&
               routes_i_token_touches(&view->here, &after) && after.size >= 4;
    if (routes_i_token_means(&view->here, ROUTES_I_WORD_NETWORK))
        return routes_i_token_is(&after, ':') || routes_i_token_is(&after, '@') ||
               strncmp(view->next, ".com/", 5) == 0;
    bool me = routes_i_token_means(&view->here, ROUTES_I_WORD_ME) &&
              routes_i_token_is(&view->before, '.') &&
              (routes_i_token_is_word(&view->before2, "t") ||
               routes_i_token_is_word(&view->before2, "wa"));
    return me && *view->next == '/';
}

static bool phone_abroad(const routes_i_view *view)
{
    if (routes_i_token_is(&view->here, '+') && routes_i_view_begins(view)) {
        routes_i_digits run = routes_i_digits_take(view->next);
        return run.digits >= 8 && run.digits <= 15 && !is_decimal(&run);
    }
    if (!routes_i_token_is_number(&view->here) || !routes_i_view_begins(view) ||
        strncmp(view->here.at, "00", 2) != 0)
        return false;
    routes_i_digits run = routes_i_digits_take(view->here.at);
    return run.digits >= 10 && run.digits <= 15 && !is_decimal(&run);
}

static bool phone_at_home(const routes_i_view *view)
{
    const routes_i_token *here = &view->here;
    if (!routes_i_token_is_number(here) || !here->leading_zero || !routes_i_view_begins(view) ||
        here->value == 0 || routes_i_token_is_word(&view->before, "isbn") ||
        strncmp(here->at, "00", 2) == 0)
        return false;
    routes_i_digits run = routes_i_digits_take(here->at);
    return run.digits >= 9 && run.digits <= 11 && !run.slashes && !is_decimal(&run) &&
           !routes_i_digits_is_date(&run);
}

static bool phone_by_word(const routes_i_view *view)
{
    if (!routes_i_token_means(&view->here, ROUTES_I_WORD_PHONE))
        return false;
    const char *at = view->next;
    for (int i = 0; i < 3; i++) {
        routes_i_token token = routes_i_token_peek(at);
        if (routes_i_token_is_number(&token)) {
            routes_i_digits run = routes_i_digits_take(at);
            return run.digits >= 6 && !routes_i_digits_is_date(&run);
        }
        routes_i_token_next(&at);
    }
    return false;
}

bool routes_i_personal_phone(const routes_i_view *view)
{
    return phone_abroad(view) || phone_at_home(view) || phone_by_word(view);
}

/* A number with five digits or more, letters in between allowed (12AB345), within the next four
 * pieces. */
static bool long_number_follows(const char *at)
{
    for (int i = 0; i < 4; i++) {
        routes_i_token token = routes_i_token_next(&at);
        if (!routes_i_token_is_number(&token))
            continue;
        routes_i_digits run = routes_i_digits_take(token.at);
        size_t digits = token.digits;
        routes_i_token after = routes_i_token_peek(at);
        while (digits < 5 && routes_i_token_touches(&token, &after) &&
               after.kind != ROUTES_I_TOKEN_SIGN) {
            token = routes_i_token_next(&at);
            digits += token.digits;
            after = routes_i_token_peek(at);
        }
        return digits >= 5 || (run.digits >= 6 && !routes_i_digits_is_date(&run));
    }
    return false;
}

static bool document_by_word(const routes_i_view *view)
{
    routes_i_token after = routes_i_token_peek(view->next);
    bool numbered =
        routes_i_token_means(&after, ROUTES_I_WORD_NUMBER) || routes_i_token_is(&after, '#');
    bool named = routes_i_token_means(&view->here, ROUTES_I_WORD_DOCUMENT) ||
                 (routes_i_token_means(&view->here, ROUTES_I_WORD_ID) && numbered);
    return named && long_number_follows(view->next);
}

/* N1234567 as on passports; 012345678901 and 1-2345-67890-12-3 as on identity cards. */
static bool document_by_form(const routes_i_view *view)
{
    if (!routes_i_view_begins(view))
        return false;
    if (view->here.kind == ROUTES_I_TOKEN_WORD) {
        routes_i_token number = routes_i_token_peek(view->next);
        bool letters =
            view->here.capital && view->here.size <= 2 &&
            (view->here.size == 1 || (view->here.at[1] >= 'A' && view->here.at[1] <= 'Z'));
        return letters && routes_i_token_is_number(&number) &&
               routes_i_token_touches(&view->here, &number) &&
               (number.digits == 7 || (number.digits == 8 && view->here.size == 1)) &&
               routes_i_token_ends_before(number.at[number.size]);
    }
    if (!routes_i_token_is_number(&view->here) || routes_i_token_is_word(&view->before, "isbn") ||
        strncmp(view->here.at, "97", 2) == 0)
        return false;
    routes_i_digits run = routes_i_digits_take(view->here.at);
    return (run.digits == 12 || run.digits == 13) && !run.dots && !run.slashes && !run.blanks &&
           !routes_i_digits_is_date(&run);
}

bool routes_i_personal_document(const routes_i_view *view)
{
    return document_by_word(view) || document_by_form(view);
}
