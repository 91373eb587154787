// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/gateway/application/negotiation.h"
#include "services/gateway/domain/table_history.h"

// HTTP as the gateway's handlers see it, free of the library that speaks it.
namespace paritrana::gateway {

// One request, read whole.
struct HttpRequest {
  std::string method;  // "GET"
  std::string target;  // "/v1/employers?pageSize=2"
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  // Value of a header (any case), empty if there is none; repeated ones are joined by commas.
  std::string Header(std::string_view name) const;

  std::string_view path() const;
  std::string_view query() const;
};

// Wish to watch a table: the connection turns into a stream of events.
struct ViewerTicket {
  std::string table;       // "regencies/64/2024-12"
  std::uint64_t seen = 0;  // Last-Event-ID, 0 for none
  Language language = Language::kIndonesian;
};

// One answer. Bytes are shared, never copied per caller.
struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  SharedBytes body;  // null: none
  // Set instead of the rest when the connection is to watch a table.
  std::optional<ViewerTicket> watch;
  // What was asked for, for metrics: a template or a kind of page, never a path.
  std::string route = "other";
};

// Answers one request. `done` is called exactly once, from any thread.
class HttpHandler {
 public:
  using Done = std::function<void(HttpResponse)>;

  virtual ~HttpHandler() = default;
  virtual void Handle(HttpRequest request, Done done) = 0;
};

// An answer with an error as application/problem+json.
HttpResponse ProblemResponse(const absl::Status& error, Language language);

// An answer with JSON.
HttpResponse JsonResponse(std::string json);

// The head of an answer as it goes over the wire, with Date, Content-Length and the headers that
// every answer carries. `keep_alive` says what becomes of the connection.
std::string SerializeHead(const HttpResponse& response, absl::Time now, bool keep_alive);

}  // namespace paritrana::gateway
