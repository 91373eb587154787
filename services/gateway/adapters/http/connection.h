// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/gateway/adapters/http/server.h"

namespace paritrana::gateway {

// Makes a coroutine receive an error as a value: nothing throws here.
inline auto Redirect(boost::system::error_code& error) {
  return boost::asio::redirect_error(boost::asio::use_awaitable, error);
}

// One caller's connection: reads requests and writes answers, each against a deadline, so that a
// slow or silent caller holds it for a known time only. Lives on the server's one thread; shared
// with the handlers of its timer.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, const HttpOptions& options);

  // Reads the next request whole. CANCELLED when there is nothing to answer (the caller left, or
  // was idle for too long); REQUEST_MALFORMED, HEADERS_TOO_LARGE, MESSAGE_TOO_LARGE,
  // REQUEST_TIMEOUT otherwise. Sets keep_alive.
  boost::asio::awaitable<absl::StatusOr<HttpRequest>> Read();

  // Writes an answer; false if the caller is gone or too slow.
  boost::asio::awaitable<bool> Write(std::string head, SharedBytes body);

  // Ends the connection so that the caller can still read the last answer, even if it was sending.
  boost::asio::awaitable<void> Close();

  // Cuts the connection if it is between requests.
  void CloseIfIdle();

  // Gives the socket away; the connection is over.
  boost::asio::ip::tcp::socket TakeSocket();

  bool keep_alive = false;

 private:
  void SetDeadline(absl::Duration within);
  boost::asio::awaitable<bool> WaitForFirstByte();
  absl::Status Explain(const boost::system::error_code& error) const;

  boost::asio::ip::tcp::socket socket_;
  const HttpOptions& options_;
  boost::asio::steady_timer deadline_;
  bool expired_ = false;
  bool idle_ = true;
  boost::beast::flat_buffer buffer_;
};

}  // namespace paritrana::gateway
