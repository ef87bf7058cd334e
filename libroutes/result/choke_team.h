/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/choke_team.h
 * @brief What a team at a crossing would add after those already placed, in words.
 */
#ifndef ROUTES_RESULT_CHOKE_TEAM_H
#define ROUTES_RESULT_CHOKE_TEAM_H

#include "result/choke_work.h"

/** @brief Appends a line; of a node where no team can stand it says so. */
routes_status routes_i_choke_say_team(routes_i_text *to, const routes_i_choke_work *work,
                                      uint32_t node, routes_error *err);

#endif
