// SPDX-License-Identifier: Apache-2.0
#include "libs/base/ids.h"

#include <array>
#include <cstddef>

#include <xxhash.h>

#include "libs/base/check.h"

namespace paritrana {

Shard ShardOf(std::uint64_t id, std::uint32_t shard_count) {
  PARITRANA_CHECK(shard_count > 0);
  std::array<std::uint8_t, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(id >> (8 * i));
  }
  return Shard(static_cast<std::uint32_t>(XXH64(bytes.data(), bytes.size(), 0) % shard_count));
}

}  // namespace paritrana
