#include "scanner/desk.hpp"

#include <algorithm>
#include <charconv>

#include "common/base/text.hpp"
#include "scanner/door_acts.hpp"

namespace eb::scanner {
namespace {

using badge::Reason;
using badge::Verdict;

constexpr std::size_t last_shown = 10;
constexpr std::uint64_t looked_back = 200;  // entries read at the start for the last ten
constexpr std::size_t most_questions = 16;
constexpr ShowFilter::Steady question_patience = std::chrono::minutes{10};
constexpr ShowFilter::Steady same_document{2000};
constexpr std::string_view direction_key = "direction";

bool is_shown(log::Kind kind) {
  return kind == log::Kind::scan || kind == log::Kind::confirm || kind == log::Kind::exit || kind == log::Kind::override_ ||
         kind == log::Kind::undo;
}

std::uint32_t to_count(const std::string& text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

std::string clock_trouble(badge::GateCondition condition) {
  return condition == badge::GateCondition::clock_rollback
             ? "the clock is before the newest entry or before the door list was made: set it"
             : "";
}

}  // namespace

Desk::Desk(Scanner scanner, SteadyClock steady) : scanner_(std::move(scanner)), steady_(std::move(steady)) {
  state_.gate = scanner_.gate().name();
  state_.zone = scanner_.gate().zone();
  state_.rehearsal = scanner_.rehearsal();
}

void Desk::start() {
  const std::lock_guard lock(mutex_);
  note_trouble(scanner_.note(log::Kind::start));
  note_trouble(scanner_.act([this](EntryWriter& writer, const GateView& /*view*/) -> Status {
    EB_TRY(direction, writer.recall(direction_key));
    if (direction == "exit") state_.direction = badge::Direction::exit;
    EB_TRY(wrong, writer.recall(wrong_pins_key));
    if (wrong) throttle_.restore(to_count(*wrong), steady_());
    return {};
  }));
  read_guards();
  refresh();
  read_last_entries();
  if (state_.log_trouble.empty()) note_trouble(scanner_.checkpoint(false));
  refresh();
  publish();
}

void Desk::stop() {
  const std::lock_guard lock(mutex_);
  for (auto& question : questions_) wipe(question.text);
  questions_.clear();
  if (scanner_.note(log::Kind::stop)) note_trouble(scanner_.checkpoint(false));
}

void Desk::read_last_entries() {
  const auto from = state_.entries > looked_back ? state_.entries - looked_back : 0;
  note_trouble(scanner_.visit(from, [this](const log::Entry& entry) {
    if (!is_shown(entry.kind)) return;
    Shown shown;
    shown.entry = entry;
    state_.last.push_front(std::move(shown));
    if (state_.last.size() > last_shown) state_.last.pop_back();
  }));
}

void Desk::tick() {
  const std::lock_guard lock(mutex_);
  close_old_questions();
  read_guards();
  if (auto made = scanner_.checkpoint(true); !made) note_trouble(made);
  refresh();
  publish();
}

// A frame that is easy to read does not wait while the one before it is tried in every way.
std::vector<std::string> Desk::read_frame(const image::Luma& frame) {
  auto glance = image::FrameReader::glance(frame);
  std::unique_lock reading(reading_, std::defer_lock);
  if (glance.texts.empty())
    reading.lock();
  else if (!reading.try_lock())
    return std::move(glance.texts);
  return reader_.follow(frame, std::move(glance));
}

Desk::FrameAnswer Desk::frame(const image::Luma& frame) {
  FrameAnswer answer;
  auto codes = read_frame(frame);
  answer.codes = codes.size();
  if (codes.empty()) return answer;
  const std::lock_guard lock(mutex_);
  if (!check_duty()) return answer;
  auto question = filter_.see(std::move(codes), steady_());
  if (!question) return answer;
  answer.scanned = true;
  ask_badge(std::move(question->text), question->several, Source::camera);
  return answer;
}

Status Desk::picture(BytesView file) {
  EB_TRY(scanned, read_picture_file(file));
  const std::lock_guard lock(mutex_);
  EB_CHECK(check_duty());
  ask_badge(std::move(scanned.text), scanned.several, Source::picture);
  return {};
}

Status Desk::line(std::string text, Source source) {
  const std::lock_guard lock(mutex_);
  EB_CHECK(check_duty());
  if (auto zone = sorter_.broken_off(text)) {
    if (auto* question = current_question()) EB_CHECK(answer(*question, {false, std::move(*zone)}, source));
  }
  auto* question = current_question();
  auto sorted = sorter_.sort(std::move(text), question != nullptr);
  switch (sorted.meaning) {
    case LineSorter::Meaning::nothing: return {};
    case LineSorter::Meaning::stray_document:
      return fail(ErrorCode::not_now, "no badge waits for a document: scan the badge first");
    case LineSorter::Meaning::document: return answer(*question, {false, std::move(sorted.text)}, source);
    case LineSorter::Meaning::badge: break;
  }
  if (auto fresh = filter_.see({sorted.text}, steady_())) ask_badge(std::move(fresh->text), false, source);
  wipe(sorted.text);
  return {};
}

// A badge that is shown again while its document is asked for is the same question, not another scan.
void Desk::ask_badge(std::string text, bool several, Source source) {
  const auto open = std::find_if(questions_.begin(), questions_.end(), [&](const Question& q) {
    return !several && state_.direction == badge::Direction::entry && q.text == text && q.last != Reason::id_mismatch;
  });
  if (open != questions_.end()) {
    const auto asked = open->entries.back();
    const auto shown = std::find_if(state_.last.begin(), state_.last.end(),
                                    [&](const Shown& s) { return s.logged && s.entry.index == asked; });
    if (shown != state_.last.end()) {
      state_.current = *shown;
      wipe(text);
      return publish();
    }
  }
  ScanRequest request;
  request.text = std::move(text);
  request.several = several;
  request.direction = state_.direction;
  ask(std::move(request), source);
}

void Desk::ask(ScanRequest request, Source source) {
  if (const auto guard = on_duty()) request.guard = guard->name;
  const auto result = scanner_.scan(request);
  state_.log_trouble = result.entry ? "" : result.trouble;
  follow_question(request, result);
  show(shown_from(request, result, source));
  wipe(request.text);
  wipe(request.presented.text);
}

void Desk::follow_question(const ScanRequest& request, const ScanResult& result) {
  if (!result.entry || request.several) return;  // nothing was logged: the question stays as it was
  const auto open =
      std::find_if(questions_.begin(), questions_.end(), [&](const Question& q) { return q.text == request.text; });
  const bool waits = waits_for_document(result.decision.reason);
  if (request.confirms && waits && open != questions_.end()) {
    open->entries.push_back(*result.entry);
    open->last = result.decision.reason;
    return;
  }
  if (open != questions_.end()) close(open);
  if (!waits) return;
  if (questions_.size() >= most_questions) close(questions_.begin());
  questions_.push_back({request.text, {*result.entry}, result.decision.reason, steady_(), {}, {}});
}

Status Desk::answer(Question& question, badge::PresentedId presented, Source source) {
  const auto document =
      crypto::sha256(as_bytes(presented.seen ? std::string_view("seen") : std::string_view(presented.text)));
  const bool again = document == question.answered && steady_() - question.answered_at < same_document;
  if (again) return {};
  question.answered = document;
  question.answered_at = steady_();
  ScanRequest request;
  request.text = question.text;
  request.presented = std::move(presented);
  request.confirms = question.entries.front();
  ask(std::move(request), source);
  return {};
}

Status Desk::document(std::uint64_t entry, badge::PresentedId presented) {
  const std::lock_guard lock(mutex_);
  EB_CHECK(check_duty());
  if (auto* question = question_of(entry)) return answer(*question, std::move(presented), Source::line);
  if (was_answered(entry)) return {};  // the second half of a double click
  return fail(ErrorCode::not_now, "this badge does not wait for a document any more: scan it again");
}

bool Desk::was_answered(std::uint64_t entry) const {
  const auto named = std::find_if(state_.last.begin(), state_.last.end(),
                                  [&](const Shown& shown) { return shown.logged && shown.entry.index == entry; });
  const auto first = named == state_.last.end() ? entry : named->entry.ref.value_or(entry);
  return std::any_of(state_.last.begin(), state_.last.end(), [&](const Shown& shown) {
    return shown.entry.kind == log::Kind::confirm && shown.entry.verdict == Verdict::admit && shown.entry.ref == first;
  });
}

void Desk::dismiss() {
  const std::lock_guard lock(mutex_);
  if (auto* question = current_question()) {
    const auto at = std::find_if(questions_.begin(), questions_.end(), [&](const Question& q) { return &q == question; });
    close(at);
  }
  state_.current.reset();
  publish();
}

Status Desk::direction(badge::Direction direction) {
  const std::lock_guard lock(mutex_);
  EB_CHECK(check_duty());
  const auto done = scanner_.act([&](EntryWriter& writer, const GateView& /*view*/) {
    return writer.remember(direction_key, direction == badge::Direction::exit ? "exit" : "entry");
  });
  note_trouble(done);
  EB_CHECK(done);
  state_.direction = direction;
  state_.current.reset();
  filter_.forget();
  publish();
  return {};
}

Desk::Question* Desk::question_of(std::uint64_t entry) {
  const auto found = std::find_if(questions_.begin(), questions_.end(), [&](const Question& q) {
    return std::find(q.entries.begin(), q.entries.end(), entry) != q.entries.end();
  });
  return found == questions_.end() ? nullptr : &*found;
}

Desk::Question* Desk::current_question() {
  return state_.current && state_.current->logged ? question_of(state_.current->entry.index) : nullptr;
}

void Desk::close(const Questions::iterator& question) {
  wipe(question->text);
  questions_.erase(question);
}

void Desk::close_old_questions() {
  while (!questions_.empty() && steady_() - questions_.front().asked > question_patience) close(questions_.begin());
}

void Desk::show(Shown shown) {
  state_.current = shown;
  state_.last.push_front(std::move(shown));
  if (state_.last.size() > last_shown) state_.last.pop_back();
  refresh();
  publish();
}

void Desk::note_trouble(const Status& done) {
  state_.log_trouble = done ? "" : done.error().message;
}

// What follows from log and list; troubles of the log that a write showed stay until a write succeeds.
void Desk::refresh() {
  const auto view = scanner_.view();
  if (!view) return note_trouble(tl::unexpected<Error>(view.error()));
  state_.now = view->now;  // for what depends on the day; the page's clock is with_version()'s
  state_.inside = view->log->presence.inside_count();
  state_.entries = view->entries;
  state_.checkpoint_size = view->checkpoint_size;
  state_.checkpoint_time = view->checkpoint_time;
  if (!view->list || !state_.list || state_.list->sequence != view->list->sequence)
    state_.list = view->list ? std::optional(*view->list) : std::nullopt;
  state_.list_trouble = view->list_trouble;
  if (view->condition == badge::GateCondition::list_expired)
    state_.list_trouble = "the door list is out of date: load a new one";
  state_.clock_trouble = clock_trouble(view->condition);
  const auto* guard = guards_ && view->log->on_duty ? guards_->find(*view->log->on_duty) : nullptr;
  state_.guard = guard != nullptr ? std::optional(*guard) : std::nullopt;
  if (state_.current) judge(*state_.current, *view);
  for (auto& shown : state_.last) judge(shown, *view);
}

// What may still be done about it.
void Desk::judge(Shown& shown, const GateView& view) {
  if (!shown.logged) return;
  const auto* question = question_of(shown.entry.index);
  const auto counts = view.log->presence.counts(shown.entry.index);
  shown.open = question != nullptr && question->entries.back() == shown.entry.index;
  shown.overridable = is_overridable(shown.entry, view);
  shown.undoable = counts.value_or(false);
  shown.undone = !counts.value_or(true);
}

void Desk::publish() {
  auto json = desk_json(state_);
  if (json == told_) return;
  told_ = std::move(json);
  ++version_;
  changed_.notify_all();
}

std::string Desk::state_json() {
  const std::lock_guard lock(mutex_);
  return with_version(told_, version_, scanner_.now());
}

std::optional<std::string> Desk::wait(std::uint64_t& seen, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, patience, [&] { return version_ != seen; })) return std::nullopt;
  seen = version_;
  return with_version(told_, version_, scanner_.now());
}

}  // namespace eb::scanner
