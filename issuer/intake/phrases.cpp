#include "issuer/intake/phrases.hpp"

namespace eb::issuer::intake {

// Each list: English, French, German, Italian, Dutch, Spanish.

const std::string_view about_myself =
    "i will attend|i will be attending|i shall attend|i will take part|i will participate|i will join|i will come|"
    "i would like to attend|i would love to attend|i d like to attend|i would like to join|i would like to come|"
    "i would like to participate|i would like to take part|i want to attend|i wish to attend|i wish to participate|"
    "i plan to attend|i am coming|i ll be coming|i ll attend|i ll be there|i ll be attending|i ll join|i ll be flying|"
    "i ll take part|register me|sign me up|count me in|count on me|add me|put me|my registration|my participation|"
    "my attendance|my details|my data|my particulars|my information|my info|register myself|i was born|i am born|"
    "born i was|my passport|my id|my identity card|my date of birth|my name is|i am pleased to confirm|i confirm my|"
    "happy to join|happy to attend|glad to attend|i hereby register|i am registering for|"
    "i would like to register for|i wish to register for|i want to register for|i d like to register for|"
    "i would like to sign up|i am going to attend|i intend to attend|i intend to participate|"
    "je participerai|je serai present|je souhaite participer|je souhaiterais participer|je desire participer|"
    "je voudrais participer|j assisterai|je souhaite assister|je souhaiterais assister|m inscrire|je m inscris|"
    "mon inscription|ma participation|mes coordonnees|mes donnees|mes informations|je suis ne|mon passeport|ma carte d|"
    "ma date de naissance|je confirme ma|je serai des votres|je viendrai|je prendrai part|inscrivez moi|je m appelle|"
    "je soussigne|"
    "ich nehme|nehme ich|ich werde teilnehmen|melde ich mich|ich melde mich|mich anmelden|meine anmeldung|"
    "meine teilnahme|meiner anmeldung|meiner teilnahme|meinem pass|meinem ausweis|meines passes|meines reisepasses|meines "
    "ausweises|"
    "meines personalausweises|meines geburts|meine daten|meine angaben|ich bin "
    "am|ich wurde am|geboren bin ich|mein reisepass|mein pass|"
    "mein ausweis|mein personalausweis|mein geburtsdatum|ich komme gern|ich mochte teilnehmen|ich mochte gern|"
    "ich wurde gern|ich bin dabei|gern dabei|ich heisse|mein name|ich werde an|"
    "parteciperò|partecipero|saro presente|mi iscrivo|iscrivermi|la mia iscrizione|mia partecipazione|i miei dati|"
    "sono nato|sono nata|il mio passaporto|la mia carta|la mia data di nascita|confermo la mia|vorrei partecipare|"
    "desidero partecipare|prendero parte|verro|mi registro|registrarmi|mi chiamo|il sottoscritto|la sottoscritta|"
    "intendo partecipare|"
    "schrijf ik mij|ik schrijf mij|ik schrijf me|meld ik mij|meld ik me|ik meld mij|ik meld me|mij aanmelden|"
    "me aanmelden|mij inschrijven|me inschrijven|mijn inschrijving|mijn aanmelding|mijn deelname|mijn gegevens|"
    "ik ben geboren|mijn paspoort|mijn identiteitskaart|mijn geboortedatum|ik zal aanwezig|ik ben aanwezig|ik neem deel|"
    "ik neem graag deel|ik wil graag deelnemen|wil ik deelnemen|ik kom graag|ik zal deelnemen|ik heet|mijn naam|"
    "ondergetekende|"
    "asistire|participare|me gustaria inscribirme|inscribirme|mi inscripcion|mi participacion|mi asistencia|mis datos|"
    "naci el|nací|mi pasaporte|mi dni|mi fecha de nacimiento|confirmo mi|deseo inscribirme|quisiera inscribirme|"
    "me inscribo|me apunto|estare presente|deseo participar|quisiera participar|quisiera asistir|me llamo|"
    "el abajo firmante|la abajo firmante|registrarme|"
    "je suis nee|register both me|register me and|myself and|me and my colleague|my own data|my own details|"
    "mes propres|moi meme et|inscrire moi meme|mich selbst|mich und|mich sowie|meine eigenen|ich komme mit|ich komme "
    "zusammen|"
    "me stesso|me stessa|i miei propri|verro con|mijzelf|mezelf|mijn eigen|ik kom samen|ik kom met|"
    "ik kom op|ik kom naar|ik kom zelf|ich komme am|ich komme zum|ich komme zur|ich komme gern|je viens le|je viens a|je "
    "viens avec|vengo il|vengo alla|vengo al|vengo con|voy con|voy el|i come to|i come on|i come with|ikzelf ben|ich selbst "
    "bin|moi meme je suis|io stesso sono|io stessa sono|yo naci|yo mismo naci|yo misma naci|"
    "a mi mismo|a mi misma|mis propios|ire con|ire acompanad|asistire con";

const std::string_view facts_of_mine =
    "ikzelf ben|ik zelf ben|ich selbst bin|moi meme je suis|io stesso sono|io stessa sono|yo naci|yo mismo naci|i myself "
    "was|"
    "i was born|i am born|my passport|my date of birth|my birth date|my id|my identity card|my card|my document|"
    "je suis ne|je suis nee|mon passeport|ma carte|ma date|mon numero|"
    "ich bin am|ich wurde am|ich bin geboren|mein pass|mein reisepass|mein ausweis|mein personalausweis|mein geburtsdatum|"
    "meine ausweisnummer|meine passnummer|"
    "sono nato|sono nata|il mio passaporto|la mia carta|la mia data|il mio documento|"
    "ik ben geboren|ik ben op|mijn paspoort|mijn identiteitskaart|mijn geboortedatum|mijn paspoortnummer|"
    "naci el|naci en|mi pasaporte|mi dni|mi fecha|mi documento|my data|my details|my particulars|mes donnees|mes "
    "coordonnees|meine daten|"
    "meine angaben|i miei dati|mijn gegevens|mis datos";

const std::string_view writer_with_others =
    "me and my|me and the|me and our|me and one|me plus|me as well as|myself and|myself plus|myself as well|and myself|"
    "and i will attend|and i will come|and i will participate|and i would like to|and i d like to|and i are|and i wish|"
    "and i want to|and i plan to|i and my|together with my|along with my|i will come with my|i will attend with my|"
    "i will be accompanied|accompanied by my|both me and|"
    "moi meme et|moi meme ainsi|et moi meme|et moi|moi et mon|moi et ma|moi et mes|avec mon collegue|avec ma collegue|"
    "accompagne de mon|accompagnee de mon|accompagne de ma|accompagnee de ma|accompagne par mon|accompagnee par mon|"
    "mich und|mich sowie|mich selbst|und mich|und ich|ich und|mit meinem kollegen|mit meiner kollegin|mit meinen kollegen|"
    "me stesso|me stessa|e me|e io|ed io|io e|insieme al mio|insieme alla mia|con il mio collega|con la mia collega|"
    "con i miei colleghi|accompagnato dal|accompagnata dalla|accompagnato dalla|accompagnata dal|"
    "mijzelf|mezelf|mij en|mij alsook|en ik|ik en|samen met mijn|met mijn collega|vergezeld van|vergezeld door|"
    "y un servidor|y una servidora|und meine wenigkeit|et votre serviteur|a mi mismo|a mi misma|y yo|yo y|y a mi|junto con "
    "mi|junto a mi|con mi companero|con mi companera|con mi colega|"
    "acompanado de|acompanada de|acompanado por|acompanada por";

const std::string_view data_of_mine =
    "my|mine|myself|me|mes|moi|moi meme|mon|mein|meine|meiner|mich|ich|miei|mio|mia|io|me stesso|me stessa|mijn|mijzelf|"
    "mezelf|ikzelf|ik|mis|mi|yo";

const std::string_view data_words =
    "data|details|particulars|information|info|own|for|of|the|personal|are|as follows|here|his|her|and|"
    "donnees|coordonnees|renseignements|informations|propres|pour|de|d|les|sont|voici|concernant|personnelles|"
    "daten|angaben|personalien|eigene|eigenen|fur|von|zu|hier|die|sind|"
    "dati|propri|per|di|i|ecco|informazioni|personali|"
    "gegevens|eigen|voor|van|zijn|hier|persoonlijke|"
    "datos|propios|para|estos|los|son|personales|mr|ms|mrs|herr|frau|m|mme|dhr|mevr|sig|sra|sr|s";

const std::string_view before_own_name =
    "my name is|i am|i m|name s|je m appelle|je soussigne|je soussignee|je suis|ich heisse|mein name ist|ich bin|mi chiamo|"
    "il sottoscritto|la sottoscritta|sono|ik ben|ik heet|mijn naam is|ondergetekende|me llamo|soy|mi nombre es|"
    "el abajo firmante|la abajo firmante|yo";

const std::string_view before_delegate =
    "register|represented by|nominate|nominates|nominated|appoint|appoints|appointed|designate|designates|designated|"
    "delegate|delegates|send|sends|sending|representative|participant|participants|nominee|delegation of|attended by|"
    "colleague|colleagues|expert|add|include|will be|registration of|registration for|details of|data of|behalf of|"
    "inscrire|inscription de|inscrivez|represente par|representee par|representes par|par|designer|designe|delegue|"
    "enregistrer|coordonnees de|participation de|noter l inscription de|collegue|representant|representante|"
    "vertreten durch|durch|entsendet|entsenden|benennt|benennen|benenne|melde ich|melden wir|anmeldung von|teilnehmer|"
    "teilnehmerin|kollege|kollegen|kollegin|meldet|teilnahme von|"
    "iscrivere|iscrizione di|rappresentato da|rappresentata da|rappresentati da|dal|dalla|da|dai|designa|nomina|"
    "rappresentante|partecipera|parteciperanno|registrare|dati di|collega|sara|"
    "aanmelden|aanmelding van|vertegenwoordigd door|door|inschrijving van|inschrijven|deelnemer|afgevaardigde|stuurt|"
    "collega|gegevens van|komt|komen|meld ik|melden wij|"
    "inscribir|inscripcion de|inscriban|representado por|representada por|representados por|por|designa|asistira|"
    "asistiran|participara|participaran|representante|datos de|registrar|registren|a";

const std::string_view before_represented =
    "on behalf of|in behalf of|for|from|representing|represent|represents|representative of|representatives of|"
    "delegate of|delegates of|officers of|members of|member of|colleagues of|experts of|participants of|delegation of|"
    "registration of|employed by|employed at|work for|works for|working for|work at|works at|working at|to represent|"
    "participants from|delegates of|expert from|here at|at|with|of|"
    "au nom de|au nom du|au nom des|pour le compte de|pour le compte du|pour|de la part de|de la part du|represente|"
    "representera|representerai|representant|representante|representant de|representante de|representante de "
    "la|representant de la|representants de|representants du|travaille a|travaille au|"
    "travaille chez|chez|delegation de|delegation du|agents de|agents du|en poste a|du|de la|de l|au sein de|au sein du|"
    "im namen|im namen des|im namen der|im auftrag|im auftrag des|im auftrag der|fur|fuer|vertrete|vertritt|vertreten|"
    "vertreter|vertreterin|seitens|von|vom|von der|bei|beim|bei der|arbeite|arbeitet|beschaftigt|aus|des|der|"
    "per conto|per conto di|per conto del|per conto della|a nome|a nome di|a nome del|a nome della|in rappresentanza|"
    "rappresento|rappresenta|rappresentera|rappresentante|rappresentanti|lavoro per|lavoro presso|presso|per|della|"
    "dell|del|di|dello|delegati|partecipanti|"
    "namens|voor|vertegenwoordig|vertegenwoordigt|vertegenwoordiger van|vertegenwoordigers van|in opdracht van|bij|"
    "werkzaam bij|werk bij|werk voor|van|"
    "en nombre de|en nombre del|en representacion de|en representacion del|por parte de|por parte del|por|representando|"
    "represento|representa|representante de|representante del|trabajo en|trabajo para|adscrito a|en|del|de";

const std::string_view after_represented =
    "will be represented|is represented|will be sending|will send|sends|wishes|would like|nominates|nominate|"
    "has nominated|designates|has designated|appoints|has appointed|delegates|will take part|takes part|"
    "will participate|will attend|will be attending|is sending|is pleased|has the honour|has decided|intends|proposes|"
    "registers|will delegate|is glad|is happy|attendees|participants|delegation|delegates|representatives|staff|"
    "sera represente|sera representee|sera represente|est represente|est representee|souhaite|designe|a designe|"
    "enverra|envoie|propose|participera|a nomme|nomme|inscrit|delegue|a l honneur|sera presente|desire|prendra part|"
    "wird vertreten|wird durch|wird von|entsendet|benennt|meldet|nimmt|wird teilnehmen|mochte|schickt|hat benannt|"
    "lasst sich|ist vertreten|wird mit|"
    "sara rappresentato|sara rappresentata|e rappresentato|e rappresentata|designa|ha designato|nomina|intende|"
    "partecipera|parteciperà|desidera|invia|inviera|comunica|ha nominato|iscrive|sara presente|"
    "wordt vertegenwoordigd|zal vertegenwoordigd|stuurt|wenst|zendt|vaardigt|wil|neemt|zal deelnemen|meldt|duidt|"
    "heeft aangeduid|vertegenwoordigd|"
    "estara representado|estara representada|sera representado|sera representada|designa|ha designado|desea|"
    "participara|enviara|nombra|ha nombrado|inscribe|asistira|acudira|quiere|estara presente|propone|"
    "fera representer|se fera|sera aussi|enverra|est heureux|est heureuse|a le plaisir|a choisi|"
    "lasst|wird sich|freut|hat die ehre|ha il piacere|si fara|e lieta|e lieto|heeft het genoegen|laat zich|"
    "tiene el honor|se complace|se hara|ha decidido|hat beschlossen|a decide|heeft besloten";

const std::string_view between_person_and_organisation =
    "of|of the|from|from the|at|at the|with|representing|representing the|for|for the|du|de la|de l|de|des|au|chez|"
    "a la|representant|von|von der|vom|beim|bei|bei der|des|der|fur|aus dem|vertritt|del|della|dell|dello|dei|di|presso|"
    "presso il|presso la|presso l|per|van|van de|van het|bij|bij de|bij het|voor|namens|de|del|de la|en|en el|en la|"
    "who works for|works for|travaillant pour|vertreterin|working for";

const std::string_view ends_organisation =
    "will|would|is|are|was|has|have|wish|wishes|nominates|nominate|sends|send|designates|appoints|delegates|represented|"
    "represents|takes|attends|participates|who|which|that|to|on|at|by|as|with|we|i|you|please|attendees|participants|"
    "can|may|shall|kindly|hereby|registers|proposes|intends|in|from|since|where|"
    "sera|seront|est|sont|a|ont|souhaite|souhaitent|designe|enverra|envoie|propose|participera|nomme|inscrit|desire|qui|"
    "que|par|le|je|nous|vous|ne|nee|avec|dont|assistera|vous|prie|ainsi|prendra|"
    "wird|werden|ist|sind|hat|haben|entsendet|benennt|meldet|nimmt|melde|mochte|schickt|der|die|das|durch|als|ich|wir|an|"
    "am|mit|teil|folgende|nehmen|wurden|nehme|sowie|"
    "sara|saranno|e|sono|ha|hanno|designa|nomina|intende|partecipera|desidera|invia|comunica|che|parteciperanno|nato|nata|"
    "alla|al|con|vorrebbe|si|"
    "wordt|worden|zal|zullen|is|zijn|heeft|hebben|stuurt|wenst|zendt|wil|neemt|meldt|die|dat|door|ik|wij|op|met|aan|"
    "estara|estaran|sera|seran|es|son|ha|han|designa|desea|participara|participaran|enviara|nombra|asistira|asistiran|"
    "acudira|que|por|con|nacido|nacida|mi|mis|titular|titulaire|titolare|holder|born|geboren|al|a|mio|mia|mon|mes|mein|"
    "meine|mijn|my|his|her|sein|"
    "ihr|suo|sua|son|sa|zijn|haar|su|meiner|meinem|and i|presente|pour la reunion|verro|vengo|"
    "session|meeting|seance|sesion|sessione|sitzung|zitting|encuentro|incontro|bijeenkomst|vergadering|"
    "delegue|deleguent|deleguera|designent|designera|inscrivent|nomment|proposent|presente|prend|mandate|vient|viennent|"
    "communique|informe|prie|remercie|tient|charge|vous|lui|leur|deux|trois|"
    "schicken|entsenden|benennen|nominiert|nominieren|delegiert|delegieren|kommt|kommen|lasst|begrusst|dankt|freut|bittet|"
    "teilt|beauftragt|stellt|gibt|macht|darf|"
    "delega|iscrive|manda|segnala|presenta|porge|ringrazia|propone|propongono|vorrebbe|interverra|interviene|vi|ci|ha|"
    "meld|stuur|vaardig|draag|geef|benoem|zend|delegeer|melde|benenne|entsende|schicke|bitte|inscris|inscrivons|inscribo|"
    "inscribimos|remito|envio|iscrivo|trasmetto|segnalo|invio|"
    "laat|laten|nemen|neemt|komt|komen|sturen|zenden|melden|delegeert|graag|willen|duidt|stelt|meldt|benoemt|draagt|geeft|"
    "biedt|betuigt|vraagt|schrijf|schrijft|"
    "delega|inscribe|propone|presenta|saluda|comunica|informa|agradece|manda|va|van|ira|iran|acude|acuden|quiere|solicita|"
    "delegates|proposes|names|puts|appoints|presents|informs|asks|comes|come|attend|attends|join|joins|register|send|"
    "quisiera|quisieramos|querria|gustaria|voudrait|voudraient|aimerait|vorrebbe|vorrebbero|mochten|zou|zouden|would|"
    "registering|sending|nominating|still|also|intend|plans|plan|requests|thanks|delighted|pleased|happy";

const std::string_view organisation_connectors =
    "of|the|and|for|on|de|du|des|la|le|les|l|d|et|pour|fur|und|der|des|im|in|zur|zum|von|del|della|dell|dei|degli|delle|"
    "dello|di|e|ed|per|il|lo|i|gli|van|het|en|voor|y|el|los|las|para|s|au|aux|a|contre|sur|ohne|gegen|sans|senza|contro|"
    "zonder|tegen|sin|contra|against|without|tra|fra|entre|between|among|"
    "do|dos|da|das|os|as|o|ao|aos|pro|pre|za|och|og|for|ja|na|ds|pentru|ale|ir|un|per|sui|sul|sulla|sulle|sugli|ai|agli|"
    "alle|nei|nelle|sobre|over|ter|ten";

const std::string_view flowing_organisations =
    "office|direction|agence|service|ministere|institut|centre|commission|autorite|conseil|secretariat|prefecture|"
    "delegation|bureau|parquet|police|gendarmerie|societe|association|federation|cour|tribunal|chambre|observatoire|"
    "departement|unite|administration|etablissement|haut|haute|inspection|comite|mission|"
    "dipartimento|direzione|ministero|autorita|agenzia|ufficio|istituto|centro|servizio|polizia|guardia|comando|presidenza|"
    "procura|arma|reparto|nucleo|consiglio|comitato|ente|garante|segreteria|"
    "ministerio|direccion|oficina|agencia|instituto|autoridad|consejo|secretaria|policia|comisaria|unidad|servicio|"
    "fiscalia|jefatura|cuerpo|departamento|subdireccion|delegacion|comision|"
    "ministerie|dienst|directie|bureau|instituut|centrum|agentschap|raad|autoriteit|inspectie|parket|politie|belgisch|"
    "federale|nationale|nationaal|koninklijke|rijksdienst|algemene|nederlands|nederlandse";

}  // namespace eb::issuer::intake
