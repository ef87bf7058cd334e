/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/periods.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

/* Periods of the calendar that a table spans at most: a mistyped year shall not take all memory. */
#define MOST_PERIODS 100000

struct moment {
    const char *text;
    double number; /* as a number where all times are */
    size_t row;
};

static int by_text(const void *left, const void *right)
{
    const struct moment *a = left;
    const struct moment *b = right;
    return strcmp(a->text, b->text);
}

static int by_number(const void *left, const void *right)
{
    const struct moment *a = left;
    const struct moment *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

static void name_ends(routes_i_periods *periods, const char *first, const char *last)
{
    snprintf(periods->first, sizeof periods->first, "%s", first);
    snprintf(periods->last, sizeof periods->last, "%s", last);
}

/* Each time that stands there is a period. */
static void number_given(routes_i_periods *periods, struct moment *moments, size_t n)
{
    bool all_numbers = true;
    for (size_t i = 0; i < n; i++)
        all_numbers = routes_i_number_read(&moments[i].number, moments[i].text) && all_numbers;
    int (*order)(const void *, const void *) = all_numbers ? by_number : by_text;
    qsort(moments, n, sizeof *moments, order);
    for (size_t i = 0; i < n; i++) {
        if (i && order(&moments[i - 1], &moments[i]) != 0)
            periods->count++;
        periods->of_row[moments[i].row] = periods->count;
    }
    periods->count++;
    name_ends(periods, moments[0].text, moments[n - 1].text);
}

/* Digits at the start of a text, as many as asked; -1 when they are not there. */
static int digits(const char *text, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = 10 * value + (text[i] - '0');
    }
    return value;
}

/* Years, quarters or months since the year 0. */
static routes_status calendar_number(size_t *number, const struct moment *moment,
                                     routes_hotspot_period period, routes_error *err)
{
    int year = digits(moment->text, 4);
    bool has_month = year >= 0 && moment->text[4] == '-';
    int month = has_month ? digits(moment->text + 5, 2) : -1;
    bool is_year = period == ROUTES_HOTSPOT_PERIOD_YEAR;
    bool well = year >= 0 && (moment->text[4] == '\0' || has_month) &&
                (is_year || (month >= 1 && month <= 12));
    if (!well)
        return routes_i_fail(err, ROUTES_E_DATA, "row %zu: time \"%s\" does not begin with %s",
                             moment->row + 1, moment->text, is_year ? "YYYY" : "YYYY-MM");
    size_t months = (size_t)year * 12 + (size_t)(is_year ? 0 : month - 1);
    *number = is_year                                   ? (size_t)year
              : period == ROUTES_HOTSPOT_PERIOD_QUARTER ? months / 3
                                                        : months;
    return ROUTES_OK;
}

static void calendar_text(char *text, size_t size, size_t number, routes_hotspot_period period)
{
    if (period == ROUTES_HOTSPOT_PERIOD_YEAR)
        snprintf(text, size, "%04zu", number);
    else if (period == ROUTES_HOTSPOT_PERIOD_QUARTER)
        snprintf(text, size, "%04zu-Q%zu", number / 4, number % 4 + 1);
    else
        snprintf(text, size, "%04zu-%02zu", number / 12, number % 12 + 1);
}

static routes_status number_calendar(routes_i_periods *periods, const struct moment *moments,
                                     size_t n, routes_hotspot_period period, routes_error *err)
{
    size_t first = SIZE_MAX;
    size_t last = 0;
    for (size_t i = 0; i < n; i++) {
        size_t number = 0;
        routes_status status = calendar_number(&number, &moments[i], period, err);
        if (status)
            return status;
        periods->of_row[i] = number;
        first = number < first ? number : first;
        last = number > last ? number : last;
    }
    periods->count = last - first + 1;
    if (periods->count > MOST_PERIODS)
        return routes_i_fail(err, ROUTES_E_DATA, "the times span %zu periods, %d at most",
                             periods->count, MOST_PERIODS);
    for (size_t i = 0; i < n; i++)
        periods->of_row[i] -= first;
    calendar_text(periods->first, sizeof periods->first, first, period);
    calendar_text(periods->last, sizeof periods->last, last, period);
    return ROUTES_OK;
}

static routes_status list_moments(struct moment *moments, const char *const *times, size_t n,
                                  routes_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!times[i])
            return routes_i_fail(err, ROUTES_E_DATA, "row %zu has no time", i + 1);
        moments[i] = (struct moment){.text = times[i], .row = i};
    }
    return ROUTES_OK;
}

routes_status routes_i_periods_read(routes_i_periods *periods, const routes_table *reports,
                                    routes_hotspot_period period, routes_error *err)
{
    size_t n = routes_table_rows(reports);
    const char *const *times = routes_table_texts(reports, routes_table_find(reports, "time"));
    *periods = (routes_i_periods){0};
    struct moment *moments = routes_i_calloc(n, sizeof *moments);
    periods->of_row = routes_i_calloc(n, sizeof *periods->of_row);
    routes_status status;
    if (moments && periods->of_row)
        status = list_moments(moments, times, n, err);
    else
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", n);
    if (!status && period == ROUTES_HOTSPOT_PERIOD_GIVEN)
        number_given(periods, moments, n);
    else if (!status)
        status = number_calendar(periods, moments, n, period, err);
    routes_i_free(moments);
    return status;
}

void routes_i_periods_free(routes_i_periods *periods)
{
    routes_i_free(periods->of_row);
    *periods = (routes_i_periods){0};
}
