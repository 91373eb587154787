// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "paritrana/common/v1/position.pb.h"

namespace paritrana::bench {

// Payers of the benchmark: one a posting stream.
std::string PayerOf(int payer);

// A made-up but well-formed NIK; each number has its own.
std::string NikOf(std::uint64_t number);

// Where registration's facts stand once everybody is registered.
struct Registered {
  common::v1::Position employers;
  common::v1::Position workers;
};

// Registers `payers` employers with `workers_per_payer` workers each over registration's gRPC;
// worker n of payer p has the number p × workers_per_payer + n and works in one of `regions`, in
// turn. CHECKs that all of them were accepted.
Registered RegisterPopulation(const std::string& registration, int payers, int workers_per_payer,
                              const std::vector<std::string>& regions);

}  // namespace paritrana::bench
