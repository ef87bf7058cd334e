/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: memory */

#define SWEEP_POINTS 16
#include "store/sweep.h"

int main(void)
{
    return sweep_main("store_memory");
}
