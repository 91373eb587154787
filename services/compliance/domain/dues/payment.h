// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "absl/time/civil_time.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/base/strong_id.h"
#include "services/compliance/domain/vocabulary.h"

// What an account is made of: what a payer declared, and what it paid.
namespace paritrana::compliance {

// The day it is in western Indonesian time (WIB, UTC+7) is meant wherever a day stands here.

// A change of what stands declared for one period and segment, all covered months together: a
// posting adds, a correction or deletion may take away. The sum of a payer's charges is what
// stands.
struct Charge {
  Month period;  // in the path of the submission; sets the due date
  Segment segment = Segment::kPu;
  absl::CivilDay recorded_on{};  // from this day on it is part of as-of answers
  std::int64_t lines = 0;        // change in the number of lines, once for each month they cover
  AmountsByProgramme amounts{};  // change in rupiah
};

// Numbers of payments grow in the order in which they were recorded.
struct PaymentTag {};
using PaymentNo = StrongId<PaymentTag, std::int64_t>;

// Takes a payment back as if it had never been made, from a day on.
struct Reversal {
  absl::CivilDay reversed_on;
  absl::CivilDay recorded_on;
};

// Money that arrived for a payer.
struct Payment {
  PaymentNo no;
  Rupiah amount;                  // above zero
  absl::CivilDay paid_on;         // counts from this day on, and for the fine
  absl::CivilDay recorded_on{};   // later than paid_on if it was dated back
  std::optional<Month> period{};  // earmark: used for this period first
  std::optional<Reversal> reversal{};
};

}  // namespace paritrana::compliance
