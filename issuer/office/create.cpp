// badge-issuer init: keys, first trust list, first officer, in one step that leaves a whole office or none.
#include <unistd.h>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/office/office.hpp"

namespace eb::issuer {
namespace {

struct NewKeys {
  std::unique_ptr<crypto::Signer> root, badge, list, officer;
};

Result<NewKeys> make_keys(const std::filesystem::path& directory, const NewOffice& request) {
  using crypto::Algorithm;
  const keys::KeyPlace officer_place{"officers/" + request.officer + ".pem"};
  EB_TRY(root, keys::create_key(request.root_place, directory, Algorithm::eddsa, request.root_secret.view()));
  EB_TRY(badge, keys::create_key(request.badge_place, directory, request.badge_algorithm, request.key_secret.view()));
  EB_TRY(list, keys::create_key(request.list_place, directory, Algorithm::es256, request.key_secret.view()));
  EB_TRY(officer, keys::create_key(officer_place, directory, Algorithm::eddsa, request.officer_secret.view()));
  EB_CHECK(os::write_file(directory / "keys" / "root.pub", as_bytes(root->public_key().pem()), os::Access::readable));
  return NewKeys{std::move(root), std::move(badge), std::move(list), std::move(officer)};
}

keys::TrustList first_trust_list(const EventProfile& event, const NewKeys& made, Millis now) {
  const auto [from, until] = key_period(event, now);
  keys::TrustList list;
  list.sequence = 1;
  list.issued_at = to_seconds(now);
  list.keys.push_back({made.badge->public_key(), codec::KeyUse::badge, from, until, std::nullopt, "badge-1"});
  list.keys.push_back({made.list->public_key(), codec::KeyUse::list, from, until, std::nullopt, "list-1"});
  return list;
}

Status add_first_acts(ActWriter& acts, const NewOffice& request, const NewKeys& made, const Bytes& trust_list) {
  log::Act init;
  init.act = "init";
  init.detail = to_base64(made.root->public_key().spki());
  EB_CHECK(acts.add(std::move(init)));
  log::Act trust;
  trust.act = "trust-list";
  trust.digest = crypto::sha256(trust_list);
  trust.detail = "1";
  EB_CHECK(acts.add(std::move(trust)));
  log::Act officer;
  officer.act = "officer-add";
  officer.detail = request.officer + " " + roles_text(all_roles) + " " + to_base64(made.officer->public_key().spki());
  return acts.add(std::move(officer));
}

Status fill_registry(Office& office, const NewOffice& request, const NewKeys& made, Millis now) {
  badge::EventIdKey id_key;
  EB_CHECK(crypto::random_bytes(id_key.writable()));
  EB_TRY(trust_list, keys::sign_trust_list(*made.root, first_trust_list(office.event(), made, now)));
  return office.transact(Actor{"root", made.root.get()}, now, [&](ActWriter& acts) -> Status {
    EB_CHECK(office.registry().set_value(event_id_key_name, id_key.view()));
    EB_CHECK(office.set_key_place("root", request.root_place));
    EB_CHECK(office.set_key_place("badge-1", request.badge_place));
    EB_CHECK(office.set_key_place("list-1", request.list_place));
    EB_CHECK(office.set_key_place("officer " + request.officer, keys::KeyPlace{"officers/" + request.officer + ".pem"}));
    EB_CHECK(office.registry().add_trust_list(1, trust_list));
    return add_first_acts(acts, request, made, trust_list);
  });
}

}  // namespace

std::pair<Seconds, Seconds> key_period(const EventProfile& event, Millis now) {
  const auto today = to_seconds(now);
  return {std::min(today, event.badges_valid_from) - std::chrono::days{1},
          std::max(today + std::chrono::days{30}, event.badges_valid_until + std::chrono::days{1})};
}

Result<Office> create_office(const std::filesystem::path& directory, const NewOffice& request, Millis now) {
  EB_TRY(event, parse_event_profile(request.profile_toml, request.profile_name));
  if (!is_officer_name(request.officer))
    return fail(ErrorCode::usage,
                "'" + printable(request.officer) + "' cannot be an officer's name: use 1 to 32 of a-z 0-9 . _ -");
  std::error_code error;
  if (std::filesystem::exists(directory, error) && !std::filesystem::is_empty(directory, error))
    return fail(ErrorCode::already_exists,
                printable(directory.string()) + " is there already and not empty: choose another --office DIR");
  const auto absolute = std::filesystem::absolute(directory, error).lexically_normal();
  const auto target = absolute.has_filename() ? absolute : absolute.parent_path();
  const auto building = target.parent_path() / ("." + target.filename().string() + ".new-" + std::to_string(::getpid()));
  const auto build = [&]() -> Status {
    EB_CHECK(os::make_directory(building, os::Access::owner_only));
    EB_CHECK(os::make_directory(building / "keys", os::Access::owner_only));
    EB_CHECK(os::make_directory(building / "officers", os::Access::owner_only));
    EB_CHECK(os::write_file(building / "event.toml", as_bytes(request.profile_toml), os::Access::owner_only));
    EB_TRY(made, make_keys(building, request));
    Office office(building, std::move(event));
    EB_CHECK(office.open_registry(store::OpenMode::create));
    return fill_registry(office, request, made, now);
  };
  if (auto built = build(); !built) {
    std::filesystem::remove_all(building, error);
    return tl::unexpected<Error>(std::move(built).error());
  }
  std::filesystem::rename(building, target, error);
  if (error) {
    const auto why = error.message();
    std::filesystem::remove_all(building, error);
    return fail(ErrorCode::io, "cannot put the new office at " + printable(directory.string()) + ": " + why);
  }
  EB_CHECK(os::sync_directory(target.parent_path()));
  return Office::open(target);
}

}  // namespace eb::issuer
