// Inside this room only: the listening socket and the thread that takes connections from it. libmicrohttpd (0.9.75) with a thread a
// connection would take one too many and close it at once; here it waits in the kernel's queue until there is room, first come first
// served.
#pragma once

#include <cstdint>
#include <functional>
#include <thread>

#include "common/base/error.hpp"
#include "common/web/connections.hpp"

namespace eb::web {

class Listener {
 public:
  Listener() = default;
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] Status open(std::uint16_t port);  // on 127.0.0.1; io: the port cannot be had
  [[nodiscard]] std::uint16_t port() const { return port_; }
  // `take` owns the socket, and sees to it that it is added to the connections.
  void serve(Connections& connections, std::function<void(int socket)> take);
  void stop();  // no `take` after that

 private:
  void run(Connections& connections, const std::function<void(int socket)>& take) const;
  int socket_ = -1;
  std::uint16_t port_ = 0;
  Connections* connections_ = nullptr;
  std::thread thread_;
};

}  // namespace eb::web
