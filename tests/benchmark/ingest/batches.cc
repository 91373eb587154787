// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/ingest/batches.h"

#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/rpc/channel.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"
#include "services/compliance/testing/payer.h"
#include "tests/benchmark/ingest/figures.h"

namespace paritrana::benchmark {
namespace {

namespace v1 = compliance::v1;

constexpr std::uint64_t kLinesPerSubmission = 250'000;

}  // namespace

// One payer's stream: sends a batch, waits for its answer, sends the next.
class BatchPayer {
 public:
  BatchPayer(const Installation& installation, int number)
      : installation_(installation),
        number_(number),
        stub_(v1::SubmissionService::NewStub(rpc::Connect(installation.address()))) {}

  // Posts batches of `size` lines until `end`; keeps the latency of each in milliseconds.
  void Post(const std::string& run, int size, absl::Time end) {
    latencies_ms_.clear();
    lines_ = 0;
    while (absl::Now() < end) PostSubmission(run, size, end);
  }

  const std::vector<double>& latencies_ms() const { return latencies_ms_; }
  std::uint64_t lines() const { return lines_; }

 private:
  void PostSubmission(const std::string& run, int size, absl::Time end) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kCallDeadline);
    const auto stream = stub_->PostSubmission(&context);
    v1::PostSubmissionResponse answer;
    const auto header = installation_.Header(number_, run, "S" + std::to_string(++submissions_));
    PARITRANA_CHECK(stream->Write(compliance::testing::Part(header)) && stream->Read(&answer));
    std::uint64_t next = 1;
    v1::PostSubmissionRequest request;
    while (absl::Now() < end && next + static_cast<std::uint64_t>(size) <= kLinesPerSubmission) {
      Fill(size, next, *request.mutable_chunk());
      const absl::Time sent = absl::Now();
      PARITRANA_CHECK(stream->Write(request) && stream->Read(&answer));
      latencies_ms_.push_back(absl::ToDoubleMilliseconds(absl::Now() - sent));
      next += static_cast<std::uint64_t>(size);
      PARITRANA_CHECK(answer.progress().totals().accepted() == next - 1);
    }
    lines_ += next - 1;
    stream->WritesDone();
    PARITRANA_CHECK(stream->Finish().ok());
  }

  void Fill(int size, std::uint64_t first_line_no, v1::LineChunk& chunk) {
    chunk.clear_lines();
    chunk.set_first_line_no(first_line_no);
    while (chunk.lines_size() < size) {
      *chunk.add_lines() = LineFor(number_, posted_ % kWorkersPerLargePayer,
                                   posted_ / kWorkersPerLargePayer, "L" + std::to_string(posted_));
      ++posted_;
    }
  }

  const Installation& installation_;
  const int number_;
  std::unique_ptr<v1::SubmissionService::Stub> stub_;
  std::uint64_t submissions_ = 0;
  int posted_ = 0;
  std::uint64_t lines_ = 0;
  std::vector<double> latencies_ms_;
};

Batches::Batches(const Installation& installation) {
  for (int payer = 0; payer < kLargePayers; ++payer) {
    payers_.push_back(std::make_unique<BatchPayer>(installation, payer));
  }
}

Batches::~Batches() = default;

nlohmann::json Batches::Run(const std::string& run, int size, absl::Duration duration) {
  const absl::Time start = absl::Now();
  std::vector<std::thread> threads;
  for (const auto& payer : payers_) {
    threads.emplace_back([&] { payer->Post(run, size, start + duration); });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
  std::vector<double> latencies;
  std::uint64_t lines = 0;
  for (const auto& payer : payers_) {
    lines += payer->lines();
    latencies.insert(latencies.end(), payer->latencies_ms().begin(), payer->latencies_ms().end());
  }
  return {{"lines_per_second", static_cast<double>(lines) / seconds},
          {"batch_p50_ms", Percentile(latencies, 0.50)},
          {"batch_p99_ms", Percentile(latencies, 0.99)}};
}

}  // namespace paritrana::benchmark
