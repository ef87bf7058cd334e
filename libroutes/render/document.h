/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/document.h
 * @brief A short text of headings, paragraphs, items and tables, written as Markdown or as PDF.
 */
#ifndef ROUTES_RENDER_DOCUMENT_H
#define ROUTES_RENDER_DOCUMENT_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/text.h"
#include "render/font.h"
#include "routes/release.h"

/** @brief What a block is. */
typedef enum routes_i_part_kind {
    ROUTES_I_PART_TITLE = 0,
    ROUTES_I_PART_HEADING,
    ROUTES_I_PART_PARAGRAPH,
    ROUTES_I_PART_SMALL, /**< A paragraph in small print. */
    ROUTES_I_PART_ITEM,
    ROUTES_I_PART_CHECK, /**< A question with a line for the answer. */
    ROUTES_I_PART_HEAD,  /**< Head of a table. */
    ROUTES_I_PART_ROW
} routes_i_part_kind;

/** @brief Cells a row can hold. */
#define ROUTES_I_CELLS 7

/** @brief A block. */
typedef struct routes_i_part {
    routes_i_part_kind kind;
    const char *cells[ROUTES_I_CELLS]; /**< The text; of a row its cells, "" where empty. */
    size_t count;
} routes_i_part;

/** @brief A document; start from zero, end with routes_i_document_free(). */
typedef struct routes_i_document {
    routes_i_arena texts;
    routes_i_part *parts;
    size_t count;
    size_t capacity;
    bool failed; /**< Memory ran out; later calls do nothing. */
} routes_i_document;

/** @brief Adds a block; the text is copied; an empty text adds nothing. */
void routes_i_document_add(routes_i_document *document, routes_i_part_kind kind, const char *text);

/** @brief Adds a row of a table, or its head, with up to ROUTES_I_CELLS cells; null is empty. */
void routes_i_document_row(routes_i_document *document, routes_i_part_kind kind,
                           const char *const *cells, size_t count);

/** @brief Frees a document. */
void routes_i_document_free(routes_i_document *document);

/** @brief Appends the document as Markdown. */
void routes_i_document_markdown(routes_i_text *to, const routes_i_document *document);

/**
 * @brief Appends the document as PDF, A4, with the tier mark on every page.
 * @retval ROUTES_E_DEPENDENCY Cairo's words.
 */
routes_status routes_i_document_pdf(routes_i_text *to, const routes_i_document *document,
                                    const routes_i_fonts *fonts, const routes_stamp *stamp,
                                    routes_error *err);

#endif
