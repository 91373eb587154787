// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/find_employment.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// Moves an employment to another workplace from a day on.
struct MoveEmployment {
  RequestKey key;
  EmploymentName employment;
  std::string from_date;
  std::string workplace_region;
};

// Carries out MoveEmployment: one effect and one answer per request key. Thread-safe.
class MoveEmploymentHandler {
 public:
  explicit MoveEmploymentHandler(const Surroundings& surroundings) : surroundings_(surroundings) {}

  // WORKER_UNKNOWN, EMPLOYER_UNKNOWN, EMPLOYMENT_UNKNOWN, EMPLOYMENT_ENDED, DATE_ORDER,
  // REGION_UNKNOWN. Moving to where the work is done already changes nothing.
  absl::StatusOr<Answer> Handle(const MoveEmployment& command, absl::Time deadline) const;

 private:
  struct Target {
    absl::CivilDay first_day;
    RegionCode workplace;
  };

  absl::StatusOr<Answer> Move(RegisterTransaction& transaction, const RequestKey& key,
                              const CheckedEmploymentName& name, const Target& target) const;

  Surroundings surroundings_;
};

}  // namespace paritrana::registration
