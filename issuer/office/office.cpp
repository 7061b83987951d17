#include "issuer/office/office.hpp"

#include "common/base/text.hpp"
#include "common/log/merkle.hpp"
#include "common/os/files.hpp"

namespace eb::issuer {
namespace {

constexpr std::size_t max_profile = std::size_t{1} << 20;

std::string checkpoint_signer(const std::string& event, const std::string& actor) {
  return log::office_origin(event) + "/" + actor;
}

}  // namespace

Status ActWriter::add(log::Act act) {
  auto& state = *office_.state_;
  act.event = state.event();
  act.index = state.next_index();
  act.time = now_;
  if (actor_.signer != nullptr) {
    act.by = actor_.name;
    EB_CHECK(log::sign_act(act, *actor_.signer));
  }
  EB_CHECK(state.apply(act));
  // From here the state has the act: a failure to write it ends the transaction, never just this act.
  if (const auto appended = office_.log_->append(log::act_line(act)); !appended)
    return fail_in("log of acts", appended.error());
  ++written_;
  return {};
}

Result<Office> Office::open(const std::filesystem::path& directory) {
  const auto profile_path = directory / "event.toml";
  auto text = os::read_file(profile_path, max_profile);
  if (!text && text.error().code == ErrorCode::not_found)
    return fail(ErrorCode::not_found, "no office in " + printable(directory.string()) +
                                          ": give --office DIR or make one with 'badge-issuer init --event FILE.toml'");
  if (!text) return tl::unexpected<Error>(std::move(text).error());
  EB_TRY(event, parse_event_profile(as_text(*text), profile_path.string()));
  Office office(directory, std::move(event));
  EB_CHECK(office.open_registry(store::OpenMode::read_write));
  EB_CHECK(office.catch_up());
  return office;
}

Status Office::open_registry(store::OpenMode mode) {
  EB_TRY(database, store::Database::open(directory_ / "registry.db", mode));
  EB_TRY(log, store::LineLog::open(database));
  EB_TRY(registry, Registry::open(std::move(database)));
  log_ = std::make_unique<store::LineLog>(std::move(log));
  registry_ = std::make_unique<Registry>(std::move(registry));
  state_ = std::make_unique<OfficeState>(event_.id);
  return {};
}

Status Office::catch_up() {
  const auto read = log_->catch_up([this](std::uint64_t index, std::string_view line) -> Status {
    EB_TRY(act, log::parse_act(line));
    if (const auto applied = state_->apply(act); !applied)
      return fail(ErrorCode::integrity, "act " + std::to_string(index) + " of the office's log breaks the rules (" +
                                            applied.error().message +
                                            "): the registry was changed outside the program; restore it from "
                                            "the last backup and compare the checkpoints");
    return {};
  });
  if (!read) return fail_in(printable((directory_ / "registry.db").string()), read.error());
  return check_checkpoints();
}

// The newest checkpoint must be signed by somebody of this office; LineLog has compared its root with the tree.
Status Office::check_checkpoints() {
  if (state_->next_index() == 0) return {};  // being made
  EB_TRY(note, log_->last_checkpoint());
  EB_TRY(covered, log_->last_checkpoint_size());
  if (!note || covered < state_->signed_size())
    return fail(ErrorCode::integrity, "the newest checkpoint of the office's log covers " + std::to_string(covered) +
                                          " acts of " + std::to_string(state_->signed_size()) +
                                          ": the registry was changed outside the program; "
                                          "restore it from the last backup");
  if (const auto opened = log::open_note(*note, note_keys()); !opened)
    return fail(ErrorCode::integrity,
                "the newest checkpoint of the office's log is not signed by an officer of this office: the "
                "registry was changed outside the program; restore it from the last backup");
  return {};
}

std::vector<log::NoteKey> Office::note_keys() const {
  std::vector<log::NoteKey> keys;
  for (const auto& [name, officer] : state_->officers()) keys.push_back({checkpoint_signer(event_.id, name), officer.key});
  for (const auto& root : state_->former_roots()) keys.push_back({checkpoint_signer(event_.id, "root"), root});
  if (state_->root()) keys.push_back({checkpoint_signer(event_.id, "root"), *state_->root()});
  return keys;
}

Result<LogHead> Office::log_head() {
  EB_TRY(note, log_->last_checkpoint());
  return LogHead{log_->size(), log_->root(), note.value_or("")};
}

Status Office::for_each_act(const std::function<Status(const log::Act&, std::string_view)>& visit) {
  return log_->for_each([&](std::uint64_t, std::string_view line) -> Status {
    EB_TRY(act, log::parse_act(line));
    return visit(act, line);
  });
}

Status Office::compare_checkpoint(std::string_view signed_note) {
  EB_TRY(note, log::open_note(signed_note, note_keys()));
  EB_TRY(kept, log::parse_checkpoint(note.text));
  if (kept.origin != log::office_origin(event_.id))
    return fail(ErrorCode::invalid_argument, "it is a checkpoint of " + printable(kept.origin) + ", not of this office");
  if (kept.size > log_->size())
    return fail(ErrorCode::rollback, "the office's log has " + std::to_string(log_->size()) + " acts, the checkpoint has " +
                                         std::to_string(kept.size) +
                                         ": acts were cut off; restore the registry from the last backup");
  log::Frontier tree;
  EB_CHECK(log_->for_each([&](std::uint64_t index, std::string_view line) -> Status {
    if (index < kept.size) tree.append(log::leaf_hash(as_bytes(line)));
    return {};
  }));
  if (tree.root() != kept.root)
    return fail(ErrorCode::integrity, "the office's log is another one than when the checkpoint of " +
                                          std::to_string(kept.size) +
                                          " acts was made: restore the registry from the last backup");
  return {};
}

Status Office::transact(const Actor& actor, Millis now, const std::function<Status(ActWriter&)>& work) {
  EB_TRY(transaction, store::Transaction::begin(registry_->database()));
  EB_CHECK(catch_up());
  ActWriter acts(*this, actor, now);
  EB_CHECK(work(acts));
  if (acts.written() > 0 && actor.signer != nullptr) {
    const log::Checkpoint checkpoint{log::office_origin(event_.id), log_->size(), log_->root(), {}};
    EB_TRY(note, log::sign_note(log::checkpoint_text(checkpoint), checkpoint_signer(event_.id, actor.name), *actor.signer));
    EB_CHECK(log_->add_checkpoint(log_->size(), note));
  }
  return transaction.commit();
}

Result<keys::RootAnchor> Office::root() {
  if (!state_->root()) return fail(ErrorCode::integrity, "the office's log names no root key");
  return keys::RootAnchor{*state_->root()};
}

Result<keys::TrustList> Office::trust_list() {
  EB_TRY(cose, registry_->trust_list());
  EB_TRY(anchor, root());
  auto list = keys::verify_trust_list(cose, anchor);
  if (!list) return fail_in("the office's trust list", list.error());
  // The root signed every earlier list too: only the acts say which one is in force.
  const auto& record = state_->trust_list();
  if (!record || list->sequence != record->sequence || crypto::sha256(cose) != record->digest)
    return fail(ErrorCode::integrity,
                "the office's trust list is not the newest one of its log: the registry was changed outside the "
                "program; restore it from the last backup");
  return list;
}

Result<badge::EventIdKey> Office::event_id_key() {
  EB_CHECK(state_->still_open());
  EB_TRY(stored, registry_->value(event_id_key_name));
  auto key = stored ? badge::EventIdKey::from(*stored) : std::nullopt;
  if (!key)
    return fail(ErrorCode::integrity, "the event ID key is missing from the registry: restore it from the last backup");
  return std::move(*key);
}

Result<keys::KeyPlace> Office::key_place(const std::string& name) {
  EB_TRY(place, registry_->value("key " + name));
  if (!place) return fail(ErrorCode::not_found, "no key '" + printable(name) + "' in this office");
  return keys::KeyPlace{std::string(as_text(*place))};
}

Status Office::set_key_place(const std::string& name, const keys::KeyPlace& place) {
  return registry_->set_value("key " + name, as_bytes(place.text));
}

Result<std::unique_ptr<crypto::Signer>> Office::open_key(const std::string& name, BytesView secret) {
  EB_TRY(place, key_place(name));
  EB_TRY(expected, public_key(name));
  auto signer = keys::open_key(place, directory_, secret);
  if (!signer && name == "root" && signer.error().code == ErrorCode::not_found)
    return fail(ErrorCode::not_found, "the root key is not on this machine: copy it back from its stick to " +
                                          printable(place.text) + ", and take it away afterwards");
  if (signer && (*signer)->public_key() != expected)
    return fail(ErrorCode::key_unfit,
                "the key in " + printable(place.text) + " is not " + printable(name) +
                    " of this office: the registry or the file was changed; restore it from the last backup");
  return signer;
}

// As the acts and the trust list say, never the registry's rows.
Result<crypto::PublicKey> Office::public_key(const std::string& name) {
  if (name == "root") {
    EB_TRY(anchor, root());
    return anchor.key;
  }
  if (name == "witness" && state_->witness_key()) return *state_->witness_key();
  constexpr std::string_view officer_prefix = "officer ";
  if (name.starts_with(officer_prefix)) {
    const auto officer = state_->officers().find(std::string_view(name).substr(officer_prefix.size()));
    if (officer != state_->officers().end()) return officer->second.key;
  } else {
    EB_TRY(list, trust_list());
    for (const auto& key : list.keys)
      if (key.use != codec::KeyUse::gate && key.label == name) return key.key;
  }
  return fail(ErrorCode::not_found, "no key '" + printable(name) + "' in this office");
}

Result<std::string> Office::current_key(codec::KeyUse use, Millis now) {
  EB_TRY(list, trust_list());
  const codec::TrustedKey* best = nullptr;
  for (const auto& key : list.keys)
    if (key.use == use && codec::key_fitness(key, now) == codec::KeyFitness::fit) best = &key;  // newest last
  if (best == nullptr)
    return fail(ErrorCode::key_unfit,
                "no valid " + std::string(codec::key_use_name(use)) + " key: make one with 'badge-issuer keys rotate'");
  return best->label;
}

Status change_trust_list(Office& office, const Actor& root, Millis now, ActWriter& acts,
                         const std::function<Status(keys::TrustList&)>& change) {
  EB_TRY(list, office.trust_list());
  EB_CHECK(change(list));
  ++list.sequence;
  list.issued_at = to_seconds(now);
  EB_TRY(cose, keys::sign_trust_list(*root.signer, list));
  EB_CHECK(office.registry().add_trust_list(list.sequence, cose));
  log::Act act;
  act.act = "trust-list";
  act.digest = crypto::sha256(cose);
  act.detail = std::to_string(list.sequence);
  return acts.add(std::move(act));
}

}  // namespace eb::issuer
