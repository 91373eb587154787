// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "paritrana/compliance/v1/submissions.pb.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/application/post_lines.h"
#include "services/compliance/application/rate_limit.h"
#include "services/compliance/application/rehearsal.h"
#include "services/compliance/application/submission_queries.h"

namespace paritrana::compliance {

// One stream of PostSubmission, part by part: header, chunks, seal.
//
// Each part is answered before the next one is read, so that a caller who sends faster than lines
// are kept is held back by flow control. One thread.
class SubmissionStream {
 public:
  SubmissionStream(PostLinesHandler& handler, SubmissionQueries& queries, RequestReader& reader,
                   RateLimit& limit)
      : handler_(handler), queries_(queries), reader_(reader), limit_(limit) {}

  // Takes the next part and answers it. After an error the stream is over. STREAM_PROTOCOL,
  // CHUNK_TOO_LARGE, FIELD_REQUIRED, FIELD_OUT_OF_RANGE, RATE_LIMITED and whatever the application
  // refuses.
  absl::StatusOr<v1::PostSubmissionResponse> Take(const v1::PostSubmissionRequest& request,
                                                  absl::Time deadline);

 private:
  absl::StatusOr<v1::PostSubmissionResponse> TakeHeader(const v1::SubmissionHeader& header,
                                                        absl::Time deadline);
  absl::StatusOr<v1::PostSubmissionResponse> TakeChunk(const v1::LineChunk& chunk,
                                                       absl::Time deadline);
  absl::StatusOr<v1::PostSubmissionResponse> TakeSeal(const v1::SubmissionSeal& seal,
                                                      absl::Time deadline);
  Rehearsal* rehearsal() { return rehearsal_ ? &*rehearsal_ : nullptr; }

  PostLinesHandler& handler_;
  SubmissionQueries& queries_;
  RequestReader& reader_;
  RateLimit& limit_;
  SubmissionName name_;
  std::optional<SubmissionKey> key_;  // set by the header
  RunAsked run_;
  std::optional<Rehearsal> rehearsal_;  // if it only validates
  bool sealed_ = false;                 // by this stream
};

}  // namespace paritrana::compliance
