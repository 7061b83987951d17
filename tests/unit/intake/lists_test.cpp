#include <catch2/catch.hpp>

#include "tests/unit/intake/files.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::test;

namespace {
const std::string header = "Name,E-mail,Organisation,Date of birth,ID number,ID expiry,Language\r\n";
const std::string ana = "Ana Gil,ana@gil.example,Home Office,1980-02-01,X1234567,2020-01-01,EN\r\n";

std::string utf16le(std::string_view ascii, bool mark) {
  std::string out = mark ? "\xFF\xFE" : "";
  for (const char c : ascii) {
    out.push_back(c);
    out.push_back('\0');
  }
  return out;
}
}  // namespace

TEST_CASE("a plain row is a complete registration") {
  const auto got = read_one("list.csv", header + ana);
  REQUIRE(got.people.size() == 1);
  const auto& person = got.people[0];
  CHECK(person.name == "Ana Gil");
  CHECK(person.email == "ana@gil.example");
  CHECK(person.organisation == "Home Office");
  CHECK(format_date(*person.birth_date) == "1980-02-01");
  CHECK(person.id_number == "X1234567");
  CHECK(format_date(*person.id_expiry) == "2020-01-01");
  CHECK(person.language == "EN");
  CHECK(person.problems.empty());
  CHECK(person.source.ends_with("list.csv#row 2"));
  CHECK(got.summary.registrations == 1);
  CHECK(got.summary.blank_rows == 1);  // the header
  CHECK(got.summary.errors.empty());
}

TEST_CASE("delimiters and charsets") {
  const auto with = [](char delimiter) {
    auto text = header + ana;
    std::replace(text.begin(), text.end(), ',', delimiter);
    return text;
  };
  for (const auto& text : {with(','), with(';'), with('\t'), with('|'), "\xEF\xBB\xBF" + with(';'), "sep=;\r\n" + with(';'),
                           utf16le(with('\t'), true), utf16le(with(','), false)}) {
    const auto got = read_one("list.csv", text);
    REQUIRE(got.people.size() == 1);
    CHECK(got.people[0].problems.empty());
    CHECK(got.people[0].name == "Ana Gil");
  }
  CHECK(read_one("list.csv", header + "S\xF8ren,s@a.example,B\xFCro,1980-02-01,X1234567,2020-01-01,\n").people.at(0).name ==
        "Søren");
}

TEST_CASE("quotes: doubled, with line breaks, stray and never closed") {
  const auto got = read_one("list.csv", header +
                                            "\"Gil, Ana\",ana@gil.example,\"Home\r\nOffice\",1980-02-01,X1,2020-01-01,\r\n"
                                            "Bo Li,bo@li.example,\"The \"\"Office\"\" Ltd\",1980-02-02,X2,2020-01-01,\r\n"
                                            "Cy Ng,cy@ng.example,\"Never closed,1980-02-03,X3,2020-01-01,\r\n"
                                            "Di Oz,di@oz.example,Plain \"quoted\" word,1980-02-04,X4,2020-01-01,\r\n"
                                            "Ed Po,ed@po.example,\"Home Office\",1980-02-05,X5,2020-01-01,\r\n");
  REQUIRE(got.people.size() == 5);
  CHECK(got.people[0].name == "Ana Gil");
  CHECK(got.people[0].organisation == "Home Office");
  CHECK(got.people[1].organisation == "The \"Office\" Ltd");
  CHECK(got.people[2].organisation == "\"Never closed");
  CHECK(got.people[2].id_number == "X3");
  CHECK(got.people[3].organisation == "Plain \"quoted\" word");
  CHECK(got.people[4].organisation == "Home Office");
  REQUIRE(got.summary.errors.size() == 1);
  CHECK(got.summary.errors[0].message.find("row 4 (line 5)") != std::string::npos);
}

TEST_CASE("separate name columns, titles, totals and blank rows") {
  const auto got =
      read_one("list.csv",
               "EU Internet Forum\n\nN°;Nom;Prénom;Organisme;Courriel;Né(e) le;Passeport;Expire le\n"
               "1;BÉRANGER;Hervé;Ministère;h@b.example;12/08/1973;13WK00658;12/04/2022\n;;;;;;;\n"
               "Délégation belge;;;;;;;\n2;KIRPACH;Josée;Police;j@k.example;03/01/1982;JH45;02/09/2022\nTotal;2;;;;;;\n");
  REQUIRE(got.people.size() == 2);
  CHECK(got.people[0].name == "Hervé BÉRANGER");
  CHECK(got.people[1].name == "Josée KIRPACH");
  CHECK(problems_of(got.people[1]).empty());
  CHECK(got.summary.blank_rows == 6);
}

TEST_CASE("lists without a header, and on their side") {
  const auto bare = read_one("list.csv",
                             "1;Ana Gil;Home Office;ana@gil.example;01.02.1980;X1234567;01.01.2020;EN\n"
                             "2;Bo Lindgren;Vidorama Ltd;bo@li.example;02.02.1981;X1234568;01.01.2021;\n");
  REQUIRE(bare.people.size() == 2);
  CHECK(bare.people[1].name == "Bo Lindgren");
  CHECK(bare.people[1].organisation == "Vidorama Ltd");
  CHECK(format_date(*bare.people[1].birth_date) == "1981-02-02");
  CHECK(problems_of(bare.people[0]).empty());

  const auto side =
      read_one("list.csv",
               "Name;Ana Gil;Bo Lindgren\nE-mail;ana@gil.example;bo@li.example\nOrganisation;Home Office;Vidorama\n"
               "Date of birth;01.02.1980;02.02.1981\nPassport;X1;X2\nValid until;01.01.2020;01.01.2021\n");
  REQUIRE(side.people.size() == 2);
  CHECK(side.people[1].name == "Bo Lindgren");
  CHECK(side.people[1].id_number == "X2");
  CHECK(problems_of(side.people[0]).empty());
  CHECK(side.people[1].source.ends_with("#column 3"));
}

TEST_CASE("a header repeated below, and a header in two rows") {
  const auto twice =
      read_one("list.csv", header + ana + "E-mail,Name,Organisation,Date of birth,ID number,ID expiry,Language\n" +
                               "bo@li.example,Bo Li,Vidorama,1981-02-02,X2,2020-01-01,\n");
  REQUIRE(twice.people.size() == 2);
  CHECK(twice.people[1].name == "Bo Li");
  CHECK(twice.people[1].email == "bo@li.example");

  const auto two = read_one("list.csv",
                            "Participant;;;Identity document;\nName;E-mail;Organisation;Number;Valid until\n"
                            "Ana Gil;ana@gil.example;Home Office;X1;01.01.2020\n");
  REQUIRE(two.people.size() == 1);
  CHECK(two.people[0].id_number == "X1");
  CHECK(problems_of(two.people[0]) == "missing_birth_date");
}

TEST_CASE("of two documents the first that is given, with its expiry") {
  const auto got = read_one("list.csv",
                            "Name,E-mail,Organisation,Date of birth,Passport,Passport expiry,ID card,ID card expiry\n"
                            "Ana Gil,a@g.example,HO,1980-02-01,P1,2020-01-01,C1,2021-01-01\n"
                            "Bo Li,b@l.example,HO,1981-02-01,,,C2,2021-01-01\n"
                            "Cy Ng,c@n.example,HO,1982-02-01,P3,,C3,2021-01-01\n");
  REQUIRE(got.people.size() == 3);
  CHECK(got.people[0].id_number + format_date(*got.people[0].id_expiry) == "P12020-01-01");
  CHECK(got.people[1].id_number + format_date(*got.people[1].id_expiry) == "C22021-01-01");
  CHECK(problems_of(got.people[2]) == "missing_id_expiry");
}

TEST_CASE("the order of dates: header, own dates, the rest of the list") {
  const auto dates = [](std::string_view head, std::string_view rows) {
    const auto got =
        read_one("list.csv", "Name,E-mail,Organisation," + std::string(head) + ",ID number,ID expiry\n" + std::string(rows));
    std::string out;
    for (const auto& person : got.people)
      out += (person.birth_date ? format_date(*person.birth_date) : problems_of(person)) + ' ';
    return out;
  };
  const std::string open = "Ana Gil,a@g.example,HO,04/03/1980,X1,2020-01-01\n";
  CHECK(dates("Date of birth", open) == "1980-03-04 ");
  CHECK(dates("Date of birth (MM/DD/YYYY)", open) == "1980-04-03 ");
  CHECK(dates("Date of birth", open + "Bo Li,b@l.example,HO,12/28/1980,X2,2020-01-01\n") == "1980-04-03 1980-12-28 ");
  CHECK(dates("Date of birth", "Ana Gil,a@g.example,HO,04/03/1980,X1,12/28/2020\n") == "1980-04-03 ");
  CHECK(dates("Date of birth",
              open + "Bo Li,b@l.example,HO,12/28/1980,X2,2020-01-01\nCy Ng,c@n.example,HO,28/12/1980,X3,2020-01-01\n") ==
        "ambiguous_birth_date 1980-12-28 1980-12-28 ");
}

TEST_CASE("problem codes") {
  const auto problem = [](const std::string& row) { return problems_of(read_one("list.csv", header + row).people.at(0)); };
  CHECK(problem("Ana Gil,,Home Office,1980-02-01,X1,2020-01-01,") == "missing_email");
  CHECK(problem("tbc,a@b.example,Home Office,1980-02-01,X1,2020-01-01,") == "missing_name");
  CHECK(problem("Ana Gil,a@b.example,n/a,1980-02-01,X1,2020-01-01,") == "missing_organisation");
  CHECK(problem("Ana Gil,a@b.example,HO,1980-02-01,1.2E+08,2020-01-01,") == "missing_id_number");
  CHECK(problem("Ana Gil,a@b.example,HO,,X1,,") == "missing_birth_date missing_id_expiry");
  CHECK(problem("Ana Gil,a@b.example,HO,1999-07-24,X1,2015-07-24,").empty());  // sixteen on the day, valid on the day
  CHECK(problem("Ana Gil,a@b.example,HO,1999-07-25,X1,2015-07-23,") == "id_expired_at_event implausible_birth_date");
  CHECK(problem("Ana Gil,a@b.example,HO,1904-07-25,X1,2020-01-01,").empty());  // 110
  CHECK(problem("Ana Gil,a@b.example,HO,1904-07-24,X1,2020-01-01,") == "implausible_birth_date");
  CHECK(problem("Ana Gil,a@b.example,HO,31.02.1980,X1,2020-01-01,") == "implausible_birth_date");
  CHECK(problem("Ana Gil,a@b.example,HO,1980-02-01,X1,unlimited,") == "ambiguous_id_expiry");
  CHECK(problem("Ana Gil,a@b.example,=HO,1980-02-01,X1,2020-01-01,") == "hostile_text");
}

TEST_CASE("duplicates: the document, or name and birth date, also of what was imported before") {
  const auto got = read_one(
      "list.csv",
      header + ana + "Ana Gil,x@y.example,Other,1970-01-01,x-123 4567,2020-01-01,\n" +
          "GIL Ána,z@y.example,Other,1980-02-01,Y9,2020-01-01,\nBo Li,b@l.example,Other,1980-02-01,Y8,2020-01-01,\n");
  REQUIRE(got.people.size() == 4);
  CHECK(problems_of(got.people[1]) == "duplicate");
  CHECK(problems_of(got.people[2]) == "duplicate");
  CHECK(got.people[3].problems.empty());

  const Folder folder;
  Intake intake(nullptr);
  Registration earlier;
  earlier.id_number = "X123-4567";
  intake.remember(earlier);
  CHECK(problems_of(read_all(intake, folder.put("a.csv", header + ana)).people.at(0)) == "duplicate");
}

TEST_CASE("what cannot be read says so and leaves the rest alone") {
  const Folder folder;
  Intake intake(nullptr);
  (void)folder.put("in/a.pdf", "%PDF-1.4");
  (void)folder.put("in/b.csv", header + ana);
  (void)folder.put("in/c.csv", "colour;shape\nred;round\n");
  (void)folder.put("in/d.csv", "");
  (void)folder.put("in/sub/e.csv", header + ana);
  const auto got = read_all(intake, folder.path() / "in");
  REQUIRE(got.people.size() == 3);
  CHECK(got.people[0].name == "Ana Gil");
  CHECK(problems_of(got.people[1]) == "unreadable");
  CHECK(problems_of(got.people[2]) == "unreadable");
  CHECK(got.summary.unreadable == 2);
  REQUIRE(got.summary.errors.size() == 4);
  CHECK(got.summary.errors[0].message.find("a.pdf") != std::string::npos);
  CHECK(got.summary.errors[3].message.find("sub") != std::string::npos);
  CHECK(read_all(intake, folder.path() / "nowhere.csv").summary.errors.size() == 1);
}

TEST_CASE("a sink's error stops the reading") {
  const Folder folder;
  Intake intake(nullptr);
  IntakeSummary summary;
  std::size_t seen = 0;
  const auto done = intake.read(
      folder.put("a.csv", header + ana + ana),
      [&](const Registration&) -> Status {
        ++seen;
        return fail(ErrorCode::storage, "disk full");
      },
      summary);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::storage);
  CHECK(seen == 1);
}

TEST_CASE("huge cells, rows and quotes stay bounded") {
  const std::string big(100'000, 'x');
  const auto cut = read_one("list.csv", header + ana + big + ",a@b.example,HO,1980-02-02,X2,2020-01-01,\n");
  REQUIRE(cut.people.size() == 2);
  CHECK(problems_of(cut.people[1]) == "missing_name");
  CHECK(cut.summary.errors.size() == 1);
  const auto wide = read_one("list.csv", header + ana + std::string(50'000, ',') + "\n");
  CHECK(wide.people.size() == 1);
  const auto quotes = read_one("list.csv", header + ana + std::string(200'000, '"'));
  CHECK(quotes.people.size() >= 1);
  const auto zeros = read_one("list.csv", std::string(10'000, '\0'));
  CHECK(problems_of(zeros.people.at(0)) == "unreadable");
}
