/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/job.h
 * @brief The whole job: from a model to layers, maps and a brief of one or more tiers.
 */
#ifndef ROUTES_JOB_H
#define ROUTES_JOB_H

#include <stddef.h>

#include "routes/error.h"
#include "routes/layer.h"
#include "routes/model.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief Settings of a job. Start from ROUTES_JOB_OPTIONS. */
typedef struct routes_job_options {
    size_t size;
    const routes_tier *tiers; /**< [tier_count]; null: public. */
    size_t tier_count;
    const char *purpose;   /**< Required for a tier above public. */
    const char *approver;  /**< Required for a tier above public. */
    const char *ledger;    /**< Null: `OUT/.ledger/releases.jsonl`. */
    size_t teams;          /**< Teams to place; 0 means 5. */
    const routes_run *run; /**< `run->date` is required. */
} routes_job_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_JOB_OPTIONS                                                                         \
    {                                                                                              \
        sizeof(routes_job_options), NULL, 0, NULL, NULL, NULL, 0, NULL                             \
    }

/**
 * @brief Does the whole job on a checked model and writes one folder a tier below `out`.
 *
 * Answers are computed once and released once a tier. A tier's folder is replaced when it is
 * whole; on failure the former folder stays.
 *
 * @retval ROUTES_E_ARGUMENT No date, or a tier above public without purpose and approver.
 * @retval ROUTES_E_DATA     A rule of release refuses.
 * @retval ROUTES_E_IO       Folder not writable, disk full.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_job_run(const routes_model *model, const char *out,
                                                     const routes_job_options *options,
                                                     routes_error *err);

/**
 * @brief Releases one layer and writes it; the ending of `file` says the format.
 * @param[in] layer Name, such as "lanes". Only the first of `options->tiers` is used.
 * @retval ROUTES_E_NOT_FOUND No such layer, or the tier does not hold it.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_job_export(const routes_model *model,
                                                        const char *layer, const char *file,
                                                        const routes_job_options *options,
                                                        routes_error *err);

/**
 * @brief Draws one figure: lanes, region, hotspots or chokepoints; .svg, .pdf or .png.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_job_map(const routes_model *model, const char *figure,
                                                     const char *file,
                                                     const routes_job_options *options,
                                                     routes_error *err);

ROUTES_END

#endif
