#include "issuer/intake/label_words.hpp"

namespace eb::issuer::intake {
namespace {

// English, French, German, Italian, Dutch and Spanish, folded.
// clang-format off
constexpr Entry<Field> whole_labels[] = {
    {Field::organisation,
     "on behalf of|in behalf of|represents|works for|works at|works with|working for|working at|employed at|employed with|"
     "employer s name|affiliated with|affiliated to|attached to|seconded by|seconded from|place of work|for whom|who for|"
     "who do you represent|whom do you represent|attending for|attending on behalf of|coming from|speaking for|"
     "au nom de|au nom du|au nom de la|pour le compte de|pour le compte du|represente|pour qui|pour quel organisme|"
     "travaille pour|travaille a|travaille chez|travaille au|employe par|employee par|en representation de|de la part de|"
     "lieu de travail|representant de|representante de|mandate par|mandatee par|envoye par|envoyee par|"
     "fur wen|fur welche organisation|im auftrag von|im auftrag|im auftrag der|im auftrag des|im namen von|im namen der|"
     "im namen des|vertretung fur|vertreter von|beschaftigt bei|tatig bei|tatig fur|arbeitet bei|arbeitet fur|"
     "angestellt bei|entsandt von|entsandt durch|entsendet von|delegiert von|arbeitsort|arbeitsplatz|zugehorigkeit|"
     "per conto di|in rappresentanza di|a nome di|rappresenta|lavora presso|lavora per|presso|in servizio presso|"
     "impiegato presso|impiegata presso|dipendente di|per chi|sede di lavoro|luogo di lavoro|inviato da|delegato da|"
     "namens|in opdracht van|vertegenwoordigt|werkzaam bij|werkzaam voor|werkt bij|werkt voor|in dienst van|in dienst bij|"
     "voor wie|uit naam van|afgevaardigd door|gestuurd door|verbonden aan|"
     "en nombre de|en nombre y representacion de|en representacion de|representa a|representa|trabaja en|trabaja para|"
     "por cuenta de|adscrito a|adscrita a|both from|all from|both for|tous deux de|toutes deux de|beide von|beide vom|"
     "alle von|beide van|allen van|entrambi di|entrambe di|tutti di|ambos de|ambas de|todos de|para quien|lugar de trabajo|a quien representa|de parte de|enviado por|"
     "enviada por"},
    {Field::birth_date, "f n|d n|date de n|geb dat|fecha de nac|data di nasc|date de naiss"},
    {Field::id_expiry, "until|bis|jusqu au|jusqu a|tot|t m|tot en met|hasta|fino al|bis zum"},
    {Field::issue_date,
     "valid from|valid since|gultig ab|gultig von|gultig seit|valable a partir du|valable des le|valide a partir du|"
     "valide depuis|valido dal|valida dal|valido a partire dal|geldig vanaf|geldig van|geldig sinds|valido desde|"
     "valida desde|valido a partir del"},
    {Field::ignored,
     "contact person|contact name|name of contact person|personne de contact|personne a contacter|kontaktperson|"
     "ansprechpartner|ansprechpartnerin|ansprechperson|referente|persona di riferimento|persona di contatto|contactpersoon|"
     "persona de contacto|emergency contact|emergency contact number|emergency number|contact en cas d urgence|"
     "contact d urgence|personne a prevenir|notfallkontakt|notfallnummer|contatto di emergenza|contatto d emergenza|"
     "noodcontact|contact bij nood|contact in noodgeval|contacto de emergencia|line manager|manager|supervisor|superior|"
     "superieur|superieure|superieur hierarchique|vorgesetzter|vorgesetzte|superiore|responsabile|responsable|"
     "leidinggevende|submitted by|registered by|filled in by|completed by|prepared by|eingereicht von|angemeldet von|"
     "ausgefullt von|saisi par|rempli par|inscrit par|compilato da|inviato dal|ingevuld door|aangemeld door|"
     "rellenado por|inscrito por"},
};
constexpr Entry<Sense> label_words[] = {
    {Sense::name,
     "registrant|applicant|candidate|inscrit|inscrite|iscritto|iscritta|inscrito|inscrita|teilnehmende|teilnehmender|"
     "anzumeldende|aangemelde|ingeschrevene|candidat|candidate|kandidat|kandidatin|kandidaat|candidato|candidata"},
    {Sense::given, "christian"},
    {Sense::email,
     "erreichbar unter|e post|epost|joignable a|bereikbaar via|bereikbaar op|raggiungibile a|can be reached at|reach me at"},
    {Sense::org,
     "force|corps|korps|politiekorps|verband|verbandes|federation|federazione|federacion|federatie|foderation|bond|koepel|"
     "koepelorganisatie|syndicat|sindacato|sindicato|gewerkschaft|platform|plateforme|plattform|piattaforma|plataforma|"
     "istituto|instituto|institut|instituut|centre|centro|zentrum|centrum|trager|tragerorganisation|korperschaft|haus|"
     "polizeibehorde|comando|organisationseinheit|heimatbehorde|heimatorganisation|universite|universitat|universita|"
     "universiteit|universidad|university"},
    {Sense::birth, "nacim|annee de n"},
    {Sense::expiry, "cad|abl|verv|verfall|verfalls"},
    {Sense::valid, "val|gult"},
    {Sense::until, "t m|tot en met|sino|bis zum|bis einschl|bis einschliesslich"},
    {Sense::issue, "issuance|ausst|exped"},
    {Sense::id,
     "d n i|n i e|c n i|p p|c d i|proof of identity|titre de voyage|titre d identite|piece d id|c i|pp|dok|passes|estremi|estremi del documento|"
     "estremi documento"},
    {Sense::date, "dat|fec|year|annee|ano|anno|jahr|jaar|jour|tag|dag|dia|giorno"},
    {Sense::lang,
     "headphones|headphone|earphones|earpiece|kopfhorer|casque|casques|ecouteurs|oreillette|cuffia|cuffie|auricolari|"
     "koptelefoon|hoofdtelefoon|oortje|auriculares|auricular|pinganillo|horsprache|dolmetschwunsch|verdolmetschungssprache|"
     "dolmetsch|luistertaal|voorkeurstaal|lengua|lenguas|simultaanvertaling|simultanubersetzung|simultaantolk"},
    {Sense::other,
     "job|kennzeichen|kfz|order|vorgang|aktenzeichen|geschaftszeichen|dossier|accommodation|special|referencia|referenz|"
     "riferimento|kenmerk|protocollo|expediente|emergency|urgence|emergenza|emergencia"},
    {Sense::filler,
     "which|what|when|does|did|can|you|it|we|this|your|would you like|would you like to|like|to listen|listen|listen to|listening|"
     "to hear|hear|were you|are you|you were|you are|quel|quelle|quels|quelles|dans|est|est elle|est il|vous|etes|quand|"
     "etes vous|votre|c est|jusqu a quand|a quand|desirez|desirez vous|voulez|voulez vous|preferez|preferez vous|welche|welcher|"
     "welches|welchem|wann|sind|sie|lautet|wunschen|mochten|mochten sie|horen|brauchen|brauchen sie|was|quale|quali|quando|e|"
     "sara|vuole|desidera|preferisce|ascoltare|welke|welk|wat|wanneer|bent|u|wilt|wilt u|luisteren|heeft|cual|cuales|"
     "cuando|es|esta|quiere|prefiere|necesita|escuchar|usted|"
     "represented|representing|representes|represente|representee|representado|representada|representados|vertretene|"
     "vertretenes|vertretener|rappresentato|rappresentata|vertegenwoordigde|vertegenwoordigd|vertegenwoordigt|sending|"
     "delegating|entsendende|entsendender|inviante|zendende|host|home|parent|origin|origine|provenienza|procedencia|"
     "herkunft|herkomst|tutelle|public|law|enforcement|police|policial|publique|attending|to be registered|to register|"
     "nominated|selected|a inscrire|da iscrivere|a inscribir|anzumelden|te registreren|registreren|angemeldete|"
     "angemeldeter|que asiste|que asistira|qui participe|die teilnimmt|a la que representa|a la que pertenece|al que "
     "pertenece|al que representa|a quien representa|into|needed|needs|need|required|requested|wanted|desired|wished|vers|"
     "en francais|ecoute|travail|souhaite|demandee|ins|nach|gewunscht|gewunschter|erwunscht|benotigt|benotigte|bevorzugte|"
     "ascolto|richiesta|richiesto|preferita|preferito|desiderato|naar|gewenst|voorkeur|gevraagde|nodig|preferido|preferida|"
     "deseada|solicitada|solicitado|requerida|lavoro|trabajo|werk|simultaneous|simultanee|simultane|simultanea|"
     "simultan|simultane|end|fin|fine|ende|einde|f|c|g|zum|licence|license|professionnel|professionnelle|pro|profesional|"
     "professionale|zakelijk|zakelijke|dienstl|post|zugehorige|zustandige|des|dem|den|vom|zur|met|eur|ihres|ihrer|ihren|"
     "zijn|haar|su|sus|second|third|fourth|deuxieme|premier|premiere|"
     "troisieme|quatrieme|erster|erste|zweiter|zweite|dritter|dritte|vierter|vierte|primo|prima|secondo|seconda|terzo|terza|"
     "eerste|tweede|derde|vierde|primer|primera|segundo|segunda|tercero|tercera|1st|2nd|3rd|1er|2eme|necesita|necesitan|"
     "requiere|besoin d|besoin|besoin d une|avez vous besoin d|souhaitez vous|souhaitez|souhaite une|benotigen sie|"
     "wunschen sie|serve|servizio di|ha bisogno di|desidera|desea|heeft u|wenst u|do you need|do you require|requires|"
     "needed for|suo|sua|son|sa|ses|leur|leurs|leur"},
};
// clang-format on

}  // namespace

std::optional<Field> label_phrase(std::string_view folded) {
  static const Lexicon<Field> phrases(whole_labels);
  return phrases.find(folded);
}

std::optional<Sense> label_sense(std::string_view folded) {
  static const Lexicon<Sense> words(label_words);
  return words.find(folded);
}

}  // namespace eb::issuer::intake
