/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/ledger.h"

#include <string.h>

#include "core/digest.h"
#include "core/fail.h"
#include "core/file.h"
#include "core/json.h"
#include "core/memory.h"
#include "core/options.h"
#include "release/contents.h"

/* A line is {"n":1,...,"previous":"<64 digits>","sha256":"<64 digits>"} and a newline. The last
 * digest is of all that stands before `,"sha256"`, so that no byte of the line is free. */
#define PREVIOUS ",\"previous\":\""
#define OWN "\",\"sha256\":\""
#define END "\"}\n"
#define DIGITS ((size_t)64)
#define TAIL (sizeof PREVIOUS - 1 + DIGITS + sizeof OWN - 1 + DIGITS + sizeof END - 1)

static const routes_ledger_state empty = {
    0, "0000000000000000000000000000000000000000000000000000000000000000"};

static routes_status broken(routes_error *err, size_t line, const char *how)
{
    return routes_i_fail(err, ROUTES_E_DATA, "the ledger is broken at line %zu: %s", line, how);
}

/* The digest of a line's own part: all before `,"sha256"`, with the quote that ends `previous`. */
static void digest_line(char *out, const char *line, size_t size)
{
    routes_i_digest digest = routes_i_digest_start();
    routes_i_digest_add(&digest, line, size);
    routes_i_digest_end(out, digest);
}

/* Checks one line, [size] bytes with its newline, against the state before it. */
static routes_status check_line(routes_ledger_state *state, const char *line, size_t size,
                                routes_error *err)
{
    size_t number = state->entries + 1;
    char own[ROUTES_LEDGER_DIGEST_SIZE];
    routes_i_text start = {0};
    routes_i_text_print(&start, "{\"n\":%zu,", number);
    if (start.failed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to check a ledger");
    bool starts = size > start.size + TAIL && memcmp(line, start.bytes, start.size) == 0;
    routes_i_text_free(&start);
    if (!starts)
        return broken(err, number, "it is cut short, or lines before it are missing");

    const char *tail = line + size - TAIL;
    const char *previous = tail + sizeof PREVIOUS - 1;
    const char *middle = previous + DIGITS;
    const char *digest = middle + sizeof OWN - 1;
    if (memcmp(tail, PREVIOUS, sizeof PREVIOUS - 1) != 0 ||
        memcmp(middle, OWN, sizeof OWN - 1) != 0 ||
        memcmp(digest + DIGITS, END, sizeof END - 1) != 0)
        return broken(err, number, "it has not the form of a line");
    if (memcmp(previous, state->last, DIGITS) != 0)
        return broken(err, number, "it does not follow the line before it");
    digest_line(own, line, (size_t)(middle - line) + 1);
    if (memcmp(digest, own, DIGITS) != 0)
        return broken(err, number, "it was changed after it was written");
    state->entries = number;
    memcpy(state->last, own, sizeof own);
    return ROUTES_OK;
}

static bool line_holds(const char *line, size_t size, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i + length <= size; i++)
        if (memcmp(line + i, text, length) == 0)
            return true;
    return false;
}

/* Follows the chain. `wanted` may be null; else `found` says whether a line holds both texts. */
static routes_status follow(routes_ledger_state *state, const char *bytes, size_t size,
                            const char *const *wanted, bool *found, routes_error *err)
{
    *state = empty;
    for (const char *at = bytes; at < bytes + size;) {
        size_t left = size - (size_t)(at - bytes);
        const char *newline = memchr(at, '\n', left);
        size_t length = newline ? (size_t)(newline - at) + 1 : left;
        routes_status status = check_line(state, at, length, err);
        if (status)
            return status;
        if (wanted && line_holds(at, length, wanted[0]) && line_holds(at, length, wanted[1]))
            *found = true;
        at += length;
    }
    return ROUTES_OK;
}

routes_status routes_ledger_verify(routes_ledger_state *state, const char *path, routes_error *err)
{
    routes_ledger_state seen;
    char *bytes = NULL;
    size_t size = 0;
    if (!path)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "path must not be null");
    routes_status status = routes_i_file_read(&bytes, &size, path, err);
    if (status)
        return status;
    status = follow(&seen, bytes, size, NULL, NULL, err);
    routes_i_free(bytes);
    if (state)
        *state = seen;
    return status;
}

/* What is to be added. */
struct entry {
    const routes_release *release;
    const routes_ledger_options *options;
    bool added;
};

static void pair(routes_i_text *to, const char *key, const char *value)
{
    routes_i_text_print(to, ",\"%s\":", key);
    routes_i_json_text(to, value);
}

static void write_overrides(routes_i_text *to, const routes_release *release)
{
    routes_i_text_add(to, ",\"overrides\":[");
    for (size_t i = 0; i < release->override_count; i++) {
        const routes_override *one = &release->overrides[i];
        routes_i_text name = {0};
        routes_i_text_print(&name, "%s %s %s", one->table, one->row_id, one->requirement);
        routes_i_text_add(to, i ? "," : "");
        routes_i_json_text(to, routes_i_text_get(&name));
        to->failed = to->failed || name.failed;
        routes_i_text_free(&name);
    }
    routes_i_text_add(to, "]");
}

static void write_line(routes_i_text *to, const struct entry *entry,
                       const routes_ledger_state *before)
{
    const routes_stamp *stamp = &entry->release->stamp;
    const char *time = entry->options->time;
    char own[ROUTES_LEDGER_DIGEST_SIZE];
    routes_i_text_print(to, "{\"n\":%zu", before->entries + 1);
    pair(to, "time", time ? time : stamp->date);
    pair(to, "release", stamp->release_id);
    pair(to, "tier", routes_tier_text(stamp->tier));
    pair(to, "date", stamp->date);
    pair(to, "end_date", stamp->end_date);
    pair(to, "purpose", stamp->purpose);
    pair(to, "approver", stamp->approver);
    routes_i_text_print(to, ",\"settings\":%s",
                        entry->options->settings ? entry->options->settings : "{}");
    write_overrides(to, entry->release);
    pair(to, "data_sha256", entry->release->data_digest);
    pair(to, "output_sha256", entry->release->output_digest);
    routes_i_text_print(to, PREVIOUS "%s\"", before->last);
    if (to->failed)
        return;
    digest_line(own, to->bytes, to->size);
    /* The quote that ends `previous` is there already. */
    routes_i_text_print(to, "%s%s" END, &OWN[1], own);
}

static routes_status extend(routes_i_text *more, const char *bytes, size_t size, void *context,
                            routes_error *err)
{
    struct entry *entry = context;
    routes_ledger_state state;
    routes_i_text release = {0}, data = {0};
    bool found = false;
    pair(&release, "release", entry->release->stamp.release_id);
    pair(&data, "data_sha256", entry->release->data_digest);
    const char *wanted[] = {routes_i_text_get(&release), routes_i_text_get(&data)};
    routes_status status =
        release.failed || data.failed
            ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a line of the ledger")
            : follow(&state, bytes, size, wanted, &found, err);
    routes_i_text_free(&release);
    routes_i_text_free(&data);
    if (status || found)
        return status;
    write_line(more, entry, &state);
    entry->added = true;
    return ROUTES_OK;
}

/* Settings stand in the line as they are: one JSON object on one line. */
static routes_status check_settings(const char *settings, routes_error *err)
{
    routes_i_json *json = NULL;
    routes_error why = {ROUTES_OK, ""};
    if (!settings)
        return ROUTES_OK;
    if (*settings != '{' || strpbrk(settings, "\r\n"))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "settings must be a JSON object without line breaks");
    routes_status status = routes_i_json_read(&json, settings, strlen(settings), &why);
    routes_i_json_free(json);
    return status == ROUTES_E_DATA
               ? routes_i_fail(err, ROUTES_E_ARGUMENT, "settings: %s", why.message)
           : status ? routes_i_fail(err, status, "%s", why.message)
                    : ROUTES_OK;
}

/* The folder a file lies in, made where there is none. */
static routes_status make_folder(const char *path, routes_error *err)
{
    const char *slash = strrchr(path, '/');
    routes_i_text folder = {0};
    if (!slash || slash == path)
        return ROUTES_OK;
    routes_i_text_bytes(&folder, path, (size_t)(slash - path));
    routes_status status = folder.failed
                               ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a path")
                               : routes_i_folder_make(folder.bytes, err);
    routes_i_text_free(&folder);
    return status;
}

routes_status routes_ledger_append(int *added, const char *path, const routes_release *release,
                                   const routes_ledger_options *options, routes_error *err)
{
    routes_ledger_options known;
    if (!path || !release)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "path and release must not be null");
    routes_status status = routes_i_options_read(&known, sizeof known, options, err);
    if (!status)
        status = check_settings(known.settings, err);
    if (!status)
        status = make_folder(path, err);
    struct entry entry = {release, &known, false};
    if (!status)
        status = routes_i_file_extend(path, extend, &entry, err);
    if (!status && added)
        *added = entry.added;
    return status;
}
