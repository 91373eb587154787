// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"

namespace paritrana {

enum class RegionLevel : std::uint8_t {
  kNation = 1,
  kProvince = 2,
  kRegency = 3,
  kDistrict = 4,
  kVillage = 5
};

// A region of Indonesia by its Kemendagri code (Kepmendagri 300.2.2-2138/2025), of any level.
//
// The text form is dotted and keeps its zeros: "ID", "64", "64.74", "64.74.01", "64.74.01.1001".
// The key is the ten digits PPKKCCDDDD with zeros for the parts a level does not have, so keys sort
// like the tree and the parent follows by arithmetic: "64.74" ↔ 6474000000, the nation ↔ 0. A key
// is *not* the code without its dots, and a BPS code is another numbering altogether.
//
// Cheap to copy, hashable by absl.
class RegionCode {
 public:
  // The nation.
  constexpr RegionCode() = default;

  // Parses the dotted form. REGION_INVALID for anything else; whether the region exists is for the
  // tree to say.
  static absl::StatusOr<RegionCode> Parse(std::string_view text);

  // Takes a key as events carry it. REGION_INVALID if a part is set below an empty one or it has
  // over ten digits.
  static absl::StatusOr<RegionCode> FromKey(std::uint64_t key);

  constexpr std::uint64_t key() const { return key_; }
  RegionLevel level() const;

  // The region above, or the nation for a province and for the nation itself.
  RegionCode parent() const;

  // The region of `level` that this one lies in. `level` must not be finer than this one's.
  RegionCode AncestorAt(RegionLevel level) const;

  // The dotted form; "ID" for the nation.
  std::string ToString() const;

  friend constexpr auto operator<=>(RegionCode, RegionCode) = default;

  template <typename H>
  friend H AbslHashValue(H state, RegionCode code) {
    return H::combine(std::move(state), code.key_);
  }

 private:
  constexpr explicit RegionCode(std::uint64_t key) : key_(key) {}

  std::uint64_t key_ = 0;
};

}  // namespace paritrana
