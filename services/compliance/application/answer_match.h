// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "services/compliance/application/payer_turns.h"
#include "services/compliance/application/settlement_ledger.h"

namespace paritrana::compliance {

// Says which employment an ambiguous line is for.
struct AnswerMatch {
  std::string idempotency_key;
  SubmissionKey submission;
  std::uint64_t line_no = 0;
  std::string candidate;  // "1" …, or "none"
  absl::Time deadline;
};

// The use case: takes a payer's answer, once. Thread-safe.
class AnswerMatchHandler {
 public:
  // All must outlive the handler.
  AnswerMatchHandler(SettlementLedger& ledger, PayerTurns& turns, const Clock& clock)
      : ledger_(ledger), turns_(turns), clock_(clock) {}

  // The same key again gets the first answer, whatever became of the line since. LINE_UNKNOWN,
  // LINE_NOT_WAITING, CANDIDATE_UNKNOWN, IDEMPOTENCY_KEY_REUSED, DEADLINE_EXCEEDED, UNAVAILABLE
  // (send the same again).
  absl::StatusOr<AnsweredMatch> Answer(const AnswerMatch& command);

 private:
  absl::StatusOr<AnsweredMatch> Attempt(const AnswerMatch& command);

  SettlementLedger& ledger_;
  PayerTurns& turns_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
