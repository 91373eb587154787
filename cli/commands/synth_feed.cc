// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <csignal>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "cli/commands/commands.h"
#include "cli/commands/synth_options.h"
#include "cli/synth/feed.h"
#include "libs/base/status_macros.h"

namespace paritrana::cli {
namespace {

constexpr char kExamples[] = R"(Examples:
  paritrana synth feed --rate 20
  paritrana synth feed --rate 500 --lines 10000

Run it with the scale and seed of the load. Ctrl-C stops it.)";

// Set by a signal; a handler may touch nothing else.
std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

struct Arguments {
  SynthOptions population;
  int rate = 20;
  std::uint64_t lines = 0;
};

// Numbers for newcomers that an earlier start most likely did not use; using one twice is harmless
// but moves nothing.
std::uint64_t FirstNewcomer() {
  constexpr std::int64_t kStarts = 50'000;
  constexpr std::int64_t kNumbersPerStart = 100;
  return static_cast<std::uint64_t>(absl::ToUnixSeconds(absl::Now()) % kStarts * kNumbersPerStart);
}

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const synth::Population population,
                             MakePopulation(arguments.population));
  std::signal(SIGINT, [](int) { stop_requested = true; });
  std::signal(SIGTERM, [](int) { stop_requested = true; });
  synth::PublicApi api(session.Registration(), session.Compliance());
  Progress progress = session.MakeProgress();
  const synth::FeedOptions options{.lines_per_second = arguments.rate,
                                   .first_newcomer = FirstNewcomer(),
                                   .lines_max = arguments.lines};
  std::uint64_t posted = 0;
  PARITRANA_RETURN_IF_ERROR(synth::Feed(population, api, options, stop_requested,
                                        [&](std::uint64_t lines, std::uint64_t) {
                                          posted = lines;
                                          progress.Update("lines posted", lines, arguments.lines);
                                        }));
  session.Say(absl::StrCat(posted, " lines posted (example data)"));
  return 0;
}

}  // namespace

void AddSynthFeed(CLI::App& synth, Session& session) {
  CLI::App* command =
      synth.add_subcommand("feed", "Go on posting late and new lines of the example population");
  auto arguments = std::make_shared<Arguments>();
  AddSynthOptions(*command, arguments->population);
  command->add_option("--rate", arguments->rate, "Lines a second")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  command->add_option("--lines", arguments->lines, "Stop after so many; 0 goes on until stopped")
      ->capture_default_str();
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return Run(session, *arguments); };
  });
}

}  // namespace paritrana::cli
