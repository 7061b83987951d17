"""Three hundred invented delegates, written the way such lists and mails arrive, some with faults. Fixed seed."""
import random
from pathlib import Path

GIVEN = ("Anna Marie Zoë Álvaro Jürgen Łukasz Søren Åsa Chloé Giulia Noël Ştefan Željko Katarzyna Matteo Ines Bjørn Élodie Tomáš "
         "Ádám Jānis Rūta Kätlin Siobhán Maarten Luca Pilar Dimitrios Ivana Hans-Peter").split()
SURNAME = ("Müller|Van den Bossche|García Márquez|O'Connor|Östlund|Kowalczyk|Novák|Dubois-Lefèvre|Rossi|Papadakis|Ionescu|Horvat|"
           "Jørgensen|Szabó|Bērziņš|Kazlauskas|Tamm|Borg|Nagy|Schäfer|de la Fuente|Ferreira|Virtanen|Krejčí|Zupančič|Popescu|Weiß|"
           "Çelik|Åkesson|Ní Bhriain").split("|")
OTHER_ALPHABETS = [("Γεώργιος Παπαδόπουλος", "Ελληνική Αστυνομία"), ("Йордан Стоянов Желязков", "Министерство на вътрешните работи"),
                   ("Ελένη Νικολαΐδου", "Υπουργείο Δικαιοσύνης"), ("Мария Петрова", "Главна дирекция Национална полиция")]
ORGANISATION = ("Ministère de l'Intérieur|Bundeskriminalamt|Europol|Politie Nederland|Guardia Civil|An Garda Síochána|Polizia di Stato|"
                "Policja|Polisen|Ministry of Justice|Social Network Ireland Ltd|Video Platform Inc.|Internet Search GmbH|"
                "Permanent Representation of Malta|Federale Politie / Police Fédérale").split("|")
LANGUAGE = ["EN", "FR", "DE", "IT", "NL", "ES", ""]
LONG = "Maximiliane Alexandra Wilhelmine von Hohenstein-Schwarzenberg zu Rottal"


class Person:
    def __init__(self, number, rng):
        self.given, self.surname = rng.choice(GIVEN), rng.choice(SURNAME)
        self.organisation = rng.choice(ORGANISATION)
        if number % 60 == 7:
            name, self.organisation = OTHER_ALPHABETS[number // 60 % len(OTHER_ALPHABETS)]
            self.given, self.surname = name.rsplit(" ", 1)
        if number == 33:
            self.given, self.surname = LONG.rsplit(" ", 1)
        self.email = f"delegate{number}@org{number % 17}.example"
        self.birth = f"{rng.randint(1950, 1994)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        self.document = rng.choice("ABCDEHKLX") + f"{rng.randint(0, 99999999):08d}"
        self.expiry = f"{rng.randint(2016, 2024)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        self.language = rng.choice(LANGUAGE)

    @property
    def name(self):
        return f"{self.given} {self.surname}"


def people(count=300, seed=20150724):
    rng = random.Random(seed)
    out = [Person(n, rng) for n in range(1, count + 1)]
    names = set()
    for person in out:  # the same name and birth date twice would be a duplicate that nobody planned
        while (person.name, person.birth) in names:
            person.birth = f"{rng.randint(1950, 1994)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        names.add((person.name, person.birth))
    return out


def plant_faults(everybody):
    """What goes wrong in such lists: {index: problem}."""
    faults = {11: "missing_id_number", 24: "missing_birth_date", 52: "missing_email", 61: "id_expired_at_event",
              88: "duplicate", 103: "implausible_birth_date", 140: "hostile_text", 177: "missing_organisation",
              205: "id_expired_at_event", 230: "missing_id_expiry", 255: "duplicate"}
    for index, problem in faults.items():
        person = everybody[index]
        if problem == "missing_id_number":
            person.document = ""
        elif problem == "missing_birth_date":
            person.birth = "tbc"
        elif problem == "missing_email":
            person.email = ""
        elif problem == "id_expired_at_event":
            person.expiry = "2015-07-23" if index == 61 else "2014-02-28"
        elif problem == "duplicate":
            person.document = everybody[index - 30].document
        elif problem == "implausible_birth_date":
            person.birth = "2005-01-31"
        elif problem == "hostile_text":
            person.organisation = '=HYPERLINK("http://evil.example","click")'
        elif problem == "missing_organisation":
            person.organisation = "n/a"
        elif problem == "missing_id_expiry":
            person.expiry = ""
    return faults


def quoted(text, separator):
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in separator + '"\n') else text


def write_list(path, rows, header, separator, encoding):
    lines = [separator.join(header)] + [separator.join(quoted(cell, separator) for cell in row) for row in rows]
    Path(path).write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))


def write_mail(path, number, person, date):
    body = (f"Dear organisers,\n\nplease register me for the awareness raising session.\n\n"
            f"Name: {person.name}\nE-mail: {person.email}\nOrganisation: {person.organisation}\n"
            f"Date of birth: {person.birth}\nID number: {person.document}\nID expiry: {person.expiry}\n")
    head = (f"From: {person.email}\nTo: Home-Internet-Forum@ec.europa.eu\nSubject: Registration\nDate: {date}\n"
            f"Message-ID: <{number}@org.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
            f"Content-Transfer-Encoding: 8bit\n\n")
    Path(path).write_bytes((head + body).encode())


def write_all(directory, everybody):
    """A French list, a German one in UTF-16, an English one, and mails of which two came late."""
    directory = Path(directory)
    (directory / "mails").mkdir(parents=True, exist_ok=True)
    french = lambda d: f"{d[8:10]}/{d[5:7]}/{d[0:4]}" if d[4:5] == "-" else d
    dotted = lambda d: f"{d[8:10]}.{d[5:7]}.{d[0:4]}" if d[4:5] == "-" else d
    row = lambda p, date: (p.surname, p.given, p.organisation, p.email, date(p.birth), p.document, date(p.expiry), p.language)
    write_list(directory / "liste-fr.csv", [row(p, french) for p in everybody[:120]],
               ["Nom", "Prénom", "Organisme", "Adresse électronique", "Date de naissance (jj/mm/aaaa)", "N° du document", "Date d'expiration", "Langue"],
               ";", "utf-8-sig")
    write_list(directory / "liste-de.csv", [row(p, dotted) for p in everybody[120:200]],
               ["Nachname", "Vorname", "Organisation", "E-Mail", "Geburtsdatum", "Ausweisnummer", "Gültig bis", "Sprache"], "\t", "utf-16")
    write_list(directory / "list-en.csv", [row(p, str) for p in everybody[200:280]],
               ["Surname", "First name", "Organisation", "E-mail", "Date of birth", "ID number", "ID expiry", "Language"], ",", "utf-8")
    for number, person in enumerate(everybody[280:], 281):
        late = number > 298
        write_mail(directory / "mails" / f"{number}.eml", number, person,
                   "Fri, 10 Jul 2015 09:00:00 +0200" if late else "Tue, 30 Jun 2015 09:00:00 +0200")
