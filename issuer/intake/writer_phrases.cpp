#include "issuer/intake/phrases.hpp"

namespace eb::issuer::intake {

// Each list: English, French, German, Italian, Dutch, Spanish.

const std::string_view address_of_person =
    "can be reached|can be contacted|contact her|contact him|reach him|reach her|reach me|reached at|his e mail|her e "
    "mail|his email|her email|his mail|her mail|his address|her address|"
    "my e mail|my email|to him|to her|directly to|"
    "la joindre|le joindre|la contacter|le contacter|"
    "si puo contattare|puo essere contattat|contattarla|contattarlo|raggiungibile|te bereiken|bereikbaar|localizable|"
    "contactar con|puede contactar|kontaktieren|"
    "peut etre joint|peut etre jointe|peut etre contacte|peut etre contactee|son courriel|son adresse|son e mail|son mail|"
    "sa messagerie|mon courriel|mon adresse|mon e mail|"
    "erreichbar|seine e mail|seine mail|seine adresse|seine mailadresse|seine e mail adresse|ihre e mail lautet|"
    "ihre mailadresse lautet|direkt an ihn|direkt an sie|meine e mail|meine mail|meine adresse|"
    "la sua e mail|la sua mail|il suo indirizzo|sua e mail|suo indirizzo|direttamente a lui|direttamente a lei|"
    "la mia e mail|la mia mail|il mio indirizzo|"
    "zijn e mail|haar e mail|zijn mail|haar mail|zijn mailadres|haar mailadres|zijn e mailadres|haar e mailadres|"
    "rechtstreeks aan hem|rechtstreeks aan haar|mijn e mail|mijn mail|mijn mailadres|mijn e mailadres|"
    "su correo|su e mail|su email|su direccion|directamente a el|directamente a ella|mi correo|mi e mail|mi direccion";

const std::string_view first_person =
    "i|i m|i ll|i d|i ve|my|me|myself|je|j|moi|mon|ma|mes|ich|mein|meine|meinen|meiner|meinem|mich|mir|io|mio|mia|miei|mie|"
    "sono|vengo|verro|partecipo|partecipero|saro|ik|mijn|mij|mezelf|yo|mi|mis|soy|voy|ire|asisto|asistire|acudo|acudire|"
    "rsvp|present|serai present|serai presente|bin dabei|bin gern dabei|bin gerne dabei|komme gern|komme gerne|nehme teil|"
    "nehme gern|melde mich|ci saro|iscrivetemi|doe mee|doe graag mee|kom graag|schrijf me|apuntadme|apuntenme|apuntame";

const std::string_view asks_what_is_enough =
    "whether i|if i|do i need|is it enough|is enough|is sufficient|will do|would do|be accepted|is accepted|"
    "est ce que|suffit|suffirait|faut il|dois je|est elle acceptee|est il accepte|"
    "ob ich|ob mein|ob meine|reicht|genugt|brauche ich|muss ich|"
    "se mi serve|basta|e sufficiente|mi serve|devo|"
    "of ik|volstaat|is genoeg|heb ik|moet ik|"
    "si necesito|es suficiente|necesito|debo|es valido|sirve";

const std::string_view of_disclaimers =
    "received this * by mistake|received this * in error|received it in error|received it by mistake|receive this * in "
    "error|"
    "not the intended recipient|not the addressee|misdirected|confidential|"
    "recu ce * par erreur|recu par erreur|recu cet * par erreur|recevez ce * par erreur|parvenu par erreur|confidentiel|"
    "confidentielle|n etes pas le destinataire|"
    "irrtumlich erhalten|irrtumlich erhalt|versehentlich erhalten|irrtumlich bekommen|irrtumlich zugegangen|vertraulich|"
    "nicht der richtige adressat|nicht der adressat|fehlgeleitet|"
    "ricevesse per errore|ricevuto per errore|ricevuta per errore|ricevuto * per errore|ricevesse questo * per errore|"
    "riservate|riservata|riservato|non e il destinatario|non siete i destinatari|"
    "per vergissing ontvangen|per vergissing hebt|ten onrechte ontvangen|per abuis ontvangen|abusievelijk "
    "ontvangen|ontvangt u * per "
    "abuis|"
    "vertrouwelijk|vertrouwelijke|niet de geadresseerde|niet voor u bestemd|"
    "recibido por error|recibido * por error|recibe * por error|recibiera por error|confidencial|no es el destinatario|no "
    "es usted "
    "el destinatario";

const std::string_view asks_receipt =
    "have you received|whether you have received|if you have received|did you receive|whether you received|if you received|"
    "whether you got|if you got|have received the registration|received the registration|has been received|was received|has "
    "arrived|confirm receipt|confirm the receipt|acknowledge receipt|"
    "avez vous recu|avez vous bien recu|si vous avez recu|vous avez bien recu|est bien arrivee|a bien ete recue|accuser "
    "reception|la bonne reception|"
    "ob sie * erhalten|haben sie * erhalten|eingegangen|angekommen|eingang der anmeldung|eingang meiner|eingang unserer|"
    "avete ricevuto|avete gia ricevuto|ha ricevuto|e arrivata|e pervenuta|la ricezione|"
    "heeft u * ontvangen|hebt u * ontvangen|of u * ontvangen|goed ontvangen|is aangekomen|de ontvangst|"
    "han recibido|ha recibido|les ha llegado|ha llegado|la recepcion|acuse de recibo|"
    "ontvangen|gekregen|erhalten|bekommen";

const std::string_view somebody_else =
    "he|she|his|her|him|they|their|colleague|colleagues|delegate|delegates|representative|representatives|expert|attendee|"
    "employee|officer|boss|director|following person|"
    "elle|collegue|collegues|representant|representante|delegue|deleguee|participant|participante|"
    "er|sein|seine|seinen|kollege|kollegen|kollegin|vertreter|vertreterin|mitarbeiter|mitarbeiterin|teilnehmer|"
    "teilnehmerin|chef|chefin|"
    "lui|lei|collega|colleghi|rappresentante|delegato|delegata|partecipante|dipendente|funzionario|funzionaria|"
    "hij|zij|collegas|vertegenwoordiger|vertegenwoordigster|afgevaardigde|medewerker|medewerkster|deelnemer|"
    "ella|colega|colegas|companero|companera|delegado|delegada|asistente|funcionario|empleado|empleada";

}  // namespace eb::issuer::intake
