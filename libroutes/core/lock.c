/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/lock.h"

#include <pthread.h>

/* The one thing in the library that is shared by all callers: it guards what the libraries
 * underneath share anyway. */
static pthread_mutex_t locks[ROUTES_I_LOCKS] = {PTHREAD_MUTEX_INITIALIZER,
                                                PTHREAD_MUTEX_INITIALIZER};

void routes_i_lock_take(routes_i_lock_name name)
{
    pthread_mutex_lock(&locks[name]);
}

void routes_i_lock_give(routes_i_lock_name name)
{
    pthread_mutex_unlock(&locks[name]);
}
