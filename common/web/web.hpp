// A small HTTP server on loopback, over libmicrohttpd. What docs/door-page.md demands of every request (Host, Origin,
// Sec-Fetch-Site, Content-Type, method, size) is refused here, before a handler sees it, and every answer carries the headers
// listed there. Connections, their headers, bodies and idle time are bounded; event streams cannot use them up.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"

namespace eb::web {

enum class Method { get, post };         // HEAD is answered as GET without a body
enum class Body { none, json, octets };  // what a POST carries; none: GET

struct Request {
  std::map<std::string, std::string> query;  // decoded; a name given twice is refused before
  Bytes body;                                // wiped after the handler returned
};
struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
};
using Handler = std::function<Response(const Request&)>;  // called from several threads at once

struct Route {
  Method method = Method::get;
  std::string path;  // exact, begins with '/'
  Body body = Body::none;
  std::size_t max_body = 0;  // bytes
  Handler handler;
};

// What an event stream sends. Called from several threads.
struct Events {
  std::string path;
  // The newest data (one line, UTF-8) once its version is not `seen`, or nothing after `patience`. Sets `seen`.
  std::function<std::optional<std::string>(std::uint64_t& seen, std::chrono::milliseconds patience)> next;
};

struct Options {
  std::uint16_t port = 0;  // 0: any free one
  std::vector<Route> routes;
  std::optional<Events> events;
};

class Server {
 public:
  // io: the port cannot be had. Serves until destruction.
  [[nodiscard]] static Result<Server> start(Options options);
  [[nodiscard]] std::uint16_t port() const;
  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) = delete;

  struct Impl;

 private:
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// {"error": sentence}
[[nodiscard]] Response refusal(int status, std::string_view sentence);

}  // namespace eb::web
