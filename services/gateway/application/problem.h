// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "services/gateway/application/negotiation.h"

namespace paritrana::gateway {

// An error as HTTP callers read it: RFC 9457, application/problem+json.
struct Problem {
  int http_status = 500;
  bool retryable = false;
  std::int64_t retry_after_seconds = 1;  // of one that is retryable
  std::string json;
};

// Describes an error by the table of reasons (libs/base/reason.h): type, title, status, reason,
// field (in JSON names), detail in `language`, retryable, and
// retryAfterMilliseconds if the error says when to try again. The status message is for logs and
// not shown.
Problem DescribeProblem(const absl::Status& error, Language language);

}  // namespace paritrana::gateway
