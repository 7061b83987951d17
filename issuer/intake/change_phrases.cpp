// Changes, languages, greetings: the rest of phrases.hpp.
#include "issuer/intake/phrases.hpp"

namespace eb::issuer::intake {

const std::string_view asks_change =
    "forgot|j ai oublie|oublie d|vergessen|dimenticat|vergeten|olvid|already registered but|i am already registered|"
    "je suis deja inscrit|ich bin bereits angemeldet|bin schon angemeldet|sono gia iscritt|ik ben al|ben reeds|"
    "ya estoy inscrit|ya estoy registrad|renewed my|j ai renouvele|he renovado|neue nummer|new number is|nouveau numero|"
    "nuovo numero|nieuwe nummer|nuevo numero|elements manquants|"
    "please cancel|please change|please correct|please amend|please withdraw|please remove|please delete|"
    "please update|please replace|kindly cancel|kindly replace|kindly correct|kindly remove|kindly amend|"
    "kindly update|kindly change|have to cancel|must cancel|need to cancel|wish to cancel|like to cancel|"
    "want to cancel|cancel my|cancel her|cancel his|cancel the registration|cancel our|has to cancel|"
    "have to withdraw|has to withdraw|must withdraw|off the list|from the list|withdraw my|withdraw his|withdraw her|"
    "withdraw our|wrong document|wrong passport|wrong date|wrong number|wrong id|wrong expiry|wrong email|"
    "wrong e mail|gave you the wrong|gave the wrong|sent you the wrong|mistake in|error in|typo in|made a mistake|"
    "made an error|mistyped|should read|instead of what|correct my|correction to|correction of|corrected|"
    "correct number is|correct date is|is incorrect|was incorrect|further to my registration|"
    "further to our registration|further to the registration|complete the registration|complete my registration|"
    "my earlier registration|my previous registration|our earlier|our previous|previously registered|amend|annuler|"
    "annulez|annulation|desistement|desister|corriger|veuillez modifier|modifier l|modifier mon|rectifi|erreur dans|"
    "une erreur|errone|completer l inscription|completer mon inscription|completer ma|complement|donnees manquantes|"
    "informations manquantes|remplacer|desinscrire|suite a mon inscription|suite a l inscription|stornieren|"
    "stornierung|abmelden|abmeldung|streichen|korrigier|korrektur|berichtig|andern sie|bitte andern|zu andern|"
    "anderung|zahlendreher|tippfehler|falsche|falschen|falsches|falsch angegeben|irrtumlich|versehentlich|richtige|"
    "richtig ist|nachreichen|nachtrag|erganz|fehlende angaben|fehlenden angaben|fehlenden daten|fehlende daten|"
    "zuruckziehen|annullare|annullamento|cancellare|cancellazione|disdetta|disdire|rettific|correggere|correzione|"
    "errore materiale|un errore|errato|errata|erronea|erroneo|sbagliat|modificare|ad integrazione|dati mancanti|"
    "sostituire|quello corretto|quella corretta|annuleren|annulering|afmelden|afmelding|schrappen|verwijderen|"
    "corrigeren|correctie|wijzigen|wijziging|verkeerd|foutief|fout in|een fout|juiste nummer|juiste datum|juiste is|"
    "aanvulling|aanvullen|ontbrekende|vervangen|typefout|uitschrijven|anulen|anular|anulacion|cancelen|cancelar|"
    "cancelacion|dar de baja|de baja|corrij|corregir|correccion|rectific|modifiquen|modificar|modificacion|error en|"
    "un error|erronea|erroneo|equivocad|indique mal|incorrect|sustituir|sustituyan|la correcta es|el correcto es|"
    "complemento a|here is the missing|here are the missing|the remaining data are|here are the remaining|"
    "here is the remaining|to complete my registration|to complete the registration of";

const std::string_view of_newsletters =
    "to unsubscribe|unsubscribe from|unsubscribe here|wish to receive|stop receiving|se desabonner|vous desabonner|"
    "vous desinscrire|ne plus recevoir|newsletter|abbestell|keine weiteren mails|keine weiteren e mails|nicht mehr erhalten|"
    "disiscriv|cancellarsi dalla|non ricevere piu|non desidera ricevere|nieuwsbrief|niet meer ontvangen|"
    "geen e mails meer|para darse de baja|si desea darse de baja|no desea recibir|dejar de recibir|boletin";

const std::string_view comes_later =
    "will follow|will be sent|will be provided|will send|will let you|let you know|to follow|will be communicated|suivront|"
    "suivra|sera communique|seront communique|sera transmis|seront transmis|je vous enverrai|folgt|folgen|nachgereicht|"
    "reiche ich|teile ich|seguira|seguiranno|saranno inviat|sara inviat|volgt|volgen|bezorg|seguiran|se enviara|enviare|"
    "remitire|can i|can we|may i|is it possible|est il possible|kann ich|kann man|e possibile|kan ik|es posible|puedo|"
    "will provide|will forward|will supply|will complete|will communicate|will pass on|shall send|shall provide|"
    "as soon as she|as soon as he|as soon as they|as soon as i |as soon as we|as soon as the|once she has|once he has|"
    "transmettra|transmettrons|transmettrai|communiquera|communiquerons|vous enverra|vous enverrons|fera parvenir|"
    "ferai parvenir|ferons parvenir|parviendra|parviendront|des qu elle|des qu il|des que j|des que nous|des reception|"
    "sobald sie|sobald er|sobald ich|sobald wir|sobald der|sobald die|sobald das|reichen wir|nachreichen werde|"
    "senden wir ihnen|liefern wir|liefere ich|ubermitteln wir|"
    "trasmettera|trasmetteremo|trasmettero|comunichera|comunicheremo|comunichero|inviera|invieremo|inviero|fara avere|"
    "fara pervenire|faremo pervenire|faremo avere|fornira|forniremo|non appena|appena avra|appena avremo|appena ricev|"
    "zodra|stuur ik|stuurt zij|stuurt hij|sturen wij|sturen we|bezorgt|bezorgen|nasturen|zal u|"
    "enviaremos|remitiremos|remitira|facilitara|facilitaremos|comunicara|comunicaremos|comunicare|hara llegar|"
    "haremos llegar|en cuanto reciba|en cuanto tenga|en cuanto disponga|tan pronto";

const std::string_view of_mailings =
    "unsubscribe|opt out|newsletter|mailing list|click here|click on|click the|desabonner|desabonnement|desinscription|"
    "lettre d information|liste de diffusion|cliquez|abbestellen|abmeldelink|rundbrief|verteiler|klicken sie|"
    "disiscri|lista di distribuzione|clicca|cliccare|cliccando|nieuwsbrief|mailinglijst|klik op|klik hier|klikken|"
    "boletin|lista de correo|haga clic|haz clic|pulse aqui|cancelar la suscripcion|darse de baja de esta";

const std::string_view registers =
    "register|nominat|appoint|designat|represent|delegat|send|attend|participa|sign up|add |take part|come|inscri|"
    "enregistr|assister|sera present|envoie|enverra|desig|entsend|benenn|anmeld|melde|vertreten|vertritt|teilnehm|nehmen|"
    "kommen|kommt|iscriv|rappresent|partecip|nomina|aanmeld|inschrij|vertegenwoordig|stuurt|deelne|meld|inscrib|asisti|"
    "registr|acudir|participant|teilnehmer|deelnemer|expert|colleague|"
    "komme|participe|venir|viens|venons|viendr|vengo|verro|verremo|veniamo|presenzi|ik kom|komen|aanwezig|anwesend|dabei|"
    "ire con|iremos|accompan|accompagn|acompan|begleit|vergezel";

const std::string_view subject_change =
    "correction|missing|manquant|fehlend|ontbrekend|cancel|cancellation|change of|changes "
    "to|replacement|substitution|substitute|withdrawal|amendment|amended|"
    "change in our|supplement|update of|updated|korrektur|stornierung|abmeldung|anderung|ersatz|berichtigung|"
    "annulation|modification|remplacement|rectificati|desistement|changement|rettifica|annullamento|sostituzione|modifica|"
    "disdetta|wijziging|annulering|vervanging|afmelding|correctie|aanvulling|rectificacion|correccion|"
    "cancelacion|anulacion|sustitucion|correzione|cambio de|baja|nachtrag|erganzung|complement|mise a jour|modificacion|"
    "change to|typo";

const std::string_view asks_replacement =
    "instead of|in my place|me remplacera|me remplace|a ma place|an meiner stelle|mich vertreten|al mio posto|mi sostituira|"
    "in mijn plaats|vervangt mij|mij vervangen|en mi lugar|me sustituira|replace me|in place of|in her place|in his "
    "place|will be replaced|is replaced|replaced by|replaces|replacing|replace|"
    "in lieu of|substitute for|substituted by|instead|has been called to|take the place|takes the place|"
    "a la place|en lieu et place|en remplacement|remplace|remplacera|remplacer|sera remplace|sera remplacee|au lieu de|"
    "anstelle|an stelle|anstatt|statt|ersetzt|ersetzen|wird ersetzt|vertretungsweise|an ihrer stelle|an seiner stelle|"
    "fur ihn|springt ein|"
    "al posto|in luogo|in sostituzione|sostituito|sostituita|sostituira|sostituisce|sostituire|invece di|invece del|"
    "in plaats van|ter vervanging|vervangen door|vervangt|wordt vervangen|in de plaats|vervanger|"
    "en lugar de|en lugar del|en sustitucion|sustituido|sustituida|sustituira|sustituye|reemplazado|reemplazara|en su lugar|"
    "en vez de|sustituto";

const std::string_view does_not_come =
    "will not be able to|is not able to|unable to|not be able to attend|cannot attend|can not attend|cannot come|"
    "can t attend|can t come|can t make it|no longer attend|no longer be able|no longer able|no longer come|"
    "will not attend|will not come|won t be|has been called|is prevented|no longer available|not coming|"
    "ne pourra pas|ne pourra plus|ne pourra finalement|ne peut pas|ne peut plus|empeche|empechee|ne sera pas|ne sera plus|"
    "ne participera|n assistera|ne viendra|n est plus disponible|"
    "nicht teilnehmen|kann leider nicht|kann doch nicht|verhindert|nicht kommen|muss absagen|absagen|abgesagt|"
    "non potra|non puo|impossibilitat|non partecipera|non sara|impedit|"
    "kan niet|kan helaas niet|verhinderd|niet aanwezig|niet deelnemen|zal niet|afmelden|"
    "no podra|no puede|no asistira|imposibilitad|no acudira|no participara|no estara";

const std::string_view stays_as_is =
    "as planned|as registered|already registered|already on|is registered|remains|remain|unchanged|stays|"
    "already been registered|still attend|will still|comme prevu|deja inscrit|deja inscrite|reste inscrit|inchange|"
    "wie geplant|bereits angemeldet|schon angemeldet|bleibt|unverandert|come previsto|gia iscritt|resta|rimane|invariat|"
    "zoals gepland|reeds aangemeld|al aangemeld|al ingeschreven|blijft|ongewijzigd|como estaba previsto|como previsto|"
    "ya inscrit|ya registrad|sigue|permanece|sin cambios";

const std::string_view wrong_value =
    "not|non|nicht|niet|pas|et non|and not|und nicht|instead of|rather than|statt|anstatt|au lieu de|au lieu du|invece di|"
    "invece del|in plaats van|en lugar de|en lugar del|y no|en vez de|e non|en niet|wrong|old|previous|formerly|was|"
    "incorrectly|falsch|falsche|alte|alten|bisher|fausse|ancien|ancienne|errone|erronee|sbagliato|sbagliata|vecchio|"
    "vecchia|oude|verkeerde|foutieve|antiguo|antigua|anterior|erroneo|erronea|from";

const std::string_view right_value =
    "should be|should read|must be|correctly|changed to|corrected to|but|sino|deberia ser|debe ser|doit etre|devrait "
    "etre|mais|"
    "sondern|richtig|korrekt|lauten|dovrebbe essere|deve essere|bensi|ma|moet zijn|maar|wel|correct is|in fact";

const std::string_view replaces_writer =
    "replace me|replaces me|replacing me|in my place|in my stead|instead of me|on my behalf|me remplacera|me remplace|"
    "a ma place|an meiner stelle|an meiner statt|mich vertreten|vertritt mich|mich ersetzen|statt meiner|al mio posto|"
    "mi sostituira|mi sostituisce|in mijn plaats|vervangt mij|mij vervangen|vervangt me|en mi lugar|me sustituira|"
    "me sustituye|me reemplazara";

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
const std::string_view language_is_fine =
    "is fine|is ok|fine for me|ok for me|is okay|are fine|will do|works for me|suits me|is good|me convient|convient|"
    "ist in ordnung|passt|genugt|va bene|is prima|is goed|volstaat|esta bien|me vale";
const std::string_view no_interpretation =
    "no interpretation|not need|no need|not required|does not require|do not require|without interpretation|"
    "none needed|not necessary|pas besoin|pas d interpretation|sans interpretation|n ai pas|aucune interpretation|"
    "keine verdolmetschung|kein dolmetscher|keine dolmetsch|nicht erforderlich|nicht notig|nicht benotigt|"
    "non serve|non necessit|nessuna interpretazione|non e necessari|geen tolk|geen vertolking|niet nodig|"
    "no necesit|sin interpretacion|no es necesari|no hace falta|will be available|be provided";
const std::string_view all_of_them =
    "both|all|everyone|we|they|each|all three|tous|toutes|les deux|tous les deux|toutes les deux|ils|elles|nous|chacun|"
    "beide|alle|samtliche|jeweils|tutti|tutte|entrambi|entrambe|ambedue|allen|beiden|allemaal|zij willen|zij wensen|zij "
    "volgen|zij zouden|wij|iedereen|ambos|"
    "ambas|todos|todas|los dos|las dos|participants|teilnehmer|deelnemers|partecipanti|participantes|delegates|delegation";
const std::string_view address_for_questions =
    "question|questions|any queries|further information|contact me|contact us|contact the|reach me|do not hesitate|"
    "reply to|confirm to|confirmation to|write to me|renseignement|n hesitez|contacter|ruckfrage|ruckfragen|fragen|"
    "wenden sie|erreichen sie mich|bestatigung an|informazioni|contattare|contattarmi|vragen|contact opnemen|bereikbaar|"
    "consulta|contactar|dudas|ponerse en contacto|copy to|cc|urgent|dringend";
const std::string_view same_as_above =
    "as above|same as above|see above|idem|ditto|dto|id|same|the same|same organisation|same organization|same company|"
    "wie oben|siehe oben|dieselbe|ebenda|ebenso|voir ci dessus|comme ci dessus|meme|meme organisation|come sopra|"
    "vedi sopra|stessa|stesso|zie boven|zelfde|als boven|hetzelfde|dezelfde|igual|el mismo|la misma|ver arriba|"
    "misma organizacion|as for|u s|wie vor|same institution|meme organisme";
const std::string_view of_the_invitation =
    "please register by providing|please find attached a letter inviting you|interpretation will be available in en fr|"
    "travel and accommodation are to be arranged|the session brings together representatives|"
    "interpretation will be provided in";

const std::string_view not_names =
    "mitarbeiter|mitarbeiterin|vertreter|vertreterin|teilnehmerliste|liste|lista|elenco|lijst|tabelle|table|tableau|anlage|"
    "annex|nominations|nomination|benennung|"
    "designation|designazione|dear|hello|hi|good|morning|afternoon|evening|day|sir|sirs|madam|madams|colleague|colleagues|"
    "organisers|organizers|"
    "please|thank|thanks|kind|best|regards|the|this|that|these|our|my|his|her|their|your|its|we|i|you|he|she|they|it|and|or|"
    "in|on|at|for|from|to|by|with|as|of|is|are|will|not|no|yes|i m|im|a|an|both|all|two|three|four|here|there|below|above|"
    "following|see|find|attached|if|when|who|which|further|also|unfortunately|regrettably|sorry|instead|due|given|he s|"
    "registration|register|session|meeting|forum|internet|eu|european|commission|union|brussels|bruxelles|brussel|brussel|"
    "bruselas|invitation|participant|participants|delegate|delegates|passport|details|data|list|team|secretariat|fyi|ps|"
    "re|fw|fwd|subject|sent|english|french|german|italian|dutch|spanish|one|last|more|next|dob|id|ok|with reference|"
    "january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    "thursday|friday|saturday|sunday|"
    "bonjour|bonsoir|cher|chere|chers|cheres|madame monsieur|veuillez|merci|je|nous|vous|il|elle|ils|le|la|les|l|un|une|des|"
    "du|de|notre|nos|votre|vos|mon|ma|mes|son|sa|ses|ce|cette|voici|ci|suite|pour|par|dans|avec|sur|en|et|ou|deux|trois|"
    "tous|toutes|cordialement|salutations|inscription|participation|reunion|session|passeport|carte|janvier|fevrier|mars|"
    "avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|lundi|mardi|mercredi|jeudi|vendredi|malheureusement|"
    "sehr|geehrte|geehrter|damen|herren|liebe|lieber|kolleginnen|kollegen|kollegin|kollege|guten|tag|hallo|bitte|danke|"
    "vielen|dank|ich|wir|sie|er|es|der|die|das|den|dem|ein|eine|einen|unser|unsere|unserem|unseren|mein|meine|ihr|ihre|"
    "hiermit|anbei|folgende|fur|von|aus|mit|bei|zu|zur|zum|am|an|im|auf|und|oder|beide|alle|zwei|drei|teilnahme|anmeldung|"
    "teilnehmer|teilnehmerin|veranstaltung|sitzung|termin|daten|angaben|personalien|reisepass|ausweis|personalausweis|"
    "einladung|haus|hause|leute|personen|person|januar|janner|februar|feber|marz|juni|juli|oktober|dezember|montag|dienstag|"
    "mittwoch|donnerstag|freitag|leider|gruss|grusse|verdolmetschung|dolmetschung|deutsche|deutschen|englische|"
    "moin|servus|brussel|rest|perso|dienstpass|sekretariat|verhinderung|falls|kolleg|anbei|nachricht|"
    "gentile|gentili|gentilissimi|egregio|egregi|spettabile|signori|signore|buongiorno|buonasera|ciao|salve|grazie|"
    "cordiali|distinti|saluti|il|lo|gli|uno|una|i|nostro|nostra|nostri|suo|sua|mio|mia|si|con|da|dal|dalla|per|nel|di|del|"
    "della|dell|l|seguito|allegato|iscrizione|partecipazione|riunione|passaporto|carta|dati|due|tre|gennaio|febbraio|marzo|"
    "aprile|maggio|giugno|luglio|agosto|settembre|ottobre|dicembre|purtroppo|"
    "geachte|beste|heer|mevrouw|hallo|hoi|goedemorgen|goedemiddag|goedendag|dag|collega|collegas|graag|hierbij|dank|bedankt|"
    "met|groet|groeten|ik|wij|hij|zij|het|een|onze|ons|mijn|uw|zijn|haar|deze|dit|voor|van|bij|op|aan|namens|beide|twee|"
    "drie|aanmelding|inschrijving|deelname|bijeenkomst|gegevens|paspoort|identiteitskaart|maandag|dinsdag|woensdag|"
    "donderdag|vrijdag|januari|februari|maart|mei|augustus|helaas|tot|ook|"
    "estimado|estimada|estimados|estimadas|muy|senores|senor|buenos|buenas|dias|tardes|hola|gracias|un|cordial|saludo|"
    "saludos|atentamente|reciban|les|el|los|las|una|nuestro|nuestra|su|mi|mis|por|para|con|en|adjunto|asistiran|asistira|"
    "participaran|inscripcion|asistencia|pasaporte|datos|dos|tres|enero|febrero|mayo|junio|julio|septiembre|setiembre|"
    "octubre|noviembre|diciembre|lunes|martes|miercoles|jueves|viernes|lamentablemente|rogamos|ruego|le|ambos|relacion|"
    "sincerely|faithfully|yours|cheers|respectfully|br|att|uid|fn|id card|s|d o b|passeport|e|y|o|so|but|just|looking|"
    "wie|bzw|sowie|hier|diese|dieser|nous|avant|comme|quant|concernant|betreft|betreffend|objet|oggetto|asunto|onderwerp|"
    "new|old|correct|wrong|number|nummer|numero|belgian|irish|swedish|finnish|danish|polish|hungarian|lithuanian|latvian|"
    "estonian|slovak|slovenian|czech|bulgarian|romanian|greek|cypriot|maltese|portuguese|austrian|croatian|luxembourg|"
    "british|american|us|uk|usa|hungary|latvia|lithuania|estonia|slovakia|slovenia|bulgaria|romania|greece|cyprus|malta|"
    "portugal|austria|croatia|ireland|sweden|finland|denmark|poland|germany|france|italy|spain|belgium|netherlands|europe|"
    "unchanged|cancelled|cancel|interpretation|language|none|needed|anyway|hereby|minister|note|nb|thanking|mister|"
    "everyone|everybody|mesdames|messieurs|madame|monsieur|subject to|citizen|travel|document|contact|email|mail|tel|fax|"
    "nevertheless|however|could|can|would|should|has|have|had|what|how|why|where|attending|attendees|attendee|count|"
    "click|pinche|haga|clic|aqui|cliquez|ici|klicken|klik|clicca|qui|"
    "confirmed|registered|name|surname|born|date|birth|expiry|valid|issued|organisation|institution|dates|"
    "partecipa|partecipano|partecipera|parteciperanno|interviene|interverra|interverranno|iscrivo|iscriviamo|registriamo|"
    "inviamo|vengono|viene|verranno|verra|saranno|sara|asiste|asisten|acude|acuden|acudira|acudiran|participa|participan|"
    "inscribo|inscribimos|enviamos|iran|ira|estaran|estara|vienen|vendra|vendran|participe|participent|participera|"
    "participeront|assistera|assisteront|inscrivons|viendra|viendront|sera|seront|kommt|kommen|gemeldet|angemeldet|"
    "teilnehmen|teilnimmt|komt|komen|neemt|nemen|deelnemen|aangemeld|aanwezig|registering|attending|attends|attend|coming|"
    "confirming|sending|adding|nominating|representing|rsvp|vorstand|abgeordneten|abgeordneter|beauftragte|beauftragter|"
    "affairs|relations|communications|policy|compliance|operations|research|strategy|public|engineering|marketing|sales|"
    "legal|"
    "congress|summit|conference|expo|bonus|offer|deal|newsletter|webinar|economy|executive|premium";

const std::string_view name_particles =
    "van|von|der|den|de|la|le|du|da|dos|das|do|di|del|della|dello|delle|degli|dei|zu|zur|zum|vom|af|av|y|e|i|el|al|bin|ibn|"
    "lo|li|lou|"
    "bint|ter|ten|te|op|t|s|in|het|dalla|dal|dall|und|san|santa|ni|nic|mac|mc|o|d|l|las|los|af|a|st|saint|ben|abu";

const std::string_view sign_offs =
    "kind regards|best regards|regards|yours sincerely|yours faithfully|yours truly|sincerely|faithfully|with kind regards|"
    "warm regards|with best regards|best wishes|all the best|many thanks|thanks|thank you|cheers|kindest regards|br|kr|"
    "rgds|respectfully|respectfully yours|with regards|with kindest|with warm regards|have a nice day|thanks in advance|"
    "thanks and best wishes|cordialement|bien cordialement|tres cordialement|bien a vous|salutations|veuillez agreer|"
    "je vous prie d agreer|nous vous prions d agreer|je vous prie de croire|meilleures salutations|sinceres salutations|"
    "salutations distinguees|bonne reception|bonne journee|avec mes remerciements|merci d avance|merci|respectueusement|"
    "sentiments|cdt|cdlt|hochachtungsvoll|vielen dank|danke|gruss|grusse|lg|mfg|vg|cordiali saluti|distinti saluti|saluti|"
    "cordialmente|un cordiale|in fede|con osservanza|ringraziando|grazie|con i migliori saluti|i migliori saluti|"
    "met vriendelijke|hoogachtend|met groet|groet|groeten|vriendelijke groet|vriendelijke groeten|mvg|met dank|bedankt|"
    "dank|alvast bedankt|hartelijke groet|hartelijke groeten|met hoogachting|beste groeten|un saludo|un cordial|saludos|"
    "saludos cordiales|atentamente|reciba un|reciban un|le saluda|les saluda|cordiales saludos|gracias|muchas gracias|"
    "muy atentamente|yours|best|warmly|warmest regards|warmest|take care|see you|"
    "with consideration|with esteem|con stima|avec consideration|met achting|con la maxima consideracion|"
    "with appreciation|with many thanks|with thanks|very best|bye|"
    "a bientot|amicalement|bien amicalement|bonne semaine|bon week end|bonne soiree|bonne fin de journee|"
    "bis dann|bis bald|herzlich|herzlichst|schonen tag|besten dank|herzlichen dank|tausend dank|"
    "a presto|un caro saluto|cari saluti|buona giornata|buon lavoro|molte grazie|"
    "tot dan|tot ziens|tot gauw|tot binnenkort|hartelijk|hartelijk dank|fijne dag|prettige dag|liefs|"
    "hasta pronto|hasta entonces|un abrazo|que tenga|quedo a su|"
    "sent from my|envoye de mon|von meinem|verzonden vanaf|enviado desde|inviato da";
const std::string_view sign_off_stems =
    "mit freundlich|mit besten gru|mit herzlichen gru|mit kollegialen|freundliche gru|viele gru|beste gru|herzliche gru|"
    "schone gru|liebe gru";

}  // namespace eb::issuer::intake
