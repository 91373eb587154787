// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/settler.h"

#include <atomic>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/logging/log.h"
#include "services/compliance/adapters/postgres/settle_queue.h"
#include "services/compliance/application/settle_lines.h"

namespace paritrana::compliance {
namespace {

// One transaction, waits for the payer's other transactions included.
constexpr absl::Duration kStepMost = absl::Seconds(30);
// Between two looks when nobody calls; also what Stop waits at most while there is nothing to do.
constexpr absl::Duration kLook = absl::Milliseconds(500);
// After a failure: a database that comes up again is not to be hurried.
constexpr absl::Duration kPause = absl::Seconds(1);
constexpr absl::Duration kShowInterval = absl::Seconds(5);

}  // namespace

class Settler::Worker {
 public:
  Worker(postgres::Pool& pool, SettlementLedger& ledger, PayerTurns& turns, const Clock& clock,
         metrics::Registry& metrics, SettlerOptions options)
      : pool_(pool),
        ledger_(ledger),
        handler_(ledger, turns, clock),
        metrics_(metrics),
        options_(std::move(options)),
        errors_(metrics.GetCounter("compliance_settler_errors_total",
                                   "Transactions of the settler that failed.")),
        waiting_(metrics.GetGauge("compliance_waiting_lines",
                                  "Lines that wait for registration or for an answer.")),
        tasks_(metrics.GetGauge("compliance_settle_tasks",
                                "Workers of payers whose lines are to be looked at again.")),
        oldest_(metrics.GetGauge("compliance_settle_oldest_task_seconds",
                                 "Age of the oldest of them.")) {}

  void Start() {
    thread_ = std::thread([this] { Run(); });
  }

  void Stop() {
    if (!stopping_.HasBeenNotified()) stopping_.Notify();
    if (thread_.joinable()) thread_.join();
  }

  absl::Status Ready() const {
    return failing_ ? absl::UnavailableError("the settler's last transaction failed")
                    : absl::OkStatus();
  }

 private:
  bool Stopping() const { return stopping_.HasBeenNotified(); }

  void Run() {
    while (!Stopping()) {
      const absl::Status status = RunSession();
      if (status.ok() || Stopping()) continue;
      failing_ = true;
      errors_.Add();
      logging::Warning("the settler begins again", {{"why", std::string(status.message())}});
      stopping_.WaitForNotificationWithTimeout(kPause);
    }
  }

  absl::Status RunSession() {
    PARITRANA_ASSIGN_OR_RETURN(const auto session, pool_.OpenSession());
    PARITRANA_RETURN_IF_ERROR(session->ExecuteScript(absl::StrCat("LISTEN ", kSettleChannel)));
    while (!Stopping()) {
      PARITRANA_ASSIGN_OR_RETURN(const bool idle, Step());
      PARITRANA_RETURN_IF_ERROR(Show());
      failing_ = false;
      if (idle && !Stopping()) {
        PARITRANA_RETURN_IF_ERROR(session->WaitForNotification(kLook).status());
      }
    }
    return absl::OkStatus();
  }

  // True if there was nothing to do.
  absl::StatusOr<bool> Step() {
    if (!options_.copy_complete()) return true;
    const auto step = handler_.Take(absl::Now() + kStepMost);
    if (absl::IsAborted(step.status())) return false;
    PARITRANA_RETURN_IF_ERROR(step.status());
    for (const auto& [outcome, lines] : step->settled) {
      metrics_
          .GetCounter("compliance_settled_lines_total", "Lines settled after they were posted.",
                      {{"outcome", outcome}})
          .Add(static_cast<double>(lines));
    }
    if (!step->settled.empty()) options_.committed();
    return step->idle;
  }

  absl::Status Show() {
    if (absl::Now() - shown_at_ < kShowInterval) return absl::OkStatus();
    PARITRANA_ASSIGN_OR_RETURN(const SettlingBacklog backlog,
                               ledger_.ReadBacklog(absl::Now() + kStepMost));
    waiting_.Set(static_cast<double>(backlog.waiting_lines));
    tasks_.Set(static_cast<double>(backlog.tasks));
    oldest_.Set(absl::ToDoubleSeconds(backlog.oldest_task));
    shown_at_ = absl::Now();
    return absl::OkStatus();
  }

  postgres::Pool& pool_;
  SettlementLedger& ledger_;
  SettleLinesHandler handler_;
  metrics::Registry& metrics_;
  const SettlerOptions options_;
  metrics::Counter& errors_;
  metrics::Gauge& waiting_;
  metrics::Gauge& tasks_;
  metrics::Gauge& oldest_;
  absl::Time shown_at_ = absl::InfinitePast();  // of the thread alone
  std::atomic<bool> failing_ = false;
  absl::Notification stopping_;
  std::thread thread_;
};

Settler::Settler(postgres::Pool& pool, SettlementLedger& ledger, PayerTurns& turns,
                 const Clock& clock, metrics::Registry& metrics, SettlerOptions options)
    : worker_(std::make_unique<Worker>(pool, ledger, turns, clock, metrics, std::move(options))) {}

Settler::~Settler() { Stop(); }

void Settler::Start() { worker_->Start(); }
void Settler::Stop() { worker_->Stop(); }
absl::Status Settler::Ready() const { return worker_->Ready(); }

}  // namespace paritrana::compliance
