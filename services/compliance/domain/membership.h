// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "services/compliance/domain/declared_line.h"
#include "services/compliance/domain/vocabulary.h"

namespace paritrana::compliance {

// One spell of a worker with a payer, as compliance knows it from registration's facts.
struct Membership {
  std::uint32_t membership_no = 0;
  Segment segment = Segment::kPu;
  std::uint8_t worker_kind = 0;  // numbers of the contracts: passed on, never judged here
  std::uint8_t sponsor_kind = 0;
  std::int32_t start_day = 0;          // days since 1970-01-01
  std::int32_t end_day = 0;            // last day; 0 while it lasts
  std::uint64_t workplace_region = 0;  // region keys; 0 if unknown
  std::uint64_t registration_region = 0;

  // The region its contributions count in: the workplace, else where the employer registers.
  std::uint64_t counting_region() const {
    return workplace_region != 0 ? workplace_region : registration_region;
  }
};

// True if a line of this segment and range can rest on the membership: it is of the segment, and in
// force on at least one day of every covered month (a month in which work begins or ends is due in
// full). A range that spans a move between workplaces fits neither spell and must be sent as two
// lines.
bool Fits(const Membership& membership, Segment segment, const CoveredRange& covered);

}  // namespace paritrana::compliance
