// A server with one of each kind of path, and a client that speaks over a real socket.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

#include "common/web/web.hpp"

namespace eb::web_test {

class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval limit{28, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    // Asserts nothing, since clients are made in threads too: what is not connected reads nothing.
    static_cast<void>(::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address));
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(fd_); }

  Client& send(const std::string& text) {
    static_cast<void>(::send(fd_, text.data(), text.size(), MSG_NOSIGNAL));
    return *this;
  }
  [[nodiscard]] int socket() const { return fd_; }
  // Everything until `end` was read, or until the peer closed.
  std::string read(const std::string& end = "") {
    while (end.empty() || got_.find(end) == std::string::npos) {
      char buffer[4096];
      const auto count = ::recv(fd_, buffer, sizeof buffer, 0);
      if (count <= 0) break;
      got_.append(buffer, static_cast<std::size_t>(count));
    }
    return got_;
  }

 private:
  int fd_;
  std::string got_;
};

// A server with one of each, and a state that changes.
struct World {
  std::mutex mutex;
  std::condition_variable changed;
  std::uint64_t version = 1;
  std::atomic<int> handled = 0;
  std::optional<web::Server> server;

  World() {
    web::Options options;
    options.routes = {
        {web::Method::get, "/hello", web::Body::none, 0,
         [this](const web::Request&) {
           ++handled;
           return web::Response{200, "text/plain", "good morning"};
         }},
        {web::Method::post, "/length", web::Body::octets, 200000,
         [this](const web::Request& request) {
           ++handled;
           return web::Response{200, "text/plain", "length " + std::to_string(request.body.size()) + "."};
         }},
        {web::Method::get, "/wrong", web::Body::none, 0,
         [](const web::Request&) -> web::Response { throw std::runtime_error("secret 42"); }},
        {web::Method::get, "/worse", web::Body::none, 0, [](const web::Request&) -> web::Response { throw 42; }},
        {web::Method::post, "/large", web::Body::octets, std::size_t{10} << 20, [](const web::Request&) {
           return web::Response{200, "text/plain", "taken"};
         }}};
    options.events = web::Events{"/events", [this](std::uint64_t& seen, std::chrono::milliseconds patience) {
                                   std::unique_lock lock(mutex);
                                   if (!changed.wait_for(lock, patience, [&] { return version != seen; }))
                                     return std::optional<std::string>();
                                   seen = version;
                                   return std::optional("state " + std::to_string(version));
                                 }};
    auto started = web::Server::start(std::move(options));
    REQUIRE(started);
    server.emplace(std::move(*started));
  }
  void change() {
    const std::lock_guard lock(mutex);
    ++version;
    changed.notify_all();
  }
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(server->port()); }
  [[nodiscard]] std::string get(const std::string& path, const std::string& more = "") const {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + more + "\r\n";
  }
  [[nodiscard]] std::string post(const std::string& more, const std::string& path = "/length") const {
    return "POST " + path + " HTTP/1.1\r\nHost: " + host() + "\r\nOrigin: http://" + host() +
           "\r\nContent-Type: application/octet-stream\r\n" + more + "\r\n";
  }
};

}  // namespace eb::web_test
