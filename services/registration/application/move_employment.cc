// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/move_employment.h"

#include <span>
#include <utility>

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/registration/application/change_person.h"

namespace paritrana::registration {

absl::StatusOr<Answer> MoveEmploymentHandler::Handle(const MoveEmployment& command,
                                                     absl::Time deadline) const {
  PARITRANA_ASSIGN_OR_RETURN(const CheckedEmploymentName name,
                             CheckEmploymentName(command.employment, surroundings_.vault));
  const auto first_day = ParseDate(command.from_date);
  if (!first_day.ok()) return WithFieldPrefix(first_day.status(), "from_date");
  const auto workplace = RegionCode::Parse(command.workplace_region);
  if (!workplace.ok()) return WithFieldPrefix(workplace.status(), "workplace_region");
  return RunTransaction(surroundings_.store, deadline, [&](RegisterTransaction& transaction) {
    return Move(transaction, command.key, name, {*first_day, *workplace});
  });
}

absl::StatusOr<Answer> MoveEmploymentHandler::Move(RegisterTransaction& transaction,
                                                   const RequestKey& key,
                                                   const CheckedEmploymentName& name,
                                                   const Target& target) const {
  PARITRANA_ASSIGN_OR_RETURN(auto before, transaction.answers().Claim(key));
  if (before) return *std::move(before);
  PARITRANA_ASSIGN_OR_RETURN(const auto known,
                             transaction.regions().Known(std::span(&target.workplace, 1)));
  if (known.empty()) return MakeError("REGION_UNKNOWN", "workplace_region");
  PARITRANA_ASSIGN_OR_RETURN(FoundEmployment found, FindEmployment(transaction, name));
  PARITRANA_ASSIGN_OR_RETURN(const auto move, MoveMembership(found.person.participant, found.key,
                                                             target.first_day, target.workplace));
  ChangedMemberships changed;
  if (move.closed) changed.ended.push_back(*move.closed);
  if (move.opened) changed.added.push_back(*move.opened);
  return CommitChange(transaction, std::move(found.person), changed, key,
                      surroundings_.clock.Now());
}

}  // namespace paritrana::registration
