// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/process.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/logging/log.h"

namespace paritrana::rpc {
namespace {

// What a shell reports for a process ended by SIGKILL, which is what this amounts to.
constexpr int kForcedExitCode = 137;

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

// Waits for a signal on a thread of its own and sees to it that the process ends soon after.
class SignalWatch {
 public:
  explicit SignalWatch(absl::Duration stop_time_most) : stop_time_most_(stop_time_most) {
    const sigset_t signals = StopSignals();
    PARITRANA_CHECK(pthread_sigmask(SIG_BLOCK, &signals, nullptr) == 0);
    thread_ = std::thread([this] { Watch(); });
  }

  ~SignalWatch() {
    finished_.Notify();
    if (!signalled_.HasBeenNotified()) pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }

  void Wait() { signalled_.WaitForNotification(); }

 private:
  void Watch() {
    const sigset_t signals = StopSignals();
    int signal = 0;
    sigwait(&signals, &signal);
    signalled_.Notify();
    if (finished_.WaitForNotificationWithTimeout(stop_time_most_)) return;
    logging::Error("did not stop in time; ending by force");
    std::_Exit(kForcedExitCode);
  }

  absl::Duration stop_time_most_;
  absl::Notification signalled_;
  absl::Notification finished_;
  std::thread thread_;
};

}  // namespace

int RunUntilSignalled(const std::function<int()>& start, const std::function<void()>& stop,
                      absl::Duration stop_time_most) {
  SignalWatch watch(stop_time_most);
  const int code = start();
  if (code != 0) return code;
  watch.Wait();
  logging::Info("stopping");
  stop();
  logging::Info("stopped");
  return 0;
}

absl::Status WritePortsFile(const std::string& path, const std::string& listen,
                            const std::string& admin) {
  if (path.empty()) return absl::OkStatus();
  const std::string draft = absl::StrCat(path, ".", getpid());
  std::ofstream file(draft, std::ios::trunc);
  file << nlohmann::ordered_json{{"listen", listen}, {"admin", admin}}.dump() << '\n';
  file.close();
  if (!file || std::rename(draft.c_str(), path.c_str()) != 0) {
    std::remove(draft.c_str());
    return MakeError("FILE_UNWRITABLE", "ports_file", absl::StrCat("cannot write ", path));
  }
  return absl::OkStatus();
}

}  // namespace paritrana::rpc
