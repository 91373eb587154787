// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "paritrana/registration/v1/regions.pb.h"

namespace paritrana::cli {

// A region tree as a folder holds it: data/regions/README.md.
struct RegionFiles {
  registration::v1::TreeHeader header;
  // In order of code, a parent before its children.
  std::vector<registration::v1::Region> regions;
};

// Reads tree.toml, provinces.csv, regencies.csv, districts.csv and villages.csv. FILE_UNREADABLE,
// CONFIG_INVALID, FILE_HEADER_UNKNOWN, REGION_INVALID.
absl::StatusOr<RegionFiles> ReadRegionFiles(const std::string& folder);

}  // namespace paritrana::cli
