// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/metrics/registry.h"
#include "libs/postgres/pool.h"
#include "services/compliance/application/payer_turns.h"
#include "services/compliance/application/settlement_ledger.h"

namespace paritrana::compliance {

struct SettlerOptions {
  // False while the copy of registration's facts is not complete: what it says then may be years
  // old, and nothing is settled.
  std::function<bool()> copy_complete = [] { return true; };
  // Called after each commit that made facts.
  std::function<void()> committed = [] {};
};

// Settles lines in the background: wakes when a commit queued tasks, and looks twice a second in
// any case. Goes on by itself after the database was away.
//
// Owns one thread and one connection beside the pool's, of which it borrows one more. Several
// processes may run one each: a payer is held by one at a time. Metrics:
// compliance_settled_lines_total by what became of them; compliance_settler_errors_total; every few
// seconds compliance_waiting_lines, compliance_settle_tasks, compliance_settle_oldest_task_seconds.
class Settler {
 public:
  // All must outlive the settler.
  Settler(postgres::Pool& pool, SettlementLedger& ledger, PayerTurns& turns, const Clock& clock,
          metrics::Registry& metrics, SettlerOptions options);
  ~Settler();  // stops

  void Start();

  // Ends after the transaction under way and joins, within half a second else.
  void Stop();

  // UNAVAILABLE while its last transaction failed: for readiness.
  absl::Status Ready() const;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace paritrana::compliance
