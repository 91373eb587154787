// SPDX-License-Identifier: Apache-2.0
#include "libs/base/random.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <sys/random.h>

#include "libs/base/check.h"

namespace paritrana {
namespace {

class KernelRandom : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override {
    while (!bytes.empty()) {
      const ssize_t got = getrandom(bytes.data(), bytes.size(), 0);
      if (got < 0 && errno == EINTR) continue;
      // Without randomness no key and no pseudonym may be made: there is nothing to fall back to.
      PARITRANA_CHECK(got > 0);
      bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
  }
};

}  // namespace

std::uint64_t Random::NextU64() {
  std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
  Fill(bytes);
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

Random& Random::Real() {
  static KernelRandom random;
  return random;
}

}  // namespace paritrana
