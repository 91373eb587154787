// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/calls/patience.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"

namespace paritrana::cli {

// What became of a posted submission.
struct PostOutcome {
  compliance::v1::SubmissionReceipt receipt;
  // By line number from 1: lines that were not plainly accepted.
  std::map<std::uint64_t, common::v1::LineVerdict> verdicts;
  // How often the stream was cut and taken up again.
  int resumed = 0;
};

// Posts a whole submission over a stream: header, chunks, seal; takes it up again where it was cut.
//
// Lines that were posted by an earlier run are not sent again: what is known of them is asked for.
// Blocks; not thread-safe. `stub` must outlive it.
class SubmissionPoster {
 public:
  using Stub = compliance::v1::SubmissionService::StubInterface;
  using OnProgress = std::function<void(std::uint64_t lines_durable)>;

  SubmissionPoster(Stub& stub, Patience patience, OnProgress on_progress);

  // Errors are those of PostSubmission; retryable ones are returned once patience has run out.
  absl::StatusOr<PostOutcome> Post(const compliance::v1::SubmissionHeader& header,
                                   const std::vector<compliance::v1::ContributionLine>& lines);

 private:
  struct Stream;

  absl::Status PostOnce();
  absl::Status SendLines(Stream& stream, std::uint64_t next_line_no);
  absl::Status Seal(Stream& stream);
  absl::Status ReadProgress(Stream& stream, std::uint64_t* next_line_no);
  absl::Status CompleteVerdicts();
  absl::Status ListVerdicts(common::v1::VerdictKind kind);

  Stub& stub_;
  Patience patience_;
  OnProgress on_progress_;
  const compliance::v1::SubmissionHeader* header_ = nullptr;
  const std::vector<compliance::v1::ContributionLine>* lines_ = nullptr;
  PostOutcome outcome_;
};

}  // namespace paritrana::cli
