// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/ingest/figures.h"

#include <algorithm>
#include <cstddef>

namespace paritrana::benchmark {

double Percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

}  // namespace paritrana::benchmark
