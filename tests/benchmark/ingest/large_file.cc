// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/ingest/large_file.h"

#include <cstdio>
#include <cstdlib>

#include "libs/base/check.h"
#include "libs/contract/submission_digest.h"
#include "libs/rpc/channel.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"
#include "services/compliance/testing/payer.h"

namespace paritrana::benchmark {
namespace {

namespace v1 = compliance::v1;

constexpr int kLinesPerChunk = 1'000;

}  // namespace

void PostLargeFile(const Installation& installation, int payer, const std::string& run,
                   int first_month) {
  const auto stub = v1::SubmissionService::NewStub(rpc::Connect(installation.address()));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kCallDeadline);
  const auto stream = stub->PostSubmission(&context);
  v1::PostSubmissionResponse answer;
  const auto exchange = [&](const v1::PostSubmissionRequest& request) {
    if (stream->Write(request) && stream->Read(&answer)) return;
    std::fprintf(stderr, "ingest: %s\n", stream->Finish().error_message().c_str());
    std::exit(1);
  };
  exchange(compliance::testing::Part(installation.Header(payer, run, "large")));
  contract::SubmissionDigest digest;
  for (int line = 0; line < kLargeFileLines;) {
    v1::PostSubmissionRequest request;
    request.mutable_chunk()->set_first_line_no(static_cast<std::uint64_t>(line) + 1);
    for (int i = 0; i < kLinesPerChunk; ++i, ++line) {
      v1::ContributionLine& added = *request.mutable_chunk()->add_lines();
      added = LineFor(payer, line % kWorkersPerLargePayer,
                      first_month + line / kWorkersPerLargePayer, "F" + std::to_string(line));
      digest.Add(contract::CanonicalText(added));
    }
    exchange(request);
  }
  v1::PostSubmissionRequest seal;
  seal.mutable_seal()->set_line_count(kLargeFileLines);
  seal.mutable_seal()->set_content_sha256(digest.bytes());
  exchange(seal);
  PARITRANA_CHECK(answer.receipt().totals().accepted() == kLargeFileLines);
  stream->WritesDone();
  PARITRANA_CHECK(stream->Finish().ok());
}

}  // namespace paritrana::benchmark
