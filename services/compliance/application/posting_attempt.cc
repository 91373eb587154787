// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/posting_attempt.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/application/run_terms.h"
#include "services/compliance/domain/names.h"

namespace paritrana::compliance {
namespace {

// Ids that are refused are still repeated to the caller, but not at any length.
std::string ShownLineId(std::string_view line_id) {
  std::size_t size = std::min(line_id.size(), kNameCharsMax);
  // Never cut a UTF-8 character in two.
  while (size < line_id.size() && size > 0 && (line_id[size] & 0xC0) == 0x80) --size;
  return std::string(line_id.substr(0, size));
}

// The run that a line's previous line is in; the views point into the command.
std::string_view PreviousRun(const DeclaredLine& line, const SubmissionKey& key) {
  if (!line.previous.given) return {};
  return line.previous.run.empty() ? std::string_view(key.run) : line.previous.run;
}

LineLookup LookupFor(const PreparedLine& line, const SubmissionKey& key) {
  const DeclaredLine& declared = line.incoming->declared;
  LineLookup lookup;
  lookup.line_id = declared.line_id;
  lookup.previous_run = PreviousRun(declared, key);
  lookup.previous_line_id = declared.previous.line_id;
  if (!line.checked.declaration) return lookup;
  lookup.worker = line.worker;
  lookup.segment = line.checked.declaration->segment;
  lookup.covered = line.checked.declaration->covered;
  lookup.payroll_number = declared.payroll_number;
  return lookup;
}

std::vector<LineLookup> LookupsFor(const std::vector<PreparedLine>& lines,
                                   const SubmissionKey& key) {
  std::vector<LineLookup> lookups;
  lookups.reserve(lines.size());
  for (const PreparedLine& line : lines) {
    if (line.checked.passed()) lookups.push_back(LookupFor(line, key));
  }
  return lookups;
}

void AddWarnings(Findings warnings, Verdict& verdict) {
  if (warnings.empty() || verdict.kind == VerdictKind::kRejected) return;
  if (verdict.kind == VerdictKind::kAccepted) verdict.kind = VerdictKind::kAcceptedWithWarnings;
  std::move(warnings.begin(), warnings.end(), std::back_inserter(verdict.findings));
}

void AddTo(Rupiah& sum, Rupiah amount) {
  const auto added = Rupiah::Add(sum, amount);
  // 300,000 lines of the largest sane amount are still below 2⁶³.
  PARITRANA_CHECK(added.has_value());
  sum = *added;
}

}  // namespace

absl::StatusOr<PostedLines> PostingAttempt::Run(LedgerTransaction& transaction) {
  PARITRANA_RETURN_IF_ERROR(ReadState(transaction));
  PARITRANA_RETURN_IF_ERROR(CheckGrowth());
  PARITRANA_RETURN_IF_ERROR(CompareStored());
  AddNewLines();
  PARITRANA_RETURN_IF_ERROR(CheckSize());
  PARITRANA_RETURN_IF_ERROR(ApplySeal());
  if (command_.rehearsal != nullptr) {
    command_.rehearsal->submission = entry_.after;
  } else if (changed_) {
    PARITRANA_RETURN_IF_ERROR(Save(transaction));
  }
  return PostedLines{std::move(entry_.after), std::move(verdicts_), entry_.run};
}

absl::Status PostingAttempt::ReadState(LedgerTransaction& transaction) {
  const std::vector<LineLookup> lookups = LookupsFor(lines_, command_.key);
  const bool nil_possible = command_.seal && command_.seal->line_count == 0;
  const LedgerQuery query = {
      command_.key, command_.first_line_no,    command_.first_line_no + lines_.size() - 1,
      lookups,      command_.run.replaces_run, nil_possible};
  PARITRANA_ASSIGN_OR_RETURN(state_, transaction.Read(query));
  if (state_.submission) entry_.after = *state_.submission;
  if (command_.rehearsal != nullptr && command_.rehearsal->submission) {
    entry_.after = *command_.rehearsal->submission;
  }
  PARITRANA_ASSIGN_OR_RETURN(entry_.run, ResolveRun(command_.run, state_));
  entry_.after.run_kind = entry_.run.kind;
  amounts_.emplace(rules_, state_.payer);
  judge().BeginRun({entry_.run.kind, entry_.run.run_no, entry_.run.replaces,
                    command_.key.submission, state_.submission_no});
  return absl::OkStatus();
}

absl::Status PostingAttempt::CheckGrowth() const {
  const std::uint64_t received = entry_.after.totals.lines;
  if (command_.first_line_no > received + 1) {
    return MakeError("LINES_OUT_OF_ORDER", "first_line_no");
  }
  if (new_lines() == 0) return absl::OkStatus();
  // Lines that were only rehearsed are nowhere to be compared with.
  if (command_.first_line_no + state_.stored.size() != received + 1) {
    return MakeError("LINES_OUT_OF_ORDER", "first_line_no");
  }
  if (entry_.after.sealed()) return MakeError("SUBMISSION_SEALED", "submission");
  if (state_.period_closed) return MakeError("PERIOD_CLOSED", "period");
  PARITRANA_RETURN_IF_ERROR(CheckTakesLines(entry_.run));
  if (received + new_lines() > limits::kLinesPerSubmissionMax) return MakeError("TOO_MANY_LINES");
  return absl::OkStatus();
}

// Takes the verdicts of lines that arrived before; refuses what differs from them.
absl::Status PostingAttempt::CompareStored() {
  for (std::size_t i = 0; i < state_.stored.size(); ++i) {
    if (state_.stored[i].content != lines_[i].content) {
      return MakeError("SUBMISSION_CONTENT_DIFFERS", "lines[" + std::to_string(i) + "]");
    }
    verdicts_.push_back(std::move(state_.stored[i].verdict));
  }
  return absl::OkStatus();
}

void PostingAttempt::AddNewLines() {
  if (new_lines() == 0) return;
  changed_ = true;
  entry_.lines.reserve(new_lines());
  contract::SubmissionDigest digest(entry_.after.digest);
  std::size_t lookup = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const LineFacts* facts = lines_[i].checked.passed() ? &state_.facts[lookup++] : nullptr;
    if (i < state_.stored.size()) continue;
    AddLine(lines_[i], command_.first_line_no + i, facts);
    digest.Add(lines_[i].incoming->canonical_text);
  }
  entry_.after.digest = digest.digest();
  CountWithdrawn();
}

void PostingAttempt::AddLine(const PreparedLine& line, std::uint64_t line_no,
                             const LineFacts* facts) {
  LineRecord& record = entry_.lines.emplace_back();
  record.verdict.line_no = line_no;
  record.verdict.line_id = ShownLineId(line.incoming->declared.line_id);
  record.verdict.kind = VerdictKind::kRejected;
  record.verdict.findings = line.checked.findings;
  record.content = line.content;
  record.action = line.checked.action;
  record.declaration = line.checked.declaration;
  if (facts == nullptr) {
    judge().NoteRefused(record.verdict.line_id);
  } else {
    JudgeLine(line, *facts, record);
  }
  Count(record);
  verdicts_.push_back(record.verdict);
}

bool PostingAttempt::CheckAmounts(const PreparedLine& line, const LineFacts& facts,
                                  LineRecord& record, Findings& warnings) {
  auto refusal =
      amounts_->Apply(line.incoming->declared, facts.memberships, *record.declaration, warnings);
  if (!refusal) return true;
  record.verdict.findings.push_back(*std::move(refusal));
  judge().NoteRefused(record.verdict.line_id);
  return false;
}

void PostingAttempt::JudgeLine(const PreparedLine& line, const LineFacts& facts,
                               LineRecord& record) {
  const DeclaredLine& declared = line.incoming->declared;
  Findings warnings;
  if (record.declaration && !CheckAmounts(line, facts, record, warnings)) return;
  LineToJudge to_judge;
  to_judge.line_no = record.verdict.line_no;
  to_judge.line_id = declared.line_id;
  to_judge.action = record.action;
  to_judge.previous_in_run = PreviousRun(declared, command_.key) == command_.key.run;
  to_judge.previous_line_id = declared.previous.line_id;
  to_judge.token = line.worker;
  to_judge.declaration = record.declaration ? &*record.declaration : nullptr;
  to_judge.payroll_number = declared.payroll_number;
  to_judge.membership_no = declared.membership_no;
  Judgement judgement = judge().Judge(to_judge, facts);
  record.verdict.kind = judgement.kind;
  record.verdict.findings = std::move(judgement.findings);
  record.verdict.match = std::move(judgement.match);
  AddWarnings(std::move(warnings), record.verdict);
  record.counted = judgement.counted;
  record.previous = judgement.previous;
  record.payroll_number = declared.payroll_number;
  record.token = line.worker;
  if (record.counted) record.standing = Standing::kLive;
  if (judgement.ended_here) EndHere(*judgement.ended_here, record);
  EndInLedger(std::move(judgement.endings));
}

// A line of this transaction, or one only rehearsed before, gives its place to a later one.
void PostingAttempt::EndHere(const Judgement::EndedHere& ended, const LineRecord& by) {
  Totals& totals = entry_.after.totals;
  if (ended.waited) {
    --totals.waiting;
    ++totals.rejected;
  }
  const std::uint64_t first = entry_.lines.front().verdict.line_no;
  if (ended.line_no < first) return;
  LineRecord& record = entry_.lines[ended.line_no - first];
  record.standing = Standing::kCorrected;
  if (!ended.waited) return;
  record.verdict.kind = VerdictKind::kRejected;
  record.verdict.findings = {{"LINE_ALREADY_REPLACED", "line_id",
                              LineReference{command_.key.submission, by.verdict.line_no}}};
  verdicts_[ended.line_no - command_.first_line_no] = record.verdict;
}

void PostingAttempt::EndInLedger(std::vector<Ending> endings) {
  std::move(endings.begin(), endings.end(), std::back_inserter(entry_.endings));
}

// Lines of this submission that waited and were taken back are refused now; those of others are
// counted where they stand.
void PostingAttempt::CountWithdrawn() {
  for (const Ending& ending : entry_.endings) {
    if (!ending.line.waiting() || ending.line.id.submission_no != state_.submission_no) continue;
    --entry_.after.totals.waiting;
    ++entry_.after.totals.rejected;
  }
}

void PostingAttempt::Count(const LineRecord& line) {
  Totals& totals = entry_.after.totals;
  ++totals.lines;
  switch (line.verdict.kind) {
    case VerdictKind::kWaiting:
      ++totals.waiting;
      return;
    case VerdictKind::kRejected:
      ++totals.rejected;
      return;
    case VerdictKind::kAcceptedWithWarnings:
      ++totals.accepted_with_warnings;
      break;
    case VerdictKind::kAccepted:
      break;
  }
  ++totals.accepted;
  if (line.counted) {
    AddTo(totals.accepted_rupiah, line.counted->amount);
  } else {
    ++totals.deletions;
  }
}

// What a transaction takes back and what it adds travel in the same facts.
absl::Status PostingAttempt::CheckSize() const {
  if (entry_.endings.empty()) return absl::OkStatus();
  const std::size_t facts = entry_.lines.size() + entry_.endings.size();
  return facts > limits::kLinesPerChunkMax ? MakeError("CHUNK_TOO_LARGE", "lines")
                                           : absl::OkStatus();
}

absl::Status PostingAttempt::SealNil() {
  if (entry_.run.kind != RunKind::kNil) return MakeError("FIELD_REQUIRED", "lines");
  if (entry_.after.sealed()) return absl::OkStatus();
  if (state_.period_closed) return MakeError("PERIOD_CLOSED", "period");
  if (state_.period_has_lines) return MakeError("PERIOD_HAS_LINES", "period");
  nil_sealed_ = true;
  return absl::OkStatus();
}

absl::Status PostingAttempt::ApplySeal() {
  if (!command_.seal) return absl::OkStatus();
  Submission& after = entry_.after;
  if (after.totals.lines == 0) PARITRANA_RETURN_IF_ERROR(SealNil());
  if (command_.seal->line_count != after.totals.lines || command_.seal->digest != after.digest) {
    return after.sealed() ? MakeError("SUBMISSION_CONTENT_DIFFERS", "seal")
                          : MakeError("SEAL_MISMATCH", "seal");
  }
  if (after.sealed()) return absl::OkStatus();
  after.sealed_at = moment_.now;
  changed_ = true;
  return absl::OkStatus();
}

bool PostingAttempt::ChangesPeriod() const {
  return nil_sealed_ || !entry_.endings.empty() ||
         std::any_of(entry_.lines.begin(), entry_.lines.end(),
                     [](const LineRecord& line) { return line.counted && !line.ended(); });
}

absl::Status PostingAttempt::Save(LedgerTransaction& transaction) {
  if (!state_.submission) entry_.after.opened_at = moment_.now;
  entry_.recorded_at = moment_.now;
  entry_.waiting_until = moment_.waiting_until;
  if (ChangesPeriod()) {
    entry_.period_version = state_.period_version + 1;
    entry_.after.period_version = entry_.period_version;
  }
  PARITRANA_ASSIGN_OR_RETURN(entry_.after.position, transaction.Write(entry_));
  return transaction.Commit();
}

}  // namespace paritrana::compliance
