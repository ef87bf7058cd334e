/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Crossings and teams; only a restricted release holds these layers. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "render/brief_parts.h"
#include "render/words.h"

#define MOST_CROSSINGS 10
#define LEAST_GAIN 0.05 /* lanes: less is not worth a line */

static double number_at(const routes_table *table, const char *name, size_t row)
{
    const double *numbers = routes_table_numbers(table, routes_table_find(table, name));
    return numbers ? numbers[row] : NAN;
}

static int64_t integer_at(const routes_table *table, const char *name, size_t row)
{
    const int64_t *integers = routes_table_integers(table, routes_table_find(table, name));
    return integers ? integers[row] : 0;
}

static void print_number(char *to, size_t size, double value, int decimals, const char *unit)
{
    if (isnan(value))
        snprintf(to, size, "-");
    else
        snprintf(to, size, "%.*f%s", decimals, value, unit);
}

/* What has no rank, since only lanes of one case pass, comes last. */
static int64_t rank_at(const routes_table *table, size_t row)
{
    int64_t rank = integer_at(table, "rank", row);
    return rank > 0 ? rank : INT64_MAX;
}

/* The row with the best rank among those not yet taken; of equals the first. */
static size_t next_crossing(const routes_table *table, int64_t above, size_t after)
{
    size_t best = SIZE_MAX;
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        int64_t rank = rank_at(table, row);
        if (rank < above || (rank == above && row <= after))
            continue;
        if (best == SIZE_MAX || rank < rank_at(table, best))
            best = row;
    }
    return best;
}

/* "2 (1-3)". */
static void print_rank(char *to, size_t size, const routes_table *table, size_t row)
{
    if (rank_at(table, row) == INT64_MAX)
        snprintf(to, size, "-");
    else
        snprintf(to, size, "%lld (%lld-%lld)", (long long)rank_at(table, row),
                 (long long)integer_at(table, "rank_lower", row),
                 (long long)integer_at(table, "rank_upper", row));
}

static void add_crossing(routes_i_document *document, const routes_table *table, size_t row)
{
    char rank[72], lanes[32], cut[32], detour[32], ratio[32], score[32];
    print_rank(rank, sizeof rank, table, row);
    snprintf(lanes, sizeof lanes, "%lld", (long long)integer_at(table, "lanes", row));
    snprintf(cut, sizeof cut, "%lld", (long long)integer_at(table, "cut_off", row));
    print_number(detour, sizeof detour, number_at(table, "detour_m", row) / 1e3, 0, " km");
    print_number(ratio, sizeof ratio, number_at(table, "bypass_ratio", row), 2, "");
    print_number(score, sizeof score, number_at(table, "choke_score", row), 3, "");
    const char *cells[] = {
        routes_table_text_at(table, "name", row), rank, lanes, cut, detour, ratio, score};
    routes_i_document_row(document, ROUTES_I_PART_ROW, cells, 7);
}

void routes_i_brief_crossings(routes_i_document *document, const routes_table *chokepoints)
{
    static const char *const head[] = {"Crossing", "Rank",         "Lanes", "Cut off",
                                       "Detour",   "Bypass ratio", "Score"};
    if (!chokepoints || routes_table_rows(chokepoints) == 0)
        return;
    routes_i_document_add(document, ROUTES_I_PART_HEADING, "Crossings that lanes pass");
    routes_i_document_row(document, ROUTES_I_PART_HEAD, head, 7);
    int64_t above = 0;
    size_t row = 0;
    for (int i = 0; i < MOST_CROSSINGS; i++) {
        row = next_crossing(chokepoints, above, row);
        if (row == SIZE_MAX)
            break;
        above = rank_at(chokepoints, row);
        add_crossing(document, chokepoints, row);
    }
    routes_i_document_add(
        document, ROUTES_I_PART_PARAGRAPH,
        "Lanes were laid on the shortest way of a schematic network; which way is "
        "taken in truth is not known. Rank: by what its loss would cost, among all crossings, and "
        "where it lies in 95 % of draws that leave out doubtful lanes and add plausible ones that "
        "nobody saw; where that is half the list or more it is no chokepoint. Cut off: without "
        "another way in that network. A crossing whose loss costs little is no chokepoint, "
        "however many lanes pass it.");
}

static void range_words(routes_i_text *to, const routes_table *table, const char *name, size_t row)
{
    const routes_range *ranges = routes_table_ranges(table, routes_table_find(table, name));
    char text[64];
    if (!ranges || ranges[row].kind == ROUTES_RANGE_NOT_STATED) {
        routes_i_text_add(to, "-");
        return;
    }
    snprintf(text, sizeof text, "%.2f (%.2f-%.2f)", ranges[row].moderate, ranges[row].low,
             ranges[row].high);
    routes_i_text_add(to, text);
}

static void add_team(routes_i_document *document, const routes_table *table, size_t row)
{
    char team[32], adds[32], moved[32], sure[32];
    routes_i_text found = {0};
    snprintf(team, sizeof team, "%lld", (long long)integer_at(table, "team", row));
    print_number(adds, sizeof adds, number_at(table, "marginal", row), 2, "");
    print_number(moved, sizeof moved, 100.0 * number_at(table, "moved_share", row), 0, " %");
    print_number(sure, sizeof sure, 100.0 * number_at(table, "chosen", row), 0, " of 100");
    range_words(&found, table, "interception", row);
    const char *cells[] = {
        team, routes_table_text_at(table, "name", row),  routes_i_text_get(&found), adds, moved,
        sure, routes_table_text_at(table, "burden", row)};
    document->failed = document->failed || found.failed;
    routes_i_document_row(document, ROUTES_I_PART_ROW, cells, 7);
    routes_i_text_free(&found);
}

/* Where most would go once all teams stand. */
static void add_gains(routes_i_document *document, const routes_table *table, int64_t teams)
{
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        double change = number_at(table, "change", row);
        char text[256];
        if (integer_at(table, "team", row) != teams || !(change >= LEAST_GAIN))
            continue;
        const char *name = routes_table_text_at(table, "name", row);
        snprintf(text, sizeof text, "%s: from %.2f to %.2f lanes", name ? name : "",
                 number_at(table, "before", row), number_at(table, "after", row));
        routes_i_document_add(document, ROUTES_I_PART_ITEM, text);
    }
}

/* Whether the plan is proved best, or how far it may be from it. */
static void add_proof(routes_i_document *document, const routes_table *placement)
{
    const char *optimal = routes_table_meta(placement, "optimal");
    const char *bound = routes_table_meta(placement, "bound");
    char text[160];
    if (optimal && strcmp(optimal, "yes") == 0)
        snprintf(
            text, sizeof text,
            "No other plan of as many teams finds more: this is proved, under what is assumed.");
    else
        snprintf(text, sizeof text, "No plan of as many teams finds more than %s lanes.",
                 bound ? bound : "?");
    routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, text);
    snprintf(text, sizeof text, "If all knew every team, they would find %.2f lanes.",
             number_at(placement, "interception_all", routes_table_rows(placement) - 1));
    routes_i_document_add(document, ROUTES_I_PART_PARAGRAPH, text);
}

void routes_i_brief_teams(routes_i_document *document, const routes_table *placement,
                          const routes_table *displacement)
{
    static const char *const head[] = {"Team",     "Crossing", "Lanes found", "Adds",
                                       "Moves on", "Chosen",   "Burden"};
    size_t teams = routes_table_rows(placement);
    if (!placement || teams == 0)
        return;
    routes_i_document_add(document, ROUTES_I_PART_HEADING, "Where teams would find most lanes");
    routes_i_document_row(document, ROUTES_I_PART_HEAD, head, 7);
    for (size_t row = 0; row < teams; row++)
        add_team(document, placement, row);
    add_proof(document, placement);
    routes_i_document_add(
        document, ROUTES_I_PART_PARAGRAPH,
        "Lanes found by the teams so far when lanes shift away from them, each lane counting as "
        "one, with the range of detection: a team that finds more turns more away, so that better "
        "detection can find less. How far lanes shift is an assumption. If all knew every team "
        "they "
        "would take other ways wherever there is one, if only over the stretches of border between "
        "the known crossings. Chosen: in so many of 100 draws from the ranges, doubtful lanes left "
        "out, the best plan has a team there. Screening can harm travellers and the persons it "
        "means to help; the burden is unknown where no traffic is counted. Fewer lanes found is "
        "not fewer lanes.");
    if (!displacement)
        return;
    routes_i_document_add(document, ROUTES_I_PART_HEADING, "Where the lanes would go");
    add_gains(document, displacement, (int64_t)teams);
}
