// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/e2e/installation.h"

// What compliance's ledger says, asked in SQL: the other way to know what the system must show.
namespace paritrana::e2e {

// Lines that count, of each submission by name.
std::map<std::string, int> CountedLines(const Installation& installation);

// Lines that stand in the ledger twice, by submission and line id: none, ever.
int DoubledLines(const Installation& installation);

// Sequences that the ledger's chunks lack, of each shard: none, ever.
int MissingSequences(const Installation& installation);

struct Heads {
  std::uint64_t active = 0;
  std::int64_t rupiah = 0;
};

// Distinct persons with a counted line for the month, by regency's dotted code.
std::map<std::string, Heads> RecomputeRegencies(const Installation& installation,
                                                const std::string& month);

}  // namespace paritrana::e2e
