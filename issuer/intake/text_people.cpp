#include "issuer/intake/text_people.hpp"

#include <algorithm>
#include <cstring>

#include "common/base/text.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/label_lines.hpp"
#include "issuer/intake/mentions.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/organisation_words.hpp"
#include "issuer/intake/paired_form.hpp"
#include "issuer/intake/passage.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/table.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t full_line = 50;  // bytes; a shorter line ends where its writer ended it

// A line that tells of one person by itself, so the next line is another's.
bool is_record(std::string_view line) {
  const auto digits = std::count_if(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
  // "... Their addresses are a@gil.example and" goes on in the next line.
  static const WordSet joins(
      "and|or|of|the|with|to|until|on|is|are|et|ou|de|du|des|la|le|les|avec|au|est|sont|und|oder|der|die|das|mit|bis|am|ist|"
      "sind|e|ed|o|il|lo|con|al|sono|en|van|het|met|tot|op|zijn|y|el|los|las|es|son");
  return digits >= 8 && line.find('@') != std::string_view::npos &&
         !joins.contains(fold_words(line.substr(line.rfind(' ') + 1)));
}

// "Organisation Ministry of the Interior": the label is a word without a mark behind it.
std::optional<LabelledPart> bare_label(std::string_view line) {
  if (line.size() > 100) return std::nullopt;
  std::size_t at = line.find(' ');
  for (int words = 0; words < 3 && at != std::string_view::npos; ++words, at = line.find(' ', at + 1)) {
    const auto field = label_field(line.substr(0, at));
    const auto value = trim(line.substr(at + 1));
    if (!field || !(*field == Field::organisation || *field == Field::surname || *field == Field::given)) continue;
    // "Association Netvigie" is all name.
    static const WordSet part_of_name(
        "association|associazione|asociacion|vereniging|verein|stiftung|stichting|fondation|foundation|fondazione|"
        "fundacion");
    if (part_of_name.contains(fold_words(line.substr(0, line.find(' '))))) return std::nullopt;
    if (!begins_like_name(value) || label_field(value)) continue;
    static const WordSet verbs(ends_organisation);
    const auto folded = fold_words(value);
    const auto parts = split_words(folded);
    const bool sentence = std::any_of(parts.begin(), parts.end(),
                                      [&](std::string_view word) { return word.size() > 2 && verbs.contains(word); });
    if (!sentence && value.back() != '.') return LabelledPart{*field, value};
  }
  return std::nullopt;
}

// "3 June 2013, valid until 2 June 2023, e-mail: ana@gil.example" goes on with the sentence of the line before.
bool begins_with_label(std::string_view line) {
  const auto form = labelled_line(line);
  if (form.parts.empty()) return false;
  const bool only_address = form.parts.size() == 1 && form.parts[0].field == Field::email;
  return form.head.empty() || !only_address;
}

// "Surname Gil", below it "Given name Ana": labels without marks that begin a person.
bool begins_form(const Thread& thread, std::size_t at, const LabelledPart& part) {
  if (at + 1 >= thread.lines.size() || !(part.field == Field::surname || part.field == Field::given)) return false;
  const auto next = bare_label(thread.lines[at + 1].text);
  return next && next->field != part.field && next->field != Field::organisation;
}

// "E-mail: ana@gil.example. She uses the French": a sentence begins behind the value, and may go on in the next line.
bool goes_on_as_sentence(const LabelledLine& form) {
  if (form.parts.size() != 1 || form.parts.front().field != Field::email) return false;
  const auto value = form.parts.front().value;
  const auto at = value.find('@');
  const auto stop = at == std::string_view::npos ? at : value.find(". ", at);
  if (stop == std::string_view::npos || value.find(' ') < stop) return false;
  const auto rest = value.substr(stop + 2);
  return begins_like_name(rest) && split_words(rest).size() >= 3;
}

// A line that is nothing but a house, perhaps with "on behalf of" in front.
std::string_view house_of_line(const Passage& passage) {
  if (passage.organisations.size() != 1) return passage.text;
  const auto& house = passage.organisations.front();
  const bool rest = house.from > 0 && house.to == passage.words.size() && !passage.words[house.from - 1].capital;
  return rest ? passage.text.substr(passage.words[house.from].begin) : passage.text;
}

}  // namespace

LetterReader::LetterReader(const Sender& sender, std::string_view subject) : subject_(subject) {
  voices_.push_back({sender, {}, 0, {}, false});
  subject_changes_ = says(fold_words(subject), subject_change, true);
  completes_ = says(fold_words(subject), of_earlier_letter, true);
  if (subject_changes_ || completes_) gather_.expect_change();
}

// Asked for by few letters, so not before.
const LetterReader::InSubject& LetterReader::named_in_subject() {
  if (in_subject_) return *in_subject_;
  in_subject_.emplace();
  const auto words = words_of(subject_);
  const auto people = people_in(words, {});
  if (!people.empty() && !people.front().single)
    in_subject_->name = std::string(written(subject_, words, people.front().from, people.front().to));
  for (const auto& organisation : organisations_in(subject_, words, {}, people)) {
    const auto house = written(subject_, words, organisation.from, organisation.to);
    if (organisation.weight >= 2 && in_subject_->organisation.empty() && names_house(house))
      in_subject_->organisation = std::string(house);
  }
  return *in_subject_;
}

void LetterReader::text(std::string_view sent) {
  std::string storage;
  const auto text = without_invisible(sent, storage);
  const auto thread = thread_of(text, voices_.front().sender);
  voice_offset_ = voices_.size() - 1;
  for (std::size_t i = 1; i < thread.voices.size(); ++i) {
    auto sender = thread.voices[i];
    // Somebody quotes himself; the quotation shows the name alone.
    const auto& front = voices_.front().sender;
    if (sender.address.empty() && !sender.name.empty() && same_words(sender.name, front.name))
      sender.address = front.address;
    voices_.push_back({std::move(sender), {}, 0, {}, false});
  }
  std::vector<std::string_view> texts;
  texts.reserve(thread.lines.size());
  for (const auto& line : thread.lines) texts.push_back(line.text);
  no_table_before_ = 0;
  for (std::size_t at = 0; at < thread.lines.size();) at = line_at(thread, texts, at);
}

std::size_t LetterReader::table_from(const std::vector<std::string_view>& texts, std::size_t at) {
  if (at < no_table_before_) return at;
  const auto found = table_at(texts, at);
  if (found.rows.empty()) return at;
  if (!found.sentence.empty()) prose(found.sentence, false);
  if (!found.head.empty()) represented(Passage(found.head));
  if (rows(found.rows)) return found.to;
  no_table_before_ = found.to;
  return at;
}

std::size_t LetterReader::line_at(const Thread& thread, const std::vector<std::string_view>& texts, std::size_t at) {
  const auto& line = thread.lines[at];
  listen_to(line.voice == 0 ? 0 : line.voice + voice_offset_);
  if (line.text.empty()) {
    after_form_ = false;
    gather_.blank_line();
    return at + 1;
  }
  if (line.sign_off) gather_.sign_off();
  if (line.sign_off) label_waits_.reset();
  if (const auto to = table_from(texts, at); to != at) return to;
  const auto body = line.text.substr(bullet_length(line.text));
  if (body.empty()) return at + 1;
  auto form = labelled_line(body, Around::form);
  const bool in_form = after_form_ || form.parts.empty() ||
                       (at + 1 < thread.lines.size() && !labelled_line(thread.lines[at + 1].text).parts.empty());
  if (!in_form) form = labelled_line(body, Around::anything);
  if (!form.parts.empty() && !goes_on_as_sentence(form)) {
    form_line(body, form);
    after_form_ = true;
    return at + 1;
  }
  if (!label_waits_ && unknown_label(thread, at, body)) return at + 1;
  after_form_ = false;
  if (label_waits_) {
    waiting_value(body);
    if (!label_waits_) return at + 1;
    label_waits_.reset();
  }
  if (heading_of_person(body)) return at + 1;
  if (const auto label = lone_label(body)) {
    label_waits_ = label;
    return at + 1;
  }
  if (const auto part = bare_label(body); part && (gather_.has_person() || begins_form(thread, at, *part))) {
    form_value(part->field, part->value);
    return at + 1;
  }
  if (line.signature) signature_line(body);
  const auto to = prose_end(thread, at);
  const auto end = thread.lines[to - 1].text.data() + thread.lines[to - 1].text.size();
  std::string joined(body.data(), static_cast<std::size_t>(end - body.data()));
  // Quotation marks of the lines in between.
  if (to - at > 1) {
    joined = std::string(body);
    for (auto i = at + 1; i < to; ++i) joined += '\n' + std::string(thread.lines[i].text);
  }
  prose(joined, to - at == 1);
  return to;
}

// "My own data:", "Ana's details:", "Gegevens van Ana:": whose facts follow.
bool LetterReader::heading_of_person(std::string_view line) {
  if (line.back() != ':' || line.size() > 80) return false;
  const auto words = words_of(line);
  static const WordSet mine(data_of_mine);
  static const WordSet rest(data_words);
  bool own = false;
  std::string other;
  for (const auto& word : words) {
    if (mine.contains(word.folded)) {
      own = true;
    } else if (!rest.contains(word.folded)) {
      auto text = word.text;
      const auto mark = std::min(text.find('\''), text.find("\xE2\x80\x99"));
      if (mark != std::string_view::npos && text.size() - mark <= 4) text = text.substr(0, mark);
      if (!gather_.knows(text) && text.ends_with('s')) text.remove_suffix(1);  // "Anas Daten"
      if (!word.capital || !gather_.knows(text)) return false;
      if (!other.empty()) other += ' ';
      other += text;
    }
  }
  if (own == !other.empty()) return false;
  const auto& sender = voices_[voice_].sender.name;
  if (own) gather_.myself(looks_like_person(sender) ? sender : std::string());
  if (own) voices_[voice_].own = true;
  if (!other.empty()) gather_.about(other);
  return true;
}

// Lines that a mail program broke are one passage.
std::size_t LetterReader::prose_end(const Thread& thread, std::size_t at) const {
  std::size_t to = at + 1;
  for (; to < thread.lines.size() && to - at < 200; ++to) {
    const auto& before = thread.lines[to - 1];
    const auto& next = thread.lines[to];
    if (next.text.empty() || next.voice != before.voice || next.sign_off || before.sign_off || before.signature) break;
    if (before.text.size() < full_line || is_record(before.text) || before.text.back() == ':') break;
    // "... He uses the English" and below it "interpretation.": the last word of a sentence, no label.
    const bool ends_sentence = next.text.back() == '.' && !std::strchr(".!?", before.text.back());
    if (bullet_length(next.text) != 0 || begins_with_label(next.text) || (!ends_sentence && lone_label(next.text))) break;
  }
  return to;
}

bool LetterReader::rows(const TextRows& rows) {
  MemoryRows source(rows);
  TableReport report;
  (void)read_table(
      source,
      [&](Draft draft) -> Status {
        gather_.complete(std::move(draft));
        return {};
      },
      report);
  return report.people > 0 || report.offer;  // what is for sale holds nobody, however it is read
}

// A table that names nobody may be a form with its labels in the first column, or just text.
void LetterReader::table(const HtmlBlock& block) {
  const auto form = paired_form(block.rows);
  if (!rows(form.empty() ? block.rows : form)) text(block.text);
}

bool LetterReader::whole_line_name(const Passage& passage) {
  if (!passage.facts.empty() || passage.words.size() > 9) return false;
  std::string clean;
  clean_text(passage.text, clean);
  if (clean.find(',') >= clean.size() - 1 || !looks_like_person(clean)) return false;
  const auto comma = clean.find(',');
  if (looks_like_organisation(std::string_view(clean).substr(comma + 1)) || passage.people.size() > 1) return false;
  // "Dr. Gil, Ana": the surname alone was seen as somebody.
  if (!passage.people.empty() && passage.people.front().to != passage.words.size() && !passage.people.front().single)
    return false;
  gather_.name(passage.text, false);
  return true;
}

// The writer, or somebody who was named before: whose facts follow.
void LetterReader::said_of_known(const Passage& passage, EventKind kind, std::size_t word) {
  const auto& sender = voices_[voice_].sender.name;
  const auto name = kind == EventKind::part_of_name ? passage.words[word].text : std::string_view(sender);
  if (kind != EventKind::part_of_name && !looks_like_person(sender)) return;
  if (kind == EventKind::writer) return gather_.myself(sender);
  if (gather_.knows(name)) gather_.about(name);
}

// "Nicanor Belmonte", below it "Foro Seguro": the line below the name of the writer is the house.
bool LetterReader::below_own_name(const Passage& passage) {
  const auto whole =
      passage.people.size() == 1 && passage.people.front().from == 0 && passage.people.front().to == passage.words.size();
  const bool nobody = passage.people.empty() && passage.words.size() >= 2;
  if (!passage.facts.empty() || passage.words.size() > 8 || gather_.signed_off() || !(whole || nobody)) return false;
  const bool capitals = std::all_of(passage.words.begin(), passage.words.end(),
                                    [](const Word& word) { return word.capital || word.text.size() <= 3; });
  const auto last = passage.text.back();
  if (!capitals || last == ':' || last == '.' || last == ',' || last == '!') return false;
  const auto waiting = gather_.name_just_said();
  if (waiting.empty() || !same_words(waiting, voices_[voice_].sender.name)) return false;
  if (is_title_word(passage.words.front().text) || is_function_word(passage.words.front().text)) return false;
  gather_.organisation_beside(house_of_line(passage));
  return true;
}

void LetterReader::prose(std::string_view text, bool one_line) {
  const Passage passage(text);
  if (passage.words.empty()) return;
  static const WordSet greetings(
      "dear|hello|hi|good|sehr|liebe|lieber|hallo|guten|cher|chere|chers|cheres|bonjour|gentile|gentili|gentilissimi|"
      "egregio|"
      "egregi|spettabile|buongiorno|geachte|beste|estimado|estimada|estimados|estimadas|hola|muy|moin|dag|"
      "ciao|salve");
  const bool greets = greetings.contains(passage.words.front().folded);
  if (greets && passage.words.size() <= 8 && passage.facts.empty()) return;
  const auto cued = std::count_if(passage.facts.begin(), passage.facts.end(),
                                  [](const Fact& f) { return f.cued && f.field != Field::email; });
  if (gather_.signed_off() && !passage.people.empty() && cued >= 2) gather_.reopen();
  represented(passage);
  if (one_line && whole_line_name(passage)) return;
  if (one_line && below_own_name(passage)) return;
  // Whole lines that are an organisation stand below the name of who comes from it.
  if (one_line && !gather_.signed_off() && passage.facts.empty() && passage.people.empty() &&
      passage.organisations.size() <= 1 && looks_like_organisation(text) && passage.words.size() <= 12 &&
      text.back() != ':' && text.back() != '.' && !is_function_word(passage.words.front().text) &&
      !is_title_word(passage.words.front().text) && can_be_represented(house_of_line(passage)))
    gather_.organisation_beside(house_of_line(passage));
  sentences(passage);
  ++passages_;
  const auto wishes = wishes_in(passage);
  for (const auto& event : events_of(passage, wishes)) {
    switch (event.kind) {
      case EventKind::person:
        if (!greets || passage.people[event.index].from > 3) name_in(passage, event.index);
        break;
      case EventKind::organisation: organisation_in(passage, event.index); break;
      case EventKind::fact: fact_in(passage, event.index); break;
      case EventKind::ordinal: about_listed(event.index); break;
      case EventKind::wish: language_wish(passage, wishes[event.index]); break;
      case EventKind::refers_back: refers_back(passage, event.index); break;
      case EventKind::writer:
      case EventKind::part_of_name:
      case EventKind::facts_of_writer: said_of_known(passage, event.kind, event.index); break;
    }
  }
  gather_.passage_ends();
}

void complete_own(Draft& draft, const Sender& sender) {
  std::string shown;
  const bool hostile = clean_text(sender.name, shown);
  const auto name = clean_name(shown);
  const auto address = clean_email(sender.address);
  const auto known = draft.full_name();
  if (known.empty() && draft.own && !(hostile ? shown : name).empty()) {
    draft.name = hostile ? shown : name;  // word for word: somebody must look at it
    draft.hostile = draft.hostile || hostile || mixes_scripts(shown);
    if (draft.email.empty()) draft.email = address;
    return;
  }
  const bool same = !known.empty() && name_key(known) == name_key(name);
  if (draft.email.empty() && (same || draft.own)) draft.email = address;
  if (known.empty() && !draft.email.empty() && ascii_lower(draft.email) == ascii_lower(address) && looks_like_person(name)) {
    draft.name = name;
    draft.hostile = draft.hostile || hostile;
  }
}

// Advertisements have names, dates, numbers and addresses, but nobody's birth, and no document beside an address.
void LetterReader::drop_advertised() {
  if (!advertises_ || asks_change_ || subject_changes_) return;
  // "I register" stands on its buttons, too.
  if (voices_.front().own && looks_like_person(voices_.front().sender.name)) return;
  const bool somebody = std::any_of(found_.begin(), found_.end(), [](const Found& found) {
    return found.draft.birth_date.kind != DateKind::none || (!found.draft.id_number.empty() && !found.draft.email.empty());
  });
  if (!somebody) found_.clear();
}

// "I'll be on my own. DOB ..., passport ...": a letter in the first person that names nobody speaks of its sender.
bool LetterReader::is_of_writer(const Found& found) const {
  const auto& voice = voices_[found.voice];
  if (found_.size() != 1 || !found.draft.full_name().empty() || !voice.first_person || voice.of_others) return false;
  const auto address = clean_email(voice.sender.address);
  return looks_like_person(clean_name(voice.sender.name)) &&
         (found.draft.email.empty() || ascii_lower(found.draft.email) == ascii_lower(address));
}

LetterPeople LetterReader::finish(bool for_list) {
  take_people();
  for (auto& found : found_) found.draft.own = found.draft.own || is_of_writer(found);
  drop_advertised();
  settle_organisations();
  LetterPeople out;
  out.cut = gather_.cut();
  if (const auto* house = for_list ? house_of(0) : nullptr) out.organisation = *house;
  settle_change(out);
  out.wishes = std::move(wishes_);
  return out;
}

}  // namespace eb::issuer::intake
