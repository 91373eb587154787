// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <list>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/synchronization/mutex.h"
#include "services/compliance/application/dues/account_step.h"

namespace paritrana::compliance {

struct GatheringStepsOptions {
  // Transactions at work at once. Few: while they work the next ones grow.
  int groups_max = 2;
  // Steps of a transaction: bounds how long accounts are held.
  std::size_t members_max = 32;
};

// Lets steps of different payers share a transaction, so that many callers at once pay for one
// round trip and one wait for the disk together.
//
// Nobody waits for company: a step that finds a place free goes at once and takes along those that
// wait; its caller's thread works for all of them. Two steps of one payer follow each other. If a
// group fails, each of its steps is tried again alone, where a fault of one is only his; only a
// lost connection is everybody's.
//
// Thread-safe.
class GatheringSteps final : public StepRunner {
 public:
  // The ledger must outlive this.
  GatheringSteps(AccountLedger& ledger, GatheringStepsOptions options);

  // DEADLINE_EXCEEDED if no place became free in time; else as SingleSteps.
  absl::Status Run(AccountStep& step, absl::Time deadline) override;

  // Steps that wait for a place.
  std::size_t waiting() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // A step on its way, on its caller's stack.
  struct Member {
    GatheringSteps* all = nullptr;
    AccountStep* step = nullptr;
    bool taken = false;
    bool done = false;
    bool alone = false;  // its group failed
    absl::Status outcome;

    bool MayGoOn() const;
  };

  bool MayLead(const Member& member) const ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  std::vector<Member*> TakeGroup(Member& leader) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Lead(Member& leader, absl::Time deadline) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  AccountLedger& ledger_;
  SingleSteps single_;
  const GatheringStepsOptions options_;
  mutable absl::Mutex mutex_;
  int at_work_ ABSL_GUARDED_BY(mutex_) = 0;
  std::list<Member*> queue_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_set<EmployerId> busy_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::compliance
