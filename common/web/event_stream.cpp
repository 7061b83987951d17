#include "common/web/event_stream.hpp"

#include <algorithm>

namespace eb::web {
namespace {

constexpr std::chrono::milliseconds look_up{200};  // how soon an end is noticed
constexpr int quiet_looks = 5;                     // a comment each second, so that a dead peer is noticed

}  // namespace

std::string_view EventStream::next(std::size_t most) {
  if (sent_ >= text_.size() && !refill()) return {};
  const auto piece = std::string_view(text_).substr(sent_, most);
  sent_ += piece.size();
  return piece;
}

bool EventStream::refill() {
  sent_ = 0;
  for (int look = 0; look < quiet_looks && !over_; ++look) {
    if (const auto data = events_.next(seen_, look_up)) {
      text_ = "id: " + std::to_string(seen_) + "\ndata: " + *data + "\n\n";
      return true;
    }
  }
  text_ = ":\n\n";
  return !over_;
}

std::shared_ptr<EventStream> EventStreams::open(const Events& events, std::uint64_t seen) {
  const std::lock_guard lock(mutex_);
  if (open_.size() >= most) {
    open_.front()->end();
    open_.pop_front();
  }
  open_.push_back(std::make_shared<EventStream>(events, seen));
  if (over_) open_.back()->end();
  return open_.back();
}

void EventStreams::close(const EventStream* stream) {
  const std::lock_guard lock(mutex_);
  open_.remove_if([&](const auto& one) { return one.get() == stream; });
}

void EventStreams::end_all() {
  const std::lock_guard lock(mutex_);
  over_ = true;
  for (const auto& stream : open_) stream->end();
}

}  // namespace eb::web
