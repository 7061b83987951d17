// libmicrohttpd's callbacks. Its life of a request: connected() once a connection, then for each request handle() with the headers,
// with each piece of the body, and once more at its end; completed() when the answer was sent or given up.
#include <microhttpd.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>

#include "common/base/text.hpp"
#include "common/web/connections.hpp"
#include "common/web/event_stream.hpp"
#include "common/web/rules.hpp"
#include "common/web/web.hpp"

namespace eb::web {
namespace {

using Connection = Connections::Connection;

constexpr unsigned most_connections = 512;
constexpr std::size_t connection_memory = 65536;  // a connection's headers and read buffer
constexpr unsigned last_resort = 60;              // seconds of the library's own time-out; the watchdog is stricter

struct ResponseEnd {
  void operator()(MHD_Response* response) const { MHD_destroy_response(response); }
};
using OwnedResponse = std::unique_ptr<MHD_Response, ResponseEnd>;

// One request under way.
struct Exchange {
  const Route* route = nullptr;
  Request request;
  ~Exchange() { wipe(request.body); }
};

MHD_Result take_header(void* to, MHD_ValueKind /*kind*/, const char* name, const char* value) {
  static_cast<std::multimap<std::string, std::string>*>(to)->emplace(ascii_lower(name), value == nullptr ? "" : value);
  return MHD_YES;
}
MHD_Result take_argument(void* to, MHD_ValueKind /*kind*/, const char* name, const char* value) {
  static_cast<std::multimap<std::string, std::string>*>(to)->emplace(name, value == nullptr ? "" : value);
  return MHD_YES;
}

Head head_of(MHD_Connection* connection, const char* path, const char* method) {
  Head head{method, path, {}, {}};
  MHD_get_connection_values(connection, MHD_HEADER_KIND, take_header, &head.headers);
  MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_argument, &head.query);
  return head;
}

void add_security_headers(MHD_Response* response) {
  for (const auto& [name, value] : security_headers()) MHD_add_response_header(response, name, value);
}

MHD_Result answer(MHD_Connection* connection, const Response& response, const std::string& allow = "", bool last = false) {
  const OwnedResponse made(MHD_create_response_from_buffer(response.body.size(), const_cast<char*>(response.body.data()),
                                                           MHD_RESPMEM_MUST_COPY));  // NOLINT: it copies
  if (!made) return MHD_NO;
  add_security_headers(made.get());
  MHD_add_response_header(made.get(), "Content-Type", response.type.c_str());
  if (!allow.empty()) MHD_add_response_header(made.get(), "Allow", allow.c_str());
  if (last) MHD_add_response_header(made.get(), "Connection", "close");
  return MHD_queue_response(connection, static_cast<unsigned>(response.status), made.get());
}

// An exception of a handler stays in this room.
Response handled(const Exchange& exchange) {
  try {
    return exchange.route->handler(exchange.request);
  } catch (const std::exception&) {
    return refusal(500, "this went wrong in the program: try again, and tell whoever looks after it");
  }
}

std::uint64_t last_event(const Head& head) {
  std::uint64_t seen = 0;
  const auto found = head.headers.find("last-event-id");
  if (found != head.headers.end()) std::from_chars(found->second.data(), found->second.data() + found->second.size(), seen);
  return seen;
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

struct Server::Impl {
  Options options;
  Connections connections{{}};
  EventStreams streams;
  MHD_Daemon* daemon = nullptr;
  std::atomic<std::uint16_t> port = 0;  // the first connection can come before start() returns

  ~Impl() {
    streams.end_all();
    if (daemon != nullptr) MHD_stop_daemon(daemon);
  }

  static Connection* tracked(MHD_Connection* connection) {
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == nullptr ? nullptr : static_cast<Connection*>(info->socket_context);
  }

  static void connected(void* self, MHD_Connection* connection, void** context, MHD_ConnectionNotificationCode code) {
    auto& connections = static_cast<Impl*>(self)->connections;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
      const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
      *context = info == nullptr ? nullptr : connections.add(info->connect_fd);
    } else if (*context != nullptr) {
      connections.remove(static_cast<Connection*>(*context));
      *context = nullptr;
    }
  }

  static void completed(void* self, MHD_Connection* connection, void** exchange, MHD_RequestTerminationCode /*code*/) {
    delete static_cast<Exchange*>(*exchange);
    *exchange = nullptr;
    if (auto* peer = tracked(connection)) static_cast<Impl*>(self)->connections.waits(peer);
  }

  static MHD_Result handle(void* self, MHD_Connection* connection, const char* path, const char* method,
                           const char* /*version*/, const char* data, std::size_t* size, void** exchange) {
    auto& impl = *static_cast<Impl*>(self);
    auto* peer = tracked(connection);
    if (peer == nullptr) return MHD_NO;
    if (*exchange == nullptr) return impl.begin(connection, *peer, head_of(connection, path, method), exchange);
    return impl.go_on(connection, *peer, *static_cast<Exchange*>(*exchange), {data, *size}, size);
  }

  MHD_Result begin(MHD_Connection* connection, Connection& peer, Head head, void** exchange) {
    connections.is_busy(&peer);
    if (options.events && head.path == options.events->path && head.method == "GET") {
      const auto refused = check_origin(head, port, false);
      return refused ? answer(connection, refused->response, "", true) : stream(connection, peer, last_event(head));
    }
    auto ruling = rule(head, options.routes, port);
    if (ruling.refusal) return answer(connection, ruling.refusal->response, ruling.refusal->allow, head.method == "POST");
    auto made = std::make_unique<Exchange>();
    made->route = ruling.route;
    made->request.query.insert(head.query.begin(), head.query.end());
    *exchange = made.release();
    return MHD_YES;
  }

  MHD_Result go_on(MHD_Connection* connection, Connection& peer, Exchange& exchange, std::string_view data,
                   std::size_t* size) {
    if (!data.empty()) {
      auto& body = exchange.request.body;
      if (body.size() + data.size() > exchange.route->max_body) return MHD_NO;  // chunked: too much; the connection ends
      if (body.empty()) body.reserve(std::min(exchange.route->max_body, announced(connection)));
      body.insert(body.end(), data.begin(), data.end());
      *size = 0;
      return MHD_YES;
    }
    connections.is_unbounded(&peer);
    const auto response = handled(exchange);
    wipe(exchange.request.body);
    connections.is_busy(&peer);
    return answer(connection, response);
  }

  // Reserved at once, so that a growing body leaves no copies of what is in it behind.
  static std::size_t announced(MHD_Connection* connection) {
    const char* text = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    std::size_t bytes = 0;
    if (text != nullptr) std::from_chars(text, text + std::strlen(text), bytes);
    return bytes;
  }

  struct Streaming {
    Impl& impl;
    Connection& peer;
    std::shared_ptr<EventStream> stream;
  };

  static ssize_t read_stream(void* context, std::uint64_t /*position*/, char* to, std::size_t most) {
    auto& streaming = *static_cast<Streaming*>(context);
    streaming.impl.connections.is_unbounded(&streaming.peer);
    const auto piece = streaming.stream->next(most);
    if (piece.empty()) return MHD_CONTENT_READER_END_OF_STREAM;
    std::memcpy(to, piece.data(), piece.size());
    streaming.impl.connections.is_busy(&streaming.peer);
    return static_cast<ssize_t>(piece.size());
  }

  static void end_stream(void* context) {
    const std::unique_ptr<Streaming> streaming(static_cast<Streaming*>(context));
    streaming->impl.streams.close(streaming->stream.get());
  }

  MHD_Result stream(MHD_Connection* connection, Connection& peer, std::uint64_t seen) {
    auto streaming = std::make_unique<Streaming>(Streaming{*this, peer, streams.open(*options.events, seen)});
    const OwnedResponse response(
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 16384, read_stream, streaming.get(), end_stream));
    if (!response) {
      end_stream(streaming.release());
      return MHD_NO;
    }
    static_cast<void>(streaming.release());  // end_stream has it
    add_security_headers(response.get());
    MHD_add_response_header(response.get(), "Content-Type", "text/event-stream");
    return MHD_queue_response(connection, MHD_HTTP_OK, response.get());
  }
};

Result<Server> Server::start(Options options) {
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  const auto address = loopback(impl->options.port);
  impl->daemon = MHD_start_daemon(
      MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL, impl->options.port, nullptr, nullptr,
      &Impl::handle, impl.get(), MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT, most_connections,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory, MHD_OPTION_CONNECTION_TIMEOUT, last_resort,
      MHD_OPTION_NOTIFY_CONNECTION, &Impl::connected, impl.get(), MHD_OPTION_NOTIFY_COMPLETED, &Impl::completed, impl.get(),
      MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
  if (impl->daemon == nullptr) {
    const auto why = std::generic_category().message(errno);
    return fail(ErrorCode::io, "port " + std::to_string(impl->options.port) + " on 127.0.0.1 cannot be had (" + why +
                                   "): is the door page running already? Or give another one with --port");
  }
  const auto* info = MHD_get_daemon_info(impl->daemon, MHD_DAEMON_INFO_BIND_PORT);
  impl->port = info == nullptr ? impl->options.port : info->port;
  return Server(std::move(impl));
}

std::uint16_t Server::port() const {
  return impl_->port;
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;

}  // namespace eb::web
