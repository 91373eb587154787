// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libs/base/month.h"

namespace paritrana::benchmark {

// The account that is measured: five years of an employer with a thousand workers, who declares in
// four runs a month and corrects some, pays late now and then, in two parts, and once had a payment
// reversed.
inline constexpr char kMeasuredPayer[] = "A1234567-000";
inline constexpr int kMeasuredId = 71;
inline constexpr int kMonths = 60;
inline constexpr int kWorkers = 1'000;
inline constexpr Month kFirstMonth(2021, 11);

// Fills a migrated database with the account, and with accounts of others around it.
void Fill(const std::string& conninfo, int other_payers);

}  // namespace paritrana::benchmark
