// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/time/time.h"
#include "libs/base/random.h"

namespace paritrana {

// Makes a UUID version 7 (RFC 9562): milliseconds since 1970, then randomness; text form with
// hyphens, lower case.
std::string MakeUuidV7(absl::Time now, Random& random);

}  // namespace paritrana
