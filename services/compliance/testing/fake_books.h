// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "absl/synchronization/mutex.h"
#include "services/compliance/application/dues/books_calendar.h"

namespace paritrana::compliance::testing {

// Books that a test closes and opens. Thread-safe.
class FakeBooks : public BooksCalendar {
 public:
  void CloseThrough(std::optional<absl::CivilDay> day) {
    absl::MutexLock lock(&mutex_);
    closed_through_ = day;
  }

  absl::StatusOr<std::optional<absl::CivilDay>> ClosedThrough(absl::Time) override {
    absl::MutexLock lock(&mutex_);
    return closed_through_;
  }

 private:
  absl::Mutex mutex_;
  std::optional<absl::CivilDay> closed_through_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::compliance::testing
