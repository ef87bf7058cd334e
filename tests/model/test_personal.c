/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "model/personal.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/memory.h"
#include "model/personal_words.h"
#include "support/check.h"

static void personal_refuses_columns_about_persons(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        const char *names[16];
    } kinds[] = {
        {"the name of a person",
         {"name", "first_name", "Last Name", "surname", "FamilyName", "full-name", "victim_name",
          "Prénom", "nom_de_famille", "họ tên", "ឈ្មោះ", "x_nickname", "Child's name",
          "name of victim", "ชื่อ"}},
        {"a birth date or an age",
         {"birth_date", "DateOfBirth", "dob", "birthday", "date de naissance", "née le", "age",
          "ថ្ងៃខែឆ្នាំកំណើត", "x_birthplace", "victim age"}},
        {"a phone number",
         {"phone", "Telephone No.", "tel", "x_mobile_phone", "whatsapp", "téléphone", "លេខទូរស័ព្ទ"}},
        {"an e-mail address", {"email", "E-Mail", "e_mail_address", "courriel", "mail"}},
        {"an account in a network", {"facebook", "x_instagram_account", "Telegram"}},
        {"the number of a document",
         {"passport", "passport_no", "Passeport", "national id", "id_card", "ID number",
          "numéro d'identité", "carte d'identité", "លិខិតឆ្លងដែន", "birth certificate", "visa_no"}},
        {"the record of a person", {"case_id", "victim_id", "x_survivor_id", "case file"}},
        {"an address",
         {"address", "home_address", "adresse", "street", "house_no", "អាសយដ្ឋាន", "postcode"}},
        {"a picture or a trace of the body", {"photo", "x_photo_url", "fingerprint", "signature"}},
        {"a person's health",
         {"medical_notes", "diagnosis", "HIV status", "pregnancy", "dossier médical"}},
        {"free text about a person", {"testimony", "case notes", "life story", "témoignage"}},
    };
    size_t tried = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (size_t n = 0; n < 16 && kinds[i].names[n]; n++, tried++) {
            const char *what = NULL;
            assert_int_equal(
                routes_i_personal_column(&what, ROUTES_OBSERVATIONS, kinds[i].names[n], NULL),
                ROUTES_OK);
            if (!what || strcmp(what, kinds[i].what) != 0)
                fail_msg("\"%s\" is %s, expected %s", kinds[i].names[n], what ? what : "harmless",
                         kinds[i].what);
        }
    assert_true(tried >= 30);
}

static void personal_lets_columns_of_the_package_pass(void **state)
{
    (void)state;
    const char *what;
    for (int i = 0; i < ROUTES_ENTITIES; i++) {
        const routes_i_schema *schema = routes_i_schema_of((routes_entity)i);
        for (size_t f = 0; f < schema->field_count; f++) {
            assert_int_equal(
                routes_i_personal_column(&what, (routes_entity)i, schema->fields[f].name, NULL),
                ROUTES_OK);
            assert_null(what);
        }
    }
    static const char *const harmless[] = {"x_opened_international",
                                           "x_lon_stated",
                                           "x_case_type",
                                           "x_origin_country",
                                           "x_service",
                                           "x_from_word",
                                           "x_surface_2001",
                                           "x_female_share",
                                           "x_name",
                                           "x_status_2001",
                                           "x_length_source",
                                           "x_moved_m",
                                           "x_females",
                                           "x_cases"};
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        assert_int_equal(routes_i_personal_column(&what, ROUTES_PLACES, harmless[i], NULL),
                         ROUTES_OK);
        if (what)
            fail_msg("\"%s\" is said to be %s", harmless[i], what);
    }
    /* a place may have another name, an observation has none */
    assert_int_equal(routes_i_personal_column(&what, ROUTES_OBSERVATIONS, "x_name", NULL),
                     ROUTES_OK);
    assert_string_equal(what, "the name of a person");
    assert_int_equal(routes_i_personal_column(&what, ROUTES_PLACES, "x_\xFF", NULL), ROUTES_E_DATA);
}

static void positions_are_known_by_their_columns(void **state)
{
    (void)state;
    static const char *const positions[] = {"lon",       "lat",
                                            "Longitude", "latitude",
                                            "x",         "y",
                                            "x_lon",     "x_lat",
                                            "rep_lon",   "geometry",
                                            "the_geom",  "wkt",
                                            "GPS",       "gps_coordinates",
                                            "place",     "place_id",
                                            "address",   "Adresse",
                                            "street",    "village",
                                            "sangkat",   "UTM_X",
                                            "coord_x",   "location",
                                            "position",  "x_google_map",
                                            "lon wgs84", "អាសយដ្ឋាន"};
    bool is_one;
    for (size_t i = 0; i < sizeof positions / sizeof *positions; i++) {
        assert_int_equal(routes_i_position_column(&is_one, positions[i], NULL), ROUTES_OK);
        if (!is_one)
            fail_msg("\"%s\" passes", positions[i]);
    }
    const routes_i_schema *schema = routes_i_schema_of(ROUTES_SERVICES);
    for (size_t f = 0; f < schema->field_count; f++) {
        assert_int_equal(routes_i_position_column(&is_one, schema->fields[f].name, NULL),
                         ROUTES_OK);
        assert_false(is_one);
    }
    assert_int_equal(routes_i_position_column(&is_one, "x_plan", NULL), ROUTES_OK);
    assert_false(is_one);
}

static void personal_refuses_cells_about_persons(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        const char *cells[16];
    } kinds[] = {
        {"an e-mail address", {"write to sok.dara@example.org", "Sok_D@mail.example.com.kh"}},
        {"a phone number",
         {"+855 12 345 678", "call 012 345 678", "(012) 345-678", "012345678", "0085512345678",
          "tel: 23 456 789", "+855-23-456-789", "+33.1.23.45.67.89", "០១២ ៣៤៥ ៦៧៨",
          "seen by 0912 345 678"}},
        {"the number of a document",
         {"passport N1234567", "Passport no. 01234567", "passeport 12AB34567", "N1234567",
          "holds AB1234567, expired", "ID card no. 010234567", "national id #010234567",
          "1-2345-67890-12-3", "079123456789", "visa no: 445566"}},
        {"an account in a network",
         {"facebook.com/sok.dara", "see @sokdara99", "t.me/sokdara", "Telegram: sokdara"}},
        {"a birth date",
         {"born 12/03/1987", "DOB: 1987-03-12", "born in 1987", "née le 12 mars 1987",
          "date of birth, dob 87"}},
        {"a name with a birth date",
         {"Sok Dara, 12/03/1987", "Sok Dara (1987-03-12)", "Chan Thy 3.12.1985"}},
        {"the age of a person",
         {"a girl aged 14", "14-year-old", "a 14 year old taken to Poipet", "une fille de 14 ans",
          "girl, 14 years, from the south", "victim aged 9"}},
        {"the name of a person",
         {"told by Mrs. Chan Thy", "Mr Sok", "a girl named Dara", "name: Sok Dara",
          "her name is Dara", "Mme Dupont"}},
        {"free text about a person", {"she was taken across at night", "He said so"}},
        {"an address",
         {"#12, St. 271", "House No. 12B, Street 63", "No. 25, Norodom Boulevard",
          "45 Norodom Boulevard", "12 rue Pasteur", "maison 7, rue 154",
          "house 12 at 11.5564, 104.9282"}},
        {"a picture", {"see photo1.jpg", "scan_004.PNG"}},
        {"a person's health",
         {"she is HIV positive", "an HIV-positive girl", "the girl is pregnant"}},
    };
    size_t tried = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (size_t n = 0; n < 16 && kinds[i].cells[n]; n++, tried++) {
            const char *what = routes_i_personal_cell(kinds[i].cells[n], ROUTES_I_CONTENT_PROSE);
            bool any = strcmp(kinds[i].cells[n], "she is HIV positive") == 0;
            if (!what || (!any && strcmp(what, kinds[i].what) != 0))
                fail_msg("\"%s\" is %s, expected %s", kinds[i].cells[n], what ? what : "harmless",
                         kinds[i].what);
        }
    assert_true(tried >= 10);
}

static void personal_lets_statements_about_places_pass(void **state)
{
    (void)state;
    static const char *const harmless[] = {
        "",
        "Kampong Cham",
        "commune polygon agrees; town; crossing X01 lies about 2 km to the west",
        "National Road 5, from 1998-01-01 to 2001-12-31",
        "Road No. 5",
        "Neak Loeung (bridge from 2015-04-06)",
        "stated as 'over'; 1 in 30 of the town",
        "lower source range 40000-50000; ratios given as 1 in 300 / 150 / 120",
        "01-02-2003 to 05-06-2003",
        "12000000",
        "0.123456789",
        "-0.1234567, 4.5",
        "children born in Vietnam in 1998",
        "girls aged 12 to 17, and 12-14-year-old girls; under 14 years old",
        "14-year-old girls and boys",
        "HIV prevalence among those exploited",
        "the 'likely' row for 40000 / 80000 / 100000 persons",
        "opened 12 March 1998 at Koh Kong",
        "IATA REP; closed to scheduled flights in 2023",
        "P01|P02|P03",
        "mobile teams 2001-2003",
        "passports were not asked for in 2001",
        "identity of the place is not stated",
        "no photo",
        "St. Paul",
        "KH010203 and KH01020304",
        "2001-05-03 10:30",
        "at 50% @ 2 teams",
        "other name: Krong Pailin",
        "ភ្នំពេញ",
        "K'am Samnar",
        "3 of 12 districts",
        "no. 3 of the list",
        "https://www.example.org/a/0123/page",
    };
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        const char *what = routes_i_personal_cell(harmless[i], ROUTES_I_CONTENT_PROSE);
        if (what)
            fail_msg("\"%s\" is said to be %s", harmless[i], what);
    }
}

/* A source is cited by its author; that is no reason to let a phone number pass. */
static void personal_lets_sources_be_cited(void **state)
{
    (void)state;
    static const char *const cited[] = {
        "Chea Pyden 2001", "Mrs. Chea Pyden, 12/03/2001", "CNCC 2000|ILO-IPEC 1999|Mom Thany 2001",
        "ISBN 0123456789", "ISBN 978-0-306-40615-7",      "Section 4 Vietnam"};
    for (size_t i = 0; i < sizeof cited / sizeof *cited; i++)
        assert_null(routes_i_personal_cell(cited[i], ROUTES_I_CONTENT_CITATION));
    assert_non_null(routes_i_personal_cell("Chea Pyden, 012 345 678", ROUTES_I_CONTENT_CITATION));
    assert_null(routes_i_personal_cell("https://example.org/0123456789", ROUTES_I_CONTENT_URL));
    assert_non_null(routes_i_personal_cell("mailto:a.b@example.org", ROUTES_I_CONTENT_URL));
    assert_null(routes_i_personal_cell("N1234567", ROUTES_I_CONTENT_ID));
    assert_non_null(routes_i_personal_cell("+85512345678", ROUTES_I_CONTENT_ID));
}

/* The list is searched by halves: words from all over it, in order and not, must be found. */
static void words_are_found_wherever_they_stand(void **state)
{
    (void)state;
    static const char *const words[] = {
        "aged",     "agé",   "apartment",    "boulevard",  "boy",    "called",    "child",
        "dob",      "femme", "girl",         "her",        "HIV",    "husband",   "identity",
        "Juillet",  "lived", "me",           "Mlle",       "named",  "née",       "no",
        "passport", "rue",   "seropositive", "she",        "street", "telephone", "victim",
        "yrs",      "âge",   "ផ្លូវ",          "អត្តសញ្ញាណប័ណ្ណ"};
    size_t known = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        routes_i_token token = routes_i_token_peek(words[i]);
        assert_int_equal(token.size, strlen(words[i]));
        if (!token.meaning && strcmp(words[i], "husband") != 0)
            fail_msg("%s is not known", words[i]);
        known += token.meaning != 0;
    }
    assert_int_equal(known, sizeof words / sizeof *words - 1);
}

static void positions_are_known_in_texts(void **state)
{
    (void)state;
    assert_true(routes_i_position_cell("11.5564, 104.9282"));
    assert_true(routes_i_position_cell("at 11.5564 N 104.9282 E, behind the market"));
    assert_true(routes_i_position_cell("(104.928,11.556)"));
    assert_true(routes_i_position_cell("-11.556;-104.928"));
    assert_false(routes_i_position_cell("11.5 to 12.5"));
    assert_false(routes_i_position_cell("1.234"));
    assert_false(routes_i_position_cell("200.1234, 300.1234"));
    assert_false(routes_i_position_cell("40 places, 28 taken"));
    assert_false(routes_i_position_cell(""));
}

static void personal_survives_running_out_of_memory(void **state)
{
    (void)state;
    for (long allowed = 0;; allowed++) {
        const char *what;
        bool is_one;
        routes_i_memory_fail_after(allowed);
        routes_status status =
            routes_i_personal_column(&what, ROUTES_LANES, "Prénom de la victime", NULL);
        if (!status)
            status = routes_i_position_column(&is_one, "x_coordonnées", NULL);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), 0);
        if (status == ROUTES_OK)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(personal_refuses_columns_about_persons),
        cmocka_unit_test(personal_lets_columns_of_the_package_pass),
        cmocka_unit_test(positions_are_known_by_their_columns),
        cmocka_unit_test(personal_refuses_cells_about_persons),
        cmocka_unit_test(personal_lets_statements_about_places_pass),
        cmocka_unit_test(personal_lets_sources_be_cited),
        cmocka_unit_test(words_are_found_wherever_they_stand),
        cmocka_unit_test(positions_are_known_in_texts),
        cmocka_unit_test(personal_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests_name("personal", tests, NULL, NULL);
}
