/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/decimal.h"

#include <math.h>
#include <stddef.h>

#include "core/fail.h"
#include "routes/decimal.h"

/* Past this an exponent can only overflow or vanish; it is read on, but not counted on. */
#define EXPONENT_MOST 100000

/* 10^power, for a power of 0 to ROUTES_DECIMAL_MOST. */
static int64_t ten_to(unsigned power)
{
    int64_t value = 1;
    while (power-- > 0)
        value *= 10;
    return value;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool routes_i_decimal_split(routes_i_decimal *parts, const char *text)
{
    *parts = (routes_i_decimal){.negative = *text == '-'};
    if (*text == '+' || *text == '-')
        text++;
    parts->digits = text;
    while (is_digit(*text))
        text++;
    parts->before_point = (long)(text - parts->digits);
    bool any = parts->before_point > 0;
    if (*text == '.') {
        text++;
        any = any || is_digit(*text);
        while (is_digit(*text))
            text++;
    }
    if (!any)
        return false;
    if (*text == 'e' || *text == 'E') {
        text++;
        bool negative = *text == '-';
        if (*text == '+' || *text == '-')
            text++;
        if (!is_digit(*text))
            return false;
        for (; is_digit(*text); text++)
            if (parts->exponent < EXPONENT_MOST)
                parts->exponent = parts->exponent * 10 + (*text - '0');
        if (negative)
            parts->exponent = -parts->exponent;
    }
    return *text == '\0';
}

routes_status routes_decimal_read(int64_t *count, const char *text, unsigned decimals,
                                  routes_error *err)
{
    if (!count || !text)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "count and text must not be null");
    if (decimals > ROUTES_DECIMAL_MOST)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "decimals is %u, must be at most %d", decimals,
                             ROUTES_DECIMAL_MOST);
    routes_i_decimal parts;
    if (!routes_i_decimal_split(&parts, text))
        return routes_i_fail(err, ROUTES_E_DATA, "'%s' is not a decimal number", text);

    /* Each digit is worth its own power of ten; only digits other than 0 can be out of reach. */
    int64_t sum = 0;
    long power = parts.before_point + parts.exponent + (long)decimals;
    for (const char *at = parts.digits; is_digit(*at) || *at == '.'; at++) {
        if (*at == '.')
            continue;
        power--;
        int64_t digit = *at - '0';
        if (digit == 0)
            continue;
        if (power < 0)
            return routes_i_fail(err, ROUTES_E_DATA, "'%s' has more than %u decimals", text,
                                 decimals);
        if (power > ROUTES_DECIMAL_MOST || digit * ten_to((unsigned)power) > INT64_MAX - sum)
            return routes_i_fail(err, ROUTES_E_DATA, "'%s' is too large for %u decimals", text,
                                 decimals);
        sum += digit * ten_to((unsigned)power);
    }
    *count = parts.negative ? -sum : sum;
    return ROUTES_OK;
}

routes_status routes_decimal_round(int64_t *count, double value, unsigned decimals,
                                   routes_error *err)
{
    if (!count)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "count must not be null");
    if (decimals > ROUTES_DECIMAL_MOST)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "decimals is %u, must be at most %d", decimals,
                             ROUTES_DECIMAL_MOST);
    double scaled = round(value * (double)ten_to(decimals));
    if (!(fabs(scaled) < 0x1.0p63))
        return routes_i_fail(err, ROUTES_E_DATA, "%g is not a number that %u decimals can hold",
                             value, decimals);
    *count = (int64_t)scaled;
    return ROUTES_OK;
}
