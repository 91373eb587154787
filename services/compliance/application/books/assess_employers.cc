// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/books/assess_employers.h"

#include <map>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

// Employers of one transaction: their facts fit into a message even if all are of one shard.
constexpr std::size_t kEmployersPerStep = 100;

}  // namespace

absl::StatusOr<std::vector<Assessment>> AssessEmployersHandler::AssessSome(
    std::span<const EmployerToAssess> employers, absl::CivilDay today, absl::Time deadline) {
  std::vector<EmployerId> ids;
  for (const EmployerToAssess& employer : employers) ids.push_back(employer.id);
  PARITRANA_ASSIGN_OR_RETURN(const auto flags, flags_.Read(ids, deadline));
  std::vector<Assessment> assessments;
  for (const EmployerToAssess& employer : employers) {
    PARITRANA_ASSIGN_OR_RETURN(const AccountRecord record,
                               dues_.ReadAccount(employer.id, deadline));
    AssessmentSources sources{
        record.terms, {}, {}, employer.declarations_missing, employer.newest_missed};
    if (const auto found = flags.find(employer.id); found != flags.end()) {
      sources.suspected = found->second.suspected;
      sources.confirmed = found->second.confirmed;
    }
    // What can't be replayed is an alarm of the account worker, and states nothing here.
    Account account;
    account.as_of.day = today;
    auto replayed = ReplayAccount(rules_, record.terms, record.history, account.as_of);
    if (replayed.ok()) account = *std::move(replayed);
    assessments.push_back(Assess(rules_, sources, account));
  }
  return assessments;
}

absl::StatusOr<std::size_t> AssessEmployersHandler::Take(absl::Time deadline) {
  // PostgreSQL keeps microseconds.
  const absl::Time now = absl::FromUnixMicros(absl::ToUnixMicros(clock_.Now()));
  const absl::CivilDay today = DayInWib(now);
  const AssessAll assess = [&](std::span<const EmployerToAssess> employers) {
    return AssessSome(employers, today, deadline);
  };
  return ledger_.StateNext(kEmployersPerStep, assess, today, now, deadline);
}

}  // namespace paritrana::compliance
