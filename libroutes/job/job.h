/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file job/job.h
 * @brief What all jobs share: settings read, and the release of one tier.
 */
#ifndef ROUTES_JOB_JOB_H
#define ROUTES_JOB_JOB_H

#include "job/answers.h"
#include "routes/job.h"
#include "routes/release.h"

/**
 * @brief Reads the settings: tiers default to public, teams to 5; the run is checked for its date.
 * @param[out] use Its `run` points to `run`.
 * @retval ROUTES_E_ARGUMENT What is missing.
 */
routes_status routes_i_job_options(routes_job_options *use, routes_run *run,
                                   const routes_model *model, const routes_job_options *given,
                                   routes_error *err);

/** @brief The curve of teams: its file, and the layer that it draws. */
#define ROUTES_I_JOB_CURVE "teams"
#define ROUTES_I_JOB_CURVE_LAYER "placement_curve"

/** @brief Releases the answers at a tier. @param[out] out Owned by the caller. */
routes_status routes_i_job_release(routes_release **out, const routes_model *model,
                                   const routes_i_answers *answers, routes_tier tier,
                                   const routes_job_options *options, routes_error *err);

#endif
