// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/internal/admin_port.h"

#include <chrono>
#include <cstdint>
#include <thread>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::rpc::internal {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr int kConnectionsMax = 32;
constexpr std::uint32_t kHeaderBytesMax = 4 << 10;
constexpr std::uint64_t kBodyBytesMax = 0;
constexpr auto kTimePerStep = std::chrono::seconds(5);
constexpr auto kPauseAfterError = std::chrono::milliseconds(100);

using Request = http::request<http::empty_body>;
using Response = http::response<http::string_body>;

absl::Status CannotListen(const std::string& address, std::string_view why) {
  return MakeError("UNAVAILABLE", "admin_listen",
                   absl::StrCat("cannot listen on ", address, ": ", std::string(why)));
}

absl::StatusOr<tcp::endpoint> ParseAddress(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  std::uint32_t port = 0;
  error_code error;
  if (colon == std::string::npos || !absl::SimpleAtoi(address.substr(colon + 1), &port) ||
      port > 65'535) {
    return CannotListen(address, "an address is written host:port");
  }
  std::string host = address.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  const auto ip = asio::ip::make_address(host, error);
  if (error) return CannotListen(address, "the host must be an IP address");
  return tcp::endpoint(ip, static_cast<std::uint16_t>(port));
}

Response MakeResponse(const Request& request, const AdminPort::Handler& handler) {
  AdminAnswer answer{405, "text/plain; charset=utf-8", "only GET and HEAD\n"};
  const bool head = request.method() == http::verb::head;
  if (head || request.method() == http::verb::get) {
    const std::string path(request.target().substr(0, request.target().find('?')));
    answer = path == "/livez" ? AdminAnswer{200, answer.content_type, "ok\n"} : handler(path);
  }
  Response response(static_cast<http::status>(answer.http_status), request.version());
  response.set(http::field::content_type, answer.content_type);
  response.set(http::field::cache_control, "no-store");
  response.keep_alive(false);
  response.content_length(answer.body.size());
  if (!head) response.body() = std::move(answer.body);
  return response;
}

class BeastAdminPort : public AdminPort {
 public:
  explicit BeastAdminPort(Handler handler) : handler_(std::move(handler)), acceptor_(context_) {}

  ~BeastAdminPort() override {
    context_.stop();
    if (thread_.joinable()) thread_.join();
  }

  absl::Status Listen(const std::string& address) {
    PARITRANA_ASSIGN_OR_RETURN(const tcp::endpoint endpoint, ParseAddress(address));
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(kConnectionsMax, error);
    if (error) return CannotListen(address, error.message());
    const tcp::endpoint bound = acceptor_.local_endpoint(error);
    const std::string host = bound.address().is_v6() ? "[" + bound.address().to_string() + "]"
                                                     : bound.address().to_string();
    address_ = absl::StrCat(host, ":", bound.port());
    asio::co_spawn(context_, Accept(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
    return absl::OkStatus();
  }

  std::string address() const override { return address_; }

 private:
  asio::awaitable<void> Accept() {
    while (true) {
      error_code error;
      tcp::socket socket(context_);
      co_await acceptor_.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
      if (error) {
        // Out of file descriptors, most likely: they come back.
        asio::steady_timer pause(context_, kPauseAfterError);
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      } else if (connections_ < kConnectionsMax) {
        asio::co_spawn(context_, Serve(beast::tcp_stream(std::move(socket))), asio::detached);
      }
    }
  }

  asio::awaitable<void> Serve(beast::tcp_stream stream) {
    ++connections_;
    co_await Answer(stream);
    --connections_;
  }

  asio::awaitable<void> Answer(beast::tcp_stream& stream) {
    error_code error;
    beast::flat_buffer buffer;
    http::request_parser<http::empty_body> parser;
    parser.header_limit(kHeaderBytesMax);
    parser.body_limit(kBodyBytesMax);
    stream.expires_after(kTimePerStep);
    co_await http::async_read(stream, buffer, parser,
                              asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    const Response response = MakeResponse(parser.get(), handler_);
    stream.expires_after(kTimePerStep);
    co_await http::async_write(stream, response, asio::redirect_error(asio::use_awaitable, error));
    stream.socket().shutdown(tcp::socket::shutdown_send, error);
  }

  Handler handler_;
  asio::io_context context_{1};
  tcp::acceptor acceptor_;
  std::string address_;
  int connections_ = 0;  // on the port's thread only
  std::thread thread_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<AdminPort>> AdminPort::Open(const std::string& address,
                                                           Handler handler) {
  auto port = std::make_unique<BeastAdminPort>(std::move(handler));
  PARITRANA_RETURN_IF_ERROR(port->Listen(address));
  return port;
}

}  // namespace paritrana::rpc::internal
