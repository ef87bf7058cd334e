/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/scan_time.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "routes/date.h"

/* Units that a study spans at most: a mistyped year shall not take all memory. */
#define MOST_UNITS 100000

struct moment {
    const char *text;
    double number; /* as a number, where all times are */
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

const char *routes_i_scan_unit_text(routes_hotspot_scan_unit unit)
{
    static const char *const words[] = {"auto", "given", "year", "quarter", "month", "day"};
    size_t at = (size_t)unit;
    return at < sizeof words / sizeof *words ? words[at] : NULL;
}

/* How a time is written: with a day, a month, a year, or otherwise. */
static routes_hotspot_scan_unit form_of(const char *text)
{
    int32_t days;
    char date[ROUTES_DATE_SIZE];
    size_t size = strlen(text);
    if (size != 4 && size != 7 && size != 10)
        return ROUTES_HOTSPOT_SCAN_GIVEN;
    snprintf(date, sizeof date, "%s%s", text, size == 4 ? "-01-01" : size == 7 ? "-01" : "");
    if (!routes_date_read(&days, date))
        return ROUTES_HOTSPOT_SCAN_GIVEN;
    return size == 4   ? ROUTES_HOTSPOT_SCAN_YEAR
           : size == 7 ? ROUTES_HOTSPOT_SCAN_MONTH
                       : ROUTES_HOTSPOT_SCAN_DAY;
}

static routes_hotspot_scan_unit find_unit(const struct moment *moments, size_t n)
{
    routes_hotspot_scan_unit unit = form_of(moments[0].text);
    for (size_t i = 1; i < n; i++)
        if (form_of(moments[i].text) != unit)
            return ROUTES_HOTSPOT_SCAN_GIVEN;
    return unit;
}

/* Days since 1970 of the first day of a unit; months and years since the year 0. */
static int32_t first_day(routes_hotspot_scan_unit unit, int64_t number)
{
    char text[32];
    int32_t days = 0;
    if (unit == ROUTES_HOTSPOT_SCAN_DAY)
        return (int32_t)number;
    int64_t months = unit == ROUTES_HOTSPOT_SCAN_YEAR      ? number * 12
                     : unit == ROUTES_HOTSPOT_SCAN_QUARTER ? number * 3
                                                           : number;
    snprintf(text, sizeof text, "%04d-%02d-01", (int)(months / 12), (int)(months % 12) + 1);
    return routes_date_read(&days, text) ? days : 0;
}

/* The number of the unit in which a time lies; false when it cannot be told. */
static bool unit_number(int64_t *number, const char *text, routes_hotspot_scan_unit unit)
{
    char date[ROUTES_DATE_SIZE] = "";
    int32_t days;
    size_t size = strlen(text);
    size_t needed = unit == ROUTES_HOTSPOT_SCAN_YEAR ? 4 : unit == ROUTES_HOTSPOT_SCAN_DAY ? 10 : 7;
    if (size < needed || (unit == ROUTES_HOTSPOT_SCAN_DAY && size > needed) ||
        (size > needed && text[needed] != '-'))
        return false;
    memcpy(date, text, needed);
    snprintf(date + needed, sizeof date - needed, "%s",
             needed == 4   ? "-01-01"
             : needed == 7 ? "-01"
                           : "");
    if (!routes_date_read(&days, date))
        return false;
    int64_t months = strtol(date, NULL, 10) * 12 + strtol(date + 5, NULL, 10) - 1;
    *number = unit == ROUTES_HOTSPOT_SCAN_DAY       ? days
              : unit == ROUTES_HOTSPOT_SCAN_MONTH   ? months
              : unit == ROUTES_HOTSPOT_SCAN_QUARTER ? months / 3
                                                    : months / 12;
    return true;
}

/* Each time that stands there is a unit. */
static routes_status number_given(routes_i_scan_time *time, struct moment *moments, size_t n,
                                  routes_error *err)
{
    bool all_numbers = true;
    time->given = routes_i_calloc(n, sizeof *time->given);
    if (!time->given)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu times", n);
    for (size_t i = 0; i < n; i++)
        all_numbers = routes_i_number_read(&moments[i].number, moments[i].text) && all_numbers;
    int (*order)(const void *, const void *) = all_numbers ? by_number : by_text;
    qsort(moments, n, sizeof *moments, order);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || order(&moments[i - 1], &moments[i]) != 0)
            time->given[time->units++] = moments[i].text;
        time->of_row[moments[i].row] = time->units - 1;
    }
    return ROUTES_OK;
}

/* An end of the study as the number of a unit; `number` as it is where none is stated. */
static routes_status read_end(int64_t *number, const char *text, routes_hotspot_scan_unit unit,
                              const char *name, routes_error *err)
{
    if (text && !unit_number(number, text, unit))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.%s is \"%s\", no %s", name, text,
                             routes_i_scan_unit_text(unit));
    return ROUTES_OK;
}

static routes_status number_calendar(routes_i_scan_time *time, const struct moment *moments,
                                     size_t n, const routes_hotspot_scan_options *options,
                                     routes_error *err)
{
    int64_t least = INT64_MAX;
    int64_t most = INT64_MIN;
    int64_t number = 0;
    for (size_t i = 0; i < n; i++) {
        if (!unit_number(&number, moments[i].text, time->unit))
            return routes_i_fail(err, ROUTES_E_DATA, "row %zu: time \"%s\" is no %s",
                                 moments[i].row + 1, moments[i].text,
                                 routes_i_scan_unit_text(time->unit));
        least = number < least ? number : least;
        most = number > most ? number : most;
    }
    int64_t first = least;
    int64_t last = most;
    routes_status status = read_end(&first, options->first, time->unit, "first", err);
    if (!status)
        status = read_end(&last, options->last, time->unit, "last", err);
    if (status)
        return status;
    if (least < first || most > last)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "the times lie beyond the study, which is %s to %s",
                             options->first ? options->first : "the first of them",
                             options->last ? options->last : "the last of them");
    if (last - first >= MOST_UNITS)
        return routes_i_fail(err, ROUTES_E_DATA, "the study spans %lld times, %d at most",
                             (long long)(last - first + 1), MOST_UNITS);
    time->first = first;
    time->units = (size_t)(last - first + 1);
    for (size_t i = 0; i < n; i++)
        if (unit_number(&number, moments[i].text, time->unit))
            time->of_row[moments[i].row] = (size_t)(number - first);
    return ROUTES_OK;
}

/* Units to periods, counted back from the last: the first period may be short. */
static void aggregate(routes_i_scan_time *time, size_t rows)
{
    size_t each = time->aggregate;
    time->count = (time->units + each - 1) / each;
    for (size_t i = 0; i < rows; i++)
        time->of_row[i] = time->count - 1 - (time->units - 1 - time->of_row[i]) / each;
}

static routes_status read_moments(struct moment *moments, const char *const *times, size_t n,
                                  routes_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!times[i])
            return routes_i_fail(err, ROUTES_E_DATA, "row %zu has no time", i + 1);
        moments[i] = (struct moment){.text = times[i], .row = i};
    }
    return ROUTES_OK;
}

static routes_status number_times(routes_i_scan_time *time, struct moment *moments, size_t n,
                                  const routes_hotspot_scan_options *options, routes_error *err)
{
    if (time->unit == ROUTES_HOTSPOT_SCAN_AUTO)
        time->unit = find_unit(moments, n);
    if (time->unit != ROUTES_HOTSPOT_SCAN_GIVEN)
        return number_calendar(time, moments, n, options, err);
    if (options->first || options->last)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.first and options.last need times that are dates");
    return number_given(time, moments, n, err);
}

routes_status routes_i_scan_time_read(routes_i_scan_time *time, const routes_table *areas,
                                      const routes_hotspot_scan_options *options, routes_error *err)
{
    size_t n = routes_table_rows(areas);
    const char *const *times = routes_table_texts(areas, routes_table_find(areas, "time"));
    *time = (routes_i_scan_time){.unit = options->unit,
                                 .aggregate = options->aggregate ? options->aggregate : 1,
                                 .count = 1,
                                 .units = 0};
    if (!routes_i_scan_unit_text(options->unit))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.unit is %d, not a known choice",
                             (int)options->unit);
    time->of_row = routes_i_calloc(n, sizeof *time->of_row);
    if (!time->of_row)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", n);
    if (!times)
        return ROUTES_OK;
    struct moment *moments = routes_i_calloc(n, sizeof *moments);
    routes_status status = moments
                               ? read_moments(moments, times, n, err)
                               : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", n);
    if (!status)
        status = number_times(time, moments, n, options, err);
    if (!status)
        aggregate(time, n);
    routes_i_free(moments);
    return status;
}

void routes_i_scan_time_free(routes_i_scan_time *time)
{
    routes_i_free(time->of_row);
    routes_i_free(time->given);
    *time = (routes_i_scan_time){0};
}

void routes_i_scan_time_text(char *text, size_t size, const routes_i_scan_time *time, size_t period,
                             int at_end)
{
    /* Units from the end of the period to the end of the study. */
    size_t after = (time->count - 1 - period) * time->aggregate;
    size_t last = time->units - 1 - after;
    size_t first = last + 1 > time->aggregate ? last + 1 - time->aggregate : 0;
    if (time->given) {
        snprintf(text, size, "%s", time->given[at_end ? last : first]);
        return;
    }
    char date[ROUTES_DATE_SIZE];
    int64_t unit = time->first + (int64_t)(at_end ? last + 1 : first);
    routes_date_text(date, first_day(time->unit, unit) - (at_end ? 1 : 0));
    snprintf(text, size, "%s", date);
}
