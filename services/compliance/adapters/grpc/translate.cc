// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/translate.h"

#include <algorithm>

#include "absl/time/civil_time.h"
#include "libs/base/reason.h"
#include "libs/base/region_code.h"
#include "libs/contract/submission_digest.h"
#include "libs/rpc/position.h"
#include "libs/rpc/status.h"
#include "services/compliance/domain/names.h"

namespace paritrana::compliance {
namespace {

WorkerNumber FromProto(const v1::WorkerIdentity& worker) {
  if (worker.has_nik()) return {WorkerNumber::Kind::kNik, worker.nik()};
  if (worker.has_kpj()) return {WorkerNumber::Kind::kKpj, worker.kpj()};
  return {};
}

IncomingLine FromProto(const v1::ContributionLine& line) {
  IncomingLine incoming;
  DeclaredLine& declared = incoming.declared;
  declared.line_id = line.line_id();
  declared.worker = FromProto(line.worker());
  declared.covered_from = line.covered_from();
  declared.covered_to = line.covered_to();
  declared.segment = line.segment();
  declared.reported_wage_rupiah = line.reported_wage_rupiah();
  for (const v1::ProgrammeAmount& amount : line.amounts()) {
    declared.amounts.push_back(
        {amount.programme(), amount.employer_rupiah(), amount.employee_rupiah()});
  }
  declared.action = line.action();
  if (line.has_previous()) {
    declared.previous = {true, line.previous().run(), line.previous().line_id()};
  }
  declared.payroll_number = line.payroll_number();
  declared.programmes.assign(line.programmes().begin(), line.programmes().end());
  declared.relief_code = line.relief_code();
  declared.membership_no = line.membership_no();
  declared.age_years = line.age_years();
  declared.jp_deferred = line.jp_deferred();
  incoming.canonical_text = contract::CanonicalText(line);
  incoming.text_without_worker = contract::CanonicalTextWithWorker(line, "");
  return incoming;
}

// The texts come from the reason table; where the other line stands is known here only.
common::v1::Finding ToProto(const Finding& finding) {
  common::v1::Finding proto = rpc::ToFinding(MakeError(finding.reason, finding.field));
  if (finding.other) {
    const std::string line_no = std::to_string(finding.other->line_no);
    const std::string& submission = finding.other->submission;
    proto.mutable_text_id()->append(" (baris " + line_no + " pengajuan " + submission + ")");
    proto.mutable_text_en()->append(" (line " + line_no + " of submission " + submission + ")");
  }
  return proto;
}

void AddReasons(MatchReasons reasons, google::protobuf::RepeatedField<int>& out) {
  for (int reason = 1; reason <= common::v1::MatchReason_MAX; ++reason) {
    if (reasons.Has(static_cast<MatchReason>(reason))) out.Add(reason);
  }
}

// ISO date of a day since 1970-01-01.
std::string DateOf(std::int32_t day) {
  return absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + day);
}

std::string RegionOf(std::uint64_t key) {
  const auto code = RegionCode::FromKey(key);
  return code.ok() ? code->ToString() : "";
}

common::v1::MatchCandidate ToProto(const MatchCandidate& candidate, std::size_t place) {
  common::v1::MatchCandidate proto;
  proto.set_candidate(std::to_string(place + 1));
  AddReasons(candidate.reasons, *proto.mutable_reasons());
  proto.set_membership_no(candidate.membership_no);
  proto.set_start_date(DateOf(candidate.start_day));
  if (candidate.end_day != 0) proto.set_end_date(DateOf(candidate.end_day));
  if (candidate.workplace_region != 0) {
    proto.set_workplace_region(RegionOf(candidate.workplace_region));
  }
  return proto;
}

void AddAmounts(const AmountsByProgramme& amounts,
                google::protobuf::RepeatedPtrField<v1::ProgrammeAmount>& out) {
  for (std::size_t place = 0; place < amounts.size(); ++place) {
    if (amounts[place] == Shares()) continue;
    v1::ProgrammeAmount& amount = *out.Add();
    amount.set_programme(static_cast<common::v1::Programme>(place + 1));
    amount.set_employer_rupiah(amounts[place].employer.value());
    amount.set_employee_rupiah(amounts[place].employee.value());
  }
}

// Whether a verdict says more than that the line counts. A number that changed is worth a word.
bool IsNotable(const Verdict& verdict) {
  return verdict.kind != VerdictKind::kAccepted ||
         verdict.match.reasons.Has(MatchReason::kPayrollNumberChanged);
}

v1::SubmissionState StateOf(const Submission& submission) {
  if (!submission.sealed()) return v1::SUBMISSION_STATE_OPEN;
  return submission.totals.waiting > 0 ? v1::SUBMISSION_STATE_WAITING : v1::SUBMISSION_STATE_SEALED;
}

}  // namespace

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const std::int64_t micros = absl::ToUnixMicros(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(micros / 1'000'000);
  timestamp.set_nanos(static_cast<std::int32_t>(micros % 1'000'000) * 1'000);
  return timestamp;
}

std::vector<IncomingLine> FromProto(
    const google::protobuf::RepeatedPtrField<v1::ContributionLine>& lines) {
  std::vector<IncomingLine> incoming;
  incoming.reserve(static_cast<std::size_t>(lines.size()));
  for (const v1::ContributionLine& line : lines) incoming.push_back(FromProto(line));
  return incoming;
}

absl::StatusOr<Seal> FromProto(const v1::SubmissionSeal& proto) {
  Seal seal;
  seal.line_count = proto.line_count();
  if (proto.content_sha256().size() != seal.digest.size()) {
    return MakeError("SEAL_MISMATCH", "seal.content_sha256");
  }
  std::copy(proto.content_sha256().begin(), proto.content_sha256().end(), seal.digest.begin());
  return seal;
}

absl::StatusOr<RunAsked> ReadRunAsked(int run_kind, const std::string& replaces_run,
                                      bool completes_run) {
  if (!v1::RunKind_IsValid(run_kind)) return MakeError("ENUM_UNKNOWN", "run_kind");
  if (!replaces_run.empty() && !IsName(replaces_run)) {
    return MakeError("FIELD_MALFORMED", "replaces_run");
  }
  return RunAsked{static_cast<RunKind>(run_kind), replaces_run, completes_run};
}

v1::SubmissionTotals ToProto(const Totals& totals) {
  v1::SubmissionTotals proto;
  proto.set_lines(totals.lines);
  proto.set_accepted(totals.accepted);
  proto.set_accepted_with_warnings(totals.accepted_with_warnings);
  proto.set_waiting(totals.waiting);
  proto.set_rejected(totals.rejected);
  proto.set_accepted_rupiah(totals.accepted_rupiah.value());
  proto.set_deletions(totals.deletions);
  return proto;
}

common::v1::LineVerdict ToProto(const Verdict& verdict) {
  common::v1::LineVerdict proto;
  proto.set_line_no(verdict.line_no);
  proto.set_line_id(verdict.line_id);
  proto.set_kind(static_cast<common::v1::VerdictKind>(verdict.kind));
  for (const Finding& finding : verdict.findings) *proto.add_findings() = ToProto(finding);
  if (verdict.match.kind != MatchKind::kNone) *proto.mutable_match() = ToProto(verdict.match);
  return proto;
}

common::v1::Match ToProto(const Match& match) {
  common::v1::Match proto;
  proto.set_kind(static_cast<common::v1::MatchKind>(match.kind));
  AddReasons(match.reasons, *proto.mutable_reasons());
  for (std::size_t i = 0; i < match.candidates.size(); ++i) {
    *proto.add_candidates() = ToProto(match.candidates[i], i);
  }
  return proto;
}

v1::SubmissionReceipt ToReceipt(const SubmissionName& name, const Submission& submission) {
  v1::SubmissionReceipt receipt;
  receipt.set_payer(name.payer);
  receipt.set_period(name.period);
  receipt.set_run(name.run);
  receipt.set_submission(name.submission);
  receipt.set_state(StateOf(submission));
  *receipt.mutable_totals() = ToProto(submission.totals);
  receipt.set_content_sha256(std::string(submission.digest.begin(), submission.digest.end()));
  *receipt.mutable_position() = rpc::ToProto(submission.position);
  receipt.set_run_kind(static_cast<v1::RunKind>(submission.run_kind));
  receipt.set_period_version(submission.period_version);
  *receipt.mutable_opened_at() = ToTimestamp(submission.opened_at);
  if (submission.sealed_at) *receipt.mutable_sealed_at() = ToTimestamp(*submission.sealed_at);
  return receipt;
}

void ForgetMoment(v1::SubmissionReceipt& receipt) {
  receipt.clear_opened_at();
  receipt.clear_sealed_at();
  receipt.clear_position();
}

v1::SubmissionLine ToProto(const LineView& line) {
  v1::SubmissionLine proto;
  *proto.mutable_verdict() = ToProto(line.verdict);
  if (line.covered) {
    proto.set_covered_from(line.covered->from.ToString());
    proto.set_covered_to(line.covered->to.ToString());
  }
  if (line.segment) proto.set_segment(static_cast<common::v1::Segment>(*line.segment));
  if (line.region) {
    proto.set_region(RegionOf(*line.region));
  }
  proto.set_amount_rupiah(line.amount.value());
  proto.set_standing(static_cast<v1::LineStanding>(line.standing));
  proto.set_action(static_cast<v1::LineAction>(line.action));
  proto.set_payroll_number(line.payroll_number);
  AddAmounts(line.amounts, *proto.mutable_amounts());
  return proto;
}

void AppendNotable(const std::vector<Verdict>& verdicts,
                   google::protobuf::RepeatedPtrField<common::v1::LineVerdict>& out) {
  for (const Verdict& verdict : verdicts) {
    if (IsNotable(verdict)) *out.Add() = ToProto(verdict);
  }
}

}  // namespace paritrana::compliance
