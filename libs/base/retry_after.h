// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace paritrana {

// Returns the same error with the time after which the same call may be made again. OK stays OK.
//
//   return WithRetryAfter(MakeError("RATE_LIMITED", "payer"), absl::Milliseconds(250));
absl::Status WithRetryAfter(absl::Status status, absl::Duration after);

// The time given to WithRetryAfter, rounded up to milliseconds; nothing if none was.
std::optional<absl::Duration> RetryAfterOf(const absl::Status& status);

}  // namespace paritrana
