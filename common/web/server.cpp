// libmicrohttpd's callbacks. Its life of a request: connected() once a connection, then for each request handle() with the headers,
// with each piece of the body, and once more at its end; completed() when the answer was sent or given up. No exception may leave
// a callback: the library is C.
#include <microhttpd.h>

#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "common/base/text.hpp"
#include "common/web/connections.hpp"
#include "common/web/event_stream.hpp"
#include "common/web/listener.hpp"
#include "common/web/rules.hpp"
#include "common/web/web.hpp"

namespace eb::web {
namespace {

using Connection = Connections::Connection;

constexpr unsigned library_limit = 1024;          // the library's own; Connections is stricter
constexpr std::size_t connection_memory = 65536;  // a connection's headers and read buffer
constexpr std::size_t most_header = 16384;        // bytes of a request before its body
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

// The names and values of a request that the library hands over one by one.
struct Pairs {
  std::multimap<std::string, std::string> all;
  bool lower = false;
  bool whole = true;
};
MHD_Result take_pair(void* to, MHD_ValueKind /*kind*/, const char* name, const char* value) {
  auto& pairs = *static_cast<Pairs*>(to);
  try {
    pairs.all.emplace(pairs.lower ? ascii_lower(name) : name, value == nullptr ? "" : value);
    return MHD_YES;
  } catch (...) {  // out of memory: a request of which a part was lost is not looked at
    pairs.whole = false;
    return MHD_NO;
  }
}

std::optional<Head> head_of(MHD_Connection* connection, const char* path, const char* method) {
  Pairs headers{{}, true, true};
  Pairs query;
  MHD_get_connection_values(connection, MHD_HEADER_KIND, take_pair, &headers);
  MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_pair, &query);
  if (!headers.whole || !query.whole) return std::nullopt;
  return Head{method, path, std::move(headers.all), std::move(query.all)};
}

void add_security_headers(MHD_Response* response) {
  for (const auto& [name, value] : security_headers()) MHD_add_response_header(response, name, value);
}

// Before the body was read the connection ends with it; the library sees to that.
MHD_Result answer(MHD_Connection* connection, const Response& response, const std::string& allow = "") {
  const OwnedResponse made(MHD_create_response_from_buffer(response.body.size(), const_cast<char*>(response.body.data()),
                                                           MHD_RESPMEM_MUST_COPY));  // NOLINT: it copies
  if (!made) return MHD_NO;
  add_security_headers(made.get());
  MHD_add_response_header(made.get(), "Content-Type", response.type.c_str());
  if (!allow.empty()) MHD_add_response_header(made.get(), "Allow", allow.c_str());
  return MHD_queue_response(connection, static_cast<unsigned>(response.status), made.get());
}

// An exception of a handler stays in this room.
Response handled(const Exchange& exchange) {
  try {
    return exchange.route->handler(exchange.request);
  } catch (...) {
    return refusal(500, "this went wrong in the program: try again, and tell whoever looks after it");
  }
}

std::uint64_t last_event(const Head& head) {
  std::uint64_t seen = 0;
  const auto found = head.headers.find("last-event-id");
  if (found != head.headers.end()) std::from_chars(found->second.data(), found->second.data() + found->second.size(), seen);
  return seen;
}

// What the body may come to: as announced, or else as much as the path allows.
std::size_t expected(const Head& head, const Route& route) {
  const auto found = head.headers.find("content-length");
  std::size_t bytes = route.max_body;
  if (found != head.headers.end()) std::from_chars(found->second.data(), found->second.data() + found->second.size(), bytes);
  return bytes;
}

// Grows without leaving a copy behind of what is in it.
void append(Bytes& body, std::string_view data) {
  if (body.capacity() - body.size() < data.size()) {
    Bytes larger;
    larger.reserve(std::max(body.size() + data.size(), 2 * body.capacity()));
    larger.assign(body.begin(), body.end());
    wipe(body);
    body = std::move(larger);
  }
  body.insert(body.end(), data.begin(), data.end());
}

}  // namespace

struct Server::Impl {
  Options options;
  Connections connections{{}};
  EventStreams streams;
  Listener listener;
  MHD_Daemon* daemon = nullptr;

  ~Impl() {
    listener.stop();
    streams.end_all();
    if (daemon != nullptr) MHD_stop_daemon(daemon);
  }

  // The library owns the socket from here on, also when it cannot serve it.
  void take(int socket) {
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    MHD_add_connection(daemon, socket, reinterpret_cast<const sockaddr*>(&from), sizeof from);
  }

  static Connection* tracked(MHD_Connection* connection) {
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == nullptr ? nullptr : static_cast<Connection*>(info->socket_context);
  }

  static void connected(void* self, MHD_Connection* connection, void** context, MHD_ConnectionNotificationCode code) {
    auto& connections = static_cast<Impl*>(self)->connections;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
      const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
      try {
        *context = info == nullptr ? nullptr : connections.add(info->connect_fd);
      } catch (...) {  // out of memory: handle() answers nothing on it
        *context = nullptr;
      }
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
    try {
      if (*exchange != nullptr)
        return impl.go_on(connection, *peer, *static_cast<Exchange*>(*exchange), {data, *size}, size);
      const auto head = head_of(connection, path, method);
      return head ? impl.begin(connection, *peer, *head, exchange) : MHD_NO;
    } catch (...) {  // out of memory: this connection ends, the others go on
      return MHD_NO;
    }
  }

  MHD_Result begin(MHD_Connection* connection, Connection& peer, const Head& head, void** exchange) {
    connections.is_busy(&peer);
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    if (info == nullptr || info->header_size > most_header)
      return answer(connection, refusal(431, "the headers are too long"));
    const auto ruling = rule(head, options.routes, listener.port());
    if (ruling.refusal) return answer(connection, ruling.refusal->response, ruling.refusal->allow);
    if (options.events && head.path == options.events->path && head.method == "GET")
      return stream(connection, peer, last_event(head));
    auto made = std::make_unique<Exchange>();
    made->route = ruling.route;
    made->request.query.insert(head.query.begin(), head.query.end());
    if (ruling.route->method == Method::post) {
      const auto bytes = expected(head, *ruling.route);
      if (!connections.takes_body(&peer, bytes))
        return answer(connection, refusal(507, "too much comes at once: send it again"));
      made->request.body.reserve(bytes);
    }
    *exchange = made.release();
    return MHD_YES;
  }

  MHD_Result go_on(MHD_Connection* connection, Connection& peer, Exchange& exchange, std::string_view data,
                   std::size_t* size) {
    if (!data.empty()) {
      auto& body = exchange.request.body;
      if (data.size() > exchange.route->max_body - body.size()) return MHD_NO;  // chunked: too much; the connection ends
      append(body, data);
      *size = 0;
      return MHD_YES;
    }
    connections.is_unbounded(&peer);
    const auto response = handled(exchange);
    wipe(exchange.request.body);
    connections.is_busy(&peer);
    return answer(connection, response);
  }

  struct Streaming {
    Impl& impl;
    Connection& peer;
    std::shared_ptr<EventStream> stream;
  };

  static ssize_t read_stream(void* context, std::uint64_t /*position*/, char* to, std::size_t most) {
    auto& streaming = *static_cast<Streaming*>(context);
    try {
      streaming.impl.connections.is_unbounded(&streaming.peer);
      const auto piece = streaming.stream->next(most);
      if (piece.empty()) return MHD_CONTENT_READER_END_OF_STREAM;
      std::memcpy(to, piece.data(), piece.size());
      streaming.impl.connections.is_busy(&streaming.peer);
      return static_cast<ssize_t>(piece.size());
    } catch (...) {  // of the source: the page connects again
      return MHD_CONTENT_READER_END_WITH_ERROR;
    }
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
  auto* self = impl.get();
  self->options = std::move(options);
  if (self->options.events)  // a stream is a route too: of HEAD, and of what is refused
    self->options.routes.push_back({Method::get, self->options.events->path, Body::none, 0, [](const Request& /*request*/) {
                                      return Response{200, "text/event-stream", ""};
                                    }});
  EB_CHECK(self->listener.open(self->options.port));
  self->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL |
                                      MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET,
                                  0, nullptr, nullptr, &Impl::handle, self, MHD_OPTION_CONNECTION_LIMIT, library_limit,
                                  MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory, MHD_OPTION_CONNECTION_TIMEOUT,
                                  last_resort, MHD_OPTION_NOTIFY_CONNECTION, &Impl::connected, self,
                                  MHD_OPTION_NOTIFY_COMPLETED, &Impl::completed, self, MHD_OPTION_END);
  if (self->daemon == nullptr) return fail(ErrorCode::io, "the door page's service cannot start: no memory or threads left");
  self->listener.serve(self->connections, [self](int socket) { self->take(socket); });
  return Server(std::move(impl));
}

std::uint16_t Server::port() const {
  return impl_->listener.port();
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;

}  // namespace eb::web
