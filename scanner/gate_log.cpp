#include "scanner/gate_log.hpp"

#include <algorithm>
#include <charconv>

#include "common/base/text.hpp"

namespace eb::scanner {
namespace {

constexpr std::string_view create_state =
    "CREATE TABLE IF NOT EXISTS gate_state(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID";
constexpr std::string_view checkpoint_key = "checkpoint time";
constexpr std::chrono::seconds checkpoint_age{60};

Result<std::optional<std::string>> recall_from(store::Database& database, std::string_view key) {
  EB_TRY(select, database.prepare("SELECT value FROM gate_state WHERE key = ?"));
  select.bind(1, key);
  EB_TRY(row, select.step());
  if (!row) return std::nullopt;
  return std::string(select.text(0));
}

Status remember_in(store::Database& database, std::string_view key, std::string_view value) {
  EB_TRY(upsert,
         database.prepare(
             "INSERT INTO gate_state(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"));
  return upsert.bind(1, key).bind(2, value).run();
}

std::optional<std::int64_t> to_number(const std::optional<std::string>& text) {
  std::int64_t value = 0;
  if (!text) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

std::optional<ListRef> list_ref(const log::Entry& entry) {
  if (entry.kind != log::Kind::list_load || !entry.detail) return std::nullopt;
  const auto bytes = from_hex(*entry.detail);
  const auto hash = bytes ? Sha256::from(*bytes) : std::nullopt;
  if (!hash) return std::nullopt;
  return ListRef{entry.list, *hash, entry.index};
}

tl::unexpected<Error> not_ours(std::uint64_t index, const std::string& why) {
  return fail(ErrorCode::integrity,
              "entry " + std::to_string(index) + " of the log " + why +
                  ": keep the gate's directory as evidence and take the spare gate; never go on from an old copy");
}

Result<store::LineLog> open_lines(const std::filesystem::path& path, store::OpenMode mode) {
  EB_TRY(database, store::Database::open(path, mode));
  EB_CHECK(database.integrity());
  EB_CHECK(database.run(create_state));
  return store::LineLog::open(std::move(database));
}

}  // namespace

void LogState::feed(const log::Entry& entry) {
  presence.feed(entry);
  last_time = std::max(last_time.value_or(entry.time), entry.time);
  if (auto ref = list_ref(entry)) {
    in_force = *ref;
    lists.push_back(*ref);
  }
  if (entry.kind == log::Kind::stop && entry.detail == purge_detail) purged = true;
  if (entry.kind == log::Kind::sign_in && entry.detail != sign_in_refused) on_duty = entry.guard;
  if (entry.kind == log::Kind::sign_out) on_duty.reset();
  if (entry.kind == log::Kind::clock)
    rollback_noted = true;
  else if (entry.reason && entry.reason != badge::Reason::clock_rollback)
    rollback_noted = false;
}

const LogState& EntryWriter::state() const {
  return log_.state_;
}

Millis EntryWriter::entry_time() const {
  const auto& last = log_.state_.last_time;
  return log_.kind_ == LogKind::rehearsal || !last ? now_ : std::max(now_, *last);
}

Result<std::uint64_t> EntryWriter::add(log::Entry entry) {
  entry.gate = log_.gate_;
  entry.index = log_.lines_.size();
  entry.time = entry_time();
  entry.rehearsal = log_.kind_ == LogKind::rehearsal;
  const auto line = log::entry_line(entry);
  // A line that could not be read again would end the log for good.
  if (auto readable = log::parse_entry(line); !readable)
    return fail(ErrorCode::invalid_argument, "an entry cannot be written: " + readable.error().message);
  EB_CHECK(log_.lines_.append(line));
  const auto index = entry.index;
  added_.push_back(std::move(entry));
  return index;
}

Result<log::Entry> EntryWriter::entry(std::uint64_t index) {
  if (index >= log_.lines_.size()) return fail(ErrorCode::not_found, "there is no entry " + std::to_string(index));
  EB_TRY(line, log_.lines_.line(index));
  return log::parse_entry(line);
}

Result<std::optional<std::string>> EntryWriter::recall(std::string_view key) {
  return recall_from(log_.lines_.database(), key);
}

Status EntryWriter::remember(std::string_view key, std::string_view value) {
  return remember_in(log_.lines_.database(), key, value);
}

Status create_log(const std::filesystem::path& path) {
  EB_CHECK(open_lines(path, store::OpenMode::create));
  return {};
}

Result<GateLog> GateLog::open(const Gate& gate, LogKind kind) {
  const auto path = gate.directory() / (kind == LogKind::real ? file::log : file::rehearsal);
  auto lines = open_lines(path, kind == LogKind::real ? store::OpenMode::read_write : store::OpenMode::create);
  if (!lines && lines.error().code == ErrorCode::not_found)
    return fail(ErrorCode::not_found, path.string() +
                                          " is missing, and a gate never starts a second log: keep its directory "
                                          "as evidence and take the spare gate");
  if (!lines) return tl::unexpected<Error>(lines.error());
  GateLog log(std::move(*lines), gate.name(), kind);
  EB_CHECK(log.refresh());
  EB_CHECK(log.check_newest_checkpoint(gate));
  return log;
}

Status GateLog::catch_up() {
  return lines_.catch_up([this](std::uint64_t index, std::string_view line) -> Status {
    auto entry = log::parse_entry(line);
    if (!entry) return not_ours(index, "cannot be read (" + entry.error().message + ")");
    if (entry->gate != gate_ || entry->index != index || entry->rehearsal != (kind_ == LogKind::rehearsal))
      return not_ours(index, "belongs to another log");
    if (entry->kind == log::Kind::list_load && !list_ref(*entry)) return not_ours(index, "names no door list");
    state_.feed(*entry);
    return {};
  });
}

// A reader needs the same lock as a writer: lines and checkpoints must be of one moment.
Status GateLog::refresh() {
  EB_TRY(transaction, store::Transaction::begin(lines_.database()));
  EB_CHECK(catch_up());
  return transaction.commit();
}

Status GateLog::check_newest_checkpoint(const Gate& gate) {
  if (gate.secrets() == nullptr) return {};
  EB_TRY(newest, lines_.last_checkpoint());
  if (!newest) return {};
  const auto key = gate.note_key(kind_ == LogKind::rehearsal);
  const auto note = log::open_note(*newest, {key});
  const auto checkpoint = note ? log::parse_checkpoint(note->text) : tl::unexpected<Error>(note.error());
  if (checkpoint && checkpoint->origin == key.name) return {};
  return fail(ErrorCode::integrity,
              "the newest checkpoint of the log is not signed by this gate's key: keep the gate's "
              "directory as evidence and take the spare gate; never go on from an old copy");
}

Status GateLog::transact(const Clock& clock, const std::function<Status(EntryWriter&)>& work) {
  EB_TRY(transaction, store::Transaction::begin(lines_.database()));
  EB_CHECK(catch_up());
  EntryWriter writer(*this, clock());
  EB_CHECK(work(writer));
  EB_CHECK(transaction.commit());
  for (const auto& entry : writer.added_) state_.feed(entry);
  return {};
}

Result<std::string> GateLog::checkpoint(const Gate& gate, Millis now) {
  if (gate.secrets() == nullptr) broken_invariant("the gate's keys are not open");
  EB_TRY(transaction, store::Transaction::begin(lines_.database()));
  EB_CHECK(catch_up());
  EB_TRY(newest, lines_.last_checkpoint());
  EB_TRY(covered, lines_.last_checkpoint_size());
  if (newest && covered == size()) return *newest;
  const auto key = gate.note_key(kind_ == LogKind::rehearsal);
  const auto text = log::checkpoint_text({key.name, size(), lines_.root(), {}});
  EB_TRY(note, log::sign_note(text, key.name, gate.secrets()->signing));
  EB_CHECK(lines_.add_checkpoint(size(), note));
  EB_CHECK(remember_in(lines_.database(), checkpoint_key, std::to_string(now.time_since_epoch().count())));
  EB_CHECK(transaction.commit());
  return note;
}

Result<bool> GateLog::checkpoint_due(Millis now) {
  EB_TRY(covered, lines_.last_checkpoint_size());
  if (covered >= size()) return false;
  EB_TRY(made, checkpoint_time());
  if (!made) return true;
  const auto age = now - *made;
  return age >= checkpoint_age || age < std::chrono::milliseconds{0};
}

Result<std::optional<Millis>> GateLog::checkpoint_time() {
  EB_TRY(text, recall(checkpoint_key));
  const auto made = to_number(text);
  if (!made) return std::nullopt;
  return Millis{std::chrono::milliseconds{*made}};
}

Result<std::optional<std::string>> GateLog::recall(std::string_view key) {
  return recall_from(lines_.database(), key);
}

}  // namespace eb::scanner
