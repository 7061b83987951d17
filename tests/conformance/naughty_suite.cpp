#include "issuer/intake/delimited.hpp"
#include "issuer/intake/mail_people.hpp"
#include "tests/conformance/suite.hpp"

namespace eb::conformance {
namespace {

using namespace issuer::intake;

// 24 July 2015 is the day, nothing is late.
issuer::Registration finished(Draft draft) {
  using namespace std::chrono;
  Assessor assessor(Date{year{2015}, July, day{24}}, Seconds::max());
  return assessor.finish(std::move(draft), {}, std::nullopt, "case");
}

std::string as_cell(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

nlohmann::json shown(const issuer::Registration& r) {
  return {{"name", r.name},
          {"email", r.email},
          {"organisation", r.organisation},
          {"id_number", r.id_number},
          {"problems", r.problems}};
}

nlohmann::json of_list(const std::string& value) {
  auto people = nlohmann::json::array();
  const auto text = "Name,Email,Organisation,Date of birth,ID number,ID expiry\nAna Gil,ana@gil.example," + as_cell(value) +
                    ",1970-05-03,X1234567,2022-06-03\n";
  DelimitedRows rows(text, ',');
  TableReport report;
  (void)read_table(
      rows,
      [&](Draft draft) -> Status {
        people.push_back(shown(finished(std::move(draft))));
        return {};
      },
      report);
  return people;
}

nlohmann::json of_mail(const std::string& type, const std::string& body) {
  auto people = nlohmann::json::array();
  const auto mail = read_mail("From: Ana Gil <ana@gil.example>\nSubject: Registration\nContent-Type: text/" + type +
                              "; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + body);
  if (!mail) return people;
  for (auto& draft : people_in_mail(*mail).people) people.push_back(shown(finished(std::move(draft))));
  return people;
}

}  // namespace

// The value as the organisation of a complete row, behind a label, inside a sentence and in HTML. The reason is JSON: the people of each.
Outcome naughty_case(const nlohmann::json& test_case, const std::filesystem::path&) {
  const auto value = test_case.at("value").get<std::string>();
  const std::string facts = "\nDate of birth: 3 May 1970\nPassport: X1234567\nValid until: 3 June 2022\n";
  const nlohmann::json all{
      {"list", of_list(value)},
      {"label", of_mail("plain", "Name: Ana Gil\nOrganisation: " + value + facts)},
      {"sentence", of_mail("plain", "Please register Ms " + value + " of the " + value + ", born on 3 May 1970.\n")},
      {"html", of_mail("html", "<p>Name: Ana Gil<br>Organisation: " + value + "</p><table><tr><td>" + value)}};
  return {"accept", all.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

}  // namespace eb::conformance
