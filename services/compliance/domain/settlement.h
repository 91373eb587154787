// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"
#include "services/compliance/domain/dues/accrual.h"
#include "services/compliance/domain/ledger_line.h"
#include "services/compliance/domain/match.h"

// What becomes of lines after they were posted: when registration states something new, when the
// payer answers, and when nobody does in time.
//
// - A line that waits is matched anew, by the rules of a posting: it counts, is refused because
//   another line has its months, asks the payer, or goes on waiting.
// - A line that counts follows its worker into another record, and its employment to another
//   workplace or capacity. It never ceases to count: the payer declared it, and nothing that
//   registration states changes that. When no employment fits it any more (a spell was shortened,
//   say), it stays as it is.
//
// None of this asks whether the period is closed: closing ends what the payer may declare.
namespace paritrana::compliance {

// Why the ledger changed. Numbers are those of paritrana.compliance.v1.LedgerCause.
enum class SettleCause : std::uint8_t {
  kReplaced = 4,
  kRegistered = 5,
  kAnswered = 6,
  kMerged = 7,
  kMoved = 8,
};

// A line of the payer that counts or waits.
struct OpenLine {
  LedgerLine line;  // `membership_no` of a line that waits: the one it names
  std::string line_id;
  Month period;
  MatchReasons reasons;                    // why it counts as it does
  Findings findings;                       // its warnings; while it waits also why
  std::int64_t replaces_run_no = 0;        // of its run; 0 unless that is a replacement
  std::optional<Pseudonym> worker;         // while it waits: whose its number is now
  std::string payroll_number;              // as sent; may be empty
  std::vector<MatchCandidate> candidates;  // while it asks
};

// What is known of those workers of a payer whose lines are settled together.
struct PayerBook {
  std::vector<Pseudonym> tasks;  // whose lines to look at
  // Who a worker is by now: the same, or who took over all of it. Missing while the facts that say
  // so have not all come.
  std::map<Pseudonym, Pseudonym> owners;
  std::map<Pseudonym, std::vector<Membership>> memberships;  // with this payer
  std::map<std::string, Pseudonym> numbers;  // who used the waiting lines' payroll numbers last
  std::set<Pseudonym> workers_with_number;
  std::vector<OpenLine> counted;  // all that count of these workers and of their owners
  std::vector<OpenLine> waiting;
};

// One row of the journal: a line begins or ceases to count, under these attributes.
struct JournalRow {
  LedgerLineId line;
  bool takes_back = false;
  SettleCause cause = SettleCause::kMoved;
  CountedLine as;
};

// A line whose state has changed, as it is afterwards.
struct SettledLine {
  OpenLine after;
  bool waited = false;  // before
};

// What one transaction does to the lines of one payer.
struct Settlement {
  std::vector<JournalRow> journal;        // in order
  std::vector<SettledLine> lines;         // each once
  std::vector<Pseudonym> done;            // tasks to be forgotten
  std::map<Pseudonym, Pseudonym> merged;  // whose payroll numbers go to whom

  bool empty() const { return lines.empty() && done.empty(); }
};

// What a settlement changes in what is declared, by period: a line that moves changes nothing.
std::map<Month, AccrualSum> AccrualsOf(const Settlement& settlement);

// Settles task by task until about `changes_max` lines have changed. What is left over, a task
// whose lines were not all looked at included, is for another transaction.
Settlement SettleTasks(const PayerBook& book, std::size_t changes_max);

// Refuses all waiting lines of the book: WAITED_TOO_LONG.
Settlement GiveUp(const PayerBook& book);

// Takes the payer's answer for the only waiting line of the book: the id of a candidate, or "none",
// which refuses the line with MATCH_DECLINED. LINE_NOT_WAITING if it asks nothing,
// CANDIDATE_UNKNOWN if the answer is no candidate of it, or one that does not fit any more.
absl::StatusOr<Settlement> TakeAnswer(const PayerBook& book, std::string_view candidate);

}  // namespace paritrana::compliance
