// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace paritrana::testing {

// A process started by a test that never outlives it.
//
// If the test process dies, by whatever signal, the kernel sends `death_signal` to the child
// (PR_SET_PDEATHSIG). As that signal is tied to the *thread* that forked, every child is forked by
// one thread that lives as long as the test. Signals go to the process id that was started, nothing
// else. Thread-safe to start; one thread at a time per object.
class ChildProcess {
 public:
  struct Options {
    std::vector<std::string> argv;         // argv[0] is a path, or a name looked up in PATH
    std::vector<std::string> environment;  // "NAME=value", added to this process's
    std::string working_directory;         // empty: this process's
    std::string output;                    // file that takes stdout and stderr; empty: /dev/null
    std::string user;                      // become this user first; empty: stay
    int death_signal = 9;
  };

  // Starts it; CHECKs that fork worked. A program that cannot be executed ends with status 127.
  static ChildProcess Start(const Options& options);

  // Starts it, waits for its end and returns the exit status (128 + signal if killed).
  static int Run(const Options& options);

  ChildProcess() = default;
  ~ChildProcess();  // kills what still runs, and waits for it
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;

  pid_t pid() const { return pid_; }

  // True until it has ended and been waited for.
  bool running();

  void Signal(int signal);

  // Waits for the end and returns the exit status (128 + signal if killed); -1 if it still runs
  // after `timeout`.
  int Wait(absl::Duration timeout);

 private:
  void Collect(int wait_status);

  pid_t pid_ = -1;
  int exit_status_ = -1;
};

}  // namespace paritrana::testing
