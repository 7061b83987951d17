#include "issuer/intake/places.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "common/base/text.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/dates.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/words.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::string_view all_fields[] = {"name",      "email",     "organisation", "birth_date",
                                           "id_number", "id_expiry", "language"};

struct Range {
  std::size_t from = 0, to = 0;  // bytes
};
using Ranges = std::vector<Range>;

constexpr std::size_t max_found = 200;    // of one field in one text
constexpr std::size_t max_excerpt = 160;  // bytes

bool joins_words(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
}

// Letters and digits alone, in small letters as far as ASCII goes, and where each stood: white space, punctuation and invisible
// characters make no difference between what was sent and what was read of it.
struct Plain {
  std::string letters;
  std::vector<std::size_t> at;

  explicit Plain(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
      const auto point = code_point_at(text, i);
      const bool ascii_mark = point.value < 0x80 && !joins_words(text, i);
      const bool general_mark = point.value >= 0x2000 && point.value < 0x2070;
      if (!ascii_mark && !general_mark && !is_space(point.value) && point.value != 0xAD && point.value != 0xFEFF)
        for (std::size_t byte = i; byte < i + point.length; ++byte) {
          letters += text[byte] >= 'A' && text[byte] <= 'Z' ? static_cast<char>(text[byte] - 'A' + 'a') : text[byte];
          at.push_back(byte);
        }
      i += point.length;
    }
  }
};

// Where a text is searched again and again: as it is, and plain.
struct Searched {
  const SourceText* source;
  Plain plain;
  Range part;  // the row that is meant, or all

  explicit Searched(const SourceText& of) : source(&of), plain(of.text), part{0, of.text.size()} {
    for (std::size_t row = 1; row < of.row; ++row)
      part.from = std::min(of.text.find('\n', part.from), of.text.size() - 1) + 1;
    if (of.row != 0) part.to = std::min(of.text.find('\n', part.from), of.text.size());
  }

  [[nodiscard]] Ranges all_of(std::string_view value) const {
    Ranges found;
    const Plain wanted(value);
    if (wanted.letters.empty()) return found;
    const std::string_view text(source->text);
    for (auto at = plain.letters.find(wanted.letters); at != std::string::npos && found.size() < max_found;
         at = plain.letters.find(wanted.letters, at + 1)) {
      const Range range{plain.at[at], plain.at[at + wanted.letters.size() - 1] + 1};
      const bool whole = (range.from == 0 || !joins_words(text, range.from - 1)) &&
                         (range.to >= text.size() || !joins_words(text, range.to));
      if (whole && range.from >= part.from && range.to <= part.to) found.push_back(range);
    }
    return found;
  }

  // The words of a name in any turn: "Gil, Ana" was read as "Ana Gil". An address is not where it was read.
  [[nodiscard]] Ranges all_of_name(std::string_view name) const {
    auto words = split_words(name);
    Ranges found;
    for (std::size_t turn = 0; turn < words.size(); ++turn) {
      const auto turned = all_of(join_words(words, 0, words.size()));
      const std::string_view text(source->text);
      std::copy_if(turned.begin(), turned.end(), std::back_inserter(found), [&](const Range& range) {
        return text.substr(range.from, range.to + 1 - range.from).find('@') == std::string_view::npos;
      });
      std::rotate(words.begin(), words.begin() + 1, words.end());
    }
    return found;
  }

  [[nodiscard]] Ranges all_of_date(const Date& date, DateUse use) const {
    Ranges found;
    const std::string_view text(source->text);
    for (auto at = part.from; at < part.to && found.size() < max_found; ++at) {
      if (!joins_words(text, at) || (at > 0 && joins_words(text, at - 1))) continue;
      DateReading reading;
      const auto length = scan_date(text.substr(at, std::min<std::size_t>(part.to - at, 60)), reading);
      if (length == 0) continue;
      for (const auto order : {Order::day_first, Order::month_first})
        if (resolve(reading, use, {order, Order::unknown, Order::unknown, false}).date == date) {
          found.push_back({at, at + length});
          break;
        }
      at += length - 1;
    }
    return found;
  }

  [[nodiscard]] Ranges all_of_language(std::string_view code) const {
    Ranges found;
    const auto text = std::string_view(source->text).substr(part.from, part.to - part.from);
    for (const auto& word : words_of(text))
      if (word.text.size() > 1 && found.size() < max_found && clean_language(word.text) == code)
        found.push_back({part.from + word.begin, part.from + word.end});
    return found;
  }
};

struct FieldRanges {
  std::string_view field;
  Ranges ranges;
};

std::vector<FieldRanges> ranges_in(const Searched& text, const Registration& r) {
  std::vector<FieldRanges> all;
  all.push_back({"id_number", text.all_of(r.id_number)});
  all.push_back({"name", text.all_of_name(r.name)});
  all.push_back({"email", text.all_of(r.email)});
  all.push_back({"organisation", text.all_of(r.organisation)});
  if (r.birth_date) all.push_back({"birth_date", text.all_of_date(*r.birth_date, DateUse::birth)});
  if (r.id_expiry) all.push_back({"id_expiry", text.all_of_date(*r.id_expiry, DateUse::expiry)});
  if (!r.language.empty()) all.push_back({"language", text.all_of_language(r.language)});
  return all;
}

std::size_t distance(const Range& a, const Range& b) {
  return a.from > b.from ? a.from - b.from : b.from - a.from;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Place place_of(const Searched& text, std::string_view field, const Range& range) {
  const std::string_view all(text.source->text);
  const auto begins = [&](std::string_view marks) {
    const auto mark = all.substr(0, range.from).find_last_of(marks);
    return mark == std::string_view::npos ? 0 : mark + 1;
  };
  const auto line = begins("\n");
  Place place;
  place.field = field;
  place.part = text.source->name;
  place.in_row = text.source->rows;
  place.line = static_cast<std::size_t>(std::count(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(line), '\n')) + 1;
  if (place.in_row) {
    const auto before = all.substr(line, range.from - line);
    place.column = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\t')) + 1;
  }
  place.from = characters(all.substr(0, range.from));
  place.to = place.from + characters(all.substr(range.from, range.to - range.from));
  const auto from = place.in_row ? begins("\n\t") : line;
  auto excerpt =
      trim(all.substr(from, std::min(all.find_first_of(place.in_row ? "\n\t" : "\n", range.to), all.size()) - from));
  if (excerpt.size() > max_excerpt) excerpt = all.substr(range.from, std::min(range.to - range.from, max_excerpt));
  place.excerpt = std::string(excerpt);
  return place;
}

// Of the fields that have no place yet, those in this text: of several places the one nearest to the number, or to the name.
void add_places(const Searched& text, const std::vector<FieldRanges>& fields, std::vector<Place>& places) {
  std::optional<Range> anchor;
  for (const FieldRanges& each : fields) {
    if (each.ranges.empty()) continue;
    if (!anchor) anchor = each.ranges.front();
    if (std::any_of(places.begin(), places.end(), [&](const Place& place) { return place.field == each.field; })) continue;
    const auto nearest = std::min_element(each.ranges.begin(), each.ranges.end(), [&](const Range& a, const Range& b) {
      return distance(a, *anchor) < distance(b, *anchor);
    });
    places.push_back(place_of(text, each.field, *nearest));
  }
}

}  // namespace

std::vector<Place> find_places(const Registration& registration, const std::vector<SourceText>& texts) {
  struct Looked {
    Searched text;
    std::vector<FieldRanges> fields;
    std::ptrdiff_t found = 0;
  };
  std::vector<Looked> looked;
  for (const auto& text : texts) {
    Looked next{Searched(text), {}};
    next.fields = ranges_in(next.text, registration);
    next.found =
        std::count_if(next.fields.begin(), next.fields.end(), [](const FieldRanges& f) { return !f.ranges.empty(); });
    looked.push_back(std::move(next));
  }
  // The text that holds most of it comes first; the others fill in.
  std::stable_sort(looked.begin(), looked.end(), [](const Looked& a, const Looked& b) { return a.found > b.found; });
  std::vector<Place> places;
  for (const auto& [text, fields, count] : looked) add_places(text, fields, places);
  const auto turn = [](const Place& place) { return std::find(std::begin(all_fields), std::end(all_fields), place.field); };
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) { return turn(a) < turn(b); });
  return places;
}

}  // namespace eb::issuer::intake
