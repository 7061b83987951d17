#include "scanner/input.hpp"

#include <algorithm>
#include <filesystem>

#include "common/base/text.hpp"
#include "common/image/qr_image.hpp"
#include "common/os/files.hpp"

namespace eb::scanner {
namespace {

using badge::Reason;

constexpr std::string_view document_mark = "ID ";

// Two badges are a question for the guard; a badge beside a poster's code is not.
Scanned choose(std::vector<std::string> codes) {
  const auto others = std::partition(codes.begin(), codes.end(), [](const std::string& code) {
    return std::string_view(code).starts_with(badge::badge_prefix);
  });
  const auto badges = std::distance(codes.begin(), others);
  if (badges > 1) return Scanned{"", true};
  return Scanned{std::move(codes.front()), false};
}

// MRZ lines are 30 (three), 36 or 44 (two) characters long.
std::size_t lines_of_zone(std::string_view first) {
  if (first.size() == 30) return 3;
  return first.size() == 36 || first.size() == 44 ? 2 : 0;
}

bool is_zone_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<'; });
}

bool is_zone_line(std::string_view text) {
  return lines_of_zone(text) != 0 && is_zone_text(text);
}

// A reader that leaves out the line ends.
bool is_joined_zone(std::string_view text) {
  return (text.size() == 90 || text.size() == 72 || text.size() == 88) && is_zone_text(text);
}

Result<Scanned> read_picture(const image::Luma& picture) {
  auto codes = image::read_codes(picture);
  if (!codes.empty()) return choose(std::move(codes));
  if (image::shows_aztec(picture)) return Scanned{};  // a boarding pass or a ticket: a foreign code
  return fail(ErrorCode::no_code, "no QR code found: take the picture again, closer and sharper");
}

bool names_picture(const std::string& argument) {
  const auto lower = ascii_lower(argument);
  const auto ends = [&](std::string_view end) { return lower.ends_with(end); };
  return lower.find("://") == std::string::npos && (ends(".png") || ends(".jpg") || ends(".jpeg"));
}

}  // namespace

Result<Scanned> read_argument(const std::string& argument) {
  std::error_code ignored;
  // A badge's text can never be a path's twin: no path begins with its prefix unless somebody made it to deceive.
  const bool is_file = !argument.starts_with(badge::badge_prefix) && std::filesystem::is_regular_file(argument, ignored);
  const auto path = printable(argument);
  if (!is_file && names_picture(argument))
    return fail(ErrorCode::not_found, "there is no picture " + path + ": check its name");
  if (!is_file) return Scanned{std::string(bounded(argument)), false};
  EB_TRY(bytes, os::read_file(argument, image::max_image_file));
  // A code may hold the name of a file that happens to be here: it is asked, and refused, like any other.
  if (!image::looks_like_image(bytes) && !names_picture(argument)) return Scanned{std::string(bounded(argument)), false};
  if (!image::looks_like_image(bytes))
    return fail(ErrorCode::unsupported, path + " is neither PNG nor JPEG: give a picture, or the text of the code itself");
  auto scanned = read_picture_file(bytes);
  if (!scanned) return fail_in(path, scanned.error());
  return scanned;
}

Result<Scanned> read_picture_file(BytesView file) {
  EB_TRY(picture, image::decode_image(file));
  return read_picture(picture);
}

std::optional<std::string> read_bounded_line(std::FILE* stream) {
  std::string line;
  int c = std::getc(stream);
  if (c == EOF) return std::nullopt;
  for (; c != EOF && c != '\n'; c = std::getc(stream))
    if (line.size() < max_scanned_text) line.push_back(static_cast<char>(c));
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

bool waits_for_document(Reason reason) {
  return reason == Reason::id_required || reason == Reason::id_misread || reason == Reason::id_mismatch;
}

bool LineSorter::goes_on(std::string_view line) const {
  return is_zone_line(line) && (zone_.empty() || zone_.front().size() == line.size());
}

std::optional<std::string> LineSorter::broken_off(std::string_view next) {
  return zone_.empty() || next.empty() || goes_on(next) ? std::nullopt : rest();
}

std::optional<std::string> LineSorter::rest() {
  if (zone_.empty()) return std::nullopt;
  std::string joined;
  for (const auto& part : zone_) joined += (joined.empty() ? "" : "\n") + part;
  zone_.clear();
  return joined;
}

LineSorter::Sorted LineSorter::sort(std::string line, bool waits) {
  if (line.empty()) return {};
  if (waits && goes_on(line)) {
    const auto whole = lines_of_zone(line);
    zone_.push_back(std::move(line));
    if (zone_.size() < whole) return {};
    return {Meaning::document, *rest()};
  }
  if (line.starts_with(document_mark))
    return {waits ? Meaning::document : Meaning::stray_document, line.substr(document_mark.size())};
  if (waits && is_joined_zone(line)) return {Meaning::document, std::move(line)};
  return {Meaning::badge, std::move(line)};
}

Status ReaderSession::line(std::string text) {
  if (auto zone = sorter_.broken_off(text)) document(std::move(*zone));
  auto sorted = sorter_.sort(std::move(text), entry_.has_value());
  switch (sorted.meaning) {
    case LineSorter::Meaning::nothing: return {};
    case LineSorter::Meaning::stray_document:
      return fail(ErrorCode::usage, "a document was given and no badge waits for one: scan the badge first");
    case LineSorter::Meaning::document: document(std::move(sorted.text)); return {};
    case LineSorter::Meaning::badge: badge(std::move(sorted.text)); return {};
  }
  broken_invariant("a line without a meaning");
}

void ReaderSession::end() {
  if (auto zone = sorter_.rest()) document(std::move(*zone));
}

void ReaderSession::document(std::string text) {
  auto request = common_;
  request.text = waiting_;
  request.presented = {false, std::move(text)};
  request.confirms = entry_;
  ask(request);
}

void ReaderSession::badge(std::string text) {
  auto request = common_;
  request.text = std::move(text);
  ask(request);
}

void ReaderSession::ask(const ScanRequest& request) {
  const auto result = scanner_.scan(request);
  const bool waits = waits_for_document(result.decision.reason) && result.entry;
  if (waits && waiting_ != request.text) waiting_ = request.text;
  // The first question stays the one that later documents answer.
  if (waits && !request.confirms) entry_ = result.entry;
  if (!waits) {
    entry_.reset();
    wipe(waiting_);
  }
  tell_(result);
}

}  // namespace eb::scanner
