// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/books/account_worker.h"

#include <algorithm>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "libs/logging/log.h"

namespace paritrana::compliance {
namespace {

// One step, waits for the payer's other transactions included.
constexpr absl::Duration kStepMost = absl::Seconds(30);
// Between two looks when nobody calls.
constexpr absl::Duration kLook = absl::Milliseconds(500);
// After a failure: a database that comes up again is not to be hurried.
constexpr absl::Duration kPause = absl::Seconds(1);
// Of its time the worker works a third at most, and never rests longer than this while there is
// something to do.
constexpr int kRestsPerStep = 2;
constexpr absl::Duration kRestMost = absl::Milliseconds(200);

}  // namespace

class AccountWorker::Thread {
 public:
  Thread(WorkAccountsHandler& handler, metrics::Registry& metrics)
      : handler_(handler),
        metrics_(metrics),
        steps_(metrics.GetCounter("compliance_account_steps_total",
                                  "Steps of the account worker that did something.")),
        errors_(metrics.GetCounter("compliance_account_errors_total",
                                   "Steps of the account worker that failed.")),
        assessed_(metrics.GetCounter("compliance_employers_assessed_total",
                                     "Employers whose compliance was looked at again.")),
        refused_(metrics.GetCounter("compliance_accounts_refused_total",
                                    "Accounts that could not be brought up to date.")) {}

  void Start() {
    thread_ = std::thread([this] { Run(); });
  }
  void Stop() {
    {
      absl::MutexLock lock(&mutex_);
      stopping_ = true;
    }
    if (thread_.joinable()) thread_.join();
  }
  void Wake() {
    absl::MutexLock lock(&mutex_);
    woken_ = true;
  }

 private:
  void Run() {
    absl::Duration rest;
    while (!Rest(rest)) {
      const absl::Time begin = absl::Now();
      const auto step = handler_.Take(begin + kStepMost);
      rest = RestAfter(step, absl::Now() - begin);
    }
  }

  absl::Duration RestAfter(const absl::StatusOr<WorkAccountsHandler::Step>& step,
                           absl::Duration took) {
    if (!step.ok()) {
      errors_.Add();
      logging::Warning("the account worker begins again",
                       {{"why", std::string(step.status().message())}});
      return kPause;
    }
    if (step->refused) refused_.Add();
    assessed_.Add(static_cast<double>(step->assessed));
    Count("add", step->walked.added);
    Count("retract", step->walked.taken_back);
    if (step->idle) return kLook;
    steps_.Add();
    return std::min(took * kRestsPerStep, kRestMost);
  }

  void Count(const char* effect, std::uint64_t lines) {
    if (lines == 0) return;
    metrics_
        .GetCounter("compliance_paid_lines_total", "Lines stated to count, or no more, as paid.",
                    {{"effect", effect}})
        .Add(static_cast<double>(lines));
  }

  // True when it is time to stop.
  bool Rest(absl::Duration rest) {
    absl::MutexLock lock(&mutex_);
    const auto called = [this]()
                            ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return stopping_ || woken_; };
    mutex_.AwaitWithTimeout(absl::Condition(&called), rest);
    woken_ = false;
    return stopping_;
  }

  WorkAccountsHandler& handler_;
  metrics::Registry& metrics_;
  metrics::Counter& steps_;
  metrics::Counter& errors_;
  metrics::Counter& assessed_;
  metrics::Counter& refused_;
  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

AccountWorker::AccountWorker(WorkAccountsHandler& handler, metrics::Registry& metrics)
    : thread_(std::make_unique<Thread>(handler, metrics)) {}

AccountWorker::~AccountWorker() { Stop(); }

void AccountWorker::Start() { thread_->Start(); }
void AccountWorker::Stop() { thread_->Stop(); }
void AccountWorker::Wake() { thread_->Wake(); }

}  // namespace paritrana::compliance
