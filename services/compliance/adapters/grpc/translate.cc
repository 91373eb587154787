// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/translate.h"

#include <algorithm>

#include "libs/base/reason.h"
#include "libs/base/region_code.h"
#include "libs/contract/submission_digest.h"
#include "libs/rpc/position.h"
#include "libs/rpc/status.h"

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

v1::SubmissionTotals ToProto(const Totals& totals) {
  v1::SubmissionTotals proto;
  proto.set_lines(totals.lines);
  proto.set_accepted(totals.accepted);
  proto.set_accepted_with_warnings(totals.accepted_with_warnings);
  proto.set_waiting(totals.waiting);
  proto.set_rejected(totals.rejected);
  proto.set_accepted_rupiah(totals.accepted_rupiah.value());
  return proto;
}

common::v1::LineVerdict ToProto(const Verdict& verdict) {
  common::v1::LineVerdict proto;
  proto.set_line_no(verdict.line_no);
  proto.set_line_id(verdict.line_id);
  proto.set_kind(static_cast<common::v1::VerdictKind>(verdict.kind));
  for (const Finding& finding : verdict.findings) *proto.add_findings() = ToProto(finding);
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
  *receipt.mutable_opened_at() = ToTimestamp(submission.opened_at);
  if (submission.sealed_at) *receipt.mutable_sealed_at() = ToTimestamp(*submission.sealed_at);
  return receipt;
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
    const auto code = RegionCode::FromKey(*line.region);
    if (code.ok()) proto.set_region(code->ToString());
  }
  proto.set_amount_rupiah(line.amount.value());
  return proto;
}

void AppendNotable(const std::vector<Verdict>& verdicts,
                   google::protobuf::RepeatedPtrField<common::v1::LineVerdict>& out) {
  for (const Verdict& verdict : verdicts) {
    if (verdict.kind != VerdictKind::kAccepted) *out.Add() = ToProto(verdict);
  }
}

}  // namespace paritrana::compliance
