#include <catch2/catch.hpp>

#include "common/web/rules.hpp"

using namespace eb;
using namespace eb::web;

namespace {

constexpr std::uint16_t port = 8480;

std::vector<Route> routes() {
  const auto none = [](const Request&) { return Response{}; };
  return {{Method::get, "/", Body::none, 0, none},
          {Method::post, "/line", Body::json, 100, none},
          {Method::post, "/frame", Body::octets, 1000, none}};
}

Head post(const std::string& path = "/line") {
  return {"POST",
          path,
          {{"host", "127.0.0.1:8480"},
           {"origin", "http://127.0.0.1:8480"},
           {"content-type", "application/json"},
           {"content-length", "100"}},
          {}};
}

int status(const Head& head) {
  const auto all = routes();
  const auto ruling = rule(head, all, port);
  CHECK((ruling.route == nullptr) == ruling.refusal.has_value());
  return ruling.refusal ? ruling.refusal->response.status : 200;
}

Head with(Head head, const std::string& name, const std::string& value) {
  head.headers.erase(name);
  head.headers.emplace(name, value);
  return head;
}
Head without(Head head, const std::string& name) {
  head.headers.erase(name);
  return head;
}
Head twice(Head head, const std::string& name, const std::string& value) {
  head.headers.emplace(name, value);
  return head;
}

}  // namespace

TEST_CASE("a request of the page itself") {
  CHECK(status(post()) == 200);
  CHECK(status(with(post(), "content-type", "Application/JSON; charset=utf-8")) == 200);
  CHECK(status(without(post(), "content-length")) == 200);  // chunked: counted while it comes
  CHECK(status(with(with(post(), "host", "localhost:8480"), "origin", "http://localhost:8480")) == 200);
  CHECK(status(with(post(), "sec-fetch-site", "same-origin")) == 200);
  CHECK(status({"GET", "/", {{"host", "localhost:8480"}}, {{"a", "1"}}}) == 200);
  CHECK(status({"HEAD", "/", {{"host", "localhost:8480"}, {"sec-fetch-site", "none"}}, {}}) == 200);
}

TEST_CASE("Host: exactly this address and port, once") {
  for (const auto* host : {"", "127.0.0.1", "127.0.0.1:8481", "localhost", "evil.example:8480",
                           "127.0.0.1:8480.evil.example", "LOCALHOST:8480", "[::1]:8480", "127.0.0.1:8480 "})
    CHECK(status(with(post(), "host", host)) == 421);
  CHECK(status(without(post(), "host")) == 421);
  CHECK(status(twice(post(), "host", "127.0.0.1:8480")) == 421);
}

TEST_CASE("Origin: that of the page, and on a POST always") {
  for (const auto* origin : {"null", "http://evil.example", "https://127.0.0.1:8480", "http://127.0.0.1:8480/",
                             "http://localhost:8480", "http://127.0.0.1"})
    CHECK(status(with(post(), "origin", origin)) == 403);
  CHECK(status(without(post(), "origin")) == 403);
  CHECK(status(twice(post(), "origin", "http://127.0.0.1:8480")) == 403);
  CHECK(status({"GET", "/", {{"host", "localhost:8480"}, {"origin", "http://evil.example"}}, {}}) == 403);
}

TEST_CASE("Sec-Fetch-Site: no other site, and none only to look") {
  for (const auto* site : {"cross-site", "same-site", "none", "x"})
    CHECK(status(with(post(), "sec-fetch-site", site)) == 403);
  CHECK(status({"GET", "/", {{"host", "localhost:8480"}, {"sec-fetch-site", "cross-site"}}, {}}) == 403);
}

TEST_CASE("type, size, path, method and query") {
  CHECK(status(with(post(), "content-type", "text/plain")) == 415);
  CHECK(status(with(post("/frame"), "content-type", "application/json")) == 415);
  CHECK(status(without(post(), "content-type")) == 415);
  CHECK(status(twice(post(), "content-type", "application/json")) == 415);
  CHECK(status(with(post(), "content-length", "101")) == 413);
  CHECK(status(with(post(), "content-length", "99999999999999999999999")) == 400);
  CHECK(status(with(post(), "content-length", "-1")) == 400);
  CHECK(status(twice(post(), "content-length", "1")) == 400);
  CHECK(status(with(post(), "transfer-encoding", "chunked")) == 400);  // and a Content-Length
  CHECK(status(with(without(post(), "content-length"), "transfer-encoding", "Chunked")) == 200);
  CHECK(status(with(without(post(), "content-length"), "transfer-encoding", "gzip, chunked")) == 400);
  CHECK(status({"GET", "/", {{"host", "localhost:8480"}, {"content-length", "0"}}, {}}) == 200);
  CHECK(status({"GET", "/", {{"host", "localhost:8480"}, {"content-length", "1"}}, {}}) == 400);
  CHECK(status({"GET", "/", {{"host", "localhost:8480"}, {"transfer-encoding", "chunked"}}, {}}) == 400);
  CHECK(status(post("/nothing")) == 404);
  CHECK(status(post("/")) == 405);
  auto put = post();
  put.method = "PUT";
  CHECK(status(put) == 405);
  const auto all = routes();
  CHECK(rule(put, all, port).refusal->allow == "POST");
  auto asked_twice = post();
  asked_twice.query = {{"width", "1"}, {"width", "2"}};
  CHECK(status(asked_twice) == 400);
}
