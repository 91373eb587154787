// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "absl/status/statusor.h"
#include "cli/synth/population.h"
#include "cli/synth/public_api.h"

namespace paritrana::synth {

// How far a long job has come, for a progress bar. Called from the thread that loads.
using Progress = std::function<void(std::string_view step, std::uint64_t done, std::uint64_t of)>;

struct LoadSummary {
  std::uint64_t employers = 0;
  std::uint64_t workers = 0;
  std::uint64_t submissions = 0;
  std::uint64_t lines = 0;
  std::uint64_t rejected = 0;
  Position position;  // of the posted lines
};

// Registers the payers and people of a population and posts their year, all through the public API.
//
// Loading again changes nothing: every id follows from the population. `callers` requests are under
// way at once.
absl::StatusOr<LoadSummary> Load(const Population& population, PublicApi& api, int callers,
                                 const Progress& progress);

}  // namespace paritrana::synth
