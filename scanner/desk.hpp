// The door as its guard sees it: what was read, what is on show, who is on duty, which questions are open. One desk for all
// sources (camera, reader, typing, pictures) and for every browser that looks at it; safe to use from several threads.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/image/frame_reader.hpp"
#include "scanner/desk_state.hpp"
#include "scanner/guards.hpp"
#include "scanner/input.hpp"
#include "scanner/pin_throttle.hpp"
#include "scanner/scan.hpp"
#include "scanner/show_filter.hpp"

namespace eb::scanner {

class Desk {
 public:
  using SteadyClock = std::function<ShowFilter::Steady()>;
  Desk(Scanner scanner, SteadyClock steady);

  // Logs the start, and takes up where the log says that the last run ended. A log that cannot be written is told in the state,
  // and every scan is denied until it can be.
  void start();
  void stop();  // logs the stop and signs a checkpoint
  void tick();  // once a second: what other processes did, checkpoints that are due, questions that are too old

  struct FrameAnswer {
    std::size_t codes = 0;
    bool scanned = false;  // something was decided
  };
  [[nodiscard]] FrameAnswer frame(const image::Luma& frame);
  // no_code, malformed, too_large as image::decode_image. not_now here and below: nobody is signed in.
  [[nodiscard]] Status picture(BytesView file);
  [[nodiscard]] Status line(std::string text, Source source);

  // The second step. not_now: that question is not open any more.
  [[nodiscard]] Status document(std::uint64_t entry, badge::PresentedId presented);
  void dismiss();
  [[nodiscard]] Status direction(badge::Direction direction);

  // not_allowed: wrong name or PIN, or not a supervisor; try_later: too many wrong ones, pin_wait() says how long.
  [[nodiscard]] Status sign_in(const std::string& name, std::string_view pin);
  [[nodiscard]] Status sign_out();
  struct SupervisorAct {
    std::uint64_t entry = 0;
    std::string name, reason;
  };
  [[nodiscard]] Status override_entry(const SupervisorAct& act, std::string_view pin);
  [[nodiscard]] Status undo(const SupervisorAct& act, std::string_view pin);
  [[nodiscard]] std::chrono::seconds pin_wait();

  [[nodiscard]] Status checkpoint();
  [[nodiscard]] Result<std::string> newest_checkpoint();
  void serial(SerialState state);

  [[nodiscard]] std::string state_json();
  // The state once its version is not `seen`, or nothing after `patience`.
  [[nodiscard]] std::optional<std::string> wait(std::uint64_t& seen, std::chrono::milliseconds patience);
  [[nodiscard]] const Gate& gate() const { return scanner_.gate(); }

 private:
  struct Question {
    std::string text;                    // of the badge
    std::vector<std::uint64_t> entries;  // the first asked; those after it answered with id_misread or id_mismatch
    badge::Reason last{};
    ShowFilter::Steady asked{};
    Sha256 answered;  // the document given last, by hash
    ShowFilter::Steady answered_at{};
  };
  using Questions = std::deque<Question>;

  // All below are called with mutex_ held.
  [[nodiscard]] Status check_duty();
  void ask(ScanRequest request, Source source);
  void ask_badge(std::string text, bool several, Source source);
  [[nodiscard]] Status answer(Question& question, badge::PresentedId presented, Source source);
  [[nodiscard]] Question* question_of(std::uint64_t entry);
  [[nodiscard]] Question* current_question();
  [[nodiscard]] bool was_answered(std::uint64_t entry) const;
  void follow_question(const ScanRequest& request, const ScanResult& result);
  void close(const Questions::iterator& question);
  void close_old_questions();
  void show(Shown shown);
  void show_act(std::uint64_t index, std::uint64_t about);
  void read_last_entries();
  void read_guards();
  [[nodiscard]] Status prove(const std::string& name, std::string_view pin, bool supervisor);
  [[nodiscard]] std::optional<Guard> on_duty() const;
  void note_trouble(const Status& done);
  void refresh();
  void judge(Shown& shown, const GateView& view);
  void publish();

  std::mutex mutex_;
  std::condition_variable changed_;
  Scanner scanner_;
  SteadyClock steady_;
  ShowFilter filter_;
  LineSorter sorter_;
  PinThrottle throttle_;
  std::optional<GuardBook> guards_;  // none: damaged, and nobody can sign in
  Questions questions_;
  DeskState state_;
  std::string told_;  // state_ as JSON without version and clock
  std::uint64_t version_ = 1;

  [[nodiscard]] std::vector<std::string> read_frame(const image::Luma& frame);
  std::mutex reading_;  // one hard frame at a time
  image::FrameReader reader_;
};

}  // namespace eb::scanner
