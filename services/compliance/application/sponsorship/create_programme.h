// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "services/compliance/application/sponsorship/sponsor_ledger.h"

namespace paritrana::compliance {

// Creates a programme with its first terms.
struct CreateProgramme {
  ProgrammeKey key;
  ProgrammeAttributes attributes;
  ProgrammeTerms terms;
  std::optional<absl::CivilDay> dated_on;  // nothing: today
  std::string caller;
  absl::Time deadline;
};

// The use case. Thread-safe.
class CreateProgrammeHandler {
 public:
  // All must outlive the handler.
  CreateProgrammeHandler(SponsorLedger& ledger, const contribution::RuleBook& rules,
                         const Clock& clock)
      : ledger_(ledger), rules_(rules), clock_(clock) {}

  // The same programme with the same content gets the same answer: the programme as created.
  // SPONSOR_PROGRAMME_EXISTS, SPONSOR_KIND_DIFFERS, AMENDMENT_DATE_INVALID, RULE_UNKNOWN, what
  // CheckTerms refuses, PAYER_UNKNOWN.
  absl::StatusOr<SponsorProgramme> Create(const CreateProgramme& command);

 private:
  absl::Status Check(const CreateProgramme& command, absl::CivilDay today) const;

  SponsorLedger& ledger_;
  const contribution::RuleBook& rules_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
