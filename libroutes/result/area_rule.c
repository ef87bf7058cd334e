/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/area_rule.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/text.h"

/* A length such as 50km or 10m. */
static bool read_length(double *length_m, const char *text)
{
    char number[64];
    size_t size = strcspn(text, "km");
    bool kilometres = strcmp(text + size, "km") == 0;
    if (size == 0 || size >= sizeof number || (!kilometres && strcmp(text + size, "m") != 0))
        return false;
    memcpy(number, text, size);
    number[size] = '\0';
    if (!routes_i_number_read(length_m, number) || *length_m < 0.0)
        return false;
    if (kilometres)
        *length_m *= 1000.0;
    return true;
}

static bool read_count(size_t *k, const char *text)
{
    int64_t value;
    if (!routes_i_integer_read(&value, text) || value < 0 || value > UINT32_MAX)
        return false;
    *k = (size_t)value;
    return true;
}

/* What stands behind a word and a colon; null where the word is another. "" without a colon. */
static const char *behind(const char *text, const char *word)
{
    size_t size = strlen(word);
    if (strncmp(text, word, size) != 0 || (text[size] && text[size] != ':'))
        return NULL;
    return text[size] ? text + size + 1 : text + size;
}

static routes_status refuse(const char *text, const char *right, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_ARGUMENT, "weights \"%s\" are not known; %s", text, right);
}

static routes_status read_tolerance(routes_i_area_rule *rule, const char *text, const char *rest,
                                    routes_error *err)
{
    rule->has_length = text[strlen(text) - 1] == ':' || *rest;
    if (rule->has_length && !read_length(&rule->length_m, rest))
        return refuse(text, "the tolerance must be a length such as 10m", err);
    return ROUTES_OK;
}

static routes_status read_kernel(routes_i_area_rule *rule, const char *text, const char *rest,
                                 routes_error *err)
{
    static const char *const shapes[] = {"triangular", "uniform", "epanechnikov", "quartic",
                                         "gaussian"};
    const char *size = NULL;
    for (int i = 0; i < 5 && !size; i++) {
        size = behind(rest, shapes[i]);
        rule->shape = (routes_kernel)i;
    }
    if (!size)
        return refuse(text, "a kernel is triangular, uniform, epanechnikov, quartic or gaussian",
                      err);
    if (!(read_length(&rule->length_m, size) && rule->length_m > 0.0) &&
        !read_count(&rule->k, size))
        return refuse(text, "the bandwidth must be a length such as 50km, or a number of nearest",
                      err);
    return ROUTES_OK;
}

routes_status routes_i_area_rule_read(routes_i_area_rule *rule, const char *text, routes_error *err)
{
    const char *rest, *at = text;
    *rule = (routes_i_area_rule){.kind = ROUTES_I_RULE_QUEEN};
    if ((rest = behind(text, "queen")))
        return read_tolerance(rule, text, rest, err);
    if ((rest = behind(text, "rook"))) {
        rule->kind = ROUTES_I_RULE_ROOK;
        return read_tolerance(rule, text, rest, err);
    }
    if ((rest = behind(text, "network"))) {
        rule->network = true;
        at = rest;
    }
    if ((rest = behind(at, "knn"))) {
        rule->kind = ROUTES_I_RULE_NEAREST;
        return read_count(&rule->k, rest) ? ROUTES_OK
                                          : refuse(text, "say how many, as in knn:8", err);
    }
    if ((rest = behind(at, "band"))) {
        rule->kind = ROUTES_I_RULE_BAND;
        return read_length(&rule->length_m, rest)
                   ? ROUTES_OK
                   : refuse(text, "say how far and its unit, as in band:50km", err);
    }
    if ((rest = behind(at, "kernel"))) {
        rule->kind = ROUTES_I_RULE_KERNEL;
        return read_kernel(rule, text, rest, err);
    }
    if (rule->network)
        return refuse(text, "behind network: stands knn, band or kernel", err);
    return refuse(text,
                  "take queen, rook, knn:8, band:50km, kernel:gaussian:50km, network:band:50km, or "
                  "a file .gal, .gwt or .csv",
                  err);
}
