// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/compliance/v1/matches.grpc.pb.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/application/answer_match.h"
#include "services/compliance/application/waiting_queries.h"

namespace paritrana::compliance {

// MatchService over the waiting lines and the use case that takes answers. No answer holds an
// identity or a pseudonym. Thread-safe.
class MatchServiceAdapter final : public v1::MatchService::Service {
 public:
  // All must outlive the service.
  MatchServiceAdapter(AnswerMatchHandler& handler, WaitingQueries& queries,
                      SubmissionQueries& payers, RequestReader& reader)
      : handler_(handler), queries_(queries), payers_(payers), reader_(reader) {}

  grpc::Status ListWaitingLines(grpc::ServerContext* context,
                                const v1::ListWaitingLinesRequest* request,
                                v1::ListWaitingLinesResponse* response) override;
  grpc::Status AnswerMatch(grpc::ServerContext* context, const v1::AnswerMatchRequest* request,
                           v1::AnswerMatchResponse* response) override;

 private:
  absl::StatusOr<v1::ListWaitingLinesResponse> List(const v1::ListWaitingLinesRequest& request,
                                                    absl::Time deadline);
  absl::StatusOr<v1::AnswerMatchResponse> TakeAnswer(const v1::AnswerMatchRequest& request,
                                                     absl::Time deadline);

  AnswerMatchHandler& handler_;
  WaitingQueries& queries_;
  SubmissionQueries& payers_;
  RequestReader& reader_;
};

}  // namespace paritrana::compliance
