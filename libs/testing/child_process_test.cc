// SPDX-License-Identifier: Apache-2.0
#include "libs/testing/child_process.h"

#include <unistd.h>

#include <csignal>
#include <fstream>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "libs/testing/temporary_directory.h"

namespace paritrana::testing {
namespace {

ChildProcess::Options Program(std::vector<std::string> argv) {
  ChildProcess::Options options;
  options.argv = std::move(argv);
  return options;
}

TEST(ChildProcess, EndsWith127WhenTheProgramDoesNotExist) {
  EXPECT_EQ(ChildProcess::Run(Program({"/nonexistent/program"})), 127);
}

TEST(ChildProcess, ReportsTheSignalThatKilledIt) {
  ChildProcess child = ChildProcess::Start(Program({"sleep", "600"}));
  child.Signal(SIGKILL);
  EXPECT_EQ(child.Wait(absl::Seconds(10)), 128 + SIGKILL);
}

TEST(ChildProcess, WritesItsOutputToTheFile) {
  TemporaryDirectory directory;
  ChildProcess::Options options = Program({"sh", "-c", "echo $GREETING"});
  options.environment = {"GREETING=halo"};
  options.output = directory / "out";
  ASSERT_EQ(ChildProcess::Run(options), 0);
  std::string line;
  std::getline(std::ifstream(options.output), line);
  EXPECT_EQ(line, "halo");
}

TEST(ChildProcess, OutlivesTheThreadThatStartedIt) {
  ChildProcess child;
  std::thread([&child] { child = ChildProcess::Start(Program({"sleep", "600"})); }).join();
  EXPECT_EQ(child.Wait(absl::Milliseconds(100)), -1);
}

TEST(ChildProcess, DiesWithTheProcessThatStartedIt) {
  int ids[2];
  ASSERT_EQ(pipe(ids), 0);
  EXPECT_EXIT(
      {
        const ChildProcess child = ChildProcess::Start(Program({"sleep", "600"}));
        const pid_t pid = child.pid();
        const bool written = write(ids[1], &pid, sizeof(pid)) == sizeof(pid);
        kill(getpid(), written ? SIGKILL : SIGTERM);
      },
      ::testing::KilledBySignal(SIGKILL), "");
  pid_t pid = 0;
  ASSERT_EQ(read(ids[0], &pid, sizeof(pid)), static_cast<ssize_t>(sizeof(pid)));
  const absl::Time deadline = absl::Now() + absl::Seconds(10);
  // A zombie that nobody waits for yet still answers; its command line is empty by then.
  const auto alive = [pid] {
    std::ifstream file("/proc/" + std::to_string(pid) + "/cmdline");
    return file && file.peek() != std::ifstream::traits_type::eof();
  };
  while (alive() && absl::Now() < deadline) absl::SleepFor(absl::Milliseconds(5));
  EXPECT_FALSE(alive());
}

}  // namespace
}  // namespace paritrana::testing
