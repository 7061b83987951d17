// Following frames show the same badge many times: it is asked once. Pure; time is steady and comes from the caller.
//
// A text is on show until it was in no frame for two seconds; while it is, it is not asked again. More than one badge in a frame is
// one question (several_codes), until no badge was in any frame for two seconds, and the badges in those frames are not asked
// before. A code that is no badge (a poster behind the queue) is asked once in ten seconds of not being seen, and never while a
// badge is in the frame.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/crypto/crypto.hpp"

namespace eb::scanner {

class ShowFilter {
 public:
  using Steady = std::chrono::milliseconds;  // since any fixed moment
  static constexpr Steady absence{2000};
  static constexpr Steady foreign_absence{10000};

  struct Question {
    std::string text;  // empty when several
    bool several = false;
  };
  // What is to be asked after a frame or a line with these texts.
  [[nodiscard]] std::optional<Question> see(std::vector<std::string> texts, Steady now);
  // Everything is new again: the direction changed.
  void forget();

 private:
  [[nodiscard]] bool is_new(const std::string& text, Steady now, Steady after);
  std::map<Sha256, Steady> seen_;       // by hash: a text holds the badge's secret
  std::optional<Steady> several_seen_;  // the last frame with a badge since there were several in one
};

}  // namespace eb::scanner
