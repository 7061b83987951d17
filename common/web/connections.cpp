#include "common/web/connections.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <vector>

namespace eb::web {

using State = Connections::Connection::State;

Connections::Connections(Limits limits) : limits_(limits), watchdog_([this] { watch(); }) {}

Connections::~Connections() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_asked_.notify_all();
  watchdog_.join();
}

Connections::Connection* Connections::add(int socket) {
  const std::lock_guard lock(mutex_);
  all_.push_back({socket, Clock::now(), State::waiting});
  return &all_.back();
}

void Connections::remove(Connection* connection) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Connection& c) { return &c == connection; });
  if (found != all_.end()) all_.erase(found);
}

void Connections::enter(Connection* connection, State state) {
  const std::lock_guard lock(mutex_);
  if (connection->state == State::shut) return;
  connection->state = state;
  connection->since = Clock::now();
}

void Connections::waits(Connection* connection) {
  enter(connection, State::waiting);
}

void Connections::is_busy(Connection* connection) {
  enter(connection, State::busy);
}

void Connections::is_unbounded(Connection* connection) {
  enter(connection, State::unbounded);
}

void Connections::shut(Connection* connection) {
  const std::lock_guard lock(mutex_);
  shut_down(*connection);
}

void Connections::shut_down(Connection& connection) {
  if (connection.state != State::shut) ::shutdown(connection.socket, SHUT_RDWR);
  connection.state = State::shut;
}

void Connections::look() {
  const auto now = Clock::now();
  std::vector<Connection*> waiting;
  for (auto& connection : all_) {
    const auto taken = now - connection.since;
    if (connection.state == State::busy && taken > limits_.busy) shut_down(connection);
    if (connection.state != State::waiting) continue;
    if (taken > limits_.patience)
      shut_down(connection);
    else if (taken > limits_.crowd_patience)
      waiting.push_back(&connection);
  }
  if (all_.size() <= limits_.crowd) return;
  const auto too_many = std::min(all_.size() - limits_.crowd, waiting.size());
  std::sort(waiting.begin(), waiting.end(), [](const auto* a, const auto* b) { return a->since < b->since; });
  for (std::size_t i = 0; i < too_many; ++i) shut_down(*waiting[i]);
}

void Connections::watch() {
  std::unique_lock lock(mutex_);
  while (!stop_asked_.wait_for(lock, std::chrono::milliseconds{50}, [this] { return stopping_; })) look();
}

}  // namespace eb::web
