// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "absl/time/time.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"
#include "tests/benchmark/ingest/installation.h"

namespace paritrana::benchmark {

// Callers of payers with a handful of workers, who each post a whole submission of a few lines and
// wait for its answer. Every line is new.
class SmallPosts {
 public:
  explicit SmallPosts(const Installation& installation);

  // What came of a run.
  struct Outcome {
    std::vector<double> latencies_ms;
    absl::Duration took;
  };

  // As fast as all callers together can, for so long.
  Outcome RunClosed(const std::string& run, int lines, absl::Duration duration);

  // Arrivals at a fixed rate, whether or not earlier ones have been answered; latency counts from
  // the moment at which a post was due, so that a stall is not hidden. Until `duration` is over or
  // `stop` is set.
  Outcome RunOpen(const std::string& run, int lines, int per_second, absl::Duration duration,
                  const std::atomic<bool>* stop = nullptr);

 private:
  // Returns the moment at which post number n is due.
  template <typename Due>
  Outcome Run(const std::string& run, int lines, absl::Time end, const std::atomic<bool>* stop,
              Due due);
  void Post(const std::string& run, std::uint64_t number, int lines);

  const Installation& installation_;
  std::vector<std::unique_ptr<compliance::v1::SubmissionService::Stub>> stubs_;
  std::vector<std::atomic<int>> posted_;  // lines by payer
  std::atomic<std::uint64_t> number_{0};
};

}  // namespace paritrana::benchmark
