// Inside this room only: what a request must be before its body is read (docs/door-page.md). Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/web/web.hpp"

namespace eb::web {

// A request when its headers are complete. Names of headers in lower case.
struct Head {
  std::string method, path;
  std::multimap<std::string, std::string> headers;
  std::multimap<std::string, std::string> query;
};

struct Refusal {
  Response response;
  std::string allow;  // of 405
};
// The route for it, or the answer that ends it.
struct Ruling {
  const Route* route = nullptr;
  std::optional<Refusal> refusal;
};
[[nodiscard]] Ruling rule(const Head& head, const std::vector<Route>& routes, std::uint16_t port);

using HeaderLine = std::pair<const char*, const char*>;
// On every answer.
[[nodiscard]] const std::vector<HeaderLine>& security_headers();

}  // namespace eb::web
