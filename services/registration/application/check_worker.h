// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/identity/identity.h"
#include "services/registration/domain/employer.h"
#include "services/registration/domain/participant.h"

namespace paritrana::registration {

// An identity as the caller sends it, not checked.
struct IdentityDraft {
  std::optional<identity::Kind> kind;
  std::string number;
};

// An employment as the caller sends it. Choices are numbers of the vocabulary, not checked.
struct EmploymentDraft {
  std::string employer_ref;
  int segment = 0;
  int worker_kind = 0;
  int sponsor_kind = 0;
  std::string start_date;
  std::string end_date;
  std::string workplace_region;
  std::string domicile_region;
  std::vector<int> programmes;
  std::string payroll_number;
};

// A worker as the caller sends it.
struct WorkerDraft {
  IdentityDraft identity;
  std::string kpj;
  std::string name;
  std::string birth_date;
  int sex = 0;
  EmploymentDraft employment;
};

// An identity that is well-formed, with its look-up token.
struct CheckedIdentity {
  identity::Kind kind = identity::Kind::kNik;
  std::string number;
  identity::Token token{};
};

// A worker that is right in itself; whether employer and regions exist is for the register to say.
struct CheckedWorker {
  CheckedIdentity identity;
  std::optional<CheckedIdentity> kpj;  // besides a NIK or passport
  std::string name;
  absl::CivilDay birth_date;
  Sex sex = Sex::kUnspecified;
  EmployerRef employer;
  Membership membership;  // without number and employer id
};

// Either a worker or all that is wrong with it, each fault with its path ("worker.name").
struct WorkerCheck {
  std::optional<CheckedWorker> worker;
  std::vector<absl::Status> faults;
};

// Checks everything that needs no look-up and reports every fault, not just the first: a payroll
// operator corrects a line once.
WorkerCheck CheckWorker(const WorkerDraft& draft, const identity::Vault& vault);

// Checks an identity by itself: IDENTITY_REQUIRED, NIK_INVALID, KPJ_INVALID, PASSPORT_INVALID below
// the path of its field.
absl::StatusOr<CheckedIdentity> CheckIdentity(const IdentityDraft& draft,
                                              const identity::Vault& vault,
                                              const std::string& path = "identity");

// A segment by its number. SEGMENT_INVALID.
absl::StatusOr<Segment> CheckSegment(int number);

}  // namespace paritrana::registration
