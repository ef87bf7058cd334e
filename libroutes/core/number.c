/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "core/text.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/decimal.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* printf writes the decimal sign of the host's locale, which may take several bytes. */
static void put_point(char *number)
{
    char *from = number;
    while (*from && (is_digit(*from) || *from == '-'))
        from++;
    char *to = from;
    while (*to && !is_digit(*to) && *to != 'e')
        to++;
    if (to == from)
        return;
    *from = '.';
    memmove(from + 1, to, strlen(to) + 1);
}

static void format(char *out, double value, int digits)
{
    snprintf(out, ROUTES_I_NUMBER_SIZE, "%.*g", digits, value);
    put_point(out);
}

void routes_i_number_text(char *out, double value, int digits)
{
    if (!isfinite(value)) {
        strcpy(out, isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
        return;
    }
    if (digits > 0) {
        format(out, value, digits);
        return;
    }
    double back;
    for (digits = 15; digits < 17; digits++) {
        format(out, value, digits);
        if (routes_i_number_read(&back, out) && back == value)
            return;
    }
    format(out, value, 17);
}

bool routes_i_number_read(double *value, const char *text)
{
    routes_i_decimal parts;
    if (!routes_i_decimal_split(&parts, text))
        return false;
    /* strtod reads the host's decimal sign; the C locale holds for this thread and this call. */
    locale_t plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0)
        return false;
    locale_t before = uselocale(plain);
    double read = strtod(text, NULL);
    uselocale(before);
    freelocale(plain);
    if (!isfinite(read))
        return false;
    *value = read;
    return true;
}

bool routes_i_integer_read(int64_t *value, const char *text)
{
    const char *digits = *text == '-' || *text == '+' ? text + 1 : text;
    if (!*digits || strspn(digits, "0123456789") != strlen(digits))
        return false;
    errno = 0;
    long long read = strtoll(text, NULL, 10);
    if (errno)
        return false;
    *value = read;
    return true;
}
