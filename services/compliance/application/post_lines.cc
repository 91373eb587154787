// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/post_lines.h"

#include <limits>
#include <utility>

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/application/posting_attempt.h"
#include "services/compliance/application/prepared_line.h"

namespace paritrana::compliance {
namespace {

// A deadlock or a lost race is over when it is reported; more than a few in a row are a fault.
constexpr int kAttemptsMax = 4;

// Lines of a post that is gathered: more are worth a transaction of their own, and would keep those
// gathered with them waiting.
constexpr std::size_t kGatheredLinesMax = 50;

// PostgreSQL keeps microseconds; the same moment must come back when it is read again.
absl::Time InMicros(absl::Time time) { return absl::FromUnixMicros(absl::ToUnixMicros(time)); }

// Tries a transaction again after a deadlock.
template <typename Attempt>
auto Repeat(Attempt attempt) {
  auto result = attempt();
  for (int tries = 1; tries < kAttemptsMax && absl::IsAborted(result.status()); ++tries) {
    result = attempt();
  }
  return result;
}

// Takes back some of what is left of a replaced run.
class Completion {
 public:
  Completion(const PostLines& command, absl::Time now) : command_(command), now_(now) {}

  // Returns true when nothing is left.
  absl::StatusOr<bool> Step(LedgerTransaction& transaction, Submission& submission) {
    PARITRANA_ASSIGN_OR_RETURN(const LedgerState state, transaction.Read({command_.key, 1, 0, {}}));
    if (!state.submission || !state.run) return MakeError("SUBMISSION_UNKNOWN", "submission");
    submission = *state.submission;
    if (state.run->complete()) return true;
    if (state.run->other_replaced_by != 0) {
      return MakeError("RUN_ALREADY_REPLACED", "replaces_run");
    }
    if (state.period_closed) return MakeError("PERIOD_CLOSED", "period");
    std::int64_t after = after_;
    PARITRANA_ASSIGN_OR_RETURN(
        const std::vector<LedgerLine> left,
        transaction.ReadLive(state.run->replaces, limits::kLinesPerChunkMax, after));
    LedgerEntry entry = EntryFor(state, left);
    PARITRANA_ASSIGN_OR_RETURN(entry.after.position, transaction.Write(entry));
    PARITRANA_RETURN_IF_ERROR(transaction.Commit());
    after_ = after;
    submission = entry.after;
    return entry.replaces_now;
  }

 private:
  LedgerEntry EntryFor(const LedgerState& state, const std::vector<LedgerLine>& left) const {
    LedgerEntry entry;
    entry.after = *state.submission;
    entry.run = *state.run;
    entry.recorded_at = now_;
    entry.replaces_now = left.size() < limits::kLinesPerChunkMax;
    for (const LedgerLine& line : left) entry.endings.push_back({line, Standing::kReplaced, {}});
    if (left.empty()) return entry;
    entry.period_version = state.period_version + 1;
    entry.after.period_version = entry.period_version;
    return entry;
  }

  const PostLines& command_;
  const absl::Time now_;
  std::int64_t after_ = std::numeric_limits<std::int64_t>::min();
};

}  // namespace

absl::StatusOr<PostedLines> PostLinesHandler::PostOnce(const PostLines& command) {
  const absl::Time now = InMicros(clock_.Now());
  const std::vector<PreparedLine> lines = PrepareLines(command, vault_, now);
  const bool small = options_.gathering != nullptr && command.lines.size() <= kGatheredLinesMax;
  ContributionLedger* ledger = small ? options_.gathering : &ledger_;
  const auto attempt = [&]() -> absl::StatusOr<PostedLines> {
    // Gathered at the first attempt only: whatever failed there is not another's fault here.
    ContributionLedger& taken = *std::exchange(ledger, &ledger_);
    PARITRANA_ASSIGN_OR_RETURN(const auto turn, turns_.Wait(command.key.payer, command.deadline));
    PARITRANA_ASSIGN_OR_RETURN(const auto transaction,
                               taken.Begin(command.key.payer, command.deadline));
    return PostingAttempt(command, lines, {now, now + options_.waiting}, options_.rules)
        .Run(*transaction);
  };
  return Repeat(attempt);
}

absl::StatusOr<Submission> PostLinesHandler::Complete(const PostLines& command, Submission sealed) {
  Completion completion(command, InMicros(clock_.Now()));
  const auto step = [&]() -> absl::StatusOr<bool> {
    PARITRANA_ASSIGN_OR_RETURN(const auto turn, turns_.Wait(command.key.payer, command.deadline));
    PARITRANA_ASSIGN_OR_RETURN(const auto transaction,
                               ledger_.Begin(command.key.payer, command.deadline));
    return completion.Step(*transaction, sealed);
  };
  while (true) {
    PARITRANA_ASSIGN_OR_RETURN(const bool done, Repeat(step));
    if (done) return sealed;
  }
}

absl::StatusOr<PostedLines> PostLinesHandler::Post(const PostLines& command) {
  absl::StatusOr<PostedLines> posted = PostOnce(command);
  if (!posted.ok() || !command.seal || !command.run.completes_run || command.rehearsal) {
    return posted;
  }
  if (posted->run.kind != RunKind::kReplacement) return posted;
  PARITRANA_ASSIGN_OR_RETURN(posted->submission, Complete(command, posted->submission));
  return posted;
}

}  // namespace paritrana::compliance
