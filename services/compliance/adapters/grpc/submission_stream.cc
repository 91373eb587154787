// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/submission_stream.h"

#include <utility>

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/position.h"

namespace paritrana::compliance {
namespace {

v1::PostSubmissionResponse Progress(const Submission& submission,
                                    const std::vector<Verdict>& verdicts) {
  v1::PostSubmissionResponse response;
  v1::SubmissionProgress& progress = *response.mutable_progress();
  progress.set_next_line_no(submission.totals.lines + 1);
  *progress.mutable_totals() = ToProto(submission.totals);
  *progress.mutable_position() = rpc::ToProto(submission.position);
  AppendNotable(verdicts, *progress.mutable_verdicts());
  return response;
}

absl::Status CheckChunk(const v1::LineChunk& chunk) {
  if (chunk.first_line_no() == 0) return MakeError("FIELD_OUT_OF_RANGE", "chunk.first_line_no");
  if (chunk.lines().empty()) return MakeError("FIELD_REQUIRED", "chunk.lines");
  if (static_cast<std::uint32_t>(chunk.lines_size()) > limits::kLinesPerChunkMax ||
      chunk.ByteSizeLong() > limits::kChunkBytesMax) {
    return MakeError("CHUNK_TOO_LARGE", "chunk");
  }
  // Also refused when it would only repeat lines: no submission has so many.
  const std::uint64_t last =
      chunk.first_line_no() - 1 + static_cast<std::uint64_t>(chunk.lines_size());
  if (chunk.first_line_no() > limits::kLinesPerSubmissionMax ||
      last > limits::kLinesPerSubmissionMax) {
    return MakeError("TOO_MANY_LINES", "chunk.lines");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::PostSubmissionResponse> SubmissionStream::Take(
    const v1::PostSubmissionRequest& request, absl::Time deadline) {
  using Part = v1::PostSubmissionRequest::PartCase;
  const Part part = request.part_case();
  const bool opened = key_.has_value();
  if (sealed_ || part == Part::PART_NOT_SET || opened == (part == Part::kHeader)) {
    return MakeError("STREAM_PROTOCOL", "part");
  }
  if (absl::Now() >= deadline) return MakeError("DEADLINE_EXCEEDED");
  if (part == Part::kHeader) return TakeHeader(request.header(), deadline);
  if (part == Part::kChunk) return TakeChunk(request.chunk(), deadline);
  return TakeSeal(request.seal(), deadline);
}

absl::StatusOr<v1::PostSubmissionResponse> SubmissionStream::TakeHeader(
    const v1::SubmissionHeader& header, absl::Time deadline) {
  name_ = {header.payer(), header.period(), header.run(), header.submission()};
  PARITRANA_RETURN_IF_ERROR(reader_.WaitFor(header.after(), header.after_employers(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const SubmissionKey key, reader_.Read(name_, deadline));
  PARITRANA_RETURN_IF_ERROR(limit_.Take(key.payer, 0));
  PARITRANA_ASSIGN_OR_RETURN(
      run_, ReadRunAsked(static_cast<int>(header.run_kind()), header.replaces_run(), false));
  PARITRANA_ASSIGN_OR_RETURN(const auto known, queries_.FindSubmission(key, deadline));
  if (header.validate_only()) rehearsal_.emplace();
  key_ = key;
  return Progress(known.value_or(Submission()), {});
}

absl::StatusOr<v1::PostSubmissionResponse> SubmissionStream::TakeChunk(const v1::LineChunk& chunk,
                                                                       absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckChunk(chunk));
  PARITRANA_RETURN_IF_ERROR(limit_.Take(key_->payer, static_cast<std::size_t>(chunk.lines_size())));
  const PostLines command = {
      *key_,      chunk.first_line_no(), FromProto(chunk.lines()), std::nullopt, deadline, run_,
      rehearsal()};
  PARITRANA_ASSIGN_OR_RETURN(const PostedLines posted, handler_.Post(command));
  return Progress(posted.submission, posted.verdicts);
}

absl::StatusOr<v1::PostSubmissionResponse> SubmissionStream::TakeSeal(
    const v1::SubmissionSeal& proto, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const Seal seal, FromProto(proto));
  run_.completes_run = proto.completes_run();
  const PostLines command = {*key_, 1, {}, seal, deadline, run_, rehearsal()};
  PARITRANA_ASSIGN_OR_RETURN(const PostedLines posted, handler_.Post(command));
  sealed_ = true;
  v1::PostSubmissionResponse response;
  *response.mutable_receipt() = ToReceipt(name_, posted.submission);
  if (rehearsal_) ForgetMoment(*response.mutable_receipt());
  return response;
}

}  // namespace paritrana::compliance
