// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include <nlohmann/json.hpp>

#include "absl/time/time.h"
#include "tests/benchmark/ingest/installation.h"

namespace paritrana::benchmark {

class BatchPayer;

// Payers of files that each keep one batch under way, from one stream each. Every line is new:
// worker by worker, then the next month, as long as there are months.
class Batches {
 public:
  explicit Batches(const Installation& installation);
  ~Batches();

  // Posts batches of `size` lines for so long; lines_per_second, batch_p50_ms and batch_p99_ms.
  nlohmann::json Run(const std::string& run, int size, absl::Duration duration);

 private:
  std::vector<std::unique_ptr<BatchPayer>> payers_;
};

}  // namespace paritrana::benchmark
