// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/answer_match.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

// A deadlock or a lost race is over when it is reported; more than a few in a row are a fault.
constexpr int kAttemptsMax = 4;

AnsweredCall CallOf(const AnswerMatch& command) {
  const SubmissionKey& key = command.submission;
  return {command.idempotency_key, "answer " + std::to_string(key.payer.value()) + " " +
                                       key.period.ToString() + " " + key.run + " " +
                                       key.submission + " " + std::to_string(command.line_no) +
                                       " " + command.candidate};
}

Verdict VerdictOf(const OpenLine& line) {
  Verdict verdict;
  verdict.line_no = line.line.id.line_no;
  verdict.line_id = line.line_id;
  verdict.kind = line.line.verdict;
  verdict.findings = line.findings;
  if (line.line.live()) {
    verdict.match = {MatchKind::kMatched, line.reasons, line.line.membership_no, {}};
  }
  return verdict;
}

}  // namespace

absl::StatusOr<AnsweredMatch> AnswerMatchHandler::Attempt(const AnswerMatch& command) {
  const absl::Time now = absl::FromUnixMicros(absl::ToUnixMicros(clock_.Now()));
  const EmployerId payer = command.submission.payer;
  PARITRANA_ASSIGN_OR_RETURN(const auto turn, turns_.Wait(payer, command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto transaction, ledger_.Begin(payer, command.deadline));
  const AnsweredCall call = CallOf(command);
  PARITRANA_ASSIGN_OR_RETURN(const auto known, transaction->FindAnswer(call));
  if (known) return *known;
  PARITRANA_ASSIGN_OR_RETURN(const PayerBook book,
                             transaction->ReadLine(command.submission, command.line_no));
  PARITRANA_ASSIGN_OR_RETURN(const Settlement settlement, TakeAnswer(book, command.candidate));
  PARITRANA_ASSIGN_OR_RETURN(const auto versions, transaction->Write(settlement, now));
  // What it took the place of stands before it.
  const OpenLine& after = settlement.lines.back().after;
  AnsweredMatch answered = {VerdictOf(after), versions.at(after.period)};
  PARITRANA_RETURN_IF_ERROR(transaction->KeepAnswer(call, answered, now));
  PARITRANA_RETURN_IF_ERROR(transaction->Commit());
  return answered;
}

absl::StatusOr<AnsweredMatch> AnswerMatchHandler::Answer(const AnswerMatch& command) {
  absl::StatusOr<AnsweredMatch> answered = Attempt(command);
  for (int tries = 1; tries < kAttemptsMax && absl::IsAborted(answered.status()); ++tries) {
    answered = Attempt(command);
  }
  return answered;
}

}  // namespace paritrana::compliance
