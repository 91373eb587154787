// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "absl/time/civil_time.h"
#include "libs/base/month.h"

// Accounts as a year or two of use leaves them.
namespace paritrana::benchmark {

struct AccountsOptions {
  int payers = 20'000;
  int months = 18;      // declared
  int months_open = 3;  // the newest of them, not paid yet
  Month last;           // the newest
};

// What every payer declares for a month, in rupiah: four programmes of a dozen workers.
inline constexpr std::int64_t kJkk = 144'000;
inline constexpr std::int64_t kJkm = 180'000;
inline constexpr std::int64_t kJht = 3'420'000;
inline constexpr std::int64_t kJp = 1'800'000;
inline constexpr std::int64_t kMonthRupiah = kJkk + kJkm + kJht + kJp;

// The payer with a number, from 1.
std::string PayerRef(int payer);

// Writes payers who declared each month at its end and paid it on the tenth of the next, up to the
// months that are open, and gathers statistics.
void FillAccounts(const std::string& conninfo, const AccountsOptions& options);

}  // namespace paritrana::benchmark
