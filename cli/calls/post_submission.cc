// SPDX-License-Identifier: Apache-2.0
#include "cli/calls/post_submission.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include <grpcpp/client_context.h>

#include "cli/calls/chunk.h"
#include "cli/calls/unary.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contract/submission_digest.h"
#include "libs/rpc/status.h"

namespace paritrana::cli {
namespace {

using compliance::v1::PostSubmissionRequest;
using compliance::v1::PostSubmissionResponse;

// Long enough for the largest submission; a longer stream is taken up again.
constexpr auto kStreamDeadline = std::chrono::minutes(5);

}  // namespace

// One stream to the service; ended when it goes out of scope.
struct SubmissionPoster::Stream {
  explicit Stream(Stub& stub) {
    context.set_deadline(std::chrono::system_clock::now() + kStreamDeadline);
    stream = stub.PostSubmission(&context);
  }

  // A stream left in the middle is cut, so that the service need not wait for more.
  ~Stream() {
    if (finished) return;
    context.TryCancel();
    stream->Finish();
  }

  // Sends one part and waits for its answer. The service's own error if there is none.
  absl::Status Exchange(const PostSubmissionRequest& request, PostSubmissionResponse* response) {
    if (stream->Write(request) && stream->Read(response)) return absl::OkStatus();
    const absl::Status status = Finish();
    return status.ok() ? MakeError("UNAVAILABLE", "", "the stream ended early") : status;
  }

  absl::Status Finish() {
    finished = true;
    stream->WritesDone();
    return rpc::FromGrpc(stream->Finish());
  }

  grpc::ClientContext context;
  std::unique_ptr<grpc::ClientReaderWriterInterface<PostSubmissionRequest, PostSubmissionResponse>>
      stream;
  bool finished = false;
};

SubmissionPoster::SubmissionPoster(Stub& stub, Patience patience, OnProgress on_progress)
    : stub_(stub), patience_(std::move(patience)), on_progress_(std::move(on_progress)) {}

absl::StatusOr<PostOutcome> SubmissionPoster::Post(
    const compliance::v1::SubmissionHeader& header,
    const std::vector<compliance::v1::ContributionLine>& lines) {
  header_ = &header;
  lines_ = &lines;
  outcome_ = {};
  while (true) {
    const absl::Status status = PostOnce();
    if (status.ok()) break;
    if (!patience_.WaitAfter(status)) return status;
    ++outcome_.resumed;
  }
  // Of lines that were only judged nothing is kept that could be asked for, and after a cut all of
  // them are judged again.
  if (!header.validate_only()) PARITRANA_RETURN_IF_ERROR(CompleteVerdicts());
  return std::move(outcome_);
}

absl::Status SubmissionPoster::PostOnce() {
  Stream stream(stub_);
  PostSubmissionRequest request;
  *request.mutable_header() = *header_;
  PostSubmissionResponse response;
  PARITRANA_RETURN_IF_ERROR(stream.Exchange(request, &response));
  patience_.Progressed();
  if (!response.has_receipt()) {
    PARITRANA_RETURN_IF_ERROR(SendLines(stream, response.progress().next_line_no()));
    return Seal(stream);
  }
  outcome_.receipt = response.receipt();
  return stream.Finish();
}

absl::Status SubmissionPoster::SendLines(Stream& stream, std::uint64_t next_line_no) {
  while (next_line_no <= lines_->size()) {
    const std::size_t begin = std::max<std::uint64_t>(next_line_no, 1) - 1;
    const std::size_t length = ChunkLength(*lines_, begin);
    PostSubmissionRequest request;
    request.mutable_chunk()->set_first_line_no(begin + 1);
    for (std::size_t i = begin; i < begin + length; ++i) {
      *request.mutable_chunk()->add_lines() = (*lines_)[i];
    }
    PostSubmissionResponse response;
    PARITRANA_RETURN_IF_ERROR(stream.Exchange(request, &response));
    const compliance::v1::SubmissionProgress& progress = response.progress();
    if (progress.next_line_no() <= next_line_no) {
      return MakeError("INTERNAL", "", "the service did not go on after a chunk");
    }
    for (const auto& verdict : progress.verdicts()) outcome_.verdicts[verdict.line_no()] = verdict;
    next_line_no = progress.next_line_no();
    patience_.Progressed();
    on_progress_(next_line_no - 1);
  }
  return absl::OkStatus();
}

absl::Status SubmissionPoster::Seal(Stream& stream) {
  contract::SubmissionDigest digest;
  for (const auto& line : *lines_) digest.Add(contract::CanonicalText(line));
  PostSubmissionRequest request;
  request.mutable_seal()->set_line_count(lines_->size());
  request.mutable_seal()->set_content_sha256(digest.bytes());
  PostSubmissionResponse response;
  PARITRANA_RETURN_IF_ERROR(stream.Exchange(request, &response));
  outcome_.receipt = response.receipt();
  return stream.Finish();
}

// Verdicts of chunks whose answer was lost, or that an earlier run sent, are asked for.
absl::Status SubmissionPoster::CompleteVerdicts() {
  std::uint64_t rejected = 0;
  for (const auto& [line_no, verdict] : outcome_.verdicts) {
    if (verdict.kind() == common::v1::VERDICT_KIND_REJECTED) ++rejected;
  }
  const compliance::v1::SubmissionTotals& totals = outcome_.receipt.totals();
  const std::uint64_t others = totals.accepted_with_warnings() + totals.waiting();
  if (rejected == totals.rejected() && outcome_.verdicts.size() == rejected + others) {
    return absl::OkStatus();
  }
  for (const auto kind :
       {common::v1::VERDICT_KIND_REJECTED, common::v1::VERDICT_KIND_ACCEPTED_WITH_WARNINGS,
        common::v1::VERDICT_KIND_WAITING}) {
    PARITRANA_RETURN_IF_ERROR(ListVerdicts(kind));
  }
  return absl::OkStatus();
}

absl::Status SubmissionPoster::ListVerdicts(common::v1::VerdictKind kind) {
  compliance::v1::ListSubmissionLinesRequest request;
  request.set_payer(header_->payer());
  request.set_period(header_->period());
  request.set_run(header_->run());
  request.set_submission(header_->submission());
  request.set_only(kind);
  request.set_page_size(limits::kPageSizeMax);
  while (true) {
    compliance::v1::ListSubmissionLinesResponse page;
    PARITRANA_RETURN_IF_ERROR(Call(patience_, [&](grpc::ClientContext* context) {
      return stub_.ListSubmissionLines(context, request, &page);
    }));
    for (const auto& line : page.lines()) {
      outcome_.verdicts[line.verdict().line_no()] = line.verdict();
    }
    if (page.next_page_token().empty()) return absl::OkStatus();
    request.set_page_token(page.next_page_token());
  }
}

}  // namespace paritrana::cli
