// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/postgres/connection.h"

namespace paritrana::compliance {

// A row of table idempotency_key: what a caller's key stands for and how it was answered.
struct StoredAnswer {
  std::string key;
  std::string request;
  std::string answer;
};

// The answer kept under a key. IDEMPOTENCY_KEY_REUSED if it was given to another request.
absl::StatusOr<std::optional<std::string>> FindAnswer(postgres::Connection& connection,
                                                      const std::string& key,
                                                      const std::string& request);

// Keeps an answer, in the transaction that does what it says.
absl::Status KeepAnswer(postgres::Connection& connection, const StoredAnswer& answer,
                        absl::Time now);

}  // namespace paritrana::compliance
