#include "issuer/intake/thread.hpp"

#include <algorithm>
#include <optional>

#include "common/base/text.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/mentions.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_line = 8000;  // bytes; what is beyond is read as further lines
constexpr std::size_t max_lines = 200'000;

struct RawLine {
  std::string_view text;
  std::string folded;  // once for all that look at it
  std::size_t depth = 0;
  bool indented = false;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty()) {
    const auto point = code_point_at(text, 0);
    if (!is_space(point.value) && point.value != 0xFEFF) break;
    text.remove_prefix(point.length);
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
    if (!is_space(code_point_at(text, last).value)) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

RawLine unquoted(std::string_view line) {
  RawLine out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < line.size() && (line[i] == '>' || line[i] == ' '); ++i) {
    if (line[i] != '>') continue;
    ++out.depth;
    at = i + 1;
  }
  line.remove_prefix(at);
  if (out.depth > 0 && line.starts_with(' ')) line.remove_prefix(1);
  out.indented = line.starts_with("  ") || line.starts_with('\t');
  out.text = trimmed(line);
  out.folded = fold_words(out.text);
  return out;
}

std::vector<RawLine> raw_lines(std::string_view text) {
  std::vector<RawLine> lines;
  while (!text.empty() && lines.size() < max_lines) {
    const auto end = std::min({text.find('\n'), text.size(), max_line});
    lines.push_back(unquoted(text.substr(0, end)));
    text.remove_prefix(end < text.size() && text[end] == '\n' ? end + 1 : end);
  }
  return lines;
}

// "From: Ana Gil" of a forwarded mail; the name of the header folded.
std::string header_name(std::string_view line) {
  const auto colon = line.substr(0, 24).find(':');
  return colon == std::string_view::npos ? std::string() : fold_words(line.substr(0, colon));
}

bool is_from(std::string_view line) {
  static const WordSet names("from|von|de|da|van|fran|fra|od|mittente|expediteur|absender|afzender|remitente");
  return names.contains(header_name(line));
}
bool is_other_header(std::string_view line) {
  static const WordSet names(
      "sent|to|cc|subject|date|gesendet|an|betreff|datum|envoye|objet|inviato|a|oggetto|data|verzonden|aan|onderwerp|"
      "enviado|para|asunto|fecha|bcc|importance|attachments|reply to|kopie|cci|enviado el|envoye le|priority|wichtigkeit|"
      "anlagen|bijlagen|allegati|pieces jointes|skickat|till|amne|lahetetty|sendt|til|emne");
  return names.contains(header_name(line));
}

bool is_divider(const RawLine& line) {
  if (line.text.starts_with("-----") || line.text.starts_with("_____")) return true;
  return starts_with_any(line.folded,
                         "begin forwarded message|original message|forwarded message|ursprungliche nachricht|"
                         "weitergeleitete nachricht|message d origine|message transfere|messaggio originale|"
                         "messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|mensaje original|"
                         "mensaje reenviado|inicio del mensaje");
}

// "On 23 June 2015 at 10:14, Ana Gil <...> wrote:"
bool says_wrote(const RawLine& line) {
  if (line.text.size() > 200 || line.text.empty() || line.text.back() != ':') return false;
  const bool starts = starts_with_any(line.folded, "on |am |le |il |op |el |den |em |2015");
  // People of all member states write, and their mail programs speak their languages.
  static constexpr std::string_view wrote =
      "wrote|schrieb|a ecrit|ha scritto|schreef|escribio|skrev|kirjoitti|napisal|napisala|geschreven|escreveu|a scris|irta|"
      "ezt irta|napsal|napsala|napisao|rase|rakstija|kirjutas|написа|έγραψε|εγραψε|kiteb";
  return says(line.folded, wrote) && (starts || line.text.find('@') != std::string_view::npos);
}

Sender sender_in(std::string_view text) {
  Sender sender;
  sender.address = clean_email(text);
  sender.name = std::string(trimmed(text.substr(0, std::min(text.find_first_of("<[("), text.size()))));
  if (sender.name.find('@') != std::string::npos) sender.name.clear();
  return sender;
}

bool ends_letter(std::string_view folded) {
  const auto words = std::count(folded.begin(), folded.end(), ' ') + 1;
  if (folded.empty() || words > 14) return false;
  static const WordSet starts(sign_offs);
  // The phrase is all of the line, or a comma or more polite words follow.
  std::size_t at = folded.size();
  for (; at != std::string::npos && at > 0; at = folded.rfind(' ', at - 1)) {
    if (!starts.contains(std::string_view(folded).substr(0, at))) continue;
    const auto rest = std::count(folded.begin() + static_cast<std::ptrdiff_t>(at), folded.end(), ' ');
    const bool one_word = folded.find(' ') >= at;
    // "Thank you for the invitation. Please register ..." is no end.
    const bool continues =
        says(folded, "for|fur|pour|per|voor|por|register|see below|find|if|de votre|dell|van uw|confirming|fur die");
    if (rest <= (one_word ? 4 : 11) && !(continues && rest > 2)) return true;
    return false;
  }
  return starts_with_any(folded, sign_off_stems);
}

// "С уважение / Respectfully,": one of two languages is enough.
bool is_sign_off(const RawLine& line) {
  if (line.text.size() > 200) return false;
  const auto slash = line.text.rfind(" / ");
  if (slash == std::string_view::npos || line.text.size() > 100) return ends_letter(line.folded);
  return ends_letter(fold_words(line.text.substr(0, slash))) || ends_letter(fold_words(line.text.substr(slash + 3)));
}

bool is_signature_mark(std::string_view line) {
  return line == "--" || line == "-- " || line == "---" || line.starts_with("........") || line.starts_with("________");
}

class ThreadReader {
 public:
  ThreadReader(std::vector<RawLine> lines, const Sender& sender) : raw_(std::move(lines)) {
    out_.voices.push_back(sender);
    stack_.push_back({0, 0});
  }

  Thread run() {
    for (std::size_t at = 0; at < raw_.size();) at = line(at);
    drop_invitation();
    return std::move(out_);
  }

 private:
  struct Voice {
    std::size_t depth, index;
  };

  std::size_t line(std::size_t at) {
    const auto& raw = raw_[at];
    if (const auto end = header_block(at); end != at) return end;
    if (is_divider(raw) && !raw.text.starts_with("_") && raw.text.find('|') == std::string_view::npos) {
      const bool rule = raw.text.find_first_not_of("- ") == std::string_view::npos;
      if (!rule || raw.text.size() < 20) {
        blank();
        return at + 1;
      }
    }
    if (says_wrote(raw)) {
      speak(sender_after_date(raw.text), at + 1 < raw_.size() ? std::max(raw_[at + 1].depth, raw.depth) : raw.depth);
      return at + 1;
    }
    while (stack_.size() > 1 && raw.depth < stack_.back().depth && !raw.text.empty()) {
      stack_.pop_back();
      signed_off_ = false;
    }
    push(raw);
    return at + 1;
  }

  // "From: ..." with at least one other header within the next lines; its end.
  std::size_t header_block(std::size_t at) {
    if (!is_from(raw_[at].text)) return at;
    std::size_t end = at + 1;
    std::size_t others = 0;
    for (; end < raw_.size() && end - at < 12 && raw_[end].depth == raw_[at].depth; ++end) {
      if (raw_[end].text.empty() && others > 0) break;
      if (!is_other_header(raw_[end].text)) {
        if (others > 0 || end > at + 2) break;
        continue;
      }
      ++others;
    }
    if (others == 0) return at;
    speak(sender_in(trimmed(raw_[at].text.substr(raw_[at].text.find(':') + 1))), raw_[at].depth);
    return end;
  }

  static Sender sender_after_date(std::string_view line) {
    Sender sender;
    sender.address = clean_email(line);
    const auto words = words_of(line);
    const auto people = people_in(words, {});
    if (!people.empty()) sender.name = std::string(written(line, words, people.back().from, people.back().to));
    return sender;
  }

  void speak(Sender sender, std::size_t depth) {
    while (stack_.size() > 1 && stack_.back().depth > depth) stack_.pop_back();
    out_.voices.push_back(std::move(sender));
    stack_.push_back({depth, out_.voices.size() - 1});
    signed_off_ = false;
    blank();
  }

  void blank() {
    TextLine line;
    line.voice = stack_.back().index;
    out_.lines.push_back(line);
    folded_.emplace_back();
  }

  void push(const RawLine& raw) {
    TextLine line;
    line.text = raw.text;
    line.voice = stack_.back().index;
    line.indented = raw.indented;
    // "Grüß Gott," at the head of a letter does not end it.
    line.sign_off = !raw.text.empty() && said_something() && (is_sign_off(raw) || is_signature_mark(raw.text));
    signed_off_ = signed_off_ || line.sign_off;
    line.signature = signed_off_;
    out_.lines.push_back(line);
    folded_.emplace_back(raw.folded);
  }

  [[nodiscard]] bool said_something() const {
    return std::any_of(out_.lines.rbegin(), out_.lines.rend(),
                       [&](const TextLine& line) { return line.voice == stack_.back().index && !line.text.empty(); });
  }

  // Whole quoted letters that are the invitation, and single lines of it that somebody left standing.
  void drop_invitation() {
    std::vector<std::size_t> signs(out_.voices.size(), 0);
    std::vector<std::string_view> tail(out_.voices.size());
    std::string two_lines;
    for (std::size_t i = 0; i < out_.lines.size(); ++i) {
      auto& line = out_.lines[i];
      two_lines.assign(tail[line.voice]).append(" ").append(folded_[i]);
      const bool invites = !folded_[i].empty() && says(two_lines, of_the_invitation);
      tail[line.voice] = invites ? std::string_view() : folded_[i];
      if (!invites) continue;
      ++signs[line.voice];
      line.text = {};
    }
    for (auto& line : out_.lines)
      if (line.voice > 0 && signs[line.voice] >= 2) line.text = {};
  }

  std::vector<RawLine> raw_;
  Thread out_;
  std::vector<std::string_view> folded_;  // of its lines
  std::vector<Voice> stack_;
  bool signed_off_ = false;
};

}  // namespace

Thread thread_of(std::string_view text, const Sender& sender) {
  return ThreadReader(raw_lines(text), sender).run();
}

}  // namespace eb::issuer::intake
