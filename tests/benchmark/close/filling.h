// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "libs/postgres/connection.h"

namespace paritrana::benchmark {

// What a month's declarations are to be like.
struct MonthFilling {
  std::int64_t employers = 0;
  std::int64_t lines = 0;  // about so many; 0: nobody has declared
  // Out of a thousand employers so many have workers and did not declare.
  std::int64_t missing_per_thousand = 50;
};

// The month that is filled: 2024-12.
inline constexpr char kFilledMonth[] = "2024-12";

// Fills a migrated, empty database with employers spread over 38 provinces, a membership each, and
// the declarations of one month with their accruals: nine in ten employers have one to nine lines,
// the others share the rest. What is there already is kept: a second call with the same numbers
// does nothing. Says on stderr how far it is. CHECKs.
void FillMonth(postgres::Connection& connection, const MonthFilling& filling);

// Forgets what closes of the month have left, so that it can be closed again.
void ForgetClose(postgres::Connection& connection);

}  // namespace paritrana::benchmark
