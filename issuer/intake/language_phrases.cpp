// What people say about interpretation and languages.
#include "issuer/intake/phrases.hpp"

namespace eb::issuer::intake {

const std::string_view about_language =
    "interpret|translation|language|interprete|interpretation|traduction|langue|dolmetsch|verdolmetsch|ubersetz|sprache|"
    "interpretazione|interpretariato|traduzione|lingua|vertolk|tolk|tolken|taal|interpretacion|traduccion|idioma|"
    "prefer|prefers|will speak|would speak|will follow|will listen|s exprimera|s exprimerai|preferer|spricht|bevorzugt|"
    "preferisce|parlera|spreekt|voorkeur|prefiere|hablara|deutschsprachig|simultan|"
    "follow the|follows the|following the|speaks only|only speak|speak|listen|suivre|suivra|suivrai|parle|parler|"
    "exprimer|ecouter|folgen|folgt|verfolgen|sprechen|am liebsten|hort|horen|mochte auf|seguire|seguira|seguiro|parla|"
    "parlare|ascolt|volgt|volgen|liefst|spreken|beluister|luister|seguir|habla|hablar|escuch|"
    "follow the|follow it in|to follow in|suivre les|suivre la|suivre en|suivra|seguire i|seguire la|seguire in|seguir la|"
    "seguir los|seguir el|seguir en|de bijeenkomst in het|sitzung auf|diskussion auf|veranstaltung auf|verfolg|volgt de|"
    "kopfhorer|headphones|"
    "preferisce|parlera|spreekt|voorkeur|prefiere|hablara|deutschsprachig|simultan";
const std::string_view interpretation_words =
    "interpret|translat|traduc|traduz|dolmetsch|verdolmetsch|simultan|ubersetz|vertolk|tolk|vertal|channel|canal|kanal|"
    "kanaal";
const std::string_view language_is_fine =
    "is fine|is ok|fine for me|ok for me|is okay|are fine|will do|works for me|suits me|is good|me convient|convient|"
    "ist in ordnung|passt|genugt|va bene|is prima|is goed|volstaat|esta bien|me vale";
const std::string_view no_interpretation =
    "no interpretation|not need|no need|not required|does not require|do not require|without interpretation|"
    "none needed|not necessary|pas besoin|pas d interpretation|sans interpretation|n ai pas|aucune interpretation|"
    "keine verdolmetschung|kein dolmetscher|keine dolmetsch|nicht erforderlich|nicht notig|nicht benotigt|"
    "non serve|non necessit|nessuna interpretazione|non e necessari|geen tolk|geen vertolking|niet nodig|"
    "no necesit|sin interpretacion|no es necesari|no hace falta|will be available|be provided|"
    "don t need|doesn t need|don t require|doesn t require|do not want|can do without|could do without|unnecessary|"
    "waive|no english|no french|no german|no italian|no dutch|no spanish|needs none|need none|none is needed|"
    "n en ai pas|n en a pas|n en ont pas|inutile|superflu|sans interprete|sans traduction|pas d interprete|pas de "
    "traduction|"
    "pas necessaire|aucun interprete|aucune traduction|renonce a|renoncent a|me passerai|se passera|"
    "brauche * nicht|brauchen * nicht|braucht * nicht|benotige * nicht|benotigt * nicht|benotigen * nicht|brauche * keine|"
    "braucht * keine|brauchen * keine|benotige * keine|benotigt * keine|benotigen * keine|nicht brauchen|nicht gebraucht|"
    "nicht gewunscht|verzichte * auf|verzichtet * auf|verzichten * auf|ohne dolmetsch|ohne verdolmetsch|ohne ubersetz|"
    "keine * verdolmetschung|keine * dolmetschung|keine ubersetz|keinen dolmetscher|uberflussig|entbehrlich|"
    "non ho bisogno|non ha bisogno|non abbiamo bisogno|non hanno bisogno|non mi serve|non gli serve|non le serve|"
    "senza interpret|senza tradu|non occorr|non richied|non e richiest|nessun interprete|nessuna traduzione|rinuncio|"
    "rinuncia|superflu|"
    "heb * niet nodig|heeft * niet nodig|hebben * niet nodig|hoef * niet|hoeft * niet|hoeven * niet|heb geen|heeft geen|"
    "hebben geen|zonder tolk|zonder vertolk|zonder vertaling|geen vertaling|overbodig|niet vereist|"
    "no precis|no requier|ningun interprete|ninguna interpretacion|prescind|renuncio a|renuncia a|sin traduccion|sin "
    "interprete";
const std::string_view all_of_them =
    "both|all|everyone|we|they|each|all three|tous|toutes|les deux|tous les deux|toutes les deux|ils|elles|nous|chacun|"
    "beide|alle|samtliche|jeweils|tutti|tutte|entrambi|entrambe|ambedue|allen|beiden|allemaal|zij willen|zij wensen|zij "
    "volgen|zij zouden|wij|iedereen|ambos|"
    "ambas|todos|todas|los dos|las dos|participants|teilnehmer|deelnemers|partecipanti|participantes|delegates|delegation";

const std::string_view all_by_number =
    "both|all|everyone|each|all three|tous|toutes|les "
    "deux|chacun|beide|alle|samtliche|jeweils|tutti|tutte|entrambi|entrambe|"
    "ambedue|tutti e tre|allen|beiden|allemaal|iedereen|ambos|ambas|todos|todas|los dos|las dos";

const std::string_view for_one =
    "for her|for him|for me|pour elle|pour lui|pour moi|fur sie|fur ihn|fur mich|per lei|per lui|per me|voor haar|voor hem|"
    "voor mij|para ella|para el|para mi|our colleague|our delegate|notre collegue|unser kollege|unsere kollegin|"
    "unseren kollegen|il nostro|la nostra|onze collega|nuestro|nuestra";

const std::string_view wish_of_mine =
    "i|i d|i ll|i m|je|j|ich|mir|mich|io|vorrei|avrei|desidero|ho bisogno|preferisco|seguiro|gradirei|ik|mij|yo|necesito|"
    "necesitaria|necesitare|deseo|quisiera|solicito|prefiero|seguire|me gustaria";

}  // namespace eb::issuer::intake
