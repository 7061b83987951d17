// Inside this room only: how many connections there are, and how long each may take. A connection waits (from connect, or from the
// end of a request, to the end of the next one's headers), or is busy (its peer sends a body or takes an answer). What takes too long
// is shut down, and in a crowd that is soon: a real request's headers and body come at once, and so it finds room.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <thread>

namespace eb::web {

class Connections {
 public:
  using Clock = std::chrono::steady_clock;
  struct Limits {
    std::size_t most = 208;                        // a thread each: below TasksMax of packaging/badge-door.service.in
    std::size_t crowd = 104;                       // more than these are a crowd
    std::chrono::milliseconds patience{5000};      // for headers
    std::chrono::milliseconds crowd_patience{50};  // for headers, in a crowd
    std::chrono::milliseconds busy{10000};         // for the body, the answer, or a piece of a stream
    std::chrono::milliseconds crowd_busy{1000};    // the same, in a crowd
    std::size_t bodies = std::size_t{64} << 20;    // bytes of all bodies under way; more than half are a crowd of bodies
  };
  struct Connection {
    int socket = -1;
    Clock::time_point since;  // waiting since, or busy since
    enum class State { waiting, busy, unbounded, shut } state = State::waiting;
    std::size_t body = 0;  // bytes that its body may take
  };

  explicit Connections(Limits limits);
  ~Connections();
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  // The socket is open until remove() returned, so that no number of another connection is ever shut down.
  [[nodiscard]] Connection* add(int socket);
  void remove(Connection* connection);

  // For the one thread that takes connections in. Waits for room; false: it is time to stop.
  [[nodiscard]] bool wait_for_room();
  [[nodiscard]] std::uint64_t added();
  void wait_until_added(std::uint64_t before);  // one more than before, or something went wrong with it
  void stop();

  void waits(Connection* connection);
  void is_busy(Connection* connection);
  void is_unbounded(Connection* connection);  // a handler or a stream's source is at work: not the peer's fault
  // Whether there is memory for such a body. Given back when the connection waits again or ends.
  [[nodiscard]] bool takes_body(Connection* connection, std::size_t bytes);

 private:
  void enter(Connection* connection, Connection::State state);
  void give_back(Connection& connection);
  void look();
  void watch();

  const Limits limits_;
  std::mutex mutex_;
  std::condition_variable changed_;  // stopping_, all_, added_
  bool stopping_ = false;
  std::list<Connection> all_;
  std::uint64_t added_ = 0;
  std::size_t bodies_ = 0;
  std::thread watchdog_;
};

}  // namespace eb::web
