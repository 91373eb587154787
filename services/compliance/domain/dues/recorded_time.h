// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/time/time.h"

namespace paritrana::compliance {

// The time as it is kept, in whole microseconds: what is answered at once is then the same as what
// is read back.
inline absl::Time ToRecordedTime(absl::Time time) {
  return absl::FromUnixMicros(absl::ToUnixMicros(time));
}

}  // namespace paritrana::compliance
