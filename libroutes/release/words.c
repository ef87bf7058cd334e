/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/words.h"

#include <string.h>

#include "core/fail.h"
#include "core/run.h"

#define EXPLOITED "child victim of sexual exploitation"
#define OFFENDER "offender; person who exploits"
#define TOURISM "sexual exploitation of children in travel and tourism; travelling offender"
#define SURVIVOR "victim, survivor; assisted; left the situation"
#define IRREGULAR "migrant in an irregular situation"
#define PLAIN "describe the offence in plain words"
#define DETECTED "destination with most detected victims; lane with most reports"

/* Section 6 of docs/glossary.md with its plurals. */
static const routes_i_phrase phrases[] = {
    {"child prostitute", EXPLOITED},
    {"child prostitutes", EXPLOITED},
    {"child prostitution", "exploitation of children in prostitution"},
    {"child sex worker", EXPLOITED},
    {"child sex workers", EXPLOITED},
    {"child pornography", "child sexual abuse material"},
    {"child sex tourism", TOURISM},
    {"sex tourist", TOURISM},
    {"sex tourists", TOURISM},
    {"client", OFFENDER},
    {"clients", OFFENDER},
    {"customer", OFFENDER},
    {"customers", OFFENDER},
    {"user", OFFENDER},
    {"users", OFFENDER},
    {"sex slave", SURVIVOR},
    {"sex slaves", SURVIVOR},
    {"slave nation", SURVIVOR},
    {"slave nations", SURVIVOR},
    {"rescue", SURVIVOR},
    {"rescues", SURVIVOR},
    {"rescued", SURVIVOR},
    {"saved", SURVIVOR},
    {"illegal migrant", IRREGULAR},
    {"illegal migrants", IRREGULAR},
    {"illegals", IRREGULAR},
    {"virgin trade", PLAIN},
    {"merchandise", PLAIN},
    {"supply", PLAIN},
    {"harvest", PLAIN},
    {"cargo", PLAIN},
    {"stock of girls", PLAIN},
    {"hot market", DETECTED},
    {"hot markets", DETECTED},
    {"top destination", DETECTED},
    {"top destinations", DETECTED},
    {"best route", DETECTED},
    {"best routes", DETECTED},
    {"prevalence map", "map of detected victims; map of reports"},
    {"prevalence maps", "map of detected victims; map of reports"},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c && strchr(" \t\r\n_-", c);
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Whether `phrase` stands at `at`; a blank of it stands for any run of blanks. */
static bool stands_at(const char *at, const char *phrase)
{
    for (; *phrase; phrase++) {
        if (*phrase != ' ') {
            if (lower(*at++) != *phrase)
                return false;
            continue;
        }
        if (!is_blank(*at))
            return false;
        while (is_blank(*at))
            at++;
    }
    return !is_letter(*at);
}

const routes_i_phrase *routes_i_words_find(const char *text)
{
    for (const char *at = text; at && *at; at++) {
        if (!is_letter(*at) || (at > text && is_letter(at[-1])))
            continue;
        for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
            if (stands_at(at, phrases[i].avoid))
                return &phrases[i];
    }
    return NULL;
}

const routes_i_phrase *routes_i_words_at(size_t index)
{
    return index < sizeof phrases / sizeof *phrases ? &phrases[index] : NULL;
}

static bool is_of_the_source(const char *name)
{
    static const char *const exempt[] = {"attributed_to", "section", "source_id", "reference",
                                         "citation"};
    for (size_t i = 0; i < sizeof exempt / sizeof *exempt; i++)
        if (strcmp(name, exempt[i]) == 0)
            return true;
    return false;
}

static routes_status judge(const routes_i_review *review, const routes_table *table,
                           const char *where, const char *text, routes_error *err)
{
    const routes_i_phrase *found = routes_i_words_find(text);
    if (!found)
        return ROUTES_OK;
    if (review->tier->tier == ROUTES_TIER_PUBLIC)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "\"%s\" in %s of layer \"%s\" is a word to avoid; write: %s",
                             found->avoid, where, routes_table_name(table), found->instead);
    routes_i_run_log(review->run, ROUTES_LOG_WARNING,
                     "\"%s\" in %s of layer \"%s\" is a word to avoid; write: %s", found->avoid,
                     where, routes_table_name(table), found->instead);
    return ROUTES_OK;
}

static routes_status check_column(const routes_i_review *review, const routes_table *table,
                                  size_t column, routes_error *err)
{
    const routes_column *head = routes_table_column(table, column);
    const char *const *texts = routes_table_texts(table, column);
    routes_status status = judge(review, table, "a column", head->name, err);
    if (!status)
        status = judge(review, table, "a column's description", head->description, err);
    if (is_of_the_source(head->name))
        return status;
    for (size_t row = 0; !status && texts && row < routes_table_rows(table); row++)
        status = judge(review, table, head->name, texts[row], err);
    return status;
}

routes_status routes_i_words_check(const routes_i_review *review, const routes_table *table,
                                   routes_error *err)
{
    const char *key, *value;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && i < routes_table_columns(table); i++)
        status = check_column(review, table, i, err);
    for (size_t i = 0; !status && (key = routes_table_meta_at(table, i, &value)); i++)
        if (!is_of_the_source(key))
            status = judge(review, table, key, value, err);
    return status;
}
