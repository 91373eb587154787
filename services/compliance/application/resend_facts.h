// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/events/log.h"

namespace paritrana::compliance {

// Facts of one call of ResendFacts at most: about a minute of work.
inline constexpr std::uint64_t kFactsPerResendMax = 100'000;

// A run of facts of one shard, both ends included.
struct FactRange {
  Shard shard;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

// Makes facts again from the ledger, byte for byte as first published. Thread-safe.
class FactArchive {
 public:
  virtual ~FactArchive() = default;

  // Passes the facts of `range` to `sink` in order of sequence, as records for the log. Stops at
  // the first error of `sink`. SEQUENCE_UNKNOWN if the range reaches past what was committed.
  virtual absl::Status ForEach(
      const FactRange& range, absl::Time deadline,
      const std::function<absl::Status(paritrana::events::Record)>& sink) = 0;
};

// The use case: sends a range of facts again, for readers that miss some.
//
// Harmless at any time, since a reader that has them skips them. Thread-safe.
class ResendFactsHandler {
 public:
  // Both must outlive the handler.
  ResendFactsHandler(FactArchive& archive, paritrana::events::Log& log)
      : archive_(archive), log_(log) {}

  // Returns the number of facts that the log acknowledged. FIELD_OUT_OF_RANGE, SEQUENCE_UNKNOWN,
  // EVENT_LOG_UNAVAILABLE.
  absl::StatusOr<std::uint64_t> Resend(const FactRange& range, absl::Time deadline);

 private:
  FactArchive& archive_;
  paritrana::events::Log& log_;
};

}  // namespace paritrana::compliance
