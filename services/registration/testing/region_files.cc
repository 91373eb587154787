// SPDX-License-Identifier: Apache-2.0
#include "services/registration/testing/region_files.h"

#include <algorithm>
#include <fstream>
#include <string>

#include "libs/base/check.h"

namespace paritrana::registration::testing {
namespace {

// Only as much of CSV as the code in front needs; names keep their quotes.
Region ReadLine(const std::string& line) {
  const std::size_t comma = line.find(',');
  const auto code = RegionCode::Parse(line.substr(0, comma));
  PARITRANA_CHECK(code.ok());
  return {*code, line.substr(comma + 1, line.size() - comma - 3), {}, {}, {}};
}

}  // namespace

std::vector<Region> ReadRegionFiles() {
  std::vector<Region> regions;
  for (const char* level : {"provinces", "regencies", "districts", "villages"}) {
    std::ifstream file("data/regions/" + std::string(level) + ".csv");
    std::string line;
    PARITRANA_CHECK(std::getline(file, line) && line == "code,name,valid_from,valid_to");
    while (std::getline(file, line)) regions.push_back(ReadLine(line));
  }
  std::sort(regions.begin(), regions.end(),
            [](const Region& a, const Region& b) { return a.code < b.code; });
  return regions;
}

}  // namespace paritrana::registration::testing
