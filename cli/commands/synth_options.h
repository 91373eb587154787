// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <CLI/App.hpp>

#include "absl/status/statusor.h"
#include "cli/synth/population.h"

namespace paritrana::cli {

// Which example population: the same options give the same people, so a feed finds those that a
// load made.
struct SynthOptions {
  std::uint64_t seed = 1;
  std::int64_t scale = 1000;
  std::string data_dir = "data";
};

// Adds --seed, --scale and --data to a command. `options` must outlive the parsing.
void AddSynthOptions(CLI::App& command, SynthOptions& options);

// Errors are those of ReadCalibration.
absl::StatusOr<synth::Population> MakePopulation(const SynthOptions& options);

}  // namespace paritrana::cli
