// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// Asks for a page of the regions directly below another.
struct ListRegions {
  std::string parent;  // dotted code; empty for the nation
  int page_size = 0;
  std::string page_token;
};

struct RegionList {
  std::vector<Region> regions;  // in order of code
  std::string next_page_token;  // empty at the end
};

// Reads regions of the newest tree in force. Thread-safe.
class FindRegionsHandler {
 public:
  explicit FindRegionsHandler(const Surroundings& surroundings) : surroundings_(surroundings) {}

  // The region and the tree version it was read from. REGION_INVALID, REGION_UNKNOWN.
  absl::StatusOr<std::pair<Region, std::string>> Get(const std::string& code,
                                                     absl::Time deadline) const;

  // REGION_INVALID, PAGE_SIZE_INVALID, PAGE_TOKEN_INVALID.
  absl::StatusOr<RegionList> List(const ListRegions& query, absl::Time deadline) const;

 private:
  Surroundings surroundings_;
};

}  // namespace paritrana::registration
