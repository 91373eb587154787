// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/compliance/application/contribution_ledger.h"
#include "services/compliance/application/post_lines.h"
#include "services/compliance/application/prepared_line.h"
#include "services/compliance/application/rehearsal.h"
#include "services/compliance/domain/chunk_judge.h"

namespace paritrana::compliance {

// One attempt at a command, inside one transaction: reads, compares, judges, and saves unless it is
// a rehearsal. Used once. One thread.
class PostingAttempt {
 public:
  struct Moment {
    absl::Time now;
    absl::Time waiting_until;
  };

  // All must outlive the attempt; `rules` may be nullptr.
  PostingAttempt(const PostLines& command, const std::vector<PreparedLine>& lines, Moment moment,
                 const contribution::RuleBook* rules)
      : command_(command), lines_(lines), moment_(moment), rules_(rules) {}

  absl::StatusOr<PostedLines> Run(LedgerTransaction& transaction);

 private:
  std::size_t new_lines() const { return lines_.size() - state_.stored.size(); }
  ChunkJudge& judge() { return command_.rehearsal ? command_.rehearsal->judge : own_judge_; }

  absl::Status ReadState(LedgerTransaction& transaction);
  absl::Status CheckGrowth() const;
  absl::Status CompareStored();
  void AddNewLines();
  void AddLine(const PreparedLine& line, std::uint64_t line_no, const LineFacts* facts);
  void JudgeLine(const PreparedLine& line, const LineFacts& facts, LineRecord& record);
  // False if the rules refuse the line; else adds what they warn of.
  bool CheckAmounts(const PreparedLine& line, const LineFacts& facts, LineRecord& record,
                    Findings& warnings);
  void EndHere(const Judgement::EndedHere& ended, const LineRecord& by);
  void EndInLedger(std::vector<Ending> endings);
  void CountWithdrawn();
  void Count(const LineRecord& line);
  absl::Status CheckSize() const;
  absl::Status ApplySeal();
  absl::Status SealNil();
  bool ChangesPeriod() const;
  absl::Status Save(LedgerTransaction& transaction);

  const PostLines& command_;
  const std::vector<PreparedLine>& lines_;
  const Moment moment_;
  const contribution::RuleBook* const rules_;
  std::optional<AmountCheck> amounts_;  // set when the payer is known
  ChunkJudge own_judge_;
  LedgerState state_;
  LedgerEntry entry_;
  std::vector<Verdict> verdicts_;
  bool changed_ = false;
  bool nil_sealed_ = false;
};

}  // namespace paritrana::compliance
