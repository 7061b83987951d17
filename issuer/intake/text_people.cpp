#include "issuer/intake/text_people.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>
#include <string>

#include "common/base/text.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_line = 4000;  // bytes; longer lines are no list of labels
constexpr std::size_t max_people = 10'000;
constexpr std::size_t max_label = 80;

struct Fact {
  Field field;
  std::string_view value;
};

bool is_address(std::string_view text) {
  const auto found = clean_email(text);
  return !found.empty() && text.find(' ') == std::string_view::npos &&
         text.size() <= found.size() + 2 + std::string_view("mailto:").size();
}

std::string_view trim_marks(std::string_view text) {
  while (!text.empty()) {
    const auto point = code_point_at(text, 0);
    const bool mark = is_space(point.value) ||
                      std::string_view("-*>#.,;()[]").find(text.front()) != std::string_view::npos ||
                      point.value == 0x2022 || point.value == 0xB7 || point.value == 0x2013 || point.value == 0x2014 ||
                      point.value == 0x25AA || point.value == 0x25CF || point.value == 0x2023 || point.value == 0xBF;
    if (!mark) break;
    text.remove_prefix(point.length);
  }
  text = trim(text);
  while (!text.empty() && (text.back() == ',' || text.back() == ';' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

// "1) ", "2. ", "a) "
std::string_view without_number(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && at < 3 && line[at] >= '0' && line[at] <= '9') ++at;
  if (at == 0 && !line.empty() && line[0] >= 'a' && line[0] <= 'h') at = 1;
  if (at == 0 || at + 1 >= line.size() || (line[at] != ')' && line[at] != '.') || line[at + 1] != ' ') return line;
  DateReading date;
  return scan_date(line, date) != 0 ? line : trim(line.substr(at + 2));
}

// A value that can be nothing else than what its label says; a label without a colon needs that.
bool proves_itself(Field field, std::string_view value) {
  DateReading date;
  switch (field) {
    case Field::birth_date: return scan_date(value, date) != 0 && date.kind != DateKind::partial;
    case Field::id_expiry: return scan_date(value, date) != 0;
    case Field::email: return is_address(value);
    case Field::id_number: {
      const auto number = clean_id_number(value);
      const auto digits = std::count_if(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
      return digits >= 4 && number.size() + 2 >= value.size() && value.size() < 30;
    }
    default: return false;
  }
}

// "Label: value", "Label = value", "Label - value", "Label <tab> value".
std::optional<Fact> by_separator(std::string_view line) {
  for (const auto* separator : {":", "=", "\t", " - ", " \xE2\x80\x93 ", "   "}) {
    const auto at = line.substr(0, max_label).find(separator);
    if (at == std::string_view::npos || at == 0) continue;
    const auto field = label_field(trim(line.substr(0, at)));
    if (field) return Fact{*field, trim(line.substr(at + std::string_view(separator).size()))};
  }
  return std::nullopt;
}

// "born 17 August 1978", "Personalausweis Nr. L93K066K8"
std::optional<Fact> by_prefix(std::string_view segment) {
  std::size_t words = 0;
  std::optional<Fact> best;
  for (std::size_t at = segment.find(' '); at != std::string_view::npos && words < 5 && at < max_label;
       at = segment.find(' ', at + 1), ++words) {
    const auto field = label_field(segment.substr(0, at));
    const auto value = trim(segment.substr(at + 1));
    if (field && is_wanted(*field) && proves_itself(*field, value)) best = Fact{*field, value};
  }
  return best;
}

// "22.06.1960 (date of birth)", "PB2615310 - passport"
std::optional<Fact> by_suffix(std::string_view segment) {
  const auto field_behind = [&](std::size_t at, std::size_t length) -> std::optional<Fact> {
    auto label = trim(segment.substr(at + length));
    if (!label.empty() && label.back() == ')') label.remove_suffix(1);
    const auto field = label_field(label);
    const auto value = trim(segment.substr(0, at));
    if (!field || !is_wanted(*field) || !proves_itself(*field, value)) return std::nullopt;
    return Fact{*field, value};
  };
  for (const auto* mark : {" (", " - ", " \xE2\x80\x93 "})
    if (const auto at = segment.rfind(mark); at != std::string_view::npos)
      if (auto fact = field_behind(at, std::string_view(mark).size())) return fact;
  return std::nullopt;
}

std::optional<Fact> fact_in(std::string_view segment) {
  segment = trim_marks(segment);
  if (segment.empty()) return std::nullopt;
  if (is_address(segment)) return Fact{Field::email, segment};
  if (auto fact = by_separator(segment)) return fact;
  if (auto fact = by_suffix(segment)) return fact;
  return by_prefix(segment);
}

// "PD9640802, valid until 5 August 2017" holds a second fact; "FriendLoop, Inc." does not.
std::vector<Fact> facts_in(std::string_view line, std::optional<std::string_view>& head) {
  std::vector<Fact> facts;
  const auto first = by_separator(line);
  std::size_t from = 0;
  if (first) {
    facts.push_back(*first);
    from = static_cast<std::size_t>(first->value.data() - line.data());
  } else if (auto whole = fact_in(line)) {
    return {*whole};
  }
  // Segments end at a comma, a semicolon or a bracket, where what follows begins with a label of its own.
  std::size_t cut = first ? line.size() : 0;
  for (auto at = line.find_first_of(",;(", from); at != std::string_view::npos; at = line.find_first_of(",;(", at + 1)) {
    const auto end = std::min(line.find_first_of(",;()", at + 1), line.size());
    auto fact = fact_in(line.substr(at + 1, end - at - 1));
    // A comma can be part of a value: "March 3, 1971".
    if (!fact && end < line.size()) {
      const auto longer = std::min(line.find_first_of(",;()", end + 1), line.size());
      fact = by_prefix(trim_marks(line.substr(at + 1, longer - at - 1)));
    }
    if (!fact) continue;
    if (first && facts.size() == 1) facts[0].value = trim_marks(line.substr(from, at - from));
    if (!first && facts.empty()) cut = at;
    facts.push_back(*fact);
  }
  if (!first && !facts.empty()) head = trim_marks(line.substr(0, cut));
  return facts;
}

bool is_sign_off(std::string_view line) {
  const auto folded = fold_words(line.substr(0, 120));
  if (std::count(folded.begin(), folded.end(), ' ') > 11) return false;
  static constexpr std::string_view starts =
      "kind regards|best regards|regards|yours sincerely|yours faithfully|sincerely|with kind regards|warm regards|"
      "with best regards|best wishes|many thanks|thanks|thank you|cheers|kindest regards|hochachtungsvoll|cordialement|"
      "bien cordialement|bien a vous|salutations|veuillez agreer|je vous prie d agreer|nous vous prions|"
      "meilleures salutations|cordiali saluti|distinti saluti|saluti|un cordiale|met vriendelijke|hoogachtend|met groet|"
      "groeten|vriendelijke groet|un saludo|un cordial|saludos|atentamente|reciba un|le saluda|yours|best|sent from my";
  // Whole words, except for the stems at the end.
  static constexpr std::string_view stems =
      "mit freundlich|freundliche gru|viele gru|beste gru|mit besten gru|mit herzlichen gru";
  bool found = starts_with_any(folded, stems);
  for_each_word(starts, [&](std::string_view start) {
    found = found || (folded.starts_with(start) && (folded.size() == start.size() || folded[start.size()] == ' '));
  });
  return found;
}

// Headers of a quoted or forwarded mail end what stood before.
bool is_mail_header(std::string_view line) {
  const auto colon = line.substr(0, 20).find(':');
  if (colon == std::string_view::npos) return line.starts_with("-----");
  const auto name = fold_words(line.substr(0, colon));
  static const WordSet names(
      "from|sent|to|cc|subject|von|gesendet|an|betreff|de|envoye|objet|da|inviato|a|oggetto|van|verzonden|aan|onderwerp|"
      "enviado|para|asunto|bcc");
  return names.contains(name);
}

class Reader {
 public:
  void line(std::string_view raw) {
    while (!raw.empty() && (raw.front() == '>' || raw.front() == '|')) raw = trim(raw.substr(1));
    const bool indented = raw.starts_with("  ") || raw.starts_with("\t");
    const auto text = trim_marks(without_number(trim_marks(raw)));
    if (text.empty()) {
      gap_ = true;
      return;
    }
    if (raw.size() > max_line) return;
    if (is_mail_header(trim(raw)) || is_sign_off(text)) {
      signed_off_ = !is_mail_header(trim(raw));
      flush();
      return forget_waiting_name();
    }
    std::optional<std::string_view> head;
    const auto facts = facts_in(text, head);
    if (facts.empty()) return other(text, indented);
    if (head) {
      const auto fact = fact_in(*head);
      fact ? take(*fact) : other(*head, false);
    }
    for (const auto& fact : facts) take(fact);
    gap_ = false;
  }

  std::vector<Draft> finish() {
    flush();
    return std::move(people_);
  }

 private:
  using Labels = std::bitset<32>;
  static std::size_t bit(Field field) { return static_cast<std::size_t>(field); }

  // A line without a label: the value of the label above, the continuation of its value, or a name.
  void other(std::string_view text, bool indented) {
    if (label_waits_) {
      draft_.set(*label_waits_, text);
      label_waits_.reset();
      return;
    }
    if (indented && !gap_ && last_ == Field::organisation && !draft_.organisation.empty()) {
      std::string more;
      draft_.hostile = clean_text(text, more) || draft_.hostile;
      draft_.organisation += ' ' + more;
      return;
    }
    last_.reset();
    if (signed_off_) return;
    std::string clean;
    clean_text(text, clean);
    const auto comma = clean.find(',');
    const auto right = comma == std::string::npos ? std::string_view{} : trim(std::string_view(clean).substr(comma + 1));
    if (comma != std::string::npos && looks_like_person(clean.substr(0, comma)) && looks_like_organisation(right)) {
      waiting_name_ = clean.substr(0, comma);
      waiting_organisation_ = std::string(right);
    } else if (looks_like_person(clean)) {
      waiting_name_ = clean;
      waiting_organisation_.clear();
    } else {
      forget_waiting_name();
    }
  }
  void forget_waiting_name() {
    waiting_name_.clear();
    waiting_organisation_.clear();
  }

  static bool names(Field field) { return field == Field::name || field == Field::surname || field == Field::given; }

  void take(const Fact& fact) {
    const auto field = fact.field;
    label_waits_.reset();
    if (!is_wanted(field)) {
      draft_.set(field, fact.value);  // an issue date can show the order of day and month
      last_.reset();
      return;
    }
    if (starts_person(field)) flush();
    if (!waiting_name_.empty() && !labels_.any() && !names(field)) adopt_waiting_name();
    forget_waiting_name();
    if (!labels_.any()) first_label_ = field;
    const bool second = labels_[bit(field)] && draft_.has(field);
    if (second && field == Field::id_number) second_document_ = true;
    labels_.set(bit(field));
    if (second || (second_document_ && field == Field::id_expiry)) return;
    if (fact.value.empty()) {
      label_waits_ = field;
    } else {
      draft_.set(field, fact.value);
      last_ = field;
    }
  }

  // A second name; a person's line above the label; or the label that began this person, after a blank line.
  [[nodiscard]] bool starts_person(Field field) const {
    if (!labels_.any()) return false;
    if (names(field)) return labels_[bit(field)] || named_by_line_;
    if (!waiting_name_.empty() && (named_by_line_ || draft_.has(Field::name) || labels_[bit(field)])) return true;
    return labels_[bit(field)] && gap_ && first_label_ == field;
  }

  void adopt_waiting_name() {
    draft_.set(Field::name, waiting_name_);
    if (!waiting_organisation_.empty()) draft_.set(Field::organisation, waiting_organisation_);
    named_by_line_ = !draft_.name.empty();
  }

  // Two labels at least, one of them a name, a date of birth or a document: a signature has none of these.
  void flush() {
    const bool told = labels_[bit(Field::name)] || labels_[bit(Field::surname)] || labels_[bit(Field::birth_date)] ||
                      labels_[bit(Field::id_number)] || labels_[bit(Field::id_and_expiry)];
    const auto count = labels_.count() + (named_by_line_ ? 1U : 0U);
    if (told && count >= 2 && people_.size() < max_people) people_.push_back(std::move(draft_));
    draft_ = Draft{};
    labels_.reset();
    named_by_line_ = second_document_ = false;
    label_waits_.reset();
    first_label_.reset();
    last_.reset();
  }

  std::vector<Draft> people_;
  Draft draft_;
  Labels labels_;  // seen for this person, also with an empty value
  std::optional<Field> first_label_, label_waits_, last_;
  std::string waiting_name_, waiting_organisation_;  // of the last line that can be a person's name
  bool named_by_line_ = false;
  bool second_document_ = false;
  bool signed_off_ = false;
  bool gap_ = false;  // a blank line since the last fact
};

}  // namespace

std::vector<Draft> people_in_text(std::string_view text) {
  Reader reader;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    reader.line(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.finish();
}

}  // namespace eb::issuer::intake
