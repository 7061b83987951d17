// A zone that is read looks like one, its fields hold no other characters than a zone may, and a wrong digit is named.
#include <algorithm>
#include <cstdlib>

#include "common/badge/mrz.hpp"
#include "common/base/text.hpp"

static bool of_a_zone(std::string_view field) {
  return std::all_of(field.begin(), field.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<'; });
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace eb::badge;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool shaped = looks_like_mrz(text);
  const std::string letters = mrz_transliterate(text);
  if (eb::is_utf8(text) && !of_a_zone(letters) &&
      std::any_of(letters.begin(), letters.end(), [](char c) { return c != ' ' && !of_a_zone({&c, 1}); }))
    std::abort();
  const auto zone = parse_mrz(text);
  if (!zone) return 0;
  if (!shaped || zone->check_digits_ok != zone->first_bad.empty()) std::abort();
  for (const std::string* field : {&zone->number, &zone->issuer, &zone->nationality, &zone->birth_date, &zone->expiry, &zone->optional_data})
    if (!of_a_zone(*field)) std::abort();
  (void)name_matches(text, *zone);
  return 0;
}
