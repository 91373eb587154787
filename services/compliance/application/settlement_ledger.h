// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/application/contribution_ledger.h"
#include "services/compliance/domain/settlement.h"

namespace paritrana::compliance {

// A call that must be answered once: the caller's key, and what the key stands for.
struct AnsweredCall {
  std::string key;
  std::string request;
};

// What became of a line that the payer answered for.
struct AnsweredMatch {
  Verdict verdict;
  std::uint64_t period_version = 0;

  friend bool operator==(const AnsweredMatch&, const AnsweredMatch&) = default;
};

// One transaction on the lines of one payer, who is held until it ends: what is read stays true
// until the commit. Rolls back unless committed. One thread.
class SettlementTransaction {
 public:
  virtual ~SettlementTransaction() = default;

  // Reads up to `tasks_max` tasks of the payer and all that concerns them. No task that is read
  // here can be had or renewed by anybody else before the transaction ends; those that others have
  // are passed over.
  virtual absl::StatusOr<PayerBook> ReadTasks(std::size_t tasks_max) = 0;

  // Reads the lines that wait until `now` or less, the longest waiting first.
  virtual absl::StatusOr<PayerBook> ReadOverdue(absl::Time now, std::size_t lines_max) = 0;

  // Reads one waiting line and what is known of its candidates. LINE_UNKNOWN, LINE_NOT_WAITING.
  virtual absl::StatusOr<PayerBook> ReadLine(const SubmissionKey& submission,
                                             std::uint64_t line_no) = 0;

  // Writes journal, lines, totals, versions and facts, and forgets the tasks that are done. Call at
  // most once. Returns the versions of the periods that changed.
  virtual absl::StatusOr<std::map<Month, std::uint64_t>> Write(const Settlement& settlement,
                                                               absl::Time recorded_at) = 0;

  // The answer kept for a call, if it was made before. IDEMPOTENCY_KEY_REUSED if the key stood for
  // something else.
  virtual absl::StatusOr<std::optional<AnsweredMatch>> FindAnswer(const AnsweredCall& call) = 0;
  virtual absl::Status KeepAnswer(const AnsweredCall& call, const AnsweredMatch& answer,
                                  absl::Time now) = 0;

  // UNAVAILABLE means that nobody knows whether it took effect.
  virtual absl::Status Commit() = 0;
};

// How much there is to settle.
struct SettlingBacklog {
  std::uint64_t waiting_lines = 0;
  std::uint64_t tasks = 0;
  absl::Duration oldest_task;
};

// Where lines are settled after their posting. Thread-safe.
class SettlementLedger {
 public:
  virtual ~SettlementLedger() = default;

  virtual absl::StatusOr<std::unique_ptr<SettlementTransaction>> Begin(EmployerId payer,
                                                                       absl::Time deadline) = 0;

  // A payer with tasks: the next one after `after`, so that a payer with many does not delay all
  // others; from the beginning again after the last. Nothing if there are no tasks.
  virtual absl::StatusOr<std::optional<EmployerId>> PayerWithTasks(std::optional<EmployerId> after,
                                                                   absl::Time deadline) = 0;

  // The payer with the line that is overdue the longest. Nothing if none is.
  virtual absl::StatusOr<std::optional<EmployerId>> PayerWithOverdue(absl::Time now,
                                                                     absl::Time deadline) = 0;

  // Queues tasks for lines that wait until after `from` and until `to`, if their worker is known:
  // a line may have been posted while the fact it waits for was applied, and neither saw the other.
  // Looks at some lines and returns up to where it came.
  virtual absl::StatusOr<absl::Time> QueueWaiting(absl::Time from, absl::Time to,
                                                  absl::Time deadline) = 0;

  virtual absl::StatusOr<SettlingBacklog> ReadBacklog(absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
