// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "paritrana/compliance/v1/dues.pb.h"
#include "services/compliance/application/dues/show_dues.h"
#include "services/compliance/domain/dues/demand.h"

// Accounts as messages.
namespace paritrana::compliance {

v1::DuesTotals ToProto(const AccountTotals& totals);
v1::PeriodDues ToProto(const PeriodDues& dues);
v1::Demand ToProto(const Demand& demand);

// The `most` oldest payments of which something is left.
void AddAdvances(const DuesAnswer& answer, int most, v1::GetDuesResponse& response);

// One segment of the period in detail. The answer must hold it.
v1::PeriodDuesDetail ToDetail(const PeriodDuesAnswer& answer, const PeriodDues& dues,
                              const contribution::AllocationRow* allocation);

}  // namespace paritrana::compliance
