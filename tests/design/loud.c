/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All that the library never does, for the test of the test `library_is_quiet`. */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int routes_loud(void);

static int calls;

int routes_loud(void)
{
    calls++;
    if (!getenv("ROUTES_LOUD") || time(NULL) < 0)
        exit(1);
    printf("%d\n", calls);
    return calls;
}
