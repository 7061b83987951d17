// issue, print, revoke, reissue.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/badges.hpp"
#include "issuer/office/written.hpp"

namespace eb::issuer {
namespace {

void print_badge(const Cli& cli, const StoredBadge& badge) {
  if (cli.json) {
    print_json({{"badge", badge.number}, {"registration", badge.registration}, {"text", badge.text}});
  } else {
    fmt::print("{} badge {}\n", badge.registration, badge.number);
  }
}

os::Exit print_issued(const Cli& cli, const IssueResult& result, bool each, std::string_view done_word) {
  if (cli.json || each)
    for (const auto& badge : result.issued) print_badge(cli, badge);
  std::size_t refused = 0;
  for (const auto& outcome : result.outcomes) {
    if (!outcome.error) continue;
    ++refused;
    os::print_error("badge-issuer", outcome.error->message);
  }
  if (!cli.json) fmt::print("{} badges {}, {} refused\n", result.issued.size(), done_word, refused);
  return refused == 0 ? os::Exit::done : os::Exit::refused;
}

Result<os::Exit> run_issue(const Cli& cli, const std::vector<std::string>& ids) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(officer, open_officer(office, cli));
  EB_TRY(key, open_current_key(office, cli, codec::KeyUse::badge));
  EB_TRY(result, issue(office, officer.actor, *key, os::now(), ids));
  return print_issued(cli, result, false, "issued");
}

Result<os::Exit> run_reissue(const Cli& cli, const std::vector<std::string>& ids, const std::string& key_label) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(officer, open_officer(office, cli));
  EB_TRY(key, open_current_key(office, cli, codec::KeyUse::badge));
  EB_TRY(result, reissue(office, officer.actor, *key, os::now(), ids, key_label, cli.reason));
  return print_issued(cli, result, true, "reissued");
}

Result<os::Exit> run_revoke(const Cli& cli, const std::string& badge) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(officer, open_officer(office, cli));
  EB_CHECK(revoke(office, officer.actor, os::now(), badge, cli.reason));
  if (cli.json) {
    print_json({{"badge", badge}, {"state", "revoked"}});
  } else {
    fmt::print("badge {} revoked: the gates know it with the next door list\n", printable(badge));
  }
  return os::Exit::done;
}

struct PrintOptions {
  std::vector<std::string> badges;
  bool all = false;
  bool a4 = false;
  std::string pdf, png, svg;
};

// One file a badge, named by its number: nothing of the delegate is in a file name.
Status write_each(Office& office, const std::vector<PrintableBadge>& badges, const std::string& directory,
                  std::string_view ending, const std::function<Result<Bytes>(const PrintableBadge&)>& draw) {
  EB_CHECK(os::make_directory(directory, os::Access::owner_only));
  os::Progress progress("printing", badges.size());
  for (const auto& badge : badges) {
    EB_TRY(content, draw(badge));
    const auto path = std::filesystem::path(directory) / (badge.number + std::string(ending));
    EB_CHECK(write_traced(office, path, content, TraceKind::badges, {badge.registration}, os::now()));
    progress.advance();
  }
  return {};
}

nlohmann::ordered_json path_or_null(const std::string& path) {
  return path.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(path);
}

Result<os::Exit> run_print(const Cli& cli, const PrintOptions& options) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(badges, printable_badges(office, options.badges));
  if (badges.empty()) return fail(ErrorCode::not_found, "there is no active badge to print: issue some first");
  EB_CHECK(check_drawable(badges));
  if (!options.pdf.empty()) {
    EB_TRY(pdf, badges_pdf(badges, options.a4 ? SheetFormat::a4 : SheetFormat::a6));
    std::vector<std::string> people;
    for (const auto& badge : badges) people.push_back(badge.registration);
    EB_CHECK(write_traced(office, options.pdf, pdf, TraceKind::badges, people, os::now()));
  }
  if (!options.png.empty())
    EB_CHECK(write_each(office, badges, options.png, ".png", [](const auto& badge) { return badge_png(badge, 300); }));
  if (!options.svg.empty()) EB_CHECK(write_each(office, badges, options.svg, ".svg", badge_svg));
  if (cli.json) {
    print_json({{"badges", badges.size()},
                {"pdf", path_or_null(options.pdf)},
                {"png", path_or_null(options.png)},
                {"svg", path_or_null(options.svg)}});
  } else {
    fmt::print("{} badges printed\n", badges.size());
  }
  return os::Exit::done;
}

}  // namespace

void add_badge_commands(CLI::App& app, Cli& cli) {
  auto ids = std::make_shared<std::vector<std::string>>();
  auto all = std::make_shared<bool>(false);
  auto* issue_command = app.add_subcommand("issue", "sign badges for registrations that two officers have let through");
  issue_command->add_option("ID", *ids, "registrations, as R-0001");
  issue_command->add_flag("--all", *all, "every cleared registration");
  take_officer(*issue_command, cli, true);
  take_key_passphrase(*issue_command, cli);
  issue_command->callback([&cli, ids, all] {
    if (ids->empty() == !*all) throw CLI::ValidationError("issue", "name registrations, or give --all");
    cli.run = [&cli, ids] { return run_issue(cli, *ids); };
  });

  auto key_label = std::make_shared<std::string>();
  auto* reissue_command = app.add_subcommand("reissue", "new badges for lost ones, which are then refused as superseded");
  reissue_command->add_option("ID", *ids, "registrations, as R-0001");
  reissue_command->add_option("--signed-by", *key_label,
                              "every registration whose active badge this key signed (name as in keys list)");
  take_officer(*reissue_command, cli, true);
  take_key_passphrase(*reissue_command, cli);
  take_reason(*reissue_command, cli);
  reissue_command->get_option("--reason")->required();
  reissue_command->callback([&cli, ids, key_label] {
    if (ids->empty() == key_label->empty())
      throw CLI::ValidationError("reissue", "name registrations, or give --signed-by KEY");
    cli.run = [&cli, ids, key_label] { return run_reissue(cli, *ids, *key_label); };
  });

  auto id = std::make_shared<std::string>();
  auto* revoke_command = app.add_subcommand("revoke", "refuse a badge from the next door list on");
  revoke_command->add_option("BADGE", *id, "number, as XXXX-XXXX-XXXX-XXXX")->required();
  take_officer(*revoke_command, cli, true);
  take_reason(*revoke_command, cli);
  revoke_command->get_option("--reason")->required();
  revoke_command->callback([&cli, id] { cli.run = [&cli, id] { return run_revoke(cli, *id); }; });

  auto options = std::make_shared<PrintOptions>();
  auto* print = app.add_subcommand("print", "badges as PDF to print, or one file each");
  print->add_option("BADGE", options->badges, "badge numbers or registrations");
  print->add_flag("--all", options->all, "every active badge, by name");
  print->add_option("--pdf", options->pdf, "one PDF, a badge a page (A6)");
  print->add_flag("--a4", options->a4, "with --pdf: four badges on an A4 sheet with cutting marks");
  print->add_option("--png", options->png, "directory for a picture of each badge (300 dpi)");
  print->add_option("--svg", options->svg, "directory for a drawing of each badge");
  print->callback([&cli, options] {
    if (options->badges.empty() == !options->all) throw CLI::ValidationError("print", "name badges, or give --all");
    if (options->pdf.empty() && options->png.empty() && options->svg.empty())
      throw CLI::ValidationError("print", "say where: --pdf FILE, --png DIR or --svg DIR");
    cli.run = [&cli, options] { return run_print(cli, *options); };
  });
}

}  // namespace eb::issuer
