/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/axis.h"

#include "render/style.h"
#include "render/words.h"

#define TICKS 6.0  /* about so many */
#define SLACK 1e-9 /* of a step: a tick that rounding pushed beyond the end */
#define TICK_TEXT 17.0
#define TITLE_TEXT 19.0
#define GRID 0xE4E3DEu

/* 1, 2 or 5 times a power of ten. */
static double round_step(double rough)
{
    double power = pow(10.0, floor(log10(rough)));
    double part = rough / power;
    return power * (part < 1.5 ? 1.0 : part < 3.5 ? 2.0 : part < 7.5 ? 5.0 : 10.0);
}

routes_i_axis routes_i_axis_linear(double low, double high)
{
    if (!(high > low)) {
        double air = low != 0.0 ? 0.5 * fabs(low) : 1.0;
        low -= air;
        high += air;
    }
    double step = round_step((high - low) / TICKS);
    return (routes_i_axis){floor(low / step + SLACK) * step, ceil(high / step - SLACK) * step, step,
                           false};
}

routes_i_axis routes_i_axis_log(double low, double high)
{
    double first = floor(log10(low) + SLACK);
    double last = ceil(log10(high) - SLACK);
    return (routes_i_axis){first, last > first ? last : first + 1.0, 1.0, true};
}

double routes_i_axis_part(const routes_i_axis *axis, double value)
{
    double at = axis->log ? log10(value) : value;
    return (at - axis->low) / (axis->high - axis->low);
}

double routes_i_axis_tick(const routes_i_axis *axis, size_t index)
{
    double at = axis->low + (double)index * axis->step;
    if (at > axis->high + SLACK * axis->step)
        return NAN;
    if (axis->log)
        return pow(10.0, at);
    return fabs(at) < SLACK * axis->step ? 0.0 : at;
}

routes_i_xy routes_i_axes_at(const routes_i_axis *x, const routes_i_axis *y, routes_i_rect frame,
                             double at_x, double at_y)
{
    return (routes_i_xy){frame.x0 + routes_i_axis_part(x, at_x) * (frame.x1 - frame.x0),
                         frame.y1 - routes_i_axis_part(y, at_y) * (frame.y1 - frame.y0)};
}

static void write_tick(routes_i_text *to, const routes_i_axis *axis, double value)
{
    char digits[32];
    if (fabs(value) >= 1000.0 || value == floor(value)) {
        routes_i_words_number(to, value);
        return;
    }
    /* As many decimals as the step has. */
    int decimals = axis->log ? (int)-floor(log10(value)) : (int)-floor(log10(axis->step) + SLACK);
    snprintf(digits, sizeof digits, "%.*f", decimals > 9 ? 9 : decimals, value);
    routes_i_text_add(to, digits);
}

static void draw_x(const routes_i_page *page, const routes_i_axis *axis, routes_i_rect frame,
                   const char *title)
{
    const routes_i_type type = {ROUTES_I_SANS, TICK_TEXT, ROUTES_I_MUTED};
    const routes_i_type head = {ROUTES_I_SANS, TITLE_TEXT, ROUTES_I_INK};
    double value;
    for (size_t i = 0; !isnan(value = routes_i_axis_tick(axis, i)); i++) {
        double x = frame.x0 + routes_i_axis_part(axis, value) * (frame.x1 - frame.x0);
        routes_i_text text = {0};
        write_tick(&text, axis, value);
        routes_i_page_colour(page, GRID, 1.0);
        routes_i_page_line(page, (routes_i_xy){x, frame.y0}, (routes_i_xy){x, frame.y1}, 1.5);
        routes_i_page_text(page, type, ROUTES_I_CENTRE, (routes_i_xy){x, frame.y1 + 24.0},
                           routes_i_text_get(&text));
        routes_i_text_free(&text);
    }
    routes_i_page_text(page, head, ROUTES_I_CENTRE,
                       (routes_i_xy){(frame.x0 + frame.x1) / 2.0, frame.y1 + 54.0}, title);
}

static void draw_y(const routes_i_page *page, const routes_i_axis *axis, routes_i_rect frame,
                   const char *title)
{
    const routes_i_type type = {ROUTES_I_SANS, TICK_TEXT, ROUTES_I_MUTED};
    const routes_i_type head = {ROUTES_I_SANS, TITLE_TEXT, ROUTES_I_INK};
    double value;
    for (size_t i = 0; !isnan(value = routes_i_axis_tick(axis, i)); i++) {
        double y = frame.y1 - routes_i_axis_part(axis, value) * (frame.y1 - frame.y0);
        routes_i_text text = {0};
        write_tick(&text, axis, value);
        routes_i_page_colour(page, GRID, 1.0);
        routes_i_page_line(page, (routes_i_xy){frame.x0, y}, (routes_i_xy){frame.x1, y}, 1.5);
        routes_i_page_text(page, type, ROUTES_I_RIGHT, (routes_i_xy){frame.x0 - 10.0, y + 6.0},
                           routes_i_text_get(&text));
        routes_i_text_free(&text);
    }
    /* Upright, above the scale: nobody has to turn the head. */
    routes_i_page_text(page, head, ROUTES_I_LEFT, (routes_i_xy){frame.x0, frame.y0 - 16.0}, title);
}

void routes_i_axes_draw(const routes_i_page *page, const routes_i_axis *x, const routes_i_axis *y,
                        routes_i_rect frame, const char *x_title, const char *y_title)
{
    draw_x(page, x, frame, x_title);
    if (y_title)
        draw_y(page, y, frame, y_title);
    routes_i_page_colour(page, ROUTES_I_RULE, 1.0);
    routes_i_page_line(page, (routes_i_xy){frame.x0, frame.y1}, (routes_i_xy){frame.x1, frame.y1},
                       2.0);
    routes_i_page_line(page, (routes_i_xy){frame.x0, frame.y0}, (routes_i_xy){frame.x0, frame.y1},
                       2.0);
}
