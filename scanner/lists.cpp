#include "scanner/lists.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "common/base/text.hpp"
#include "common/os/files.hpp"

namespace eb::scanner {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view pinned_event = "event";
constexpr std::string_view trust_sequence = "trust sequence";
constexpr std::size_t max_root_change = 4096;

Result<std::uint64_t> recalled_number(EntryWriter& writer, std::string_view key) {
  EB_TRY(text, writer.recall(key));
  std::uint64_t value = 0;
  if (!text) return value;
  const auto* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, value);
  if (error != std::errc{} || stop != end)
    return fail(ErrorCode::integrity, "the gate's remembered " + std::string(key) + " is damaged");
  return value;
}

const ListRef* highest(const std::vector<ListRef>& lists) {
  const auto found = std::max_element(lists.begin(), lists.end(),
                                      [](const ListRef& a, const ListRef& b) { return a.sequence < b.sequence; });
  return found == lists.end() ? nullptr : &*found;
}

Status check_event(EntryWriter& writer, const std::string& event) {
  EB_TRY(pinned, writer.recall(pinned_event));
  if (!pinned || *pinned == event) return {};
  return fail(ErrorCode::not_allowed, "this door list is for event " + printable(event) + ", and this gate is for " +
                                          printable(*pinned) + ": set up a new gate for another event");
}

Status check_order(EntryWriter& writer, const door::ListFile& file) {
  const auto sequence = file.manifest.sequence;
  if (const auto* newest = highest(writer.state().lists)) {
    if (sequence < newest->sequence)
      return fail(ErrorCode::rollback,
                  fmt::format("door list {} is older than door list {}, which this gate has seen: ask the "
                              "office for a new one",
                              sequence, newest->sequence));
    if (sequence == newest->sequence && file.file_hash != newest->hash)
      return fail(ErrorCode::integrity,
                  fmt::format("another file with the number of door list {} was loaded before: one of the "
                              "two is wrong; ask the office for a new door list",
                              sequence));
  }
  EB_TRY(trust, recalled_number(writer, trust_sequence));
  if (file.trust.sequence < trust)
    return fail(ErrorCode::rollback,
                fmt::format("the trust list inside is number {}, and this gate has seen number {}: ask the "
                            "office for a new door list",
                            file.trust.sequence, trust));
  return {};
}

// Does the gate have a list that still holds?
bool has_valid_list(const Gate& gate, const LogState& state, Millis now) {
  if (!state.in_force) return false;
  const auto file = open_stored_list(gate, *state.in_force);
  return file && to_seconds(now) <= file->manifest.valid_until;
}

Status check_validity(const Gate& gate, const EntryWriter& writer, const badge::Manifest& manifest, LoadReport& report) {
  const auto now = to_seconds(writer.now());
  if (now > manifest.valid_until) {
    const auto until = format_utc(manifest.valid_until);
    if (has_valid_list(gate, writer.state(), writer.now()))
      return fail(ErrorCode::expired, "this door list was valid until " + until + ": the valid one in force is kept");
    report.warnings.push_back("this door list was valid until " + until +
                              ": only a rehearsal can use it, every real scan is denied; ask the office for a new one");
  }
  if (now < manifest.issued_at)
    report.warnings.push_back(
        "this door list was issued at " + format_utc(manifest.issued_at) +
        ", which is in the future of this gate's clock: every scan is denied until then; set the clock");
  return {};
}

// False when the stored file is whole and in force already.
bool must_store(const Gate& gate, const LogState& state, const door::ListFile& file) {
  const auto& in_force = state.in_force;
  if (!in_force || in_force->sequence != file.manifest.sequence || in_force->hash != file.file_hash) return true;
  return !open_stored_list(gate, *in_force);
}

Status store_list(const Gate& gate, EntryWriter& writer, const door::ListFile& file, BytesView content) {
  const ListRef ref{file.manifest.sequence, file.file_hash, 0};
  EB_CHECK(os::write_file(gate.directory() / file::lists / list_file_name(ref), content, os::Access::owner_only));
  log::Entry entry;
  entry.kind = log::Kind::list_load;
  entry.list = ref.sequence;
  entry.detail = to_hex(ref.hash.view());
  EB_CHECK(writer.add(std::move(entry)));
  EB_CHECK(writer.remember(pinned_event, file.manifest.event));
  return writer.remember(trust_sequence, std::to_string(file.trust.sequence));
}

const codec::TrustedKey* own_key(const Gate& gate, const codec::KeySet& keys) {
  const auto& mine = gate.secrets()->signing.public_key();
  for (const auto* candidate : keys.find(codec::KeyUse::gate, mine.kid()))
    if (candidate->key == mine) return candidate;
  return nullptr;
}

}  // namespace

fs::path list_file_name(const ListRef& list) {
  return fmt::format("{:06}-{}.ebdl", list.sequence, to_hex(list.hash.view().first(8)));
}

Result<door::ListFile> open_stored_list(const Gate& gate, const ListRef& list) {
  const auto path = gate.directory() / file::lists / list_file_name(list);
  const auto bad = [&](const std::string& why) {
    return fail(ErrorCode::integrity,
                fmt::format("door list {} in {} cannot be used ({}): load it again with badge-scanner load", list.sequence,
                            path.string(), why));
  };
  auto bytes = os::read_file(path, door::max_list_file);
  if (!bytes) return bad(bytes.error().message);
  if (crypto::sha256(*bytes) != list.hash) return bad("it is not the file that was loaded");
  auto file = door::open_list_file(std::move(*bytes), gate.root());
  if (!file) return bad(file.error().message);
  return file;
}

Result<door::ActiveList> activate(const Gate& gate, door::ListFile file, Millis now) {
  if (gate.secrets() == nullptr) broken_invariant("the gate's keys are not open");
  const auto& agreement = gate.secrets()->agreement;
  if (!agreement)
    return fail(ErrorCode::key_unfit, "gate " + gate.name() + " was purged, or has lost " + file::agreement_key +
                                          ": it opens no door list any more; set up a new gate");
  const auto* key = own_key(gate, file.keys);
  if (key == nullptr)
    return fail(ErrorCode::key_unknown, "this door list does not know gate " + gate.name() +
                                            ": enrol its request at the office and ask for a new door list");
  if (key->revoked_at && to_seconds(now) >= *key->revoked_at)
    return fail(ErrorCode::key_unfit, "gate " + gate.name() + " was removed by the office: set up a new gate");
  const auto& kid = key->key.kid();
  Error reason{ErrorCode::key_unknown, "it has no key box for this gate"};
  for (const auto& box : file.manifest.gates) {
    if (box.gate != kid) continue;
    auto keys = badge::open_gate_keys(box.box, file.manifest.event, file.manifest.sequence, kid, *agreement);
    if (keys) return door::ActiveList{std::move(file), std::move(*keys)};
    reason = keys.error();
  }
  return fail(reason.code, fmt::format("door list {} does not open for gate {} ({}): ask the office for a new door list",
                                       file.manifest.sequence, gate.name(), reason.message));
}

Result<LoadReport> load_list(const Gate& gate, GateLog& log, const fs::path& path, const Clock& clock) {
  auto content = door::read_list_file(path, gate.root());
  if (!content) return fail_in(printable(path.string()), content.error());
  auto opened = door::open_list_file(*content, gate.root());
  if (!opened) return fail_in(printable(path.string()), opened.error());
  EB_TRY(active, activate(gate, std::move(*opened), clock()));
  const auto& file = active.file;
  LoadReport report{file.manifest.event,
                    file.manifest.policy.event_name,
                    file.manifest.policy.time_zone,
                    file.manifest.sequence,
                    file.manifest.entry_count,
                    file.manifest.valid_until,
                    false,
                    {}};
  EB_CHECK(log.transact(clock, [&](EntryWriter& writer) -> Status {
    EB_CHECK(check_event(writer, file.manifest.event));
    EB_CHECK(check_order(writer, file));
    EB_CHECK(check_validity(gate, writer, file.manifest, report));
    report.was_in_force = !must_store(gate, writer.state(), file);
    return report.was_in_force ? Status{} : store_list(gate, writer, file, *content);
  }));
  return report;
}

Status change_root(Gate& gate, GateLog& log, const fs::path& path, const Clock& clock) {
  EB_TRY(content, os::read_file(path, max_root_change));
  auto root = keys::follow_root_change(content, gate.root());
  if (!root) return fail_in(printable(path.string()), root.error());
  // Logged first: a crash in between leaves the old root, and the command can be given again.
  EB_CHECK(log.transact(clock, [&](EntryWriter& writer) -> Status {
    log::Entry entry;
    entry.kind = log::Kind::start;
    entry.list = writer.state().in_force ? writer.state().in_force->sequence : 0;
    const auto hash = crypto::sha256(root->key.spki());
    entry.detail = "root " + to_hex(hash.view());
    EB_CHECK(writer.add(std::move(entry)));
    return {};
  }));
  return gate.pin_root(*root);
}

}  // namespace eb::scanner
