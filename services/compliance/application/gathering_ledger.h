// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/compliance/application/contribution_ledger.h"
#include "services/compliance/application/ledger_group.h"

namespace paritrana::compliance {

struct GatheringOptions {
  // Groups at work at once. Few: while they work the next ones grow.
  int groups_max = 3;
  // Members of a group: bounds how long its payers are held.
  std::size_t members_max = 64;
};

// Lets small posts of different payers share a transaction, so that many callers at once pay for
// one round trip and one wait for the disk together.
//
// Nobody waits for company: a post that finds a place free goes at once, alone; those that come
// while all places are taken gather and go together. Each caller works on his own thread with what
// looks like a transaction of his own:
//
//   caller A  Read ──┐             ┌─ decides ─ Write ──┐          ┌─ Commit: done
//   caller B  Read ──┼─► one read ─┼─ decides ─ Write ──┼─► write, ┼─ Commit: done
//   caller C  Read ──┘             └─ gives up ─────────┘   commit └
//
// The first to come begins the group and reads for all; the last to write, or to give up, writes
// and commits for all. So what is written is committed: Commit only tells how it went. If a group
// fails, its members are told ABORTED and try again each alone (with the ledger itself), where a
// fault of one is only his. The lines of one payer must not be in two groups at once (PayerTurns).
//
// Thread-safe. A transaction belongs to one thread, from Begin to its end.
class GatheringLedger : public ContributionLedger {
 public:
  // `groups` must outlive the ledger.
  GatheringLedger(LedgerGroups& groups, GatheringOptions options);
  ~GatheringLedger() override;

  // Never waits; its Read does. UNAVAILABLE and ABORTED come from Read and Write.
  absl::StatusOr<std::unique_ptr<LedgerTransaction>> Begin(EmployerId payer,
                                                           absl::Time deadline) override;

  // Callers who have gathered and wait for a place.
  std::size_t waiting() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  class Group;
  class Member;

  // Joins the group that is forming, or begins one.
  std::shared_ptr<Group> Join(Member& member, bool& first) ABSL_LOCKS_EXCLUDED(mutex_);
  // Waits for a free place and takes it; from then on nobody joins. DEADLINE_EXCEEDED.
  absl::Status Depart(const std::shared_ptr<Group>& group, absl::Time deadline)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void GiveBackPlace() ABSL_LOCKS_EXCLUDED(mutex_);
  bool PlaceFree() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return at_work_ < options_.groups_max;
  }

  LedgerGroups& groups_;
  const GatheringOptions options_;
  mutable absl::Mutex mutex_;
  int at_work_ ABSL_GUARDED_BY(mutex_) = 0;
  std::shared_ptr<Group> forming_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::compliance
