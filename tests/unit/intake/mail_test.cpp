#include <catch2/catch.hpp>

#include "common/base/text.hpp"
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

TEST_CASE("senders as mail programs write them") {
  using intake::sender_of;
  const auto check = [](std::string_view from, std::string_view name, std::string_view address) {
    const auto sender = sender_of(from);
    CHECK(sender.name == name);
    CHECK(sender.address == address);
  };
  check(" \"Gil, Ana\" <a@b.example>", "Gil, Ana", "a@b.example");
  check("a@b.example (Ana Gil)", "Ana Gil", "a@b.example");
  check("\"=?utf-8?q?=C5=A0?=\" <a@b.example>", "Š", "a@b.example");
  check("a@b.example\r\n", "", "a@b.example");
  check("<<<>", "<<", "");
  check("(", "", "(");
}

TEST_CASE("base64 goes on after padding and skips what is foreign") {
  using intake::lenient_base64;
  CHECK(lenient_base64("TmFtZQ==\r\nTmFtZQ==") == "NameName");
  CHECK(lenient_base64("TmFt*ZQ") == "Name");
  CHECK(lenient_base64("T") == "");
  CHECK(lenient_base64("") == "");
}

namespace {
std::string mixed(const std::string& parts) {
  return head + "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n" + parts + "--b--\r\n";
}
const std::string list =
    "Name,E-mail,Organisation,Date of birth,Passport,Expiry\nAna Gil,a@gil.example,DoJ,1980-02-01,X1,2020-01-01\n";
}  // namespace

TEST_CASE("attachments are told by name and type") {
  const auto attached = [](const std::string& headers, const std::string& body = list) {
    const auto got = read_one("a.eml", mixed("--b\r\n" + headers + "\r\n\r\n" + body + "\r\n"));
    return got.people.at(0).name + '|' + (got.summary.errors.empty() ? "" : got.summary.errors.at(0).message);
  };
  CHECK(attached("Content-Type: application/octet-stream; name=l.csv") == "Ana Gil|");
  CHECK(
      attached(
          "Content-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n filename*0*=iso-8859-1''%C4;\r\n "
          "filename*1=l.csv") == "Ana Gil|");
  CHECK(attached("Content-Type: application/octet-stream; name=\"=?utf-8?b?w4QuY3N2?=\"") == "Ana Gil|");
  CHECK(attached("Content-Type: text/plain; name=\"list.txt\"") == "Ana Gil|");
  CHECK(attached("Content-Type: message/rfc822", head + plain + diarmuid) == "Diarmuid O'Sullivan|");
  CHECK(attached("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64",
                 to_base64(as_bytes(head + plain + diarmuid))) == "Diarmuid O'Sullivan|");
  CHECK(attached("Content-Type: application/octet-stream; name=fwd.eml", head + plain + diarmuid) == "Diarmuid O'Sullivan|");
}

TEST_CASE("what is not read is named, what stands beside it is kept") {
  const auto complaint = [](const std::string& headers) {
    const auto got = read_one("a.eml", mixed("--b\r\n" + plain + diarmuid + "\r\n--b\r\n" + headers + "\r\n\r\nx\r\n"));
    CHECK(got.people.size() == 1);
    CHECK(got.people.at(0).id_number == "PD9640802");
    CHECK(got.summary.unread_files == 0);
    return got.summary.errors.empty() ? std::string() : got.summary.errors.at(0).message;
  };
  using Catch::Contains;
  CHECK_THAT(complaint("Content-Type: application/pdf; name=form.pdf"), Contains("form.pdf: not read here"));
  CHECK_THAT(complaint("Content-Type: application/vnd.ms-excel; name=\"l\x1b.xls\""), Contains("l\\u{1b}.xls: not read"));
  CHECK_THAT(complaint("Content-Type: application/octet-stream; name=l.ods"), Contains("l.ods"));
  CHECK_THAT(complaint("Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
             Contains("a part of type application/vnd.openxml"));
  CHECK_THAT(complaint("Content-Type: image/png; name=scan.png\r\nContent-Disposition: attachment"), Contains("scan.png"));
  CHECK_THAT(complaint("Content-Type: application/pkcs7-mime; name=smime.p7m"), Contains("an encrypted part"));
  CHECK_THAT(complaint("Content-Type: multipart/encrypted; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--"),
             Contains("an encrypted part"));
  CHECK(complaint("Content-Type: image/png; name=logo.png\r\nContent-Disposition: inline").empty());
  CHECK(complaint("Content-Type: application/pkcs7-signature; name=smime.p7s").empty());
  const auto alone = read_one("a.eml", head + "Content-Type: application/pdf; name=form.pdf\r\n\r\nx");
  CHECK(problems_of(alone.people.at(0)) == "unreadable");
  CHECK(alone.summary.errors.size() == 1);
}

TEST_CASE("HTML beyond its bounds is told, who stands before is kept") {
  const std::string html = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
  std::string deep = "<html><body>";
  for (const auto line : {"Name: Diarmuid O'Sullivan", "Email: d@justice.example", "Organisation: Department of Justice",
                          "Date of birth: 7 August 1974", "Passport: PD9640802", "Expiry: 5 August 2017"})
    deep += "<p>" + std::string(line) + "</p>\r\n";
  for (int i = 0; i < 2000; ++i) deep += "<div>\r\n";
  const auto got = mail(deep + "<p>Name: Ana Gil</p></body></html>\r\n", head + html);
  REQUIRE(!got.people.empty());
  CHECK(got.people.at(0).id_number == "PD9640802");
  REQUIRE(got.summary.errors.size() == 1);
  CHECK_THAT(got.summary.errors.at(0).message, Catch::Contains("deeper or longer than is read"));
  CHECK(mail("<p>Name: Ana Gil</p>\r\n", head + html).summary.errors.empty());
}

namespace {
std::vector<std::string> mails_of(std::string_view box) {
  std::vector<std::string> mails;
  CHECK(intake::split_mbox(box, [&](std::string_view mail, std::size_t) -> Status {
    mails.emplace_back(mail);
    return {};
  }));
  return mails;
}
using Mails = std::vector<std::string>;
}  // namespace

TEST_CASE("mailboxes of every kind") {
  CHECK(mails_of("From a@b Wed Jun 17 09:42:45 2015\nA: 1\n\n>From x\n>>From y\n\nFrom c\nB: 2\n") ==
        Mails{"A: 1\n\nFrom x\n>From y\n\n", "B: 2\n"});
  CHECK(mails_of("From - \r\nA: 1\r\n\r\nx\r\n\r\nFrom - \r\nB: 2\r\n") == Mails{"A: 1\r\n\r\nx\r\n\r\n", "B: 2\r\n"});
  CHECK(mails_of("From a\nA: 1\n\nx\n\nFrom now on\nwe meet\n") == Mails{"A: 1\n\nx\n\nFrom now on\nwe meet\n"});
  CHECK(mails_of("From a\nA: 1\n\nx\nFrom b Wed Jun 17 09:42:45 2015\nB: 2\n\n") == Mails{"A: 1\n\nx\n", "B: 2\n\n"});
  CHECK(mails_of("From -\nA: 1\n\nx\nFrom - \nB: 2\n") == Mails{"A: 1\n\nx\n", "B: 2\n"});
  CHECK(mails_of("\xEF\xBB\xBF"
                 "From -\nA: 1\n\nFrom Russia with love\nYear: 1963\n")
            .size() == 1);
  CHECK(mails_of("nothing\n").empty());
  CHECK(mails_of("").empty());
}

TEST_CASE("mailboxes: a length is believed when a mail follows it, and hides none") {
  const std::string second = "From c Wed Jun 17 09:42:45 2015\nB: 2\n\ny\n";
  CHECK(mails_of("From a\nContent-Length: 5\n\nFrom me\nto: you\nz\n\n" + second).size() == 3);
  CHECK(mails_of("From a\nContent-Length: 19\n\n\nFrom me\nto: you\nz\n\n" + second) ==
        Mails{"Content-Length: 19\n\n\nFrom me\nto: you\nz\n\n", "B: 2\n\ny\n"});
  for (const auto* wrong : {"1", "999999", "99999999999999999999", "-1", "x", ""})
    CHECK(mails_of("From a\nContent-Length: " + std::string(wrong) + "\n\nfirst\n\n" + second).size() == 2);
  const auto hiding = "From a\nContent-Length: " + std::to_string(3 + second.size()) + "\n\nx\n\n" + second;
  CHECK(mails_of(hiding).size() == 2);
}

TEST_CASE("hostile mails are bounded") {
  std::string nested = head;
  for (int i = 0; i < 60; ++i)
    nested +=
        "Content-Type: multipart/mixed; boundary=\"n" + std::to_string(i) + "\"\r\n\r\n--n" + std::to_string(i) + "\r\n";
  CHECK(problems_of(read_one("a.eml", nested + plain + diarmuid).people.at(0)) == "unreadable");
  std::string very = head;
  for (int i = 0; i < 5'000; ++i)
    very += "Content-Type: multipart/mixed; boundary=\"n" + std::to_string(i) + "\"\r\n\r\n--n" + std::to_string(i) + "\r\n";
  const auto refused = read_one("a.eml", very);
  CHECK(problems_of(refused.people.at(0)) == "unreadable");
  CHECK(refused.summary.errors.size() == 1);
  std::string many = head + "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n" + plain + diarmuid;
  for (int i = 0; i < 10'000; ++i) many += "\r\n--b\r\nContent-Type: text/plain; name=\"../../etc/passwd\"\r\n\r\nx";
  const auto kept = read_one("a.eml", many + "\r\n--b--\r\n");
  CHECK(kept.people.at(0).name == "Diarmuid O'Sullivan");
  CHECK(kept.summary.errors.size() == 1);
  const auto flood = [](std::string_view line, std::size_t count, const std::string& start = head) {
    std::string out = start;
    while (count-- > 0) out += line;
    return read_one("a.eml", out + "\r\n" + diarmuid).summary.errors.size();
  };
  CHECK(flood("X: y\r\n", 1'000'000) == 1);
  CHECK(flood(" folded\r\n", 3'000'000) == 1);
  CHECK(flood("--\r\n", 100'000, mixed("")) == 1);
  CHECK(flood("Content-Type: message/rfc822\r\n\r\n", 100'000) == 1);
  CHECK(flood("x", 30'000'000, head + plain) == 0);
  CHECK(flood("=?utf-8?q?a?= ", 1'000'000, "Subject: ") == 0);
}
