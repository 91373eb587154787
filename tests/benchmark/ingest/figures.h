// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace paritrana::benchmark {

// The value below which a share of the values lie. Sorts them; 0 if there are none.
double Percentile(std::vector<double>& values, double share);

}  // namespace paritrana::benchmark
