#!/usr/bin/env python3
"""Invents registrations with planted faults and writes them with the answers that the intake must give.

  make_registrations.py DIR [--count 300] [--faults 12] [--seed 20150724]   several lists and a folder of mails, truth.json
  make_registrations.py --csv FILE --count 100000                           one plain list, for measuring

The same seed gives the same files. --faults is the share of registrations in percent that get a fault; the kinds take turns.
Check an intake with tests/intake_truth.py --samples DIR. All people, organisations and numbers are invented.
"""
import argparse
import csv
import email.policy
import io
import json
import pathlib
import random
from datetime import date, timedelta
from email.message import EmailMessage

# State, given names, surnames, organisation: every member state of 2015, other alphabets and long names among them.
STATES = [
    ("at", "Gernot Theresia Jürgen", "Hölzl Größwang Österreicher", "Bundesministerium für Inneres"),
    ("be", "Luc Bénédicte Hilde", "Vandenbroucke T'Kint Wathelet-Moreau", "Federale Politie / Police Fédérale"),
    ("bg", "Пламен Радка Георги", "Тодоров Христова Димитров", "Министерство на вътрешните работи"),
    ("hr", "Krešimir Željka Đurđica", "Šarić Čović Žužul", "Ministarstvo unutarnjih poslova"),
    ("cy", "Ανδρέας Δέσπω Χαράλαμπος", "Θεοφάνους Χατζηγεωργίου Κυπριανού", "Cyprus Police"),
    ("cz", "Jiří Květa Řehoř", "Šťastný Dvořáčková Řezníček", "Ministry of the Interior of the Czech Republic"),
    ("dk", "Søren Kirsten Åge", "Brøndum Kjær Østergaard", "Danish National Police"),
    ("ee", "Tõnu Õie Ülle", "Mägi Põld Õunapuu", "Estonian Police and Border Guard Board"),
    ("fi", "Väinö Marjatta Åke", "Mäkelä Yli-Kärkkäinen Öhman", "Ministry of the Interior, Finland"),
    ("fr", "Françoise Loïc Hélène", "Lefèvre-Dumont Guérin Béranger", "Ministère de l'Intérieur"),
    ("de", "Jürgen Ulrike Götz", "Großmann Brückner Weiß", "Bundesministerium des Innern"),
    ("gr", "Ελευθερία Γεώργιος Ιωάννα", "Καραγιάννη Παπαδόπουλος Οικονόμου", "Ελληνική Αστυνομία"),
    ("hu", "Gergő Eszter Zsófia", "Szűcs Pásztor Kőszegi", "Hungarian National Police Headquarters"),
    ("ie", "Diarmuid Aoife Siobhán", "O'Sullivan Tuohy Ó-Dálaigh", "Department of Justice and Equality"),
    ("it", "Niccolò Giuseppina Fabrizio", "Pellegrinotti D'Aversa Cantarutti", "Servizio Polizia Postale e delle Comunicazioni"),
    ("lv", "Jānis Žanna Ģirts", "Bērziņš Kalniņa Ķēniņš", "State Police of Latvia"),
    ("lt", "Žydrūnas Živilė Jūratė", "Balčiūnas Grigaitytė Šimkutė", "Ministry of the Interior of the Republic of Lithuania"),
    ("lu", "Josée Marc Martine", "Kirpach Weyrich Schmit-Kieffer", "Police Grand-Ducale"),
    ("mt", "Karmenu Marija Ġorġ", "Farruġia Żammit Ħaber", "Malta Police Force"),
    ("nl", "Marijke IJsbrand Daniëlle", "Zijlstra Oud-Beijerland Noordhoek", "Ministerie van Veiligheid en Justitie"),
    ("pl", "Małgorzata Zbigniew Łucja", "Śliwińska Gołębiowski Źrebięc", "Ministry of Interior of the Republic of Poland"),
    ("pt", "João Conceição Inês", "Simões Magalhães Lourenço", "Polícia Judiciária"),
    ("ro", "Ileana Ștefan Răzvan", "Dumitrașcu Țăranu Brătescu", "General Inspectorate of Romanian Police"),
    ("sk", "Ľudmila Božena Štefan", "Žilinčanová Ďuricová Hrušovský", "Presidium of the Police Force of the Slovak Republic"),
    ("si", "Boštjan Špela Alenka", "Žagar Hrast Kovačič", "General Police Directorate of Slovenia"),
    ("es", "Íñigo Begoña José-Luis", "Muñiz Ibáñez Zubizarreta", "Ministerio del Interior"),
    ("se", "Göran Åsa Sjöfn", "Essenholm Åkerblad Sjöström", "Swedish Police Authority"),
    ("uk", "Gwenllian Alistair Philippa", "Pemberton MacAllister Featherstone-Haugh", "Home Office"),
    ("net", "Wolfgang-Maximilian Anne-Sophie", "Hohenlohe-Schillingsfürst-Waldenburg Papaconstantinou-Wickramasinghe", "Europol"),
]
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
LABELS = {
    "en": ("Surname", "First name", "E-mail", "Organisation", "Date of birth", "ID number", "ID expiry", "Language"),
    "fr": ("Nom", "Prénom", "Courriel", "Organisme", "Date de naissance", "N° du passeport", "Date d'expiration", "Langue"),
    "de": ("Nachname", "Vorname", "E-Mail-Adresse", "Dienststelle", "Geburtsdatum", "Ausweisnummer", "gültig bis", "Sprache"),
    "it": ("Cognome", "Nome", "Posta elettronica", "Ente", "Data di nascita", "Numero del documento", "Scadenza", "Lingua"),
    "nl": ("Achternaam", "Voornaam", "E-mailadres", "Organisatie", "Geboortedatum", "Nr. paspoort", "Geldig tot", "Taal"),
    "es": ("Apellidos", "Nombre", "Correo electrónico", "Entidad", "Fecha de nacimiento", "N.º de documento", "Válido hasta", "Idioma"),
}
FULL_NAME = {"en": "Full name", "fr": "Nom et prénom", "de": "Vor- und Nachname", "it": "Nome e cognome", "nl": "Naam", "es": "Nombre y apellidos"}
LANGUAGES = {"EN": "English", "FR": "français", "DE": "Deutsch", "IT": "italiano", "NL": "Nederlands", "ES": "español", None: ""}
FIELDS = ("name", "email", "organisation", "birth_date", "id_number", "id_expiry", "language")
LIST_FAULTS = ["missing_name", "missing_email", "missing_organisation", "missing_birth_date", "missing_id_number", "missing_id_expiry",
               "ambiguous_birth_date", "ambiguous_id_expiry", "implausible_birth_date", "id_expired_at_event", "duplicate", "hostile_text"]
MAIL_FAULTS = LIST_FAULTS + ["late_registration", "change_request", "unreadable"]
# name, label language, delimiter, encoding, date style
LISTS = [("list-semicolon-utf8-bom.csv", "fr", ";", "utf-8-sig", "dmy"), ("list-comma-utf8.csv", "en", ",", "utf-8", "iso"),
         ("list-tab-utf16.tsv", "de", "\t", "utf-16", "words"), ("list-semicolon-1252.csv", "es", ";", "windows-1252", "dots"),
         ("list-bar-utf8.csv", "it", "|", "utf-8", "words"), ("list-comma-utf16be.csv", "nl", ",", "utf-16-be", "dots")]


class Person:
    def __init__(self, rng, number, encodable=None):
        while True:
            state, given, surname, self.organisation = rng.choice(STATES)
            self.given, self.surname = rng.choice(given.split()), rng.choice(surname.split())
            try:
                (self.given + self.surname + self.organisation).encode(encodable or "utf-8")
                break
            except UnicodeEncodeError:
                continue
        self.email = f"delegate.{number}@{state}.example"
        self.birth_date = date(1950, 1, 1) + timedelta(days=rng.randrange(16000))
        self.id_number = rng.choice(["PD", "L9", "", "AM ", "0"]) + f"{number:07d}" + rng.choice(["", "K", "-90"])
        self.id_expiry = date(2015, 7, 24) + timedelta(days=rng.randrange(3500))
        self.language = rng.choice([None, None] + [code for code in LANGUAGES if code])
        self.problems, self.raw = [], {}

    @property
    def name(self):
        return f"{self.given} {self.surname}" if self.given else None

    def truth(self):
        values = {field: getattr(self, field) for field in FIELDS}
        return {**{k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}, "problems": sorted(set(self.problems))}

    def plant(self, kind, earlier):
        """Makes the fault; `raw` holds what is written where that differs from the truth."""
        self.problems.append(kind)
        what = kind.split("_", 1)[-1]
        if kind == "missing_name":
            self.given = self.surname = None
        elif kind.startswith("missing_"):
            setattr(self, what, None)
        elif kind.startswith("ambiguous_"):
            self.raw[what] = getattr(self, what).strftime("%m/%Y")
            setattr(self, what, None)
        elif kind == "implausible_birth_date":
            self.birth_date = self.birth_date.replace(year=self.birth_date.year + 60, day=1)
        elif kind == "id_expired_at_event":
            self.id_expiry = date(2015, 7, 23)
        elif kind == "hostile_text":
            self.organisation = f'=HYPERLINK("http://login.example.net","{self.organisation}")'
        elif kind == "duplicate":
            twin = earlier
            self.given, self.surname, self.birth_date, self.id_number = twin.given, twin.surname, twin.birth_date, twin.id_number


def written(day, style, language, rng):
    if style == "iso":
        return day.isoformat()
    if style == "dmy":
        return day.strftime("%d/%m/%Y")
    if style == "dots":
        return rng.choice([day.strftime("%d.%m.%Y"), f"{day.day}. {day.month}. {day.year}"])
    month = MONTHS[language].split()[day.month - 1]
    return {"de": f"{day.day}. {month} {day.year}", "es": f"{day.day} de {month} de {day.year}"}.get(language, f"{day.day} {month} {day.year}")


def values(person, style, language, rng):
    def day(field):
        if field in person.raw:
            return person.raw[field]
        value = getattr(person, field)
        return written(value, style, language, rng) if value else ""
    return [person.surname or "", person.given or "", person.email or "", person.organisation or "", day("birth_date"), person.id_number or "",
            day("id_expiry"), LANGUAGES[person.language]]


class Planter:
    """Every n-th registration gets the next kind of fault."""

    def __init__(self, rng, percent, kinds):
        self.rng, self.percent, self.kinds, self.turn, self.clean = rng, percent, kinds, 0, []

    def next_fault(self):
        if not self.clean or self.rng.random() * 100 >= self.percent:
            return None
        self.turn += 1
        return self.kinds[self.turn % len(self.kinds)]

    def apply(self, person, kind):
        if kind:
            person.plant(kind, self.rng.choice(self.clean))
        else:
            self.clean.append(person)
        return person


def write_list(path, people, language, delimiter, encoding, style, rng):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(["EU Internet Forum 2015"] + [""] * 7)
    writer.writerow(LABELS[language])
    for person in people:
        writer.writerow(values(person, style, language, rng))
        if rng.random() < 0.03:
            writer.writerow([""] * 8)
    writer.writerow(["Total", len(people)] + [""] * 6)
    text = out.getvalue()
    if encoding == "utf-16-be":
        text = "\ufeff" + text
    path.write_bytes(text.encode(encoding))


def write_mail(path, person, language, style, rng, kind):
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = f"Secretariat <office.{rng.randrange(99)}@secretariat.example>"
    mail["To"] = "Home-Internet-Forum@ec.europa.eu"
    mail["Date"] = "Thu, 09 Jul 2015 08:14:28 +0200" if kind == "late_registration" else "Tue, 30 Jun 2015 10:12:34 +0300"
    mail["Subject"] = {"change_request": "Correction: our delegate", "unreadable": "Question"}.get(kind, "EU Internet Forum")
    if kind == "unreadable":
        mail.set_content("Dear all,\n\ncould you tell us whether papers will be circulated before the meeting?\n\nKind regards\n")
    else:
        cells = values(person, style, language, rng)
        labels = (FULL_NAME[language],) + LABELS[language][2:]
        lines = [f"{label}: {value}" for label, value in zip(labels, [" ".join(cells[1::-1]).strip()] + cells[2:]) if value or rng.random() < 0.5]
        mail.set_content("Dear colleagues,\n\n" + "\n".join(lines) + "\n\nKind regards\nThe secretariat\n", charset="utf-8",
                         cte=rng.choice(["quoted-printable", "base64", "8bit"]))
    path.write_bytes(mail.as_bytes())


def make_folder(folder, count, percent, seed):
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mails").mkdir(exist_ok=True)
    truth, number = [], 0
    in_mails = count // 5
    planter = Planter(rng, percent, MAIL_FAULTS)
    for index in range(in_mails):
        number += 1
        kind = planter.next_fault()
        person = planter.apply(Person(rng, number), kind)
        name = f"mails/{index + 1:03d}.eml"
        language = rng.choice(list(LABELS))
        write_mail(folder / name, person, language, rng.choice(["iso", "words", "dots"]), rng, kind)
        record = person.truth()
        if kind == "unreadable":
            record = {**{field: None for field in FIELDS}, "problems": ["unreadable"]}
        truth.append({"file": name, "records": [record]})
    planter.kinds = LIST_FAULTS
    for index, (name, language, delimiter, encoding, style) in enumerate(LISTS):
        size = (count - in_mails) // len(LISTS) + (index < (count - in_mails) % len(LISTS))
        people = []
        for _ in range(size):
            number += 1
            people.append(planter.apply(Person(rng, number, encoding if encoding.startswith("windows") else None), planter.next_fault()))
        if encoding.startswith("windows"):  # a twin from another list may not be writable here
            for person in people:
                if "duplicate" in person.problems:
                    person.given, person.surname = (n.encode(encoding, "ignore").decode(encoding) or "Ana" for n in (person.given, person.surname))
        write_list(folder / name, people, language, delimiter, encoding, style, rng)
        truth.append({"file": name, "records": [person.truth() for person in people]})
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def make_csv(path, count, seed):
    rng = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(LABELS["en"])
        for number in range(1, count + 1):
            writer.writerow(values(Person(rng, number), "iso", "en", rng))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--csv", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--faults", type=float, default=12)
    parser.add_argument("--seed", type=int, default=20150724)
    options = parser.parse_args()
    if (options.csv is None) == (options.folder is None):
        parser.error("give a folder or --csv FILE")
    if options.csv:
        make_csv(options.csv, options.count, options.seed)
    else:
        make_folder(options.folder, options.count, options.faults, options.seed)


if __name__ == "__main__":
    main()
