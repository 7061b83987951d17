#include "issuer/intake/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <unordered_map>
#include <vector>

namespace eb::issuer::intake {
namespace {

// English, French, German, Italian, Dutch and Spanish, folded: lower case, no accents, no punctuation.
// clang-format off
constexpr Entry<Sense> entries[] = {
    {Sense::name,
     "name|names|fullname|nom|noms|nome|naam|nombre|nombres|nominativo|participant|participante|attendee|delegate|"
     "representative|nominee|teilnehmer|teilnehmerin|vertreter|vertreterin|delegierter|participants|delegue|deleguee|"
     "representant|representante|partecipante|delegato|delegata|rappresentante|deelnemer|deelneemster|afgevaardigde|"
     "vertegenwoordiger|asistente|delegado|delegada|guest|visitor|person|personne|persona|persoon|"
     "who|qui|wer|chi|wie|quien|quienes|voor en familienaam|voor en achternaam|vor und nachname|vor und zuname|"
     "vor und familienname"},
    {Sense::surname,
     "surname|lastname|last name|family name|familyname|nom de famille|nachname|familienname|zuname|cognome|achternaam|"
     "familienaam|apellido|apellidos|nach|last|family"},
    {Sense::given,
     "first name|firstname|forename|forenames|given name|given names|first names|prenom|prenoms|vorname|vornamen|vor|"
     "rufname|voornaam|voornamen|nombre de pila|nome di battesimo|roepnaam|givenname|first|given"},
    {Sense::particle,
     "tussenvoegsel|tussenvoegsels|tussenv|voorvoegsel|voorvoegsels|namensvorsatz|vorsatzwort|particule|prefix of surname|"
     "surname prefix|name prefix|infix"},
    {Sense::email,
     "email|e mail|mail|emails|mailadresse|emailadresse|courriel|mel|adresse electronique|electronique|correo|posta|"
     "elettronica|electronico|emailadres|mailadres|electronic|contact|kontakt|contatto|contacto|mails|"
     "you can reach me at|reachable at|elektronische"},
    {Sense::org,
     "organisation|organization|organisations|org|company|institution|institute|employer|ministry|affiliation|entity|"
     "appartenenza|appartenance|rattachement|struttura|structure|associazione|association|asociacion|verein|vereniging|"
     "fondazione|fondation|fundacion|stiftung|stichting|foundation|charity|initiative|iniziativa|iniciativa|ong|ngo|corpo|cuerpo|workplace|arbeitsstelle|"
     "entsendende stelle|centro de trabajo|werkplek|posto di lavoro|overheid|"
     "agency|firm|authority|representing|organisme|societe|entreprise|employeur|ministere|etablissement|administration|"
     "autorite|dienststelle|behorde|behoerde|firma|unternehmen|einrichtung|arbeitgeber|ministerium|institutionen|"
     "organizzazione|ente|societa|azienda|amministrazione|istituzione|ministero|impresa|organisatie|bedrijf|instelling|"
     "werkgever|ministerie|bedrijfsnaam|firmenname|organizacion|empresa|entidad|organismo|institucion|ministerio|"
     "institutie|entite|vertritt|employed by|instance|overheidsdienst|"
     "structure|struttura|estructura|association|associazione|asociacion|vereniging|verein|stiftung|stichting|fondation|"
     "foundation|fondazione|fundacion|ngo|ong|body|stelle|instantie|raison sociale|ragione sociale|razon social"},
    {Sense::dept,
     "service|department|unit|abteilung|referat|dienst|afdeling|servizio|ufficio|servicio|departamento|departement|"
     "dipartimento|directorate|division|unite|direction|office|"
     "amt|kabinett|cabinet|gabinete|gabinetto|kabinet|kantoor|bureau|oficina|unidad|unita|eenheid|dienstgruppe|sezione|seccion|section|reparto|brigade|squad"},
    {Sense::place,
     "delegation|place|country|city|town|state|lieu|pays|ville|ort|land|geburtsort|geburtsland|luogo|paese|citta|plaats|"
     "geboorteplaats|lugar|pais|ciudad|nationality|nationalite|nationalitat|staatsangehorigkeit|nazionalita|cittadinanza|"
     "nationaliteit|nacionalidad|citizenship"},
    {Sense::birth,
     "birth|born|dob|d o b|birthdate|birthday|birthdat|geburtsdatum|geburtstag|geburt|geboren|geb|gebdatum|gebdat|"
     "naissance|ne|nee|nato|nata|nascita|geboortedatum|geboorte|nacimiento|nacido|nacida|naci|nacio|nacieron|naissant|geburtsdat|gebd|"
     "nascido|ddn|geburts|geboortedag|nac|naiss|nasc|geburtsjahr|geboortejaar|jahrgang"},
    {Sense::expiry,
     "expiry|expires|expire|expiring|expiration|exp|expirydate|ablaufdatum|ablauf|ablaufend|gultigkeitsdatum|echeance|"
     "expirant|peremption|scadenza|scade|vervaldatum|verloopt|verval|vervaldag|caducidad|caduca|vencimiento|vence|"
     "geldigheidsdatum|expira|fin de validite|lauft ab|lauft|validity|gultigkeit|gueltigkeit|validite|validita|"
     "geldigheid|validez|vigencia|runs out|running out|fecha de caducidad|ablaufdat|falligkeit|verloopdatum|scadente|expired|expiring on|einddatum|geldigheidsduur|gultigkeitsdauer|"
     "ablauft|auslauft|lauft aus|verfallt|vervalt|vervallen|verlopen|afloopt|loopt af|expirera|scadra|caducara|vencera|"
     "good until|good through|good till|good thru|lapses|ends on|venc|vto|scad|abgelaufen|verfallsdatum|verfalldatum|"
     "gultigkeitsende"},
    {Sense::valid,
     "valid|gultig|gueltig|valable|valide|valido|valida|geldig|vigente|valevole|in force|en vigueur|in kraft|in vigore|"
     "en vigor|van kracht"},
    {Sense::until,
     "until|till|to|through|bis|jusqu|jusque|tot|hasta|fino|thru|jusqua"},
    {Sense::issue,
     "issue|issued|issuing|issuer|iss|ril|rilasc|emesso|emessa|ausgest|afgeg|afg|deliv|delivr|expdo|"
     "ausgestellt|ausstellung|ausstellungsdatum|ausstellungsbehorde|delivre|delivree|"
     "delivrance|emission|emis|rilascio|rilasciato|rilasciata|emissione|afgifte|afgegeven|afgiftedatum|uitgifte|"
     "expedicion|expedido|expedida|emision|emitido"},
    {Sense::id,
     "id|passport|passports|identity|identification|document|doc|card|idcard|passeport|identite|carte|cni|piece|"
     "reisepass|pass|ausweis|personalausweis|dokument|reisedokument|ausweisnummer|passnummer|reisepassnummer|"
     "dokumentennummer|ausweisdokument|personalausweisnummer|dokumentnummer|ausweisnr|passnr|idnummer|idnr|passaporto|"
     "carta|documento|identita|paspoort|identiteitskaart|identiteitsbewijs|paspoortnummer|documentnummer|"
     "identiteitskaartnummer|legitimatie|legitimatiebewijs|reisdocument|kaart|pasaporte|dni|nie|identidad|tarjeta|"
     "identificacion|idno|passportno|idnumber|passportnumber|identiteit|identitatskarte|identitat|legitimation|carnet|"
     "identiteitsdocument|perso|dienstpass|ci|bi|ppt|personalausweisnr|reisepassnr|dienstausweis|lichtbildausweis|"
     "identitaetskarte|personalausweisnummer|citizen card|passaport|fuhrerschein|ausweisnr|paspoortnr|idkaart|id kaart|"
     "identiteitskaartnr|titre de sejour|verblijfskaart|tessera|idcardno|passeportno|id card|id karte|"
     "id document|id doc|id nr|id no|e id|eid|"
     "kaartnummer|kartennummer|reisepasses|ausweises|personalausweises|dokumentes|dokuments|ausweisdokumentes|"
     "ausweisdokuments|reisedokumentes|reisedokuments|dienstausweises|identitatsausweis|identitatsausweises|"
     "identitatsdokument|ausweiskarte|reispas|pasnummer|pasnr|identiteitspapier"},
    {Sense::number,
     "no|nr|n|num|number|numbers|numero|nummer|nro|series|serie|ref|reference|seriennummer|serienummer|seriennr|serienr"},
    {Sense::date,
     "date|datum|data|fecha|day|dates"},
    {Sense::lang,
     "language|languages|langue|langues|sprache|sprachen|lingua|lingue|taal|talen|idioma|idiomas|interpretation|"
     "interpreting|interpreter|interprete|verdolmetschung|dolmetschung|dolmetscher|dolmetschen|interpretazione|"
     "interpretariato|vertolking|tolk|tolken|interpretacion|lang|arbeitssprache|voertaal|tolktaal|wunschsprache|"
     "konferenzsprache|tolkentaal|vertolkingstaal|vergadertaal|dolmetschsprache|verhandlungssprache|sitzungssprache|"
     "sprachwunsch|headset|translation|traduction|ubersetzung|traduzione|vertaling|traduccion|"
     "konferenzsprache|dolmetschsprache|dolmetschersprache|sprachwunsch|wunschdolmetschung|vertolkingstaal|taalkeuze|"
     "interpretatie|cuffia|kopfhorer|headset|headphones|casque|koptelefoon|auriculares|traduction|traduzione|traduccion|vertaling|ubersetzung|translation|simultandolmetschung"},
    {Sense::type,
     "type|kind|art|tipo|soort|ausweisart|dokumentart|documenttype|dokumententyp"},
    {Sense::decoy,
     "id code|idcode|identity code|identification code|national identification number|personal code number|fiscal code|"
     "charity no|charity nr|charity number|registered charity|company no|company number|company registration|registered number|"
     "company reg|reg no|reg nr|registered in england|handelsregister|handelsregisternummer|vereinsregister|firmenbuch|hrb|"
     "hra|zvr|uid nummer|siren|siret|rcs|tva|kvk|kvk nummer|kbo|bce|btw|ondernemingsnummer|numero d entreprise|partita iva|"
     "p iva|registro imprese|registro mercantil|cif|"
     "tax number|steuernummer|sozialversicherungsnummer|numero de securite sociale|nombre de seguridad social|"
     "dienstnummer|badge|badge number|matricule|matricola|stamnummer|"
     "pesel|egn|cnp|niss|insz|rijksregisternummer|bsn|codice fiscale|steuer|tax|social security|personal number|"
     "personal no|personal id number|personal code|personnummer|personal identification number|national number|"
     "numero national|registre national|personal id code|isikukood|rodne cislo|personenkennzahl|"
     "birth number|personal numeric code|numeric code|codice personale|numero personale|personenkennziffer|"
     "national register number|national insurance number|ni number|registration number|numero de registro|"
     "numero di registro|numero de registro nacional|numero d inscription|birth no|birth nr|"
     "seguridad social|sicurezza sociale|sociale zekerheid|sozialversicherung|ssn|previdenza sociale|previdenziale|"
     "tessera sanitaria|numero fiscal|numero fiscale|fiscal number|sociaal verzekeringsnummer|national id code|"
     "personal identification code|burgerservicenummer|oib|emso|cpr|henkilotunnus|securite sociale|vat"},
    {Sense::rank,
     "title|titre|titel|titolo|titulo|rank|grade|grado|graad|rang|dienstgrad|amtsbezeichnung|anrede|civilite|salutation|"
     "aanspreking|aanhef|tratamiento"},
    {Sense::other,
     "phone|telephone|tel|mobile|fax|gsm|telefon|telefono|telefoon|handy|mobil|cell|movil|cellulare|telefonnummer|"
     "telefoonnummer|portable|position|function|role|fonction|funktion|funzione|functie|cargo|"
     "puesto|gender|sex|sexe|geschlecht|sesso|geslacht|"
     "sexo|remarks|comments|bemerkung|bemerkungen|remarques|note|notes|opmerkingen|observaciones|observations|dietary|"
     "diet|meal|regime|dieta|hotel|arrival|departure|subject|betreff|objet|oggetto|onderwerp|asunto|car|plate|website|"
     "url|photo|signature|age|allergies"},
    {Sense::address,
     "address|adres|anschrift|indirizzo|direccion|street|adresse|addresses"},
    {Sense::filler,
     "fur uns|fur uns beide|fur uns alle|fur beide|fur alle|uns|us|nous|noi|ons|nosotros|todas|tutte|toutes|all|alle|allen|every|everyone|deux|two|zwei|twee|due|dos|"
     "three|trois|drei|drie|tre|tres|ambas|"
     "both|each|entrambi|entrambe|beide|beiden|tous|ambos|todos|tutti|same|if|any|applicable|please|"
     "current|"
     "requirements|the|of|your|his|her|my|and|or|et|ou|und|oder|e|o|en|y|di|de|du|des|d|del|della|dell|la|le|les|l|il|el|"
     "los|las|un|i|lo|van|het|der|die|das|am|a|al|au|op|on|as|in|for|pour|per|voor|para|full|complete|complet|completo|"
     "completa|volledige|vollstandiger|official|travel|national|nationale|eu|requested|preferred|souhaitee|gewunschte|"
     "desiderata|gewenste|deseado|professional|dienstliche|personal|work|business|qu|is|ist|viaggio|viaje|voyage|s|dd|mm|"
     "yy|yyyy|jj|aaaa|aa|tt|jjjj|gg|nationaal|nacional|nazionale|uw|mijn|votre|mon|ihr|ihre|mein|meine"},
};
// clang-format on

// The phrases of one list by their first two letters: a sentence is compared with a few of some hundred.
class PhraseList {
  struct Phrase {
    std::string_view head, tail;
  };

 public:
  // Lists are constants of the program: each is taken apart once.
  static const PhraseList& of(std::string_view phrases) {
    thread_local std::unordered_map<const char*, PhraseList> known;
    const auto found = known.find(phrases.data());
    return found != known.end() ? found->second : known.emplace(phrases.data(), PhraseList(phrases)).first->second;
  }
  [[nodiscard]] bool stands_at(std::string_view text, bool stems) const {
    const auto stands = [&](const Phrase& phrase) {
      if (!text.starts_with(phrase.head)) return false;
      const auto rest = text.substr(phrase.head.size());
      if (!phrase.tail.empty()) return is_near(rest, phrase.tail);
      return stems || rest.empty() || rest.front() == ' ';
    };
    const auto& alike = by_start_[slot(text)];
    return std::any_of(alike.begin(), alike.end(), stands) || std::any_of(letters_.begin(), letters_.end(), stands);
  }

 private:
  explicit PhraseList(std::string_view phrases) {
    for_each_word(phrases, [&](std::string_view phrase) {
      const auto gap = phrase.find(" * ");
      const Phrase parts{phrase.substr(0, gap), gap == std::string_view::npos ? "" : phrase.substr(gap + 3)};
      (phrase.size() < 2 ? letters_ : by_start_[slot(phrase)]).push_back(parts);
    });
  }
  // "fällt krankheitsbedingt aus": the other part stands behind a few words more, or none.
  static bool is_near(std::string_view rest, std::string_view tail) {
    constexpr int max_between = 6;
    for (int between = 0; between <= max_between && !rest.empty() && rest.front() == ' '; ++between) {
      rest.remove_prefix(1);
      if (rest.starts_with(tail) && (rest.size() == tail.size() || rest[tail.size()] == ' ')) return true;
      rest.remove_prefix(std::min(rest.find(' '), rest.size()));
    }
    return false;
  }
  static std::size_t slot(std::string_view text) {
    if (text.size() < 2) return 0;
    return (static_cast<unsigned char>(text[0]) * 31U + static_cast<unsigned char>(text[1])) % 256;
  }
  std::array<std::vector<Phrase>, 256> by_start_;
  std::vector<Phrase> letters_;  // of one letter
};

std::optional<Sense> listed_sense(std::string_view folded) {
  static const Lexicon<Sense> words(entries);
  return words.find(folded);
}

// German and Dutch write "Documentnr", "Ausweisdokumentnummer", "Passablaufdatum" as one word: its first part says what it is.
std::optional<Sense> compound_sense(std::string_view word) {
  if (word.size() < 6 || word.find(' ') != std::string_view::npos) return std::nullopt;
  std::optional<Sense> found;
  const auto first_part = [&](std::string_view ending, std::initializer_list<Sense> senses) {
    if (found || !word.ends_with(ending)) return;
    const auto part = word.substr(0, word.size() - ending.size());
    for (const std::string_view link : {"", "s", "en", "n", "e"}) {
      if (!part.ends_with(link) || part.size() < link.size() + 3) continue;
      const auto sense = listed_sense(part.substr(0, part.size() - link.size()));
      if (sense && std::find(senses.begin(), senses.end(), *sense) != senses.end()) found = sense;
    }
  };
  for (const std::string_view ending : {"nummer", "nr", "number"})
    first_part(ending, {Sense::id, Sense::decoy, Sense::other});
  for (const std::string_view ending : {"datum", "date", "dag", "tag"})
    first_part(ending, {Sense::birth, Sense::expiry, Sense::issue});
  // "Aktionsnr", "Dossiernummer": the number of something else.
  for (const std::string_view ending : {"nummer", "nr"})
    if (!found && word.size() >= ending.size() + 3 && word.ends_with(ending)) found = Sense::decoy;
  return found;
}

}  // namespace

std::optional<Sense> sense_of(std::string_view folded) {
  const auto found = listed_sense(folded);
  return found ? found : compound_sense(folded);
}

bool says(std::string_view folded, std::string_view phrases, bool stems) {
  const auto& list = PhraseList::of(phrases);
  for (std::size_t at = 0; at < folded.size(); at = std::min(folded.find(' ', at), folded.size() - 1) + 1)
    if (list.stands_at(folded.substr(at), stems)) return true;
  return false;
}

bool contains_any(std::string_view text, std::string_view list) {
  bool found = false;
  for_each_word(list, [&](std::string_view phrase) { found = found || text.find(phrase) != std::string_view::npos; });
  return found;
}

bool starts_with_any(std::string_view text, std::string_view list) {
  return PhraseList::of(list).stands_at(text, true);
}

WordSet::WordSet(std::string_view list) {
  for_each_word(list, [&](std::string_view word) {
    words_.insert(word);
    shapes_.add(word);
  });
}

}  // namespace eb::issuer::intake
