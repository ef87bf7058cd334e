/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/personal.h"

#include <string.h>

#include "model/key.h"

/* Words are keys (model/key.h) without blanks, underscores and points. `whole` is the whole name of
 * a column, `part` stands anywhere in it. Null ends a list. */
struct kind {
    const char *what;
    const char *const *whole;
    const char *const *part;
};

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct kind kinds[] = {
    {"the name of a person",
     WORDS("nom", "noms", "nomcomplet", "nomdefamille", "aka", "initials", "initiales", "forename",
           "contact", "contactperson", "personnedecontact", "victim", "victime", "suspect",
           "informant", "witness", "temoin", "nombre", "apellido", "apellidos", "apelido", "hoten",
           "hovaten"),
     WORDS("firstname", "lastname", "surname", "familyname", "givenname", "middlename",
           "maidenname", "nickname", "fullname", "personname", "personsname", "nameofperson",
           "victimname", "victimsname", "nameofvictim", "childname", "childsname", "nameofchild",
           "patientname", "clientname", "beneficiaryname", "survivorname", "suspectname",
           "offendername", "traffickername", "recruitername", "brokername", "mothername",
           "mothersname", "fathername", "fathersname", "parentname", "guardianname", "spousename",
           "husbandname", "wifename", "witnessname", "callername", "contactname", "informantname",
           "interviewername", "prenom", "surnom", "nomdelavictime", "nomvictime", "nomdelapersonne",
           "nompersonne", "nomdejeunefille", "nachname", "vorname", "ឈ្មោះ", "គោត្តនាម", "នាមត្រកូល",
           "នាមខ្លួន", "ชื่อ", "นามสกุล", "ຊື່")},
    {"a birth date or an age",
     WORDS("dob", "ddn", "age", "ageyears", "ageinyears", "born", "birth", "yob", "tuoi",
           "naissance"),
     WORDS("birthdate", "dateofbirth", "birthday", "birthyear", "yearofbirth", "birthplace",
           "placeofbirth", "datedenaissance", "datenaissance", "lieudenaissance", "neele", "nele",
           "geburtsdatum", "fechadenacimiento", "fechanacimiento", "ngaysinh", "namsinh",
           "ageofvictim", "victimage", "ageofchild", "childage", "កំណើត", "អាយុ", "วันเกิด", "อายุ",
           "ວັນເກີດ")},
    {"a phone number",
     WORDS("tel", "telno", "mobile", "mobileno", "mobilenumber", "cell", "cellno", "gsm", "fax",
           "faxno", "portable", "numtel", "numerotel", "msisdn", "imei", "lineid", "sim"),
     WORDS("phone", "telefon", "telephon", "whatsapp", "viber", "wechat", "simcard", "dienthoai",
           "ទូរស័ព្ទ", "โทรศัพท์", "ໂທລະສັບ")},
    {"an e-mail address", WORDS("mail", "mailaddress", "eaddress"),
     WORDS("email", "courriel", "adresseelectronique", "correoelectronico", "អ៊ីមែល", "อีเมล")},
    {"an account in a network",
     WORDS("telegram", "skype", "messenger", "twitter", "ipaddress", "username", "userid"),
     WORDS("facebook", "instagram", "tiktok", "socialmedia", "reseausocial", "skypeid",
           "telegramid")},
    {"the number of a document",
     WORDS("cni", "nid", "ssn", "idno", "idnum", "idnumber", "docno", "docnum", "cccd", "cmnd",
           "iban", "plate", "plateno", "taxid", "visano", "idcard", "hochieu"),
     WORDS("passport", "passeport", "pasaporte", "nationalid", "identitycard", "identitynumber",
           "identitydocument", "identificationnumber", "idcardn", "cartedidentite", "carteidentite",
           "numerodidentite", "numeroidentite", "pieceidentite", "documentno", "documentnumber",
           "numerodedocument", "numerodocument", "socialsecurity", "visanumber", "numerovisa",
           "drivinglicence", "drivinglicense", "driverlicense", "driverslicense",
           "permisdeconduire", "birthcertificate", "actedenaissance", "familybook",
           "livretdefamille", "bankaccount", "accountnumber", "comptebancaire", "licenceplate",
           "licenseplate", "numberplate", "plaquedimmatriculation", "hochieu", "socmnd", "អត្តសញ្ញាណ",
           "លិខិតឆ្លងដែន", "បញ្ជីជាតិ", "บัตรประชาชน", "หนังสือเดินทาง")},
    {"the record of a person",
     WORDS("caseid", "caseno", "casenumber", "casefile", "individual", "individualid", "fileno"),
     WORDS("victimid", "personid", "patientid", "clientid", "beneficiaryid", "survivorid",
           "childid", "suspectid", "offenderid", "refugeeid", "unhcrid", "victimcode", "personcode",
           "numerodedossier", "dossiervictime")},
    {"an address",
     WORDS("street", "rue", "house", "houseno", "housenumber", "domicile", "residence", "postcode",
           "postalcode", "codepostal", "zip", "zipcode", "homevillage", "diachi"),
     WORDS("address", "adresse", "direccion", "streetname", "placeofresidence", "lieuderesidence",
           "អាសយដ្ឋាន", "ផ្ទះលេខ", "ที่อยู่", "ທີ່ຢູ່")},
    {"a picture or a trace of the body",
     WORDS("image", "picture", "img", "video", "signature", "face", "dna", "iris"),
     WORDS("photo", "portrait", "selfie", "fingerprint", "empreinte", "biometri", "faceimage",
           "facialimage", "voicerecording", "រូបថត", "รูปถ่าย")},
    {"a person's health",
     WORDS("symptoms", "symptomes", "injuries", "blessures", "medication", "pregnant", "enceinte",
           "health", "medical"),
     WORDS("diagnosis", "diagnostic", "medicalnote", "medicalhistory", "medicalrecord",
           "medicalcondition", "medicalexam", "dossiermedical", "notesmedicales", "healthnote",
           "healthstatus", "etatdesante", "hivstatus", "hivtest", "hivresult", "statutvih",
           "seropositi", "pregnancy", "grossesse", "mentalhealth", "psychologicalnote")},
    {"free text about a person",
     WORDS("story", "interview", "narrative", "biography", "recit", "casehistory"),
     WORDS("testimony", "temoignage", "casenote", "casesummary", "casedescription", "interviewnote",
           "interviewtext", "transcript", "lifestory", "personalhistory", "victimstory",
           "victimstatement", "statementof", "histoiredevie", "histoirepersonnelle", "recitde")},
};

static const char *const position_whole[] = {
    "x",       "y",       "xy",        "lon",      "lat",         "long",     "lng",
    "coord",   "coords",  "position",  "location", "shape",       "geom",     "geometry",
    "thegeom", "wkt",     "wkb",       "geojson",  "easting",     "northing", "utm",
    "mgrs",    "geohash", "pluscode",  "map",      "maplink",     "street",   "house",
    "houseno", "village", "phum",      "commune",  "khum",        "sangkat",  "quartier",
    "place",   "placeid", "placename", "building", "district",    "postcode", "zip",
    "town",    "site",    "grid",      "landmark", "emplacement", NULL,
};
static const char *const position_part[] = {
    "longitude", "latitude", "coordinate", "coordonnee",  "lonlat",     "latlon",     "latlng",
    "replon",    "replat",   "gps",        "geopoint",    "geoloc",     "what3words", "googlemap",
    "address",   "adresse",  "streetname", "housenumber", "directions", "អាសយដ្ឋាន",   NULL,
};

/* The key of a column's name without blanks, underscores and points, an x_ in front dropped. */
static routes_status compact(routes_i_text *to, const char *name, routes_error *err)
{
    if (strncmp(name, "x_", 2) == 0)
        name += 2;
    routes_status status = routes_i_key_write(to, name, err);
    if (status)
        return status;
    size_t size = 0;
    for (size_t i = 0; i < to->size; i++)
        if (!strchr(" _.:/", to->bytes[i]))
            to->bytes[size++] = to->bytes[i];
    to->bytes[size] = '\0';
    to->size = size;
    return ROUTES_OK;
}

static bool is_whole(const char *const *words, const char *name)
{
    for (; *words; words++)
        if (strcmp(*words, name) == 0)
            return true;
    return false;
}

static bool has_part(const char *const *words, const char *name)
{
    for (; *words; words++)
        if (strstr(name, *words))
            return true;
    return false;
}

/* Tables whose rows have a name of their own may carry another in x_name; in the others a name
 * can only be a person's. */
static bool may_be_named(routes_entity entity)
{
    return routes_i_schema_find(routes_i_schema_of(entity), "name") || entity == ROUTES_LINKS;
}

routes_status routes_i_personal_column(const char **what, routes_entity entity, const char *name,
                                       routes_error *err)
{
    *what = NULL;
    if (routes_i_schema_find(routes_i_schema_of(entity), name))
        return ROUTES_OK;
    routes_i_text key = {0};
    routes_status status = compact(&key, name, err);
    for (size_t i = 0; !status && !*what && i < sizeof kinds / sizeof *kinds; i++)
        if (is_whole(kinds[i].whole, key.bytes) || has_part(kinds[i].part, key.bytes))
            *what = kinds[i].what;
    bool named = !status && (strcmp(key.bytes, "name") == 0 || strcmp(key.bytes, "names") == 0);
    if (!*what && named && !may_be_named(entity))
        *what = "the name of a person";
    routes_i_text_free(&key);
    return status;
}

/* Whether one of the words of a name, between underscores or blanks, is `word`. */
static bool has_word(const char *name, const char *word)
{
    size_t same = 0;
    for (const char *at = name;; at++) {
        bool joint = !*at || strchr("_- .", *at);
        if (joint && same == strlen(word))
            return true;
        if (!*at)
            return false;
        if (joint)
            same = 0;
        else if (same != SIZE_MAX)
            same = same < strlen(word) && (*at | 0x20) == word[same] ? same + 1 : SIZE_MAX;
    }
}

routes_status routes_i_position_column(bool *is_one, const char *name, routes_error *err)
{
    static const char *const words[] = {"lon", "lat", "lng", "coord", "utm", "geom", "wkt"};
    routes_i_text key = {0};
    routes_status status = compact(&key, name, err);
    *is_one =
        !status && (is_whole(position_whole, key.bytes) || has_part(position_part, key.bytes));
    for (size_t i = 0; !status && i < sizeof words / sizeof *words; i++)
        *is_one = *is_one || has_word(name, words[i]);
    routes_i_text_free(&key);
    return status;
}
