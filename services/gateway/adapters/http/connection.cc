// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/adapters/http/connection.h"

#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>

#include "absl/strings/match.h"
#include "libs/base/reason.h"

namespace paritrana::gateway {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Parser = http::request_parser<http::string_body>;

namespace {

// After a refusal the caller may still be sending: so much is read and thrown away, for so long, so
// that it sees the answer and not a reset.
constexpr std::size_t kLingerBytesMax = 4 << 20;
constexpr absl::Duration kLinger = absl::Seconds(2);

std::string Text(boost::string_view text) { return std::string(text.data(), text.size()); }

absl::StatusOr<HttpRequest> ToRequest(Parser& parser) {
  auto message = parser.release();
  HttpRequest request;
  request.method = Text(message.method_string());
  request.target = Text(message.target());
  for (const auto& field : message) {
    request.headers.emplace_back(Text(field.name_string()), Text(field.value()));
  }
  request.body = std::move(message.body());
  if (request.target.empty() || (request.target[0] != '/' && request.target != "*")) {
    return MakeError("REQUEST_MALFORMED", "target");
  }
  if (message.version() >= 11 && message.count(http::field::host) != 1) {
    return MakeError("REQUEST_MALFORMED", "Host");
  }
  return request;
}

}  // namespace

Connection::Connection(tcp::socket socket, const HttpOptions& options)
    : socket_(std::move(socket)),
      options_(options),
      deadline_(socket_.get_executor()),
      buffer_(std::size_t{2} * options.header_bytes_max) {
  boost::system::error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
}

void Connection::SetDeadline(absl::Duration within) {
  expired_ = false;
  deadline_.expires_after(absl::ToChronoMilliseconds(within));
  deadline_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    // A wait that ended while a new one was being set must not hit the new one.
    if (error || self->deadline_.expiry() > std::chrono::steady_clock::now()) return;
    self->expired_ = true;
    boost::system::error_code ignored;
    self->socket_.cancel(ignored);
  });
}

asio::awaitable<bool> Connection::WaitForFirstByte() {
  if (buffer_.size() > 0) co_return true;
  idle_ = true;
  SetDeadline(options_.idle_timeout);
  boost::system::error_code error;
  const std::size_t read = co_await socket_.async_read_some(buffer_.prepare(4096), Redirect(error));
  buffer_.commit(read);
  idle_ = false;
  co_return !error;
}

asio::awaitable<absl::StatusOr<HttpRequest>> Connection::Read() {
  const bool begun = co_await WaitForFirstByte();
  if (!begun) co_return absl::CancelledError();
  Parser parser;
  parser.header_limit(options_.header_bytes_max);
  parser.body_limit(options_.body_bytes_max);
  boost::system::error_code error;
  SetDeadline(options_.header_timeout);
  co_await http::async_read_header(socket_, buffer_, parser, Redirect(error));
  if (error) co_return Explain(error);
  keep_alive = parser.keep_alive();
  if (absl::EqualsIgnoreCase(Text(parser.get()[http::field::expect]), "100-continue")) {
    const bool told = co_await Write("HTTP/1.1 100 Continue\r\n\r\n", nullptr);
    if (!told) co_return absl::CancelledError();
  }
  SetDeadline(options_.body_timeout);
  co_await http::async_read(socket_, buffer_, parser, Redirect(error));
  deadline_.cancel();
  if (error) co_return Explain(error);
  co_return ToRequest(parser);
}

absl::Status Connection::Explain(const boost::system::error_code& error) const {
  if (expired_) return MakeError("REQUEST_TIMEOUT");
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return MakeError("HEADERS_TOO_LARGE");
  }
  if (error == http::error::body_limit) return MakeError("MESSAGE_TOO_LARGE");
  const bool cut = error == http::error::end_of_stream || error == http::error::partial_message;
  const bool malformed =
      error.category() == http::make_error_code(http::error::bad_method).category();
  return malformed && !cut ? MakeError("REQUEST_MALFORMED") : absl::CancelledError();
}

asio::awaitable<bool> Connection::Write(std::string head, SharedBytes body) {
  SetDeadline(options_.write_timeout);
  std::array<asio::const_buffer, 2> buffers = {asio::buffer(head), asio::const_buffer()};
  if (body != nullptr) buffers[1] = asio::buffer(*body);
  boost::system::error_code error;
  co_await asio::async_write(socket_, buffers, Redirect(error));
  deadline_.cancel();
  co_return !error;
}

asio::awaitable<void> Connection::Close() {
  boost::system::error_code error;
  if (!socket_.is_open()) co_return;
  socket_.shutdown(tcp::socket::shutdown_send, error);
  SetDeadline(kLinger);
  std::array<char, 4096> ignored;
  for (std::size_t total = 0; !error && total < kLingerBytesMax;) {
    total += co_await socket_.async_read_some(asio::buffer(ignored), Redirect(error));
  }
  deadline_.cancel();
  socket_.close(error);
}

void Connection::CloseIfIdle() {
  boost::system::error_code ignored;
  if (idle_) socket_.close(ignored);
}

tcp::socket Connection::TakeSocket() {
  deadline_.cancel();
  return std::move(socket_);
}

}  // namespace paritrana::gateway
