#include "common/web/connections.hpp"

#include <sys/socket.h>

#include <algorithm>

namespace eb::web {

using State = Connections::Connection::State;

Connections::Connections(Limits limits) : limits_(limits), watchdog_([this] { watch(); }) {}

Connections::~Connections() {
  stop();
  watchdog_.join();
}

void Connections::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

Connections::Connection* Connections::add(int socket) {
  Connection* added = nullptr;
  {
    const std::lock_guard lock(mutex_);
    added = &all_.emplace_back(Connection{socket, Clock::now(), State::waiting, 0});
    ++added_;
  }
  changed_.notify_all();
  return added;
}

void Connections::remove(Connection* connection) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const Connection& c) { return &c == connection; });
    if (found == all_.end()) return;
    give_back(*found);
    all_.erase(found);
  }
  changed_.notify_all();
}

bool Connections::wait_for_room() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || all_.size() < limits_.most; });
  return !stopping_;
}

std::uint64_t Connections::added() {
  const std::lock_guard lock(mutex_);
  return added_;
}

void Connections::wait_until_added(std::uint64_t before) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::seconds{1}, [&] { return stopping_ || added_ != before; });
}

void Connections::enter(Connection* connection, State state) {
  const std::lock_guard lock(mutex_);
  if (state == State::waiting) give_back(*connection);
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

bool Connections::takes_body(Connection* connection, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (bytes > limits_.bodies - bodies_) return false;
  bodies_ += bytes;
  connection->body += bytes;
  return true;
}

void Connections::give_back(Connection& connection) {
  bodies_ -= connection.body;
  connection.body = 0;
}

void Connections::look() {
  const auto now = Clock::now();
  const bool crowd = all_.size() > limits_.crowd;
  const bool many_bodies = bodies_ > limits_.bodies / 2;
  for (auto& connection : all_) {
    const bool waiting = connection.state == State::waiting;
    if (!waiting && connection.state != State::busy) continue;
    const bool hurry = crowd || (many_bodies && connection.body > 0);
    const auto patience =
        waiting ? (hurry ? limits_.crowd_patience : limits_.patience) : (hurry ? limits_.crowd_busy : limits_.busy);
    if (now - connection.since <= patience) continue;
    ::shutdown(connection.socket, SHUT_RDWR);
    connection.state = State::shut;
  }
}

void Connections::watch() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    look();
    // Not woken for each connection that comes or goes: in a flood there would be no end of looking.
    const auto next = Clock::now() + std::chrono::milliseconds{all_.size() > limits_.crowd ? 10 : 25};
    while (!stopping_ && changed_.wait_until(lock, next) != std::cv_status::timeout) {
    }
  }
}

}  // namespace eb::web
