/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit */

#include "release/words.h"

#include <stdlib.h>

#include "support/scene.h"

static void s35_each_listed_phrase_is_found_in_any_dress(void **state)
{
    (void)state;
    const routes_i_phrase *phrase;
    size_t n = 0;
    for (; (phrase = routes_i_words_at(n)); n++) {
        char text[200];
        assert_ptr_equal(routes_i_words_find(phrase->avoid), phrase);
        snprintf(text, sizeof text, "x, %s.", phrase->avoid);
        assert_ptr_equal(routes_i_words_find(text), phrase);
        for (char *at = text; *at; at++)
            *at = (char)(*at == ' ' ? '_' : *at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
        assert_ptr_equal(routes_i_words_find(text), phrase);
        snprintf(text, sizeof text, "x%s", phrase->avoid);
        assert_true(routes_i_words_find(text) != phrase);
        snprintf(text, sizeof text, "%sx", phrase->avoid);
        assert_true(routes_i_words_find(text) != phrase);
    }
    assert_true(n >= 30);
}

static void s35_whole_phrases_alone_are_found(void **state)
{
    (void)state;
    assert_null(routes_i_words_find("superuser"));
    assert_null(routes_i_words_find("children in prostitution"));
    assert_null(routes_i_words_find("not prevalence"));
    assert_null(routes_i_words_find("the client\xC3\xA9le"));
    assert_null(routes_i_words_find(""));
    assert_null(routes_i_words_find(NULL));
    assert_string_equal(routes_i_words_find("a child \t-sex  worker")->avoid, "child sex worker");
    assert_string_equal(routes_i_words_find("Sex-slave")->avoid, "sex slave");
}

#define HEADS "lane_id:T from:T to:T attributed_to:T section:T source_id:T population:T"

struct heard {
    size_t lines;
    char last[300];
};

static void hear(routes_log_level level, const char *text, void *user)
{
    struct heard *heard = user;
    assert_int_equal(level, ROUTES_LOG_WARNING);
    heard->lines++;
    snprintf(heard->last, sizeof heard->last, "%s", text);
}

static routes_status release_with(const char *population, const char *attributed, routes_tier tier,
                                  struct heard *heard, routes_error *err)
{
    routes_model *model = scene_ground();
    routes_release *release = NULL;
    routes_run run = ROUTES_RUN;
    const char *cells[] = {"L01", "VN", "KH", attributed, "Section 1", "FG", population, NULL};
    run.log = hear;
    run.log_user = heard;
    scene_add_lane(model, scene_lane("L01", "VN", ROUTES_LEVEL_COUNTRY, "KH", ROUTES_LEVEL_COUNTRY,
                                     NULL, ROUTES_BASIS_EXISTENCE));
    scene_publish(model, "lanes", "L01");
    scene_check(model);
    routes_table *answer = answer_make("lanes", ROUTES_KIND_LANES, HEADS, cells);
    const routes_table *answers[] = {answer};
    const routes_release_options options = scene_options(tier);
    routes_status status = routes_release_new(&release, model, answers, 1, &options, &run, err);
    if (!status)
        assert_non_null(strstr(routes_release_stamp(release)->sources, "Child Sex Slavery"));
    routes_release_free(release);
    routes_table_free(answer);
    routes_model_free(model);
    return status;
}

static void s35_a_word_to_avoid_is_refused_at_public_and_told_above(void **state)
{
    (void)state;
    routes_error err;
    struct heard heard = {0};
    assert_int_equal(release_with("child_prostitutes", "A 1999", ROUTES_TIER_PUBLIC, &heard, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message,
                        "\"child prostitutes\" in population of layer \"lanes\" is a word to "
                        "avoid; write: child victim of sexual exploitation");
    assert_int_equal(heard.lines, 0);
    assert_ok(release_with("child_prostitutes", "A 1999", ROUTES_TIER_RESTRICTED, &heard, &err),
              &err);
    assert_int_equal(heard.lines, 1);
    assert_non_null(strstr(heard.last, "child prostitutes"));
}

/* The scene's source bears a phrase of the list in its title, as the field report does. */
static void s35_titles_of_sources_are_exempt(void **state)
{
    (void)state;
    routes_error err;
    struct heard heard = {0};
    assert_ok(release_with("women", "Rescue Mission 1999", ROUTES_TIER_PUBLIC, &heard, &err), &err);
    assert_int_equal(heard.lines, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(s35_each_listed_phrase_is_found_in_any_dress),
        cmocka_unit_test(s35_whole_phrases_alone_are_found),
        cmocka_unit_test(s35_a_word_to_avoid_is_refused_at_public_and_told_above),
        cmocka_unit_test(s35_titles_of_sources_are_exempt),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
