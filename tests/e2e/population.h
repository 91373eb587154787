// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "paritrana/common/v1/position.pb.h"
#include "tests/e2e/installation.h"

// The people and places of the tests: an employer in Kalimantan Timur and workers in its regencies.
namespace paritrana::e2e {

inline constexpr const char* kEmployer = "10000001-000";
inline constexpr const char* kPeriod = "2024-12";

// Positions that registration's receipts named: pass them along with a first post.
struct Registered {
  common::v1::Position workers;
  common::v1::Position employers;
};

// Loads all provinces and regencies, and the districts and villages of Kalimantan Timur.
void ImportRegions(const Installation& installation);

// Registers the employer.
common::v1::Position RegisterEmployer(const Installation& installation);

// Registers workers 1 … `count`, spread over the regencies of Kalimantan Timur.
common::v1::Position ImportWorkers(const Installation& installation, int count);

// All of it; every service is ready when it returns.
Registered Populate(Installation& installation, int workers);

// A valid NIK, another for each number.
std::string NikOf(int worker);

}  // namespace paritrana::e2e
