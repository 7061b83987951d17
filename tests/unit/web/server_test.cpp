// The server over real sockets: what it answers, streams, and connections that take too long. tests/e2e/door_service.py floods it.
#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "common/web/connections.hpp"
#include "common/web/web.hpp"

using namespace eb;
using namespace std::chrono_literals;

namespace {

class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval limit{20, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    REQUIRE(::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(fd_); }

  Client& send(const std::string& text) {
    static_cast<void>(::send(fd_, text.data(), text.size(), MSG_NOSIGNAL));
    return *this;
  }
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
    options.routes = {{web::Method::get, "/hello", web::Body::none, 0,
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
                       [](const web::Request&) -> web::Response { throw std::runtime_error("secret 42"); }}};
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
  [[nodiscard]] std::string post(const std::string& more) const {
    return "POST /length HTTP/1.1\r\nHost: " + host() + "\r\nOrigin: http://" + host() +
           "\r\nContent-Type: application/octet-stream\r\n" + more + "\r\n";
  }
};

}  // namespace

TEST_CASE("answers carry the security headers, refusals too, and an exception tells nothing") {
  World world;
  for (const auto* path : {"/hello", "/nothing", "/wrong"}) {
    const auto got = Client(world.server->port()).send(world.get(path, "Connection: close\r\n")).read();
    CHECK(got.find("Content-Security-Policy: default-src 'none'; script-src 'self';") != std::string::npos);
    CHECK(got.find("X-Content-Type-Options: nosniff") != std::string::npos);
    CHECK(got.find("Cache-Control: no-store") != std::string::npos);
    CHECK(got.find("secret") == std::string::npos);
  }
  CHECK(Client(world.server->port()).send(world.get("/wrong")).read("}").starts_with("HTTP/1.1 500"));
}

TEST_CASE("bodies: announced, in chunks, too long, too long in chunks") {
  World world;
  const auto port = world.server->port();
  CHECK(Client(port)
            .send(world.post("Content-Length: 100000\r\n") + std::string(100000, 'x'))
            .read("length 100000.")
            .find("length 100000.") != std::string::npos);
  CHECK(Client(port)
            .send(world.post("Transfer-Encoding: chunked\r\n") + "5\r\nhello\r\n0\r\n\r\n")
            .read("length 5.")
            .find("length 5.") != std::string::npos);
  CHECK(Client(port).send(world.post("Content-Length: 200001\r\n")).read("}").starts_with("HTTP/1.1 413"));
  const auto before = world.handled.load();
  Client endless(port);
  endless.send(world.post("Transfer-Encoding: chunked\r\n"));
  for (int i = 0; i < 10; ++i) endless.send("10000\r\n" + std::string(65536, 'x') + "\r\n");
  CHECK(endless.read().find("200") == std::string::npos);  // closed without a word
  CHECK(world.handled == before);
  CHECK(Client(port).send("GARBAGE\r\n\r\n").read().find("200") == std::string::npos);
  CHECK(Client(port).send(world.get("/hello")).read("morning").find("good morning") != std::string::npos);
}

TEST_CASE("a stream tells each change once, goes on where it was, and is one of eight") {
  World world;
  const auto port = world.server->port();
  Client first(port);
  const auto opened = first.send(world.get("/events")).read("state 1\n\n");
  CHECK(opened.find("Content-Type: text/event-stream") != std::string::npos);
  CHECK(opened.find("id: 1\ndata: state 1\n\n") != std::string::npos);
  world.change();
  CHECK(first.read("state 2\n\n").find("id: 2\ndata: state 2\n\n") != std::string::npos);
  Client again(port);
  CHECK(again.send(world.get("/events", "Last-Event-ID: 2\r\n")).read(":\n\n").find("state") == std::string::npos);
  std::vector<std::unique_ptr<Client>> more;
  for (int i = 0; i < 7; ++i) {
    more.push_back(std::make_unique<Client>(port));
    more.back()->send(world.get("/events")).read("state 2\n\n");
  }
  CHECK(first.read().find("\r\n0\r\n") != std::string::npos);  // ended in order
  CHECK(Client(port).send("GET /events HTTP/1.1\r\nHost: evil.example\r\n\r\n").read("}").starts_with("HTTP/1.1 421"));
  world.server.reset();  // ends the others
  CHECK(more.back()->read().size() > 0);
}

TEST_CASE("who waits too long is shut down, and in a crowd the one who waited longest makes room") {
  int pair[4];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair + 2) == 0);
  const auto is_shut = [](int peer) {
    char byte = 0;
    return ::recv(peer, &byte, 1, 0) == 0;
  };
  {
    web::Connections connections({1, 3600s, 10ms, 3600s});
    auto* waiting = connections.add(pair[0]);
    auto* busy = connections.add(pair[2]);
    connections.is_busy(busy);
    CHECK(is_shut(pair[1]));
    char byte = 0;
    CHECK(::recv(pair[3], &byte, 1, MSG_DONTWAIT) == -1);
    connections.remove(waiting);
    connections.remove(busy);
  }
  {
    web::Connections connections({100, 3600s, 3600s, 10ms});
    auto* slow = connections.add(pair[2]);
    connections.is_busy(slow);
    CHECK(is_shut(pair[3]));
    connections.is_unbounded(slow);
    connections.remove(slow);
  }
  for (const int fd : pair) ::close(fd);
}
