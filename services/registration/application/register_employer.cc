// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/register_employer.h"

#include <algorithm>
#include <span>
#include <utility>

#include "libs/base/status_macros.h"

namespace paritrana::registration {
namespace {

absl::StatusOr<Employer> Check(const EmployerDraft& draft) {
  Employer employer;
  PARITRANA_ASSIGN_OR_RETURN(employer.ref, EmployerRef::Make(draft.npp, draft.division));
  if (draft.kind < 0 || draft.kind > kEmployerKindMax) return MakeError("ENUM_UNKNOWN", "kind");
  if (draft.size_class < 0 || draft.size_class > kSizeClassMax) {
    return MakeError("ENUM_UNKNOWN", "size_class");
  }
  employer.name = draft.name;
  employer.kind = static_cast<EmployerKind>(draft.kind);
  employer.size_class = static_cast<SizeClass>(draft.size_class);
  employer.kbli = draft.kbli;
  auto region = RegionCode::Parse(draft.registration_region);
  if (!region.ok()) return WithFieldPrefix(region.status(), "registration_region");
  employer.registration_region = *region;
  if (draft.jkk_class < 0 || draft.jkk_class > kJkkClassMax) {
    return MakeError("ENUM_UNKNOWN", "jkk_class");
  }
  employer.jkk_class = static_cast<JkkClass>(draft.jkk_class);
  employer.reliefs = draft.reliefs;
  std::sort(employer.reliefs.begin(), employer.reliefs.end());
  PARITRANA_RETURN_IF_ERROR(CheckEmployer(employer));
  return employer;
}

}  // namespace

absl::StatusOr<Employer> CheckEmployerDraft(const EmployerDraft& draft) {
  auto employer = Check(draft);
  if (!employer.ok()) return WithFieldPrefix(employer.status(), "employer");
  return employer;
}

absl::Status CheckRegionKnown(RegisterTransaction& transaction, const Employer& employer) {
  PARITRANA_ASSIGN_OR_RETURN(
      const auto known, transaction.regions().Known(std::span(&employer.registration_region, 1)));
  if (known.empty()) return MakeError("REGION_UNKNOWN", "employer.registration_region");
  return absl::OkStatus();
}

absl::StatusOr<RecordedEmployer> RegisterEmployerHandler::Handle(const RegisterEmployer& command,
                                                                 absl::Time deadline) const {
  PARITRANA_ASSIGN_OR_RETURN(const Employer employer, CheckEmployerDraft(command.employer));
  return RunTransaction(surroundings_.store, deadline, [&](RegisterTransaction& transaction) {
    return Register(transaction, command.key, employer);
  });
}

absl::StatusOr<RecordedEmployer> RegisterEmployerHandler::Register(RegisterTransaction& transaction,
                                                                   const RequestKey& key,
                                                                   Employer employer) const {
  PARITRANA_ASSIGN_OR_RETURN(const auto before, transaction.answers().Claim(key));
  if (before) {
    employer.id = EmployerId{before->subject};
    employer.recorded_at = before->recorded_at;
    return RecordedEmployer{std::move(employer), before->position};
  }
  PARITRANA_RETURN_IF_ERROR(CheckRegionKnown(transaction, employer));
  while (employer.id == EmployerId{}) employer.id = EmployerId{surroundings_.random.NextU64()};
  employer.revision = 1;
  employer.recorded_at = surroundings_.clock.Now();
  PARITRANA_RETURN_IF_ERROR(transaction.employers().Add(employer));

  Facts facts;
  facts.employers.push_back(employer);
  const Answer answer{employer.id.value(), 0, {}, employer.recorded_at, {}};
  PARITRANA_ASSIGN_OR_RETURN(const Position position,
                             transaction.Commit(facts, employer.recorded_at, Kept{key, answer}));
  return RecordedEmployer{std::move(employer), position};
}

}  // namespace paritrana::registration
