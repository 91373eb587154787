// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/post_lines.h"

#include <algorithm>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/application/prepared_line.h"
#include "services/compliance/domain/names.h"

namespace paritrana::compliance {
namespace {

// A deadlock or a lost race is over when it is reported; more than a few in a row are a fault.
constexpr int kAttemptsMax = 4;

// Ids that are refused are still repeated to the caller, but not at any length.
std::string ShownLineId(std::string_view line_id) {
  std::size_t size = std::min(line_id.size(), kNameCharsMax);
  // Never cut a UTF-8 character in two.
  while (size < line_id.size() && size > 0 && (line_id[size] & 0xC0) == 0x80) --size;
  return std::string(line_id.substr(0, size));
}

std::vector<LineLookup> LookupsFor(const std::vector<PreparedLine>& lines) {
  std::vector<LineLookup> lookups;
  lookups.reserve(lines.size());
  for (const PreparedLine& line : lines) {
    if (!line.checked.declaration) continue;
    const Declaration& declaration = *line.checked.declaration;
    lookups.push_back(
        {line.worker, declaration.segment, declaration.covered, line.incoming->declared.line_id});
  }
  return lookups;
}

// One attempt at a command, inside one transaction.
class Attempt {
 public:
  Attempt(const PostLines& command, const std::vector<PreparedLine>& lines, absl::Time now)
      : command_(command), lines_(lines), now_(now), judge_(command.key.submission) {}

  absl::StatusOr<PostedLines> Run(LedgerTransaction& transaction) {
    const std::vector<LineLookup> lookups = LookupsFor(lines_);
    const LedgerQuery query = {command_.key, command_.first_line_no,
                               command_.first_line_no + lines_.size() - 1, lookups};
    PARITRANA_ASSIGN_OR_RETURN(state_, transaction.Read(query));
    if (state_.submission) entry_.after = *state_.submission;
    PARITRANA_RETURN_IF_ERROR(CheckGrowth());
    PARITRANA_RETURN_IF_ERROR(CompareStored());
    AddNewLines();
    PARITRANA_RETURN_IF_ERROR(ApplySeal());
    if (changed_) PARITRANA_RETURN_IF_ERROR(Save(transaction));
    return PostedLines{std::move(entry_.after), std::move(verdicts_)};
  }

 private:
  std::size_t new_lines() const { return lines_.size() - state_.stored.size(); }

  absl::Status CheckGrowth() const {
    const std::uint64_t received = entry_.after.totals.lines;
    if (command_.first_line_no > received + 1) {
      return MakeError("LINES_OUT_OF_ORDER", "first_line_no");
    }
    if (new_lines() == 0) return absl::OkStatus();
    if (entry_.after.sealed()) return MakeError("SUBMISSION_SEALED", "submission");
    if (state_.period_closed) return MakeError("PERIOD_CLOSED", "period");
    if (received + new_lines() > limits::kLinesPerSubmissionMax) return MakeError("TOO_MANY_LINES");
    return absl::OkStatus();
  }

  // Takes the verdicts of lines that arrived before; refuses what differs from them.
  absl::Status CompareStored() {
    for (std::size_t i = 0; i < state_.stored.size(); ++i) {
      if (state_.stored[i].content != lines_[i].content) {
        return MakeError("SUBMISSION_CONTENT_DIFFERS", "lines[" + std::to_string(i) + "]");
      }
      verdicts_.push_back(std::move(state_.stored[i].verdict));
    }
    return absl::OkStatus();
  }

  void AddNewLines() {
    if (new_lines() == 0) return;
    changed_ = true;
    contract::SubmissionDigest digest(entry_.after.digest);
    std::size_t lookup = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const LineFacts* facts = lines_[i].checked.declaration ? &state_.facts[lookup++] : nullptr;
      if (i < state_.stored.size()) continue;
      AddLine(lines_[i], command_.first_line_no + i, facts);
      digest.Add(lines_[i].incoming->canonical_text);
    }
    entry_.after.digest = digest.digest();
  }

  void AddLine(const PreparedLine& line, std::uint64_t line_no, const LineFacts* facts) {
    LineRecord record;
    record.verdict = {line_no, ShownLineId(line.incoming->declared.line_id), VerdictKind::kRejected,
                      line.checked.findings};
    record.content = line.content;
    record.declaration = line.checked.declaration;
    if (facts != nullptr) {
      Judgement judgement =
          judge_.Judge(line_no, record.verdict.line_id, *record.declaration, *facts);
      record.contribution = std::move(judgement.contribution);
      record.verdict.findings = std::move(judgement.findings);
    }
    if (record.contribution) record.verdict.kind = VerdictKind::kAccepted;
    Count(record);
    verdicts_.push_back(record.verdict);
    entry_.lines.push_back(std::move(record));
  }

  void Count(const LineRecord& line) {
    Totals& totals = entry_.after.totals;
    ++totals.lines;
    if (!line.contribution) {
      ++totals.rejected;
      return;
    }
    ++totals.accepted;
    const auto sum = Rupiah::Add(totals.accepted_rupiah, line.contribution->declaration.total);
    // 300,000 lines of the largest sane amount are still below 2⁶³.
    PARITRANA_CHECK(sum.has_value());
    totals.accepted_rupiah = *sum;
  }

  absl::Status ApplySeal() {
    if (!command_.seal) return absl::OkStatus();
    Submission& after = entry_.after;
    if (after.totals.lines == 0) return MakeError("FIELD_REQUIRED", "lines");
    if (command_.seal->line_count != after.totals.lines || command_.seal->digest != after.digest) {
      return after.sealed() ? MakeError("SUBMISSION_CONTENT_DIFFERS", "seal")
                            : MakeError("SEAL_MISMATCH", "seal");
    }
    if (after.sealed()) return absl::OkStatus();
    after.sealed_at = now_;
    changed_ = true;
    return absl::OkStatus();
  }

  absl::Status Save(LedgerTransaction& transaction) {
    if (!state_.submission) entry_.after.opened_at = now_;
    entry_.recorded_at = now_;
    PARITRANA_ASSIGN_OR_RETURN(entry_.after.position, transaction.Write(entry_));
    return transaction.Commit();
  }

  const PostLines& command_;
  const std::vector<PreparedLine>& lines_;
  const absl::Time now_;
  ChunkJudge judge_;
  LedgerState state_;
  LedgerEntry entry_;
  std::vector<Verdict> verdicts_;
  bool changed_ = false;
};

}  // namespace

absl::StatusOr<PostedLines> PostLinesHandler::Post(const PostLines& command) {
  // PostgreSQL keeps microseconds; the same moment must come back when it is read again.
  const absl::Time now = absl::FromUnixMicros(absl::ToUnixMicros(clock_.Now()));
  const std::vector<PreparedLine> lines = PrepareLines(command, vault_, now);
  const auto attempt = [&]() -> absl::StatusOr<PostedLines> {
    PARITRANA_ASSIGN_OR_RETURN(const auto turn, turns_.Wait(command.key.payer, command.deadline));
    PARITRANA_ASSIGN_OR_RETURN(const auto transaction,
                               ledger_.Begin(command.key.payer, command.deadline));
    return Attempt(command, lines, now).Run(*transaction);
  };
  absl::StatusOr<PostedLines> posted = attempt();
  for (int tries = 1; tries < kAttemptsMax && absl::IsAborted(posted.status()); ++tries) {
    posted = attempt();
  }
  return posted;
}

}  // namespace paritrana::compliance
