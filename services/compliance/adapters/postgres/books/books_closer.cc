// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/books/books_closer.h"

#include <string>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/logging/log.h"

namespace paritrana::compliance {
namespace {

// One block with its steps.
constexpr absl::Duration kBlockMost = absl::Minutes(2);
// Between two looks when nobody calls.
constexpr absl::Duration kLook = absl::Seconds(1);

// A key of two parts never meets that of a payer, which has one.
constexpr std::string_view kTryLock = "SELECT pg_try_advisory_lock(1651470192, 1)";

}  // namespace

class BooksCloser::Worker {
 public:
  Worker(postgres::Pool& pool, CloseBooksHandler& handler, metrics::Registry& metrics,
         std::function<void()> block_done)
      : pool_(pool),
        handler_(handler),
        block_done_(std::move(block_done)),
        employers_(metrics.GetCounter("compliance_books_employers_total",
                                      "Employers that closes of books have gone over.")),
        mismatches_(metrics.GetCounter(
            "compliance_books_mismatches_total",
            "Payers and segments whose accruals and lines did not agree at a close.")),
        errors_(metrics.GetCounter("compliance_books_errors_total",
                                   "Blocks of a close that failed and were begun again.")) {}

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
    while (!Rest()) {
      const absl::Status status = RunSession();
      if (status.ok()) continue;
      errors_.Add();
      logging::Warning("a close of books begins its block again",
                       {{"why", std::string(status.message())}});
    }
  }

  // Waits until there may be something to do. True when it is time to stop.
  bool Rest() {
    absl::MutexLock lock(&mutex_);
    const auto called = [this]()
                            ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return stopping_ || woken_; };
    mutex_.AwaitWithTimeout(absl::Condition(&called), kLook);
    woken_ = false;
    return stopping_;
  }
  bool Stopping() {
    absl::MutexLock lock(&mutex_);
    return stopping_;
  }

  // Takes blocks until there are none. The lock ends with the session.
  absl::Status RunSession() {
    PARITRANA_ASSIGN_OR_RETURN(const auto session, pool_.OpenSession());
    PARITRANA_ASSIGN_OR_RETURN(const postgres::Result locked, session->Execute(kTryLock));
    while (locked.Bool(0, 0) && !Stopping()) {
      PARITRANA_ASSIGN_OR_RETURN(const auto taken, handler_.TakeBlock(absl::Now() + kBlockMost));
      if (taken.idle) break;
      Count(taken);
      // A session that was lost has lost the lock.
      PARITRANA_RETURN_IF_ERROR(session->Execute("SELECT 1").status());
    }
    return absl::OkStatus();
  }

  void Count(const CloseBooksHandler::Taken& taken) {
    employers_.Add(static_cast<double>(taken.totals.employers));
    mismatches_.Add(static_cast<double>(taken.totals.mismatches));
    if (taken.totals.mismatches > 0) {
      logging::Error("accruals and lines do not agree; see the mismatches of the month's books",
                     {{"payers_and_segments", taken.totals.mismatches}});
    }
    block_done_();
  }

  postgres::Pool& pool_;
  CloseBooksHandler& handler_;
  const std::function<void()> block_done_;
  metrics::Counter& employers_;
  metrics::Counter& mismatches_;
  metrics::Counter& errors_;
  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

BooksCloser::BooksCloser(postgres::Pool& pool, CloseBooksHandler& handler,
                         metrics::Registry& metrics, std::function<void()> block_done)
    : worker_(std::make_unique<Worker>(pool, handler, metrics, std::move(block_done))) {}

BooksCloser::~BooksCloser() { Stop(); }

void BooksCloser::Start() { worker_->Start(); }
void BooksCloser::Stop() { worker_->Stop(); }
void BooksCloser::Wake() { worker_->Wake(); }

}  // namespace paritrana::compliance
