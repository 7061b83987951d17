#include "common/web/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace eb::web {
namespace {

bool bind_and_listen(int socket, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;  // a restart need not wait for the old connections' last minute
  return ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
         ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
         ::listen(socket, SOMAXCONN) == 0;
}

// Whoever left while it waited takes no thread: a queue full of them is gone at once.
bool has_left(int socket) {
  char byte = 0;
  const auto count = ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return count == 0 || (count < 0 && errno == ECONNRESET);
}

}  // namespace

Listener::~Listener() {
  stop();
  if (socket_ >= 0) ::close(socket_);
}

Status Listener::open(std::uint16_t port) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (socket_ < 0 || !bind_and_listen(socket_, port) ||
      ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    const auto why = std::generic_category().message(errno);
    return fail(ErrorCode::io, "port " + std::to_string(port) + " on 127.0.0.1 cannot be had (" + why +
                                   "): is the door page running already? Or give another one with --port");
  }
  port_ = ntohs(address.sin_port);
  return {};
}

void Listener::serve(Connections& connections, std::function<void(int socket)> take) {
  connections_ = &connections;
  thread_ = std::thread([this, &connections, take = std::move(take)] { run(connections, take); });
}

void Listener::stop() {
  if (!thread_.joinable()) return;
  connections_->stop();
  ::shutdown(socket_, SHUT_RDWR);  // ends a waiting accept4
  thread_.join();
}

void Listener::run(Connections& connections, const std::function<void(int socket)>& take) const {
  while (connections.wait_for_room()) {
    const int taken = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (taken < 0) {  // out of file descriptors or memory: it may be better in a moment
      if (errno != ECONNABORTED && errno != EINTR) std::this_thread::sleep_for(std::chrono::milliseconds{20});
      continue;
    }
    if (has_left(taken)) {
      ::close(taken);
      continue;
    }
    const auto before = connections.added();
    take(taken);
    connections.wait_until_added(before);  // or else there might be less room than it seems
  }
}

}  // namespace eb::web
