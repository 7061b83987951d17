#include "issuer/registration.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace eb::issuer {
namespace {

using Advice = std::pair<std::string_view, std::string_view>;
constexpr std::array<Advice, 15> advice_by_code{{
    {"missing_name", "No name was found: ask the sender who is to be registered."},
    {"missing_email", "No e-mail address was found: ask for the delegate's own address, the badge is sent there."},
    {"missing_organisation", "No organisation was stated: ask whom the delegate represents."},
    {"missing_birth_date", "No date of birth was found: ask for it, the guard compares it with the document."},
    {"missing_id_number", "No passport or identity card number was found, or the spreadsheet lost its digits: ask for it."},
    {"missing_id_expiry", "No date of expiry of the document was found: ask for it."},
    {"ambiguous_birth_date",
     "The date of birth can be read in two ways or is incomplete: ask for it with the month in words."},
    {"ambiguous_id_expiry",
     "The date of expiry can be read in two ways or is incomplete: ask for it with the month in words."},
    {"implausible_birth_date", "The date of birth does not exist, or gives an age under 16 or over 110: ask for it again."},
    {"id_expired_at_event",
     "The document expires before the day of the event: ask for a document that is valid on that day."},
    {"late_registration", "It arrived after the deadline: decide whether it is still accepted."},
    {"duplicate",
     "An earlier registration has the same document number, or the same name and date of birth: keep one, reject the "
     "other."},
    {"change_request",
     "It changes or withdraws an earlier registration: see with 'registrations show' which one, correct or reject it, then "
     "close this one."},
    {"hostile_text",
     "A field holds control characters, markup, a formula or a mail header: compare with the original before approving."},
    {"unreadable",
     "Nothing to register was found in it: read the original and enter the delegates by hand if there are any."},
}};

auto find_advice(std::string_view code) {
  return std::find_if(advice_by_code.begin(), advice_by_code.end(),
                      [&](const Advice& entry) { return entry.first == code; });
}

}  // namespace

std::vector<std::string_view> problem_codes() {
  std::vector<std::string_view> codes;
  for (const auto& [code, advice] : advice_by_code) codes.push_back(code);
  return codes;
}

bool is_problem_code(std::string_view code) {
  return find_advice(code) != advice_by_code.end();
}

std::string_view problem_advice(std::string_view code) {
  const auto found = find_advice(code);
  return found == advice_by_code.end() ? std::string_view{"This problem is not known to this version."} : found->second;
}

}  // namespace eb::issuer
