// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/process.h"

#include <csignal>
#include <fstream>
#include <iterator>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana::rpc {
namespace {

// A child process that runs `body` with the writing end of a pipe and leaves with what it returns.
class Child {
 public:
  explicit Child(const std::function<int(int pipe)>& body) {
    EXPECT_EQ(pipe(pipe_), 0);
    pid_ = fork();
    if (pid_ == 0) _exit(body(pipe_[1]));
    close(pipe_[1]);
  }

  // Waits for the next byte the child writes; 0 at its end.
  char ReadByte() const {
    char byte = 0;
    return read(pipe_[0], &byte, 1) == 1 ? byte : '\0';
  }

  void Signal(int signal) const { EXPECT_EQ(kill(pid_, signal), 0); }

  int ExitCode() const {
    int status = 0;
    EXPECT_EQ(waitpid(pid_, &status, 0), pid_);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  int pipe_[2] = {-1, -1};
  pid_t pid_ = -1;
};

void WriteByte(int pipe, char byte) { EXPECT_EQ(write(pipe, &byte, 1), 1); }

int StartAndStop(int pipe) {
  return RunUntilSignalled(
      [pipe] {
        WriteByte(pipe, 's');
        return 0;
      },
      [pipe] { WriteByte(pipe, 'e'); });
}

TEST(RunUntilSignalled, LeavesAtOnceWhenTheStartFails) {
  const Child child([](int pipe) {
    return RunUntilSignalled([] { return 4; }, [pipe] { WriteByte(pipe, 'e'); });
  });
  EXPECT_EQ(child.ExitCode(), 4);
  EXPECT_EQ(child.ReadByte(), '\0');
}

TEST(RunUntilSignalled, EndsByForceWhenTheStopHangs) {
  const Child child([](int pipe) {
    return RunUntilSignalled(
        [pipe] {
          WriteByte(pipe, 's');
          return 0;
        },
        [] { pause(); }, absl::Milliseconds(20));
  });
  EXPECT_EQ(child.ReadByte(), 's');
  child.Signal(SIGTERM);
  EXPECT_EQ(child.ExitCode(), 137);
}

TEST(RunUntilSignalled, EndsByForceWhenTheStartHangs) {
  const Child child([](int pipe) {
    return RunUntilSignalled(
        [pipe] {
          WriteByte(pipe, 's');
          return pause();
        },
        [] {}, absl::Milliseconds(20));
  });
  EXPECT_EQ(child.ReadByte(), 's');
  child.Signal(SIGTERM);
  EXPECT_EQ(child.ExitCode(), 137);
}

TEST(RunUntilSignalled, StopsInOrderOnEitherSignal) {
  for (const int signal : {SIGTERM, SIGINT}) {
    const Child child(StartAndStop);
    EXPECT_EQ(child.ReadByte(), 's');
    child.Signal(signal);
    EXPECT_EQ(child.ReadByte(), 'e');
    EXPECT_EQ(child.ExitCode(), 0);
  }
}

TEST(WritePortsFile, NamesAFolderThatIsNotThere) {
  const absl::Status status = WritePortsFile("/nowhere/at/all.json", "a:1", "b:2");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(ReasonOf(status)->name, "FILE_UNWRITABLE");
}

TEST(WritePortsFile, ReplacesWhatWasThere) {
  const std::string path = ::testing::TempDir() + "process_test_ports.json";
  ASSERT_TRUE(WritePortsFile(path, "127.0.0.1:1", "127.0.0.1:2").ok());
  ASSERT_TRUE(WritePortsFile(path, "127.0.0.1:3", "127.0.0.1:4").ok());
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, "{\"listen\":\"127.0.0.1:3\",\"admin\":\"127.0.0.1:4\"}\n");
}

TEST(WritePortsFile, DoesNothingWithoutAPath) {
  EXPECT_TRUE(WritePortsFile("", "a:1", "b:2").ok());
}

}  // namespace
}  // namespace paritrana::rpc
