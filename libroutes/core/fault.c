/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/arena.h"
#include "core/memory.h"

#define DEFAULT_LIMIT 200

struct routes_faults {
    routes_i_arena texts;
    routes_fault *faults;
    size_t size;
    size_t capacity;
    size_t limit;
    size_t counts[3];
};

routes_status routes_faults_new(routes_faults **out, size_t limit, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = routes_i_calloc(1, sizeof **out);
    if (!*out)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a list of faults");
    (*out)->limit = limit ? limit : DEFAULT_LIMIT;
    return ROUTES_OK;
}

void routes_faults_free(routes_faults *faults)
{
    if (!faults)
        return;
    routes_i_arena_free(&faults->texts);
    routes_i_free(faults->faults);
    routes_i_free(faults);
}

static routes_status reserve_one(routes_faults *faults)
{
    if (faults->size < faults->capacity)
        return ROUTES_OK;
    size_t capacity = faults->capacity ? faults->capacity * 2 : 16;
    routes_fault *grown = routes_i_realloc(faults->faults, capacity, sizeof *grown);
    if (!grown)
        return ROUTES_E_MEMORY;
    faults->faults = grown;
    faults->capacity = capacity;
    return ROUTES_OK;
}

/* Copies one text; false only when memory is out. */
static int keep(routes_faults *faults, const char **to, const char *text)
{
    *to = routes_i_arena_text(&faults->texts, text);
    return !text || *to;
}

routes_status routes_faults_add(routes_faults *faults, const routes_fault *fault, routes_error *err)
{
    if (!faults || !fault || !fault->message)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "faults, fault and its message must be given");
    if ((unsigned)fault->severity > ROUTES_SEVERITY_NOTE)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "severity %d is not known",
                             (int)fault->severity);
    if (faults->size < faults->limit) {
        routes_fault copy = *fault;
        if (reserve_one(faults) || !keep(faults, &copy.file, fault->file) ||
            !keep(faults, &copy.field, fault->field) || !keep(faults, &copy.value, fault->value) ||
            !keep(faults, &copy.message, fault->message) ||
            !keep(faults, &copy.remedy, fault->remedy))
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a fault");
        faults->faults[faults->size++] = copy;
    }
    faults->counts[fault->severity]++;
    return ROUTES_OK;
}

void routes_i_faults_clear(routes_faults *faults)
{
    routes_i_arena_free(&faults->texts);
    faults->size = 0;
    memset(faults->counts, 0, sizeof faults->counts);
}

size_t routes_faults_size(const routes_faults *faults)
{
    return faults ? faults->size : 0;
}

size_t routes_faults_count(const routes_faults *faults, routes_severity severity)
{
    return faults && (unsigned)severity <= ROUTES_SEVERITY_NOTE ? faults->counts[severity] : 0;
}

const routes_fault *routes_faults_at(const routes_faults *faults, size_t index)
{
    return index < routes_faults_size(faults) ? &faults->faults[index] : NULL;
}

routes_status routes_i_fault(routes_faults *faults, const routes_fault *where, routes_error *err,
                             const char *format, ...)
{
    char message[1024];
    va_list args;
    va_start(args, format);
    int needed = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (needed < 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "a message could not be made");
    routes_fault fault = *where;
    fault.message = message;
    return routes_faults_add(faults, &fault, err);
}

static const routes_fault *first_error(const routes_faults *faults, size_t since)
{
    for (size_t i = since; i < faults->size; i++)
        if (faults->faults[i].severity == ROUTES_SEVERITY_ERROR)
            return &faults->faults[i];
    return NULL;
}

routes_status routes_i_faults_judge(const routes_faults *faults, routes_error *err)
{
    return routes_i_faults_judge_since(faults, 0,
                                       routes_faults_count(faults, ROUTES_SEVERITY_ERROR), err);
}

routes_status routes_i_faults_judge_since(const routes_faults *faults, size_t since, size_t errors,
                                          routes_error *err)
{
    if (errors == 0)
        return ROUTES_OK;
    const routes_fault *first = first_error(faults, since);
    if (!first)
        return routes_i_fail(err, ROUTES_E_DATA, "%zu faults", errors);

    char row[32] = "";
    char others[48] = "";
    if (first->row)
        snprintf(row, sizeof row, " row %zu", first->row);
    if (errors > 1)
        snprintf(others, sizeof others, " (and %zu more)", errors - 1);
    return routes_i_fail(err, ROUTES_E_DATA, "%s%s%s%s: %s%s%s%s",
                         first->file ? first->file : "input", row, first->field ? " " : "",
                         first->field ? first->field : "", first->message,
                         first->remedy ? "; " : "", first->remedy ? first->remedy : "", others);
}
