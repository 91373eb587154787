// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "libs/base/limits.h"

namespace paritrana::cli {

// Number of messages from `begin` on that fit into one chunk of a stream; at least one if any is
// left.
template <typename Message>
std::size_t ChunkLength(const std::vector<Message>& messages, std::size_t begin) {
  // Tag and length of each message, and the fields around them.
  constexpr std::size_t kOverhead = 8;
  std::size_t bytes = 64;
  std::size_t end = begin;
  while (end < messages.size() && end - begin < limits::kLinesPerChunkMax) {
    bytes += messages[end].ByteSizeLong() + kOverhead;
    if (bytes > limits::kChunkBytesMax && end > begin) break;
    ++end;
  }
  return end - begin;
}

}  // namespace paritrana::cli
