// SPDX-License-Identifier: Apache-2.0
#include "libs/base/retry_after.h"

#include <charconv>
#include <string>

#include "absl/strings/cord.h"

namespace paritrana {
namespace {

constexpr char kPayload[] = "paritrana/retry-after-milliseconds";

}  // namespace

absl::Status WithRetryAfter(absl::Status status, absl::Duration after) {
  if (status.ok()) return status;
  // Rounded up: a caller who waits exactly so long must not come too early.
  const std::int64_t milliseconds =
      absl::ToInt64Milliseconds(absl::Ceil(after, absl::Milliseconds(1)));
  status.SetPayload(kPayload, absl::Cord(std::to_string(milliseconds)));
  return status;
}

std::optional<absl::Duration> RetryAfterOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayload);
  if (!payload.has_value()) return std::nullopt;
  const std::string text(*payload);
  std::int64_t milliseconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  if (error != std::errc()) return std::nullopt;
  return absl::Milliseconds(milliseconds);
}

}  // namespace paritrana
