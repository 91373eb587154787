// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/match_service.h"

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/paging.h"
#include "services/compliance/adapters/grpc/translate.h"

namespace paritrana::compliance {
namespace {

std::string ToPageToken(const WaitingCursor& cursor) {
  return absl::StrCat(absl::ToUnixMicros(cursor.since), "-", cursor.submission_no, "-",
                      cursor.line_no);
}

absl::StatusOr<std::optional<WaitingCursor>> ReadWaitingToken(const std::string& token) {
  if (token.empty()) return std::nullopt;
  const std::vector<std::string> parts = absl::StrSplit(token, '-');
  std::int64_t micros = 0;
  WaitingCursor cursor;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &micros) ||
      !absl::SimpleAtoi(parts[1], &cursor.submission_no) ||
      !absl::SimpleAtoi(parts[2], &cursor.line_no)) {
    return MakeError("PAGE_TOKEN_INVALID", "page_token");
  }
  cursor.since = absl::FromUnixMicros(micros);
  return cursor;
}

v1::WaitingLine ToProto(const WaitingView& view) {
  v1::WaitingLine proto;
  proto.set_period(view.period.ToString());
  proto.set_run(view.run);
  proto.set_submission(view.submission);
  *proto.mutable_verdict() = compliance::ToProto(view.verdict);
  *proto.mutable_waiting_since() = ToTimestamp(view.since);
  *proto.mutable_waiting_until() = ToTimestamp(view.until);
  return proto;
}

}  // namespace

absl::StatusOr<v1::ListWaitingLinesResponse> MatchServiceAdapter::List(
    const v1::ListWaitingLinesRequest& request, absl::Time deadline) {
  WaitingPageQuery query;
  PARITRANA_ASSIGN_OR_RETURN(query.payer, payers_.FindPayer(request.payer(), deadline));
  if (!request.period().empty()) {
    PARITRANA_ASSIGN_OR_RETURN(const PayerPeriod named,
                               reader_.Read(request.payer(), request.period(), deadline));
    query.period = named.period;
  }
  query.ambiguous_only = request.ambiguous_only();
  PARITRANA_ASSIGN_OR_RETURN(query.page_size, ReadPageSize(request.page_size()));
  PARITRANA_ASSIGN_OR_RETURN(query.after, ReadWaitingToken(request.page_token()));
  PARITRANA_ASSIGN_OR_RETURN(const WaitingPage page, queries_.ListWaiting(query, deadline));
  v1::ListWaitingLinesResponse response;
  for (const WaitingView& view : page.lines) *response.add_lines() = ToProto(view);
  if (page.next) response.set_next_page_token(ToPageToken(*page.next));
  return response;
}

absl::StatusOr<v1::AnswerMatchResponse> MatchServiceAdapter::TakeAnswer(
    const v1::AnswerMatchRequest& request, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckIdempotencyKey(request.idempotency_key()));
  const SubmissionName name = {request.payer(), request.period(), request.run(),
                               request.submission()};
  compliance::AnswerMatch command;
  PARITRANA_ASSIGN_OR_RETURN(command.submission, reader_.Read(name, deadline));
  command.idempotency_key = request.idempotency_key();
  command.line_no = request.line_no();
  command.candidate = request.candidate();
  command.deadline = deadline;
  PARITRANA_ASSIGN_OR_RETURN(const AnsweredMatch answered, handler_.Answer(command));
  v1::AnswerMatchResponse response;
  *response.mutable_verdict() = compliance::ToProto(answered.verdict);
  response.set_period_version(answered.period_version);
  return response;
}

grpc::Status MatchServiceAdapter::ListWaitingLines(grpc::ServerContext* context,
                                                   const v1::ListWaitingLinesRequest* request,
                                                   v1::ListWaitingLinesResponse* response) {
  return Answer(List(*request, DeadlineOf(*context)), response);
}

grpc::Status MatchServiceAdapter::AnswerMatch(grpc::ServerContext* context,
                                              const v1::AnswerMatchRequest* request,
                                              v1::AnswerMatchResponse* response) {
  return Answer(TakeAnswer(*request, DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
