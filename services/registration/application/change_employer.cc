// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/change_employer.h"

#include <utility>

#include "libs/base/status_macros.h"

namespace paritrana::registration {
namespace {

absl::StatusOr<Employer> CheckChange(const ChangeEmployer& command) {
  const auto ref = EmployerRef::Parse(command.employer_ref);
  if (!ref.ok()) return WithFieldPrefix(ref.status(), "employer_ref");
  EmployerDraft draft = command.employer;
  const bool same_npp = draft.npp.empty() || draft.npp == ref->npp();
  const bool same_division = draft.division.empty() || draft.division == ref->division();
  if (!same_npp) return MakeError("PAYER_INVALID", "employer.npp");
  if (!same_division) return MakeError("PAYER_INVALID", "employer.division");
  draft.npp = ref->npp();
  draft.division = ref->division();
  return CheckEmployerDraft(draft);
}

}  // namespace

absl::StatusOr<RecordedEmployer> ChangeEmployerHandler::Handle(const ChangeEmployer& command,
                                                               absl::Time deadline) const {
  PARITRANA_ASSIGN_OR_RETURN(const Employer employer, CheckChange(command));
  return RunTransaction(surroundings_.store, deadline, [&](RegisterTransaction& transaction) {
    return Change(transaction, command.key, employer);
  });
}

absl::StatusOr<RecordedEmployer> ChangeEmployerHandler::Change(RegisterTransaction& transaction,
                                                               const RequestKey& key,
                                                               Employer employer) const {
  PARITRANA_ASSIGN_OR_RETURN(const auto before, transaction.answers().Claim(key));
  if (before) {
    employer.id = EmployerId{before->subject};
    employer.recorded_at = before->recorded_at;
    return RecordedEmployer{std::move(employer), before->position};
  }
  PARITRANA_ASSIGN_OR_RETURN(const auto known, transaction.employers().Lock(employer.ref));
  if (!known) return MakeError("EMPLOYER_UNKNOWN", "employer_ref");
  PARITRANA_RETURN_IF_ERROR(CheckRegionKnown(transaction, employer));
  employer.id = known->id;
  employer.revision = known->revision + 1;
  employer.recorded_at = surroundings_.clock.Now();
  PARITRANA_RETURN_IF_ERROR(transaction.employers().Change(employer));
  if (employer.registration_region != known->registration_region) {
    PARITRANA_RETURN_IF_ERROR(
        transaction.restatements().Request(employer.id, employer.recorded_at));
  }

  Facts facts;
  facts.employers.push_back(employer);
  const Answer answer{employer.id.value(), 0, {}, employer.recorded_at, {}};
  PARITRANA_ASSIGN_OR_RETURN(const Position position,
                             transaction.Commit(facts, employer.recorded_at, Kept{key, answer}));
  return RecordedEmployer{std::move(employer), position};
}

}  // namespace paritrana::registration
