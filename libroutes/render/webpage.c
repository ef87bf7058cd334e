/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/webpage.h"

#include <string.h>

#include "core/file.h"
#include "core/run.h"
#include "render/webpage_data.h"
#include "render/webpage_sources.h"
#include "render/webpage_stamp.h"
#include "render/webpage_table.h"
#include "render/webpage_template.h"
#include "render/webpage_text.h"

#define MARK "<!--routes:"
#define MARK_END "-->"

/* What goes into a page. */
struct page {
    const routes_release *release;
    routes_i_webpage_shapes shapes;
    routes_i_text data;    /* JSON */
    routes_i_text sources; /* HTML */
};

static void write_heading(routes_i_text *to, const struct page *page)
{
    routes_i_webpage_heading(to, page->release);
}

static void write_mark(routes_i_text *to, const struct page *page)
{
    routes_i_webpage_mark(to, page->release);
}

static void write_tier(routes_i_text *to, const struct page *page)
{
    routes_i_text_add(to, routes_tier_text(routes_release_stamp(page->release)->tier));
}

static void write_facts(routes_i_text *to, const struct page *page)
{
    routes_i_webpage_facts(to, page->release);
}

static void write_notes(routes_i_text *to, const struct page *page)
{
    routes_i_webpage_notes(to, page->release);
}

static void write_sources(routes_i_text *to, const struct page *page)
{
    routes_i_text_add(to, routes_i_text_get(&page->sources));
}

static void write_contents(routes_i_text *to, const struct page *page)
{
    for (size_t i = 0; i < routes_release_size(page->release); i++) {
        routes_i_text_print(to, "<li><a href=\"#t%zu\">", i);
        routes_i_webpage_html(to, routes_layer_title(routes_release_at(page->release, i)));
        routes_i_text_add(to, "</a></li>\n");
    }
}

static void write_tables(routes_i_text *to, const struct page *page)
{
    for (size_t i = 0; i < routes_release_size(page->release); i++)
        routes_i_webpage_table(to, routes_release_at(page->release, i), i);
}

static void write_data(routes_i_text *to, const struct page *page)
{
    routes_i_webpage_json(to, page->data.bytes);
}

typedef void (*writer)(routes_i_text *to, const struct page *page);

static const struct {
    const char *name;
    writer write;
} marks[] = {
    {"heading", write_heading},   {"mark", write_mark},     {"tier", write_tier},
    {"facts", write_facts},       {"notes", write_notes},   {"sources", write_sources},
    {"contents", write_contents}, {"tables", write_tables}, {"data", write_data},
};

static writer find(const char *name)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t size = strlen(marks[i].name);
        if (strncmp(marks[i].name, name, size) == 0 &&
            strncmp(name + size, MARK_END, strlen(MARK_END)) == 0)
            return marks[i].write;
    }
    return NULL;
}

/* The template with every mark replaced. What is written is not looked at again, so that a name
 * which looks like a mark stays a name. */
static void fill(routes_i_text *to, const struct page *page)
{
    const char *at = (const char *)routes_i_webpage_template, *mark;
    while ((mark = strstr(at, MARK))) {
        const char *name = mark + strlen(MARK);
        writer write = find(name);
        routes_i_text_bytes(to, at, (size_t)((write ? mark : name) - at));
        at = name;
        if (!write)
            continue;
        write(to, page);
        at = strstr(name, MARK_END) + strlen(MARK_END);
    }
    routes_i_text_add(to, at);
}

static routes_status prepare(struct page *page, const routes_run *run, routes_error *err)
{
    routes_status status = routes_i_webpage_shapes_read(&page->shapes, page->release, err);
    if (!status)
        status = routes_i_run_tell(run, 0.5, "web page", err);
    if (!status)
        status = routes_i_webpage_data_write(&page->data, page->release, &page->shapes, err);
    if (!status)
        status = routes_i_webpage_sources(&page->sources, page->release, err);
    return status;
}

routes_status routes_webpage_write(const routes_release *release, const char *file,
                                   const routes_run *run, routes_error *err)
{
    struct page page = {.release = release};
    routes_i_text text = {0};
    routes_run known;
    if (!release || !file)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "release and file must not be null");
    routes_status status = routes_i_run_read(&known, run, err);
    if (!status)
        status = routes_i_run_tell(&known, 0.0, "web page", err);
    if (!status)
        status = prepare(&page, &known, err);
    if (!status) {
        fill(&text, &page);
        if (text.failed || page.data.failed || page.sources.failed)
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a web page");
    }
    if (!status)
        status = routes_i_run_tell(&known, 0.9, "web page", err);
    if (!status)
        status = routes_i_file_write(file, text.bytes, text.size, err);
    routes_i_webpage_shapes_free(&page.shapes);
    routes_i_text_free(&page.data);
    routes_i_text_free(&page.sources);
    routes_i_text_free(&text);
    return status;
}
