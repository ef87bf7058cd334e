/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why a site has its rank: what passes, what has no other way, how far round it is, how sure. */

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "model/near.h"
#include "result/choke_team.h"
#include "result/choke_work.h"

#define NAMED 6 /* lanes told one by one */

static const char *things(const routes_i_choke_work *work)
{
    static const char *const of[] = {"crossings", "places", "links"};
    const routes_node *first = routes_network_node(work->network, 0);
    if (!work->links && first && first->kind == ROUTES_NODE_PLAIN)
        return "nodes";
    return of[work->use.of];
}

static const char *ending(size_t number)
{
    size_t last = number % 10, teens = number / 10 % 10;
    if (teens == 1 || last == 0 || last > 3)
        return "th";
    return last == 1 ? "st" : last == 2 ? "nd" : "rd";
}

static void say_place(routes_i_text *to, double rank)
{
    size_t number = (size_t)rank;
    routes_i_text_print(to, "%zu%s", number, ending(number));
}

static routes_status say_rank(routes_i_text *to, const routes_i_choke_work *work, size_t at,
                              routes_error *err)
{
    uint32_t site = work->listed[at];
    const char *id = routes_i_choke_site_id(work, site);
    size_t before = to->size;
    routes_status status = routes_i_choke_name(to, work, site, err);
    routes_i_text_print(to, to->size > before ? " (%s)" : "%s", id);
    routes_i_text_add(to, " comes ");
    say_place(to, work->ranks[at].rank.stated);
    routes_i_text_print(to, " of %zu %s: its loss would cost %.3g %% of all %s laid.\n",
                        work->count, things(work), 100.0 * work->ranks[at].score,
                        routes_i_choke_unit(work));
    return status;
}

static void say_node(routes_i_text *to, const routes_i_choke_work *work, uint32_t node)
{
    const routes_node *at = routes_network_node(work->network, node);
    routes_i_text_add(to, at->name ? at->name : at->id);
}

/* The demand's id, and the ends of its first way. */
static void say_demand(routes_i_text *to, const routes_i_choke_work *work, uint32_t demand)
{
    const routes_i_choke_demand *of = &work->of.demands[demand];
    size_t i = 0;
    while (i < work->pair_count && work->pairs[i].demand != demand)
        i++;
    if (of->id)
        routes_i_text_print(to, "%s ", of->id);
    say_node(to, work, work->pairs[i].from);
    routes_i_text_add(to, " to ");
    say_node(to, work, work->pairs[i].to);
    if (i + 1 < work->pair_count && work->pairs[i + 1].demand == demand)
        routes_i_text_add(to, " and others");
}

static void say_passing(routes_i_text *to, const routes_i_choke_work *work, size_t at)
{
    uint32_t site = work->listed[at];
    const routes_i_choke_entries *of = &work->of;
    size_t passing = 0;
    for (size_t i = 0; i < of->entry_count; i++)
        passing += of->entries[i].site == site && !of->demands[of->entries[i].demand].unseen;
    if (passing == 0) {
        routes_i_text_add(to, "Nothing of what is stated passes.\n");
        return;
    }
    routes_i_text_print(to, "%zu of %zu %s pass%s, %.3g %% of all %s", passing, work->served,
                        work->use.od ? "demands" : "lanes", passing == 1 ? "es" : "",
                        100.0 * work->ranks[at].share, routes_i_choke_unit(work));
    size_t told = 0;
    for (size_t i = 0; i < of->entry_count && told < NAMED; i++) {
        const routes_i_choke_entry *entry = &of->entries[i];
        if (entry->site != site || of->demands[entry->demand].unseen)
            continue;
        routes_i_text_add(to, told++ ? "; " : ": ");
        say_demand(to, work, entry->demand);
        if (entry->passes < 1.0)
            routes_i_text_print(to, " (%.3g %% of it)", 100.0 * entry->passes);
    }
    if (passing > told)
        routes_i_text_print(to, "; and %zu more", passing - told);
    routes_i_text_add(to, ".\n");
}

static void say_length(routes_i_text *to, double metres)
{
    if (metres < 1000.0)
        routes_i_text_print(to, "%.3g m", metres);
    else
        routes_i_text_print(to, metres < 10000.0 ? "%.1f km" : "%.0f km", metres / 1000.0);
}

static void say_time(routes_i_text *to, double seconds)
{
    if (seconds < 60.0)
        routes_i_text_print(to, "%.3g s", seconds);
    else if (seconds < 3600.0)
        routes_i_text_print(to, "%.0f min", seconds / 60.0);
    else
        routes_i_text_print(to, "%.1f h", seconds / 3600.0);
}

static void say_detour(routes_i_text *to, const routes_i_choke_work *work,
                       const routes_i_choke_sums *sums)
{
    double ratio = routes_i_choke_ratio(sums, routes_i_choke_measure(work));
    double share = sums->cut_off / sums->passes;
    if (!(sums->passes > 0.0))
        return;
    if (!routes_i_choke_rounds(sums)) {
        routes_i_text_add(to, "Nothing of what passes has another way.\n");
        return;
    }
    if (sums->cut_off > 0.0)
        routes_i_text_print(to, "%.3g %% of what passes has no other way; the rest would go",
                            100.0 * share);
    else
        routes_i_text_add(to, "All that passes has another way: it would go");
    if (sums->round[ROUTES_I_CHOKE_M] > 0.0) {
        routes_i_text_add(to, " ");
        say_length(to, routes_i_choke_detour(sums, ROUTES_I_CHOKE_M));
    }
    if (sums->round[ROUTES_I_CHOKE_S] > 0.0) {
        routes_i_text_add(to, sums->round[ROUTES_I_CHOKE_M] > 0.0 ? " and " : " ");
        say_time(to, routes_i_choke_detour(sums, ROUTES_I_CHOKE_S));
    }
    routes_i_text_add(to, " further on average");
    if (!isnan(ratio))
        routes_i_text_print(to, ", %.3g times the %s", ratio,
                            routes_i_choke_measure(work) == ROUTES_I_CHOKE_S ? "time" : "way");
    routes_i_text_add(to, ".\n");
}

static void say_sure(routes_i_text *to, const routes_i_choke_work *work, size_t at)
{
    const routes_choke *choke = &work->ranks[at];
    routes_i_text_print(to,
                        "In %.3g %% of %lu draws its rank is %.0f to %.0f, and in %.3g %% it is in "
                        "the top %zu: ",
                        100.0 * work->use.level, (unsigned long)work->use.draws, choke->rank.lower,
                        choke->rank.upper, 100.0 * choke->rank.share_in_top, work->use.top);
    if (choke->stands)
        routes_i_text_add(to, "a chokepoint");
    else if (choke->score > 0.0)
        routes_i_text_add(to, "no chokepoint, since that spans half the list or more");
    else
        routes_i_text_add(to, "no chokepoint, since of what is stated its loss costs nothing");
    if (!choke->agrees)
        routes_i_text_print(to,
                            ". Low, stated and high figures do not agree: they make it %.0f, %.0f "
                            "and %.0f",
                            choke->rank_low, choke->rank.stated, choke->rank_high);
    routes_i_text_add(to, ".\n");
}

static void say_hot(routes_i_text *to, const routes_i_choke_work *work, size_t at)
{
    double top = (double)work->use.top;
    bool choke = work->ranks[at].rank.stated <= top && work->ranks[at].score > 0.0;
    bool hot = work->hot_rank[at] <= top && work->hot[work->listed[at]] > 0.0;
    routes_i_text_add(to, "By what begins, ends or passes it comes ");
    say_place(to, work->hot_rank[at]);
    if (hot && !choke)
        routes_i_text_add(to, ": a hotspot that is no chokepoint, since what passes can go round "
                              "or ends there");
    else if (choke && !hot)
        routes_i_text_add(to, ": a chokepoint that is no hotspot, since what passes is little, but "
                              "has no good way round");
    routes_i_text_add(to, ".\n");
}

static routes_status find_site(size_t *at, const routes_i_choke_work *work, const char *id,
                               routes_error *err)
{
    routes_i_near near;
    for (size_t i = 0; i < work->count; i++)
        if (strcmp(routes_i_choke_site_id(work, work->listed[i]), id) == 0) {
            *at = i;
            return ROUTES_OK;
        }
    routes_i_near_start(&near, id);
    for (size_t i = 0; i < work->count; i++) {
        const char *word = routes_i_choke_site_id(work, work->listed[i]);
        routes_i_near_try(&near, word, word, i);
    }
    const char *found = near.failed ? NULL : near.best;
    routes_i_near_end(&near);
    return routes_i_fail(err, ROUTES_E_NOT_FOUND, "\"%s\" is not among the %zu %s ranked%s%s%s", id,
                         work->count, things(work), found ? "; nearest is \"" : "",
                         found ? found : "", found ? "\"" : "");
}

/* What the id is of decides what is ranked; one that is not known is looked for as asked. */
static routes_chokepoint_of kind_of(const routes_network *network, const char *id,
                                    routes_chokepoint_of otherwise)
{
    uint32_t node = routes_network_find(network, id);
    if (node != ROUTES_GRAPH_NONE) {
        routes_node_kind kind = routes_network_node(network, node)->kind;
        if (kind == ROUTES_NODE_PLAIN)
            return otherwise == ROUTES_CHOKEPOINT_LINKS ? ROUTES_CHOKEPOINT_PLACES : otherwise;
        return kind == ROUTES_NODE_PLACE ? ROUTES_CHOKEPOINT_PLACES : ROUTES_CHOKEPOINT_CROSSINGS;
    }
    size_t links = routes_graph_links(routes_network_graph(network));
    for (size_t i = 0; i < links; i++)
        if (strcmp(routes_network_link_at(network, i)->id, id) == 0)
            return ROUTES_CHOKEPOINT_LINKS;
    return otherwise;
}

static routes_status say(routes_i_text *to, const routes_i_choke_work *work, const char *id,
                         routes_error *err)
{
    size_t at = 0;
    routes_status status = find_site(&at, work, id, err);
    if (!status)
        status = say_rank(to, work, at, err);
    if (status)
        return status;
    uint32_t site = work->listed[at];
    say_passing(to, work, at);
    say_detour(to, work, &work->sums[site]);
    say_sure(to, work, at);
    say_hot(to, work, at);
    if (work->model && !work->links)
        status = routes_i_choke_say_team(to, work, site, err);
    if (!status && to->failed)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for an explanation");
    return status;
}

routes_status routes_explain_chokepoint(char **text, const routes_network *network,
                                        const routes_model *model, const routes_laying *laying,
                                        const routes_chokepoint_rank_options *options,
                                        const char *id, routes_error *err)
{
    routes_i_choke_work work = {0};
    routes_chokepoint_rank_options use;
    routes_i_text lines = {0};
    if (text)
        *text = NULL;
    if (!text || !id || !network)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "text, network and id must not be null");
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (status)
        return status;
    use.size = sizeof use;
    use.of = kind_of(network, id, use.of);
    status = routes_i_choke_work_make(&work, network, model, laying, &use, err);
    if (!status)
        status = say(&lines, &work, id, err);
    routes_i_choke_work_free(&work);
    if (status) {
        routes_i_text_free(&lines);
        return status;
    }
    *text = lines.bytes;
    return ROUTES_OK;
}
