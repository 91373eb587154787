// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/month.h"

namespace paritrana::compliance {

// The month it is in western Indonesian time (WIB, UTC+7), which legal days follow.
Month MonthInWib(absl::Time time);

// Reads the period of a submission. PERIOD_INVALID if it is not a month, PERIOD_IN_FUTURE if it
// begins after `this_month`: what is not worked yet cannot be declared (a contribution paid ahead
// names the months it covers, not a later period).
absl::StatusOr<Month> ParsePeriod(std::string_view text, Month this_month);

}  // namespace paritrana::compliance
