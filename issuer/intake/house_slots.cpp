#include "issuer/intake/house_slots.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "issuer/intake/names.hpp"
#include "issuer/intake/organisation_words.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

bool is_article(std::string_view folded) {
  static const WordSet articles(
      "the|le|la|les|l|der|die|das|dem|den|des|het|el|il|lo|los|las|gli|our|unser|unsere|unseren|unserer|notre|nostra|"
      "nostro|"
      "onze|nuestra|nuestro|del|della|dell|dello|du|vom|beim|zum|zur|dal|dalla|dall|alla|al|nel|nella|im|au|aux");
  return articles.contains(folded);
}

// "our Hans Weber" may be said, "the Hans Weber" hardly.
bool is_possessive(std::string_view folded) {
  static const WordSet possessives("our|unser|unsere|unseren|unserer|notre|nostra|nostro|onze|nuestra|nuestro");
  return possessives.contains(folded);
}

// Words in front of a verb that are a capital only because a sentence begins.
bool opens_sentence(const Word& word) {
  static const WordSet openers(
      "we|we d|we ll|we re|we ve|i|i d|i ll|they|you|it|he|she|nous|vous|on|wir|sie|noi|wij|nosotros|ellos|"
      "kindly|gladly|hereby|please|happily|quisiera|quisieramos|querria|querriamos|deseo|deseamos|ruego|rogamos|vorrei|"
      "vorremmo|"
      "desidero|desideriamo|intendo|intendiamo|possiamo|souhaitons|souhaiterais|voudrions|aimerions|mochte|mochten|wurde|"
      "wurden|"
      "gerne|gern|hiermit|graag|hierbij|wil|wilt|willen|can|could|may|would|will|shall|kann|konnen|konnten|puis|pouvons|"
      "pourriez|pouvez|veuillez|potrei|potreste|podria|podrian|pueden|kunt|kunnen|zou|zouden");
  return openers.contains(word.folded);
}

// Where what stands in front of words[from] ends, without the articles in between.
std::size_t front_of(const std::vector<Word>& words, std::size_t from) {
  std::size_t start = from;
  while (start > 0 && from - start < 2 && words[start - 1].sentence == words[from].sentence && !words[start - 1].capital &&
         is_article(words[start - 1].folded))
    --start;
  return start;
}

// One of the phrases ends in front of words[from]; an article may be part of it or stand in between.
bool ends_before(const std::vector<Word>& words, std::size_t from, const WordSet& phrases) {
  for (auto end = front_of(words, from); end <= from; ++end)
    for (std::size_t length = 1; length <= 4 && length <= end; ++length) {
      if (words[end - length].sentence != words[from].sentence) break;
      if (phrases.contains(folded_words(words, end - length, end))) return true;
    }
  return false;
}

// The person's own facts come next: "..., born on 3 May", "... (ID 1234567)", "..., who".
bool goes_on_as_person(const std::vector<Word>& words, const std::vector<Span>& spans, std::size_t to) {
  if (to >= words.size() || words[to].sentence != words[to - 1].sentence) return false;
  static const WordSet relative(
      "who|whose|qui|dont|der|deren|dessen|che|il quale|la quale|die|wiens|quien|cuyo|cuya|born|nato|nata");
  if (words[to - 1].after == ',' && relative.contains(words[to].folded)) return true;
  return std::any_of(spans.begin(), spans.end(), [&](const Span& span) {
    const bool own = span.kind != Span::Kind::phone && !(span.kind == Span::Kind::cue && span.cue == Cue::number);
    return own && span.from >= to && span.from < to + 3 && words[span.from].sentence == words[to - 1].sentence;
  });
}

// "I write on behalf of Anna Roe to register her": a pronoun takes the name up, and nobody else is named before it.
bool taken_up_by_pronoun(const std::vector<Word>& words, std::size_t to) {
  static const WordSet pronouns(
      "she|he|her|his|him|elle|lui|ihn|ihm|ihre|ihren|seine|seinen|lei|suo|sua|hij|zij|ze|haar|zijn|ella|suya");
  for (auto at = to; at < words.size() && at < to + 12; ++at) {
    if (words[at].capital && at + 1 < words.size() && words[at + 1].capital && words[at].after == 0) return false;
    if (pronouns.contains(words[at].folded)) return true;
  }
  return false;
}

std::string sentence_around(const std::vector<Word>& words, std::size_t at) {
  auto from = at;
  auto to = at + 1;
  while (from > 0 && words[from - 1].sentence == words[at].sentence) --from;
  while (to < words.size() && words[to].sentence == words[at].sentence) ++to;
  return folded_words(words, from, to);
}

// The writer comes, and for whom stands behind it.
bool writer_comes(const std::vector<Word>& words, std::size_t at) {
  static constexpr std::string_view comes =
      "i m with|i am with|i m from|i am from|i d like to come|i d like to attend|come along|i am coming|i m coming|i come|"
      "delighted to accept|happy to accept|delighted to attend|je viens|je travaille|je suis de|ich komme|ich bin von|"
      "ich bin bei|ich arbeite|vengo|sono di|lavoro|ik kom|ik ben van|ik werk|acudo|acudire|soy de|trabajo";
  const auto sentence = sentence_around(words, at);
  return says(sentence, comes) || says(sentence, about_myself);
}

// The word in front of "of", "from", "von" in front of the phrase: those who come from it.
bool behind_people(const std::vector<Word>& words, std::size_t from) {
  static const WordSet people(
      "persons|people|folks|guys|attendees|colleagues|delegates|participants|representatives|officers|experts|attendees|"
      "members|guests|staff|"
      "team|"
      "delegation|representative|delegate|personnes|collegues|delegues|participants|representants|agents|membres|"
      "representant|"
      "representante|delegue|deleguee|personen|leute|kollegen|kolleginnen|teilnehmer|vertreter|vertreterin|delegierte|"
      "mitarbeiter|mitarbeiterinnen|beamte|vertreterinnen|teilnehmerinnen|persone|colleghi|colleghe|partecipanti|delegati|"
      "rappresentanti|rappresentante|funzionari|collegas|collega|deelnemers|afgevaardigden|vertegenwoordigers|medewerkers|"
      "vertegenwoordiger|mensen|personas|colegas|companeros|participantes|delegados|representantes|asistentes|funcionarios|"
      "miembros|one|two|three|deux|trois|zwei|drei|due|tre|twee|drie|dos|tres|us|wij");
  static const WordSet of(
      "of|from|for|de|du|des|von|vom|aus|der|des|fur|di|da|dal|dalla|del|della|dell|dei|van|uit|voor|por");
  const auto start = front_of(words, from);
  for (auto end = start; end <= from; ++end)
    if (end >= 2 && of.contains(words[end - 1].folded) && people.contains(words[end - 2].folded)) return true;
  return start >= 1 && people.contains(words[start - 1].folded) && of.contains(words[start].folded);
}

// "Velislava Stoykova (Велислава Стойкова)" is one name in two alphabets.
bool in_latin(std::string_view text) {
  return script_of(text) == Script::latin;
}

// "the association Point de Contact", "la société Lumen Nord": a small word says what the phrase is.
bool behind_noun(const std::vector<Word>& words, std::size_t from) {
  if (from == 0 || words[from - 1].capital || words[from - 1].after != 0) return false;
  const auto sense = sense_of(words[from - 1].folded);
  return sense == Sense::org && words[from - 1].sentence == words[from].sentence;
}

// "Voor Child Focus komen Els Maes en Tom Peeters": in front of the phrase it says for whom, behind it that somebody comes.
bool somebody_comes_for(const std::vector<Word>& words, std::size_t from, std::size_t to) {
  static const WordSet in_front("for|pour|fur|fuer|per|voor|por");
  static const WordSet comes(
      "kommen|kommt|komen|komt|nimmt|nehmen|neemt|nemen|reist|reisen|wird|werden|participe|participent|participera|"
      "participeront|"
      "viendra|viendront|assistera|assisteront|sera|seront|partecipa|partecipano|partecipera|parteciperanno|viene|vengono|"
      "verra|"
      "verranno|interverra|interverranno|asiste|asisten|asistira|asistiran|acude|acuden|acudira|acudiran|participa|"
      "participan|"
      "participara|participaran|vendra|vendran|ira|iran|zal|zullen|will|attends|attend|comes|come");
  return from > 0 && in_front.contains(words[from - 1].folded) && to < words.size() &&
         words[to].sentence == words[from].sentence && words[to - 1].after == 0 && !words[to].capital &&
         comes.contains(words[to].folded);
}

bool has_article(const std::vector<Word>& words, std::size_t from) {
  return from > 0 && words[from - 1].sentence == words[from].sentence && words[from - 1].after == 0 &&
         is_article(words[from - 1].folded);
}

// "die Anmeldung von Frau Gil": German nouns have capitals, too, and what is said of a person is no house.
bool is_noun_of_person(const std::vector<Word>& words, std::size_t from, std::size_t to) {
  static constexpr std::string_view nouns =
      "anmeldung|teilnahme|registrierung|meldung|nachmeldung|nominierung|benennung|daten|angaben|personalien|eintrag|"
      "anwesenheit|reisepass|personalausweis|ausweis|geburtsdatum|passnummer|name |namen |vorname|nachname|registration|"
      "participation|attendance|inscription|iscrizione|partecipazione|adesione|inschrijving|aanmelding|deelname|inscripcion|"
      "participacion|asistencia";
  static const WordSet address(
      "herr|herrn|frau|mr|mrs|ms|mme|madame|monsieur|sig|signor|signora|dott|dottssa|dhr|heer|mevr|"
      "mevrouw|sr|sra|srta");
  if (to >= from + 2 && starts_with_any(words[from].folded + ' ', nouns)) return true;
  return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to),
                     [](const Word& word) { return word.capital && address.contains(word.folded); });
}

const WordSet& weak_prepositions() {
  static const WordSet weak(
      "for|from|with|at|of|pour|chez|de|du|des|fur|fuer|von|vom|von "
      "der|bei|beim|aus|per|da|dal|dalla|di|del|della|dell|presso|"
      "voor|van|bij|uit|por|para|seitens|de la part de|par");
  return weak;
}

}  // namespace

bool stands_behind_mandate(const std::vector<Word>& words, std::size_t from) {
  static const WordSet mandates(
      "on behalf of|in behalf of|in the name of|au nom de|au nom du|au nom des|pour le compte de|pour le compte du|"
      "pour le compte des|mandate par|mandatee par|im namen|im namen von|im namen des|im namen der|im auftrag|im auftrag "
      "von|"
      "im auftrag des|im auftrag der|per conto di|per conto del|per conto della|per conto dell|a nome di|a nome del|"
      "a nome della|a nome dell|in rappresentanza di|in rappresentanza del|in rappresentanza della|in rappresentanza dell|"
      "namens|in naam van|in opdracht van|uit naam van|en nombre de|en nombre del|en representacion de|en representacion "
      "del|"
      "por parte de|por parte del|por cuenta de|por encargo de|"
      "i represent|i will represent|i ll represent|i shall represent|we represent|representing|je represente|je "
      "representerai|"
      "nous representons|ich vertrete|vertrete ich|wir vertreten|rappresento|rappresentero|rappresentiamo|ik "
      "vertegenwoordig|"
      "vertegenwoordig ik|wij vertegenwoordigen|represento|representare|representamos|"
      "work for|works for|working for|work at|works at|working at|employed by|employed at|serving at|serving with|"
      "travaille pour|travaille chez|travaillant pour|travaillons pour|en poste a|en poste au|en fonction a|en fonction au|"
      "employe par|employee par|arbeite bei|arbeite fur|arbeitet bei|arbeitet fur|arbeiten bei|arbeiten fur|tatig bei|"
      "tatig fur|beschaftigt bei|angestellt bei|lavoro per|lavoro presso|lavora per|lavora presso|lavoriamo per|"
      "lavoriamo presso|in servizio presso|presta servizio presso|presto servizio presso|impiegato presso|impiegata presso|"
      "dipendente di|dipendente del|dipendente della|werk bij|werk voor|werkt bij|werkt voor|werken bij|werken voor|"
      "werkzaam bij|in dienst bij|in dienst van|trabajo en|trabajo para|trabaja en|trabaja para|trabajamos en|"
      "trabajamos para|destinado en|destinada en|presto servicio en|presta servicio en|presto servicios en|"
      "presta servicios en|empleado de|empleada de|empleado en|empleada en");
  return ends_before(words, from, mandates);
}

bool sends_somebody(const std::vector<Word>& words, std::size_t to) {
  static const WordSet between(
      "would|will|shall|still|also|hereby|gladly|is|are|has|have|wishes|wish|like|love|to|intends|be|been|now|therefore|"
      "kindly|"
      "pleased|happy|glad|delighted|the|honour|honor|y|s|se|si|zich|a|ont|ha|hat|heeft|hebben|haben|sera|seront|est|sont|"
      "wird|"
      "werden|wil|willen|wenst|desidera|intende|desea|quiere|souhaite|desire|voudrait|mochte|mochten|gern|gerne|graag|con|"
      "piacere|plaisir|de|le|l|di|il|lieta|lieto|heureux|heureuse|freut|sich|complace|en|sara|saranno|wordt|zal|zullen|"
      "estara|"
      "aussi|egalement|hiermit|auch|ebenfalls|anche|pertanto|hierbij|ook|tambien|an|vi|ci");
  static constexpr std::string_view sends =
      "send|nominat|designat|appoint|delegat|registers|register|proposes|propose|dispatch|deputes|puts "
      "forward|enrols|enrolls|"
      "envoie|envoient|enverra|envoyer|designe|designer|delegue|deleguer|delegueront|nomme|nommer|inscrit|inscrire|propose|"
      "mandate|depeche|fera representer|entsend|schickt|schicken|benennt|benennen|meldet|melden|nominiert|delegiert|"
      "beauftragt|invia|inviera|inviare|designa|designera|designare|nomina|nominare|delega|delegare|iscrive|iscrivere|"
      "comunica |comunicare|manda |mandera|segnala|stuurt|sturen|zendt|zenden|vaardigt|meldt|aanmelden|schrijft|inschrijven|"
      "benoemt|duidt|draagt|envia|enviara|enviar|designar|nombra|nombrara|nombrar|delegar|inscribe|inscribir|propone|"
      "proponer|comunica |registra |lasst sich|laat zich|se fait representer";
  static constexpr std::string_view represented =
      "represented|represente|representad|rappresentat|vertegenwoordigd|vertreten";
  static const WordSet passive(
      "be|is|are|been|sera|seront|est|sont|wird|werden|sara|saranno|wordt|worden|zal|estara|estaran");
  bool by = false;
  for (auto at = to; at < words.size() && at < to + 6; ++at) {
    if (words[at].sentence != words[to - 1].sentence || (at > to && words[at - 1].after == ';')) return false;
    const auto rest = folded_words(words, at, at + 3);
    if (!words[at].capital && starts_with_any(rest, sends)) return true;
    if (by && starts_with_any(rest, represented)) return true;
    by = by || passive.contains(words[at].folded);
    if (words[at].capital || !between.contains(words[at].folded)) return false;
  }
  return false;
}

Slot house_slot(const std::vector<Word>& words, const std::vector<Span>& spans, std::size_t from, std::size_t to,
                std::optional<std::size_t> person_end) {
  const bool of_person = is_title_word(words[from].text) || is_function_word(words[from].text);
  if ((of_person && !looks_like_organisation(words[from].text)) || opens_sentence(words[from])) return Slot::none;
  if (is_noun_of_person(words, from, to)) return Slot::none;
  const bool article = has_article(words, from);
  if (sends_somebody(words, to)) return Slot::stated;
  if (behind_noun(words, from) || somebody_comes_for(words, from, to)) return Slot::named;
  const bool person_follows = goes_on_as_person(words, spans, to);
  if (stands_behind_mandate(words, from)) {
    const bool somebody = !article && (person_follows || taken_up_by_pronoun(words, to)) && !writer_comes(words, from);
    return somebody ? Slot::none : Slot::stated;
  }
  if (person_end == from) {
    if (words[from].before == '(') return in_latin(words[from].text) ? Slot::beside : Slot::none;
    if (words[from - 1].after == ',' && words[to - 1].after == ',' && person_follows) return Slot::beside;
  }
  if (ends_before(words, from, weak_prepositions())) {
    const auto start = front_of(words, from);
    const bool behind_person = person_end && *person_end < from && *person_end + 2 >= start;
    if (article || behind_person || behind_people(words, from) || (writer_comes(words, from) && !person_follows))
      return Slot::named;
  }
  return article && !is_possessive(words[from - 1].folded) && !person_follows ? Slot::article : Slot::none;
}

}  // namespace eb::issuer::intake
