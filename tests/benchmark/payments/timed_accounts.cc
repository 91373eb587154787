// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/payments/timed_accounts.h"

#include <utility>

#include "absl/time/clock.h"
#include "libs/base/status_macros.h"

namespace paritrana::benchmark {

using compliance::AccountChange;
using compliance::AccountQuery;
using compliance::AccountTransaction;
using compliance::HeldAccount;

class TimedAccounts::Transaction : public AccountTransaction {
 public:
  Transaction(TimedAccounts& all, std::unique_ptr<AccountTransaction> real)
      : all_(all), real_(std::move(real)) {}
  ~Transaction() override {
    absl::MutexLock lock(&all_.mutex_);
    StageTimes& sum = all_.times_;
    ++sum.transactions;
    sum.accounts += times_.accounts;
    sum.hold += times_.hold;
    sum.decide += times_.decide;
    sum.write += times_.write;
    sum.commit += times_.commit;
  }

  absl::StatusOr<std::vector<HeldAccount>> Hold(std::span<const AccountQuery> queries) override {
    const absl::Time start = absl::Now();
    auto held = real_->Hold(queries);
    held_at_ = absl::Now();
    times_.hold = held_at_ - start;
    times_.accounts = static_cast<std::int64_t>(queries.size());
    return held;
  }
  absl::Status Write(std::span<const AccountChange> changes) override {
    const absl::Time start = absl::Now();
    times_.decide = start - held_at_;
    const absl::Status status = real_->Write(changes);
    times_.write = absl::Now() - start;
    return status;
  }
  absl::Status Commit() override {
    const absl::Time start = absl::Now();
    const absl::Status status = real_->Commit();
    times_.commit = absl::Now() - start;
    return status;
  }

 private:
  TimedAccounts& all_;
  std::unique_ptr<AccountTransaction> real_;
  absl::Time held_at_;
  StageTimes times_;
};

absl::StatusOr<std::unique_ptr<AccountTransaction>> TimedAccounts::Begin(absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(auto real, ledger_.Begin(deadline));
  return std::make_unique<Transaction>(*this, std::move(real));
}

StageTimes TimedAccounts::Take() {
  absl::MutexLock lock(&mutex_);
  return std::exchange(times_, StageTimes());
}

}  // namespace paritrana::benchmark
