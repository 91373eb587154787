// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "absl/status/status.h"
#include "libs/metrics/registry.h"
#include "services/compliance/application/books/work_accounts.h"

namespace paritrana::compliance {

// The thread that keeps accounts and what follows from them up to date (WorkAccountsHandler).
// Postings do not call it: it looks by itself, and after each step rests a few times as long as the
// step took, so that it never takes more than a part of the database from those who wait for it.
//
// Metrics: compliance_account_steps_total, compliance_account_errors_total,
// compliance_accounts_refused_total (accounts that can't be replayed: an alarm),
// compliance_paid_lines_total{effect}, compliance_employers_assessed_total. Start once, Stop once.
class AccountWorker {
 public:
  // Both must outlive the worker.
  AccountWorker(WorkAccountsHandler& handler, metrics::Registry& metrics);
  ~AccountWorker();  // stops

  void Start();
  void Stop();
  // Looks at once, after a payment for example.
  void Wake();

 private:
  class Thread;
  std::unique_ptr<Thread> thread_;
};

}  // namespace paritrana::compliance
