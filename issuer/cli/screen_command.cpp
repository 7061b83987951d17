// screen: who may be on a stop list, the same person twice, or not invited.
#include <algorithm>

#include <fmt/format.h>

#include "common/base/text.hpp"
#include "common/os/lines.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/intake/intake.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/office/vetting.hpp"
#include "issuer/screening/screening.hpp"

namespace eb::issuer {
namespace {

using screening::Hit;
using screening::People;
using screening::Reason;

struct Options {
  std::vector<std::string> stop_lists;
  std::string invited;
};

struct Row {
  std::string text;  // for people
  nlohmann::ordered_json json;
};

// A list that was read in part would let somebody through who stands in the rest: then nothing is screened.
Status read_stop_list(const std::string& file, People& listed) {
  Intake intake(nullptr);
  IntakeSummary summary;
  const auto before = listed.size();
  EB_CHECK(intake.read(
      file,
      [&](const Registration& person) -> Status {
        const auto has = [&](std::string_view code) {
          return std::find(person.problems.begin(), person.problems.end(), code) != person.problems.end();
        };
        if (!listed.add(person.source, person))
          return fail(ErrorCode::malformed, printable(person.source) + " holds neither a document number nor a name");
        if (has("ambiguous_birth_date"))
          os::print_warning("badge-issuer",
                            printable(person.source) +
                                ": its birth date can be read in two ways and is not compared: write it like 1978-03-04");
        return {};
      },
      summary));
  if (!summary.errors.empty()) return tl::unexpected<Error>(summary.errors.front());
  if (listed.size() == before)
    return fail(ErrorCode::malformed,
                printable(file) + " names nobody: give a list with columns name, date of birth and document number");
  return {};
}

using Words = std::vector<std::string>;

Words words_of(std::string_view text) {
  const auto folded = intake::fold_words(text);
  Words out;
  for (const auto word : intake::split_words(folded)) out.emplace_back(word);
  std::sort(out.begin(), out.end());
  return out;
}

// One organisation a line; a line that begins with # is a remark.
Result<std::vector<Words>> read_invited(const std::string& file) {
  std::vector<Words> out;
  EB_CHECK(os::for_each_line(file, [&](std::string_view line, bool /*complete*/) -> Status {
    if (auto words = words_of(line); !line.starts_with('#') && !words.empty()) out.push_back(std::move(words));
    return {};
  }));
  if (out.empty()) return fail(ErrorCode::malformed, printable(file) + " names no organisation: write one a line");
  return out;
}

// All words of an invited organisation are in this one's name, in any order.
bool is_invited(const std::vector<Words>& invited, std::string_view organisation) {
  const auto words = words_of(organisation);
  return std::any_of(invited.begin(), invited.end(),
                     [&](const Words& one) { return std::includes(words.begin(), words.end(), one.begin(), one.end()); });
}

std::string why(const Hit& hit, const Registration& person) {
  switch (hit.reason) {
    case Reason::document: return "the same document number";
    case Reason::name_and_birth: return fmt::format("the same birth date, names alike to {} %", hit.percent);
    case Reason::name_and_near_birth:
      return fmt::format("names alike to {} %, birth dates {} here and {} there", hit.percent,
                         person.birth_date ? format_date(*person.birth_date) : "", hit.birth);
    case Reason::name_alone: return "the same name, and no birth date to compare";
  }
  broken_invariant("an unknown reason of a hit");
}

Row row_of(const Hit& hit, const Registration& person, bool on_list) {
  return {fmt::format("{}  {}: {} {} ({}): {}", printable(person.id), printable(person.name),
                      on_list ? "may be on the stop list," : "may be the same person as", printable(hit.whom),
                      printable(hit.name), why(hit, person)),
          {{"registration", person.id},
           {"found", on_list ? "stop_list" : "registration"},
           {"reason", reason_name(hit.reason)},
           {"with", hit.whom},
           {"name", hit.name},
           {"birth_date", hit.birth.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(hit.birth)},
           {"percent", hit.percent}}};
}

Row not_invited(const Registration& person) {
  return {fmt::format("{}  {}: {} is not among the invited organisations", printable(person.id), printable(person.name),
                      person.organisation.empty() ? "no organisation" : printable(person.organisation)),
          {{"registration", person.id}, {"found", "not_invited"}, {"organisation", person.organisation}}};
}

// In the order of the registrations. Whoever was rejected is not screened again, and others are still compared with them.
class Screening {
 public:
  Screening(const People& listed, const std::vector<Words>& invited) : listed_(listed), invited_(invited) {}

  void take(const Registration& person, bool rejected) {
    if (!rejected) {
      ++screened_;
      for (const auto& hit : listed_.like(person)) rows_.push_back(row_of(hit, person, true));
      for (const auto& hit : earlier_.like(person)) rows_.push_back(row_of(hit, person, false));
      if (!invited_.empty() && !is_invited(invited_, person.organisation)) rows_.push_back(not_invited(person));
    }
    static_cast<void>(earlier_.add(person.id, person));  // one without name and number is like nobody
  }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] std::size_t screened() const { return screened_; }

 private:
  const People& listed_;
  const std::vector<Words>& invited_;
  People earlier_;
  std::vector<Row> rows_;
  std::size_t screened_ = 0;
};

struct Lists {
  People listed;
  std::vector<Words> invited;
};

Result<Lists> read_lists(const Options& options) {
  Lists out;
  for (const auto& file : options.stop_lists) EB_CHECK(read_stop_list(file, out.listed));
  if (options.invited.empty()) return out;
  EB_TRY(invited, read_invited(options.invited));
  out.invited = std::move(invited);
  return out;
}

Result<os::Exit> run_screen(const Cli& cli, const Options& options) {
  EB_TRY(office, Office::open(cli.office));
  const auto lists = read_lists(options);
  if (!lists) {
    os::print_error("badge-issuer", lists.error().message + ": nobody was screened");
    return os::Exit::could_not;  // 1 says that somebody was found
  }
  const auto& [listed, invited] = *lists;
  Screening screening(listed, invited);
  EB_CHECK(office.registry().for_each([&](const StoredRegistration& stored) -> Status {
    if (stored.revision > 0) screening.take(stored.registration, standing_of(office, stored) == Standing::rejected);
    return {};
  }));
  for (const auto& row : screening.rows()) {
    if (cli.json)
      print_json(row.json);
    else
      fmt::print("{}\n", row.text);
  }
  const auto against = options.stop_lists.empty() ? std::string("each other")
                                                  : fmt::format("{} people of the stop list and each other", listed.size());
  if (!cli.json)
    fmt::print("{} registrations compared with {}: {}\n", screening.screened(), against,
               screening.rows().empty() ? "nothing found"
                                        : fmt::format("{} to look at; nothing was changed: reject, or approve with a reason",
                                                      screening.rows().size()));
  return screening.rows().empty() ? os::Exit::done : os::Exit::refused;
}

}  // namespace

void add_screen_command(CLI::App& app, Cli& cli) {
  auto options = std::make_shared<Options>();
  auto* screen = app.add_subcommand("screen", "who may be on a stop list, the same person twice, or not invited");
  screen
      ->add_option("--stop-list", options->stop_lists,
                   "list with names, birth dates and document numbers (can be given again)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  screen->add_option("--invited", options->invited, "invited organisations, one a line")->type_name("FILE");
  screen->callback([&cli, options] { cli.run = [&cli, options] { return run_screen(cli, *options); }; });
}

}  // namespace eb::issuer
