// keys list, rotate, revoke, trust-list, root.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "common/os/zone.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/key_care.hpp"

namespace eb::issuer {
namespace {

Result<os::Exit> run_list(const Cli& cli) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(list, office.trust_list());
  EB_TRY(root, office.root());
  if (!cli.json)
    fmt::print("{:<16} {:<5} {:<6} {:<17} {}\n", "root", "root", "EdDSA", to_hex(root.key.kid().view()),
               "trust list " + std::to_string(list.sequence));
  for (const auto& key : list.keys) {
    const auto use = codec::key_use_name(key.use);
    const auto kid = to_hex(key.key.kid().view());
    const auto revoked = key.revoked_at ? format_utc(*key.revoked_at) : std::string();
    if (cli.json) {
      nlohmann::ordered_json line{{"name", key.label},
                                  {"use", use},
                                  {"algorithm", crypto::algorithm_name(key.key.algorithm())},
                                  {"kid", kid},
                                  {"valid_from", format_utc(key.valid_from)},
                                  {"valid_until", format_utc(key.valid_until)},
                                  {"revoked_at", nullptr}};
      if (key.revoked_at) line["revoked_at"] = revoked;
      print_json(line);
    } else {
      fmt::print("{:<16} {:<5} {:<6} {:<17} {} to {}{}\n", key.label, use, crypto::algorithm_name(key.key.algorithm()), kid,
                 format_utc(key.valid_from), format_utc(key.valid_until),
                 revoked.empty() ? "" : ", REVOKED from " + revoked);
    }
  }
  return os::Exit::done;
}

Result<os::Exit> run_rotate(const Cli& cli, const std::string& use, const std::string& algorithm, const std::string& place) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(root, open_root(office, cli));
  EB_TRY(secret, key_secret(cli, true));
  const auto key_use = use == "badge" ? codec::KeyUse::badge : codec::KeyUse::list;
  const auto chosen = algorithm == "EdDSA" ? crypto::Algorithm::eddsa : crypto::Algorithm::es256;
  EB_TRY(name, rotate_key(office, root.actor, os::now(), key_use, chosen, place, secret.view()));
  if (cli.json) {
    print_json({{"name", name}});
  } else {
    fmt::print("key {} made and trusted: new {} are signed with it; gates know it with the next door list\n", name,
               use == "badge" ? "badges" : "door lists");
  }
  return os::Exit::done;
}

Result<os::Exit> run_revoke(const Cli& cli, const std::string& name, const std::string& at_text) {
  EB_TRY(office, Office::open(cli.office));
  Seconds at = to_seconds(os::now());
  if (!at_text.empty()) {
    EB_TRY(parsed, os::parse_local(at_text, office.event().time_zone));
    at = parsed;
  }
  EB_TRY(root, open_root(office, cli));
  EB_CHECK(revoke_key(office, root.actor, os::now(), name, at));
  if (cli.json) {
    print_json({{"name", name}, {"revoked_at", format_utc(at)}});
  } else {
    fmt::print("key {} revoked from {}: make a new door list now, and reissue what it signed\n", printable(name),
               format_utc(at));
  }
  return os::Exit::done;
}

Result<os::Exit> run_trust_list(const Cli& cli, const std::string& file) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(list, office.trust_list());
  EB_TRY(cose, office.registry().trust_list());
  EB_CHECK(os::write_file(file, cose, os::Access::readable));
  if (cli.json) {
    print_json({{"file", file}, {"sequence", list.sequence}});
  } else {
    fmt::print("trust list {} written to {}\n", list.sequence, printable(file));
  }
  return os::Exit::done;
}

Result<os::Exit> export_root_change(const Cli& cli, Office& office, const std::string& output) {
  EB_TRY(change, last_root_change(office));
  EB_TRY(root, office.root());
  EB_CHECK(os::write_file(output, change, os::Access::readable));
  const auto kid = to_hex(root.key.kid().view());
  if (cli.json) {
    print_json({{"kid", kid}, {"file", output}});
  } else {
    fmt::print("change to root key {} written to {}: run 'badge-scanner root {}' on every gate that has not followed it\n",
               kid, printable(output), printable(output));
  }
  return os::Exit::done;
}

Result<os::Exit> run_root(const Cli& cli, const std::string& new_place, const std::string& new_passphrase_file,
                          const std::string& output) {
  EB_TRY(office, Office::open(cli.office));
  if (new_place.empty() && !output.empty()) return export_root_change(cli, office, output);
  if (new_place.empty()) {
    EB_TRY(root, office.root());
    EB_TRY(place, office.key_place("root"));
    const auto kid = to_hex(root.key.kid().view());
    if (cli.json) {
      print_json({{"kid", kid}, {"place", place.text}, {"pem", root.key.pem()}});
    } else {
      fmt::print("root key {} in {}\n{}", kid, printable(place.text), root.key.pem());
    }
    return os::Exit::done;
  }
  if (output.empty()) return fail(ErrorCode::usage, "keys root --new needs -o FILE for the root change that the gates load");
  EB_TRY(root, open_root(office, cli));
  EB_TRY(secret, os::obtain_secret({new_passphrase_file, "badge-new-root", "passphrase of the new root key", true}));
  EB_CHECK(change_root(office, root.actor, os::now(), keys::KeyPlace{new_place}, secret.view(),
                       [&](BytesView change) { return os::write_file(output, change, os::Access::readable); }));
  EB_TRY(anchor, office.root());
  const auto kid = to_hex(anchor.key.kid().view());
  if (cli.json) {
    print_json({{"kid", kid}, {"place", new_place}, {"file", output}});
  } else {
    fmt::print("root key is now {} in {}: run 'badge-scanner root {}' on every gate before its next door list\n", kid,
               printable(new_place), printable(output));
  }
  return os::Exit::done;
}

}  // namespace

void add_key_commands(CLI::App& app, Cli& cli) {
  auto* keys = app.add_subcommand("keys", "what is trusted, and its care (docs/key-ceremony.md)");
  keys->require_subcommand(1);
  keys->add_subcommand("list", "every key of the trust list")->callback([&cli] {
    cli.run = [&cli] { return run_list(cli); };
  });

  auto use = std::make_shared<std::string>();
  auto algorithm = std::make_shared<std::string>("ES256");
  auto place = std::make_shared<std::string>();
  auto* rotate = keys->add_subcommand("rotate", "make a new badge or list key and use it from now on");
  rotate->add_option("USE", *use, "badge or list")->required()->check(CLI::IsMember({"badge", "list"}));
  rotate->add_option("--algorithm", *algorithm, "of the new key")
      ->check(CLI::IsMember({"ES256", "EdDSA"}))
      ->capture_default_str();
  rotate->add_option("--key", *place, "where it goes (default keys/USE-N.pem; or pkcs11:...)");
  take_root_passphrase(*rotate, cli, "the root key, and of the new key without --key-passphrase-file");
  take_key_passphrase(*rotate, cli);
  rotate->callback(
      [&cli, use, algorithm, place] { cli.run = [=, &cli] { return run_rotate(cli, *use, *algorithm, *place); }; });

  auto name = std::make_shared<std::string>();
  auto at = std::make_shared<std::string>();
  auto* revoke = keys->add_subcommand("revoke", "nothing a key signed is accepted from a moment on");
  revoke->add_option("NAME", *name, "as in keys list")->required();
  revoke->add_option("--at", *at, "local time of the event, or RFC 3339 (default: now)");
  take_root_passphrase(*revoke, cli, root_only);
  revoke->callback([&cli, name, at] { cli.run = [=, &cli] { return run_revoke(cli, *name, *at); }; });

  auto file = std::make_shared<std::string>();
  auto* trust = keys->add_subcommand("trust-list", "write the signed trust list");
  trust->add_option("-o,--output", *file, "file to write")->required();
  trust->callback([&cli, file] { cli.run = [&cli, file] { return run_trust_list(cli, *file); }; });

  auto new_passphrase = std::make_shared<std::string>();
  auto* root = keys->add_subcommand("root", "show the root key, or replace it by a new one that it signs");
  root->add_option("--new", *place, "where the new root key goes");
  root->add_option("--new-passphrase-file", *new_passphrase, "its passphrase; asked for otherwise");
  root->add_option("-o,--output", *file,
                   "file for the root change that the gates load; without --new the newest one is written again");
  take_root_passphrase(*root, cli, "the present root key");
  root->callback([&cli, place, new_passphrase, file] {
    cli.run = [=, &cli] { return run_root(cli, *place, *new_passphrase, *file); };
  });
}

}  // namespace eb::issuer
