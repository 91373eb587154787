// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/register_employer.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// Replaces an employer's attributes as a whole.
struct ChangeEmployer {
  RequestKey key;
  std::string employer_ref;
  EmployerDraft employer;  // npp and division: those of the reference, or empty
};

// Carries out ChangeEmployer: one effect and one answer per request key. With another registration
// region it leaves a request that the employer's participants be stated again
// (RestateParticipantsHandler). Thread-safe.
class ChangeEmployerHandler {
 public:
  explicit ChangeEmployerHandler(const Surroundings& surroundings) : surroundings_(surroundings) {}

  // EMPLOYER_UNKNOWN, REGION_UNKNOWN, PAYER_INVALID (another npp or division) and the faults of the
  // draft.
  absl::StatusOr<RecordedEmployer> Handle(const ChangeEmployer& command, absl::Time deadline) const;

 private:
  absl::StatusOr<RecordedEmployer> Change(RegisterTransaction& transaction, const RequestKey& key,
                                          Employer employer) const;

  Surroundings surroundings_;
};

}  // namespace paritrana::registration
