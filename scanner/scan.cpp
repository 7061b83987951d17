#include "scanner/scan.hpp"

#include "common/base/text.hpp"
#include "common/os/zone.hpp"

namespace eb::scanner {
namespace {

using badge::GateCondition;
using badge::Reason;

// The content of a code that is no badge is not kept, not even as a hash: it can be somebody's boarding pass.
std::optional<Sha256> text_hash(const ScanRequest& request) {
  if (request.several || !std::string_view(request.text).starts_with(badge::badge_prefix)) return std::nullopt;
  return crypto::sha256(as_bytes(request.text));
}

std::string when_and_where(const badge::Presence& presence, const std::string& time_zone) {
  std::string out = "admitted";
  if (presence.since) out += " " + os::format_local(*presence.since, time_zone).substr(0, 16);
  if (!presence.gate.empty()) out += " at gate " + presence.gate;
  return out;
}

std::string detail_of(const door::Answer& answer, const std::string& time_zone) {
  const auto& decision = answer.decision;
  if (decision.field) return std::string(badge::id_field_name(*decision.field));
  if (decision.reason == Reason::already_inside) return when_and_where(answer.presence, time_zone);
  return std::string(badge::reason_advice(decision.reason));
}

log::Entry entry_of(const ScanRequest& request, const door::Answer& answer, std::uint64_t list) {
  log::Entry entry;
  entry.list = list;
  entry.kind = kind_of(request);
  entry.badge = answer.number;
  entry.verdict = answer.decision.verdict;
  entry.reason = answer.decision.reason;
  entry.id_check = answer.id.method;
  entry.id_field = answer.decision.field;
  entry.guard = request.guard;
  entry.text_hash = text_hash(request);
  entry.ref = request.confirms;
  return entry;
}

}  // namespace

log::Kind kind_of(const ScanRequest& request) {
  if (request.confirms) return log::Kind::confirm;
  return request.direction == badge::Direction::exit ? log::Kind::exit : log::Kind::scan;
}

Scanner::Scanner(Gate gate, Clock clock, std::optional<Millis> rehearse_at)
    : gate_(std::move(gate)), clock_(std::move(clock)), rehearse_at_(rehearse_at), started_(clock_()) {}

Millis Scanner::now() const {
  return rehearse_at_ ? *rehearse_at_ + (clock_() - started_) : clock_();
}

Status Scanner::open_logs() {
  if (rehearsal() && !real_) {
    EB_TRY(real, GateLog::open(gate_, LogKind::real));
    real_.emplace(std::move(real));
  } else if (rehearsal()) {
    EB_CHECK(real_->refresh());
  }
  if (log_) return {};
  EB_TRY(log, GateLog::open(gate_, rehearsal() ? LogKind::rehearsal : LogKind::real));
  log_.emplace(std::move(log));
  return {};
}

Status Scanner::transact(const std::function<Status(EntryWriter&)>& work) {
  auto done = open_logs();
  if (done) done = log_->transact([this] { return now(); }, work);
  if (!done) {  // what is in memory may be ahead of the disk now
    log_.reset();
    real_.reset();
  }
  return done;
}

// Opens the list that the log says is in force, when it is another one than before. A rehearsal's log says itself which lists it
// used, so that it can be checked alone.
Status Scanner::follow_list(EntryWriter& writer) {
  const auto& in_force = rehearsal() ? real_->state().in_force : writer.state().in_force;
  if (rehearsal() && in_force && (!writer.state().in_force || writer.state().in_force->hash != in_force->hash)) {
    log::Entry entry;
    entry.kind = log::Kind::list_load;
    entry.list = in_force->sequence;
    entry.detail = to_hex(in_force->hash.view());
    EB_CHECK(writer.add(std::move(entry)));
  }
  if (in_force == ref_ && (list_ || !list_trouble_.empty())) return {};
  EB_CHECK(gate_.reread_root());
  ref_ = in_force;
  list_.reset();
  list_trouble_ = "no door list is loaded: load one with badge-scanner load";
  if (!in_force) return {};
  auto file = open_stored_list(gate_, *in_force);
  auto active = file ? activate(gate_, std::move(*file), writer.now()) : tl::unexpected<Error>(file.error());
  if (active) list_.emplace(std::move(*active));
  list_trouble_ = active ? "" : active.error().message;
  return {};
}

GateCondition Scanner::condition(const EntryWriter& writer) const {
  badge::GateFacts facts;
  facts.log_writable = true;  // the write lock is held; a failing append or commit ends the scan
  facts.has_list = list_.has_value();
  if (list_) {
    facts.list_issued = list_->file.manifest.issued_at;
    facts.list_valid_until = list_->file.manifest.valid_until;
  }
  facts.last_entry = writer.state().last_time;
  facts.rehearsal = rehearsal();
  return badge::gate_condition(facts, writer.now());
}

Result<door::Answer> Scanner::ask(const ScanRequest& request, const EntryWriter& writer) {
  door::Question question;
  question.text = request.text;
  question.several = request.several;
  question.presented = request.presented;
  question.direction = request.direction;
  question.zone = gate_.zone();
  question.gate = condition(writer);
  question.now = writer.now();
  const auto presence = [&writer](const badge::BadgeNumber& number) { return writer.state().presence.presence(number); };
  auto answer = door::examine(question, list_ ? &*list_ : nullptr, presence);
  if (answer || !list_) return answer;
  // The list was whole when it was opened and cannot be read now: the gate goes on without one.
  list_trouble_ = answer.error().message;
  list_.reset();
  question.gate = condition(writer);
  return door::examine(question, nullptr, presence);
}

Status Scanner::decide_and_log(const ScanRequest& request, EntryWriter& writer, ScanResult& result) {
  EB_CHECK(follow_list(writer));
  EB_TRY(answer, ask(request, writer));
  result.list = list_ ? list_->file.manifest.sequence : 0;
  if (answer.decision.reason == Reason::clock_rollback && !writer.state().rollback_noted) {
    log::Entry entry;
    entry.kind = log::Kind::clock;
    entry.list = result.list;
    entry.detail = "clock reads " + format_utc(writer.now());
    EB_CHECK(writer.add(std::move(entry)));
  }
  EB_TRY(index, writer.add(entry_of(request, answer, result.list)));
  result.decision = answer.decision;
  result.number = answer.number;
  if (answer.record) {
    result.name = answer.record->name;
    result.organisation = answer.record->organisation;
    result.language = answer.record->language;
    const bool by_eye =
        answer.decision.reason == Reason::id_required && list_->file.manifest.policy.id_mode == badge::IdMode::visual;
    if (by_eye) result.compare = answer.record->id;
  }
  if (answer.decision.reason == Reason::already_inside) result.presence = answer.presence;
  result.detail = detail_of(answer, list_ ? list_->file.manifest.policy.time_zone : "UTC");
  result.time = writer.entry_time();
  result.entry = index;
  result.trouble = list_trouble_;
  return {};
}

ScanResult Scanner::unavailable(const Error& error) const {
  ScanResult result;
  result.decision = {badge::Verdict::deny, Reason::log_unavailable, std::nullopt};
  result.detail = badge::reason_advice(Reason::log_unavailable);
  result.gate = gate_.name();
  result.time = now();
  result.rehearsal = rehearsal();
  result.trouble = error.message;
  return result;
}

ScanResult Scanner::scan(const ScanRequest& request) {
  ScanRequest cut = request;
  cut.text = bounded(request.text);
  ScanResult result;
  result.gate = gate_.name();
  result.rehearsal = rehearsal();
  const auto done = transact([&](EntryWriter& writer) { return decide_and_log(cut, writer, result); });
  wipe(cut.text);  // it holds the badge secret
  return done ? result : unavailable(done.error());
}

Result<GateView> Scanner::view_in(const EntryWriter& writer) {
  GateView view;
  view.now = writer.now();
  view.log = &writer.state();
  view.entries = log_->size();
  EB_TRY(covered, log_->lines().last_checkpoint_size());
  EB_TRY(made, log_->checkpoint_time());
  view.checkpoint_size = covered;
  view.checkpoint_time = made;
  view.list = list_ ? &list_->file.manifest : nullptr;
  view.list_trouble = list_trouble_;
  view.condition = condition(writer);
  return view;
}

Status Scanner::act(const Work& work) {
  return transact([&](EntryWriter& writer) -> Status {
    EB_CHECK(follow_list(writer));
    EB_TRY(view, view_in(writer));
    return work(writer, view);
  });
}

Result<GateView> Scanner::view() {
  GateView out;
  EB_CHECK(act([&](EntryWriter& /*writer*/, const GateView& view) -> Status {
    out = view;
    return {};
  }));
  return out;
}

Status Scanner::visit(std::uint64_t from, const std::function<void(const log::Entry&)>& entry) {
  EB_CHECK(open_logs());
  for (auto index = from; index < log_->size(); ++index) {
    EB_TRY(line, log_->lines().line(index));
    EB_TRY(parsed, log::parse_entry(line));
    entry(parsed);
  }
  return {};
}

Status Scanner::note(log::Kind kind) {
  return act([&](EntryWriter& writer, const GateView& view) -> Status {
    log::Entry entry;
    entry.kind = kind;
    entry.list = view.list != nullptr ? view.list->sequence : 0;
    EB_CHECK(writer.add(std::move(entry)));
    return {};
  });
}

Status Scanner::checkpoint(bool only_when_due) {
  EB_CHECK(open_logs());
  if (only_when_due) {
    EB_TRY(due, log_->checkpoint_due(clock_()));
    if (!due) return {};
  }
  auto made = log_->checkpoint(gate_, clock_());
  if (made) return {};
  log_.reset();
  return tl::unexpected<Error>(made.error());
}

Result<std::string> Scanner::newest_checkpoint() {
  EB_CHECK(open_logs());
  EB_TRY(note, log_->lines().last_checkpoint());
  if (!note) return fail(ErrorCode::not_found, "this gate has signed no checkpoint yet");
  return std::move(*note);
}

}  // namespace eb::scanner
