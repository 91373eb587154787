// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/region_code.h"
#include "libs/contribution/rule_book.h"

namespace paritrana::synth {

// The segments an example person can be in; the order is that of the arrays below.
enum class SynthSegment : std::uint8_t { kPu = 0, kBpu = 1, kJakon = 2 };
inline constexpr std::size_t kSegments = 3;

// One class of payroll size.
struct HeadcountClass {
  std::int64_t employers_per_million = 0;
  std::int64_t least = 0;  // heads
  std::int64_t most = 0;
};

// Where example people work: the villages of a regency, and how many.
struct RegencyPlaces {
  RegionCode regency;
  std::int64_t active = 0;  // active participants of the nation at full scale
  std::vector<RegionCode> villages;
};

// Published proportions the example population follows (data/calibration/README.md).
struct Calibration {
  std::array<std::int64_t, kSegments> active_by_segment{};
  std::int64_t employers = 0;
  std::array<std::int64_t, 4> employers_by_size{};  // micro, small, medium, large
  std::vector<HeadcountClass> headcounts;
  std::shared_ptr<const contribution::RuleBook> rules;      // what payers declare by
  std::map<RegionCode, std::vector<RegencyPlaces>> places;  // by province
};

// Reads denominators/calibration.csv, figures, regions and rules below `data_dir`. FILE_… or
// FIELD_MALFORMED names the file and line at fault.
absl::StatusOr<Calibration> ReadCalibration(const std::string& data_dir);

}  // namespace paritrana::synth
