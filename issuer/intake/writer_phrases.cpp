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
