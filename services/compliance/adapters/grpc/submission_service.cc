// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/submission_service.h"

#include <charconv>
#include <optional>
#include <utility>

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/status.h"
#include "services/compliance/adapters/grpc/submission_stream.h"
#include "services/compliance/application/rehearsal.h"

namespace paritrana::compliance {
namespace {

template <typename Request>
SubmissionName NameOf(const Request& request) {
  return {request.payer(), request.period(), request.run(), request.submission()};
}

Seal SealOf(const std::vector<IncomingLine>& lines) {
  contract::SubmissionDigest digest;
  for (const IncomingLine& line : lines) digest.Add(line.canonical_text);
  return {lines.size(), digest.digest()};
}

absl::Status CheckLines(const v1::CreateSubmissionRequest& request) {
  const bool nil = request.run_kind() == v1::RUN_KIND_NIL;
  if (request.lines().empty() && !nil) return MakeError("FIELD_REQUIRED", "lines");
  if (request.lines_size() > limits::kPageSizeMax) return MakeError("CHUNK_TOO_LARGE", "lines");
  return absl::OkStatus();
}

absl::StatusOr<v1::CreateSubmissionResponse> Create(const v1::CreateSubmissionRequest& request,
                                                    PostLinesHandler& handler,
                                                    RequestReader& reader, RateLimit& limit,
                                                    absl::Time deadline) {
  const SubmissionName name = NameOf(request);
  PARITRANA_RETURN_IF_ERROR(CheckLines(request));
  PARITRANA_RETURN_IF_ERROR(reader.WaitFor(request.after(), request.after_employers(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const SubmissionKey key, reader.Read(name, deadline));
  PARITRANA_RETURN_IF_ERROR(limit.Take(key.payer, static_cast<std::size_t>(request.lines_size())));
  PARITRANA_ASSIGN_OR_RETURN(
      const RunAsked run, ReadRunAsked(static_cast<int>(request.run_kind()), request.replaces_run(),
                                       request.completes_run()));
  Rehearsal rehearsal;
  PostLines command = {key,
                       1,
                       FromProto(request.lines()),
                       std::nullopt,
                       deadline,
                       run,
                       request.validate_only() ? &rehearsal : nullptr};
  command.seal = SealOf(command.lines);
  PARITRANA_ASSIGN_OR_RETURN(const PostedLines posted, handler.Post(command));
  v1::CreateSubmissionResponse response;
  *response.mutable_receipt() = ToReceipt(name, posted.submission);
  if (request.validate_only()) ForgetMoment(*response.mutable_receipt());
  AppendNotable(posted.verdicts, *response.mutable_verdicts());
  return response;
}

absl::StatusOr<v1::GetSubmissionResponse> Get(const v1::GetSubmissionRequest& request,
                                              SubmissionQueries& queries, RequestReader& reader,
                                              absl::Time deadline) {
  const SubmissionName name = NameOf(request);
  PARITRANA_ASSIGN_OR_RETURN(const SubmissionKey key, reader.Read(name, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto submission, queries.FindSubmission(key, deadline));
  if (!submission) return MakeError("SUBMISSION_UNKNOWN", "submission");
  v1::GetSubmissionResponse response;
  *response.mutable_receipt() = ToReceipt(name, *submission);
  return response;
}

// A page token is the number of the last line shown.
absl::StatusOr<std::uint64_t> ReadPageToken(const std::string& token) {
  std::uint64_t line_no = 0;
  if (token.empty()) return line_no;
  const char* const end = token.data() + token.size();
  const auto [parsed, error] = std::from_chars(token.data(), end, line_no);
  if (error != std::errc() || parsed != end || line_no > limits::kLinesPerSubmissionMax) {
    return MakeError("PAGE_TOKEN_INVALID", "page_token");
  }
  return line_no;
}

absl::StatusOr<LinePageQuery> ReadPage(const v1::ListSubmissionLinesRequest& request,
                                       SubmissionKey key) {
  LinePageQuery query = {std::move(key), std::nullopt, 0, request.page_size()};
  if (query.page_size == 0) query.page_size = limits::kPageSizeDefault;
  if (query.page_size < 0 || query.page_size > limits::kPageSizeMax) {
    return MakeError("PAGE_SIZE_INVALID", "page_size");
  }
  if (!common::v1::VerdictKind_IsValid(request.only())) return MakeError("ENUM_UNKNOWN", "only");
  if (request.only() != common::v1::VERDICT_KIND_UNSPECIFIED) {
    query.only = static_cast<VerdictKind>(request.only());
  }
  PARITRANA_ASSIGN_OR_RETURN(query.after_line_no, ReadPageToken(request.page_token()));
  return query;
}

absl::StatusOr<v1::ListSubmissionLinesResponse> List(const v1::ListSubmissionLinesRequest& request,
                                                     SubmissionQueries& queries,
                                                     RequestReader& reader, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(SubmissionKey key, reader.Read(NameOf(request), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const LinePageQuery query, ReadPage(request, std::move(key)));
  PARITRANA_ASSIGN_OR_RETURN(const LinePage page, queries.ListLines(query, deadline));
  v1::ListSubmissionLinesResponse response;
  for (const LineView& line : page.lines) *response.add_lines() = ToProto(line);
  if (page.more) {
    response.set_next_page_token(std::to_string(page.lines.back().verdict.line_no));
  }
  return response;
}

// Moves a result into the response message, or its error into a gRPC status.
template <typename Response>
grpc::Status Answer(absl::StatusOr<Response> result, Response* response) {
  if (!result.ok()) return rpc::ToGrpc(result.status());
  *response = *std::move(result);
  return grpc::Status::OK;
}

}  // namespace

SubmissionServiceAdapter::SubmissionServiceAdapter(PostLinesHandler& handler,
                                                   SubmissionQueries& queries,
                                                   RequestReader& reader, RateLimit& limit)
    : handler_(handler), queries_(queries), reader_(reader), limit_(limit) {}

grpc::Status SubmissionServiceAdapter::PostSubmission(
    grpc::ServerContext* context,
    grpc::ServerReaderWriter<v1::PostSubmissionResponse, v1::PostSubmissionRequest>* stream) {
  SubmissionStream submission(handler_, queries_, reader_, limit_);
  v1::PostSubmissionRequest request;
  while (stream->Read(&request)) {
    const auto response = submission.Take(request, DeadlineOf(*context));
    if (!response.ok()) return rpc::ToGrpc(response.status());
    // A caller who is gone misses the answer; what was answered stands and can be asked for again.
    if (!stream->Write(*response)) break;
  }
  return grpc::Status::OK;
}

grpc::Status SubmissionServiceAdapter::CreateSubmission(grpc::ServerContext* context,
                                                        const v1::CreateSubmissionRequest* request,
                                                        v1::CreateSubmissionResponse* response) {
  return Answer(Create(*request, handler_, reader_, limit_, DeadlineOf(*context)), response);
}

grpc::Status SubmissionServiceAdapter::GetSubmission(grpc::ServerContext* context,
                                                     const v1::GetSubmissionRequest* request,
                                                     v1::GetSubmissionResponse* response) {
  return Answer(Get(*request, queries_, reader_, DeadlineOf(*context)), response);
}

grpc::Status SubmissionServiceAdapter::ListSubmissionLines(
    grpc::ServerContext* context, const v1::ListSubmissionLinesRequest* request,
    v1::ListSubmissionLinesResponse* response) {
  return Answer(List(*request, queries_, reader_, DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
