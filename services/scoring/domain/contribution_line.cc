// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/contribution_line.h"

namespace paritrana::scoring {

std::string_view ReasonNameOf(LineFault fault) {
  switch (fault) {
    case LineFault::kNone:
      break;
    case LineFault::kRegionUnknown:
      return "REGION_UNKNOWN";
    case LineFault::kSegmentUnknown:
      return "SEGMENT_INVALID";
    case LineFault::kEffectUnknown:
      return "ENUM_UNKNOWN";
    case LineFault::kMonthsInvalid:
      return "COVERED_RANGE_INVALID";
    case LineFault::kAmountInvalid:
      return "AMOUNT_OVERFLOW";
    case LineFault::kNothingToRetract:
      return "RETRACT_UNMATCHED";
    case LineFault::kParticipantUnset:
      return "FIELD_REQUIRED";
  }
  return "";
}

}  // namespace paritrana::scoring
