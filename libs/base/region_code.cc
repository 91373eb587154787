// SPDX-License-Identifier: Apache-2.0
#include "libs/base/region_code.h"

#include <array>
#include <cstddef>
#include <cstdio>

#include "libs/base/check.h"
#include "libs/base/reason.h"

namespace paritrana {
namespace {

// One part of a code for each level below the nation: its digits, and what one of it weighs in a
// key.
struct Part {
  std::size_t digits;
  std::uint64_t weight;
};
constexpr std::array<Part, 4> kParts = {{{2, 100'000'000}, {2, 1'000'000}, {2, 10'000}, {4, 1}}};
constexpr std::uint64_t kKeyMost = 9'999'999'999;

// What remains of a key when everything below `level` is cut off.
std::uint64_t CutBelow(std::uint64_t key, RegionLevel level) {
  const int parts = static_cast<int>(level) - 1;
  if (parts == 0) return 0;
  const std::uint64_t weight = kParts[static_cast<std::size_t>(parts - 1)].weight;
  return key / weight * weight;
}

// The value of one part of a text form, 0 if it is not exactly `digits` digits.
std::uint64_t PartValue(std::string_view text, std::size_t digits) {
  if (text.size() != digits) return 0;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

}  // namespace

absl::StatusOr<RegionCode> RegionCode::Parse(std::string_view text) {
  if (text == "ID") return RegionCode();
  std::uint64_t key = 0;
  std::size_t begin = 0;
  for (const Part& part : kParts) {
    const std::uint64_t value = PartValue(text.substr(begin, part.digits), part.digits);
    if (value == 0) return MakeError("REGION_INVALID");
    key += value * part.weight;
    begin += part.digits;
    if (begin == text.size()) return RegionCode(key);
    if (text[begin] != '.') return MakeError("REGION_INVALID");
    ++begin;
  }
  return MakeError("REGION_INVALID");
}

absl::StatusOr<RegionCode> RegionCode::FromKey(std::uint64_t key) {
  if (key > kKeyMost) return MakeError("REGION_INVALID");
  std::uint64_t rest = key;
  for (const Part& part : kParts) {
    const bool empty = rest / part.weight == 0;
    if (empty && rest != 0) return MakeError("REGION_INVALID");
    rest %= part.weight;
  }
  return RegionCode(key);
}

RegionLevel RegionCode::level() const {
  int level = static_cast<int>(RegionLevel::kNation);
  while (CutBelow(key_, static_cast<RegionLevel>(level)) != key_) ++level;
  return static_cast<RegionLevel>(level);
}

RegionCode RegionCode::parent() const {
  const RegionLevel own = level();
  if (own == RegionLevel::kNation) return *this;
  return AncestorAt(static_cast<RegionLevel>(static_cast<int>(own) - 1));
}

RegionCode RegionCode::AncestorAt(RegionLevel ancestor) const {
  PARITRANA_CHECK(ancestor <= level());
  return RegionCode(CutBelow(key_, ancestor));
}

std::string RegionCode::ToString() const {
  if (key_ == 0) return "ID";
  std::string text;
  std::uint64_t rest = key_;
  for (const Part& part : kParts) {
    if (rest == 0) break;
    char digits[24];
    std::snprintf(digits, sizeof digits, "%s%0*llu", text.empty() ? "" : ".",
                  static_cast<int>(part.digits),
                  static_cast<unsigned long long>(rest / part.weight));
    text += digits;
    rest %= part.weight;
  }
  return text;
}

}  // namespace paritrana
