#include "issuer/office/concerned.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer {
namespace {

constexpr std::size_t most_told = 20;
constexpr std::string_view reasons[] = {"same document", "same name", "same address"};

std::string letters(const std::string& text) {
  std::string out;
  intake::fold_letters(text, out);
  return out;
}

// Empty when the two have nothing in common.
std::string_view reason_for(const Registration& change, const Registration& earlier) {
  if (!change.id_number.empty() && letters(change.id_number) == letters(earlier.id_number)) return reasons[0];
  if (!change.name.empty() && !earlier.name.empty() && intake::same_words(change.name, earlier.name)) return reasons[1];
  if (!change.email.empty() && ascii_lower(change.email) == ascii_lower(earlier.email)) return reasons[2];
  return {};
}

}  // namespace

Result<std::vector<Concerned>> concerned_by(Office& office, const StoredRegistration& change) {
  std::vector<Concerned> found;
  const auto& r = change.registration;
  const auto number = registration_number(r.id);
  if (!number || std::find(r.problems.begin(), r.problems.end(), "change_request") == r.problems.end()) return found;
  EB_CHECK(office.registry().for_each([&](const StoredRegistration& stored) -> Status {
    const auto earlier = registration_number(stored.registration.id);
    if (!earlier || *earlier >= *number || stored.revision <= 0) return {};
    if (const auto because = reason_for(r, stored.registration); !because.empty())
      found.push_back({stored.registration.id, because});
    return {};
  }));
  std::stable_sort(found.begin(), found.end(), [](const Concerned& a, const Concerned& b) {
    return std::find(std::begin(reasons), std::end(reasons), a.because) <
           std::find(std::begin(reasons), std::end(reasons), b.because);
  });
  if (found.size() > most_told) found.resize(most_told);
  return found;
}

}  // namespace eb::issuer
