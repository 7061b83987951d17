#include "issuer/intake/clean.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_set>
#include <vector>

#include "common/base/text.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

using WordSet = std::unordered_set<std::string_view>;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

const WordSet& placeholders() {
  static const WordSet words{"",
                             "n a",
                             "na",
                             "n d",
                             "nd",
                             "n r",
                             "k a",
                             "s o",
                             "tbc",
                             "tba",
                             "tbd",
                             "t b c",
                             "t b d",
                             "t b a",
                             "to follow",
                             "follows",
                             "will follow",
                             "pending",
                             "none",
                             "nil",
                             "null",
                             "nan",
                             "no",
                             "nobody",
                             "unknown",
                             "not known",
                             "not available",
                             "not applicable",
                             "not yet known",
                             "not yet available",
                             "missing",
                             "open",
                             "idem",
                             "ditto",
                             "later",
                             "to come",
                             "on request",
                             "x",
                             "xx",
                             "xxx",
                             "xxxx",
                             "see above",
                             "a confirmer",
                             "a venir",
                             "a suivre",
                             "suivra",
                             "suit",
                             "neant",
                             "aucun",
                             "aucune",
                             "inconnu",
                             "inconnue",
                             "non disponible",
                             "a preciser",
                             "a communiquer",
                             "a determiner",
                             "non communique",
                             "sans objet",
                             "a completer",
                             "en attente",
                             "folgt",
                             "wird nachgereicht",
                             "nachzureichen",
                             "nachreichung",
                             "unbekannt",
                             "keine",
                             "keine angabe",
                             "keine angaben",
                             "entfallt",
                             "noch offen",
                             "noch unbekannt",
                             "nicht bekannt",
                             "nicht verfugbar",
                             "wird noch mitgeteilt",
                             "offen",
                             "steht noch nicht fest",
                             "da confermare",
                             "da definire",
                             "da comunicare",
                             "seguira",
                             "segue",
                             "non noto",
                             "non nota",
                             "nessuno",
                             "nessuna",
                             "sconosciuto",
                             "da precisare",
                             "in attesa",
                             "nog te bepalen",
                             "nog te bevestigen",
                             "volgt",
                             "onbekend",
                             "n v t",
                             "nvt",
                             "nog onbekend",
                             "geen",
                             "niet beschikbaar",
                             "nader te bepalen",
                             "ntb",
                             "n t b",
                             "por confirmar",
                             "pendiente",
                             "a confirmar",
                             "se enviara",
                             "no disponible",
                             "desconocido",
                             "desconocida",
                             "ninguno",
                             "ninguna",
                             "por determinar",
                             "se comunicara",
                             "no consta",
                             "sin determinar",
                             "pendiente de confirmar",
                             "da inviare",
                             "wird nachgeliefert",
                             "nachgereicht",
                             "sera communique",
                             "sera communiquee"};
  return words;
}
// Beginnings that mean the same with anything after them.
constexpr std::string_view placeholder_starts[] = {"to be confirmed",
                                                   "to be announced",
                                                   "to be determined",
                                                   "to be provided",
                                                   "to be completed",
                                                   "to be communicated",
                                                   "to be sent",
                                                   "to be supplied",
                                                   "to be advised",
                                                   "to be decided",
                                                   "to be nominated",
                                                   "will be sent",
                                                   "will be communicated",
                                                   "will be provided",
                                                   "will follow",
                                                   "to follow",
                                                   "not yet",
                                                   "still to be",
                                                   "tbc ",
                                                   "tba ",
                                                   "tbd ",
                                                   "wird noch",
                                                   "wird nach",
                                                   "folgt ",
                                                   "sera communiqu",
                                                   "a confirmer",
                                                   "da confermare",
                                                   "nog te be",
                                                   "por confirmar",
                                                   "pendiente de",
                                                   "n a ",
                                                   "not available",
                                                   "not known"};

// Titles, forms of address, ranks and degrees, folded.
const WordSet& titles() {
  static const WordSet words{"mr",
                             "mrs",
                             "ms",
                             "miss",
                             "mx",
                             "dr",
                             "prof",
                             "professor",
                             "sir",
                             "dame",
                             "lord",
                             "lady",
                             "hon",
                             "rev",
                             "esq",
                             "phd",
                             "md",
                             "mba",
                             "ma",
                             "msc",
                             "bsc",
                             "ba",
                             "llm",
                             "llb",
                             "obe",
                             "cbe",
                             "mbe",
                             "kc",
                             "qc",
                             "jr",
                             "sr",
                             "mme",
                             "mmes",
                             "mm",
                             "mlle",
                             "monsieur",
                             "madame",
                             "mademoiselle",
                             "me",
                             "maitre",
                             "dre",
                             "pr",
                             "herr",
                             "herrn",
                             "frau",
                             "hr",
                             "fr",
                             "mag",
                             "maga",
                             "dipl",
                             "ing",
                             "dipling",
                             "diplom",
                             "drs",
                             "ir",
                             "mevr",
                             "mevrouw",
                             "dhr",
                             "heer",
                             "meneer",
                             "mw",
                             "jhr",
                             "sig",
                             "sigra",
                             "sigg",
                             "signor",
                             "signora",
                             "signore",
                             "dott",
                             "dottssa",
                             "dottore",
                             "dottoressa",
                             "ssa",
                             "avv",
                             "avvocato",
                             "arch",
                             "geom",
                             "rag",
                             "on",
                             "cav",
                             "don",
                             "dona",
                             "dna",
                             "sra",
                             "srta",
                             "senor",
                             "senora",
                             "senorita",
                             "lic",
                             "licdo",
                             "licda",
                             "excmo",
                             "excma",
                             "ilmo",
                             "ilma",
                             "mgr",
                             "bc",
                             "judr",
                             "mudr",
                             "phdr",
                             "rndr",
                             "paeddr",
                             "csc",
                             "doc",
                             "inz",
                             "mgriz",
                             "pan",
                             "pani",
                             "gen",
                             "col",
                             "lt",
                             "ltc",
                             "capt",
                             "cpt",
                             "maj",
                             "sgt",
                             "cmdr",
                             "cdr",
                             "insp",
                             "supt",
                             "det",
                             "kom",
                             "podkom",
                             "nadkom",
                             "asp",
                             "mjr",
                             "kpt",
                             "por",
                             "pplk",
                             "plk",
                             "npor",
                             "commissioner",
                             "commissaire",
                             "commissario",
                             "commissaris",
                             "kommissar",
                             "kommissarin",
                             "comisario",
                             "comisaria",
                             "inspector",
                             "inspecteur",
                             "inspektor",
                             "ispettore",
                             "inspecteurin",
                             "colonel",
                             "lieutenant",
                             "captain",
                             "capitaine",
                             "capitano",
                             "kapitan",
                             "sergeant",
                             "superintendent",
                             "constable",
                             "brigadier",
                             "general",
                             "oberst",
                             "oberstleutnant",
                             "hauptmann",
                             "hauptkommissar",
                             "hauptkommissarin",
                             "kriminalhauptkommissar",
                             "kriminalhauptkommissarin",
                             "kriminaloberkommissar",
                             "kriminaldirektor",
                             "kriminaldirektorin",
                             "kriminalrat",
                             "kriminalratin",
                             "khk",
                             "khkin",
                             "kok",
                             "ekhk",
                             "polizeirat",
                             "regierungsrat",
                             "regierungsdirektor",
                             "regierungsdirektorin",
                             "ministerialrat",
                             "ministerialratin",
                             "oberregierungsrat",
                             "rd",
                             "rdn",
                             "mr in",
                             "comandante",
                             "tenente",
                             "teniente",
                             "coronel",
                             "colonnello",
                             "maggiore",
                             "magistrate",
                             "ambassador",
                             "ambassadeur",
                             "botschafter",
                             "deputy",
                             "assistant",
                             "chief",
                             "senior",
                             "detective",
                             "director",
                             "directeur",
                             "direttore",
                             "commander",
                             "commandant",
                             "commandante",
                             "adjudant",
                             "officer",
                             "h e",
                             "he",
                             "mep",
                             "minister",
                             "staatssekretar",
                             "adv",
                             "advocaat",
                             "priv",
                             "doz",
                             "privdoz",
                             "univ",
                             "univprof",
                             "dkfm",
                             "hofrat",
                             "br",
                             "di",
                             "bacc",
                             "ll",
                             "m a",
                             "b a",
                             "dra",
                             "p",
                             "eng",
                             "engr",
                             "kap",
                             "kapt",
                             "komm",
                             "polizeikommissar",
                             "subinspector",
                             "subcomisario",
                             "subcomisaria",
                             "vicequestore",
                             "questore",
                             "primo",
                             "intendant",
                             "hoofdinspecteur",
                             "hoofdcommissaris",
                             "hauptinspektor",
                             "generalmajor",
                             "brigadegeneral",
                             "secretary",
                             "counsellor",
                             "attache",
                             "major",
                             "majoor",
                             "judge",
                             "baron",
                             "count",
                             "graf",
                             "ritter",
                             "baroness"};
  return words;
}
// Those that are also names or initials: a title only when two words are left.
const WordSet& doubtful_titles() {
  static const WordSet words{
      "m",       "d",         "don",      "dona",     "ma",        "me",     "on",      "gen",      "por",      "pan",
      "me",      "md",        "ba",       "sir",      "lord",      "lady",   "dame",    "di",       "fr",       "br",
      "p",       "he",        "doc",      "major",    "judge",     "baron",  "count",   "graf",     "ritter",   "primo",
      "sr",      "sra",       "arch",     "mag",      "chief",     "deputy", "senior",  "general",  "ir",       "lt",
      "rag",     "intendant", "pr",       "det",      "asp",       "kok",    "kom",     "maj",      "sig",      "mr",
      "mm",      "col",       "bc",       "ing",      "constable", "miss",   "eng",     "hr",       "rd",       "commander",
      "captain", "minister",  "questore", "sergeant", "professor", "maitre", "officer", "director", "secretary"};
  return words;
}
const WordSet& function_words() {
  static const WordSet words{"head",
                             "director",
                             "officer",
                             "advisor",
                             "adviser",
                             "manager",
                             "secretary",
                             "assistant",
                             "counsellor",
                             "expert",
                             "analyst",
                             "chief",
                             "deputy",
                             "policy",
                             "legal",
                             "unit",
                             "minister",
                             "ambassador",
                             "lead",
                             "president",
                             "vice",
                             "chair",
                             "coordinator",
                             "specialist",
                             "investigator",
                             "prosecutor",
                             "representative",
                             "chef",
                             "directeur",
                             "directrice",
                             "conseiller",
                             "conseillere",
                             "responsable",
                             "leiter",
                             "leiterin",
                             "referent",
                             "referentin",
                             "direktor",
                             "direktorin",
                             "referatsleiter",
                             "referatsleiterin",
                             "direttore",
                             "direttrice",
                             "dirigente",
                             "responsabile",
                             "funzionario",
                             "hoofd",
                             "beleidsmedewerker",
                             "directora",
                             "jefe",
                             "jefa",
                             "asesor",
                             "asesora",
                             "consejero",
                             "attache",
                             "commissioner",
                             "inspector",
                             "superintendent",
                             "ceo",
                             "cto",
                             "ciso",
                             "counsel"};
  return words;
}
const WordSet& organisation_words() {
  static const WordSet words{"ministry",
                             "ministere",
                             "ministerium",
                             "bundesministerium",
                             "ministero",
                             "ministerie",
                             "ministerio",
                             "police",
                             "polizei",
                             "polizia",
                             "politie",
                             "policia",
                             "polis",
                             "politi",
                             "policija",
                             "department",
                             "office",
                             "agency",
                             "authority",
                             "commission",
                             "council",
                             "directorate",
                             "service",
                             "services",
                             "servizio",
                             "europol",
                             "eurojust",
                             "interpol",
                             "ltd",
                             "limited",
                             "inc",
                             "llc",
                             "gmbh",
                             "ag",
                             "sa",
                             "sas",
                             "srl",
                             "spa",
                             "bv",
                             "nv",
                             "plc",
                             "corp",
                             "corporation",
                             "company",
                             "group",
                             "foundation",
                             "institute",
                             "university",
                             "universite",
                             "universitat",
                             "universita",
                             "universiteit",
                             "universidad",
                             "association",
                             "federation",
                             "bureau",
                             "amt",
                             "bundeskriminalamt",
                             "landeskriminalamt",
                             "bka",
                             "gendarmerie",
                             "guardia",
                             "guard",
                             "border",
                             "board",
                             "headquarters",
                             "presidium",
                             "justice",
                             "interior",
                             "innern",
                             "interieur",
                             "interno",
                             "intelligence",
                             "security",
                             "embassy",
                             "representation",
                             "parliament",
                             "government",
                             "state",
                             "federal",
                             "federale",
                             "national",
                             "republic",
                             "oy",
                             "ab",
                             "sia",
                             "kft",
                             "zrt",
                             "uab",
                             "aps",
                             "doo",
                             "sro",
                             "internet",
                             "media",
                             "network",
                             "networks",
                             "telecom",
                             "software",
                             "technologies",
                             "systems",
                             "union",
                             "european",
                             "centre",
                             "center",
                             "secretariat",
                             "administration",
                             "inspectorate",
                             "court",
                             "prosecutor",
                             "tribunal",
                             "organisation",
                             "organization",
                             "society"};
  return words;
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string join(const std::vector<std::string_view>& words, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    if (!out.empty()) out.push_back(' ');
    out += words[i];
  }
  return out;
}

bool any_word(std::string_view text, const WordSet& set) {
  const auto folded = fold_words(text);
  for (const auto word : split_words(folded))
    if (set.contains(word)) return true;
  return false;
}

// "Dott.ssa" and "Ph.D." are one word here: points are dropped, not turned into spaces.
std::string title_key(std::string_view word) {
  std::string out;
  fold_letters(word, out);
  return out;
}

bool is_title(std::string_view word, std::size_t words_after) {
  const auto key = title_key(word);
  if (key.empty()) return true;  // punctuation alone
  if (doubtful_titles().contains(key)) return words_after >= 2 && (word.size() > 1 || key != word);
  if (titles().contains(key)) return words_after >= 1;
  // "Dipl.-Ing.", "Lt.Col.": parts that are titles each.
  const auto folded = fold_words(word);
  const auto parts = split_words(folded);
  return parts.size() > 1 && words_after >= 1 && word.find('.') != std::string_view::npos &&
         std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return titles().contains(part); });
}

bool is_trailing_title(std::string_view word) {
  static const WordSet after{"phd", "md",  "mba", "msc", "bsc",  "ma",  "ba",   "llm",   "llb", "obe",  "cbe",
                             "mbe", "kc",  "qc",  "jr",  "sr",   "csc", "esq",  "mep",   "dr",  "drsc", "mgr",
                             "ing", "mag", "mp",  "bc",  "arch", "ir",  "msci", "mphil", "mse", "mpa"};
  const auto key = title_key(word);
  const bool marked = word.find('.') != std::string_view::npos ||
                      std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return key.empty() || (after.contains(key) && (marked || key == "phd"));
}

std::string strip_titles(std::string_view text) {
  const auto words = split_words(text);
  std::size_t from = 0;
  std::size_t to = words.size();
  while (from < to && is_title(words[from], to - from - 1)) ++from;
  while (to > from + 1 && is_trailing_title(words[to - 1])) --to;
  return join(words, from, to);
}

// A letter beyond ASCII may be a capital; no script of this continent shows it in the first byte.
bool starts_with_capital(std::string_view word) {
  const auto at = word.find_first_not_of("'\"([");
  if (at == std::string_view::npos) return false;
  return (word[at] >= 'A' && word[at] <= 'Z') || static_cast<unsigned char>(word[at]) >= 0x80;
}

// Of "Latin (Other)", "Other / Latin" the Latin part; a bracket in the same script is a function or a nickname.
std::string one_script(std::string_view text) {
  const auto mark = text.find_first_of("(/[");
  if (mark == std::string_view::npos) return std::string(text);
  const auto close = text.find_first_of(")]", mark);
  const auto first = trim(text.substr(0, mark));
  const auto inner =
      trim(text.substr(mark + 1, close == std::string_view::npos ? std::string_view::npos : close - mark - 1));
  const auto rest = close == std::string_view::npos ? std::string_view{} : trim(text.substr(close + 1));
  if (first.empty()) return std::string(rest.empty() ? inner : rest);
  if (script_of(first) == Script::other && script_of(inner) == Script::latin && inner.find(' ') != std::string_view::npos)
    return std::string(inner);
  if (rest.empty() || text[mark] == '/') return std::string(first);
  return std::string(first) + ' ' + std::string(rest);
}

bool says_function(std::string_view text) {
  return any_word(text, function_words()) || any_word(text, organisation_words()) ||
         std::count(text.begin(), text.end(), ' ') >= 4;
}

// "Surname, Given" is turned round; ", Head of Unit" and ", PhD" are dropped.
std::string settle_commas(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    const auto raw = trim(std::string_view(text).substr(from, comma - from));
    from = comma + 1;
    if (raw.empty()) continue;
    const auto words = split_words(raw);
    if (std::all_of(words.begin(), words.end(),
                    [](std::string_view word) { return is_title(word, 2) || is_trailing_title(word); }))
      continue;
    if (!parts.empty() && says_function(raw)) continue;
    parts.push_back(strip_titles(raw));
  }
  if (parts.empty()) return {};
  if (parts.size() == 1) return parts[0];
  return parts[1] + ' ' + parts[0];
}

bool is_address_char(char c) {
  return is_letter(c) || is_digit(c) || std::strchr("!#$%&'*+-/=?^_`{|}~.", c) != nullptr;
}

}  // namespace

bool is_placeholder(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() > 80) return false;
  if (std::none_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c); })) return true;
  if (text.find('@') != std::string_view::npos || is_digit(text.back())) return false;
  const auto folded = fold_words(text);
  if (placeholders().contains(folded)) return true;
  return std::any_of(std::begin(placeholder_starts), std::end(placeholder_starts),
                     [&](std::string_view start) { return folded.starts_with(start); });
}

std::string clean_name(std::string_view text) {
  // Two plain words of letters, neither of them a title, need no further look.
  auto name = one_script(text);
  if (const auto dash = name.find(" - "); dash != std::string::npos && says_function(std::string_view(name).substr(dash)))
    name.resize(dash);
  if (name.find(',') != std::string::npos) {
    name = settle_commas(name);
  } else {
    name = strip_titles(name);
  }
  while (!name.empty() && std::strchr(" ,;:.-", name.back()) != nullptr &&
         !(name.back() == '.' && name.size() > 2 && name[name.size() - 3] == ' '))
    name.pop_back();
  return is_placeholder(name) ? std::string() : name;
}

std::string clean_name_part(std::string_view text) {
  auto part = one_script(text);
  if (const auto comma = part.find(','); comma != std::string::npos)
    part = std::string(trim(std::string_view(part).substr(0, comma)));
  const auto words = split_words(part);
  std::size_t from = 0;
  while (from + 1 < words.size() && words[from].back() == '.' && is_title(words[from], 2)) ++from;
  part = join(words, from, words.size());
  return is_placeholder(part) ? std::string() : part;
}

bool looks_like_person(std::string_view text) {
  if (text.size() < 3 || text.size() > 90 || text.find_first_of("0123456789@:;/?!=<>|_*#\"") != std::string_view::npos)
    return false;
  const auto name = clean_name(text);
  const auto words = split_words(name);
  if (words.size() < 2 || words.size() > 7 || looks_like_organisation(name)) return false;
  static const WordSet particles{"van",   "von", "der",   "den", "de",  "la",  "le",  "du", "da",  "dos", "das",
                                 "di",    "del", "della", "zu",  "zur", "af",  "av",  "y",  "e",   "i",   "el",
                                 "al",    "bin", "ibn",   "ter", "ten", "op",  "t",   "'t", "vom", "zum", "dalla",
                                 "dello", "do",  "und",   "san", "ni",  "nic", "mac", "mc", "o'",  "d'"};
  std::size_t capitals = 0;
  for (const auto word : words) {
    if (starts_with_capital(word)) {
      ++capitals;
    } else if (!particles.contains(word) && word.find('\'') == std::string_view::npos) {
      return false;
    }
    if (word.back() == '.' && word.size() > 3) return false;
  }
  return capitals >= 2;
}

bool looks_like_organisation(std::string_view text) {
  return any_word(text, organisation_words());
}

std::string clean_email(std::string_view text) {
  std::string plain(text);
  for (const auto* spelled : {" (at) ", "(at)", " [at] ", "[at]", " {at} ", "(AT)", "[AT]", " (a) ", "&#64;"})
    for (auto at = plain.find(spelled); at != std::string::npos; at = plain.find(spelled, at + 1))
      plain.replace(at, std::strlen(spelled), "@");
  for (auto at = plain.find('@'); at != std::string::npos; at = plain.find('@', at + 1)) {
    std::size_t from = at;
    while (from > 0 && is_address_char(plain[from - 1])) --from;
    std::size_t to = at + 1;
    while (to < plain.size() && (is_letter(plain[to]) || is_digit(plain[to]) || plain[to] == '-' || plain[to] == '.')) ++to;
    while (to > at + 1 && (plain[to - 1] == '.' || plain[to - 1] == '-')) --to;
    auto local = std::string_view(plain).substr(from, at - from);
    while (!local.empty() && (local.front() == '.' || local.front() == '\'' || local.front() == '=')) local.remove_prefix(1);
    const auto domain = std::string_view(plain).substr(at + 1, to - at - 1);
    if (!local.empty() && domain.find('.') != std::string_view::npos && domain.front() != '.' &&
        domain.find("..") == std::string_view::npos)
      return std::string(local) + '@' + std::string(domain);
  }
  return {};
}

std::string clean_organisation(std::string_view text) {
  if (is_placeholder(text)) return {};
  const bool one_word = text.find(' ') == std::string_view::npos;
  const auto point = text.rfind('.');
  const bool is_domain = one_word && point != std::string_view::npos && point > 0 && point + 2 < text.size() &&
                         std::all_of(text.begin(), text.end(),
                                     [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '-'; });
  const bool is_address = one_word && text.find('@') != std::string_view::npos && !clean_email(text).empty();
  if (is_domain || is_address) return {};
  return std::string(text);
}

std::string clean_id_number(std::string_view text) {
  const auto plain = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
  const bool has_digit = std::any_of(text.begin(), text.end(), is_digit);
  if (!has_digit) return {};
  if (std::all_of(text.begin(), text.end(), is_digit)) return std::string(text);
  const auto digits_then = [&](std::string_view tail) {
    return text.size() > tail.size() && text.ends_with(tail) &&
           std::all_of(text.begin(), text.end() - static_cast<std::ptrdiff_t>(tail.size()), is_digit);
  };
  for (const auto* zeros : {".0", ",0", ".00", ",00"})
    if (digits_then(zeros)) return std::string(text.substr(0, text.size() - std::strlen(zeros)));
  const auto exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos && exponent > 0 && exponent + 2 < text.size() &&
      (text[exponent + 1] == '+' || text[exponent + 1] == '-') &&
      text.substr(0, exponent).find_first_not_of("0123456789.,") == std::string_view::npos &&
      text.substr(exponent + 2).find_first_not_of("0123456789") == std::string_view::npos)
    return {};
  if (std::all_of(text.begin(), text.end(), plain)) return std::string(text);

  // Words for the document in front, remarks in brackets and whatever follows a comma go.
  static const WordSet document_words{"passport",  "passports",  "passeport", "reisepass",
                                      "pass",      "passaporto", "paspoort",  "pasaporte",
                                      "id",        "card",       "identity",  "identite",
                                      "carte",     "d",          "de",        "personalausweis",
                                      "ausweis",   "carta",      "identita",  "identiteitskaart",
                                      "tarjeta",   "dni",        "nie",       "documento",
                                      "document",  "dokument",   "no",        "nr",
                                      "n",         "num",        "number",    "numero",
                                      "nummer",    "cni",        "eu",        "national",
                                      "nationale", "serie",      "series",    "identidad",
                                      "di",        "und",        "the",       "of",
                                      "ppt",       "pp",         "is",        "identification",
                                      "kaart",     "idcard",     "nazionale", "nacional"};
  std::string out;
  bool in_number = false;
  int depth = 0;
  for (const auto word : split_words(text)) {
    if (word.front() == '(' || word.front() == '[') ++depth;
    const bool inside = depth > 0;
    if (depth > 0 && (word.back() == ')' || word.back() == ']' || word.back() == ',')) --depth;
    if (inside) {
      // "(AB123456)" is the number itself; anything else in brackets is a remark.
      if (in_number || !std::any_of(word.begin(), word.end(), is_digit)) continue;
    }
    const auto key = fold_words(word);
    const auto parts = split_words(key);
    const bool is_word_only =
        std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return document_words.contains(part); });
    if (!in_number && is_word_only) continue;
    std::string_view piece = word;
    while (!piece.empty() && std::strchr("([#:.", piece.front()) != nullptr) piece.remove_prefix(1);
    if (const auto colon = piece.find(':');
        !in_number && colon != std::string_view::npos && document_words.contains(fold_words(piece.substr(0, colon))))
      piece.remove_prefix(colon + 1);
    const bool ends = !piece.empty() && (piece.back() == ',' || piece.back() == ';');
    while (!piece.empty() && std::strchr(")],;.:", piece.back()) != nullptr) piece.remove_suffix(1);
    const bool all_lower = !piece.empty() && std::none_of(piece.begin(), piece.end(),
                                                          [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
    if (in_number && all_lower) break;
    if (!piece.empty()) {
      if (!out.empty()) out.push_back(' ');
      out += piece;
      in_number = true;
    }
    if (ends) break;
  }
  return std::any_of(out.begin(), out.end(), is_digit) ? out : std::string();
}

std::string_view clean_language(std::string_view text) {
  struct Language {
    std::string_view start, code;
  };
  static constexpr Language names[] = {
      {"english", "EN"},         {"anglais", "EN"},      {"englisch", "EN"},    {"inglese", "EN"},
      {"engels", "EN"},          {"ingles", "EN"},       {"french", "FR"},      {"francais", "FR"},
      {"franzosisch", "FR"},     {"franzoesisch", "FR"}, {"francese", "FR"},    {"frans", "FR"},
      {"frances", "FR"},         {"german", "DE"},       {"allemand", "DE"},    {"deutsch", "DE"},
      {"tedesco", "DE"},         {"tedesca", "DE"},      {"duits", "DE"},       {"aleman", "DE"},
      {"italian", "IT"},         {"italien", "IT"},      {"italiaans", "IT"},   {"italiano", "IT"},
      {"italiana", "IT"},        {"dutch", "NL"},        {"neerlandais", "NL"}, {"niederlandisch", "NL"},
      {"niederlaendisch", "NL"}, {"olandese", "NL"},     {"nederlands", "NL"},  {"neerlandes", "NL"},
      {"holandes", "NL"},        {"flamand", "NL"},      {"flemish", "NL"},     {"vlaams", "NL"},
      {"spanish", "ES"},         {"espagnol", "ES"},     {"spanisch", "ES"},    {"spagnol", "ES"},
      {"spaans", "ES"},          {"espanol", "ES"},      {"castellano", "ES"}};
  static constexpr std::array<std::string_view, 6> codes{"en", "fr", "de", "it", "nl", "es"};
  if (text.empty()) return {};
  const auto folded = fold_words(text);
  const auto words = split_words(folded);
  for (const auto word : words)
    for (const auto& name : names)
      if (word.starts_with(name.start)) return name.code;
  // Two letters count where they are all there is, so that Spanish "de" or French "en" in a sentence is not a language.
  if (words.size() > 3) return {};
  for (const auto word : words)
    for (std::size_t i = 0; i < codes.size(); ++i) {
      constexpr std::array<std::string_view, 6> upper{"EN", "FR", "DE", "IT", "NL", "ES"};
      if (word == codes.at(i) && (words.size() == 1 || text.find(upper.at(i)) != std::string_view::npos)) return upper.at(i);
    }
  for (const auto& [three, code] : {std::pair<std::string_view, std::string_view>{"eng", "EN"},
                                    {"fra", "FR"},
                                    {"fre", "FR"},
                                    {"ger", "DE"},
                                    {"deu", "DE"},
                                    {"ita", "IT"},
                                    {"nld", "NL"},
                                    {"dut", "NL"},
                                    {"ned", "NL"},
                                    {"spa", "ES"},
                                    {"esp", "ES"},
                                    {"all", "DE"},
                                    {"ang", "EN"},
                                    {"uk", "EN"},
                                    {"gb", "EN"}})
    if (words.size() == 1 && folded == three) return code;
  return {};
}

std::string name_key(std::string_view name) {
  const auto folded = fold_words(name);
  auto words = split_words(folded);
  std::sort(words.begin(), words.end());
  return join(words, 0, words.size());
}

}  // namespace eb::issuer::intake
