// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/compliance/domain/enforcement/evidence.h"
#include "services/compliance/domain/enforcement/subject.h"

namespace paritrana::compliance {

// Says what is past due and unpaid. Thread-safe.
class ArrearsReader {
 public:
  virtual ~ArrearsReader() = default;

  // The arrears at the end of a day; a total of zero if there are none. Nothing if nobody knows.
  virtual absl::StatusOr<std::optional<ArrearsEvidence>> Read(const Subject& subject,
                                                              absl::CivilDay day,
                                                              absl::Time deadline) = 0;
};

// The reader of an installation without accounts.
class UnknownArrears final : public ArrearsReader {
 public:
  absl::StatusOr<std::optional<ArrearsEvidence>> Read(const Subject&, absl::CivilDay,
                                                      absl::Time) override {
    return std::nullopt;
  }
};

}  // namespace paritrana::compliance
