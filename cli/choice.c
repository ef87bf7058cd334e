/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers and words of options, judged as they are read. */

#include "cli.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int cli_word(const struct cli_call *call, const char *option, const char *const *words,
             size_t count, int *which)
{
    const char *word = cli_value(call, option);
    *which = 0;
    if (!word)
        return CLI_DONE;
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0) {
            *which = (int)i;
            return CLI_DONE;
        }
    const char *nearest = cli_nearest(word, words, count);
    if (nearest)
        return cli_complain(CLI_USAGE, "--%s %s is not known; nearest is %s", option, word,
                            nearest);
    fprintf(stderr, "routes: --%s %s is not known; take", option, word);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s %s", i == 0 ? "" : i + 1 < count ? "," : " or", words[i]);
    fputc('\n', stderr);
    return CLI_USAGE;
}

int cli_number(const struct cli_call *call, const char *option, double least, double most,
               int whole, double *number)
{
    const char *text = cli_value(call, option);
    char *end;
    if (!text)
        return CLI_DONE;
    double read = strtod(text, &end);
    if (end == text || *end || !(read >= least && read <= most) || (whole && read != floor(read)))
        return cli_complain(CLI_USAGE, "--%s %s: must be a %snumber from %.10g to %.10g", option,
                            text, whole ? "whole " : "", least, most);
    *number = read;
    return CLI_DONE;
}

int cli_length(const struct cli_call *call, const char *option, double *metres)
{
    const char *text = cli_value(call, option);
    char *end;
    *metres = 0.0;
    if (!text)
        return CLI_DONE;
    *metres = strtod(text, &end);
    int is_km = strcmp(end, "km") == 0;
    int is_length = end != text && (is_km || !*end || strcmp(end, "m") == 0);
    *metres *= is_km ? 1000.0 : 1.0;
    if (!is_length || !(*metres > 0.0) || *metres > 1e11)
        return cli_complain(CLI_USAGE, "--%s %s is no length above 0, such as 500m or 2km", option,
                            text);
    return CLI_DONE;
}

int cli_seed(const struct cli_call *call, uint64_t *seed)
{
    const char *text = cli_value(call, "seed");
    char *end;
    *seed = 1;
    if (!text)
        return CLI_DONE;
    errno = 0;
    unsigned long long read = strtoull(text, &end, 10);
    if (end == text || *end || errno || *text == '-')
        return cli_complain(CLI_USAGE, "--seed %s: must be a whole number from 0 to 2^64 - 1",
                            text);
    *seed = read;
    return CLI_DONE;
}

int cli_unit(const struct cli_call *call, routes_unit *unit)
{
    static const char *const words[] = {"persons_per_year", "persons_per_month", "persons_total",
                                        "percent_of_total", "percent_of_group"};
    static const routes_unit units[] = {ROUTES_UNIT_PERSONS_PER_YEAR, ROUTES_UNIT_PERSONS_PER_MONTH,
                                        ROUTES_UNIT_PERSONS_TOTAL, ROUTES_UNIT_PERCENT_OF_TOTAL,
                                        ROUTES_UNIT_PERCENT_OF_GROUP};
    const char *word = cli_value(call, "unit");
    *unit = ROUTES_UNIT_NOT_STATED;
    if (!word)
        return CLI_DONE;
    for (size_t i = 0; i < 5; i++)
        if (strcmp(word, words[i]) == 0) {
            *unit = units[i];
            return CLI_DONE;
        }
    const char *nearest = cli_nearest(word, words, 5);
    return cli_complain(CLI_USAGE, "--unit %s is no unit of lanes; %s %s", word,
                        nearest ? "nearest is" : "take", nearest ? nearest : words[0]);
}
