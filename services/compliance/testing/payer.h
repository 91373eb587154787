// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"

// A payroll system as tests need one: builds lines and posts them.
namespace paritrana::compliance::testing {

using Lines = std::vector<v1::ContributionLine>;

// A line that counts for a worker known by TestService::KnowWorkers: JKK 12,000 and JKM 15,000.
v1::ContributionLine LineOf(std::uint64_t worker, const std::string& line_id);
// Lines "L1" … of the workers `first` … `last`.
Lines LinesOf(std::uint64_t first, std::uint64_t last);

// Parts of a stream. The name's payer, period and run are those of the tests unless told otherwise.
v1::SubmissionHeader HeaderOf(const std::string& submission);
v1::PostSubmissionRequest Part(const v1::SubmissionHeader& header);
v1::PostSubmissionRequest ChunkPart(std::uint64_t first_line_no, const Lines& lines);
v1::PostSubmissionRequest SealPart(const Lines& all_lines);

// What came back from a stream.
struct StreamOutcome {
  std::vector<v1::PostSubmissionResponse> answers;
  std::string reason;  // "OK", or the reason the stream ended with
  std::string field;

  // The last answer's parts.
  const v1::SubmissionProgress& progress() const { return answers.back().progress(); }
  const v1::SubmissionReceipt& receipt() const { return answers.back().receipt(); }
};

// Sends the parts one by one, waiting for each answer, and closes the stream.
StreamOutcome PostStream(v1::SubmissionService::Stub& stub,
                         const std::vector<v1::PostSubmissionRequest>& parts,
                         absl::Duration timeout = absl::Seconds(30));

// Header, one chunk and seal.
StreamOutcome PostWhole(v1::SubmissionService::Stub& stub, const std::string& submission,
                        const Lines& lines);

// The reason of each verdict's only finding by line number, "" for a line that counts.
std::vector<std::string> ReasonsOf(const v1::SubmissionProgress& progress, std::size_t lines);

// "OK" or the stable reason of a failed call.
std::string ReasonOfCall(const grpc::Status& status);

}  // namespace paritrana::compliance::testing
