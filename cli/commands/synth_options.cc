// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/synth_options.h"

#include <utility>

#include "libs/base/status_macros.h"

namespace paritrana::cli {

void AddSynthOptions(CLI::App& command, SynthOptions& options) {
  command.add_option("--seed", options.seed, "The same seed makes the same people")
      ->capture_default_str();
  command.add_option("--scale", options.scale, "One example person stands for so many")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
      ->capture_default_str();
  command.add_option("--data", options.data_dir, "Folder with regions, denominators and figures")
      ->capture_default_str();
}

absl::StatusOr<synth::Population> MakePopulation(const SynthOptions& options) {
  PARITRANA_ASSIGN_OR_RETURN(synth::Calibration calibration,
                             synth::ReadCalibration(options.data_dir));
  return synth::Population({.seed = options.seed, .scale = options.scale}, std::move(calibration));
}

}  // namespace paritrana::cli
