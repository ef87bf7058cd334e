/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/draws.h"

#include <stdbool.h>
#include <stddef.h>

#include "analysis/hotspot/draws_wide.h"
#include "core/random.h"

/* Whether the place was drawn before, as pick `count` or earlier. */
static bool seen(const routes_i_draws *what, uint32_t place, uint32_t count)
{
    if (what->size > ROUTES_I_DRAWS_SEARCHED)
        return what->marks[place] == what->mark;
    for (uint32_t t = 0; t < count; t++)
        if (what->picks[t] == place)
            return true;
    return false;
}

double routes_i_draws_one(routes_i_draws *what, uint32_t replicate)
{
    routes_i_random stream =
        routes_i_random_start(what->seed, ROUTES_I_PURPOSE_PERMUTATION, what->site, replicate);
    bool marked = what->size > ROUTES_I_DRAWS_SEARCHED;
    double sum = 0.0;
    what->mark += marked;
    for (uint32_t t = 0; t < what->size; t++) {
        uint32_t place = routes_i_random_below(&stream, what->others);
        while (seen(what, place, t))
            place = routes_i_random_below(&stream, what->others);
        if (marked)
            what->marks[place] = what->mark;
        else
            what->picks[t] = place;
        double x = what->pool[place] - what->own;
        sum += what->by[t] * (what->squared ? x * x : what->pool[place]);
    }
    return sum;
}

void routes_i_draws_key(routes_i_draws *what, uint64_t seed)
{
    uint32_t k0 = (uint32_t)seed;
    uint32_t k1 = (uint32_t)(seed >> 32);
    what->seed = seed;
    for (int round = 0; round < ROUTES_I_DRAWS_ROUNDS; round++) {
        what->keys[round][0] = k0;
        what->keys[round][1] = k1;
        k0 += 0x9E3779B9U;
        k1 += 0xBB67AE85U;
    }
}

routes_i_draws_many routes_i_draws_wide(unsigned widest)
{
#if defined(__x86_64__) && defined(__GNUC__)
    if (widest >= 512 && __builtin_cpu_supports("avx512f"))
        return routes_i_draws_avx512;
    if (widest >= 256 && __builtin_cpu_supports("avx2"))
        return routes_i_draws_avx2;
#endif
    (void)widest;
    return NULL;
}
