// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/rate_limit.h"

#include <algorithm>

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/retry_after.h"

namespace paritrana::compliance {

RateLimit::RateLimit(const RatesPerPayer& rates, const Clock& clock, std::size_t payers_most)
    : clock_(clock),
      posts_{absl::Seconds(1) / rates.posts_per_second, absl::Seconds(kPostsBurstSeconds)},
      lines_{absl::Seconds(1) / rates.lines_per_second,
             absl::Seconds(1) / rates.lines_per_second * kLinesBurst},
      payers_most_(payers_most) {
  PARITRANA_CHECK(rates.posts_per_second > 0 && rates.lines_per_second > 0);
}

// When the bucket will be full again if so many tokens are taken now. A clock that was put back
// leaves a bucket empty at worst, never emptier.
absl::Time RateLimit::After(const Bucket& bucket, absl::Time full_at, std::int64_t taken,
                            absl::Time now) {
  return std::clamp(full_at, now, now + bucket.burst) + taken * bucket.each;
}

absl::Status RateLimit::Take(EmployerId payer, std::size_t lines) {
  absl::MutexLock lock(&mutex_);
  const absl::Time now = clock_.Now();
  FullAt& full_at = Remembered(payer, now);
  const FullAt after = {After(posts_, full_at.posts, 1, now),
                        After(lines_, full_at.lines, static_cast<std::int64_t>(lines), now)};
  const absl::Duration wait =
      std::max(after.posts - (now + posts_.burst), after.lines - (now + lines_.burst));
  if (wait > absl::ZeroDuration()) return WithRetryAfter(MakeError("RATE_LIMITED", "payer"), wait);
  full_at = after;
  return absl::OkStatus();
}

RateLimit::FullAt& RateLimit::Remembered(EmployerId payer, absl::Time now) {
  if (payers_.size() >= payers_most_ && !payers_.contains(payer)) {
    absl::erase_if(payers_, [&](const auto& entry) {
      return entry.second.posts <= now && entry.second.lines <= now;
    });
    // So many payers at once are no runaway loop: all begin anew.
    if (payers_.size() >= payers_most_) payers_.clear();
  }
  return payers_[payer];
}

std::size_t RateLimit::payers() const {
  absl::MutexLock lock(&mutex_);
  return payers_.size();
}

}  // namespace paritrana::compliance
