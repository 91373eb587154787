// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/compliance/application/dues/account_ledger.h"

namespace paritrana::benchmark {

// Where the time of transactions went, summed over all of them.
struct StageTimes {
  std::int64_t transactions = 0;
  std::int64_t accounts = 0;
  absl::Duration hold;    // lock and read
  absl::Duration decide;  // replay: between reading and writing
  absl::Duration write;
  absl::Duration commit;
};

// Accounts whose transactions are timed. Thread-safe.
class TimedAccounts : public compliance::AccountLedger {
 public:
  // `ledger` must outlive this one.
  explicit TimedAccounts(compliance::AccountLedger& ledger) : ledger_(ledger) {}

  absl::StatusOr<std::unique_ptr<compliance::AccountTransaction>> Begin(
      absl::Time deadline) override;

  // Since the last call.
  StageTimes Take();

 private:
  class Transaction;

  compliance::AccountLedger& ledger_;
  absl::Mutex mutex_;
  StageTimes times_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::benchmark
