/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days before the first of January of `year`, counted from the year 1. */
static int32_t days_before_year(int year)
{
    int before = year - 1;
    return (int32_t)(before * 365 + before / 4 - before / 100 + before / 400);
}

#define DAYS_TO_1970 719162

bool routes_i_date_read(int32_t *days, const char *text)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    for (int i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !is_digit(text[i]))
            return false;
    int year = atoi(text);
    int month = atoi(text + 5);
    int day = atoi(text + 8);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return false;
    int32_t count = days_before_year(year) - DAYS_TO_1970 + day - 1;
    for (int m = 1; m < month; m++)
        count += month_days(year, m);
    *days = count;
    return true;
}

void routes_i_date_text(char *out, int32_t days)
{
    int64_t left = (int64_t)days + DAYS_TO_1970;
    if (left < 0) {
        out[0] = '\0';
        return;
    }
    int year = (int)(left / 366) + 1;
    while (days_before_year(year + 1) <= left)
        year++;
    left -= days_before_year(year);
    int month = 1;
    while (left >= month_days(year, month))
        left -= month_days(year, month++);
    char text[40];
    snprintf(text, sizeof text, "%04d-%02d-%02d", year % 10000, month, (int)left + 1);
    memcpy(out, text, 11);
}

int routes_date_read(int32_t *days, const char *text)
{
    return days && text && routes_i_date_read(days, text);
}

void routes_date_text(char *out, int32_t days)
{
    if (out)
        routes_i_date_text(out, days);
}
