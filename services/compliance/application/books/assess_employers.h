// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/application/books/assessment_ledger.h"
#include "services/compliance/application/books/close_step.h"
#include "services/compliance/application/dues/dues_queries.h"
#include "services/compliance/application/enforcement/employer_flags.h"

namespace paritrana::compliance {

// The use case that keeps facts about employers up to date: replays the account of each queued
// employer as of today, and states what has changed. One thread an instance.
class AssessEmployersHandler {
 public:
  // All must outlive the handler.
  AssessEmployersHandler(AssessmentLedger& ledger, DuesQueries& dues, EmployerFlagsReader& flags,
                         const contribution::RuleBook& rules, const Clock& clock)
      : ledger_(ledger), dues_(dues), flags_(flags), rules_(rules), clock_(clock) {}

  // Looks at some queued employers. Returns how many. DEADLINE_EXCEEDED, UNAVAILABLE.
  absl::StatusOr<std::size_t> Take(absl::Time deadline);

 private:
  absl::StatusOr<std::vector<Assessment>> AssessSome(std::span<const EmployerToAssess> employers,
                                                     absl::CivilDay today, absl::Time deadline);

  AssessmentLedger& ledger_;
  DuesQueries& dues_;
  EmployerFlagsReader& flags_;
  const contribution::RuleBook& rules_;
  const Clock& clock_;
};

// Queues every employer at the close of a month: what was due has passed since, and nothing else
// would tell. To be the last step: findings of the others are part of what is stated.
class QueueAssessments : public CloseStep {
 public:
  // The ledger must outlive the step.
  explicit QueueAssessments(AssessmentLedger& ledger) : ledger_(ledger) {}

  std::string_view name() const override { return "assessments"; }
  absl::Status Run(const CloseBlock& block, absl::Time deadline) override {
    return ledger_.Queue(block.employers, deadline);
  }

 private:
  AssessmentLedger& ledger_;
};

}  // namespace paritrana::compliance
