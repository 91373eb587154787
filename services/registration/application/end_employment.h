// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/find_employment.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// Ends an employment on its last day.
struct EndEmployment {
  RequestKey key;
  EmploymentName employment;
  std::string end_date;
};

// Carries out EndEmployment: one effect and one answer per request key. Thread-safe.
class EndEmploymentHandler {
 public:
  explicit EndEmploymentHandler(const Surroundings& surroundings) : surroundings_(surroundings) {}

  // WORKER_UNKNOWN, EMPLOYER_UNKNOWN, EMPLOYMENT_UNKNOWN, EMPLOYMENT_ENDED, DATE_ORDER.
  absl::StatusOr<Answer> Handle(const EndEmployment& command, absl::Time deadline) const;

 private:
  absl::StatusOr<Answer> End(RegisterTransaction& transaction, const RequestKey& key,
                             const CheckedEmploymentName& name, absl::CivilDay last_day) const;

  Surroundings surroundings_;
};

}  // namespace paritrana::registration
