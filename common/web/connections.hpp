// Inside this room only: how long each connection may take. A connection waits (from connect, or from the end of a request, to the
// end of the next one's headers), or is busy until a deadline. What stays too long is shut down, and while there are many, the ones
// that have waited longest make room: a real request's headers come at once.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
#include <mutex>
#include <thread>

namespace eb::web {

class Connections {
 public:
  using Clock = std::chrono::steady_clock;
  struct Limits {
    std::size_t crowd = 256;                        // more than these, and the longest waiting make room
    std::chrono::milliseconds patience{5000};       // for headers
    std::chrono::milliseconds crowd_patience{100};  // for headers, in a crowd
    std::chrono::milliseconds busy{10000};          // for the body, the answer, or a piece of a stream
  };
  struct Connection {
    int socket = -1;
    Clock::time_point since;  // waiting since, or busy since
    enum class State { waiting, busy, unbounded, shut } state = State::waiting;
  };

  explicit Connections(Limits limits);
  ~Connections();
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  // The socket is open until remove() returned, so that no number of another connection is ever shut down.
  [[nodiscard]] Connection* add(int socket);
  void remove(Connection* connection);

  void waits(Connection* connection);
  void is_busy(Connection* connection);
  void is_unbounded(Connection* connection);  // a handler or a stream's source is at work: not the peer's fault
  void shut(Connection* connection);

 private:
  void enter(Connection* connection, Connection::State state);
  void shut_down(Connection& connection);
  void look();
  void watch();

  const Limits limits_;
  std::mutex mutex_;
  std::condition_variable stop_asked_;
  bool stopping_ = false;
  std::list<Connection> all_;  // in the order of connecting
  std::thread watchdog_;
};

}  // namespace eb::web
