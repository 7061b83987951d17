#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <tuple>

#include "common/badge/mrz.hpp"
#include "common/badge/transliterate.hpp"

namespace eb::badge {
namespace {

// More words than any name has; keeps the search small and the set of used words in 16 bits.
constexpr std::size_t max_words = 16;
// A real name needs some dozens of states; one made of repeated words must not keep the door waiting.
constexpr std::size_t max_states = 4096;
constexpr std::size_t longest_run = 3;  // words that a document may write as one

bool is_one_of(std::string_view word, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Parts of surnames that documents and people leave out or add.
bool is_particle(std::string_view word) {
  static constexpr std::array<std::string_view, 36> particles{
      "AF",  "AL",  "AV", "BEN", "BIN", "D",   "DA",  "DAS", "DE", "DEL", "DELLA", "DEN",
      "DER", "DES", "DI", "DO",  "DOS", "DU",  "E",   "EL",  "I",  "IBN", "LA",    "LE",
      "LES", "OF",  "TE", "TEN", "TER", "VAN", "VOM", "VON", "Y",  "ZU",  "ZUM",   "ZUR"};
  return is_one_of(word, particles);
}

// Written before a name in a registration, never in a zone.
bool is_title(std::string_view word) {
  static constexpr std::array<std::string_view, 20> titles{"DHR", "DIPL", "DOTT", "DR",   "FRAU", "HERR", "ING",
                                                           "MAG", "MEVR", "MISS", "MLLE", "MME",  "MR",   "MRS",
                                                           "MS",  "PHD",  "PROF", "SIG",  "SR",   "SRA"};
  return is_one_of(word, titles);
}

std::string first_forms(const Word& word) {
  std::string out;
  for (const auto& letter : word) out += letter.front();
  return out;
}

void add_form(Letter& forms, std::string_view form) {
  if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(form);
}

// People also register a name without the dots or rings of its letters (Hamalainen for Hämäläinen, which a zone prints
// HAEMAELAEINEN), or with the transliteration where the document prints the plain letter (Mueller for MULLER).
Word widen(const Word& word) {
  Word out = word;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::string_view plain = word[i].front();
    const std::string_view before = i == 0 ? std::string_view{} : word[i - 1].front();
    if (plain == "A") add_form(out[i], "AE"), add_form(out[i], "AA");
    if (plain == "O") add_form(out[i], "OE");
    if (plain == "U") add_form(out[i], "UE"), add_form(out[i], "UXX");
    if (plain == "N") add_form(out[i], "NXX");
    if (plain == "OE") add_form(out[i], "O");
    if (plain == "AE") add_form(out[i], "A");
    if ((plain == "E" && (before == "A" || before == "O" || before == "U")) || (plain == "A" && before == "A"))
      add_form(out[i], "");
  }
  return out;
}

// Whether some choice of forms spells `printed`, or, in a truncated zone, begins with it. Bit p of `reached` says that the
// letters so far can spell the first p characters.
bool spells(const Word& word, std::string_view printed, bool truncated) {
  if (printed.empty() || printed.size() > 62) return false;
  const std::uint64_t whole = std::uint64_t{1} << printed.size();
  std::uint64_t reached = 1;
  for (const auto& forms : word) {
    if (truncated && (reached & whole) != 0) return true;
    std::uint64_t next = 0;
    for (std::size_t p = 0; p <= printed.size(); ++p) {
      if ((reached >> p & 1U) == 0) continue;
      const auto rest = printed.substr(p);
      for (const auto form : forms) {
        if (rest.starts_with(form)) next |= std::uint64_t{1} << (p + form.size());
        if (truncated && form.starts_with(rest)) next |= whole;
      }
    }
    reached = next;
    if (reached == 0) return false;
  }
  return (reached & whole) != 0;
}

// A printed word and which identifier it belongs to.
struct Printed {
  std::string text;
  bool primary;
};

// Gives each printed word a registered one, no registered word twice.
class Matcher {
 public:
  Matcher(const std::vector<Word>& registered, const Mrz& zone) : truncated_(zone.name_truncated) {
    for (const auto& word : registered) {
      const auto plain = first_forms(word);
      if (!is_particle(plain) && !is_title(plain)) needed_ |= 1U << words_.size();
      words_.push_back(widen(word));
    }
    for (const auto& text : zone.primary) printed_.push_back({text, true});
    for (const auto& text : zone.secondary) printed_.push_back({text, false});
    bare_surname_ = std::all_of(zone.primary.begin(), zone.primary.end(), [](const auto& w) { return is_particle(w); });
    has_given_ = !zone.secondary.empty();
  }

  [[nodiscard]] bool match() { return step({}); }

 private:
  struct State {
    std::size_t at = 0;    // next printed word
    unsigned used = 0;     // registered words that have a printed one
    bool skipped = false;  // a printed word has no registered one
    bool surname = false;  // a word of the surname agrees
    bool given = false;    // a given name agrees in full
    [[nodiscard]] auto key() const { return std::tuple(at, used, skipped, surname, given); }
  };

  // Names may be missing on one side only: in the document or in the registration.
  [[nodiscard]] bool accepted(const State& s) const {
    return s.surname && (s.given || !has_given_) && (!s.skipped || (needed_ & ~s.used) == 0);
  }

  bool step(const State& s) {
    if (s.at == printed_.size()) return accepted(s);
    if (seen_.size() == max_states || !seen_.insert(s.key()).second) return false;
    for (std::size_t first = 0; first < words_.size(); ++first) {
      if (joined_registered(s, first) || joined_printed(s, first) || initial(s, first)) return true;
    }
    State skip = s;
    skip.skipped = s.skipped || !is_particle(printed_[s.at].text);
    ++skip.at;
    return step(skip);
  }

  // One printed word is 1 to 3 registered words written together ("Jean-Pierre" JEANPIERRE, "van der Berg" VANDERBERG).
  bool joined_registered(const State& s, std::size_t first) {
    Word run;
    unsigned mask = 0;
    for (std::size_t i = first; i < words_.size() && i < first + longest_run; ++i) {
      if ((s.used >> i & 1U) != 0) return false;
      run.insert(run.end(), words_[i].begin(), words_[i].end());
      mask |= 1U << i;
      // A longer run would add words that are not in the print.
      if (spells(run, printed_[s.at].text, truncated_)) return step(agreed(s, mask, 1));
    }
    return false;
  }

  // One registered word is 2 or 3 printed words of the same identifier ("O'Connor" O CONNOR).
  bool joined_printed(const State& s, std::size_t first) {
    if ((s.used >> first & 1U) != 0) return false;
    std::string run = printed_[s.at].text;
    for (std::size_t count = 2; count <= longest_run && s.at + count <= printed_.size(); ++count) {
      const auto& next = printed_[s.at + count - 1];
      if (next.primary != printed_[s.at].primary) return false;
      run += next.text;
      if (spells(words_[first], run, truncated_) && step(agreed(s, 1U << first, count))) return true;
    }
    return false;
  }

  // "Anna M. Eriksson": an initial stands for a given name, but is not enough by itself.
  bool initial(const State& s, std::size_t first) {
    const auto& printed = printed_[s.at];
    if ((s.used >> first & 1U) != 0 || printed.primary || words_[first].size() != 1) return false;
    const auto& forms = words_[first].front();
    const auto begins = [&](std::string_view form) { return !form.empty() && printed.text.starts_with(form); };
    if (std::none_of(forms.begin(), forms.end(), begins)) return false;
    State next = s;
    next.used |= 1U << first;
    ++next.at;
    return step(next);
  }

  [[nodiscard]] State agreed(const State& s, unsigned mask, std::size_t count) const {
    State next = s;
    next.used |= mask;
    const bool primary = printed_[s.at].primary;
    const bool bare = count == 1 && is_particle(printed_[s.at].text) && !bare_surname_;
    next.surname = s.surname || (primary && !bare);
    next.given = s.given || !primary;
    next.at += count;
    return next;
  }

  std::vector<Word> words_;
  std::vector<Printed> printed_;
  unsigned needed_ = 0;  // registered words that are neither particle nor title
  bool truncated_;
  bool bare_surname_ = false;
  bool has_given_ = false;
  std::set<std::tuple<std::size_t, unsigned, bool, bool, bool>> seen_;
};

}  // namespace

bool name_matches(std::string_view registered, const Mrz& zone) {
  const auto words = mrz_words(registered);
  if (words.empty() || words.size() > max_words || zone.primary.empty()) return false;
  return Matcher(words, zone).match();
}

}  // namespace eb::badge
