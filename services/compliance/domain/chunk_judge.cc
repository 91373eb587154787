// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/chunk_judge.h"

#include "services/compliance/domain/match.h"

namespace paritrana::compliance {
namespace {

// The field that names the worker is the same for both kinds of number.
constexpr char kWorkerField[] = "worker";

}  // namespace

std::optional<LineReference> ChunkJudge::SameId(std::string_view line_id,
                                                const LineFacts& facts) const {
  if (facts.same_id) return facts.same_id;
  const auto found = line_no_by_id_.find(std::string(line_id));
  if (found == line_no_by_id_.end()) return std::nullopt;
  return LineReference{submission_, found->second};
}

std::optional<LineReference> ChunkJudge::SameMonths(const WorkerSegment& key,
                                                    const CoveredRange& covered,
                                                    const LineFacts& facts) const {
  if (facts.same_months) return facts.same_months;
  const auto found = claims_.find(key);
  if (found == claims_.end()) return std::nullopt;
  for (const Claim& claim : found->second) {
    if (claim.covered.Overlaps(covered)) return LineReference{submission_, claim.line_no};
  }
  return std::nullopt;
}

Judgement ChunkJudge::Judge(std::uint64_t line_no, std::string_view line_id,
                            const Declaration& declaration, const LineFacts& facts) {
  Judgement judgement;
  Findings& findings = judgement.findings;
  if (auto other = SameId(line_id, facts)) {
    findings.push_back({"LINE_ID_REPEATED", "line_id", std::move(other)});
  }
  if (!facts.worker) {
    findings.push_back({"WORKER_UNKNOWN", kWorkerField});
    return judgement;
  }
  MatchInput input;
  input.worker = facts.worker;
  input.memberships = facts.memberships;
  input.segment = declaration.segment;
  input.covered = declaration.covered;
  const Match match = MatchLine(input);
  const Membership* membership = FindMembership(facts.memberships, match.membership_no);
  if (match.kind != MatchKind::kMatched || membership == nullptr) {
    findings.push_back({"EMPLOYMENT_UNKNOWN", kWorkerField});
    return judgement;
  }
  const WorkerSegment key(*facts.worker, declaration.segment);
  if (auto other = SameMonths(key, declaration.covered, facts)) {
    findings.push_back({"DUPLICATE_WORKER_MONTH", "covered_from", std::move(other)});
  }
  if (!findings.empty()) return judgement;

  line_no_by_id_.emplace(line_id, line_no);
  claims_[key].push_back({declaration.covered, line_no});
  judgement.contribution = Contribution{*facts.worker, declaration, membership->counting_region(),
                                        membership->worker_kind, membership->sponsor_kind};
  return judgement;
}

}  // namespace paritrana::compliance
