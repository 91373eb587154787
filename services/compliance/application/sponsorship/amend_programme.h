// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "services/compliance/application/sponsorship/sponsor_ledger.h"
#include "services/compliance/application/sponsorship/sponsor_queries.h"

namespace paritrana::compliance {

// Changes a programme's terms from a day on.
struct AmendProgramme {
  std::string idempotency_key;
  ProgrammeKey key;
  ProgrammeTerms terms;
  std::optional<absl::CivilDay> dated_on;  // nothing: today
  std::string reason;
  std::string caller;
  absl::Time deadline;
};

struct AmendedProgramme {
  Amendment<ProgrammeTerms> amendment;
  Findings warnings;
};

// The use case. An amendment below what is enrolled or paid holds and warns: a council that cuts a
// budget has cut it, and a register that refused to know would hide who falls out until they do.
// Thread-safe.
class AmendProgrammeHandler {
 public:
  // All must outlive the handler.
  AmendProgrammeHandler(SponsorLedger& ledger, SponsorQueries& queries,
                        const contribution::RuleBook& rules, const Clock& clock)
      : ledger_(ledger), queries_(queries), rules_(rules), clock_(clock) {}

  // The same key again gets the first answer. SPONSOR_PROGRAMME_UNKNOWN, AMENDMENT_DATE_INVALID,
  // AMENDMENT_REASON_REQUIRED, RULE_UNKNOWN, what CheckTerms refuses, IDEMPOTENCY_KEY_REUSED.
  absl::StatusOr<AmendedProgramme> Amend(const AmendProgramme& command);

 private:
  absl::StatusOr<Findings> Warnings(const SponsorProgramme& programme, const ProgrammeTerms& terms,
                                    absl::Time deadline);

  SponsorLedger& ledger_;
  SponsorQueries& queries_;
  const contribution::RuleBook& rules_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
