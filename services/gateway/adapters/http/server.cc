// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/adapters/http/server.h"

#include <sys/resource.h>

#include <chrono>
#include <list>
#include <thread>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/logging/log.h"
#include "services/gateway/adapters/http/connection.h"
#include "services/gateway/adapters/http/viewers.h"

namespace paritrana::gateway {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

// Transcoding of one large body must not hold up another caller.
constexpr int kHandlerThreads = 2;

// Sent before a viewer's first event: reconnect after a second.
constexpr char kStreamHead[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
    "X-Accel-Buffering: no\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    "retry: 1000\n\n";

absl::StatusOr<tcp::endpoint> ParseEndpoint(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  if (colon == std::string::npos) return MakeError("CONFIG_INVALID", "listen", listen);
  std::string host = listen.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  int port = -1;
  boost::system::error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (error || !absl::SimpleAtoi(listen.substr(colon + 1), &port) || port < 0 || port > 65535) {
    return MakeError("CONFIG_INVALID", "listen", listen);
  }
  return tcp::endpoint(address, static_cast<std::uint16_t>(port));
}

// Every viewer is an open file: take as many as the system allows.
void RaiseFileLimit() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

struct HttpServer::State {
  State(HttpOptions options_in, HttpHandler& handler_in, const Clock& clock_in,
        metrics::Registry& metrics)
      : options(std::move(options_in)),
        handler(handler_in),
        clock(clock_in),
        connections_gauge(metrics.GetGauge("http_connections", "Connections that are open.")),
        viewers(io, options, clock, metrics) {}

  asio::awaitable<void> Accept();
  asio::awaitable<void> Serve(std::shared_ptr<Connection> connection);
  asio::awaitable<bool> ServeOne(std::shared_ptr<Connection> connection);
  asio::awaitable<bool> Answer(std::shared_ptr<Connection> connection, HttpResponse response,
                               bool head_only, bool keep_alive);
  asio::awaitable<bool> Watch(std::shared_ptr<Connection> connection, ViewerTicket ticket);
  asio::awaitable<HttpResponse> Ask(HttpRequest request);
  asio::awaitable<absl::Status> OpenTable(std::string table);
  void CloseIdle();

  const HttpOptions options;
  HttpHandler& handler;
  const Clock& clock;
  RankingFeed* feed = nullptr;
  metrics::Gauge& connections_gauge;
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
  asio::thread_pool workers{kHandlerThreads};
  tcp::acceptor acceptor{io};
  Viewers viewers;
  std::list<std::shared_ptr<Connection>> connections;
  std::size_t busy = 0;  // requests under way
  bool stopping = false;
  absl::Notification finished;  // the loop has ended
  std::thread thread;
  std::string address;
};

asio::awaitable<void> HttpServer::State::Accept() {
  while (!stopping) {
    boost::system::error_code error;
    tcp::socket socket = co_await acceptor.async_accept(Redirect(error));
    if (stopping || error == asio::error::operation_aborted) co_return;
    if (error) {  // out of files, most likely: breathe instead of spinning
      asio::steady_timer pause(io, std::chrono::milliseconds(100));
      co_await pause.async_wait(Redirect(error));
      continue;
    }
    auto connection = std::make_shared<Connection>(std::move(socket), options);
    asio::co_spawn(io, Serve(connection), asio::detached);
  }
}

asio::awaitable<void> HttpServer::State::Serve(std::shared_ptr<Connection> connection) {
  const auto place = connections.insert(connections.end(), connection);
  connections_gauge.Set(static_cast<double>(connections.size() + viewers.size()));
  if (connections.size() + viewers.size() > options.connections_max) {
    HttpResponse full = ProblemResponse(MakeError("OVERLOADED"), Language::kIndonesian);
    co_await Answer(connection, std::move(full), false, false);
  } else {
    bool more = true;
    while (more) more = co_await ServeOne(connection);
  }
  co_await connection->Close();
  connections.erase(place);
  connections_gauge.Set(static_cast<double>(connections.size() + viewers.size()));
}

asio::awaitable<bool> HttpServer::State::ServeOne(std::shared_ptr<Connection> connection) {
  absl::StatusOr<HttpRequest> request = co_await connection->Read();
  if (!request.ok()) {
    if (absl::IsCancelled(request.status())) co_return false;
    HttpResponse refused = ProblemResponse(request.status(), Language::kIndonesian);
    co_await Answer(connection, std::move(refused), false, false);
    co_return false;
  }
  const bool head_only = request->method == "HEAD";
  const bool keep_alive = connection->keep_alive;
  ++busy;
  HttpResponse response = co_await Ask(*std::move(request));
  bool more = false;
  if (response.watch.has_value()) {
    ViewerTicket ticket = *std::move(response.watch);
    more = co_await Watch(connection, std::move(ticket));
  } else {
    more = co_await Answer(connection, std::move(response), head_only, keep_alive && !stopping);
  }
  --busy;
  co_return more;
}

asio::awaitable<bool> HttpServer::State::Answer(std::shared_ptr<Connection> connection,
                                                HttpResponse response, bool head_only,
                                                bool keep_alive) {
  std::string head = SerializeHead(response, clock.Now(), keep_alive);
  SharedBytes body = head_only ? nullptr : response.body;
  const bool written = co_await connection->Write(std::move(head), std::move(body));
  co_return keep_alive&& written;
}

asio::awaitable<bool> HttpServer::State::Watch(std::shared_ptr<Connection> connection,
                                               ViewerTicket ticket) {
  absl::Status status;
  if (!viewers.TakePlace()) {
    HttpResponse full = ProblemResponse(MakeError("OVERLOADED", "viewers"), ticket.language);
    co_return co_await Answer(connection, std::move(full), false, false);
  }
  const bool reached = co_await viewers.WaitUntilReached(ticket.seen);
  if (reached) {
    status = co_await OpenTable(ticket.table);
  } else {
    status = MakeError("POSITION_NOT_REACHED", "Last-Event-ID");
  }
  if (!status.ok() || stopping) {
    viewers.GiveBackPlace();
    if (status.ok()) status = MakeError("UNAVAILABLE");
    HttpResponse refused = ProblemResponse(status, ticket.language);
    co_return co_await Answer(connection, std::move(refused), false, !stopping);
  }
  viewers.Adopt(connection->TakeSocket(), ticket, kStreamHead);
  co_return false;
}

// Calls the handler on the pool and comes back to the server's thread with its answer.
asio::awaitable<HttpResponse> HttpServer::State::Ask(HttpRequest request) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void(HttpResponse)>(
      [this](auto resume, HttpRequest asked) {
        auto shared = std::make_shared<decltype(resume)>(std::move(resume));
        asio::post(workers, [this, shared, asked = std::move(asked)]() mutable {
          handler.Handle(std::move(asked), [this, shared](HttpResponse response) {
            asio::post(io, [shared, response = std::move(response)]() mutable {
              std::move (*shared)(std::move(response));
            });
          });
        });
      },
      asio::use_awaitable, std::move(request));
}

asio::awaitable<absl::Status> HttpServer::State::OpenTable(std::string table) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void(absl::Status)>(
      [this](auto resume, std::string name) {
        auto shared = std::make_shared<decltype(resume)>(std::move(resume));
        asio::post(workers, [this, shared, name = std::move(name)] {
          absl::Status status = feed->Open(name, clock.Now());
          asio::post(io, [shared, status = std::move(status)]() mutable {
            std::move (*shared)(std::move(status));
          });
        });
      },
      asio::use_awaitable, std::move(table));
}

void HttpServer::State::CloseIdle() {
  for (const auto& connection : connections) connection->CloseIfIdle();
}

HttpServer::HttpServer(HttpOptions options, HttpHandler& handler, const Clock& clock,
                       metrics::Registry& metrics)
    : state_(std::make_unique<State>(std::move(options), handler, clock, metrics)) {}

HttpServer::~HttpServer() { Stop(); }

void HttpServer::SetFeed(RankingFeed& feed) {
  state_->feed = &feed;
  state_->viewers.SetFeed(feed);
}

absl::Status HttpServer::Start() {
  RaiseFileLimit();
  PARITRANA_ASSIGN_OR_RETURN(const tcp::endpoint endpoint, ParseEndpoint(state_->options.listen));
  boost::system::error_code error;
  state_->acceptor.open(endpoint.protocol(), error);
  if (!error) state_->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) state_->acceptor.bind(endpoint, error);
  if (!error) state_->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return MakeError("UNAVAILABLE", "listen",
                     absl::StrCat(state_->options.listen, ": ", error.message()));
  }
  const tcp::endpoint local = state_->acceptor.local_endpoint();
  const std::string host = local.address().to_string();
  state_->address =
      absl::StrCat(local.address().is_v6() ? "[" + host + "]" : host, ":", local.port());
  asio::co_spawn(state_->io, state_->Accept(), asio::detached);
  state_->thread = std::thread([state = state_.get()] {
    state->io.run();
    state->finished.Notify();
  });
  logging::Info("HTTP listens",
                {{"address", state_->address}, {"loopback_only", local.address().is_loopback()}});
  if (!local.address().is_loopback()) {
    logging::Warning("HTTP is open to the network and there is no access control yet");
  }
  return absl::OkStatus();
}

void HttpServer::Stop(absl::Duration grace) {
  State& s = *state_;
  if (!s.thread.joinable()) return;
  asio::post(s.io, [&s] {
    s.stopping = true;
    boost::system::error_code ignored;
    s.acceptor.close(ignored);
    s.viewers.Close();
    s.CloseIdle();
    s.work.reset();
  });
  // The loop ends by itself when nothing is under way any more.
  if (!s.finished.WaitForNotificationWithTimeout(grace)) s.io.stop();
  s.thread.join();
  s.workers.join();
}

std::string HttpServer::address() const { return state_->address; }

void HttpServer::Show(const std::string& table, TableUpdate update) {
  asio::post(state_->io, [this, table, update = std::move(update)]() mutable {
    state_->viewers.Show(table, std::move(update));
  });
}

void HttpServer::Forget(const std::string& table) {
  asio::post(state_->io, [this, table] { state_->viewers.Forget(table); });
}

void HttpServer::Reached(std::uint64_t version) {
  asio::post(state_->io, [this, version] { state_->viewers.Reached(version); });
}

}  // namespace paritrana::gateway
