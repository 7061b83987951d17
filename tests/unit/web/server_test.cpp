// The server over real sockets: what it answers, streams, and connections that take too long. flood_test.cpp floods it.
#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <thread>
#include <vector>

#include "common/web/connections.hpp"
#include "tests/unit/web/world.hpp"

using namespace eb;
using namespace eb::web_test;
using namespace std::chrono_literals;

TEST_CASE("answers carry the security headers, refusals too, and an exception tells nothing") {
  World world;
  for (const auto* path : {"/hello", "/nothing", "/wrong"}) {
    const auto got = Client(world.server->port()).send(world.get(path, "Connection: close\r\n")).read();
    CHECK(got.find("Content-Security-Policy: default-src 'none'; script-src 'self';") != std::string::npos);
    CHECK(got.find("X-Content-Type-Options: nosniff") != std::string::npos);
    CHECK(got.find("Cache-Control: no-store") != std::string::npos);
    CHECK(got.find("secret") == std::string::npos);
  }
  for (const auto* path : {"/wrong", "/worse"})
    CHECK(Client(world.server->port()).send(world.get(path)).read("}").starts_with("HTTP/1.1 500"));
}

TEST_CASE("what a request must be, over a socket") {
  World world;
  const auto answer = [&](const std::string& request) { return Client(world.server->port()).send(request).read("}"); };
  CHECK(answer("GET /hello HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 421"));
  CHECK(answer(world.get("/hello", "Host: " + world.host() + "\r\n")).starts_with("HTTP/1.1 421"));
  CHECK(answer(world.get("/hello", "Sec-Fetch-Site: cross-site\r\n")).starts_with("HTTP/1.1 403"));
  CHECK(answer(world.get("/hello?a=1&%61=2")).starts_with("HTTP/1.1 400"));
  CHECK(answer(world.get("/hello", "Content-Length: 5\r\n") + "hello").starts_with("HTTP/1.1 400"));
  CHECK(answer(world.get("/hello", "X: " + std::string(20000, 'x') + "\r\n")).starts_with("HTTP/1.1 431"));
  CHECK(answer(world.get("/length")).find("\r\nAllow: POST\r\n") != std::string::npos);
  CHECK(answer(world.post("", "/events")).find("\r\nAllow: GET, HEAD\r\n") != std::string::npos);
  CHECK(answer(world.post("", "/events")).starts_with("HTTP/1.1 405"));
  CHECK(world.handled == 0);
  for (const auto* path : {"/hello", "/events"}) {
    const auto head = "HEAD" + world.get(path, "Connection: close\r\n").substr(3);
    const auto got = Client(world.server->port()).send(head).read();
    CHECK(got.starts_with("HTTP/1.1 200"));
    CHECK(got.ends_with("\r\n\r\n"));
  }
}

TEST_CASE("half-closed sockets, one request after another, garbage among them") {
  World world;
  Client half(world.server->port());
  half.send(world.get("/hello", "Connection: close\r\n"));
  ::shutdown(half.socket(), SHUT_WR);
  CHECK(half.read().find("good morning") != std::string::npos);
  Client never(world.server->port());
  ::shutdown(never.socket(), SHUT_WR);
  CHECK(never.read().empty());
  Client many(world.server->port());
  const auto got = many.send(world.get("/hello") + world.get("/hello") + "\x01\x02 \r\n\r\n" + world.get("/hello")).read();
  const auto first = got.find("good morning");
  REQUIRE(first != std::string::npos);
  const auto second = got.find("good morning", first + 1);
  REQUIRE(second != std::string::npos);
  CHECK(got.find("good morning", second + 1) == std::string::npos);
  CHECK(world.handled == 3);
}

TEST_CASE("100 MB are refused while they come") {
  World world;
  Client client(world.server->port());
  client.send(world.post("Content-Length: 104857600\r\n"));
  const std::string piece(65536, 'x');
  std::size_t sent = 0;
  while (sent < (std::size_t{100} << 20)) {
    const auto count = ::send(client.socket(), piece.data(), piece.size(), MSG_NOSIGNAL);
    if (count <= 0) break;
    sent += static_cast<std::size_t>(count);
  }
  CHECK(sent < (std::size_t{50} << 20));
  CHECK(client.read().starts_with("HTTP/1.1 413"));
  CHECK(world.handled == 0);
}

TEST_CASE("all bodies together take a bounded memory, and slow ones make room") {
  World world;
  const auto head = world.post("Content-Length: 10485760\r\nConnection: close\r\nExpect: 100-continue\r\n", "/large");
  std::vector<std::unique_ptr<Client>> slow;
  bool refused = false;
  for (int i = 0; i < 50 && !refused; ++i) {  // six of them, unless this machine is so slow that the first one has to go
    slow.push_back(std::make_unique<Client>(world.server->port()));
    refused = slow.back()->send(head).read("\r\n\r\n").starts_with("HTTP/1.1 507");
  }
  CHECK(refused);
  const auto whole =
      world.post("Content-Length: 10485760\r\nConnection: close\r\n", "/large") + std::string(std::size_t{10} << 20, 'x');
  bool taken = false;
  for (int i = 0; i < 100 && !taken; ++i) {
    taken = Client(world.server->port()).send(whole).read().find("\r\n\r\ntaken") != std::string::npos;
    if (!taken) std::this_thread::sleep_for(100ms);
  }
  CHECK(taken);
}

TEST_CASE("the memory of a body is given back when its request or its connection ends") {
  web::Connections connections({9, 9, 3600s, 3600s, 3600s, 3600s, 100});
  auto* one = connections.add(-1);
  auto* other = connections.add(-1);
  CHECK(connections.takes_body(one, 60));
  CHECK_FALSE(connections.takes_body(other, 41));
  CHECK(connections.takes_body(other, 40));
  connections.waits(one);
  CHECK(connections.takes_body(other, 60));
  connections.remove(other);
  CHECK_FALSE(connections.takes_body(one, 101));
  CHECK(connections.takes_body(one, 100));
  connections.remove(one);
}

TEST_CASE("a second server on the port is told so; the first one ends its streams and leaves the port") {
  World world;
  const auto port = world.server->port();
  web::Options options;
  options.port = port;
  const auto second = web::Server::start(options);
  REQUIRE(!second);
  CHECK(second.error().code == ErrorCode::io);
  Client stream(port);
  stream.send(world.get("/events")).read("state 1");
  const auto before = std::chrono::steady_clock::now();
  world.server.reset();
  CHECK(std::chrono::steady_clock::now() - before < 5s);
  CHECK(web::Server::start(options));
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

TEST_CASE("who waits too long is shut down, and sooner in a crowd") {
  int pair[4];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair + 2) == 0);
  const auto is_shut = [](int peer) {
    char byte = 0;
    return ::recv(peer, &byte, 1, 0) == 0;
  };
  {
    web::Connections connections({9, 1, 3600s, 10ms, 3600s, 3600s, 0});
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
    web::Connections connections({9, 9, 3600s, 3600s, 10ms, 3600s, 0});
    auto* slow = connections.add(pair[2]);
    connections.is_busy(slow);
    CHECK(is_shut(pair[3]));
    connections.is_unbounded(slow);
    connections.remove(slow);
  }
  for (const int fd : pair) ::close(fd);
}
