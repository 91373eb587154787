// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/registration/application/check_worker.h"
#include "services/registration/application/register.h"

namespace paritrana::registration {

// An employment as callers name it: worker, payer and segment, not checked.
struct EmploymentName {
  IdentityDraft identity;
  std::string employer_ref;
  int segment = 0;
};

// The same, well-formed.
struct CheckedEmploymentName {
  CheckedIdentity identity;
  EmployerRef employer;
  Segment segment = Segment::kUnspecified;
};

// IDENTITY_REQUIRED, NIK_INVALID …, PAYER_INVALID, SEGMENT_INVALID.
absl::StatusOr<CheckedEmploymentName> CheckEmploymentName(const EmploymentName& name,
                                                          const identity::Vault& vault);

// The person meant, locked, and which of his or her memberships.
struct FoundEmployment {
  Person person;
  MembershipKey key;
};

// EMPLOYER_UNKNOWN, WORKER_UNKNOWN.
absl::StatusOr<FoundEmployment> FindEmployment(RegisterTransaction& transaction,
                                               const CheckedEmploymentName& name);

// The person that an identity leads to. WORKER_UNKNOWN.
absl::StatusOr<Person> FindPerson(RegisterTransaction& transaction, const CheckedIdentity& identity,
                                  LockMode mode);

}  // namespace paritrana::registration
