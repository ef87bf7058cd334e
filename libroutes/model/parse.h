/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/parse.h
 * @brief From raw cells to a row of a table, with a fault for every cell that is wrong.
 *
 *     routes_i_parser parser;
 *     status = routes_i_parser_start(&parser, ROUTES_PLACES, "places.csv", &header, faults, err);
 *     while (!status && !parser.refused && next record)
 *         status = routes_i_parser_row(&parser, line, cells, NULL, 0, &place, &good, faults, err);
 *     routes_i_parser_end(&parser);
 *
 * A good row goes to routes_i_model_add(); its texts are borrowed from the cells and from the
 * parser, until the next row.
 */
#ifndef ROUTES_MODEL_PARSE_H
#define ROUTES_MODEL_PARSE_H

#include "model/schema.h"

/** @brief What stands in the head of a table. */
typedef struct routes_i_header {
    const char *const *names; /**< [count] Borrowed until the parser ends. */
    size_t count;
    bool has_geometry; /**< Rows come with WKB: areas; a place or crossing takes its point. */
    bool is_stored;    /**< Written by this library: further columns stand in `extra`, as JSON. */
} routes_i_header;

/** @brief A table being read. */
typedef struct routes_i_parser {
    const routes_i_schema *schema;
    const char *file;
    routes_i_header header;
    const routes_i_field **fields;              /**< [header.count] Null: a column x_... */
    bool *bad;                                  /**< [schema->field_count] Of the row in hand. */
    const routes_i_field *geometry, *lon, *lat; /**< Of the schema, or null. */
    const routes_i_field *low, *moderate, *high, *range_kind;
    bool from_point;     /**< lon and lat come from the geometry. */
    routes_i_text extra; /**< Of the row in hand. */
    routes_i_text scratch;
    bool refused; /**< The head is wrong; no row can be read. */
} routes_i_parser;

/**
 * @brief Judges the head: unknown, missing and repeated columns, columns about persons (S01),
 *        positions of services (S02).
 * @param[in] file Borrowed until the parser ends; for faults.
 * @retval ROUTES_OK Also when the head is refused: the faults say why.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_parser_start(routes_i_parser *parser, routes_entity entity, const char *file,
                                    const routes_i_header *header, routes_faults *faults,
                                    routes_error *err);

/**
 * @brief Reads one record and judges it as far as it can be judged alone.
 * @param[in] line  The row in the file, the header being 1.
 * @param[in] cells [header.count] Null and "" mean not stated.
 * @param[in] wkb   [size] Geometry; null where there is none.
 * @param[out] row  The struct of the entity.
 * @param[out] good Whether it has no error.
 * @retval ROUTES_OK Also for a bad row: the faults say why.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_parser_row(routes_i_parser *parser, size_t line, const char *const *cells,
                                  const uint8_t *wkb, size_t size, void *row, bool *good,
                                  routes_faults *faults, routes_error *err);

/** @brief Frees what the parser holds. */
void routes_i_parser_end(routes_i_parser *parser);

#endif
