/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/style.h
 * @brief Colours, widths and sizes that all figures share, in page units and 0xRRGGBB.
 *
 * No red: red arrows that run at one country are the grammar of invasion (H. van
 * Houtum and R. Bueno Lacy, "The migration map trap", 2020). Checked in grey.
 */
#ifndef ROUTES_RENDER_STYLE_H
#define ROUTES_RENDER_STYLE_H

#include <stdint.h>

/* Page. */
#define ROUTES_I_PAGE_WIDTH 2000.0
#define ROUTES_I_MM_PER_PX 0.1485
#define ROUTES_I_HEADER 122.0
#define ROUTES_I_PANEL 432.0
#define ROUTES_I_MARGIN 36.0

/* Ground. */
#define ROUTES_I_SEA 0xDDE7ECu
#define ROUTES_I_SHORE 0x9DB4C0u
#define ROUTES_I_WATER_NAME 0x47707Fu
#define ROUTES_I_LAND_HOME 0xFCFAF4u
#define ROUTES_I_LAND_HOME_REGION 0xFFF8E1u
#define ROUTES_I_LAND_OTHER 0xEDEBE5u
#define ROUTES_I_LAND_NAMED 0xF6F4EEu
#define ROUTES_I_NATION_LINE 0x77756Eu
#define ROUTES_I_PROVINCE_LINE 0xB7B3A8u
#define ROUTES_I_HATCH_LINE 0xBDBAB0u
#define ROUTES_I_INK 0x23282Du
#define ROUTES_I_MUTED 0x5F6469u
#define ROUTES_I_WHITE 0xFFFFFFu
#define ROUTES_I_RULE 0xB9BBBCu
#define ROUTES_I_STRIPE 0xF3F3EFu

/* Lanes: the tone says where, never how much. */
#define ROUTES_I_FORKS 4
static const uint32_t routes_i_fork_colours[ROUTES_I_FORKS] = {0x12386Fu, 0x2A78B5u, 0x00736Bu,
                                                               0x6A4FA0u};
#define ROUTES_I_LANE_HOME 0x39444Du
#define ROUTES_I_LANE_NEAR 0x94560Au
#define ROUTES_I_LANE_FAR 0x6A4FA0u
#define ROUTES_I_TEAM 0xE69F00u /* Okabe and Ito's orange */
#define ROUTES_I_LANE_CASE 0x4F565Cu

/* Sizes of text. */
#define ROUTES_I_TEXT_TITLE 43.0
#define ROUTES_I_TEXT_SUBTITLE 20.5
#define ROUTES_I_TEXT_HEAD 20.0
#define ROUTES_I_TEXT_LEGEND 17.5
#define ROUTES_I_TEXT_SMALL 15.0
#define ROUTES_I_TEXT_TABLE 15.5
#define ROUTES_I_TEXT_ID 15.5
#define ROUTES_I_TEXT_DESTINATION 22.0
#define ROUTES_I_TEXT_COUNTRY 20.0
#define ROUTES_I_TEXT_PLACE 18.0
#define ROUTES_I_TEXT_AREA 19.0
#define ROUTES_I_TEXT_LOCAL 17.0

#endif
