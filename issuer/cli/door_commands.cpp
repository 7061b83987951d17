// gate and door-list.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "common/os/zone.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/badges.hpp"
#include "issuer/office/written.hpp"
#include "keys/gate_request.hpp"

namespace eb::issuer {
namespace {

Result<os::Exit> run_enrol(const Cli& cli, const std::string& file) {
  EB_TRY(request, os::read_file(file, std::size_t{1} << 16));
  EB_TRY(office, Office::open(cli.office));
  auto known = enrolled_already(office, request);
  if (!known) return fail_in(printable(file), known.error());
  if (*known) {
    if (cli.json) {
      print_json({{"gate", **known}, {"kid", to_hex(office.state().gates().find(**known)->second.key.kid().view())}});
    } else {
      fmt::print("gate {} is enrolled with this key already: nothing to do\n", **known);
    }
    return os::Exit::done;
  }
  EB_TRY(root, open_root(office, cli));
  auto name = enrol_gate(office, root.actor, os::now(), request);
  if (!name) return fail_in(printable(file), name.error());
  const auto kid = to_hex(office.state().gates().find(*name)->second.key.kid().view());
  if (cli.json) {
    print_json({{"gate", *name}, {"kid", kid}});
  } else {
    fmt::print("gate {} enrolled, key {}: compare the number with the gate's; it can open the next door list\n", *name, kid);
  }
  return os::Exit::done;
}

Result<os::Exit> run_list(const Cli& cli) {
  EB_TRY(office, Office::open(cli.office));
  for (const auto& [name, gate] : office.state().gates()) {
    const auto kid = to_hex(gate.key.kid().view());
    if (cli.json) {
      print_json({{"gate", name}, {"kid", kid}, {"enrolled", gate.enrolled}});
    } else {
      fmt::print("{:<24} {} {}\n", name, kid, gate.enrolled ? "enrolled" : "removed");
    }
  }
  return os::Exit::done;
}

Result<os::Exit> run_remove(const Cli& cli, const std::string& name) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(root, open_root(office, cli));
  EB_CHECK(remove_gate(office, root.actor, os::now(), name));
  if (cli.json) {
    print_json({{"gate", name}, {"enrolled", false}});
  } else {
    fmt::print("gate {} removed: it cannot open the next door list\n", printable(name));
  }
  return os::Exit::done;
}

Status warn_of_unfit_keys(Office& office, const NewDoorList& list) {
  EB_TRY(trust, office.trust_list());
  for (const auto& [label, count] : list.unfit) {
    const auto key = std::find_if(trust.keys.begin(), trust.keys.end(), [&, wanted = label](const auto& k) {
      return k.use == codec::KeyUse::badge && k.label == wanted;
    });
    const bool revoked = key != trust.keys.end() && key->revoked_at;
    const auto later = revoked && *key->revoked_at > to_seconds(os::now()) ? " from " + format_utc(*key->revoked_at) + " on"
                                                                           : std::string();
    os::print_warning(
        "badge-issuer",
        fmt::format("{} of {} active badges were signed by the {} key {}: gates deny them{}; reissue them with "
                    "badge-issuer reissue --signed-by {}",
                    count, list.active, revoked ? "revoked" : "expired", label, later, label));
  }
  return {};
}

Result<os::Exit> run_door_list(const Cli& cli, const std::string& file, const std::string& valid_until) {
  EB_TRY(office, Office::open(cli.office));
  std::optional<Seconds> until;
  if (!valid_until.empty()) {
    EB_TRY(parsed, os::parse_local(valid_until, office.event().time_zone));
    until = parsed;
  }
  EB_TRY(officer, open_officer(office, cli));
  EB_TRY(key, open_current_key(office, cli, codec::KeyUse::list));
  const auto now = os::now();
  EB_TRY(list, make_door_list(office, officer.actor, *key, now, until));
  EB_CHECK(write_traced(office, file, list.file, TraceKind::door_list, {}, now));
  const auto ends = until.value_or(office.event().badges_valid_until);
  if (ends < to_seconds(now))
    os::print_warning("badge-issuer", "this door list is valid until " + format_utc(ends) +
                                          ", which is past: gates deny everybody outside a rehearsal");
  EB_CHECK(warn_of_unfit_keys(office, list));
  if (list.gates == 0) os::print_warning("badge-issuer", "no gate is enrolled: no gate can open this list");
  if (cli.json) {
    print_json({{"file", file},
                {"sequence", list.sequence},
                {"active", list.active},
                {"revoked", list.revoked},
                {"superseded", list.superseded},
                {"gates", list.gates},
                {"valid_until", format_utc(ends)}});
  } else {
    fmt::print("door list {} for {} gates: {} badges, {} revoked, {} superseded, valid until {}\n", list.sequence,
               list.gates, list.active, list.revoked, list.superseded, os::format_local(ends, office.event().time_zone));
  }
  return os::Exit::done;
}

}  // namespace

void add_door_commands(CLI::App& app, Cli& cli) {
  auto* gate = app.add_subcommand("gate", "which gates may open door lists (signed by the root key)");
  gate->require_subcommand(1);
  auto name = std::make_shared<std::string>();
  auto* enrol = gate->add_subcommand("enrol", "enrol a gate from the request that badge-scanner init wrote");
  enrol->add_option("REQUEST", *name, "request file")->required();
  take_root_passphrase(*enrol, cli, root_only);
  enrol->callback([&cli, name] { cli.run = [&cli, name] { return run_enrol(cli, *name); }; });
  gate->add_subcommand("list", "names and keys")->callback([&cli] { cli.run = [&cli] { return run_list(cli); }; });
  auto* remove = gate->add_subcommand("remove", "a lost or stolen gate: it cannot open the next door list");
  remove->add_option("NAME", *name, "name of the gate, as in gate list")->required();
  take_root_passphrase(*remove, cli, root_only);
  remove->callback([&cli, name] { cli.run = [&cli, name] { return run_remove(cli, *name); }; });

  auto file = std::make_shared<std::string>();
  auto until = std::make_shared<std::string>();
  auto* list = app.add_subcommand("door-list", "the signed list that gates decide from");
  list->add_option("-o,--output", *file, "file to write")->required();
  list->add_option("--valid-until", *until, "local time of the event, or RFC 3339 (default: when the badges end)");
  take_officer(*list, cli, false);
  take_key_passphrase(*list, cli);
  list->callback([&cli, file, until] { cli.run = [=, &cli] { return run_door_list(cli, *file, *until); }; });
}

}  // namespace eb::issuer
