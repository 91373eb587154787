// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <csignal>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "cli/commands/commands.h"
#include "cli/drop/drop_folder.h"
#include "cli/drop/drop_processor.h"
#include "libs/base/clock.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::cli {
namespace {

constexpr char kExamples[] = R"(Examples:
  paritrana drop run --folder /srv/paritrana/drop
  paritrana drop run --folder /srv/paritrana/drop --once --employer A1234567-000 --period 2024-12

A file in in/ named A1234567-000_2024-12_gaji.xlsx says whose it is and of which month; --employer
and --period hold for files that do not. Answers appear in ack/: docs/formats/folder-drop.md.
Ctrl-C ends after the file at hand. With --once: 0 all counted, 3 some refused, 7 some to be taken
up again.)";

// How soon a wait notices that it is to end.
constexpr absl::Duration kGlance = absl::Milliseconds(50);

volatile std::sig_atomic_t stop_asked = 0;

// The first signal asks, the second one kills: nothing is lost by that either.
void ListenForStop() {
  stop_asked = 0;
  struct sigaction action = {};
  action.sa_handler = [](int) { stop_asked = 1; };
  action.sa_flags = SA_RESETHAND;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

void Wait(absl::Duration time) {
  for (absl::Duration waited; waited < time && stop_asked == 0; waited += kGlance) {
    absl::SleepFor(std::min(kGlance, time - waited));
  }
}

struct Arguments {
  std::string folder;
  double settle_seconds = 3;
  double every_seconds = 2;
  bool once = false;
  bool validate_only = false;
  UploadOptions upload;
};

struct Tally {
  bool refused = false;
  bool later = false;
};

absl::Status ProcessAll(const Session& session, DropProcessor& processor,
                        const std::vector<std::string>& names, Tally* tally) {
  for (const std::string& name : names) {
    if (stop_asked != 0) return absl::OkStatus();
    PARITRANA_ASSIGN_OR_RETURN(const DropResult result, processor.Process(name));
    tally->refused = tally->refused || result == DropResult::kRefused;
    tally->later = tally->later || result == DropResult::kLater;
    session.Say(absl::StrCat(name, result == DropResult::kAccepted  ? ": accepted"
                                   : result == DropResult::kRefused ? ": some refused, see ack/"
                                                                    : ": later"));
  }
  return absl::OkStatus();
}

// One look at the folder: what an earlier run left in the middle, then what is new.
absl::StatusOr<Tally> Round(const Session& session, DropFolder& folder, DropProcessor& processor,
                            absl::Duration settle) {
  Tally tally;
  PARITRANA_RETURN_IF_ERROR(ProcessAll(session, processor, folder.Taken(), &tally));
  for (const std::string& name : folder.Settled(Clock::Real().Now(), settle)) {
    if (stop_asked != 0 || !folder.Take(name)) continue;
    PARITRANA_RETURN_IF_ERROR(ProcessAll(session, processor, {name}, &tally));
  }
  return tally;
}

absl::StatusOr<int> Run(const Session& session, Arguments arguments) {
  PARITRANA_ASSIGN_OR_RETURN(DropFolder folder, DropFolder::Open(arguments.folder));
  arguments.upload.phase = arguments.validate_only ? UploadPhase::kValidate : UploadPhase::kCommit;
  DropProcessor processor(session, folder, arguments.upload);
  ListenForStop();
  Tally tally;
  while (stop_asked == 0) {
    PARITRANA_ASSIGN_OR_RETURN(const Tally round, Round(session, folder, processor,
                                                        absl::Seconds(arguments.settle_seconds)));
    tally = {tally.refused || round.refused, round.later};
    if (arguments.once && folder.unsettled() == 0) break;
    Wait(absl::Seconds(arguments.every_seconds));
  }
  if (!arguments.once) return 0;
  if (tally.later) return FindReason("UNAVAILABLE")->exit_code;
  return tally.refused ? kSomeRefused : 0;
}

}  // namespace

void AddDropRun(CLI::App& drop, Session& session) {
  CLI::App* command = drop.add_subcommand("run", "Take what is dropped into a folder");
  auto arguments = std::make_shared<Arguments>();
  UploadOptions& upload = arguments->upload;
  command->add_option("--folder", arguments->folder, "Folder with in/, ack/ …; made if missing")
      ->required();
  command->add_option("--employer,--payer", upload.payer, "Payer of files that name none");
  command->add_option("--period", upload.period, "Month of files that name none");
  command->add_option("--run", upload.run, "Payroll run")->capture_default_str();
  command->add_option("--segment", upload.segment, "Segment of rows without SEGMEN")
      ->capture_default_str();
  command
      ->add_option("--settle", arguments->settle_seconds,
                   "Seconds for which a file must not have changed")
      ->check(CLI::Range(0.0, 3'600.0))
      ->capture_default_str();
  command->add_option("--every", arguments->every_seconds, "Seconds between two looks")
      ->check(CLI::Range(0.01, 3'600.0))
      ->capture_default_str();
  command->add_flag("--once", arguments->once, "Take what is there and end, for cron");
  command->add_flag("--validate-only", arguments->validate_only, "Have files judged, keep nothing");
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return Run(session, *arguments); };
  });
}

}  // namespace paritrana::cli
