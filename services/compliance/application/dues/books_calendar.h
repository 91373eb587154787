// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace paritrana::compliance {

// Says up to which day the books of the whole institution are closed, so that a payment of a day
// whose figures were reported is entered only with a reason. Thread-safe.
class BooksCalendar {
 public:
  virtual ~BooksCalendar() = default;

  // The last day of the last month whose books are closed; nothing if none ever were.
  virtual absl::StatusOr<std::optional<absl::CivilDay>> ClosedThrough(absl::Time deadline) = 0;
};

// The calendar of an installation that closes no books.
class NoClosedBooks final : public BooksCalendar {
 public:
  absl::StatusOr<std::optional<absl::CivilDay>> ClosedThrough(absl::Time) override {
    return std::nullopt;
  }
};

}  // namespace paritrana::compliance
