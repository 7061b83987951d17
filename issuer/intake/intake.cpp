#include "issuer/intake/intake.hpp"

#include <algorithm>
#include <functional>
#include <optional>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/intake/assess.hpp"
#include "issuer/intake/charset.hpp"
#include "issuer/intake/delimited.hpp"
#include "issuer/intake/file_kind.hpp"
#include "issuer/intake/mail.hpp"
#include "issuer/intake/mail_people.hpp"
#include "issuer/intake/table.hpp"
#include "issuer/intake/workbook.hpp"

namespace eb::issuer {

namespace fs = std::filesystem;
using namespace intake;

namespace {

// The built-in example: EU Internet Forum, 24 July 2015, registrations until the end of 8 July in Brussels.
constexpr Date example_day{std::chrono::year{2015}, std::chrono::July, std::chrono::day{24}};
constexpr Seconds example_deadline =
    std::chrono::sys_days{Date{std::chrono::year{2015}, std::chrono::July, std::chrono::day{8}}} + std::chrono::hours{22};

// Names what of a mail an officer has to look at himself; empty when everything was read.
std::string unread_complaint(const Mail& mail) {
  constexpr std::size_t named = 10;
  if (mail.unread.empty()) return {};
  std::string out;
  for (std::size_t i = 0; i < std::min(mail.unread.size(), named); ++i)
    out += (i == 0 ? "" : ", ") + printable(mail.unread[i], 80);
  if (mail.unread.size() > named) out += " and " + std::to_string(mail.unread.size() - named) + " more";
  return out + ": not read here, only text, tables and workbooks are: open the original and enter by hand whom it registers";
}

}  // namespace

struct Intake::Impl {
  explicit Impl(const EventProfile* event)
      : assessor(event == nullptr ? example_day : event->day,
                 event == nullptr ? example_deadline : event->registration_deadline) {}

  Status give(Registration person, const Sink& sink, IntakeSummary& summary) {
    ++summary.registrations;
    if (!person.problems.empty()) ++summary.with_problems;
    if (person.problems.size() == 1 && person.problems.front() == "unreadable") ++summary.unreadable;
    return sink(std::move(person));
  }

  static void not_read(Error error, IntakeSummary& summary) {
    ++summary.unread_files;
    summary.errors.push_back(std::move(error));
  }

  static void complain(const std::string& where, const std::string& what, IntakeSummary& summary) {
    if (!what.empty()) summary.errors.push_back({ErrorCode::malformed, printable(where) + ": " + what});
  }

  // `again` gives the same rows from the beginning, for a second look at the dates of all of them. `prefix` names the sheet.
  using Again = std::function<std::unique_ptr<RowSource>()>;
  Status read_rows(const std::string& name, const std::string& prefix, RowSource& rows, const Again& again, const Sink& sink,
                   IntakeSummary& summary, TableReport& report) {
    std::optional<Order> file_order;
    auto done = read_table(
        rows,
        [&](Draft draft) -> Status {
          OrderContext dates;
          const bool open = draft.birth_date.kind == DateKind::numeric || draft.id_expiry.kind == DateKind::numeric;
          if (open && draft.own_order == Order::unknown && draft.stated_order == Order::unknown) {
            if (!file_order) {
              const auto all = again();
              file_order = all ? table_order(*all) : Order::unknown;
            }
            dates.file = *file_order;
          }
          draft.part = prefix + draft.part;
          return give(assessor.finish(std::move(draft), dates, std::nullopt, name), sink, summary);
        },
        report);
    summary.blank_rows += report.skipped_rows;
    return done;
  }

  Status read_list(const std::string& name, std::string_view bytes, const Sink& sink, IntakeSummary& summary) {
    std::string storage;
    auto text = decode_text(bytes, "", storage);
    const char delimiter = detect_delimiter(text);
    const Again again = [&] { return std::make_unique<DelimitedRows>(text, delimiter); };
    TableReport report;
    auto done = read_rows(name, "", *again(), again, sink, summary, report);
    complain(name, report.complaint, summary);
    if (done && report.people == 0) return give(Assessor::unreadable(name + "#1"), sink, summary);
    return done;
  }

  Status read_workbook(const std::string& name, std::string_view bytes, const Sink& sink, IntakeSummary& summary) {
    const auto book = Workbook::open(bytes);
    if (!book) {
      not_read({book.error().code, printable(name) + ": " + book.error().message}, summary);
      return {};
    }
    std::uint64_t people = 0;
    for (std::size_t i = 0; i < book->sheets().size(); ++i) {
      const auto& sheet = book->sheets()[i];
      const auto prefix = book->sheets().size() > 1 ? "sheet " + std::to_string(i + 1) + ' ' : std::string();
      TableReport report;
      auto rows = book->rows(sheet);
      if (rows) {
        const Again again = [&]() -> std::unique_ptr<RowSource> {
          auto copy = book->rows(sheet);
          return copy ? *std::move(copy) : nullptr;
        };
        if (auto done = read_rows(name, prefix, **rows, again, sink, summary, report); !done) return done;
        add_sheet_complaints(sheet, (*rows)->status(), report);
      } else {
        report.complaint = rows.error().message;
      }
      people += report.people;
      if (!report.complaint.empty())
        complain(name, "sheet \"" + printable(sheet.name, 80) + "\": " + report.complaint, summary);
    }
    return people == 0 ? give(Assessor::unreadable(name + "#1"), sink, summary) : Status{};
  }

  // `prefix` is the number of a mail in an mbox and a point, or empty.
  Status read_one_mail(const std::string& name, const std::string& prefix, std::string_view bytes, const Sink& sink,
                       IntakeSummary& summary) {
    auto mail = read_mail(bytes);
    const auto where = prefix.empty() ? name : name + " mail " + prefix.substr(0, prefix.size() - 1);
    if (!mail) {
      summary.errors.push_back({mail.error().code, printable(where) + ": " + mail.error().message});
      return give(Assessor::unreadable(name + '#' + prefix + '1'), sink, summary);
    }
    auto found = people_in_mail(*mail);
    complain(where, found.complaint, summary);
    complain(where, unread_complaint(*mail), summary);
    if (found.people.empty()) return give(Assessor::unreadable(name + '#' + prefix + '1'), sink, summary);
    for (auto& person : found.people) {
      person.part = prefix + person.part;
      if (auto done = give(assessor.finish(std::move(person), found.dates, mail->arrival, name), sink, summary); !done)
        return done;
    }
    return {};
  }

  Status read_mbox(const std::string& name, std::string_view bytes, const Sink& sink, IntakeSummary& summary) {
    std::size_t mails = 0;
    const auto each = [&](std::string_view mail, std::size_t number) {
      mails = number;
      return read_one_mail(name, std::to_string(number) + '.', mail, sink, summary);
    };
    if (auto done = split_mbox(bytes, each); !done) return done;
    if (mails == 0)
      complain(name, "no mail begins in it with a line \"From \": export the mailbox again as mbox, or as .eml files",
               summary);
    return {};
  }

  Status read_file(const fs::path& path, bool in_maildir, const Sink& sink, IntakeSummary& summary) {
    ++summary.files;
    const auto name = path.string();
    const auto content = os::read_file(path, max_source);
    if (!content) {
      not_read(content.error(), summary);
      return {};
    }
    const auto bytes = as_text(*content);
    switch (file_kind(path, bytes, in_maildir)) {
      case FileKind::list: return read_list(name, bytes, sink, summary);
      case FileKind::mail: return read_one_mail(name, "", bytes, sink, summary);
      case FileKind::mbox: return read_mbox(name, bytes, sink, summary);
      case FileKind::workbook: return read_workbook(name, bytes, sink, summary);
      case FileKind::unknown: break;
    }
    not_read({ErrorCode::unsupported, printable(name) +
                                          ": not a kind of file that is read here: give .csv, .tsv, .txt, .xlsx, .eml, "
                                          ".mbox or a Maildir, or enter it by hand"},
             summary);
    return {};
  }

  Status read_directory(const fs::path& path, bool in_maildir, const Sink& sink, IntakeSummary& summary) {
    std::vector<fs::path> entries;
    std::error_code failed;
    for (fs::directory_iterator it(path, failed), end; !failed && it != end; it.increment(failed))
      entries.push_back(it->path());
    if (failed) {
      summary.errors.push_back(
          {ErrorCode::io, printable(path.string()) + ": " + failed.message() + ": check that the folder can be read"});
      return {};
    }
    std::sort(entries.begin(), entries.end());
    const bool is_maildir = fs::is_directory(path / "cur", failed) && fs::is_directory(path / "new", failed);
    for (const auto& entry : entries) {
      if (entry.filename().string().starts_with('.')) continue;
      if (!fs::is_directory(entry, failed)) {
        if (auto done = read_file(entry, in_maildir, sink, summary); !done) return done;
      } else if (is_maildir && (entry.filename() == "cur" || entry.filename() == "new")) {
        if (auto done = read_directory(entry, true, sink, summary); !done) return done;
      } else if (!is_maildir || entry.filename() != "tmp") {
        summary.errors.push_back({ErrorCode::unsupported, printable(entry.string()) +
                                                              ": a folder inside the folder is not read: name it "
                                                              "on the command line"});
      }
    }
    return {};
  }

  Assessor assessor;
};

Intake::Intake(const EventProfile* event) : impl_(std::make_unique<Impl>(event)) {}
Intake::~Intake() = default;

void Intake::remember(const Registration& earlier) {
  impl_->assessor.remember(earlier);
}

Status Intake::read(const fs::path& path, const Sink& sink, IntakeSummary& summary) {
  std::error_code failed;
  if (fs::is_directory(path, failed)) return impl_->read_directory(path, false, sink, summary);
  return impl_->read_file(path, is_in_maildir(path), sink, summary);
}

}  // namespace eb::issuer
