// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/settle_lines.h"

#include <utility>

#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

// Workers of one transaction; they have a handful of lines each.
constexpr std::size_t kTasksPerStep = 200;
// Lines changed by one transaction: each makes up to two rows of a fact, and posts of the payer
// wait meanwhile.
constexpr std::size_t kChangesPerStep = 1'000;

// A posting is over, one way or another, this long after it read the copy of registration's facts.
constexpr absl::Duration kPostingMost = absl::Minutes(1);

// Second looks are not taken more often.
constexpr absl::Duration kLookInterval = absl::Seconds(1);

const char* NameOf(SettleCause cause) {
  switch (cause) {
    case SettleCause::kReplaced:
      return "replaced";
    case SettleCause::kRegistered:
      return "registered";
    case SettleCause::kAnswered:
      return "answered";
    case SettleCause::kMerged:
      return "merged";
    case SettleCause::kMoved:
      return "moved";
  }
  return "";
}

const char* NameOfRefusal(const SettledLine& line) {
  const std::string_view reason = line.after.findings.front().reason;
  if (reason == "WAITED_TOO_LONG") return "given_up";
  return reason == "MATCH_DECLINED" ? "declined" : "refused";
}

// PostgreSQL keeps microseconds; the same moment must come back when it is read again.
absl::Time InMicros(absl::Time time) { return absl::FromUnixMicros(absl::ToUnixMicros(time)); }

}  // namespace

SettledCounts CountsOf(const Settlement& settlement) {
  SettledCounts counts;
  for (const JournalRow& row : settlement.journal) {
    // What is taken back is added again elsewhere, except what is replaced.
    if (row.takes_back == (row.cause == SettleCause::kReplaced)) ++counts[NameOf(row.cause)];
  }
  for (const SettledLine& line : settlement.lines) {
    if (line.after.line.verdict == VerdictKind::kRejected) ++counts[NameOfRefusal(line)];
    if (line.after.line.waiting() && !line.after.candidates.empty()) ++counts["asked"];
  }
  return counts;
}

absl::StatusOr<SettleLinesHandler::Step> SettleLinesHandler::Settle(EmployerId payer,
                                                                    const Decide& decide,
                                                                    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto turn, turns_.Wait(payer, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto transaction, ledger_.Begin(payer, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const Settlement settlement, decide(*transaction));
  if (settlement.empty()) return Step{};
  PARITRANA_RETURN_IF_ERROR(transaction->Write(settlement, InMicros(clock_.Now())).status());
  PARITRANA_RETURN_IF_ERROR(transaction->Commit());
  return Step{false, CountsOf(settlement)};
}

absl::StatusOr<SettleLinesHandler::Step> SettleLinesHandler::LookAgain(absl::Time now,
                                                                       absl::Time deadline) {
  const absl::Time to = now + kWaitMost - kPostingMost;
  if (to - looked_until_ < kLookInterval) return Step{true, {}};
  PARITRANA_ASSIGN_OR_RETURN(looked_until_, ledger_.QueueWaiting(looked_until_, to, deadline));
  return Step{};
}

absl::StatusOr<SettleLinesHandler::Step> SettleLinesHandler::Take(absl::Time deadline) {
  const absl::Time now = clock_.Now();
  PARITRANA_ASSIGN_OR_RETURN(last_payer_, ledger_.PayerWithTasks(last_payer_, deadline));
  if (last_payer_) {
    const auto settle = [](SettlementTransaction& transaction) -> absl::StatusOr<Settlement> {
      PARITRANA_ASSIGN_OR_RETURN(const PayerBook book, transaction.ReadTasks(kTasksPerStep));
      return SettleTasks(book, kChangesPerStep);
    };
    return Settle(*last_payer_, settle, deadline);
  }
  PARITRANA_ASSIGN_OR_RETURN(const auto overdue, ledger_.PayerWithOverdue(now, deadline));
  if (overdue) {
    const auto give_up = [now](SettlementTransaction& transaction) -> absl::StatusOr<Settlement> {
      PARITRANA_ASSIGN_OR_RETURN(const PayerBook book,
                                 transaction.ReadOverdue(now, kChangesPerStep));
      return GiveUp(book);
    };
    return Settle(*overdue, give_up, deadline);
  }
  return LookAgain(now, deadline);
}

}  // namespace paritrana::compliance
