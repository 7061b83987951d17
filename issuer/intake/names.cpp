#include "issuer/intake/names.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "common/base/text.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/organisation_words.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

// Titles, forms of address, ranks and degrees, folded.
const WordSet& titles() {
  static const WordSet words(
      "mr|mrs|ms|miss|mx|dr|prof|professor|ca|cap|uff|aggiunto|adjunto|adjunta|aangesteld|sir|dame|lord|lady|hon|rev|esq|"
      "phd|md|"
      "mba|ma|msc|bsc|ba|llm|llb|obe|cbe|mbe|"
      "kc|qc|jr|sr|mme|mmes|mm|mlle|monsieur|madame|mademoiselle|me|maitre|dre|pr|herr|herrn|frau|hr|fr|mag|maga|dipl|"
      "ing|dipling|diplom|drs|ir|mevr|mevrouw|dhr|heer|meneer|mw|jhr|sig|sigra|sigg|signor|signora|signore|dott|dottssa|"
      "dottore|dottoressa|ssa|avv|avvocato|arch|geom|rag|on|cav|don|dona|dna|sra|srta|senor|senora|senorita|lic|licdo|"
      "licda|excmo|excma|ilmo|ilma|mgr|bc|judr|mudr|phdr|rndr|paeddr|csc|doc|inz|mgriz|pan|pani|gen|col|lt|ltc|capt|cpt|"
      "maj|sgt|cmdr|cdr|insp|supt|det|kom|podkom|nadkom|asp|mjr|kpt|por|pplk|plk|npor|commissioner|commissaire|"
      "commissario|commissaris|kommissar|kommissarin|comisario|comisaria|inspector|inspecteur|inspektor|ispettore|"
      "inspecteurin|colonel|lieutenant|captain|capitaine|capitano|kapitan|sergeant|superintendent|constable|brigadier|"
      "general|oberst|oberstleutnant|hauptmann|hauptkommissar|hauptkommissarin|kriminalhauptkommissar|"
      "kriminalhauptkommissarin|kriminaloberkommissar|kriminaldirektor|kriminaldirektorin|kriminalrat|kriminalratin|khk|"
      "khkin|kok|ekhk|polizeirat|regierungsrat|regierungsdirektor|regierungsdirektorin|ministerialrat|ministerialratin|"
      "oberregierungsrat|rd|rdn|mr in|comandante|tenente|teniente|coronel|colonnello|maggiore|magistrate|ambassador|"
      "ambassadeur|botschafter|deputy|assistant|chief|senior|detective|director|directeur|direttore|commander|commandant|"
      "commandante|adjudant|officer|h e|he|mep|minister|staatssekretar|adv|advocaat|priv|doz|privdoz|univ|univprof|dkfm|"
      "hofrat|br|di|bacc|ll|m a|b a|dra|p|eng|engr|kap|kapt|komm|polizeikommissar|subinspector|subcomisario|subcomisaria|"
      "vicequestore|questore|primo|intendant|hoofdinspecteur|hoofdcommissaris|hauptinspektor|generalmajor|brigadegeneral|"
      "secretary|counsellor|attache|major|majoor|police|cte|ten|tte|cdte|magg|brig|serg|insp|"
      "judge|baron|count|graf|ritter|baroness|hc|lieutenantcolonel|lieutenantgeneral|majorgeneral|adjudantchef|sergentchef|"
      "brigadierchef|phkin|ephk|ephkin|kokin|ekhkin|pok|pokin|khm|pom|phm|por|lpd|lkd|kor|orr|orrin|gardien|generalleutnant|"
      "polizeihauptkommissar|polizeihauptkommissarin|polizeioberkommissar|"
      "polizeidirektor|kriminaloberrat|tenentecolonnello|maresciallo|appuntato|luitenant|luitenantkolonel|kolonel|kapitein|"
      "adjudant|majoor|luitenantgeneraal|subteniente|sargento|brigada|teniente coronel|procureur|substitut|substituut|"
      "onderzoeksrechter|procuratore|sostituto|"
      "hofratin|polizeiratin|regierungsratin|oberregierungsratin|amtsrat|amtsratin|amtsdirektor|oberratin|oberrat|"
      "kriminaloberratin|kriminaloberrat|kriminalkommissar|kriminalkommissarin|kriminaloberkommissarin|oberkommissar|"
      "oberkommissarin|polizeioberrat|polizeikommissarin|polizeihauptkommissar|polizeihauptkommissarin|staatsanwalt|"
      "staatsanwaltin|oberstaatsanwalt|oberstaatsanwaltin|legationsrat|legationsratin|majorin|hauptfrau|oberstin|"
      "gruppeninspektor|bezirksinspektor|chefinspektor|abteilungsinspektor|kontrollinspektor|ministerialdirigent|"
      "ministerialdirigentin|ministerialdirektor|kommerzialrat|landesrat|sektionschef|sektionschefin|kommissaranwarter|"
      "prefetto|viceprefetto|vicequestrice|commissaria|ispettrice|sovrintendente|assistente|agente|maresciallo|appuntato|"
      "luogotenente|vicebrigadiere|carabiniere|capo|scelto|comm|ag|sc|isp|sov|sovr|lgt|app|mllo|vicebrig|ispcapo|"
      "chefinspektorin|gruppeninspektorin|bezirksinspektorin|abteilungsinspektorin|kontrollinspektorin|cdt|adjt|mdl|"
      "primero|aiutante|erster|erste|eerste|premier|"
      "tencol|capitan|capitana|tenienta|coronela|sargento|sargenta|cabo|alferez|subteniente|brigada|inspectora|"
      "comisariaprincipal|fiscal|magistrado|magistrada|subinspectora|policia|intendente|"
      "commissaireadjoint|commandante|lieutenante|capitaine|gendarme|marechal|prefet|prefete|procureur|procureure|"
      "substitut|inspectrice|controleur|hoofdagent|brigadegeneraal|luitenant|kapitein|wachtmeester|opperwachtmeester|"
      "hoofdcommissaris|officier|substituut|kolonel|inspectrice|wing|flight|squadron|"
      "judge|baron|count|graf|ritter|baroness|hc");
  return words;
}
// Those that are also names or initials: a title only when two words are left, or when a point marks the abbreviation.
const WordSet& doubtful_titles() {
  static const WordSet words(
      "m|d|p|ca|cap|don|dona|ma|me|on|gen|por|pan|fr|br|he|doc|major|judge|baron|count|graf|ritter|primo|arch|di|lord|lady|"
      "dame|"
      "general|police|cte|ten|tte|cdte|magg|brig|serg|insp|rag|kom|asp|sig|mm|bc|md|ba|pr|det|chief|eng|ing|mag|ir|deputy|"
      "senior|capo|scelto|comm|ag|sc|app|sov|agente|prefetto|fiscal|cabo|brigada|appuntato|carabiniere|marechal|substitut|"
      "pd|pdin|pk|pkin|kd|kr|kk|assistente|wing|flight|squadron|intendente|policia|officier|kolonel|sargento|kapitein|"
      "gendarme");
  return words;
}
const WordSet& function_words() {
  static const WordSet words(
      "head|director|officer|advisor|adviser|manager|secretary|assistant|counsellor|expert|analyst|chief|deputy|policy|"
      "legal|unit|minister|ambassador|lead|president|vice|chair|coordinator|specialist|investigator|prosecutor|"
      "representative|chef|directeur|directrice|conseiller|conseillere|responsable|leiter|leiterin|referent|referentin|"
      "direktor|direktorin|referatsleiter|referatsleiterin|direttore|direttrice|dirigente|responsabile|funzionario|hoofd|"
      "beleidsmedewerker|directora|jefe|jefa|asesor|asesora|consejero|attache|commissioner|inspector|superintendent|ceo|"
      "cto|ciso|counsel");
  return words;
}
// Forms of address and ranks that stand before a name in a sentence.
const WordSet& more_titles() {
  static const WordSet words(
      "mister|herr|herrn|frau|fraulein|monsieur|madame|mademoiselle|signor|signora|signorina|dottor|dottoressa|ingegner|"
      "avvocato|meneer|mevrouw|heer|juffrouw|senor|senora|senorita|don|dona|cte|tte|cdte|comte|lcdo|lcda|police|ten|magg|"
      "serg|m|mme|mlle|mw|mevr|dhr|sgra|ssa|adm|amb|prof|ltcol|brig|insp|hptm|olt|phk|ekhk|ror|pd|por");
  return words;
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

bool is_initial(std::string_view word) {
  return word.size() == 2 && word[1] == '.';
}

// "Revierinspektor", "Dipl.-Kfm.", "Premier-lieutenant"
bool is_rank_compound(std::string_view key) {
  static constexpr std::string_view ends[] = {
      "inspektor",    "inspektorin", "kommissar",  "kommissarin", "leutnant",   "hauptmann", "direktor",  "direktorin",
      "wachtmeister", "sekretar",    "sekretarin", "anwalt",      "anwaltin",   "ungsrat",   "ungsratin", "alrat",
      "alratin",      "oberst",      "attache",    "referent",    "referentin", "beamter",   "beamtin",   "luitenant",
      "inspecteur",   "commissaris", "lieutenant", "colonel",     "kolonel",    "brigadier", "questore"};
  if (key.starts_with("dipl")) return true;
  return std::any_of(std::begin(ends), std::end(ends),
                     [&](std::string_view end) { return key.size() > end.size() + 2 && key.ends_with(end); });
}

// Whether words[at] is a title before the name that ends before words[end].
bool is_title(const std::vector<std::string_view>& words, std::size_t at, std::size_t end) {
  const auto key = title_key(words[at]);
  if (words[at].find("\xC2\xAA") != std::string_view::npos && key.size() <= 3) return at + 1 < end;  // D.ª
  if (key.empty()) return true;                                                                      // punctuation alone
  const auto left =
      std::count_if(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.begin() + static_cast<std::ptrdiff_t>(end),
                    [](std::string_view word) { return !is_initial(word); });
  if (left < 1) return false;
  const bool marked = words[at].find('.') != std::string_view::npos;
  // "DI STEFANO Ugo" in capitals is a surname, "DI MAIER Hans" an Austrian engineer.
  if (key == "di" && at + 1 < end && words[at + 1].size() > 2 && std::strchr("AEIO", words[at + 1].back()) != nullptr)
    return false;
  // "Gen. B. Ruggero Malaspina", "Gen. C.A.": the second half of an Italian rank.
  static const WordSet halves("b|d|ca|cs|da|sa");
  if (marked && at > 0 && left >= 2 && title_key(words[at - 1]).starts_with("gen") && halves.contains(key)) return true;
  if (doubtful_titles().contains(key)) return left >= 2 || (marked && key.size() > 1);
  if (titles().contains(key)) return true;
  if (left >= 2 && (is_rank_compound(key) || is_function_word(words[at]))) return true;
  if (!marked) return false;
  // "Dipl.-Ing.", "Lt.Col.": parts that are titles each.
  const auto folded = fold_words(words[at]);
  const auto parts = split_words(folded);
  return parts.size() > 1 &&
         std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return titles().contains(part); });
}

// Degrees behind a name. Short ones are surnames too (Ma, Ba, Ing), so they need a point.
bool is_degree(std::string_view word) {
  static const WordSet sure("phd|mba|msc|bsc|llm|llb|obe|cbe|mbe|csc|mep|drsc|mphil|mpa|qc|kc|esq");
  static const WordSet marked("ma|ba|md|dr|mgr|ing|mag|mp|bc|arch|ir|dipl|prof");
  const auto key = title_key(word);
  return key.empty() || sure.contains(key) || (marked.contains(key) && word.find('.') != std::string_view::npos);
}

bool is_generation(std::string_view text) {
  static const WordSet words("jr|sr|ii|iii|iv|junior");
  return words.contains(title_key(text));
}

// A letter beyond ASCII may be a capital; no script of this continent shows it in the first byte.
bool starts_with_capital(std::string_view word) {
  const auto at = word.find_first_not_of("'\"([");
  if (at == std::string_view::npos) return false;
  return (word[at] >= 'A' && word[at] <= 'Z') || static_cast<unsigned char>(word[at]) >= 0x80;
}

// "podinsp. Wojciech SZCZEPAŃSKI", "kapitan Jan Kowalski": no name begins in small letters and goes on in capitals, but with a
// particle.
bool is_small_word_in_front(const std::vector<std::string_view>& words, std::size_t at) {
  static const WordSet particles(name_particles);
  const auto& word = words[at];
  if (word.size() < 3 || word.front() < 'a' || word.front() > 'z' || word.find('\'') != std::string_view::npos) return false;
  const auto capitals = std::count_if(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end(), starts_with_capital);
  return capitals >= 2 && !particles.contains(fold_words(word));
}

// "de heer mr. Rutger Oostenveld", "il dott. Ugo Neri"
bool is_article_of_title(const std::vector<std::string_view>& words, std::size_t at, std::size_t end) {
  static const WordSet articles("de|der|die|den|il|lo|la|le|el|the");
  return articles.contains(words[at]) && at + 1 < end && is_title(words, at + 1, end);
}

std::string strip_titles(std::string_view text) {
  const auto words = split_words(text);
  std::size_t from = 0;
  std::size_t to = words.size();
  while (from < to &&
         (is_title(words, from, to) || is_small_word_in_front(words, from) || is_article_of_title(words, from, to)))
    ++from;
  while (to > from + 1 && is_degree(words[to - 1])) --to;
  // "Kaisa Lehtonen Senior Adviser": what somebody is, in the same cell as the name.
  auto name_end = to;
  while (name_end > from + 2 && (is_function_word(words[name_end - 1]) || is_title_word(words[name_end - 1]))) --name_end;
  if (name_end < to && is_function_word(words[to - 1])) to = name_end;
  return join_words(words, from, to);
}

// Of "Other / Latin" the Latin part; two parts in one alphabet may be two people, so both stay.
std::string_view latin_side(std::string_view text) {
  const auto slash = text.find(" / ");
  if (slash == std::string_view::npos) return text;
  const auto first = trim(text.substr(0, slash));
  const auto second = trim(text.substr(slash + 3));
  const auto script = script_of(first);
  const auto other = script_of(second);
  if (script == other || script == Script::none || other == Script::none) return text;
  return script == Script::latin ? first : second;
}

// The same of "Latin (Other)"; a bracket in the same script is a function or a nickname.
std::string one_script(std::string_view whole) {
  const auto text = latin_side(whole);
  const auto mark = text.find_first_of("([");
  if (mark == std::string_view::npos) return latin_words(text);
  const auto close = text.find_first_of(")]", mark);
  const auto first = trim(text.substr(0, mark));
  const auto inner =
      trim(text.substr(mark + 1, close == std::string_view::npos ? std::string_view::npos : close - mark - 1));
  const auto rest = close == std::string_view::npos ? std::string_view{} : trim(text.substr(close + 1));
  if (first.empty()) return std::string(rest.empty() ? inner : rest);
  if (script_of(first) == Script::other && script_of(inner) == Script::latin && inner.find(' ') != std::string_view::npos)
    return std::string(inner);
  if (rest.empty()) return std::string(first);
  return std::string(first) + ' ' + std::string(rest);
}

bool says_function(std::string_view text) {
  return any_word(text, function_words()) || looks_like_organisation(text);
}

std::size_t capitalised_words(std::string_view text) {
  const auto words = split_words(text);
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), starts_with_capital));
}

// Nothing but titles and degrees, as behind a comma. Behind a surname alone a word that is also a name is the given name.
bool is_all_titles(std::string_view text, bool behind_surname) {
  const auto words = split_words(text);
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
    const auto key = title_key(word);
    if (is_degree(word)) return true;
    const bool marked = word.find('.') != std::string_view::npos;
    if (doubtful_titles().contains(key)) return marked || !behind_surname;
    return titles().contains(key);
  });
}

// What stands behind the first comma and is no part of the name: ", PhD", ", Head of Unit".
bool is_remark(std::string_view part, std::string_view before) {
  const bool behind_surname = capitalised_words(before) < 2;
  if (is_all_titles(part, behind_surname)) return true;
  const bool one_word = part.find(' ') == std::string_view::npos;
  return says_function(part) && !(behind_surname && one_word);
}

// "Surname, Given" is turned round; ", Head of Unit" and ", PhD" are dropped; ", Jr." stays at the end. What stands before the
// first comma is always part of the name: Graf, Major and Herr are surnames too.
std::string settle_commas(const std::string& text) {
  std::vector<std::string> parts;
  std::string generation;
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    const auto part = trim(std::string_view(text).substr(from, comma - from));
    from = comma + 1;
    if (part.empty()) continue;
    if (!parts.empty() && is_generation(part)) {
      generation = ' ' + std::string(part);
    } else if (parts.empty() || !is_remark(part, parts.front())) {
      parts.push_back(strip_titles(part));
    }
  }
  if (parts.empty()) return {};
  return (parts.size() == 1 ? parts[0] : parts[1] + ' ' + parts[0]) + generation;
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  });
}

}  // namespace

std::string latin_words(std::string_view text) {
  const auto words = split_words(text);
  const auto is_latin = [](std::string_view word) { return script_of(word) == Script::latin; };
  const auto turn =
      std::find_if(words.begin(), words.end(), [&](auto word) { return is_latin(word) != is_latin(words.front()); });
  const bool halves = turn - words.begin() >= 2 && words.end() - turn >= 2 &&
                      std::none_of(turn, words.end(), [&](auto word) { return is_latin(word) == is_latin(words.front()); });
  if (!halves) return std::string(text);
  const auto half = static_cast<std::size_t>(turn - words.begin());
  return is_latin(words.front()) ? join_words(words, 0, half) : join_words(words, half, words.size());
}

std::string clean_name(std::string_view text) {
  if (could_act(text))
    return has_letter(text) ? strip_titles(text) : std::string();  // else word for word: somebody must look at it
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    // "Ana Gil <ana@gil.example>": what stands before the address. An address alone names nobody.
    const auto open = text.substr(0, at).rfind('<');
    if (open == std::string_view::npos) return {};
    text = trim(text.substr(0, open));
  }
  auto name = one_script(text);
  if (const auto dash = name.find(" - "); dash != std::string::npos && says_function(std::string_view(name).substr(dash)))
    name.resize(dash);
  name = name.find(',') != std::string::npos ? settle_commas(name) : strip_titles(name);
  // A point at the end belongs to an initial or to "Jr.".
  while (!name.empty() && std::strchr(" ,;:.-", name.back()) != nullptr) {
    const auto last = std::string_view(name).substr(name.rfind(' ') + 1);
    if (name.back() == '.' && (is_initial(last) || is_generation(last))) break;
    name.pop_back();
  }
  return is_placeholder(name) || !has_letter(name) ? std::string() : name;
}

std::string clean_name_part(std::string_view text) {
  if (text.find_first_of(" @,([/") == std::string_view::npos)  // one word: nothing to remove
    return is_placeholder(text) || !has_letter(text) ? std::string() : std::string(text);
  if (could_act(text)) return has_letter(text) ? std::string(text) : std::string();
  if (text.find('@') != std::string_view::npos) return {};
  auto part = one_script(text);
  if (const auto comma = part.find(','); comma != std::string::npos)
    part = std::string(trim(std::string_view(part).substr(0, comma)));
  const auto words = split_words(part);
  // Only abbreviations and forms of address: "Major" and "Graf" are surnames.
  static const WordSet address("dr|prof|mr|mrs|ms|mme|mlle|herr|frau|dhr|mevr|sig|sigra|dott|dottssa|sra|srta");
  std::size_t from = 0;
  while (from + 1 < words.size() && words[from].size() > 1 &&
         (address.contains(title_key(words[from])) || (words[from].back() == '.' && is_title(words, from, words.size()))))
    ++from;
  part = join_words(words, from, words.size());
  return is_placeholder(part) || !has_letter(part) ? std::string() : part;
}

bool looks_like_person(std::string_view text) {
  if (text.size() < 3 || text.size() > 90 || text.find_first_of("0123456789@:;/?!=<>|_*#\"") != std::string_view::npos)
    return false;
  const auto name = clean_name(text);
  const auto words = split_words(name);
  if (words.size() < 2 || words.size() > 7 || looks_like_organisation(name)) return false;
  static const WordSet particles(
      "van|von|der|den|de|la|le|du|da|dos|das|di|del|della|zu|zur|af|av|y|e|i|el|al|bin|ibn|ter|ten|op|t|'t|vom|zum|"
      "dalla|dello|do|und|san|ni|nic|mac|mc|o'|d'");
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

bool is_function_word(std::string_view word) {
  static const WordSet more(
      "mitarbeiter|mitarbeiterin|vertreter|vertreterin|beamter|beamtin|angestellter|angestellte|mitglied|prasident|"
      "prasidentin|sachbearbeiter|sachbearbeiterin|referatsleiterin|employee|member|member "
      "of|official|civil|servant|spokesperson|"
      "consultant|engineer|researcher|professor|agent|membre|employe|employee|fonctionnaire|attachee|chargee|charge|juriste|"
      "dipendente|funzionaria|membro|consulente|medewerker|medewerkster|lid|ambtenaar|jurist|adviseur|funcionario|"
      "secretario|subsecretario|segretario|sottosegretario|sottosegretaria|staatssekretar|staatssekretarin|"
      "staatssecretaris|secretaris|secretaire|presidente|presidenta|presidentessa|vicepresidente|voorzitter|"
      "vorsitzende|vorsitzender|geschaftsfuhrer|geschaftsfuhrerin|amministratore|amministratrice|gerente|consejera|"
      "subdirector|subdirectora|vicedirettore|adjunct|substitut|portavoce|portavoz|woordvoerder|sprecher|sprecherin|"
      "funcionaria|miembro|tecnico|tecnica|inspectora|empleado|empleada|commissaire|liaison|desk");
  const auto folded = fold_words(word);
  return function_words().contains(folded) || more.contains(folded);
}

bool is_title_word(std::string_view word) {
  const auto key = title_key(word);
  return !key.empty() && (titles().contains(key) || more_titles().contains(key));
}

bool same_words(std::string_view a, std::string_view b) {
  const auto a_key = name_key(a);
  const auto b_key = name_key(b);
  const auto few = split_words(a_key.size() < b_key.size() ? a_key : b_key);
  const auto many = split_words(a_key.size() < b_key.size() ? b_key : a_key);
  return !few.empty() && std::all_of(few.begin(), few.end(), [&](std::string_view word) {
    return std::find(many.begin(), many.end(), word) != many.end();
  });
}

std::string name_key(std::string_view name) {
  const auto folded = fold_words(name);
  auto words = split_words(folded);
  std::sort(words.begin(), words.end());
  return join_words(words, 0, words.size());
}

}  // namespace eb::issuer::intake
