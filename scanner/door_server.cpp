#include "scanner/door_server.hpp"

#include <charconv>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/image/qr_image.hpp"
#include "common/os/files.hpp"
#include "scanner/page_files.hpp"
#include "scanner/preflight.hpp"

namespace eb::scanner {
namespace {

using nlohmann::json;
using web::Request;
using web::Response;

constexpr std::size_t small_body = 8192;
constexpr int max_frame_side = 1920;
constexpr std::size_t max_frame = std::size_t{max_frame_side} * max_frame_side;
constexpr std::size_t max_picture = std::size_t{10} << 20;

int status_for(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_allowed: return 403;
    case ErrorCode::not_found: return 404;
    case ErrorCode::not_now: return 409;
    case ErrorCode::try_later: return 429;
    case ErrorCode::io:
    case ErrorCode::storage:
    case ErrorCode::integrity:
    case ErrorCode::rollback:
    case ErrorCode::crypto: return 503;
    default: return 400;
  }
}

Response refused(Desk& desk, const Error& error) {
  if (error.code != ErrorCode::try_later) return web::refusal(status_for(error.code), error.message);
  return {429, "application/json", json{{"error", error.message}, {"retry_after", desk.pin_wait().count()}}.dump()};
}

Response state_or(Desk& desk, const Status& done) {
  return done ? Response{200, "application/json", desk.state_json()} : refused(desk, done.error());
}

Result<json> object_of(const Request& request) {
  auto parsed = json::parse(as_text(request.body), nullptr, false);
  if (parsed.is_object()) return parsed;
  return fail(ErrorCode::malformed, "the request is no JSON object");
}

Result<std::string> text_in(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return fail(ErrorCode::malformed, std::string("give \"") + key + "\"");
  return found->get<std::string>();
}

Result<std::uint64_t> entry_in(const json& object) {
  const auto found = object.find("entry");
  if (found == object.end() || !found->is_number_unsigned()) return fail(ErrorCode::malformed, "give \"entry\"");
  return found->get<std::uint64_t>();
}

std::optional<int> side_in(const Request& request, const char* key) {
  const auto found = request.query.find(key);
  if (found == request.query.end()) return std::nullopt;
  const auto& text = found->second;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && value > 0 && value <= max_frame_side ? std::optional(value) : std::nullopt;
}

Response frame(Desk& desk, const Request& request) {
  const auto width = side_in(request, "width");
  const auto height = side_in(request, "height");
  if (!width || !height || request.body.size() != static_cast<std::size_t>(*width) * static_cast<std::size_t>(*height))
    return web::refusal(400, "give width and height of the frame, and width x height bytes of luminance");
  const auto answer = desk.frame({*width, *height, request.body});
  std::string body = "{\"codes\":" + std::to_string(answer.codes) + ",\"scanned\":" + (answer.scanned ? "true" : "false");
  return {200, "application/json", body + ",\"state\":" + (answer.scanned ? desk.state_json() : "null") + "}"};
}

Status line(Desk& desk, const Request& request) {
  EB_TRY(object, object_of(request));
  EB_TRY(text, text_in(object, "text"));
  return desk.line(std::move(text), Source::line);
}

Status document(Desk& desk, const Request& request) {
  EB_TRY(object, object_of(request));
  EB_TRY(entry, entry_in(object));
  const auto seen = object.find("seen");
  if (seen != object.end() && seen->is_boolean() && seen->get<bool>()) return desk.document(entry, {true, ""});
  EB_TRY(text, text_in(object, "text"));
  return desk.document(entry, {false, std::move(text)});
}

Status direction(Desk& desk, const Request& request) {
  EB_TRY(object, object_of(request));
  const auto exit = object.find("exit");
  if (exit == object.end() || !exit->is_boolean()) return fail(ErrorCode::malformed, "give \"exit\", true or false");
  return desk.direction(exit->get<bool>() ? badge::Direction::exit : badge::Direction::entry);
}

Status sign_in(Desk& desk, const Request& request) {
  EB_TRY(object, object_of(request));
  EB_TRY(name, text_in(object, "name"));
  EB_TRY(pin, text_in(object, "pin"));
  const auto done = desk.sign_in(name, pin);
  wipe(pin);
  return done;
}

Status supervisor_act(Desk& desk, const Request& request,
                      Status (Desk::*work)(const Desk::SupervisorAct&, std::string_view)) {
  EB_TRY(object, object_of(request));
  EB_TRY(entry, entry_in(object));
  EB_TRY(name, text_in(object, "name"));
  EB_TRY(pin, text_in(object, "pin"));
  EB_TRY(reason, text_in(object, "reason"));
  const auto done = (desk.*work)({entry, std::move(name), std::move(reason)}, pin);
  wipe(pin);
  return done;
}

Response preflight_now(Desk& desk) {
  const auto checks = preflight(desk.gate(), {os::now(), std::nullopt});
  return checks ? Response{200, "application/json", preflight_json(*checks)} : refused(desk, checks.error());
}

// A picture of the newest checkpoint, to be photographed. Signs none.
Response checkpoint_picture(Desk& desk) {
  const auto note = desk.newest_checkpoint();
  if (!note) return refused(desk, note.error());
  const auto symbol = image::make_text_symbol(*note);
  return symbol ? Response{200, "image/svg+xml", image::symbol_svg(*symbol)} : refused(desk, symbol.error());
}

void add_page(std::vector<web::Route>& routes) {
  for (const auto& file : page_files()) {
    const auto answer = [&file](const Request& /*request*/) {
      return Response{200, std::string(file.type), std::string(file.content)};
    };
    routes.push_back({web::Method::get, std::string(file.path), web::Body::none, 0, answer});
    if (file.path == "/index.html") routes.push_back({web::Method::get, "/", web::Body::none, 0, answer});
  }
}

}  // namespace

web::Options door_page(Desk& desk, std::uint16_t port) {
  using web::Body;
  using web::Method;
  web::Options options;
  options.port = port;
  auto& routes = options.routes;
  add_page(routes);
  const auto get = [&](const char* path, web::Handler handler) {
    routes.push_back({Method::get, path, Body::none, 0, std::move(handler)});
  };
  const auto octets = [&](const char* path, std::size_t most, web::Handler handler) {
    routes.push_back({Method::post, path, Body::octets, most, std::move(handler)});
  };
  const auto post = [&](const char* path, std::function<Status(const Request&)> work) {
    routes.push_back({Method::post, path, Body::json, small_body,
                      [&desk, work = std::move(work)](const Request& request) { return state_or(desk, work(request)); }});
  };
  get("/api/state", [&desk](const Request&) { return Response{200, "application/json", desk.state_json()}; });
  get("/api/preflight", [&desk](const Request&) { return preflight_now(desk); });
  get("/api/checkpoint.svg", [&desk](const Request&) { return checkpoint_picture(desk); });
  octets("/api/frame", max_frame, [&desk](const Request& request) { return frame(desk, request); });
  octets("/api/picture", max_picture,
         [&desk](const Request& request) { return state_or(desk, desk.picture(request.body)); });
  post("/api/line", [&desk](const Request& request) { return line(desk, request); });
  post("/api/document", [&desk](const Request& request) { return document(desk, request); });
  post("/api/dismiss", [&desk](const Request&) -> Status {
    desk.dismiss();
    return {};
  });
  post("/api/direction", [&desk](const Request& request) { return direction(desk, request); });
  post("/api/sign-in", [&desk](const Request& request) { return sign_in(desk, request); });
  post("/api/sign-out", [&desk](const Request&) { return desk.sign_out(); });
  post("/api/override", [&desk](const Request& request) { return supervisor_act(desk, request, &Desk::override_entry); });
  post("/api/undo", [&desk](const Request& request) { return supervisor_act(desk, request, &Desk::undo); });
  post("/api/checkpoint", [&desk](const Request&) { return desk.checkpoint(); });
  options.events = web::Events{
      "/api/events", [&desk](std::uint64_t& seen, std::chrono::milliseconds patience) { return desk.wait(seen, patience); }};
  return options;
}

}  // namespace eb::scanner
