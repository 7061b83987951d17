#include "issuer/intake/mail_people.hpp"

#include <algorithm>
#include <array>

#include "common/base/text.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/delimited.hpp"
#include "issuer/intake/html.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/text_people.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"
#include "issuer/intake/workbook.hpp"

namespace eb::issuer::intake {
namespace {

// A telephone number +1 or an address in the United States.
bool is_in_us(std::string_view text) {
  for (auto at = text.find("+1"); at != std::string_view::npos; at = text.find("+1", at + 1)) {
    const auto next = at + 2 < text.size() ? text[at + 2] : '\0';
    if (next == ' ' || next == '(' || next == '-' || next == '.') return true;
  }
  if (text.find("United States") != std::string_view::npos) return true;
  for (auto at = text.find("USA"); at != std::string_view::npos; at = text.find("USA", at + 1)) {
    const auto is_word = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if ((at == 0 || !is_word(text[at - 1])) && (at + 3 >= text.size() || !is_word(text[at + 3]))) return true;
  }
  return false;
}

// Draft and where it came from: rows of one list stay separate, everything else of one person becomes one.
struct Found {
  Draft draft;
  std::size_t part = 0;
  bool from_list = false;
  bool guessed_only = false;  // see LetterPeople
};

std::string id_key(const Draft& draft) {
  std::string key;
  fold_letters(draft.id_number, key);
  return key;
}

bool same_person(const Draft& a, const Draft& b) {
  const auto a_id = id_key(a);
  if (!a_id.empty() && a_id == id_key(b)) return true;
  const auto a_name = name_key(a.full_name());
  if (a_name.empty() || a_name != name_key(b.full_name())) return false;
  const auto& x = a.birth_date;
  const auto& y = b.birth_date;
  if (x.kind == DateKind::none || y.kind == DateKind::none) return true;
  return x.year == y.year && x.month == y.month && x.day == y.day;
}

void fill_from(Draft& into, Draft&& from) {
  if (into.full_name().empty()) {
    into.name = from.full_name();
    into.surname.clear();
    into.given.clear();
  }
  if (into.email.empty()) into.email = std::move(from.email);
  if (into.organisation.empty()) into.organisation = std::move(from.organisation);
  if (into.department.empty()) into.department = std::move(from.department);
  if (into.id_number.empty()) into.id_number = std::move(from.id_number);
  if (into.language.empty()) into.language = from.language;
  if (into.birth_date.kind == DateKind::none) into.birth_date = from.birth_date;
  if (into.id_expiry.kind == DateKind::none) into.id_expiry = from.id_expiry;
  into.own_order = combine(into.own_order, from.own_order);
  into.stated_order = combine(into.stated_order, from.stated_order);
  into.hostile = into.hostile || from.hostile;
}

void add(std::vector<Found>& all, Found&& next) {
  for (auto& known : all) {
    const bool rows_of_lists = known.from_list && next.from_list;
    if (rows_of_lists || !same_person(known.draft, next.draft)) continue;
    fill_from(known.draft, std::move(next.draft));
    return;
  }
  all.push_back(std::move(next));
}

// "Ms Gil needs French", said in front of a table or beside a list that she is in.
void apply(const NamedWish& wish, std::vector<Found>& all) {
  Draft* meant = nullptr;
  for (auto& found : all) {
    if (!same_words(wish.name, found.draft.full_name())) continue;
    if (meant != nullptr) return;  // two of that name
    meant = &found.draft;
  }
  if (meant != nullptr && meant->language.empty()) meant->language = wish.code;
}

// "The new file replaces the old one": a list beside the letter shows who is meant, not its writer or a surname in it.
void drop_guessed(std::vector<Found>& all) {
  if (std::any_of(all.begin(), all.end(), [](const Found& found) { return found.from_list; }))
    all.erase(std::remove_if(all.begin(), all.end(), [](const Found& found) { return found.guessed_only; }), all.end());
}

// The same letter twice: as text and as HTML.
bool is_alternative(const Mail& mail, std::size_t i) {
  if (i + 1 >= mail.parts.size()) return false;
  const auto& next = mail.parts[i + 1];
  return mail.parts[i].kind == MailPart::Kind::plain && next.kind == MailPart::Kind::html && next.file_name.empty() &&
         mail.parts[i].file_name.empty() && mail.parts[i].sender.address == next.sender.address;
}

// One of the two may have lost what stood in the columns of a table.
bool says_more(const LetterPeople& one, const LetterPeople& other) {
  if (one.people.size() != other.people.size()) return one.people.size() > other.people.size();
  const auto said = [](const LetterPeople& letter) {
    std::size_t count = 0;
    for (const auto& draft : letter.people) {
      count += draft.full_name().empty() ? 0U : 1U;
      for (const auto field :
           {Field::email, Field::organisation, Field::birth_date, Field::id_number, Field::id_expiry, Field::language})
        count += draft.has(field) ? 1U : 0U;
    }
    return count;
  };
  return said(one) > said(other);
}

void add_complaint(MailPeople& out, const std::string& what) {
  out.complaint += (out.complaint.empty() ? "" : "; ") + what;
}

LetterPeople read_letter(const MailPart& part, const Mail& mail, MailPeople& out) {
  LetterReader reader(part.sender, mail.subject);
  const bool beside_list = std::any_of(mail.parts.begin(), mail.parts.end(), [](const MailPart& other) {
    return other.kind == MailPart::Kind::list || other.kind == MailPart::Kind::workbook;
  });
  const auto heard = [&](std::string_view text) {
    out.dates.stated = combine(out.dates.stated, stated_order(text));
    out.dates.sender_in_us = out.dates.sender_in_us || is_in_us(text);
  };
  if (part.kind == MailPart::Kind::plain) {
    heard(part.content);
    reader.text(part.content);
    return reader.finish(beside_list);
  }
  const auto html = read_html(part.content);
  if (html.cut) add_complaint(out, "its HTML is deeper or longer than is read: the rest was left out, read the original");
  for (const auto& block : html.blocks) {
    heard(block.text);
    if (block.kind == HtmlBlock::Kind::text) reader.text(block.text);
    if (block.kind == HtmlBlock::Kind::table) reader.table(block);
  }
  return reader.finish(beside_list);
}

void complain(const MailPart& part, const std::string& what, MailPeople& out) {
  if (what.empty()) return;
  add_complaint(out, "attachment " + printable(part.file_name, 80) + ": " + what);
}

TableReport read_rows(RowSource& rows, std::size_t number, std::vector<Found>& all) {
  TableReport report;
  (void)read_table(
      rows,
      [&](Draft draft) -> Status {
        add(all, {std::move(draft), number, true, false});
        return {};
      },
      report);
  return report;
}

void read_list(const MailPart& part, std::size_t number, std::vector<Found>& all, MailPeople& out) {
  std::string_view text = part.content;
  const char delimiter = detect_delimiter(text);
  DelimitedRows rows(text, delimiter);
  complain(part, read_rows(rows, number, all).complaint, out);
}

void read_workbook(const MailPart& part, std::size_t number, std::vector<Found>& all, MailPeople& out) {
  const auto book = Workbook::open(part.content);
  if (!book) return complain(part, book.error().message, out);
  for (const auto& sheet : book->sheets()) {
    TableReport report;
    auto rows = book->rows(sheet);
    if (rows) {
      report = read_rows(**rows, number, all);
      add_sheet_complaints(sheet, (*rows)->status(), report);
    } else {
      report.complaint = rows.error().message;
    }
    if (!report.complaint.empty()) complain(part, "sheet \"" + printable(sheet.name, 80) + "\": " + report.complaint, out);
  }
}

}  // namespace

MailPeople people_in_mail(const Mail& mail) {
  MailPeople out;
  if (mail.cut) out.complaint = "more than 1000 parts or deeper than 20: the rest was left out, read the original";
  if (mail.automatic) return out;
  out.dates.stated = stated_order(mail.subject);
  std::vector<Found> all;
  bool change = false;
  std::string organisation;
  std::vector<NamedWish> wishes;
  for (std::size_t i = 0; i < mail.parts.size(); ++i) {
    const auto& part = mail.parts[i];
    if (part.kind == MailPart::Kind::list) read_list(part, i, all, out);
    if (part.kind == MailPart::Kind::workbook) read_workbook(part, i, all, out);
    if (part.kind != MailPart::Kind::plain && part.kind != MailPart::Kind::html) continue;
    auto letter = read_letter(part, mail, out);
    if (is_alternative(mail, i)) {
      auto other = read_letter(mail.parts[i + 1], mail, out);
      if (says_more(other, letter)) letter = std::move(other);
      ++i;
    }
    change = change || letter.change;
    if (organisation.empty()) organisation = std::move(letter.organisation);
    if (letter.cut) add_complaint(out, "more than 2000 people in its text: the rest was left out, ask for a list");
    for (auto& draft : letter.people) add(all, {std::move(draft), i, false, letter.guessed_only});
    wishes.insert(wishes.end(), letter.wishes.begin(), letter.wishes.end());
  }
  drop_guessed(all);
  for (const auto& wish : wishes) apply(wish, all);
  for (auto& found : all) {
    found.draft.change_request = change;
    if (found.from_list && found.draft.organisation.empty() && found.draft.department.empty())
      found.draft.set(Field::organisation, organisation);
    out.dates.file = combine(out.dates.file, found.draft.own_order);
    out.dates.stated = combine(out.dates.stated, found.draft.stated_order);
    found.draft.part = std::to_string(out.people.size() + 1);
    out.people.push_back(std::move(found.draft));
  }
  return out;
}

}  // namespace eb::issuer::intake
