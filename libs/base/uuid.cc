// SPDX-License-Identifier: Apache-2.0
#include "libs/base/uuid.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace paritrana {
namespace {

std::string ToText(std::span<const std::uint8_t> bytes) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHex[bytes[i] >> 4];
    text += kHex[bytes[i] & 15];
  }
  return text;
}

}  // namespace

std::string MakeUuidV7(absl::Time now, Random& random) {
  std::array<std::uint8_t, 16> bytes{};
  random.Fill(bytes);
  const auto millis = static_cast<std::uint64_t>(absl::ToUnixMillis(now));
  for (std::size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<std::uint8_t>(millis >> (8 * (5 - i)));
  }
  bytes[6] = static_cast<std::uint8_t>(0x70 | (bytes[6] & 0x0F));  // version
  bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3F));  // variant
  return ToText(bytes);
}

}  // namespace paritrana
