/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/webpage_template.h
 * @brief The page without its contents: render/web/page.html, built into the library.
 */
#ifndef ROUTES_RENDER_WEBPAGE_TEMPLATE_H
#define ROUTES_RENDER_WEBPAGE_TEMPLATE_H

/** @brief The file's bytes and a zero. Where contents go stands `<!--routes:NAME-->`. */
extern const unsigned char routes_i_webpage_template[];

#endif
