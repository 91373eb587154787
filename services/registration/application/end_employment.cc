// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/end_employment.h"

#include <utility>

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/registration/application/change_person.h"

namespace paritrana::registration {

absl::StatusOr<Answer> EndEmploymentHandler::Handle(const EndEmployment& command,
                                                    absl::Time deadline) const {
  PARITRANA_ASSIGN_OR_RETURN(const CheckedEmploymentName name,
                             CheckEmploymentName(command.employment, surroundings_.vault));
  const auto last_day = ParseDate(command.end_date);
  if (!last_day.ok()) return WithFieldPrefix(last_day.status(), "end_date");
  return RunTransaction(surroundings_.store, deadline, [&](RegisterTransaction& transaction) {
    return End(transaction, command.key, name, *last_day);
  });
}

absl::StatusOr<Answer> EndEmploymentHandler::End(RegisterTransaction& transaction,
                                                 const RequestKey& key,
                                                 const CheckedEmploymentName& name,
                                                 absl::CivilDay last_day) const {
  PARITRANA_ASSIGN_OR_RETURN(auto before, transaction.answers().Claim(key));
  if (before) return *std::move(before);
  PARITRANA_ASSIGN_OR_RETURN(FoundEmployment found, FindEmployment(transaction, name));
  PARITRANA_ASSIGN_OR_RETURN(const std::uint32_t ended,
                             EndMembership(found.person.participant, found.key, last_day));
  return CommitChange(transaction, std::move(found.person), {.ended = {ended}, .added = {}}, key,
                      surroundings_.clock.Now());
}

}  // namespace paritrana::registration
