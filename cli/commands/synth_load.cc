// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/commands/synth_options.h"
#include "cli/synth/load.h"
#include "libs/base/status_macros.h"

namespace paritrana::cli {
namespace {

constexpr char kExamples[] = R"(Examples:
  paritrana synth load
  paritrana synth load --scale 10000 --seed 7

Everyone in it is invented. Loading again changes nothing.)";

// Enough to keep two cores busy with small payers.
constexpr int kCallersDefault = 8;

struct Arguments {
  SynthOptions population;
  int callers = kCallersDefault;
};

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const synth::Population population,
                             MakePopulation(arguments.population));
  synth::PublicApi api(session.Registration(), session.Compliance());
  Progress progress = session.MakeProgress();
  PARITRANA_ASSIGN_OR_RETURN(
      const synth::LoadSummary summary,
      synth::Load(population, api, arguments.callers,
                  [&](std::string_view step, std::uint64_t done, std::uint64_t of) {
                    progress.Update(step, done, of);
                  }));
  session.Say(absl::StrCat(summary.employers, " employers, ", summary.workers, " workers, ",
                           summary.submissions, " submissions with ", summary.lines,
                           " lines accepted, ", summary.rejected, " rejected (example data)"));
  return summary.rejected == 0 ? 0 : kSomeRefused;
}

}  // namespace

void AddSynthLoad(CLI::App& synth, Session& session) {
  CLI::App* command =
      synth.add_subcommand("load", "Register an example population and post its year");
  auto arguments = std::make_shared<Arguments>();
  AddSynthOptions(*command, arguments->population);
  command->add_option("--callers", arguments->callers, "Requests under way at once")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return Run(session, *arguments); };
  });
}

}  // namespace paritrana::cli
