#include "audit/report/words.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "audit/report/word_files.hpp"
#include "common/base/text.hpp"

namespace eb::audit {
namespace {

std::string two(std::string_view text, std::size_t at) {
  return std::string(text.substr(at, 2));
}

std::string without_zero(std::string two_digits) {
  return two_digits.front() == '0' ? two_digits.substr(1) : two_digits;
}

// 2015-07-24 10:00:05 in parts.
Values parts_of(const std::string& local) {
  return {{"yyyy", local.substr(0, 4)}, {"mm", two(local, 5)}, {"dd", two(local, 8)}, {"d", without_zero(two(local, 8))}};
}

}  // namespace

const std::vector<std::string>& report_languages() {
  static const std::vector<std::string> languages{"en", "fr", "de", "it", "nl", "es"};
  return languages;
}

Result<Words> Words::load(std::string_view language) {
  const auto files = word_files();
  const auto path = "/" + std::string(language) + ".json";
  const auto file = std::find_if(files.begin(), files.end(), [&](const WordFile& f) { return f.path == path; });
  if (file == files.end())
    return fail(ErrorCode::invalid_argument, "no language " + printable(language) + ": one of en fr de it nl es");
  Words words;
  words.language_ = language;
  const auto json = nlohmann::json::parse(file->content);
  for (const auto& [key, value] : json.items()) words.words_.emplace(key, value.get<std::string>());
  return words;
}

const std::string& Words::text(std::string_view key) const {
  const auto found = words_.find(key);
  if (found == words_.end()) broken_invariant("the report has no word for " + std::string(key));
  return found->second;
}

std::string Words::number(std::uint64_t n) const {
  auto digits = std::to_string(n);
  const auto least = static_cast<std::size_t>(std::stoul(text("number.group_from")));
  if (digits.size() < least) return digits;
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), text("number.group"));
  return digits;
}

std::string Words::share(std::uint64_t part, std::uint64_t whole) const {
  auto percent = whole == 0 ? 0 : (part * 100 + whole / 2) / whole;
  if (part < whole && percent == 100) percent = 99;
  return filled(text("number.percent"), {{"n", std::to_string(percent)}});
}

std::string Words::date(Millis t, LocalClock& clock) const {
  const auto local = clock.text(t);
  auto values = parts_of(local);
  values.emplace_back("month", text("month." + without_zero(two(local, 5))));
  const bool first = without_zero(two(local, 8)) == "1";
  return filled(text(first ? "date.first_of_month" : "date.long"), values);
}

std::string Words::date_time(Millis t, LocalClock& clock) const {
  const auto local = clock.text(t);
  return filled(text("date.short"), parts_of(local)) + " " + local.substr(11);
}

std::string Words::day_and_minute(Millis t, LocalClock& clock) const {
  const auto local = clock.text(t);
  return filled(text("date.day"), parts_of(local)) + " " + local.substr(11, 5);
}

std::string Words::minute(Millis t, LocalClock& clock) {
  return clock.text(t).substr(11, 5);
}

std::string filled(std::string_view text, const Values& values) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return out.append(text);
    out.append(text.substr(0, open));
    const auto name = text.substr(open + 1, close - open - 1);
    const auto value = std::find_if(values.begin(), values.end(), [&](const auto& pair) { return pair.first == name; });
    if (value == values.end()) broken_invariant("a text of the report asks for {" + std::string(name) + "}");
    out.append(value->second);
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace eb::audit
