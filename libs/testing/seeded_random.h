// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <span>

#include "absl/synchronization/mutex.h"
#include "libs/base/random.h"

namespace paritrana::testing {

// Randomness that repeats: the same seed gives the same bytes on every machine. Thread-safe, though
// threads that share one no longer repeat.
class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}

  void Fill(std::span<std::uint8_t> bytes) override {
    absl::MutexLock lock(&mutex_);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_() >> 56);
  }

  // A number from 0 up to `bound` less one. `bound` must be positive and small, as the modulo
  // prefers low numbers a little.
  std::uint64_t Below(std::uint64_t bound) {
    absl::MutexLock lock(&mutex_);
    return engine_() % bound;
  }

 private:
  absl::Mutex mutex_;
  std::mt19937_64 engine_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::testing
