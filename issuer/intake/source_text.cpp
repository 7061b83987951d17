#include "issuer/intake/source_text.hpp"

#include <charconv>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/intake/charset.hpp"
#include "issuer/intake/delimited.hpp"
#include "issuer/intake/file_kind.hpp"
#include "issuer/intake/html.hpp"
#include "issuer/intake/mail.hpp"
#include "issuer/intake/workbook.hpp"

namespace eb::issuer::intake {
namespace {

using Texts = std::vector<SourceText>;

// The number behind the last `word` of the part: "sheet 2 row 17"; 0 without one.
std::size_t number_after(std::string_view part, std::string_view word) {
  const auto at = part.rfind(word);
  std::size_t number = 0;
  if (at != std::string_view::npos) std::from_chars(part.data() + at + word.size(), part.data() + part.size(), number);
  return number;
}

// A row is a line, so what breaks lines or parts cells inside a cell becomes a space.
std::string rows_as_text(RowSource& rows) {
  std::string out;
  Row row;
  std::size_t line = 1;
  while (rows.next(row)) {
    for (; line < row.number; ++line) out += '\n';
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (i > 0) out += '\t';
      for (const char c : row.cells[i]) out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
  }
  return out;
}

void add_list(std::string_view text, std::string name, std::size_t row, Texts& out) {
  const char delimiter = detect_delimiter(text);
  DelimitedRows rows(text, delimiter);
  out.push_back({std::move(name), true, row, rows_as_text(rows)});
}

Status add_workbook(std::string_view bytes, const std::string& name, std::string_view part, Texts& out) {
  EB_TRY(book, Workbook::open(bytes));
  const auto wanted = number_after(part, "sheet ");
  for (std::size_t i = 0; i < book.sheets().size(); ++i) {
    if (wanted != 0 && wanted != i + 1) continue;
    EB_TRY(rows, book.rows(book.sheets()[i]));
    out.push_back({name + "sheet " + book.sheets()[i].name, true, number_after(part, "row "), rows_as_text(*rows)});
  }
  return {};
}

Result<Texts> texts_of_mail(std::string_view bytes) {
  EB_TRY(mail, read_mail(bytes));
  Texts out;
  for (const auto& part : mail.parts) {
    switch (part.kind) {
      case MailPart::Kind::plain:
        out.push_back({part.file_name.empty() ? "text" : part.file_name, false, 0, part.content});
        break;
      case MailPart::Kind::html: out.push_back({"HTML", false, 0, html_text(read_html(part.content))}); break;
      case MailPart::Kind::list: add_list(part.content, part.file_name, 0, out); break;
      case MailPart::Kind::workbook: (void)add_workbook(part.content, part.file_name + ", ", {}, out); break;
    }
  }
  return out;
}

// "12.1" is the first person of the twelfth mail.
Result<Texts> texts_of_mbox(std::string_view bytes, std::string_view part) {
  std::size_t wanted = 0;
  std::from_chars(part.data(), part.data() + part.size(), wanted);
  std::string found;
  EB_CHECK(split_mbox(bytes, [&](std::string_view mail, std::size_t number) -> Status {
    if (number == wanted) found = std::string(mail);
    return {};
  }));
  if (found.empty()) return fail(ErrorCode::not_found, "the mailbox has no mail number " + std::to_string(wanted));
  return texts_of_mail(found);
}

}  // namespace

Result<std::vector<SourceText>> source_texts(const std::filesystem::path& path, std::string_view part) {
  EB_TRY(content, os::read_file(path, max_source));
  const auto bytes = as_text(content);
  Texts out;
  switch (file_kind(path, bytes, is_in_maildir(path))) {
    case FileKind::mail: return texts_of_mail(bytes);
    case FileKind::mbox: return texts_of_mbox(bytes, part);
    case FileKind::workbook: EB_CHECK(add_workbook(bytes, "", part, out)); break;
    case FileKind::list: {
      std::string storage;
      add_list(decode_text(bytes, "", storage), "list", number_after(part, "row "), out);
      break;
    }
    case FileKind::unknown:
      return fail(ErrorCode::unsupported, printable(path.string()) + ": not a kind of file that is read here");
  }
  return out;
}

}  // namespace eb::issuer::intake
