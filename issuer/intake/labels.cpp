#include "issuer/intake/labels.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <vector>

#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

// What a word of a header says. A header's meaning follows from the set of its words.
enum Sense : std::uint8_t {
  s_name,
  s_surname,
  s_given,
  s_email,
  s_org,
  s_dept,
  s_birth,
  s_expiry,
  s_valid,
  s_until,
  s_issue,
  s_id,
  s_number,
  s_date,
  s_lang,
  s_place,
  s_type,
  s_decoy,
  s_address,
  s_other,
  s_filler,
  sense_count
};
using Senses = std::bitset<sense_count>;

struct Word {
  std::string_view text;
  Sense sense;
};
// Folded words; sorted at first use. Phrases (with a space) are joined before the look-up.
constexpr Word dictionary[] = {
    // whole names
    {"name", s_name},
    {"names", s_name},
    {"fullname", s_name},
    {"nom", s_name},
    {"noms", s_name},
    {"nome", s_name},
    {"naam", s_name},
    {"nombre", s_name},
    {"nombres", s_name},
    {"nominativo", s_name},
    {"participant", s_name},
    {"participante", s_name},
    {"attendee", s_name},
    {"delegate", s_name},
    {"representative", s_name},
    {"nominee", s_name},
    {"teilnehmer", s_name},
    {"teilnehmerin", s_name},
    {"vertreter", s_name},
    {"vertreterin", s_name},
    {"delegierter", s_name},
    {"participants", s_name},
    {"delegue", s_name},
    {"deleguee", s_name},
    {"representant", s_name},
    {"representante", s_name},
    {"partecipante", s_name},
    {"delegato", s_name},
    {"delegata", s_name},
    {"rappresentante", s_name},
    {"deelnemer", s_name},
    {"deelneemster", s_name},
    {"afgevaardigde", s_name},
    {"vertegenwoordiger", s_name},
    {"asistente", s_name},
    {"delegado", s_name},
    {"delegada", s_name},
    {"guest", s_name},
    {"visitor", s_name},
    {"person", s_name},
    {"personne", s_name},
    {"persona", s_name},
    {"persoon", s_name},
    // parts of names
    {"surname", s_surname},
    {"lastname", s_surname},
    {"last name", s_surname},
    {"family name", s_surname},
    {"familyname", s_surname},
    {"nom de famille", s_surname},
    {"nachname", s_surname},
    {"familienname", s_surname},
    {"zuname", s_surname},
    {"cognome", s_surname},
    {"achternaam", s_surname},
    {"familienaam", s_surname},
    {"apellido", s_surname},
    {"apellidos", s_surname},
    {"nach", s_surname},
    {"first name", s_given},
    {"firstname", s_given},
    {"forename", s_given},
    {"forenames", s_given},
    {"given name", s_given},
    {"given names", s_given},
    {"first names", s_given},
    {"prenom", s_given},
    {"prenoms", s_given},
    {"vorname", s_given},
    {"vornamen", s_given},
    {"vor", s_given},
    {"rufname", s_given},
    {"voornaam", s_given},
    {"voornamen", s_given},
    {"nombre de pila", s_given},
    {"nome di battesimo", s_given},
    {"roepnaam", s_given},
    {"givenname", s_given},
    {"first", s_given},
    {"last", s_surname},
    {"given", s_given},
    {"family", s_surname},
    // e-mail
    {"email", s_email},
    {"e mail", s_email},
    {"mail", s_email},
    {"emails", s_email},
    {"mailadresse", s_email},
    {"emailadresse", s_email},
    {"courriel", s_email},
    {"mel", s_email},
    {"adresse electronique", s_email},
    {"electronique", s_email},
    {"correo", s_email},
    {"posta", s_email},
    {"elettronica", s_email},
    {"electronico", s_email},
    {"emailadres", s_email},
    {"mailadres", s_email},
    {"electronic", s_email},
    {"contact", s_email},
    {"kontakt", s_email},
    {"contatto", s_email},
    {"contacto", s_email},
    {"mails", s_email},
    {"you can reach me at", s_email},
    {"reachable at", s_email},
    {"elektronische", s_email},
    // organisation
    {"organisation", s_org},
    {"organization", s_org},
    {"organisations", s_org},
    {"org", s_org},
    {"company", s_org},
    {"institution", s_org},
    {"institute", s_org},
    {"employer", s_org},
    {"ministry", s_org},
    {"affiliation", s_org},
    {"entity", s_org},
    {"agency", s_org},
    {"firm", s_org},
    {"authority", s_org},
    {"representing", s_org},
    {"organisme", s_org},
    {"societe", s_org},
    {"entreprise", s_org},
    {"employeur", s_org},
    {"ministere", s_org},
    {"etablissement", s_org},
    {"administration", s_org},
    {"autorite", s_org},
    {"dienststelle", s_org},
    {"behorde", s_org},
    {"behoerde", s_org},
    {"firma", s_org},
    {"unternehmen", s_org},
    {"einrichtung", s_org},
    {"arbeitgeber", s_org},
    {"ministerium", s_org},
    {"institutionen", s_org},
    {"organizzazione", s_org},
    {"ente", s_org},
    {"societa", s_org},
    {"azienda", s_org},
    {"amministrazione", s_org},
    {"istituzione", s_org},
    {"ministero", s_org},
    {"impresa", s_org},
    {"organisatie", s_org},
    {"bedrijf", s_org},
    {"instelling", s_org},
    {"werkgever", s_org},
    {"ministerie", s_org},
    {"bedrijfsnaam", s_org},
    {"firmenname", s_org},
    {"organizacion", s_org},
    {"empresa", s_org},
    {"entidad", s_org},
    {"organismo", s_org},
    {"institucion", s_org},
    {"ministerio", s_org},
    {"institutie", s_org},
    {"entite", s_org},
    {"vertritt", s_org},
    {"employed by", s_org},
    {"instance", s_org},
    {"overheidsdienst", s_org},
    {"service", s_dept},
    {"department", s_dept},
    {"unit", s_dept},
    {"abteilung", s_dept},
    {"referat", s_dept},
    {"dienst", s_dept},
    {"afdeling", s_dept},
    {"servizio", s_dept},
    {"ufficio", s_dept},
    {"servicio", s_dept},
    {"departamento", s_dept},
    {"departement", s_dept},
    {"dipartimento", s_dept},
    {"directorate", s_dept},
    {"division", s_dept},
    {"unite", s_dept},
    {"direction", s_dept},
    {"office", s_dept},
    {"delegation", s_place},
    // birth
    {"birth", s_birth},
    {"born", s_birth},
    {"dob", s_birth},
    {"d o b", s_birth},
    {"birthdate", s_birth},
    {"birthday", s_birth},
    {"birthdat", s_birth},
    {"geburtsdatum", s_birth},
    {"geburtstag", s_birth},
    {"geburt", s_birth},
    {"geboren", s_birth},
    {"geb", s_birth},
    {"gebdatum", s_birth},
    {"gebdat", s_birth},
    {"naissance", s_birth},
    {"ne", s_birth},
    {"nee", s_birth},
    {"nato", s_birth},
    {"nata", s_birth},
    {"nascita", s_birth},
    {"geboortedatum", s_birth},
    {"geboorte", s_birth},
    {"nacimiento", s_birth},
    {"nacido", s_birth},
    {"nacida", s_birth},
    {"ddn", s_birth},
    {"geburts", s_birth},
    {"geboortedag", s_birth},
    // expiry
    {"expiry", s_expiry},
    {"expires", s_expiry},
    {"expire", s_expiry},
    {"expiring", s_expiry},
    {"expiration", s_expiry},
    {"exp", s_expiry},
    {"expirydate", s_expiry},
    {"ablaufdatum", s_expiry},
    {"ablauf", s_expiry},
    {"ablaufend", s_expiry},
    {"gultigkeitsdatum", s_expiry},
    {"echeance", s_expiry},
    {"expirant", s_expiry},
    {"peremption", s_expiry},
    {"scadenza", s_expiry},
    {"scade", s_expiry},
    {"vervaldatum", s_expiry},
    {"verloopt", s_expiry},
    {"verval", s_expiry},
    {"vervaldag", s_expiry},
    {"caducidad", s_expiry},
    {"caduca", s_expiry},
    {"vencimiento", s_expiry},
    {"vence", s_expiry},
    {"geldigheidsdatum", s_expiry},
    {"expira", s_expiry},
    {"fin de validite", s_expiry},
    {"lauft ab", s_expiry},
    {"lauft", s_expiry},
    {"validity", s_expiry},
    {"gultigkeit", s_expiry},
    {"gueltigkeit", s_expiry},
    {"validite", s_expiry},
    {"validita", s_expiry},
    {"geldigheid", s_expiry},
    {"validez", s_expiry},
    {"vigencia", s_expiry},
    {"einddatum", s_expiry},
    {"geldigheidsduur", s_expiry},
    {"gultigkeitsdauer", s_expiry},
    {"valid", s_valid},
    {"gultig", s_valid},
    {"gueltig", s_valid},
    {"valable", s_valid},
    {"valide", s_valid},
    {"valido", s_valid},
    {"valida", s_valid},
    {"geldig", s_valid},
    {"vigente", s_valid},
    {"valevole", s_valid},
    {"until", s_until},
    {"till", s_until},
    {"to", s_until},
    {"through", s_until},
    {"bis", s_until},
    {"jusqu", s_until},
    {"jusque", s_until},
    {"tot", s_until},
    {"hasta", s_until},
    {"fino", s_until},
    {"thru", s_until},
    {"jusqua", s_until},
    // issue
    {"issue", s_issue},
    {"issued", s_issue},
    {"issuing", s_issue},
    {"issuer", s_issue},
    {"ausgestellt", s_issue},
    {"ausstellung", s_issue},
    {"ausstellungsdatum", s_issue},
    {"ausstellungsbehorde", s_issue},
    {"delivre", s_issue},
    {"delivree", s_issue},
    {"delivrance", s_issue},
    {"emission", s_issue},
    {"emis", s_issue},
    {"rilascio", s_issue},
    {"rilasciato", s_issue},
    {"rilasciata", s_issue},
    {"emissione", s_issue},
    {"afgifte", s_issue},
    {"afgegeven", s_issue},
    {"afgiftedatum", s_issue},
    {"uitgifte", s_issue},
    {"expedicion", s_issue},
    {"expedido", s_issue},
    {"expedida", s_issue},
    {"emision", s_issue},
    {"emitido", s_issue},
    // documents
    {"id", s_id},
    {"passport", s_id},
    {"passports", s_id},
    {"identity", s_id},
    {"identification", s_id},
    {"document", s_id},
    {"doc", s_id},
    {"card", s_id},
    {"idcard", s_id},
    {"passeport", s_id},
    {"identite", s_id},
    {"carte", s_id},
    {"cni", s_id},
    {"piece", s_id},
    {"reisepass", s_id},
    {"pass", s_id},
    {"ausweis", s_id},
    {"personalausweis", s_id},
    {"dokument", s_id},
    {"reisedokument", s_id},
    {"ausweisnummer", s_id},
    {"passnummer", s_id},
    {"reisepassnummer", s_id},
    {"dokumentennummer", s_id},
    {"ausweisdokument", s_id},
    {"personalausweisnummer", s_id},
    {"dokumentnummer", s_id},
    {"ausweisnr", s_id},
    {"passnr", s_id},
    {"idnummer", s_id},
    {"idnr", s_id},
    {"passaporto", s_id},
    {"carta", s_id},
    {"documento", s_id},
    {"identita", s_id},
    {"paspoort", s_id},
    {"identiteitskaart", s_id},
    {"identiteitsbewijs", s_id},
    {"paspoortnummer", s_id},
    {"documentnummer", s_id},
    {"identiteitskaartnummer", s_id},
    {"legitimatie", s_id},
    {"legitimatiebewijs", s_id},
    {"reisdocument", s_id},
    {"kaart", s_id},
    {"pasaporte", s_id},
    {"dni", s_id},
    {"nie", s_id},
    {"identidad", s_id},
    {"tarjeta", s_id},
    {"identificacion", s_id},
    {"idno", s_id},
    {"passportno", s_id},
    {"idnumber", s_id},
    {"passportnumber", s_id},
    {"identiteit", s_id},
    {"identitatskarte", s_id},
    {"identitat", s_id},
    {"legitimation", s_id},
    {"carnet", s_id},
    {"identiteitsdocument", s_id},
    {"no", s_number},
    {"nr", s_number},
    {"n", s_number},
    {"num", s_number},
    {"number", s_number},
    {"numbers", s_number},
    {"numero", s_number},
    {"nummer", s_number},
    {"nro", s_number},
    {"series", s_number},
    {"serie", s_number},
    {"date", s_date},
    {"datum", s_date},
    {"data", s_date},
    {"fecha", s_date},
    {"day", s_date},
    {"dates", s_date},
    // language
    {"language", s_lang},
    {"languages", s_lang},
    {"langue", s_lang},
    {"langues", s_lang},
    {"sprache", s_lang},
    {"sprachen", s_lang},
    {"lingua", s_lang},
    {"lingue", s_lang},
    {"taal", s_lang},
    {"talen", s_lang},
    {"idioma", s_lang},
    {"idiomas", s_lang},
    {"interpretation", s_lang},
    {"interpreting", s_lang},
    {"interpreter", s_lang},
    {"interprete", s_lang},
    {"verdolmetschung", s_lang},
    {"dolmetschung", s_lang},
    {"dolmetscher", s_lang},
    {"dolmetschen", s_lang},
    {"interpretazione", s_lang},
    {"interpretariato", s_lang},
    {"vertolking", s_lang},
    {"tolk", s_lang},
    {"tolken", s_lang},
    {"interpretacion", s_lang},
    {"lang", s_lang},
    {"arbeitssprache", s_lang},
    {"voertaal", s_lang},
    {"tolktaal", s_lang},
    {"wunschsprache", s_lang},
    {"konferenzsprache", s_lang},
    // places and kinds of things asked for beside
    {"place", s_place},
    {"country", s_place},
    {"city", s_place},
    {"town", s_place},
    {"state", s_place},
    {"lieu", s_place},
    {"pays", s_place},
    {"ville", s_place},
    {"ort", s_place},
    {"land", s_place},
    {"geburtsort", s_place},
    {"geburtsland", s_place},
    {"luogo", s_place},
    {"paese", s_place},
    {"citta", s_place},
    {"plaats", s_place},
    {"geboorteplaats", s_place},
    {"lugar", s_place},
    {"pais", s_place},
    {"ciudad", s_place},
    {"nationality", s_place},
    {"nationalite", s_place},
    {"nationalitat", s_place},
    {"staatsangehorigkeit", s_place},
    {"nazionalita", s_place},
    {"cittadinanza", s_place},
    {"nationaliteit", s_place},
    {"nacionalidad", s_place},
    {"citizenship", s_place},
    {"type", s_type},
    {"kind", s_type},
    {"art", s_type},
    {"tipo", s_type},
    {"soort", s_type},
    {"ausweisart", s_type},
    {"dokumentart", s_type},
    {"documenttype", s_type},
    {"dokumententyp", s_type},
    {"pesel", s_decoy},
    {"egn", s_decoy},
    {"cnp", s_decoy},
    {"niss", s_decoy},
    {"insz", s_decoy},
    {"rijksregisternummer", s_decoy},
    {"bsn", s_decoy},
    {"codice fiscale", s_decoy},
    {"steuer", s_decoy},
    {"tax", s_decoy},
    {"social security", s_decoy},
    {"personal number", s_decoy},
    {"personal no", s_decoy},
    {"personal id number", s_decoy},
    {"personal code", s_decoy},
    {"personnummer", s_decoy},
    {"personal identification number", s_decoy},
    {"national number", s_decoy},
    {"numero national", s_decoy},
    {"registre national", s_decoy},
    {"personal id code", s_decoy},
    {"isikukood", s_decoy},
    {"rodne cislo", s_decoy},
    {"personenkennzahl", s_decoy},
    {"personal identification code", s_decoy},
    {"burgerservicenummer", s_decoy},
    {"oib", s_decoy},
    {"emso", s_decoy},
    {"cpr", s_decoy},
    {"henkilotunnus", s_decoy},
    {"securite sociale", s_decoy},
    {"vat", s_decoy},
    {"phone", s_other},
    {"telephone", s_other},
    {"tel", s_other},
    {"mobile", s_other},
    {"fax", s_other},
    {"gsm", s_other},
    {"telefon", s_other},
    {"telefono", s_other},
    {"telefoon", s_other},
    {"handy", s_other},
    {"mobil", s_other},
    {"cell", s_other},
    {"movil", s_other},
    {"cellulare", s_other},
    {"telefonnummer", s_other},
    {"telefoonnummer", s_other},
    {"portable", s_other},
    {"position", s_other},
    {"function", s_other},
    {"title", s_other},
    {"role", s_other},
    {"fonction", s_other},
    {"titre", s_other},
    {"funktion", s_other},
    {"titel", s_other},
    {"funzione", s_other},
    {"titolo", s_other},
    {"functie", s_other},
    {"cargo", s_other},
    {"puesto", s_other},
    {"rank", s_other},
    {"grade", s_other},
    {"dienstgrad", s_other},
    {"amtsbezeichnung", s_other},
    {"anrede", s_other},
    {"civilite", s_other},
    {"salutation", s_other},
    {"gender", s_other},
    {"sex", s_other},
    {"sexe", s_other},
    {"geschlecht", s_other},
    {"sesso", s_other},
    {"geslacht", s_other},
    {"sexo", s_other},
    {"remarks", s_other},
    {"comments", s_other},
    {"bemerkung", s_other},
    {"bemerkungen", s_other},
    {"remarques", s_other},
    {"note", s_other},
    {"notes", s_other},
    {"opmerkingen", s_other},
    {"observaciones", s_other},
    {"observations", s_other},
    {"dietary", s_other},
    {"diet", s_other},
    {"meal", s_other},
    {"regime", s_other},
    {"dieta", s_other},
    {"hotel", s_other},
    {"arrival", s_other},
    {"departure", s_other},
    {"address", s_address},
    {"adres", s_address},
    {"anschrift", s_address},
    {"indirizzo", s_address},
    {"direccion", s_address},
    {"street", s_address},
    {"adresse", s_address},
    {"subject", s_other},
    {"betreff", s_other},
    {"objet", s_other},
    {"oggetto", s_other},
    {"onderwerp", s_other},
    {"asunto", s_other},
    {"ref", s_number},
    {"reference", s_number},
    {"car", s_other},
    {"plate", s_other},
    {"website", s_other},
    {"url", s_other},
    {"requirements", s_filler},
    {"photo", s_other},
    {"signature", s_other},
    {"age", s_other},
    {"allergies", s_other},
    // words that carry nothing
    {"the", s_filler},
    {"of", s_filler},
    {"your", s_filler},
    {"his", s_filler},
    {"her", s_filler},
    {"my", s_filler},
    {"and", s_filler},
    {"or", s_filler},
    {"et", s_filler},
    {"ou", s_filler},
    {"und", s_filler},
    {"oder", s_filler},
    {"e", s_filler},
    {"o", s_filler},
    {"en", s_filler},
    {"y", s_filler},
    {"di", s_filler},
    {"de", s_filler},
    {"du", s_filler},
    {"des", s_filler},
    {"d", s_filler},
    {"del", s_filler},
    {"della", s_filler},
    {"dell", s_filler},
    {"la", s_filler},
    {"le", s_filler},
    {"les", s_filler},
    {"l", s_filler},
    {"il", s_filler},
    {"el", s_filler},
    {"los", s_filler},
    {"las", s_filler},
    {"un", s_filler},
    {"i", s_filler},
    {"lo", s_filler},
    {"van", s_filler},
    {"het", s_filler},
    {"der", s_filler},
    {"die", s_filler},
    {"das", s_filler},
    {"am", s_filler},
    {"a", s_filler},
    {"al", s_filler},
    {"au", s_filler},
    {"op", s_filler},
    {"on", s_filler},
    {"as", s_filler},
    {"in", s_filler},
    {"for", s_filler},
    {"pour", s_filler},
    {"per", s_filler},
    {"voor", s_filler},
    {"para", s_filler},
    {"full", s_filler},
    {"complete", s_filler},
    {"complet", s_filler},
    {"completo", s_filler},
    {"completa", s_filler},
    {"volledige", s_filler},
    {"vollstandiger", s_filler},
    {"official", s_filler},
    {"travel", s_filler},
    {"national", s_filler},
    {"nationale", s_filler},
    {"eu", s_filler},
    {"requested", s_filler},
    {"preferred", s_filler},
    {"souhaitee", s_filler},
    {"gewunschte", s_filler},
    {"desiderata", s_filler},
    {"gewenste", s_filler},
    {"deseado", s_filler},
    {"professional", s_filler},
    {"dienstliche", s_filler},
    {"personal", s_filler},
    {"work", s_filler},
    {"business", s_filler},
    {"addresses", s_address},
    {"qu", s_filler},
    {"is", s_filler},
    {"ist", s_filler},
    {"viaggio", s_filler},
    {"viaje", s_filler},
    {"voyage", s_filler},
    {"s", s_filler},
    {"dd", s_filler},
    {"mm", s_filler},
    {"yy", s_filler},
    {"yyyy", s_filler},
    {"jj", s_filler},
    {"aaaa", s_filler},
    {"aa", s_filler},
    {"tt", s_filler},
    {"jjjj", s_filler},
    {"gg", s_filler},
    {"nationaal", s_filler},
    {"nacional", s_filler},
    {"nazionale", s_filler},
    {"uw", s_filler},
    {"mijn", s_filler},
    {"votre", s_filler},
    {"mon", s_filler},
    {"ihr", s_filler},
    {"ihre", s_filler},
    {"mein", s_filler},
    {"meine", s_filler},
};
constexpr std::size_t longest_phrase = 5;  // words

const std::vector<Word>& sorted_dictionary() {
  static const auto sorted = [] {
    std::vector<Word> words(std::begin(dictionary), std::end(dictionary));
    std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.text < b.text; });
    return words;
  }();
  return sorted;
}

std::optional<Sense> sense_of(std::string_view word) {
  const auto& words = sorted_dictionary();
  const auto found =
      std::lower_bound(words.begin(), words.end(), word, [](const Word& a, std::string_view b) { return a.text < b; });
  if (found == words.end() || found->text != word) return std::nullopt;
  return found->sense;
}

std::vector<std::string_view> split_words(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty() && words.size() < 40) {
    const auto end = std::min(folded.find(' '), folded.size());
    words.push_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

struct Understood {
  Senses senses;
  std::size_t known = 0, unknown = 0;  // words
  Sense first = s_filler;              // of the first word that is not a filler
};

Understood understand(std::string_view folded) {
  const auto words = split_words(folded);
  Understood out;
  for (std::size_t i = 0; i < words.size();) {
    std::optional<Sense> sense;
    std::size_t taken = std::min(longest_phrase, words.size() - i);
    for (; taken > 0; --taken) {
      const auto phrase =
          std::string_view(words[i].data(), static_cast<std::size_t>(words[i + taken - 1].data() - words[i].data()) +
                                                words[i + taken - 1].size());
      sense = sense_of(phrase);
      if (sense) break;
    }
    if (sense) {
      if (out.first == s_filler) out.first = *sense;
      out.senses.set(*sense);
      out.known += taken;
    } else {
      ++out.unknown;
    }
    i += std::max<std::size_t>(taken, 1);
  }
  return out;
}

std::optional<Field> name_field(const Senses& has) {
  if (has[s_given] && (has[s_surname] || has[s_name])) return Field::name;
  if (has[s_surname] && has[s_name]) return Field::name;
  if (has[s_surname]) return Field::surname;
  if (has[s_given]) return Field::given;
  if (has[s_name]) return Field::name;
  return std::nullopt;
}

// The order of these rules is their meaning: "date of issue of the passport" is no passport number.
std::optional<Field> field_of(const Understood& header) {
  const auto& has = header.senses;
  if (has[s_decoy]) return Field::ignored;
  const bool expires = has[s_expiry] || (has[s_valid] && (has[s_until] || has[s_date] || !has[s_id]));
  if (expires && has[s_expiry] && has[s_id] && has[s_number] && header.first == s_id) return Field::id_and_expiry;
  if (expires) return Field::id_expiry;
  if (has[s_issue]) return has[s_place] || has[s_org] ? Field::ignored : Field::issue_date;
  if (has[s_birth]) return has[s_place] ? Field::ignored : Field::birth_date;
  if (has[s_lang]) return Field::language;
  const auto names = name_field(has);
  const bool name_first = header.first == s_name || header.first == s_surname || header.first == s_given;
  if (has[s_other]) {
    if (names && name_first) return names;
    return header.first == s_org ? Field::organisation : Field::ignored;
  }
  if (has[s_email]) return Field::email;
  if (names && has[s_id] && name_first) return names;
  if (has[s_id]) return (has[s_type] && !has[s_number]) || has[s_place] ? Field::ignored : Field::id_number;
  if (has[s_address]) return Field::ignored;
  if (has[s_org]) return Field::organisation;
  if (has[s_type] || has[s_number] || has[s_place]) return Field::ignored;
  if (names) return names;
  if (has[s_dept]) return Field::department;
  if (has[s_date]) return Field::ignored;
  return std::nullopt;
}

std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) out.push_back(c);
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return out;
}

bool is_name_part(Field field) {
  return field == Field::name || field == Field::surname || field == Field::given;
}

// "Naam / Nom": both halves say the same. "Name / Organisation" says two things at once, so nothing can be trusted.
std::optional<Field> agree(std::optional<Field> left, std::optional<Field> right) {
  if (!left || *left == Field::ignored) return right ? right : left;
  if (!right || *right == Field::ignored || *left == *right) return left;
  if (is_name_part(*left) && is_name_part(*right)) return Field::name;
  const auto pair = [&](Field a, Field b) { return (*left == a && *right == b) || (*left == b && *right == a); };
  if (pair(Field::id_number, Field::id_expiry)) return Field::id_and_expiry;
  if (pair(Field::organisation, Field::department)) return Field::organisation;
  return std::nullopt;
}

std::optional<Field> classify(std::string_view text, std::size_t max_words, std::size_t max_unknown) {
  if (text.size() > 300) return std::nullopt;
  auto plain = without_brackets(text);
  if (fold_words(plain).empty()) plain = std::string(text);
  if (const auto slash = plain.find_first_of("/|"); slash != std::string::npos) {
    const auto left = classify(std::string_view(plain).substr(0, slash), max_words, max_unknown);
    const auto right = classify(std::string_view(plain).substr(slash + 1), max_words, max_unknown);
    if (left || right) return agree(left, right);
  }
  const auto folded = fold_words(plain);
  const auto words = static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) + 1;
  if (folded.empty() || words > max_words) return std::nullopt;
  const auto header = understand(folded);
  if (header.unknown > max_unknown || header.unknown > header.known) return std::nullopt;
  return field_of(header);
}

}  // namespace

std::optional<Field> header_field(std::string_view text) {
  return classify(text, 16, 6);
}

std::optional<Field> label_field(std::string_view text) {
  return classify(text, 8, 0);
}

bool is_wanted(Field field) {
  return field != Field::issue_date && field != Field::ignored;
}

}  // namespace eb::issuer::intake
