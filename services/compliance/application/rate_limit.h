// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/ids.h"

namespace paritrana::compliance {

// How fast one payer may go on for long. Far more than any payroll needs: the largest one, 250,000
// lines, passes at once and may follow itself every thirteen seconds; a payer of a thousand workers
// who posts each by itself is done in the first burst. A program that posts in a loop by mistake is
// held to a fraction of what one machine can take, so that the others do not notice.
struct RatesPerPayer {
  std::int64_t posts_per_second = 200;     // calls, headers and chunks: each is a transaction
  std::int64_t lines_per_second = 20'000;  // lines sent again count like new ones
};

// Seconds of posts that a payer who was quiet may send at once.
inline constexpr std::int64_t kPostsBurstSeconds = 15;

// Lines that a payer who was quiet may send at once: the largest submission, and all of it again.
inline constexpr std::int64_t kLinesBurst = 600'000;

// Payers remembered, about 10 MB. One who has been quiet long enough needs no memory.
inline constexpr std::size_t kPayersLimitedMost = 100'000;

// Holds each payer to a rate of posts and of lines: two token buckets a payer, each kept as the
// moment at which it will be full again.
//
// In memory of one process: several processes each allow the rate. Thread-safe, does not block.
class RateLimit {
 public:
  // The clock must outlive the limit. Rates must be positive.
  RateLimit(const RatesPerPayer& rates, const Clock& clock,
            std::size_t payers_most = kPayersLimitedMost);

  // Takes one post of `lines` lines. RATE_LIMITED with the time after which the same post fits
  // (RetryAfterOf), if nobody else posts for the payer; then nothing is taken.
  absl::Status Take(EmployerId payer, std::size_t lines);

  // Payers remembered now.
  std::size_t payers() const;

 private:
  struct Bucket {
    absl::Duration each;   // time in which one token flows in
    absl::Duration burst;  // time in which all of them do
  };
  // When each bucket of a payer is full again.
  struct FullAt {
    absl::Time posts = absl::InfinitePast();
    absl::Time lines = absl::InfinitePast();
  };

  static absl::Time After(const Bucket& bucket, absl::Time full_at, std::int64_t taken,
                          absl::Time now);
  FullAt& Remembered(EmployerId payer, absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Clock& clock_;
  const Bucket posts_;
  const Bucket lines_;
  const std::size_t payers_most_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<EmployerId, FullAt> payers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::compliance
