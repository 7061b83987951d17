#include <catch2/catch.hpp>

#include "scanner/pin_throttle.hpp"
#include "scanner/show_filter.hpp"

using eb::scanner::PinThrottle;
using eb::scanner::ShowFilter;
using namespace std::chrono_literals;

namespace {

// "A", "several", or "-" when nothing is asked.
std::string asked(ShowFilter& filter, std::vector<std::string> texts, ShowFilter::Steady now) {
  const auto question = filter.see(std::move(texts), now);
  if (!question) return "-";
  return question->several ? "several" : question->text;
}

}  // namespace

TEST_CASE("a badge in following frames is asked once, until it was away for two seconds") {
  ShowFilter filter;
  CHECK(asked(filter, {"EB1:A"}, 0ms) == "EB1:A");
  for (auto now = 40ms; now < 60000ms; now += 40ms) REQUIRE(asked(filter, {"EB1:A"}, now) == "-");
  CHECK(asked(filter, {}, 61000ms) == "-");
  CHECK(asked(filter, {"EB1:A"}, 61900ms) == "-");
  CHECK(asked(filter, {"EB1:A"}, 63901ms) == "EB1:A");
}

TEST_CASE("badges shown one after another are each asked, however fast") {
  ShowFilter filter;
  for (int i = 0; i < 1000; ++i) {
    const auto text = "EB1:" + std::to_string(i);
    REQUIRE(asked(filter, {text}, ShowFilter::Steady{i * 40}) == text);
    REQUIRE(asked(filter, {text}, ShowFilter::Steady{i * 40 + 20}) == "-");
  }
  CHECK(asked(filter, {"EB1:998"}, 40010ms) == "-");  // still within its two seconds
}

TEST_CASE("two badges in a frame are one question, and neither is asked until both were away") {
  ShowFilter filter;
  CHECK(asked(filter, {"EB1:A", "EB1:B"}, 0ms) == "several");
  CHECK(asked(filter, {"EB1:A", "EB1:B"}, 40ms) == "-");
  CHECK(asked(filter, {"EB1:A"}, 1000ms) == "-");
  CHECK(asked(filter, {"EB1:B"}, 2900ms) == "-");
  CHECK(asked(filter, {"EB1:C"}, 4800ms) == "-");  // nobody slips in beside them
  CHECK(asked(filter, {"EB1:A"}, 6801ms) == "EB1:A");
  CHECK(asked(filter, {"EB1:A", "EB1:B"}, 6900ms) == "several");
}

TEST_CASE("a poster is asked once, and never while a badge is in the frame") {
  ShowFilter filter;
  CHECK(asked(filter, {"https://example.eu", "EB1:A"}, 0ms) == "EB1:A");
  CHECK(asked(filter, {"https://example.eu"}, 3000ms) == "https://example.eu");
  CHECK(asked(filter, {"https://example.eu"}, 12000ms) == "-");
  CHECK(asked(filter, {"https://example.eu"}, 21000ms) == "-");
  CHECK(asked(filter, {"https://example.eu"}, 31001ms) == "https://example.eu");
  filter.forget();
  CHECK(asked(filter, {"https://example.eu"}, 31002ms) == "https://example.eu");
}

TEST_CASE("wrong PINs: five, then a pause that doubles up to a quarter of an hour, also after a restart") {
  PinThrottle throttle;
  for (int i = 0; i < 4; ++i) throttle.failed(0ms);
  CHECK(throttle.wait(0ms) == 0s);
  throttle.failed(0ms);
  CHECK(throttle.wait(0ms) == 30s);
  CHECK(throttle.wait(29001ms) == 1s);
  CHECK(throttle.wait(30000ms) == 0s);
  throttle.failed(30000ms);
  CHECK(throttle.wait(30000ms) == 60s);
  for (int i = 0; i < 100; ++i) throttle.failed(30000ms);
  CHECK(throttle.wait(30000ms) == 900s);
  PinThrottle restarted;
  restarted.restore(throttle.wrong(), 0ms);
  CHECK(restarted.wait(0ms) == 900s);
  restarted.passed();
  CHECK(restarted.wait(0ms) == 0s);
}
