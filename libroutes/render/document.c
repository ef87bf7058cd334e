/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/document.h"

#include <string.h>

#include "core/memory.h"

static routes_i_part *add(routes_i_document *document, routes_i_part_kind kind)
{
    if (document->failed)
        return NULL;
    if (document->count == document->capacity) {
        size_t capacity = document->capacity ? document->capacity * 2 : 64;
        routes_i_part *grown = routes_i_realloc(document->parts, capacity, sizeof *grown);
        if (!grown) {
            document->failed = true;
            return NULL;
        }
        document->parts = grown;
        document->capacity = capacity;
    }
    routes_i_part *part = &document->parts[document->count++];
    *part = (routes_i_part){.kind = kind};
    return part;
}

static const char *copy(routes_i_document *document, const char *text)
{
    const char *made = routes_i_arena_text(&document->texts, text ? text : "");
    if (!made)
        document->failed = true;
    return made ? made : "";
}

void routes_i_document_add(routes_i_document *document, routes_i_part_kind kind, const char *text)
{
    if (text && *text)
        routes_i_document_row(document, kind, &text, 1);
}

void routes_i_document_row(routes_i_document *document, routes_i_part_kind kind,
                           const char *const *cells, size_t count)
{
    routes_i_part *part = add(document, kind);
    if (!part)
        return;
    part->count = count < ROUTES_I_CELLS ? count : ROUTES_I_CELLS;
    for (size_t i = 0; i < part->count; i++)
        part->cells[i] = copy(document, cells[i]);
}

void routes_i_document_free(routes_i_document *document)
{
    routes_i_arena_free(&document->texts);
    routes_i_free(document->parts);
    *document = (routes_i_document){0};
}

/* A text with what Markdown would read as a mark taken literally. */
static void literal(routes_i_text *to, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_[]<>#|", *text))
            routes_i_text_add(to, "\\");
        routes_i_text_bytes(to, *text == '\n' ? " " : text, 1);
    }
}

static void print_row(routes_i_text *to, const routes_i_part *part)
{
    routes_i_text_add(to, "|");
    for (size_t i = 0; i < part->count; i++) {
        routes_i_text_add(to, " ");
        literal(to, part->cells[i]);
        routes_i_text_add(to, " |");
    }
    routes_i_text_add(to, "\n");
    if (part->kind != ROUTES_I_PART_HEAD)
        return;
    routes_i_text_add(to, "|");
    for (size_t i = 0; i < part->count; i++)
        routes_i_text_add(to, "---|");
    routes_i_text_add(to, "\n");
}

void routes_i_document_markdown(routes_i_text *to, const routes_i_document *document)
{
    static const char *const marks[] = {"# ", "## ", "", "", "- ", "- [ ] ", "", ""};
    for (size_t i = 0; i < document->count; i++) {
        const routes_i_part *part = &document->parts[i];
        bool list = part->kind == ROUTES_I_PART_ITEM || part->kind == ROUTES_I_PART_CHECK ||
                    part->kind == ROUTES_I_PART_ROW;
        bool goes_on = list && i &&
                       (document->parts[i - 1].kind == part->kind ||
                        (part->kind == ROUTES_I_PART_ROW &&
                         document->parts[i - 1].kind == ROUTES_I_PART_HEAD));
        if (i && !goes_on)
            routes_i_text_add(to, "\n");
        if (part->kind == ROUTES_I_PART_HEAD || part->kind == ROUTES_I_PART_ROW) {
            print_row(to, part);
            continue;
        }
        routes_i_text_add(to, marks[part->kind]);
        literal(to, part->cells[0]);
        routes_i_text_add(to, "\n");
    }
}
