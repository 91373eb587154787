// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace paritrana {

// One reason for which something is refused, as the whole platform knows it.
//
// All reasons stand in one table (reason_table*.cc, by purpose): gRPC status, HTTP status, exit
// code and texts are looked up there and nowhere else, and docs/reasons.md is generated from it. A
// name never changes once published. A text says whose fault it is, whether to retry and what to do
// next, and never repeats an identity number, a name or a wage.
struct Reason {
  std::string_view name;  // "WORKER_UNKNOWN"
  absl::StatusCode code;
  int http_status;
  int exit_code;
  bool retryable;  // true: the same call may succeed later unchanged
  std::string_view text_id;
  std::string_view text_en;
};

// All reasons, ordered by name.
std::span<const Reason> AllReasons();

// Finds a reason by name; nullptr if there is none.
const Reason* FindReason(std::string_view name);

// Makes an error with a reason. `name` must be in the table (CHECKed). `field` is the path of the
// field at fault, empty if none; `detail` is for logs and developers, never for secrets, and
// becomes the status message.
//
//   return MakeError("REGION_UNKNOWN", "employment.workplace_region");
absl::Status MakeError(std::string_view name, std::string_view field = {},
                       std::string_view detail = {});

// The reason of a status made by MakeError. A status without one maps by its code: deadline →
// DEADLINE_EXCEEDED, unavailable → UNAVAILABLE, cancelled → CANCELLED, anything else → INTERNAL.
// Never nullptr for an error.
const Reason* ReasonOf(const absl::Status& status);

// The field path given to MakeError, empty if none.
std::string FieldOf(const absl::Status& status);

// Returns the same error with `prefix` and a dot put before its field path: how a caller says where
// in the request a value that failed to parse stood. OK stays OK.
absl::Status WithFieldPrefix(absl::Status status, std::string_view prefix);

}  // namespace paritrana
