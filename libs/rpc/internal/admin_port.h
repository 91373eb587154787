// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace paritrana::rpc::internal {

struct AdminAnswer {
  int http_status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
};

// Answers GET and HEAD of a few fixed paths over HTTP/1.1 on one thread of its own, for operators
// and their tools: one request a connection, small requests only, slow callers cut off, few at
// once.
class AdminPort {
 public:
  // Called on the port's thread for each path but /livez, which is answered at once. Must not
  // block. Status 404 for a path that is not there.
  using Handler = std::function<AdminAnswer(const std::string& path)>;

  // Listens and serves until destroyed. UNAVAILABLE if the address can't be used.
  static absl::StatusOr<std::unique_ptr<AdminPort>> Open(const std::string& address,
                                                         Handler handler);
  virtual ~AdminPort() = default;

  // "127.0.0.1:40123".
  virtual std::string address() const = 0;
};

}  // namespace paritrana::rpc::internal
