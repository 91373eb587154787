// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/look_up_worker.h"

#include <algorithm>

#include "libs/base/status_macros.h"
#include "services/registration/application/find_employment.h"

namespace paritrana::registration {
namespace {

absl::StatusOr<WorkerView> LookUp(RegisterTransaction& transaction,
                                  const CheckedIdentity& identity) {
  PARITRANA_ASSIGN_OR_RETURN(const Person person,
                             FindPerson(transaction, identity, LockMode::kNone));
  std::vector<EmployerId> ids;
  for (const Membership& membership : person.participant.memberships) {
    ids.push_back(membership.employer);
  }
  PARITRANA_ASSIGN_OR_RETURN(const auto refs, transaction.employers().RefsOf(ids));
  WorkerView view{person.participant.pseudonym, {}};
  for (const Membership& membership : person.participant.memberships) {
    view.employments.push_back({refs.at(membership.employer), membership});
  }
  std::stable_sort(view.employments.begin(), view.employments.end(),
                   [](const EmploymentView& a, const EmploymentView& b) {
                     return a.membership.start > b.membership.start;
                   });
  return view;
}

}  // namespace

absl::StatusOr<WorkerView> LookUpWorkerHandler::Handle(const IdentityDraft& identity,
                                                       absl::Time deadline) const {
  PARITRANA_ASSIGN_OR_RETURN(const CheckedIdentity checked,
                             CheckIdentity(identity, surroundings_.vault));
  return RunTransaction(surroundings_.store, deadline, [&](RegisterTransaction& transaction) {
    return LookUp(transaction, checked);
  });
}

}  // namespace paritrana::registration
