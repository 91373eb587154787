// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/compliance/domain/dues/account.h"

namespace paritrana::compliance {

// What is to be paid for one period and segment, and by when.
struct Demand {
  const PeriodDues* dues = nullptr;               // of the account
  std::optional<absl::CivilDay> pay_by{};         // nothing where no rule says so
  bool overdue = false;                           // that day is over
  Rupiah contribution;                            // not paid
  Rupiah fine;                                    // not paid, up to the day of the account
  std::optional<absl::CivilDay> fine_grows_on{};  // if it stays unpaid; nothing where nothing grows

  Rupiah total() const { return Rupiah(contribution.value() + fine.value()); }
};

// What is open in a period; nothing if nothing is.
std::optional<Demand> DemandOf(const PeriodDues& dues, absl::CivilDay day);

// All that is open, most urgent first: by due date, at the end what has none. The account must
// outlive the demands.
std::vector<Demand> DemandsOf(const Account& account);

}  // namespace paritrana::compliance
