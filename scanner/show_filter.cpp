#include "scanner/show_filter.hpp"

#include <algorithm>

#include "common/badge/badge.hpp"

namespace eb::scanner {
namespace {

constexpr std::size_t most_remembered = 64;

}  // namespace

bool ShowFilter::is_new(const std::string& text, Steady now, Steady after) {
  std::erase_if(seen_, [&](const auto& one) { return now - one.second > foreign_absence; });
  const auto hash = crypto::sha256(as_bytes(text));
  const auto found = seen_.find(hash);
  const bool fresh = found == seen_.end() || now - found->second > after;
  if (found == seen_.end() && seen_.size() >= most_remembered)
    seen_.erase(std::min_element(seen_.begin(), seen_.end(), [](auto& a, auto& b) { return a.second < b.second; }));
  seen_[hash] = now;
  return fresh;
}

std::optional<ShowFilter::Question> ShowFilter::see(std::vector<std::string> texts, Steady now) {
  if (texts.empty()) return std::nullopt;
  const auto others = std::stable_partition(texts.begin(), texts.end(), [](const std::string& text) {
    return std::string_view(text).starts_with(badge::badge_prefix);
  });
  const auto badges = std::distance(texts.begin(), others);
  if (badges == 0) {
    if (!is_new(texts.front(), now, foreign_absence)) return std::nullopt;
    return Question{std::move(texts.front()), false};
  }
  const bool were_several = several_seen_ && now - *several_seen_ <= absence;
  bool fresh = false;
  for (auto text = texts.begin(); text != others; ++text) fresh = is_new(*text, now, absence) || fresh;
  if (badges > 1 || were_several) several_seen_ = now;
  if (were_several) return std::nullopt;
  if (badges > 1) return Question{"", true};
  several_seen_.reset();
  if (!fresh) return std::nullopt;
  return Question{std::move(texts.front()), false};
}

void ShowFilter::forget() {
  seen_.clear();
  several_seen_.reset();
}

}  // namespace eb::scanner
