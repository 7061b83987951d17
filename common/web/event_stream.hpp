// Inside this room only: streams of server-sent events (WHATWG HTML §9.2), a bounded number of them.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "common/web/connections.hpp"
#include "common/web/web.hpp"

namespace eb::web {

// One stream's text, piece by piece. Used by its connection's thread alone, but for end().
class EventStream {
 public:
  EventStream(const Events& events, std::uint64_t seen) : events_(events), seen_(seen), text_("retry: 1000\n\n") {}
  // At most `most` bytes of what is to be sent; waits for them. Empty: the stream is over.
  [[nodiscard]] std::string_view next(std::size_t most);
  void end() { over_ = true; }

 private:
  [[nodiscard]] bool refill();
  const Events& events_;
  std::uint64_t seen_;
  std::string text_;
  std::size_t sent_ = 0;
  std::atomic<bool> over_ = false;
};

class EventStreams {
 public:
  static constexpr std::size_t most = 8;
  // A new stream; the oldest one ends when there are `most` already.
  [[nodiscard]] std::shared_ptr<EventStream> open(const Events& events, std::uint64_t seen);
  void close(const EventStream* stream);
  void end_all();  // and whatever is opened after it

 private:
  std::mutex mutex_;
  bool over_ = false;
  std::list<std::shared_ptr<EventStream>> open_;  // oldest first
};

}  // namespace eb::web
