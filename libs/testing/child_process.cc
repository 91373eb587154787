// SPDX-License-Identifier: Apache-2.0
#include "libs/testing/child_process.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <functional>
#include <thread>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"

extern char** environ;

namespace paritrana::testing {
namespace {

constexpr int kCannotExecute = 127;
constexpr absl::Duration kPollInterval = absl::Milliseconds(5);

// Everything that the child needs between fork and exec, where it may not allocate.
struct Prepared {
  explicit Prepared(const ChildProcess::Options& from)
      : options(from),
        parent(getpid()),
        user(from.user.empty() ? nullptr : getpwnam(from.user.c_str())) {
    PARITRANA_CHECK(!options.argv.empty());
    PARITRANA_CHECK(options.user.empty() || user != nullptr);
    for (std::string& argument : options.argv) argv.push_back(argument.data());
    argv.push_back(nullptr);
    for (char** variable = environ; *variable != nullptr; ++variable) envp.push_back(*variable);
    for (std::string& variable : options.environment) envp.push_back(variable.data());
    envp.push_back(nullptr);
  }

  ChildProcess::Options options;
  pid_t parent;
  const passwd* user;
  std::vector<char*> argv;
  std::vector<char*> envp;
};

bool BecomeUser(const passwd* user) {
  return setgroups(0, nullptr) == 0 && setgid(user->pw_gid) == 0 && setuid(user->pw_uid) == 0;
}

void RedirectOutput(const std::string& file) {
  const char* path = file.empty() ? "/dev/null" : file.c_str();
  const int output = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
}

[[noreturn]] void BecomeProgram(Prepared& prepared) {
  // The blocked signals of the forking thread would be inherited.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  RedirectOutput(prepared.options.output);
  const std::string& directory = prepared.options.working_directory;
  if (!directory.empty() && chdir(directory.c_str()) != 0) _exit(kCannotExecute);
  if (prepared.user != nullptr && !BecomeUser(prepared.user)) _exit(kCannotExecute);
  // After the change of user, which clears it; and the parent may have died before.
  prctl(PR_SET_PDEATHSIG, prepared.options.death_signal);
  if (getppid() != prepared.parent) _exit(kCannotExecute);
  execvpe(prepared.argv[0], prepared.argv.data(), prepared.envp.data());
  _exit(kCannotExecute);
}

// The thread that forks. It never ends, so that no child gets its death signal too early.
class Spawner {
 public:
  static Spawner& Get() {
    static Spawner* spawner = new Spawner;
    // In a death test this process is a fork of the one whose thread was to do the work.
    if (spawner->owner_ != getpid()) spawner = new Spawner;
    return *spawner;
  }

  pid_t Fork(Prepared& prepared) {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](Prepared** wanted) { return *wanted == nullptr; }, &wanted_));
    wanted_ = &prepared;
    forked_ = 0;
    mutex_.Await(absl::Condition(
        +[](pid_t* forked) { return *forked != 0; }, &forked_));
    const pid_t pid = forked_;
    wanted_ = nullptr;
    return pid;
  }

 private:
  Spawner() {
    std::thread([this] { Loop(); }).detach();
  }

  [[noreturn]] void Loop() {
    while (true) {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(
          +[](Spawner* self) { return self->wanted_ != nullptr && self->forked_ == 0; }, this));
      const pid_t pid = fork();
      if (pid == 0) BecomeProgram(*wanted_);
      forked_ = pid;
    }
  }

  const pid_t owner_ = getpid();
  absl::Mutex mutex_;
  Prepared* wanted_ = nullptr;
  pid_t forked_ = 0;
};

}  // namespace

ChildProcess ChildProcess::Start(const Options& options) {
  Prepared prepared(options);
  ChildProcess child;
  child.pid_ = Spawner::Get().Fork(prepared);
  PARITRANA_CHECK(child.pid_ > 0);
  return child;
}

int ChildProcess::Run(const Options& options) {
  return Start(options).Wait(absl::InfiniteDuration());
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), exit_status_(other.exit_status_) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(exit_status_, other.exit_status_);
  return *this;
}

ChildProcess::~ChildProcess() {
  if (!running()) return;
  Signal(SIGKILL);
  Wait(absl::InfiniteDuration());
}

void ChildProcess::Collect(int wait_status) {
  pid_ = -1;
  exit_status_ = WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

bool ChildProcess::running() {
  if (pid_ < 0) return false;
  int wait_status = 0;
  if (waitpid(pid_, &wait_status, WNOHANG) == pid_) Collect(wait_status);
  return pid_ > 0;
}

void ChildProcess::Signal(int signal) {
  // Not yet waited for, so the id cannot belong to another process.
  if (pid_ > 0) kill(pid_, signal);
}

int ChildProcess::Wait(absl::Duration timeout) {
  const absl::Time deadline = absl::Now() + timeout;
  while (running()) {
    if (absl::Now() > deadline) return -1;
    absl::SleepFor(kPollInterval);
  }
  return exit_status_;
}

}  // namespace paritrana::testing
