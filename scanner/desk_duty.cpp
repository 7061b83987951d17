// The part of the desk that is about people: who is on duty, and what a supervisor does.
#include <algorithm>

#include "common/base/text.hpp"
#include "scanner/desk.hpp"
#include "scanner/door_acts.hpp"

namespace eb::scanner {
namespace {

Status remember_wrong_pins(Scanner& scanner, std::uint32_t count) {
  return scanner.act([count](EntryWriter& writer, const GateView& /*view*/) {
    return writer.remember(wrong_pins_key, std::to_string(count));
  });
}

}  // namespace

// Who is set up can change while the page is open.
void Desk::read_guards() {
  auto book = GuardBook::read(scanner_.gate().directory());
  state_.guards_trouble = book ? "" : book.error().message;
  state_.guards = book ? book->guards() : std::vector<Guard>{};
  guards_.reset();
  if (book) guards_.emplace(std::move(*book));
}

std::optional<Guard> Desk::on_duty() const {
  return state_.guard;
}

Status Desk::check_duty() {
  if (!guards_) return fail(ErrorCode::not_now, state_.guards_trouble);
  if (!guards_->empty() && !state_.guard)
    return fail(ErrorCode::not_now, "nobody is signed in at this door: sign in with your PIN");
  return {};
}

Status Desk::prove(const std::string& name, std::string_view pin, bool supervisor) {
  read_guards();
  if (!guards_) return fail(ErrorCode::not_now, state_.guards_trouble);
  if (const auto pause = throttle_.wait(steady_()); pause.count() > 0)
    return fail(ErrorCode::try_later, "too many wrong PINs: wait " + std::to_string(pause.count()) + " seconds");
  if (auto proved = guards_->verify(name, pin); !proved) {
    if (proved.error().code != ErrorCode::not_allowed) return proved;
    throttle_.failed(steady_());
    const bool known = guards_->find(name) != nullptr;
    note_trouble(refuse_sign_in(scanner_, known ? std::optional(name) : std::nullopt));
    note_trouble(remember_wrong_pins(scanner_, throttle_.wrong()));
    refresh();
    publish();
    return proved;
  }
  if (throttle_.wrong() != 0) {
    throttle_.passed();
    note_trouble(remember_wrong_pins(scanner_, 0));
  }
  if (supervisor && guards_->find(name)->role != GuardRole::supervisor)
    return fail(ErrorCode::not_allowed, name + " is no supervisor: only a supervisor can do this");
  return {};
}

std::chrono::seconds Desk::pin_wait() {
  const std::lock_guard lock(mutex_);
  return throttle_.wait(steady_());
}

Status Desk::sign_in(const std::string& name, std::string_view pin) {
  const std::lock_guard lock(mutex_);
  EB_CHECK(prove(name, pin, false));
  const bool supervisor = guards_->find(name)->role == GuardRole::supervisor;
  const auto done = scanner::sign_in(scanner_, name, supervisor ? "supervisor" : "guard");
  note_trouble(done);
  refresh();
  publish();
  return done;
}

Status Desk::sign_out() {
  const std::lock_guard lock(mutex_);
  const auto done = scanner::sign_out(scanner_);
  note_trouble(done);
  state_.current.reset();
  refresh();
  publish();
  return done;
}

Status Desk::override_entry(const SupervisorAct& act, std::string_view pin) {
  const std::lock_guard lock(mutex_);
  EB_CHECK(check_duty());
  EB_CHECK(prove(act.name, pin, true));
  EB_TRY(index, scanner::override_entry(scanner_, {act.entry, act.name, act.reason}));
  if (auto* question = question_of(act.entry))
    close(std::find_if(questions_.begin(), questions_.end(), [&](const Question& q) { return &q == question; }));
  show_act(index, act.entry);
  return {};
}

Status Desk::undo(const SupervisorAct& act, std::string_view pin) {
  const std::lock_guard lock(mutex_);
  EB_CHECK(check_duty());
  EB_CHECK(prove(act.name, pin, true));
  EB_TRY(index, scanner::undo_entry(scanner_, {act.entry, act.name, act.reason}));
  show_act(index, act.entry);
  return {};
}

// An act is shown with the name of the person that it is about, where that is still known.
void Desk::show_act(std::uint64_t index, std::uint64_t about) {
  Shown shown;
  const auto named = std::find_if(state_.last.begin(), state_.last.end(),
                                  [&](const Shown& s) { return s.logged && s.entry.index == about; });
  if (named != state_.last.end()) shown = *named;
  shown.compare.reset();
  shown.presence = {};
  note_trouble(scanner_.visit(index, [&](const log::Entry& entry) {
    if (entry.index == index) shown.entry = entry;
  }));
  show(std::move(shown));
}

Status Desk::checkpoint() {
  const std::lock_guard lock(mutex_);
  const auto done = scanner_.checkpoint(false);
  note_trouble(done);
  refresh();
  publish();
  return done;
}

Result<std::string> Desk::newest_checkpoint() {
  const std::lock_guard lock(mutex_);
  return scanner_.newest_checkpoint();
}

void Desk::serial(SerialState state) {
  const std::lock_guard lock(mutex_);
  state_.serial = state;
  publish();
}

}  // namespace eb::scanner
