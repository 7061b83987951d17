// Words that point back: at somebody who was named, at a letter that was sent before.
#include "issuer/intake/phrases.hpp"

namespace eb::issuer::intake {

const std::string_view of_somebody_named =
    "her|him|them|his|their|she|he|they|this person|these persons|this colleague|that colleague|this registration|the "
    "two|both|"
    "said person|"
    "sa|son|ses|leur|leurs|elle|elles|ils|celle ci|celui ci|ceux ci|cette personne|ces personnes|ce collegue|cette collegue|"
    "l interesse|l interessee|les deux|cette inscription|"
    "ihn|ihm|seine|seiner|seinen|seinem|er|deren|dessen|ihre anmeldung|ihre teilnahme|ihre meldung|ihre registrierung|"
    "ihrer anmeldung|ihren namen|diese person|diese anmeldung|beide|beiden|der kollege|die kollegin|den kollegen|der "
    "genannten|"
    "suo|sua|suoi|loro|lui|lei|egli|ella|lo stesso|la stessa|gli stessi|questa persona|il collega|la collega|i due|le due|"
    "entrambi|entrambe|"
    "hem|haar|hun|hij|zij|ze|zijn inschrijving|zijn aanmelding|zijn deelname|zijn naam|zijn gegevens|deze persoon|"
    "deze collega|beiden|deze inschrijving|"
    "su|sus|ella|ellos|ellas|esta persona|dicha persona|este companero|esta companera|los dos|las dos|ambos|ambas|"
    "in zijn plaats|in hun plaats|zijn plaats|hun plaats|an ihrer stelle|an ihre stelle|ihren platz|stattdessen|"
    "statt dessen|in plaats daarvan|in de plaats daarvan|ihren eintrag|ihre daten|seine daten|zijn registratie|"
    "ihre registrierung|instead";

const std::string_view of_companion =
    "his assistant|her assistant|their assistant|his secretary|her secretary|his driver|her driver|his wife|her husband|"
    "his deputy|her deputy|his spouse|her spouse|his colleague|her colleague|"
    "son assistant|son assistante|sa assistante|sa secretaire|son secretaire|son epouse|son mari|son chauffeur|"
    "son collaborateur|sa collaboratrice|son adjoint|son adjointe|leur assistant|leur assistante|"
    "sein assistent|seine assistentin|ihr assistent|ihre assistentin|seine sekretarin|ihre sekretarin|sein fahrer|ihr "
    "fahrer|"
    "seine frau|ihr mann|seine mitarbeiterin|sein mitarbeiter|sein stellvertreter|seine stellvertreterin|"
    "il suo assistente|la sua assistente|la sua segretaria|il suo segretario|il suo autista|sua moglie|suo marito|"
    "il suo collaboratore|la sua collaboratrice|il suo vice|"
    "zijn assistent|zijn assistente|haar assistent|haar assistente|zijn secretaresse|haar secretaresse|zijn chauffeur|"
    "haar chauffeur|zijn vrouw|haar man|zijn medewerker|zijn medewerkster|"
    "su asistente|su secretaria|su secretario|su chofer|su conductor|su esposa|su marido|su mujer|su ayudante|su adjunto|"
    "su adjunta";

const std::string_view of_the_writer =
    "my|me|myself|mine|mon|ma|mes|moi|mein|meine|meiner|meinen|meinem|mich|mia|mio|miei|mie|mijn|mij|mijzelf|mi|mis";

const std::string_view first_of_two =
    "the former|the first|the first one|the first named|the first mentioned|le premier nomme|la premiere nommee|le premier "
    "cite|erstgenannter|erstgenannte|der erstgenannte|die erstgenannte|el primero citado|le premier|la premiere|celui "
    "la|celle la|der erste|die "
    "erste|erster|ersterer|erstere|"
    "der erstere|die erstere|il primo|la prima|de eerste|eerstgenoemde|de eerstgenoemde|el primero|la primera|este primero";

const std::string_view second_of_two =
    "the latter|the second|the second one|the last named|the second named|letztgenannter|letztgenannte|der "
    "letztgenannte|die "
    "letztgenannte|zweitgenannter|zweitgenannte|le second|la seconde|le deuxieme|la deuxieme|ce dernier|cette derniere|der "
    "zweite|"
    "die zweite|letzterer|letztere|der letztere|die letztere|il secondo|la seconda|quest ultimo|quest ultima|de tweede|"
    "laatstgenoemde|de laatstgenoemde|el segundo|la segunda|este ultimo|esta ultima";

const std::string_view behind_ordinal =
    "was|is|will|would|has|holds|needs|born|with|wishes|requires|travels|carries|uses|prefers|asks|"
    "ins|into|am|on|le|il|op|el|est|a|ne|nee|sera|souhaite|demande|voyage|presentera|detient|dispose|prefere|voyagera|aura|"
    "wurde|ist|hat|mochte|geboren|wunscht|benotigt|braucht|reist|besitzt|bittet|"
    "e|ha|nato|nata|desidera|chiede|viaggia|possiede|presentera|avra|preferisce|viaggera|"
    "werd|heeft|wenst|reist|vraagt|bezit|wil|"
    "nacio|es|tiene|nacido|nacida|presentara|viajara|pide|necesita|necesitara|solicita|desea|lleva|viaja|posee";

const std::string_view one_by_one =
    "respectively|respectivement|beziehungsweise|respektive|in dieser reihenfolge|jeweils in dieser|rispettivamente|"
    "nell ordine|respectievelijk|respectivamente|in that order|dans cet ordre|en este orden|por este orden|in deze volgorde";

const std::string_view begins_condition =
    "if |should you |should anything |should any |should there |in case |falls |sollte |sollten |wenn |sofern |si |en cas |"
    "s il |s ils |au cas |se |qualora |in caso |nel caso |ove |als |indien |mocht |mochten |wanneer |en caso |caso |de ser |"
    "en el caso ";

const std::string_view of_whatever =
    "any|tout|toute|eventuel|eventuels|eventuelle|eventuelles|eventuellen|eventueller|etwaige|etwaigen|etwaiger|allfallige|"
    "allfalligen|allfalliger|jede|jeder|jegliche|jeglicher|mogliche|moglichen|ogni|qualsiasi|qualunque|eventuale|eventuali|"
    "eventueel|eventuele|elke|iedere|mogelijke|cualquier|cualesquiera|eventual|eventuales|posible|posibles";

const std::string_view as_far_as_possible =
    "if possible|if it is still|if still|if it is possible|if you could|wenn moglich|falls moglich|falls noch|wenn es noch|"
    "si possible|si c est|si cela est|si vous pouviez|s il vous plait|se possibile|se e possibile|se fosse|indien mogelijk|"
    "als het mogelijk|als het kan|als het nog|si es posible|si fuera posible|si todavia";

const std::string_view told_by =
    "spoke with|spoken with|talked to|talked with|discussed with|agreed with|call with|phone with|told by|informed "
    "by|thanks to|"
    "parle avec|discute avec|convenu avec|entretien avec|grace a|gesprochen mit|besprochen mit|telefonat mit|vereinbart mit|"
    "wie mit|telefoniert mit|parlato con|concordato con|sentito con|gesproken met|besproken met|afgesproken met|hablado con|"
    "acordado con|comentado con";

const std::string_view of_earlier_letter =
    "was missing|were missing|was lacking|were lacking|had been missing|was still missing|were still missing|"
    "was not included|were not included|was still outstanding|were still outstanding|outstanding data|outstanding "
    "information|"
    "outstanding details|outstanding particulars|had left out|left out of|missing element|missing information|missing info|"
    "missing detail|missing data|missing date|missing number|missing piece|missing item|missing particular|missing passport|"
    "missing expiry|missing birth|missing id|missing field|missing part|"
    "element manquant|donnee manquante|information manquante|renseignement manquant|renseignements manquants|date "
    "manquante|"
    "numero manquant|la piece manquante|"
    "fehlende angabe|fehlende datum|fehlenden datum|fehlende nummer|fehlende ablauf|fehlende geburts|noch fehlende|"
    "noch gefehlt|"
    "ontbrekende gegeven|ontbrekende nummer|ontbrekende datum|"
    "dato mancante|elemento mancante|che mancava|que faltaba|dato faltante|datos faltantes|informacion faltante|"
    "manquait|manquaient|faisait defaut|faisaient defaut|donnees en attente|"
    "fehlte|fehlten|gefehlt|noch offenen angaben|noch offene angaben|offen geblieben|offen war|offen waren|"
    "mancava|mancavano|mancante|mancanti|rimasto in sospeso|rimasti in sospeso|"
    "ontbrak|ontbraken|nog openstond|nog openstonden|"
    "faltaba|faltaban|dato pendiente|datos pendientes|quedaba pendiente|quedaban pendientes|dato que falta|datos que faltan|"
    "in my registration|in our registration|in the registration of|in my last mail|in my last message|in my previous mail|"
    "dans mon inscription|dans notre inscription|dans l inscription de|dans mon precedent|dans mon dernier|"
    "in meiner anmeldung|in unserer anmeldung|in der anmeldung von|in meiner letzten mail|in meiner letzten nachricht|"
    "nella mia iscrizione|nella nostra iscrizione|nell iscrizione di|nella mia precedente|nella mia ultima|"
    "in mijn inschrijving|in mijn aanmelding|in onze inschrijving|in onze aanmelding|in mijn vorige|in mijn laatste|"
    "en mi inscripcion|en nuestra inscripcion|en la inscripcion de|en mi anterior|en mi ultimo|"
    "is no longer valid|n est plus valable|n est plus valide|nicht mehr gultig|non e piu valid|niet meer geldig|"
    "ya no es valid|ya no vale|"
    "i had given|i had sent|i had indicated|i had stated|vous avais indique|vous avais transmis|vous avais envoye|"
    "vous avais donne|vous avais communique|angegeben hatte|geschickt hatte|mitgeteilt hatte|gemeldet hatte|avevo indicato|"
    "avevo inviato|avevo comunicato|avevo trasmesso|had doorgegeven|had gestuurd|had opgegeven|had vermeld|habia indicado|"
    "habia enviado|habia comunicado|habia facilitado|"
    "still owed|i owed you|owe you|i still owe|we still owe|restait a fournir|qui restait|vous devais|vous dois encore|"
    "vous devons encore|schuldig geblieben|noch schuldig|ihnen noch schulde|rimasta in sospeso|rimaste in sospeso|"
    "vi devo ancora|vi dovevo|dovevamo ancora|nog schuldig|nog te bezorgen|nog verschuldigd|quedo pendiente|"
    "quedaron pendientes|estaba pendiente|estaban pendientes|les debia|le debia|les debo|quedo sin|further to my mail of|"
    "further to my e mail of|further to our mail of|suite a mon mail du|suite a mon courriel du|suite a notre courriel du|"
    "in erganzung";

const std::string_view as_promised =
    "as promised|as announced|comme promis|comme annonce|comme convenu|wie versprochen|wie angekundigt|wie zugesagt|"
    "wie vereinbart|come promesso|come annunciato|come anticipato|come convenuto|zoals beloofd|zoals aangekondigd|"
    "zoals afgesproken|zoals gezegd|como prometi|como anuncie|como les anuncie|como le anuncie|como os anuncie|como "
    "quedamos|"
    "como acordamos|como le prometi|como les prometi|now have|have now received|ho ora ricevuto|jetzt vorliegt|nu ontvangen";

}  // namespace eb::issuer::intake
