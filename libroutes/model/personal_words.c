/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/personal_words.h"

#include <string.h>

struct word {
    const char *text;
    unsigned meaning;
};

#define PHONE ROUTES_I_WORD_PHONE
#define DOCUMENT ROUTES_I_WORD_DOCUMENT
#define ID ROUTES_I_WORD_ID
#define NUMBER ROUTES_I_WORD_NUMBER
#define BORN ROUTES_I_WORD_BORN
#define BIRTH ROUTES_I_WORD_BIRTH
#define TITLE ROUTES_I_WORD_TITLE
#define ONE ROUTES_I_WORD_ONE
#define MANY ROUTES_I_WORD_MANY
#define PRONOUN ROUTES_I_WORD_PRONOUN
#define VERB ROUTES_I_WORD_VERB
#define NAMED ROUTES_I_WORD_NAMED
#define NAME ROUTES_I_WORD_NAME
#define HOUSE ROUTES_I_WORD_HOUSE
#define STREET ROUTES_I_WORD_STREET
#define AGED ROUTES_I_WORD_AGED
#define YEAR ROUTES_I_WORD_YEAR
#define OLD ROUTES_I_WORD_OLD
#define HEALTH ROUTES_I_WORD_HEALTH
#define MONTH ROUTES_I_WORD_MONTH
#define HIGHWAY ROUTES_I_WORD_HIGHWAY
#define NETWORK ROUTES_I_WORD_NETWORK
#define SUFFIX ROUTES_I_WORD_SUFFIX
#define POSSESSIVE ROUTES_I_WORD_POSSESSIVE
#define ME ROUTES_I_WORD_ME

/* Lower case, in byte order: searched by halves. */
static const struct word words[] = {
    {"age", AGED},
    {"aged", AGED},
    {"agee", AGED},
    {"agé", AGED},
    {"alley", STREET},
    {"an", YEAR},
    {"ans", YEAR},
    {"aout", MONTH},
    {"août", MONTH},
    {"apartment", HOUSE},
    {"appartement", HOUSE},
    {"appelé", NAMED},
    {"appelée", NAMED},
    {"apr", MONTH},
    {"april", MONTH},
    {"apt", HOUSE},
    {"aug", MONTH},
    {"august", MONTH},
    {"av", STREET},
    {"ave", STREET},
    {"avenue", STREET},
    {"avril", MONTH},
    {"baby", ONE},
    {"bd", STREET},
    {"birthdate", BIRTH},
    {"birthday", BIRTH},
    {"blvd", STREET},
    {"bmp", SUFFIX},
    {"born", BORN},
    {"boulevard", STREET},
    {"boy", ONE},
    {"boys", MANY},
    {"brother", ONE},
    {"called", NAMED},
    {"came", VERB},
    {"card", NUMBER},
    {"carte", NUMBER},
    {"cccd", DOCUMENT},
    {"cellphone", PHONE},
    {"certificate", ID},
    {"child", ONE},
    {"children", MANY},
    {"cmnd", DOCUMENT},
    {"cni", DOCUMENT},
    {"daughter", ONE},
    {"daughters", MANY},
    {"ddn", BIRTH},
    {"dec", MONTH},
    {"december", MONTH},
    {"decembre", MONTH},
    {"dob", BIRTH},
    {"document", ID},
    {"décembre", MONTH},
    {"dénommé", NAMED},
    {"dénommée", NAMED},
    {"enceinte", HEALTH},
    {"enfant", ONE},
    {"enfants", MANY},
    {"escaped", VERB},
    {"facebook", NETWORK},
    {"father", ONE},
    {"fax", PHONE},
    {"fb", NETWORK},
    {"feb", MONTH},
    {"february", MONTH},
    {"female", ONE},
    {"females", MANY},
    {"femme", ONE},
    {"femmes", MANY},
    {"fevrier", MONTH},
    {"fille", ONE},
    {"filles", MANY},
    {"flat", HOUSE},
    {"full", POSSESSIVE},
    {"février", MONTH},
    {"garcon", ONE},
    {"garçon", ONE},
    {"garçons", MANY},
    {"geboren", BORN},
    {"gif", SUFFIX},
    {"girl", ONE},
    {"girls", MANY},
    {"got", VERB},
    {"gsm", PHONE},
    {"had", VERB},
    {"has", VERB},
    {"have", VERB},
    {"he", PRONOUN},
    {"heic", SUFFIX},
    {"her", POSSESSIVE},
    {"highway", HIGHWAY},
    {"his", POSSESSIVE},
    {"hiv", HEALTH},
    {"home", HOUSE},
    {"homme", ONE},
    {"hommes", MANY},
    {"house", HOUSE},
    {"iban", DOCUMENT},
    {"id", ID},
    {"idcard", DOCUMENT},
    {"identification", ID},
    {"identite", ID},
    {"identity", ID},
    {"identité", ID},
    {"infant", ONE},
    {"infants", MANY},
    {"instagram", NETWORK},
    {"is", VERB},
    {"jan", MONTH},
    {"january", MONTH},
    {"janvier", MONTH},
    {"jpeg", SUFFIX},
    {"jpg", SUFFIX},
    {"juillet", MONTH},
    {"juin", MONTH},
    {"jul", MONTH},
    {"july", MONTH},
    {"jun", MONTH},
    {"june", MONTH},
    {"left", VERB},
    {"lived", VERB},
    {"lives", VERB},
    {"madame", TITLE},
    {"mademoiselle", TITLE},
    {"mai", MONTH},
    {"maison", HOUSE},
    {"male", ONE},
    {"males", MANY},
    {"man", ONE},
    {"mar", MONTH},
    {"march", MONTH},
    {"mars", MONTH},
    {"may", MONTH},
    {"me", ME},
    {"men", MANY},
    {"migrant", ONE},
    {"minor", ONE},
    {"minors", MANY},
    {"miss", TITLE},
    {"mlle", TITLE},
    {"mme", TITLE},
    {"mobile", PHONE},
    {"monsieur", TITLE},
    {"mother", ONE},
    {"mr", TITLE},
    {"mrs", TITLE},
    {"ms", TITLE},
    {"my", POSSESSIVE},
    {"naissance", BIRTH},
    {"name", NAME},
    {"named", NAMED},
    {"names", NAME},
    {"national", HIGHWAY},
    {"nationale", HIGHWAY},
    {"nationalid", DOCUMENT},
    {"nid", DOCUMENT},
    {"no", NUMBER | HOUSE},
    {"nom", NAME},
    {"nommé", NAMED},
    {"nommée", NAMED},
    {"nov", MONTH},
    {"november", MONTH},
    {"novembre", MONTH},
    {"nr", NUMBER},
    {"num", NUMBER},
    {"number", NUMBER},
    {"numero", NUMBER},
    {"numéro", NUMBER},
    {"né", BORN},
    {"née", BORN},
    {"oct", MONTH},
    {"october", MONTH},
    {"octobre", MONTH},
    {"offender", ONE},
    {"old", OLD},
    {"orphan", ONE},
    {"pasaporte", DOCUMENT},
    {"passeport", DOCUMENT},
    {"passport", DOCUMENT},
    {"patient", ONE},
    {"people", MANY},
    {"persons", MANY},
    {"phlov", STREET},
    {"phone", PHONE},
    {"png", SUFFIX},
    {"portable", PHONE},
    {"pregnant", HEALTH},
    {"prenom", NAME},
    {"provincial", HIGHWAY},
    {"prénom", NAME},
    {"prénommé", NAMED},
    {"prénommée", NAMED},
    {"ran", VERB},
    {"rd", STREET},
    {"real", POSSESSIVE},
    {"received", VERB},
    {"reported", VERB},
    {"returned", VERB},
    {"ring", HIGHWAY},
    {"road", STREET},
    {"room", HOUSE},
    {"route", HIGHWAY},
    {"rue", STREET},
    {"said", VERB},
    {"says", VERB},
    {"schoolgirl", ONE},
    {"sep", MONTH},
    {"sept", MONTH},
    {"september", MONTH},
    {"septembre", MONTH},
    {"seropositive", HEALTH},
    {"she", PRONOUN},
    {"sister", ONE},
    {"skype", NETWORK},
    {"soi", STREET},
    {"son", ONE},
    {"sons", MANY},
    {"ssn", DOCUMENT},
    {"st", STREET},
    {"str", STREET},
    {"street", STREET},
    {"student", ONE},
    {"students", MANY},
    {"surname", NAME},
    {"survivor", ONE},
    {"survivors", MANY},
    {"suspect", ONE},
    {"séropositif", HEALTH},
    {"séropositive", HEALTH},
    {"teen", ONE},
    {"teenager", ONE},
    {"teenagers", MANY},
    {"tel", PHONE},
    {"telegram", NETWORK},
    {"telephone", PHONE},
    {"those", MANY},
    {"tif", SUFFIX},
    {"tiff", SUFFIX},
    {"tiktok", NETWORK},
    {"told", VERB},
    {"trafficker", ONE},
    {"tuổi", YEAR},
    {"tél", PHONE},
    {"téléphone", PHONE},
    {"viber", PHONE},
    {"victim", ONE},
    {"victime", ONE},
    {"victimes", MANY},
    {"victims", MANY},
    {"vih", HEALTH},
    {"villa", HOUSE},
    {"visa", ID},
    {"was", VERB},
    {"webp", SUFFIX},
    {"wechat", NETWORK},
    {"went", VERB},
    {"whatsapp", PHONE},
    {"widow", ONE},
    {"woman", ONE},
    {"women", MANY},
    {"worked", VERB},
    {"works", VERB},
    {"year", YEAR},
    {"years", YEAR},
    {"yr", YEAR},
    {"yrs", YEAR},
    {"âge", AGED},
    {"âgé", AGED},
    {"âgée", AGED},
    {"était", VERB},
    {"đường", STREET},
    {"ชื่อ", NAME},
    {"ซอย", STREET},
    {"ถนน", STREET},
    {"นาง", TITLE},
    {"นางสาว", TITLE},
    {"บัตรประชาชน", DOCUMENT},
    {"บ้านเลขที่", HOUSE},
    {"วันเกิด", BIRTH},
    {"หนังสือเดินทาง", DOCUMENT},
    {"โทร", PHONE},
    {"โทรศัพท์", PHONE},
    {"កំណើត", BIRTH},
    {"ឈ្មោះ", NAME},
    {"ថ្ងៃកំណើត", BIRTH},
    {"ទូរស័ព្ទ", PHONE},
    {"នาย", TITLE},
    {"នាង", TITLE},
    {"ផ្ទះ", HOUSE},
    {"ផ្ទះលេខ", HOUSE},
    {"ផ្លូវ", STREET},
    {"លិខិតឆ្លងដែន", DOCUMENT},
    {"លេខ", NUMBER},
    {"លេខទូរស័ព្ទ", PHONE},
    {"លោក", TITLE},
    {"លោកស្រី", TITLE},
    {"វិថី", STREET},
    {"អត្តសញ្ញាណប័ណ្ណ", DOCUMENT},
};

enum { LONGEST = 48 }; /* no word of the list is longer */

static unsigned meaning_of(const char *at, size_t size)
{
    char lower[LONGEST + 1];
    if (size > LONGEST)
        return 0;
    for (size_t i = 0; i < size; i++)
        lower[i] = (char)(at[i] >= 'A' && at[i] <= 'Z' ? at[i] - 'A' + 'a' : at[i]);
    lower[size] = '\0';
    size_t low = 0;
    size_t high = sizeof words / sizeof *words;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        /* most comparisons are decided by the first byte */
        int order = (unsigned char)lower[0] - (unsigned char)words[middle].text[0];
        if (order == 0)
            order = strcmp(lower, words[middle].text);
        if (order == 0)
            return words[middle].meaning;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

/* The value of the digit at `at` and its bytes, or -1. Khmer U+17E0, Thai U+0E50, Lao U+0ED0 and
 * full-width U+FF10 digits have three bytes. */
static int digit_at(const char *at, size_t *size)
{
    static const struct {
        unsigned char first, second, zero;
    } scripts[] = {{0xE1, 0x9F, 0xA0}, {0xE0, 0xB9, 0x90}, {0xE0, 0xBB, 0x90}, {0xEF, 0xBC, 0x90}};
    const unsigned char *p = (const unsigned char *)at;
    *size = 1;
    if (p[0] < 0x80)
        return p[0] >= '0' && p[0] <= '9' ? p[0] - '0' : -1;
    *size = 3;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (p[0] == scripts[i].first && p[1] == scripts[i].second && p[2] >= scripts[i].zero &&
            p[2] <= scripts[i].zero + 9)
            return p[2] - scripts[i].zero;
    return -1;
}

static bool is_blank(const char *at, size_t *size)
{
    unsigned char c = (unsigned char)*at;
    *size = 1;
    if (c < 0x80)
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    *size = 2;
    if (strncmp(at, "\xC2\xA0", 2) == 0) /* no-break space */
        return true;
    *size = 3;
    return strncmp(at, "\xE2\x80\x8B", 3) == 0; /* zero-width space */
}

static bool is_letter(const char *at)
{
    size_t size;
    unsigned char c = (unsigned char)*at;
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return digit_at(at, &size) < 0 && !is_blank(at, &size);
}

static void take_number(routes_i_token *token)
{
    const char *at = token->at;
    size_t size;
    int digit;
    while ((digit = digit_at(at, &size)) >= 0) {
        if (token->digits == 0)
            token->leading_zero = digit == 0;
        if (token->digits < 9)
            token->value = token->value * 10 + digit;
        token->digits++;
        at += size;
    }
    token->kind = ROUTES_I_TOKEN_NUMBER;
    token->size = (size_t)(at - token->at);
}

static void take_word(routes_i_token *token)
{
    const char *at = token->at;
    while (*at && is_letter(at))
        at++;
    token->kind = ROUTES_I_TOKEN_WORD;
    token->size = (size_t)(at - token->at);
    token->capital = *token->at >= 'A' && *token->at <= 'Z';
    token->meaning = meaning_of(token->at, token->size);
}

routes_i_token routes_i_token_next(const char **at)
{
    size_t size;
    routes_i_token token = {.kind = ROUTES_I_TOKEN_END, .after_blank = false};
    while (**at && is_blank(*at, &size)) {
        *at += size;
        token.after_blank = true;
    }
    token.at = *at;
    if (!**at)
        return token;
    if (digit_at(*at, &size) >= 0) {
        take_number(&token);
    } else if (is_letter(*at)) {
        take_word(&token);
    } else {
        token.kind = ROUTES_I_TOKEN_SIGN;
        token.size = 1;
    }
    *at += token.size;
    return token;
}

routes_i_token routes_i_token_peek(const char *at)
{
    return routes_i_token_next(&at);
}

bool routes_i_token_is(const routes_i_token *token, char sign)
{
    return token->kind == ROUTES_I_TOKEN_SIGN && *token->at == sign;
}

bool routes_i_token_means(const routes_i_token *token, unsigned meaning)
{
    return token->kind == ROUTES_I_TOKEN_WORD && (token->meaning & meaning);
}

bool routes_i_token_is_word(const routes_i_token *token, const char *text)
{
    if (token->kind != ROUTES_I_TOKEN_WORD || token->size != strlen(text))
        return false;
    for (size_t i = 0; i < token->size; i++)
        if ((token->at[i] | 0x20) != text[i])
            return false;
    return true;
}

bool routes_i_token_is_number(const routes_i_token *token)
{
    return token->kind == ROUTES_I_TOKEN_NUMBER;
}

bool routes_i_token_is_capital(const routes_i_token *token)
{
    return token->kind == ROUTES_I_TOKEN_WORD && token->capital && token->size > 1;
}

bool routes_i_token_touches(const routes_i_token *left, const routes_i_token *right)
{
    return left->kind != ROUTES_I_TOKEN_END && left->at + left->size == right->at;
}

bool routes_i_token_ends_before(char c)
{
    bool alphanumeric = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return !alphanumeric && c != '_';
}
