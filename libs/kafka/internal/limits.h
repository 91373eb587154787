// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "libs/base/limits.h"

namespace paritrana::kafka::internal {

// One record with its key and headers: twice the platform's message, so that the envelope never
// decides.
inline constexpr std::size_t kRecordBytesMax = 2 * limits::kMessageBytesMax;

// What a reader holds ahead of its caller for each partition. librdkafka 2.0.2 pauses fetching for
// a whole second when this is full, so it must last a fast caller for about that long.
inline constexpr std::size_t kReadAheadKilobytes = 32 << 10;

}  // namespace paritrana::kafka::internal
