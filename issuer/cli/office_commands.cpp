// init and officer.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/key_care.hpp"

namespace eb::issuer {
namespace {

struct InitOptions {
  std::string event_file;
  std::string officer = "admin";
  std::string officer_passphrase_file;
  std::string algorithm = "ES256";
  std::string root_place = "keys/root.pem", badge_place = "keys/badge-1.pem", list_place = "keys/list-1.pem";
};

Result<SecretBytes> first_officer_secret(const Cli& cli, const InitOptions& options) {
  const auto& file = options.officer_passphrase_file.empty() ? cli.passphrase_file : options.officer_passphrase_file;
  return os::obtain_secret({file, "badge-officer", "passphrase of officer " + options.officer, true});
}

Result<os::Exit> init(const Cli& cli, const InitOptions& options) {
  EB_TRY(profile, os::read_file(options.event_file, std::size_t{1} << 20));
  NewOffice request;
  request.profile_toml = as_text(profile);
  request.profile_name = options.event_file;
  request.officer = options.officer;
  request.badge_algorithm = options.algorithm == "EdDSA" ? crypto::Algorithm::eddsa : crypto::Algorithm::es256;
  request.root_place.text = options.root_place;
  request.badge_place.text = options.badge_place;
  request.list_place.text = options.list_place;
  EB_CHECK(parse_event_profile(request.profile_toml, options.event_file));  // before anybody types a passphrase
  EB_TRY(root, root_secret(cli, true));
  EB_TRY(key, key_secret(cli, true));
  EB_TRY(officer, first_officer_secret(cli, options));
  request.root_secret = std::move(root);
  request.key_secret = std::move(key);
  request.officer_secret = std::move(officer);
  EB_TRY(office, create_office(cli.office, request, os::now()));
  EB_TRY(anchor, office.root());
  const auto kid = to_hex(anchor.key.kid().view());
  if (office.event().ends < to_seconds(os::now()))
    os::print_warning("badge-issuer", "this event ended on " + format_utc(office.event().ends) +
                                          ": gates deny its badges outside a rehearsal");
  if (cli.json) {
    print_json({{"office", office.directory().string()},
                {"event", office.event().id},
                {"root", kid},
                {"root_key", (office.directory() / "keys/root.pub").string()},
                {"officer", options.officer}});
    return os::Exit::done;
  }
  fmt::print("office for {} in {}\n", printable(office.event().name), office.directory().string());
  fmt::print("  root key {}: give {} to every gate, compare the number by telephone\n", kid,
             (office.directory() / "keys/root.pub").string());
  fmt::print("  officer {} has all roles; four eyes need a second one: badge-issuer officer add NAME --role vetter\n",
             options.officer);
  if (options.root_place == "keys/root.pem")
    fmt::print("  take keys/root.pem offline after enrolling the gates (docs/key-ceremony.md)\n");
  return os::Exit::done;
}

Result<os::Exit> list_officers(const Cli& cli) {
  EB_TRY(office, Office::open(cli.office));
  for (const auto& [name, officer] : office.state().officers()) {
    const auto kid = to_hex(officer.key.kid().view());
    if (cli.json) {
      print_json({{"name", name}, {"roles", roles_text(officer.roles)}, {"enabled", officer.enabled}, {"kid", kid}});
    } else {
      fmt::print("{:<16} {:<34} {:<9} {}\n", name, roles_text(officer.roles), officer.enabled ? "enabled" : "disabled", kid);
    }
  }
  return os::Exit::done;
}

Result<os::Exit> add(const Cli& cli, const std::string& name, const std::string& role_list, const std::string& place) {
  EB_TRY(roles, parse_roles(role_list));
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(root, open_root(office, cli));
  EB_TRY(secret, officer_secret(cli, name, true));
  const keys::KeyPlace chosen{place.empty() ? "officers/" + name + ".pem" : place};
  EB_CHECK(add_officer(office, root.actor, os::now(), name, roles, chosen, secret.view()));
  if (cli.json) {
    print_json({{"name", name}, {"roles", roles_text(roles)}, {"enabled", true}});
  } else {
    fmt::print("officer {} added: {}\n", name, roles_text(roles));
  }
  return os::Exit::done;
}

Result<os::Exit> disable(const Cli& cli, const std::string& name) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(root, open_root(office, cli));
  EB_CHECK(disable_officer(office, root.actor, os::now(), name));
  if (cli.json) {
    print_json({{"name", name}, {"enabled", false}});
  } else {
    fmt::print("officer {} disabled: approvals by {} for badges not issued yet no longer count\n", name, name);
  }
  return os::Exit::done;
}

}  // namespace

void add_office_commands(CLI::App& app, Cli& cli) {
  auto options = std::make_shared<InitOptions>();
  auto* make = app.add_subcommand("init", "make an office: keys, registry, first officer");
  make->add_option("--event", options->event_file, "event profile (TOML)")->required();
  make->add_option("--officer", options->officer, "name of the first officer, who gets all roles")->capture_default_str();
  make->add_option("--officer-passphrase-file", options->officer_passphrase_file,
                   "first officer's passphrase (default: --passphrase-file)");
  make->add_option("--algorithm", options->algorithm, "of the badge key")
      ->check(CLI::IsMember({"ES256", "EdDSA"}))
      ->capture_default_str();
  make->add_option("--root-key", options->root_place, "file, or pkcs11:token=..;object=..?module-path=..")
      ->capture_default_str();
  make->add_option("--badge-key", options->badge_place, "the same for the badge key")->capture_default_str();
  make->add_option("--list-key", options->list_place, "the same for the list key")->capture_default_str();
  take_root_passphrase(*make, cli,
                       "the root key, the badge and list keys and the first officer, where no other file is given");
  take_key_passphrase(*make, cli);
  make->callback([&cli, options] { cli.run = [&cli, options] { return init(cli, *options); }; });

  auto* officer = app.add_subcommand("officer", "who may act in this office (signed by the root key)");
  officer->require_subcommand(1);
  officer->add_subcommand("list", "names, roles, keys")->callback([&cli] {
    cli.run = [&cli] { return list_officers(cli); };
  });

  auto name = std::make_shared<std::string>();
  auto roles = std::make_shared<std::string>();
  auto place = std::make_shared<std::string>();
  auto* add_command = officer->add_subcommand("add", "make a key for a new officer and enrol it");
  add_command->add_option("NAME", *name, "1 to 32 of a-z 0-9 . _ -")->required();
  add_command->add_option("--role", *roles, "registrar,vetter,issuer,auditor (one or several)")->required();
  add_command->add_option("--key", *place, "where the key goes (default officers/NAME.pem; or pkcs11:...)");
  take_root_passphrase(*add_command, cli, "the new officer, and of the root key without --root-passphrase-file");
  add_command->callback([&cli, name, roles, place] { cli.run = [=, &cli] { return add(cli, *name, *roles, *place); }; });

  auto* disable_command =
      officer->add_subcommand("disable", "from now on the officer can do nothing and approvals do not count");
  disable_command->add_option("NAME", *name, "as in officer list")->required();
  take_root_passphrase(*disable_command, cli, root_only);
  disable_command->callback([&cli, name] { cli.run = [=, &cli] { return disable(cli, *name); }; });
}

}  // namespace eb::issuer
