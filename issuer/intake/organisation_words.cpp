#include "issuer/intake/organisation_words.hpp"

#include <algorithm>

#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

// Ministries, forces, agencies, companies: words of the names of whole houses.
const WordSet& house_words() {
  static const WordSet words(
      "ministry|ministere|ministerium|bundesministerium|ministero|ministerie|ministerio|police|polizei|polizia|politie|"
      "policia|polis|politi|policija|agency|authority|europol|eurojust|interpol|ltd|limited|inc|llc|gmbh|ag|sas|srl|"
      "spa|bv|nv|plc|corp|corporation|foundation|institute|institut|instituut|instituto|istituto|university|universite|"
      "universitat|universita|universiteit|universidad|association|federation|bundeskriminalamt|landeskriminalamt|bka|"
      "gendarmerie|guardia|carabinieri|marechaussee|parliament|government|kft|zrt|uab|aps|doo|sro|oyj|sarl|agence|"
      "autorite|agenzia|autorita|agentschap|autoriteit|agencia|autoridad|agentur|parquet|parket|fiscalia|procura|"
      "prefecture|prefettura|questura|polizeiprasidium|landratsamt|bezirkshauptmannschaft|parlament|parlement|"
      "parlamento|ertzaintza|bundeswehr|botschaft|ambassade|ambasciata|embajada|consulat|konsulat|consolato|consulado|"
      "hochschule|landtag|tribunale|observatorio|osservatorio|plateforme|plattform|piattaforma|plataforma|netzwerk|"
      "reseau|netwerk|initiative|iniziativa|iniciativa|fundacio|associacio|gewerkschaft|syndicat|sindacato|sindicato|"
      "cooperativa|genossenschaft|onlus|ngo|asbl|vzw|ggmbh|diputacion|consejeria|conselleria|senato|senado|generalitat|"
      "mossos|arma|garante|csirt|cert|bundesamt|bundesanstalt|kommissariat|verband|verein|stiftung|bundestag|"
      "vereniging|stichting|asociacion|fundacion|fondazione|associazione|societe|sociedad|societa|force|bureau|bank|"
      "banque|embassy|consulate|consulaat|ministers|ministries|tribunal|court|council|conseil|consejo|consiglio|raad|"
      "commission|kommission|commissie|comision|commissione|s r l|chancellery|bundeskanzleramt|customs|administration|"
      "douane|zoll|dogana|aduana|office of the prosecutor|union|unione|alliance|allianz|alianza|alleanza|alliantie|"
      "alianca|federacion|federazione|federatie|federacao|federacja|federatia|federacija|confederation|confederazione|"
      "confederacion|confederatie|konfederation|confindustria|liga|lega|ligue|league|coalition|koalition|coalicion|"
      "coalizione|coalitie|consortium|konsortium|consorcio|consorzio|committee|comitato|komitee|comite|rete|xarxa|foro|"
      "forum|trust|charity|watch|ombudsman|defensor|regulator|incorporated|gendarmeria|watchdog|constabulary|helpline|"
      "hotline|"
      "ministerstwo|ministerstvo|ministarstvo|ministrstvo|ministerul|miniszterium|ministeriet|departementet|"
      "ministeerium|ministrija|ministerija|ministeru|ypourgeio|ypourgio|policie|policja|policii|politia|rendorseg|"
      "astynomia|polisen|polismyndigheten|poliisi|poliisihallitus|politsei|pulizija|garda|rikspolisen|rigspolitiet|"
      "politiet|urzad|urad|ured|hivatal|virasto|verket|myndigheten|styrelsen|styrelse|direktoratet|tilsynet|tarnyba|"
      "parvalde|awtorita|autoridade|autoritatea|hatosag|agencja|agencija|agentura|agentia|agentuur|ugynokseg|"
      "fundacja|fundacao|fundatia|nadace|nadacia|zaklada|alapitvany|stiftelsen|stiftelse|saatio|sihtasutus|fondas|"
      "fonds|zavod|stowarzyszenie|asociatia|asociacija|associacao|udruga|drustvo|zdruzenie|spolek|egyesulet|foreningen|"
      "forening|yhdistys|liitto|biedriba|zwiazek|svaz|sdruzeni|instytut|ustav|institutul|intezet|institutas|instituts|"
      "uniwersytet|univerzita|univerza|sveuciliste|egyetem|yliopisto|ulikool|universidade|universitatea|universitetas|"
      "prokuratura|procuradoria|inspectoratul|inspektorat|komenda|izba|komora|jandarmeria|drejtoria|"
      "landespolizeidirektion|polizeidirektion|polizeiinspektion|kantonspolizei|stadtpolizei|bundespolizei|"
      "medienrat|presserat|rundfunkrat|medienanstalt|verbraucherzentrale|kammer|kamer|chambre|chamber|"
      "gewerkschaftsbund|koepel|consumentenbond|collectif|colectivo|collettivo|kollektiv|cooperative|mutuelle|rectorat|"
      "academie");
  return words;
}
// Parts of houses, and what houses add to their names.
const WordSet& part_words() {
  static const WordSet words(
      "department|office|directorate|service|services|servizio|sa|company|group|amt|guard|border|board|headquarters|"
      "presidium|justice|interior|innern|interieur|interno|intelligence|security|representation|state|federal|federale|"
      "national|republic|oy|ab|sia|internet|media|network|networks|telecom|software|technologies|systems|centre|center|"
      "secretariat|direction|directie|direccion|direzione|dipartimento|departement|departamento|division|unit|centrum|"
      "zentrum|centro|ufficio|oficina|secretaria|segreteria|delegation|dienst|dienststelle|referat|abteilung|afdeling|"
      "jefatura|comisaria|cuerpo|comando|presidenza|presidency|academy|akademie|laboratory|observatory|taskforce|"
      "programme|inspection|inspectie|archivo|archive|archives|vigili|region|regione|provincia|provincie|province|"
      "municipality|commune|comune|gemeente|stadtverwaltung|ayuntamiento|landkreis|canton|kanton|county|junta|xunta|"
      "gobierno|regierung|regering|gouvernement|governo|mairie|presidence|club|college|museum|hospital|school|academia|"
      "accademia|polytechnic|belgisch|federaal|nationale|nationaal|nacional|nazionale|spf|fod|vertretung|"
      "vertegenwoordiging|rappresentanza|representacion|inspectorate|prosecutor|organisation|organization|society|"
      "digital|digitale|digitali|digitales|numerique|online|cyber|hosting|telekom|telecoms|telecommunications|"
      "broadcasting|mediahuset|platform|platforms|collective|campaign|movement|mouvement|movimiento|movimento|bewegung|"
      "initiativ|projekt|project|proyecto|progetto|observatoire|laboratoire|laboratorio|laboratorium|lab|"
      "labs|solutions|holding|ventures|partners|publishing|verlag|editori|editores|editeurs|hebergeurs|provider|"
      "providers|proveedores|fornitori|sociale|social|unita|unite|unidad|eenheid|einheit|brigade|brigada|squad|sezione|"
      "section|seccion|sektion|nucleo|reparto|subdireccion|sottosegretariato|gabinete|gabinetto|cabinet|kabinett|"
      "kabinet|kanzlei|greffe|procuratorate|authorities|institution|institutions|kantonale|cantonale|landes|bundes|"
      "rijks|regional|regionale|regionaal|nationaler|nationales|nationalen|zentralstelle|geschaftsstelle|sekretariat|"
      "secretariaat|concello|diputacio|govern");
  return words;
}

// Compounds: Landeskriminalamt, Netzagentur, Rijksdienst, Polismyndigheten.
bool has_organisation_ending(std::string_view word) {
  static constexpr std::string_view endings[] = {"kriminalamt",
                                                 "ministerium",
                                                 "ministeriums",
                                                 "behorde",
                                                 "polizei",
                                                 "direktion",
                                                 "anstalt",
                                                 "zentrum",
                                                 "institut",
                                                 "gericht",
                                                 "kanzlei",
                                                 "agentur",
                                                 "kommission",
                                                 "verwaltung",
                                                 "gesellschaft",
                                                 "werke",
                                                 "kanzleramt",
                                                 "bundesamt",
                                                 "landesamt",
                                                 "verband",
                                                 "staatsanwaltschaft",
                                                 "politie",
                                                 "instituut",
                                                 "centrum",
                                                 "agentschap",
                                                 "inspectie",
                                                 "autoriteit",
                                                 "rijksdienst",
                                                 "ministerie",
                                                 "netzamt",
                                                 "zollamt",
                                                 "fachstelle",
                                                 "aufsicht",
                                                 "ombudsstelle",
                                                 "inspektion",
                                                 "dienststelle",
                                                 "provinz",
                                                 "jugendamt",
                                                 "netzwerk",
                                                 "hilfswerk",
                                                 "bildungswerk",
                                                 "netz",
                                                 "hilfe",
                                                 "beratungsstelle",
                                                 "meldestelle",
                                                 "zentralstelle",
                                                 "kammer",
                                                 "allianz",
                                                 "federatie",
                                                 "koepel",
                                                 "consumentenbond",
                                                 "koalition",
                                                 "stiftung",
                                                 "stichting",
                                                 "vereniging",
                                                 "verein",
                                                 "bund",
                                                 "telecom",
                                                 "telekom",
                                                 "verket",
                                                 "myndigheten",
                                                 "styrelsen",
                                                 "direktoratet",
                                                 "departementet",
                                                 "forbundet",
                                                 "foreningen",
                                                 "stiftelsen",
                                                 "radet",
                                                 "gewerkschaft",
                                                 "hochschule",
                                                 "universitat",
                                                 "universiteit",
                                                 "netwerk",
                                                 "lijn",
                                                 "raad",
                                                 "fonds",
                                                 "zentrale",
                                                 "initiative",
                                                 "presidium",
                                                 "prasidium"};
  if (word.size() < 8) return false;
  return std::any_of(std::begin(endings), std::end(endings), [&](std::string_view ending) {
    // Koenraad and Siegbund are people.
    return word.ends_with(ending) && (ending.size() > 4 || word.size() > 8);
  });
}

template <class Is>
bool any_word(std::string_view text, const Is& is) {
  const auto folded = fold_words(text);
  const auto words = split_words(folded);
  return std::any_of(words.begin(), words.end(), is);
}

}  // namespace

bool looks_like_organisation(std::string_view text) {
  return any_word(text, [](std::string_view word) {
    return house_words().contains(word) || part_words().contains(word) || has_organisation_ending(word);
  });
}

bool names_house(std::string_view text) {
  return any_word(text, [](std::string_view word) { return house_words().contains(word) || has_organisation_ending(word); });
}

std::size_t corporate_form(const std::vector<Word>& words, std::size_t at) {
  static const WordSet forms(
      "inc|ltd|llc|llp|gmbh|ggmbh|gag|gug|ag|se|sa|sas|srl|spa|bv|nv|plc|corp|corporation|incorporated|limited|ab|oy|oyj|"
      "aps|as|asa|"
      "kft|zrt|nyrt|sl|slu|sarl|sia|uab|doo|dd|ou|sro|kg|co|sprl|bvba|vzw|ivzw|asbl|aisbl|onlus|ev|eg|ry|rf|eood|ood|ad|lda|"
      "s r l|s p a|s a|s l|s l u|s a s|s a r l|s c|b v|n v|e v|e g|a s|a b|z s|o p s|s r o|d o o|d d|v z w|a s b l|r y|"
      "sp z o o|sp zoo|sp j|z o o|co kg|gmbh co kg|z u|r f|i v z w");
  // "Ong" is a surname, too.
  const auto& text = words[at].text;
  if (!is_ascii(text)) return 0;  // "Sá" is a surname
  if (text == "ONG" || text == "NGO" || text == "NRO") return 1;
  for (std::size_t length = std::min<std::size_t>(4, words.size() - at); length > 0; --length)
    if (forms.contains(folded_words(words, at, at + length))) {
      // A lone "as", "se" or "co" in small letters is a word of a sentence.
      const bool letters = length == 1 && text.size() <= 3 && text.find('.') == std::string_view::npos;
      if (!letters || words[at].capital) return length;
    }
  return 0;
}

}  // namespace eb::issuer::intake
