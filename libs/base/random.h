// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace paritrana {

// Source of randomness, so that tests and simulations can replay one.
//
// Implementations are thread-safe. `libs/testing/seeded_random.h` has one that repeats.
class Random {
 public:
  virtual ~Random() = default;

  virtual void Fill(std::span<std::uint8_t> bytes) = 0;

  std::uint64_t NextU64();

  // The kernel's randomness, fit for keys and pseudonyms; lives forever.
  static Random& Real();
};

}  // namespace paritrana
