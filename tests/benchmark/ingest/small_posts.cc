// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/ingest/small_posts.h"

#include <algorithm>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/rpc/channel.h"

namespace paritrana::benchmark {
namespace {

// Enough to keep 1,500 posts a second under way at 80 ms each.
constexpr int kCallers = 128;

// A server takes a bounded number of calls from one connection.
constexpr int kConnections = 8;

}  // namespace

SmallPosts::SmallPosts(const Installation& installation)
    : installation_(installation), posted_(kSmallPayers) {
  for (int i = 0; i < kConnections; ++i) {
    stubs_.push_back(
        compliance::v1::SubmissionService::NewStub(rpc::Connect(installation.address())));
  }
}

void SmallPosts::Post(const std::string& run, std::uint64_t number, int lines) {
  const int small = static_cast<int>(number % kSmallPayers);
  const int payer = kLargePayers + small;
  auto request = installation_.Request(payer, run, "S" + std::to_string(number));
  for (int i = 0; i < lines; ++i) {
    const int posted = posted_[static_cast<std::size_t>(small)]++;
    *request.add_lines() = LineFor(payer, posted % kWorkersPerSmallPayer,
                                   posted / kWorkersPerSmallPayer, "L" + std::to_string(posted));
  }
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kCallDeadline);
  compliance::v1::CreateSubmissionResponse response;
  const grpc::Status status =
      stubs_[number % kConnections]->CreateSubmission(&context, request, &response);
  PARITRANA_CHECK(status.ok());
  PARITRANA_CHECK(response.receipt().totals().accepted() == static_cast<std::uint64_t>(lines));
}

template <typename Due>
SmallPosts::Outcome SmallPosts::Run(const std::string& run, int lines, absl::Time end,
                                    const std::atomic<bool>* stop, Due due) {
  const absl::Time start = absl::Now();
  const std::uint64_t first = number_;
  absl::Mutex mutex;
  Outcome outcome;
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&] {
      std::vector<double> latencies;
      while (stop == nullptr || !*stop) {
        const std::uint64_t number = number_++;
        const absl::Time at = due(number - first);
        if (std::max(at, absl::Now()) >= end) break;
        absl::SleepFor(at - absl::Now());
        const absl::Time sent = std::min(at, absl::Now());
        Post(run, number, lines);
        latencies.push_back(absl::ToDoubleMilliseconds(absl::Now() - sent));
      }
      absl::MutexLock lock(&mutex);
      outcome.latencies_ms.insert(outcome.latencies_ms.end(), latencies.begin(), latencies.end());
    });
  }
  for (std::thread& caller : callers) caller.join();
  outcome.took = absl::Now() - start;
  return outcome;
}

SmallPosts::Outcome SmallPosts::RunClosed(const std::string& run, int lines,
                                          absl::Duration duration) {
  return Run(run, lines, absl::Now() + duration, nullptr,
             [](std::uint64_t) { return absl::Now(); });
}

SmallPosts::Outcome SmallPosts::RunOpen(const std::string& run, int lines, int per_second,
                                        absl::Duration duration, const std::atomic<bool>* stop) {
  const absl::Time start = absl::Now();
  return Run(run, lines, start + duration, stop, [=](std::uint64_t number) {
    return start + static_cast<std::int64_t>(number) * (absl::Seconds(1) / per_second);
  });
}

}  // namespace paritrana::benchmark
