/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/random.h"

#include <Random123/philox.h>

routes_i_random routes_i_random_start(uint64_t seed, routes_i_purpose purpose, uint32_t site,
                                      uint32_t replicate)
{
    return (routes_i_random){.key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
                             .counter = {0, replicate, site, (uint32_t)purpose}};
}

uint32_t routes_i_random_next(routes_i_random *stream)
{
    if (stream->left == 0) {
        philox4x32_key_t key = {{stream->key[0], stream->key[1]}};
        philox4x32_ctr_t counter = {
            {stream->counter[0], stream->counter[1], stream->counter[2], stream->counter[3]}};
        philox4x32_ctr_t block = philox4x32(counter, key);
        for (int i = 0; i < 4; i++)
            stream->block[i] = block.v[i];
        stream->counter[0]++;
        stream->left = 4;
    }
    return stream->block[4 - stream->left--];
}

double routes_i_random_unit(routes_i_random *stream)
{
    uint64_t high = routes_i_random_next(stream);
    uint64_t bits = high << 32 | routes_i_random_next(stream);
    return (double)(bits >> 11) * 0x1.0p-53;
}

/* The multiply-and-reject rule of D. Lemire, "Fast random integer generation in
 * an interval", ACM TOMACS 29(1), 2019. */
uint32_t routes_i_random_below(routes_i_random *stream, uint32_t n)
{
    uint64_t product = (uint64_t)routes_i_random_next(stream) * n;
    if ((uint32_t)product < n) {
        uint32_t least = (uint32_t)-n % n;
        while ((uint32_t)product < least)
            product = (uint64_t)routes_i_random_next(stream) * n;
    }
    return (uint32_t)(product >> 32);
}
