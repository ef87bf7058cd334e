/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "core/parallel.h"

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "core/memory.h"

/* What the threads share; everything below `lock` is read and written under it. */
struct loop {
    size_t n;
    size_t block;
    size_t blocks;
    routes_i_body body;
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t next;          /* first block not yet given out */
    size_t done;          /* blocks finished */
    bool stop;            /* give out no more */
    size_t failed;        /* least block that failed, or `blocks` */
    routes_status status; /* of that block */
    routes_error error;
};

struct worker {
    struct loop *loop;
    unsigned number;
    pthread_t thread;
};

static void note_failure(struct loop *loop, size_t block, routes_status status,
                         const routes_error *error)
{
    loop->stop = true;
    if (block >= loop->failed)
        return;
    loop->failed = block;
    loop->status = status;
    loop->error = *error;
}

/* Takes and does one block; false when none is left. */
static bool do_one(struct loop *loop, unsigned worker)
{
    pthread_mutex_lock(&loop->lock);
    bool any = !loop->stop && loop->next < loop->blocks;
    size_t block = any ? loop->next++ : 0;
    pthread_mutex_unlock(&loop->lock);
    if (!any)
        return false;

    size_t from = block * loop->block;
    size_t to = loop->n - from < loop->block ? loop->n : from + loop->block;
    routes_error error = {0};
    routes_status status = loop->body(from, to, worker, loop->context, &error);

    pthread_mutex_lock(&loop->lock);
    loop->done++;
    if (status)
        note_failure(loop, block, status, &error);
    pthread_cond_signal(&loop->changed);
    pthread_mutex_unlock(&loop->lock);
    return true;
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    while (do_one(worker->loop, worker->number))
        ;
    return NULL;
}

/* Asks the caller whether to go on; told at the end of each block on one thread, and at least
 * every 100 ms on several. */
static void tell(struct loop *loop, const routes_run *run, size_t done, const char *what)
{
    routes_error error = {0};
    double part = (double)done / (double)loop->blocks;
    if (!routes_i_run_tell(run, part, what, &error))
        return;
    pthread_mutex_lock(&loop->lock);
    loop->stop = true;
    if (loop->failed == loop->blocks) {
        loop->status = ROUTES_E_CANCELLED;
        loop->error = error;
    }
    pthread_mutex_unlock(&loop->lock);
}

static void watch(struct loop *loop, const routes_run *run, const char *what)
{
    for (;;) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 100 * 1000 * 1000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;

        pthread_mutex_lock(&loop->lock);
        while (loop->done < loop->next || (!loop->stop && loop->next < loop->blocks))
            if (pthread_cond_timedwait(&loop->changed, &loop->lock, &until))
                break;
        bool over = loop->done == loop->next && (loop->stop || loop->next == loop->blocks);
        size_t done = loop->done;
        pthread_mutex_unlock(&loop->lock);
        if (over)
            return;
        tell(loop, run, done, what);
    }
}

static routes_status on_threads(struct loop *loop, const routes_run *run, unsigned threads,
                                const char *what, routes_error *err)
{
    struct worker *workers = routes_i_calloc(threads, sizeof *workers);
    if (!workers)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %u threads", threads);

    unsigned started = 0;
    for (; started < threads; started++) {
        workers[started] = (struct worker){.loop = loop, .number = started};
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]))
            break;
    }
    /* Fewer threads than asked do the same work; none at all leaves it to this one. */
    if (started == 0)
        work(&(struct worker){.loop = loop});
    else
        watch(loop, run, what);
    for (unsigned i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    routes_i_free(workers);
    return ROUTES_OK;
}

routes_status routes_i_parallel(const routes_run *run, size_t n, size_t block, routes_i_body body,
                                void *context, const char *what, routes_error *err)
{
    if (!body || block == 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "a loop needs a body and blocks of 1 or more");
    if (n == 0)
        return ROUTES_OK;

    struct loop loop = {.n = n, .block = block, .body = body, .context = context};
    loop.blocks = n / block + (n % block != 0);
    loop.failed = loop.blocks;
    size_t threads = run && run->threads ? run->threads : 1;
    if (threads > loop.blocks)
        threads = loop.blocks;

    if (pthread_mutex_init(&loop.lock, NULL))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no lock for a loop");
    if (pthread_cond_init(&loop.changed, NULL)) {
        pthread_mutex_destroy(&loop.lock);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no lock for a loop");
    }
    routes_status status = ROUTES_OK;
    if (threads > 1)
        status = on_threads(&loop, run, (unsigned)threads, what, err);
    else
        while (do_one(&loop, 0))
            tell(&loop, run, loop.done, what);
    pthread_cond_destroy(&loop.changed);
    pthread_mutex_destroy(&loop.lock);

    if (!status && loop.status)
        return routes_i_fail(err, loop.status, "%s", loop.error.message);
    return status;
}
