// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/payer.h"

#include <algorithm>

#include "libs/base/reason.h"
#include "libs/contract/submission_digest.h"
#include "libs/rpc/status.h"
#include "services/compliance/testing/registration_feed.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

void AddAmount(v1::ContributionLine& line, common::v1::Programme programme, std::int64_t rupiah) {
  v1::ProgrammeAmount& amount = *line.add_amounts();
  amount.set_programme(programme);
  amount.set_employer_rupiah(rupiah);
}

}  // namespace

v1::ContributionLine LineOf(std::uint64_t worker, const std::string& line_id) {
  v1::ContributionLine line;
  line.set_line_id(line_id);
  line.mutable_worker()->set_nik(NikOf(worker));
  line.set_segment(common::v1::SEGMENT_PU);
  line.set_reported_wage_rupiah(5'000'000);
  AddAmount(line, common::v1::PROGRAMME_JKK, 12'000);
  AddAmount(line, common::v1::PROGRAMME_JKM, 15'000);
  return line;
}

Lines LinesOf(std::uint64_t first, std::uint64_t last) {
  Lines lines;
  for (std::uint64_t worker = first; worker <= last; ++worker) {
    lines.push_back(LineOf(worker, "L" + std::to_string(worker)));
  }
  return lines;
}

v1::SubmissionHeader HeaderOf(const std::string& submission) {
  v1::SubmissionHeader header;
  header.set_payer(kTestPayer);
  header.set_period("2024-12");
  header.set_run("R1");
  header.set_submission(submission);
  return header;
}

v1::PostSubmissionRequest Part(const v1::SubmissionHeader& header) {
  v1::PostSubmissionRequest request;
  *request.mutable_header() = header;
  return request;
}

v1::PostSubmissionRequest ChunkPart(std::uint64_t first_line_no, const Lines& lines) {
  v1::PostSubmissionRequest request;
  request.mutable_chunk()->set_first_line_no(first_line_no);
  for (const v1::ContributionLine& line : lines) *request.mutable_chunk()->add_lines() = line;
  return request;
}

v1::PostSubmissionRequest SealPart(const Lines& all_lines) {
  contract::SubmissionDigest digest;
  for (const v1::ContributionLine& line : all_lines) digest.Add(contract::CanonicalText(line));
  v1::PostSubmissionRequest request;
  request.mutable_seal()->set_line_count(all_lines.size());
  request.mutable_seal()->set_content_sha256(digest.bytes());
  return request;
}

StreamOutcome PostStream(v1::SubmissionService::Stub& stub,
                         const std::vector<v1::PostSubmissionRequest>& parts,
                         absl::Duration timeout) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  const auto stream = stub.PostSubmission(&context);
  StreamOutcome outcome;
  v1::PostSubmissionResponse answer;
  for (const v1::PostSubmissionRequest& part : parts) {
    if (!stream->Write(part) || !stream->Read(&answer)) break;
    outcome.answers.push_back(answer);
  }
  stream->WritesDone();
  const grpc::Status status = stream->Finish();
  outcome.reason = ReasonOfCall(status);
  outcome.field = FieldOf(rpc::FromGrpc(status));
  return outcome;
}

StreamOutcome PostWhole(v1::SubmissionService::Stub& stub, const std::string& submission,
                        const Lines& lines) {
  return PostStream(stub, {Part(HeaderOf(submission)), ChunkPart(1, lines), SealPart(lines)});
}

std::vector<std::string> ReasonsOf(const v1::SubmissionProgress& progress, std::size_t lines) {
  std::vector<std::string> reasons(lines);
  for (const auto& verdict : progress.verdicts()) {
    std::string& reason = reasons.at(verdict.line_no() - 1);
    for (const auto& finding : verdict.findings()) {
      reason += (reason.empty() ? "" : ",") + finding.reason();
    }
  }
  return reasons;
}

std::string ReasonOfCall(const grpc::Status& status) {
  return status.ok() ? "OK" : std::string(ReasonOf(rpc::FromGrpc(status))->name);
}

}  // namespace paritrana::compliance::testing
