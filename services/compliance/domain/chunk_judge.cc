// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/chunk_judge.h"

#include <iterator>

namespace paritrana::compliance {
namespace {

// The field that names the worker is the same for both kinds of number.
constexpr char kWorkerField[] = "worker";
constexpr char kPreviousField[] = "previous";

CountedLine CountAs(Pseudonym worker, const Membership& membership,
                    const Declaration& declaration) {
  return {worker,
          membership.counting_region(),
          declaration.covered,
          declaration.segment,
          membership.worker_kind,
          membership.sponsor_kind,
          declaration.total};
}

// What a line lacks that can't be matched to one employment.
std::string_view LackOf(const Match& match, bool worker_known) {
  if (match.kind == MatchKind::kAmbiguous) return "EMPLOYMENT_AMBIGUOUS";
  return worker_known ? "EMPLOYMENT_AWAITED" : "WORKER_AWAITED";
}

bool Allowed(LineAction action, RunKind kind) {
  return kind == RunKind::kNil ? false : kind != RunKind::kCorrection || action != LineAction::kAdd;
}

// As a line names its worker's employment, or as the line before it was matched.
std::uint32_t MembershipHint(const LineToJudge& line, const LineFacts& facts,
                             const LedgerLine* previous) {
  if (line.membership_no != 0 || previous == nullptr) return line.membership_no;
  const Membership* before = FindMembership(facts.memberships, previous->membership_no);
  const Declaration& declaration = *line.declaration;
  const bool fits = before != nullptr && Fits(*before, declaration.segment, declaration.covered);
  return fits ? previous->membership_no : 0;
}

}  // namespace

LineReference ChunkJudge::ReferenceTo(const LedgerLine& line) const {
  // Lines judged here leave the name out.
  return line.where.submission.empty() ? LineReference{run_.submission, line.id.line_no}
                                       : line.where;
}

std::optional<LineReference> ChunkJudge::SameId(const LineToJudge& line,
                                                const LineFacts& facts) const {
  if (facts.same_id) return facts.same_id;
  const auto found = place_by_id_.find(line.line_id);
  if (found == place_by_id_.end()) return std::nullopt;
  return ReferenceTo(lines_[found->second]);
}

ChunkJudge::Previous ChunkJudge::FindPrevious(const LineToJudge& line,
                                              const LineFacts& facts) const {
  if (line.action == LineAction::kAdd) return {};
  if (line.previous_in_run) {
    const auto found = place_by_id_.find(line.previous_line_id);
    if (found != place_by_id_.end()) return {&lines_[found->second], found->second};
  }
  return {facts.previous ? &*facts.previous : nullptr, std::nullopt};
}

Standing ChunkJudge::StandingOf(const LedgerLine& line) const {
  const auto ended = ended_.find(line.id);
  return ended != ended_.end() ? ended->second : line.standing;
}

bool ChunkJudge::IsOwn(const Previous& previous) const {
  return previous.place ||
         (run_.submission_no != 0 && previous.line->id.submission_no == run_.submission_no);
}

std::string_view ChunkJudge::PreviousFault(const LineToJudge& line,
                                           const Previous& previous) const {
  if (previous.line == nullptr) {
    const bool refused = line.previous_in_run && refused_.contains(line.previous_line_id);
    return refused ? "LINE_PREVIOUS_REJECTED" : "LINE_PREVIOUS_UNKNOWN";
  }
  // A deletion is no contribution: there is nothing of it to correct or to take back.
  if (previous.line->action == LineAction::kDelete) return "LINE_PREVIOUS_UNKNOWN";
  const Standing standing = StandingOf(*previous.line);
  if (standing == Standing::kDeleted) return "LINE_ALREADY_DELETED";
  if (standing != Standing::kLive && standing != Standing::kNone) return "LINE_ALREADY_REPLACED";
  if (previous.line->verdict == VerdictKind::kRejected) return "LINE_PREVIOUS_REJECTED";
  if (line.action == LineAction::kDelete && IsOwn(previous)) return "LINE_ADDED_AND_DELETED";
  return "";
}

bool ChunkJudge::WorkerDiffers(const LineToJudge& line, const LineFacts& facts,
                               const LedgerLine& previous) const {
  if (line.declaration->segment != previous.counted.segment) return true;
  if (previous.waiting()) return previous.token != line.token;
  return facts.worker != previous.counted.worker;
}

Match ChunkJudge::MatchOf(const LineToJudge& line, const LineFacts& facts,
                          const LedgerLine* previous) const {
  MatchInput input;
  input.worker = facts.worker;
  input.memberships = facts.memberships;
  input.segment = line.declaration->segment;
  input.covered = line.declaration->covered;
  input.membership_no = MembershipHint(line, facts, previous);
  if (!line.payroll_number.empty()) {
    input.has_payroll_number = true;
    input.number_owner = facts.number_owner ? &*facts.number_owner : nullptr;
    input.worker_has_number =
        facts.worker_has_number || (facts.worker && numbered_.contains(*facts.worker));
    const auto here = numbers_.find(line.payroll_number);
    if (here != numbers_.end()) input.number_owner = &here->second;
  }
  Match match = MatchLine(input);
  // The payer did not name it: the line before did.
  if (line.membership_no == 0) match.reasons.Remove(MatchReason::kNamedByPayer);
  return match;
}

bool ChunkJudge::MayOverlap(const LedgerLine& other, const LedgerLine* previous) const {
  if (previous != nullptr && StandingOf(*previous) == Standing::kLive &&
      previous->counted.covered.Overlaps(other.counted.covered)) {
    return true;
  }
  const bool other_run = other.run_no != run_.run_no;
  return other_run &&
         (run_.kind == RunKind::kSupplementary || other.run_kind == RunKind::kSupplementary);
}

std::optional<LineReference> ChunkJudge::CollisionInLedger(const LineFacts& facts,
                                                           const LedgerLine* previous,
                                                           std::vector<Ending>& replaced) const {
  for (const LedgerLine& other : facts.same_months) {
    if (StandingOf(other) != Standing::kLive) continue;
    if (previous != nullptr && other.id == previous->id) continue;
    if (run_.replaces_run_no != 0 && other.run_no == run_.replaces_run_no) {
      replaced.push_back({other, Standing::kReplaced, {}});
    } else if (!MayOverlap(other, previous)) {
      return ReferenceTo(other);
    }
  }
  return std::nullopt;
}

std::optional<LineReference> ChunkJudge::CollisionHere(const LineToJudge& line, Pseudonym worker,
                                                       const LedgerLine* previous) const {
  const auto claims = claims_.find(WorkerSegment(worker, line.declaration->segment));
  if (claims == claims_.end()) return std::nullopt;
  for (const std::size_t place : claims->second) {
    const LedgerLine& other = lines_[place];
    if (!other.live() || &other == previous) continue;
    if (other.counted.covered.Overlaps(line.declaration->covered) && !MayOverlap(other, previous)) {
      return ReferenceTo(other);
    }
  }
  return std::nullopt;
}

void ChunkJudge::JudgeMatched(const LineToJudge& line, const LineFacts& facts,
                              const LedgerLine* previous, Judgement& judgement) {
  std::vector<Ending> replaced;
  auto collision = CollisionInLedger(facts, previous, replaced);
  if (!collision) collision = CollisionHere(line, *facts.worker, previous);
  if (collision) {
    judgement.findings.push_back({"DUPLICATE_WORKER_MONTH", "covered_from", std::move(collision)});
  }
  if (!judgement.findings.empty()) return;
  judgement.kind = VerdictKind::kAccepted;
  judgement.endings = std::move(replaced);
  judgement.counted =
      CountAs(*facts.worker, *FindMembership(facts.memberships, judgement.match.membership_no),
              *line.declaration);
}

void ChunkJudge::JudgeContribution(const LineToJudge& line, const LineFacts& facts,
                                   const Previous& previous, Judgement& judgement) {
  Findings& findings = judgement.findings;
  if (previous.line != nullptr && WorkerDiffers(line, facts, *previous.line)) {
    findings.push_back({"CORRECTION_WORKER_DIFFERS", kWorkerField});
    return;
  }
  judgement.match = MatchOf(line, facts, previous.line);
  if (judgement.match.kind == MatchKind::kMatched) {
    return JudgeMatched(line, facts, previous.line, judgement);
  }
  const bool takes_from_what_counts = previous.line != nullptr && previous.line->live();
  std::string_view lack = LackOf(judgement.match, facts.worker.has_value());
  if (takes_from_what_counts && judgement.match.kind == MatchKind::kNew) {
    lack = "EMPLOYMENT_UNKNOWN";
  }
  if (findings.empty() && !takes_from_what_counts) judgement.kind = VerdictKind::kWaiting;
  findings.push_back({lack, kWorkerField});
}

void ChunkJudge::TakePlace(const Previous& previous, Standing how, Judgement& judgement) {
  for (const Ending& replaced : judgement.endings) ended_[replaced.line.id] = replaced.how;
  if (!judgement.endings.empty()) judgement.previous = judgement.endings.front().line.id;
  if (previous.line == nullptr) return;
  judgement.previous = previous.line->id;
  if (previous.place) {
    LedgerLine& here = lines_[*previous.place];
    judgement.ended_here = {here.id.line_no, here.waiting()};
    here.standing = how;
    return;
  }
  ended_[previous.line->id] = how;
  judgement.endings.insert(judgement.endings.begin(), {*previous.line, how, {}});
}

void ChunkJudge::Remember(const LineToJudge& line, const LineFacts& facts,
                          const Judgement& judgement) {
  const std::size_t place = lines_.size();
  LedgerLine& kept = lines_.emplace_back();
  kept.id = {run_.submission_no, line.line_no};
  kept.run_no = run_.run_no;
  kept.run_kind = run_.kind;
  kept.verdict = judgement.kind;
  kept.action = line.action;
  kept.membership_no = judgement.match.membership_no;
  place_by_id_.emplace(line.line_id, place);
  if (line.declaration == nullptr) return;
  kept.counted.segment = line.declaration->segment;
  if (!judgement.counted) {
    kept.token = line.token;
    return;
  }
  kept.counted = *judgement.counted;
  kept.standing = Standing::kLive;
  claims_[WorkerSegment(kept.counted.worker, kept.counted.segment)].push_back(place);
  if (line.payroll_number.empty()) return;
  numbers_[line.payroll_number] = {kept.counted.worker, facts.memberships};
  numbered_.insert(kept.counted.worker);
}

Judgement ChunkJudge::Judge(const LineToJudge& line, const LineFacts& facts) {
  Judgement judgement;
  Findings& findings = judgement.findings;
  if (auto other = SameId(line, facts)) {
    findings.push_back({"LINE_ID_REPEATED", "line_id", std::move(other)});
  }
  const Previous previous = FindPrevious(line, facts);
  if (!Allowed(line.action, run_.kind)) {
    findings.push_back({"LINE_ACTION_NOT_ALLOWED", "action"});
  } else if (line.action != LineAction::kAdd) {
    const std::string_view fault = PreviousFault(line, previous);
    if (!fault.empty()) findings.push_back({fault, kPreviousField});
  }
  const bool named_well = findings.empty() || findings.back().field == "line_id";
  if (named_well && line.declaration != nullptr) {
    JudgeContribution(line, facts, previous, judgement);
  } else if (findings.empty()) {
    judgement.kind = VerdictKind::kAccepted;
  }
  if (judgement.kind == VerdictKind::kRejected) {
    NoteRefused(line.line_id);
    return judgement;
  }
  TakePlace(previous, line.declaration == nullptr ? Standing::kDeleted : Standing::kCorrected,
            judgement);
  for (Ending& ending : judgement.endings) ending.by = {run_.submission, line.line_no};
  Remember(line, facts, judgement);
  return judgement;
}

}  // namespace paritrana::compliance
