// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace paritrana::gateway::testing {

// One answer as it came over the wire. Header names in lower case.
struct WireResponse {
  int status = 0;  // 0: the connection ended without an answer
  std::map<std::string, std::string> headers;
  std::string body;
};

// One server-sent event.
struct WireEvent {
  std::string id;  // empty if the event has none
  std::string name;
  std::string data;
  std::string comment;
  std::string retry;
};

// A plain HTTP client on one socket, which can also misbehave: it sends what it is told, byte by
// byte if need be, and reads as slowly as the test wants. Every read ends after thirty seconds, so
// that a failing test fails instead of hanging. Not thread-safe.
class HttpClient {
 public:
  // Connects to "127.0.0.1:40123"; CHECKs that it could. `receive_bytes` bounds the socket's
  // buffer, 0 leaves it alone.
  explicit HttpClient(const std::string& address, int receive_bytes = 0);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Sends bytes as they are; false if the other side has closed.
  bool Send(std::string_view bytes);

  // Sends a request with Host and Content-Length, and reads the answer.
  WireResponse Request(const std::string& method, const std::string& target,
                       const std::map<std::string, std::string>& headers = {},
                       const std::string& body = {});

  // Reads one answer; `has_body` false after a HEAD.
  WireResponse ReadResponse(bool has_body = true);

  // Begins to watch a stream; returns the head. Events then come from NextEvent.
  WireResponse Watch(const std::string& target,
                     const std::map<std::string, std::string>& headers = {});

  // The next event, comment or retry hint; nothing when the stream ends or thirty seconds have
  // passed.
  std::optional<WireEvent> NextEvent();

  // The next event of a name, others skipped.
  std::optional<WireEvent> NextEvent(const std::string& name);

  // Ends the connection; a read under way on another thread returns. Thread-safe.
  void Cut();

  // True once the other side has ended the connection (waits up to thirty seconds).
  bool Ended();

 private:
  // Reads more bytes; false at the end.
  bool Fill();
  std::optional<std::string> TakeUntil(std::string_view end);
  std::string TakeBytes(std::size_t count);

  int socket_ = -1;
  std::string buffer_;
};

// One request on a connection of its own.
WireResponse Fetch(const std::string& address, const std::string& method, const std::string& target,
                   const std::map<std::string, std::string>& headers = {},
                   const std::string& body = {});

}  // namespace paritrana::gateway::testing
