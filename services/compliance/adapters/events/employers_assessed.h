// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/domain/books/assessment.h"

namespace paritrana::compliance {

inline constexpr char kEmployersAssessedTopic[] = "compliance.employers.v1";
inline constexpr char kEmployersAssessedType[] = "id.paritrana.compliance.employers-assessed.v1";

// One employer of a fact.
struct AssessedEmployer {
  EmployerId id;
  std::uint64_t revision = 0;
  absl::CivilDay as_of;
  Assessment assessment;
};

// An assessment as the event has it, without employer, revision and day: equal bytes say that
// nothing has changed.
std::string EncodeAssessment(const Assessment& assessment);

// Serialises EmployersAssessed without its fields 1 to 3, which the outbox puts in front. Equal
// input gives equal bytes; tests/contract keeps golden ones.
std::string EncodeEmployersAssessed(std::span<const AssessedEmployer> employers,
                                    absl::Time recorded_at);

}  // namespace paritrana::compliance
