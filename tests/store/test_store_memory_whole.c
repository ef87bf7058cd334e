/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: memory slow
 * Timeout: 1800 */

#define SWEEP_POINTS 0
#include "store/sweep.h"

int main(void)
{
    return sweep_main("store_memory_whole");
}
