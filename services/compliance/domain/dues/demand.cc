// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/demand.h"

#include <algorithm>

namespace paritrana::compliance {

std::optional<Demand> DemandOf(const PeriodDues& dues, absl::CivilDay day) {
  Demand demand{.dues = &dues, .contribution = dues.outstanding(), .fine = dues.fine.outstanding()};
  if (demand.total() == Rupiah()) return std::nullopt;
  if (!dues.due) return demand;
  demand.pay_by = dues.due->day();
  demand.overdue = day > dues.due->day();
  const bool grows = demand.contribution != Rupiah() && dues.fine.per_100000 != 0;
  if (grows) demand.fine_grows_on = dues.due->NextMonthLateOn(day);
  return demand;
}

std::vector<Demand> DemandsOf(const Account& account) {
  std::vector<Demand> demands;
  for (const PeriodDues& dues : account.periods) {
    const auto demand = DemandOf(dues, account.as_of.day);
    if (demand) demands.push_back(*demand);
  }
  std::stable_partition(demands.begin(), demands.end(),
                        [](const Demand& demand) { return demand.pay_by.has_value(); });
  return demands;
}

}  // namespace paritrana::compliance
