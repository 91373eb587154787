// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/compliance/v1/submissions.grpc.pb.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/application/post_lines.h"
#include "services/compliance/application/rate_limit.h"
#include "services/compliance/application/submission_queries.h"

namespace paritrana::compliance {

// SubmissionService over the application: translates, and keeps the order of a stream's parts and
// the bounds of its chunks. Thread-safe.
class SubmissionServiceAdapter final : public v1::SubmissionService::Service {
 public:
  // All must outlive the service.
  SubmissionServiceAdapter(PostLinesHandler& handler, SubmissionQueries& queries,
                           RequestReader& reader, RateLimit& limit);

  grpc::Status PostSubmission(grpc::ServerContext* context,
                              grpc::ServerReaderWriter<v1::PostSubmissionResponse,
                                                       v1::PostSubmissionRequest>* stream) override;
  grpc::Status CreateSubmission(grpc::ServerContext* context,
                                const v1::CreateSubmissionRequest* request,
                                v1::CreateSubmissionResponse* response) override;
  grpc::Status GetSubmission(grpc::ServerContext* context, const v1::GetSubmissionRequest* request,
                             v1::GetSubmissionResponse* response) override;
  grpc::Status ListSubmissionLines(grpc::ServerContext* context,
                                   const v1::ListSubmissionLinesRequest* request,
                                   v1::ListSubmissionLinesResponse* response) override;

 private:
  PostLinesHandler& handler_;
  SubmissionQueries& queries_;
  RequestReader& reader_;
  RateLimit& limit_;
};

}  // namespace paritrana::compliance
