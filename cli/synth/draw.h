// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>

namespace paritrana::synth {

// Mixes numbers into one well-spread number (SplitMix64's finaliser), the same on every machine.
constexpr std::uint64_t Mix(std::initializer_list<std::uint64_t> numbers) {
  std::uint64_t state = 0x9e3779b97f4a7c15;
  for (const std::uint64_t number : numbers) {
    state += number + 0x9e3779b97f4a7c15;
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
    state = (state ^ (state >> 27)) * 0x94d049bb133111eb;
    state ^= state >> 31;
  }
  return state;
}

// A repeatable stream of draws. The standard library's distributions differ between
// implementations, so the few that are needed are made here, with integers only. Not thread-safe;
// cheap to copy.
class Draw {
 public:
  explicit constexpr Draw(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t Next() { return Mix({state_ += 0x9e3779b97f4a7c15}); }

  // Uniform in [0, bound); `bound` must be positive. The bias of the modulo is far below what
  // anyone could see.
  constexpr std::uint64_t Below(std::uint64_t bound) { return Next() % bound; }

  // Uniform in [least, most].
  constexpr std::int64_t Between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(Below(static_cast<std::uint64_t>(most - least) + 1));
  }

  // True `percent` times in a hundred.
  constexpr bool Percent(int percent) { return Below(100) < static_cast<std::uint64_t>(percent); }

 private:
  std::uint64_t state_;
};

}  // namespace paritrana::synth
