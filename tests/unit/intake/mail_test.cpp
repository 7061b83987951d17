#include <catch2/catch.hpp>

#include "issuer/intake/mail.hpp"
#include "tests/unit/intake/files.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::test;

namespace {
const std::string head =
    "From: Aoife Tuohy <a.tuohy@justice.example>\r\nTo: forum@ec.example\r\nSubject: Registration\r\n"
    "Date: Wed, 17 Jun 2015 09:42:45 +0100\r\nMIME-Version: 1.0\r\n";
const std::string plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
const std::string diarmuid =
    "Name: Diarmuid O'Sullivan\r\nEmail: d@justice.example\r\nOrganisation: Department of Justice\r\n"
    "Date of birth: 7 August 1974\r\nID number (passport): PD9640802\r\nID expiry: 5 August 2017\r\n";

Reading mail(const std::string& body, const std::string& headers = head + plain) {
  return read_one("a.eml", headers + body);
}
}  // namespace

TEST_CASE("labels, one to a line") {
  const auto got = mail("Dear colleagues,\r\n\r\n" + diarmuid +
                        "\r\nKind regards,\r\nAoife Tuohy\r\nE-mail: a.tuohy@justice.example\r\n");
  REQUIRE(got.people.size() == 1);
  CHECK(got.people[0].name == "Diarmuid O'Sullivan");
  CHECK(got.people[0].email == "d@justice.example");
  CHECK(got.people[0].id_number == "PD9640802");
  CHECK(problems_of(got.people[0]).empty());
  CHECK(got.people[0].source.ends_with("a.eml#1"));
}

TEST_CASE("labels in other languages, with other marks, several people") {
  const auto got = mail(
      "für das Ministerium:\r\n\r\nHerr Dr. Jürgen Großmann\r\n - E-Mail: j@bmi.example\r\n - geb. am 04.09.1981\r\n"
      " - Personalausweis Nr. L93K066K8, gültig bis 25.09.2020\r\n - Behörde: Bundesministerium\r\n\r\n"
      "Frau Ulrike Brückner\r\n - E-Mail: u@bmi.example\r\n - geb. am 24.08.1953\r\n - Reisepass Nr. C1MKH3X70, gültig bis "
      "28.05.2016\r\n"
      " - Behörde: Bundesministerium\r\n\r\n"
      "Nom = T'KINT\r\nPrénom = Nathalie\r\nservice = Police Fédérale\r\nmail = n@fedpol.example\r\nnée le = 07/03/64\r\n"
      "passeport = EK600597\r\néchéance du passeport = 12/09/19\r\n");
  REQUIRE(got.people.size() == 3);
  CHECK(got.people[0].name == "Jürgen Großmann");
  CHECK(got.people[0].id_number == "L93K066K8");
  CHECK(got.people[1].name == "Ulrike Brückner");
  CHECK(got.people[1].email == "u@bmi.example");
  CHECK(got.people[2].name == "Nathalie T'KINT");
  CHECK(format_date(*got.people[2].birth_date) == "1964-03-07");
  for (const auto& person : got.people) CHECK(problems_of(person).empty());
}

TEST_CASE("one's own registration takes the sender's address, nobody else's does") {
  const std::string no_email =
      "Name: Aoife Tuohy\r\nOrganisation: DoJ\r\nDate of birth: 7 August 1974\r\nPassport: PD9640802\r\nExpires: "
      "2017-08-05\r\n";
  CHECK(mail(no_email).people.at(0).email == "a.tuohy@justice.example");
  auto other = no_email;
  other.replace(other.find("Aoife Tuohy"), 11, "Cormac Brennan");
  const auto got = mail(other);
  CHECK(got.people.at(0).email.empty());
  CHECK(problems_of(got.people.at(0)) == "missing_email");
}

TEST_CASE("late is after the deadline by the topmost Received line") {
  const auto received = [](const std::string& time) {
    return "Received: from a by b\r\n\tfor <c>; " + time + "\r\nReceived: from x by a; Tue, 07 Jul 2015 08:00:00 +0200\r\n" +
           head + plain;
  };
  CHECK(problems_of(mail(diarmuid, received("Wed, 08 Jul 2015 23:59:59 +0200")).people.at(0)).empty());
  CHECK(problems_of(mail(diarmuid, received("Thu, 09 Jul 2015 00:00:00 +0200")).people.at(0)) == "late_registration");
  CHECK(problems_of(mail(diarmuid, received("Thu, 09 Jul 2015 00:30:00 +0300")).people.at(0)).empty());
}

TEST_CASE("a change names only what it changes; questions and automatic replies register nobody") {
  auto change = head;
  change.replace(change.find("Registration"), 12, "CORRECTION: delegate");
  CHECK(problems_of(mail("Name: Ana Gil\r\nPassport: X1\r\n", change + plain).people.at(0)) == "change_request");
  CHECK(problems_of(mail("Is there a draft agenda? Regards\r\n").people.at(0)) == "unreadable");
  CHECK(problems_of(mail(diarmuid, "Auto-Submitted: auto-replied\r\n" + head + plain).people.at(0)) == "unreadable");
  CHECK(problems_of(mail("").people.at(0)) == "unreadable");
}

TEST_CASE("the same person in body and attachment is one registration, list rows are their own") {
  const auto boundary = head + "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n" + plain + diarmuid +
                        "\r\n--b\r\nContent-Type: text/csv; name=\"l.csv\"\r\n\r\nName,E-mail,Organisation,Date of "
                        "birth,Passport,Expiry,Language\n"
                        "Diarmuid O'Sullivan,d@justice.example,DoJ,1974-08-07,PD9640802,2017-08-05,EN\n"
                        "Ana Gil,ana@gil.example,DoJ,1980-02-01,X1,2020-01-01,\nAna "
                        "Gil,ana@gil.example,DoJ,1980-02-01,X1,2020-01-01,\n\r\n--b--\r\n";
  const auto got = read_one("a.eml", boundary);
  REQUIRE(got.people.size() == 3);
  CHECK(got.people[0].language == "EN");
  CHECK(got.people[1].name == "Ana Gil");
  CHECK(problems_of(got.people[2]) == "duplicate");
}

TEST_CASE("mbox and Maildir") {
  const Folder folder;
  Intake intake(nullptr);
  auto second = diarmuid;
  second.replace(second.find("PD9640802"), 9, "PD9640803");
  second.replace(second.find("Diarmuid"), 8, "Fiachra");
  const auto box = "From a@b Wed Jun 17 09:42:45 2015\n" + head + plain + diarmuid +
                   "\n>From the sea\n\nFrom a@b Wed Jun 17 09:42:45 2015\n" + head + plain + second;
  const auto got = read_all(intake, folder.put("in.mbox", box));
  REQUIRE(got.people.size() == 2);
  CHECK(got.people[0].source.ends_with("in.mbox#1.1"));
  CHECK(got.people[1].source.ends_with("in.mbox#2.1"));
  CHECK(problems_of(got.people[1]).empty());

  Intake fresh(nullptr);
  (void)folder.put("Maildir/cur/1.host:2,S", head + plain + diarmuid);
  (void)folder.put("Maildir/new/2.host", head + plain + second);
  (void)folder.put("Maildir/tmp/3.host", "half a mail");
  const auto dir = read_all(fresh, folder.path() / "Maildir");
  CHECK(dir.people.size() == 2);
  CHECK(dir.summary.errors.empty());
}

TEST_CASE("charsets: labelled, wrongly labelled, not labelled, damaged base64") {
  const auto name_in = [](const std::string& type, const std::string& body) {
    return read_one("a.eml", head + "Content-Type: text/plain" + type + "\r\n\r\n" + body).people.at(0).name;
  };
  const std::string rest = "\r\nPassport: X12345\r\n";
  CHECK(name_in("; charset=iso-8859-2", "Name: \xA6liwi\xF1ska Ma\xB3gorzata" + rest) == "Śliwińska Małgorzata");
  CHECK(name_in("; charset=\"windows-1251\"", "Name: \xCF\xEB\xE0\xEC\xE5\xED \xD2\xEE\xE4\xEE\xF0\xEE\xE2" + rest) ==
        "Пламен Тодоров");
  CHECK(name_in("; charset=iso-8859-1",
                "Name: Bo\x9Atjan \x8E"
                "agar" +
                    rest) == "Boštjan Žagar");
  CHECK(name_in("", "Name: Jānis Bērziņš" + rest) == "Jānis Bērziņš");
  CHECK(name_in("", "Name: S\xF8ren Thygesen" + rest) == "Søren Thygesen");
  CHECK(name_in("; charset=x-unknown", "Name: Jānis Bērziņš" + rest) == "Jānis Bērziņš");
  CHECK(name_in("; charset=us-ascii", "Name: Jānis Bērziņš" + rest) == "Jānis Bērziņš");
  CHECK(name_in("; charset=utf-8\r\nContent-Transfer-Encoding: base64",
                "TmFtZTogQW5h\r\n !IEdpbApQYXNz\r\n\r\ncG9ydDogWDEyMzQ1Cg==\r\n") == "Ana Gil");
}

TEST_CASE("encoded words in headers") {
  using intake::decode_header;
  CHECK(decode_header("=?iso-8859-1?q?C=E9dric_de_La_Motte?=") == "Cédric de La Motte");
  CHECK(decode_header("=?utf-8?b?xb1hbm5hIEthbG5pxYZh?=") == "Žanna Kalniņa");
  CHECK(decode_header("=?utf-8?q?a?= =?utf-8?q?b?= c") == "ab c");
  CHECK(decode_header("=?utf-8?q?=C5?= =?utf-8?q?=A0?=") == "Š");
  CHECK(decode_header("=?windows-1253?b?xevl9ejl8d/h?=") == "Ελευθερία");
  CHECK(decode_header("=?utf-8?x?broken?= and =?half") == "=?utf-8?x?broken?= and =?half");
}

TEST_CASE("hostile mails are bounded") {
  std::string nested = head;
  for (int i = 0; i < 60; ++i)
    nested +=
        "Content-Type: multipart/mixed; boundary=\"n" + std::to_string(i) + "\"\r\n\r\n--n" + std::to_string(i) + "\r\n";
  CHECK(problems_of(read_one("a.eml", nested + plain + diarmuid).people.at(0)) == "unreadable");
  std::string very = head;
  for (int i = 0; i < 50'000; ++i)
    very += "Content-Type: multipart/mixed; boundary=\"n" + std::to_string(i) + "\"\r\n\r\n--n" + std::to_string(i) + "\r\n";
  const auto refused = read_one("a.eml", very);
  CHECK(problems_of(refused.people.at(0)) == "unreadable");
  CHECK(refused.summary.errors.size() == 1);
  std::string many = head + "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n" + plain + diarmuid;
  for (int i = 0; i < 10'000; ++i) many += "\r\n--b\r\nContent-Type: text/plain; name=\"../../etc/passwd\"\r\n\r\nx";
  const auto kept = read_one("a.eml", many + "\r\n--b--\r\n");
  CHECK(kept.people.at(0).name == "Diarmuid O'Sullivan");
  CHECK(kept.summary.errors.size() == 1);
}
