// From a command line argument or a reader's lines to scans.
#pragma once

#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/base/error.hpp"
#include "scanner/scan.hpp"

namespace eb::scanner {

struct Scanned {
  std::string text;
  bool several = false;  // a picture with more than one badge
};
// A picture when the argument names a PNG or JPEG file, else the text itself. no_code: the picture holds no QR code; malformed,
// too_large, unsupported: the file is no picture that can be read; not_found: something.png, and there is no such file.
[[nodiscard]] Result<Scanned> read_argument(const std::string& argument);

// The same for a picture's bytes.
[[nodiscard]] Result<Scanned> read_picture_file(BytesView file);

// One line without its end, cut at max_scanned_text bytes; nothing at the end of the stream.
[[nodiscard]] std::optional<std::string> read_bounded_line(std::FILE* stream);

// What a line from a reader is: a badge, or a document for the badge that waits for one: a line "ID NUMBER", or the lines of an
// MRZ, with or without line ends between them. Anything else is a badge, and is refused as such. Pure.
class LineSorter {
 public:
  enum class Meaning { nothing, badge, document, stray_document };
  struct Sorted {
    Meaning meaning = Meaning::nothing;  // nothing: an empty line, or a zone that goes on
    std::string text;
  };
  // The zone that `next` does not go on with: ask it before sorting `next`.
  [[nodiscard]] std::optional<std::string> broken_off(std::string_view next);
  [[nodiscard]] Sorted sort(std::string line, bool waits);
  [[nodiscard]] std::optional<std::string> rest();  // a zone of which lines are missing

 private:
  [[nodiscard]] bool goes_on(std::string_view line) const;
  std::vector<std::string> zone_;  // MRZ lines so far
};

// A badge that waits for a document after this answer.
[[nodiscard]] bool waits_for_document(badge::Reason reason);

// A session at a reader: badges, and after one that needs a document, the document. Anything else is the next badge.
class ReaderSession {
 public:
  using Tell = std::function<void(const ScanResult&)>;
  ReaderSession(Scanner& scanner, ScanRequest common, Tell tell)
      : scanner_(scanner), common_(std::move(common)), tell_(std::move(tell)) {}
  // usage: a document, and no badge that waits for one.
  [[nodiscard]] Status line(std::string text);
  void end();  // a zone of which lines are missing is asked as it is

 private:
  void document(std::string text);
  void badge(std::string text);
  void ask(const ScanRequest& request);

  Scanner& scanner_;
  ScanRequest common_;  // direction, guard, "seen"
  Tell tell_;
  std::string waiting_;                 // text of the badge that waits for a document
  std::optional<std::uint64_t> entry_;  // its entry
  LineSorter sorter_;
};

}  // namespace eb::scanner
