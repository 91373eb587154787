// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/enforcement/account_arrears.h"

#include "libs/base/status_macros.h"

namespace paritrana::compliance {

ArrearsEvidence ArrearsOf(const Account& account) {
  ArrearsEvidence arrears;
  arrears.total = account.totals.arrears;
  arrears.employee = account.totals.arrears_employee;
  if (account.totals.arrears_class != nullptr) {
    arrears.arrears_class = account.totals.arrears_class->code;
  }
  for (const PeriodDues& dues : account.periods) {
    if (!dues.in_arrears() || !dues.due) continue;
    const bool oldest = arrears.periods == 0 || dues.due->day() < arrears.oldest_due;
    if (oldest) arrears.oldest_due = dues.due->day();
    ++arrears.periods;
  }
  return arrears;
}

absl::StatusOr<std::optional<ArrearsEvidence>> AccountArrears::Read(const Subject& subject,
                                                                    absl::CivilDay day,
                                                                    absl::Time deadline) {
  if (!subject.registered()) return ArrearsEvidence{};
  PARITRANA_ASSIGN_OR_RETURN(const AccountRecord record,
                             queries_.ReadAccount(subject.employer, deadline));
  PARITRANA_ASSIGN_OR_RETURN(
      const Account account,
      ReplayAccount(book_, record.terms, record.history, {day, std::nullopt}));
  return ArrearsOf(account);
}

}  // namespace paritrana::compliance
