// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace paritrana::synth {

// Splits `total` over the weights by the largest remainder: parts are whole, add up to `total`, and
// equal remainders go to the earlier weight. All zero weights give all zero parts. Weights and
// total must not be negative.
std::vector<std::int64_t> Apportion(std::int64_t total, const std::vector<std::int64_t>& weights);

}  // namespace paritrana::synth
