// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libs/contribution/explanation.h"
#include "services/compliance/domain/dues/account.h"
#include "services/compliance/domain/dues/demand.h"

// What an account says, in words that a payroll clerk understands.
namespace paritrana::compliance {

// "Terlambat 2 bulan sejak 2025-02-17: bayar iuran 5.000.000 dan denda 200.000 …".
std::string Explain(const Demand& demand, contribution::Language language);

// The whole computation of a fine; empty where nothing was late.
std::string ExplainFine(const PeriodDues& dues, contribution::Language language);

// In which order money is used: "jatuh tempo tertua dulu; dalam satu periode JKK, JKM, … denda".
std::string Explain(const contribution::AllocationRow& rule, contribution::Language language);

}  // namespace paritrana::compliance
