#include "common/web/rules.hpp"

#include <algorithm>
#include <charconv>

#include "common/base/text.hpp"

namespace eb::web {
namespace {

Refusal refuse(int status, std::string_view sentence, std::string allow = "") {
  return {refusal(status, sentence), std::move(allow)};
}

// The one value of a header; empty when it is absent, nothing when it is there more than once.
std::optional<std::string> only(const Head& head, const std::string& name) {
  const auto [from, to] = head.headers.equal_range(name);
  if (from == to) return "";
  return std::next(from) == to ? std::optional(from->second) : std::nullopt;
}

std::optional<Refusal> check_body(const Head& head, const Route& route) {
  const auto type = only(head, "content-type").value_or("");
  const auto wanted = route.body == Body::json ? "application/json" : "application/octet-stream";
  if (ascii_lower(trim(type.substr(0, type.find(';')))) != wanted) return refuse(415, std::string("send this as ") + wanted);
  const auto transfer = only(head, "transfer-encoding");
  const auto length = only(head, "content-length");
  const bool chunked = transfer && ascii_lower(*transfer) == "chunked";
  if (!transfer || (!transfer->empty() && !chunked)) return refuse(400, "a Transfer-Encoding other than chunked");
  if (chunked && length != "") return refuse(400, "both Content-Length and Transfer-Encoding");
  if (!length) return refuse(400, "more than one Content-Length");
  if (length->empty()) return std::nullopt;  // chunked: counted while it comes
  std::uint64_t bytes = 0;
  const auto [end, error] = std::from_chars(length->data(), length->data() + length->size(), bytes);
  if (error != std::errc{} || end != length->data() + length->size()) return refuse(400, "Content-Length is no number");
  if (bytes > route.max_body) return refuse(413, "that is too much at once");
  return std::nullopt;
}

// A body is read to its end only when somebody wants it.
std::optional<Refusal> check_no_body(const Head& head) {
  const auto length = only(head, "content-length").value_or("?");
  if ((length.empty() || length == "0") && !head.headers.contains("transfer-encoding")) return std::nullopt;
  return refuse(400, "send no body with this");
}

std::optional<Refusal> check_query(const Head& head) {
  for (auto at = head.query.begin(); at != head.query.end(); ++at)
    if (head.query.count(at->first) > 1) return refuse(400, "a part of the address is given twice");
  return std::nullopt;
}

}  // namespace

Response refusal(int status, std::string_view sentence) {
  return {status, "application/json", "{\"error\":" + json_quote(sentence) + "}"};
}

namespace {

std::optional<Refusal> check_origin(const Head& head, std::uint16_t port, bool changes) {
  const auto host = only(head, "host").value_or("");
  const auto end = ":" + std::to_string(port);
  if (host != "127.0.0.1" + end && host != "localhost" + end) return refuse(421, "this is not the address of the door page");
  const auto site = only(head, "sec-fetch-site").value_or("?");
  const bool same_site = site.empty() || site == "same-origin" || (site == "none" && !changes);
  if (!same_site) return refuse(403, "another page may not ask this");
  const auto origin = only(head, "origin").value_or("?");
  const bool same_origin = origin == "http://" + host || (origin.empty() && !changes);
  if (!same_origin) return refuse(403, "another page may not ask this");
  return std::nullopt;
}

}  // namespace

Ruling rule(const Head& head, const std::vector<Route>& routes, std::uint16_t port) {
  const bool changes = head.method != "GET" && head.method != "HEAD";
  if (auto refused = check_origin(head, port, changes)) return {nullptr, std::move(refused)};
  const Route* route = nullptr;
  std::string allow;
  for (const auto& one : routes) {
    if (one.path != head.path) continue;
    allow += std::string(allow.empty() ? "" : ", ") + (one.method == Method::get ? "GET, HEAD" : "POST");
    const bool fits = one.method == Method::get ? !changes : head.method == "POST";
    if (fits) route = &one;
  }
  if (route == nullptr)
    return {nullptr, allow.empty() ? refuse(404, "there is nothing here") : refuse(405, "not in this way", allow)};
  if (auto refused = check_query(head)) return {nullptr, std::move(refused)};
  auto refused = route->method == Method::post ? check_body(head, *route) : check_no_body(head);
  if (refused) return {nullptr, std::move(refused)};
  return {route, std::nullopt};
}

const std::vector<HeaderLine>& security_headers() {
  static const std::vector<HeaderLine> headers{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
       "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(self), fullscreen=(self), microphone=(), geolocation=()"},
      {"Cache-Control", "no-store"}};
  return headers;
}

}  // namespace eb::web
