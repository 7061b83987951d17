// How text, numbers, times and tables become HTML. Everything that comes from a log, an office or a command line goes through
// untrusted(), every word through html_text(): nothing else writes a character that is not markup of this program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/report/words.hpp"

namespace eb::audit {

[[nodiscard]] std::string html_text(std::string_view text);  // & < > " ' escaped
// What is invisible or turns text around becomes visible, cut to some 300 bytes; escaped; in <bdi>, so that its direction ends
// with it.
[[nodiscard]] std::string untrusted(std::string_view text);
// The same without <bdi>, cut to `bytes`: for the text of an image, which knows no such element.
[[nodiscard]] std::string untrusted_plain(std::string_view text, std::size_t bytes);

// One language and one place: what every part of the page writes with. Whatever it returns is HTML.
class Writer {
 public:
  Writer(const Words& words, LocalClock& clock) : words_(words), clock_(clock) {}
  // Values are HTML already.
  [[nodiscard]] std::string t(std::string_view key, const Values& values = {}) const;
  [[nodiscard]] std::string n(std::uint64_t number) const { return html_text(words_.number(number)); }
  [[nodiscard]] std::string share(std::uint64_t part, std::uint64_t whole) const {
    return html_text(words_.share(part, whole));
  }
  [[nodiscard]] std::string time(Millis t) const;    // with date and second, in <time>
  [[nodiscard]] std::string moment(Millis t) const;  // date in words and minute, in <time>
  [[nodiscard]] std::string minute(Millis t, bool with_day) const;
  [[nodiscard]] std::string heading(std::string_view key) const;  // h2 with an id of its own
  [[nodiscard]] std::string paragraph(std::string_view key, const Values& values = {}) const;
  [[nodiscard]] const Words& words() const { return words_; }
  [[nodiscard]] LocalClock& clock() const { return clock_; }

 private:
  const Words& words_;
  LocalClock& clock_;
};

// A table with a caption. The first cell of a row is its heading.
class Table {
 public:
  enum class Align { text, number };
  struct Column {
    std::string heading;  // HTML
    Align align = Align::text;
  };
  Table(std::string caption, std::vector<Column> columns) : caption_(std::move(caption)), columns_(std::move(columns)) {}
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  void total(std::vector<std::string> cells) { total_ = std::move(cells); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::string html() const;

 private:
  [[nodiscard]] std::string line(const std::vector<std::string>& cells) const;

  std::string caption_;
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::string> total_;
};

}  // namespace eb::audit
