// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// An employer as the caller sends it. Choices are numbers of the vocabulary, not checked.
struct EmployerDraft {
  std::string npp;
  std::string division;
  std::string name;
  int kind = 0;
  int size_class = 0;
  std::string kbli;
  std::string registration_region;
  int jkk_class = 0;
  std::vector<std::string> reliefs;
};

// An employer as recorded, and where its fact stands.
struct RecordedEmployer {
  Employer employer;
  Position position;
};

// Checks a draft by itself; faults have a path below "employer". The result has no id or revision.
absl::StatusOr<Employer> CheckEmployerDraft(const EmployerDraft& draft);

// Registers an employer or one of its divisions.
struct RegisterEmployer {
  RequestKey key;
  EmployerDraft employer;
};

// Carries out RegisterEmployer: one effect and one answer per request key. Thread-safe.
class RegisterEmployerHandler {
 public:
  explicit RegisterEmployerHandler(const Surroundings& surroundings)
      : surroundings_(surroundings) {}

  // EMPLOYER_EXISTS, REGION_UNKNOWN and the faults of the draft.
  absl::StatusOr<RecordedEmployer> Handle(const RegisterEmployer& command,
                                          absl::Time deadline) const;

 private:
  absl::StatusOr<RecordedEmployer> Register(RegisterTransaction& transaction, const RequestKey& key,
                                            Employer employer) const;

  Surroundings surroundings_;
};

// REGION_UNKNOWN unless the employer's region stands in a tree.
absl::Status CheckRegionKnown(RegisterTransaction& transaction, const Employer& employer);

}  // namespace paritrana::registration
