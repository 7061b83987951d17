#include "issuer/cli/cli.hpp"

#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/office/vetting.hpp"

namespace eb::issuer {
namespace {

nlohmann::json text_or_null(const std::string& text) {
  return text.empty() ? nlohmann::json(nullptr) : nlohmann::json(text);
}
nlohmann::json date_or_null(const std::optional<Date>& date) {
  return date ? nlohmann::json(format_date(*date)) : nlohmann::json(nullptr);
}

}  // namespace

void take_officer(CLI::App& command, Cli& cli, bool required) {
  auto* as = command.add_option("--as", cli.as, "officer who acts");
  if (required) as->required();
  command.add_option("--passphrase-file", cli.passphrase_file,
                     "file with the passphrase of the officer of --as (one line, mode 0600); asked for otherwise");
}

void take_reason(CLI::App& command, Cli& cli) {
  command.add_option("--reason", cli.reason, "why, without the delegate's data: it is kept after an erasure");
}

void take_key_passphrase(CLI::App& command, Cli& cli) {
  command.add_option("--key-passphrase-file", cli.key_passphrase_file,
                     "file with the passphrase of the badge and list keys (default: --passphrase-file)");
}

void take_root_passphrase(CLI::App& command, Cli& cli, std::string_view whose) {
  command.add_option("--passphrase-file", cli.passphrase_file,
                     fmt::format("file with the passphrase of {} (one line, mode 0600); asked for otherwise", whose));
  command.add_option("--root-passphrase-file", cli.root_passphrase_file,
                     "file with the root key's passphrase (default: --passphrase-file)");
}

Result<SecretBytes> officer_secret(const Cli& cli, const std::string& officer, bool is_new) {
  return os::obtain_secret({cli.passphrase_file, "badge-officer", "passphrase of officer " + officer, is_new});
}

Result<SecretBytes> key_secret(const Cli& cli, bool is_new) {
  const auto& file = cli.key_passphrase_file.empty() ? cli.passphrase_file : cli.key_passphrase_file;
  return os::obtain_secret({file, "badge-office-keys", "passphrase of the badge and list keys", is_new});
}

Result<SecretBytes> root_secret(const Cli& cli, bool is_new) {
  const auto& file = cli.root_passphrase_file.empty() ? cli.passphrase_file : cli.root_passphrase_file;
  return os::obtain_secret({file, "badge-root", "passphrase of the root key", is_new});
}

Result<OpenActor> open_officer(Office& office, const Cli& cli) {
  if (cli.as.empty()) return OpenActor{};
  if (!office.state().officers().contains(cli.as))
    return fail(ErrorCode::not_found,
                "no officer '" + printable(cli.as) + "' in this office: see 'badge-issuer officer list'");
  EB_TRY(secret, officer_secret(cli, cli.as));
  EB_TRY(signer, office.open_key("officer " + cli.as, secret.view()));
  Actor actor{cli.as, signer.get()};
  return OpenActor{std::move(signer), std::move(actor)};
}

Result<OpenActor> open_root(Office& office, const Cli& cli) {
  EB_TRY(secret, root_secret(cli));
  auto signer = office.open_key("root", secret.view());
  if (!signer) {
    const bool guessed =
        signer.error().code == ErrorCode::decrypt_failed && cli.root_passphrase_file.empty() && !cli.passphrase_file.empty();
    if (guessed) signer.error().message += "; give the root key's own with --root-passphrase-file";
    return tl::unexpected<Error>(std::move(signer).error());
  }
  Actor actor{"root", signer->get()};
  return OpenActor{std::move(*signer), std::move(actor)};
}

Result<std::unique_ptr<crypto::Signer>> open_current_key(Office& office, const Cli& cli, codec::KeyUse use) {
  EB_TRY(name, office.current_key(use, os::now()));
  EB_TRY(secret, key_secret(cli));
  auto signer = office.open_key(name, secret.view());
  const bool guessed = !signer && signer.error().code == ErrorCode::decrypt_failed && cli.key_passphrase_file.empty() &&
                       !cli.passphrase_file.empty();
  if (guessed) signer.error().message += "; give the key's own with --key-passphrase-file";
  return signer;
}

std::string shown_name(const Registration& r) {
  return r.name.empty() ? "(no name)" : printable(r.name);
}

nlohmann::ordered_json registration_json(const Registration& r) {
  nlohmann::ordered_json out;
  out["id"] = text_or_null(r.id);
  out["source"] = r.source;
  out["name"] = text_or_null(r.name);
  out["email"] = text_or_null(r.email);
  out["organisation"] = text_or_null(r.organisation);
  out["birth_date"] = date_or_null(r.birth_date);
  out["id_number"] = text_or_null(r.id_number);
  out["id_expiry"] = date_or_null(r.id_expiry);
  out["language"] = text_or_null(r.language);
  out["problems"] = r.problems;
  return out;
}

void print_json(const nlohmann::ordered_json& object) {
  fmt::print("{}\n", object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

os::Exit print_outcomes(const Cli& cli, const std::vector<Outcome>& outcomes, std::string_view done_word) {
  std::size_t done = 0;
  for (const auto& outcome : outcomes) {
    if (!outcome.error) ++done;
    if (cli.json) {
      nlohmann::ordered_json line{{"id", outcome.id}, {"done", !outcome.error}};
      if (outcome.error) line["error"] = outcome.error->message;
      print_json(line);
    } else if (outcome.error) {
      os::print_error("badge-issuer", outcome.error->message);
    }
  }
  if (!cli.json) fmt::print("{} {}, {} refused\n", done, done_word, outcomes.size() - done);
  return done == outcomes.size() ? os::Exit::done : os::Exit::refused;
}

}  // namespace eb::issuer
