// The report in one of six languages: its words, and numbers, dates and shares as that language writes them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/local_clock.hpp"
#include "common/base/error.hpp"

namespace eb::audit {

// en fr de it nl es
[[nodiscard]] const std::vector<std::string>& report_languages();

class Words {
 public:
  // invalid_argument: none of report_languages().
  [[nodiscard]] static Result<Words> load(std::string_view language);

  [[nodiscard]] const std::string& language() const { return language_; }
  // A key that is not there is a bug: tests ask for every key in every language.
  [[nodiscard]] const std::string& text(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return words_.contains(key); }
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const { return words_; }

  [[nodiscard]] std::string number(std::uint64_t n) const;                         // 12,345
  [[nodiscard]] std::string share(std::uint64_t part, std::uint64_t whole) const;  // 85 %, never 100 % of less than all
  // Times of the clock's place.
  [[nodiscard]] std::string date(Millis t, LocalClock& clock) const;            // 24 July 2015
  [[nodiscard]] std::string date_time(Millis t, LocalClock& clock) const;       // 24/07/2015 10:00:05
  [[nodiscard]] std::string day_and_minute(Millis t, LocalClock& clock) const;  // 24/07 10:00
  [[nodiscard]] static std::string minute(Millis t, LocalClock& clock);         // 10:00

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> words_;
};

// {name} in a text becomes the value of that name, in one pass: what a value holds is not filled in again.
using Values = std::vector<std::pair<std::string_view, std::string>>;
[[nodiscard]] std::string filled(std::string_view text, const Values& values);

}  // namespace eb::audit
