// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "services/registration/application/books.h"

namespace paritrana::postgres {
class Connection;
}  // namespace paritrana::postgres

namespace paritrana::registration {

// The region tree in the tables `region_tree` and `region`, within the open transaction of a
// connection.
class PostgresRegionBook : public RegionBook {
 public:
  explicit PostgresRegionBook(postgres::Connection& connection) : connection_(connection) {}

  absl::StatusOr<absl::flat_hash_set<RegionCode>> Known(std::span<const RegionCode> codes) override;
  absl::StatusOr<std::pair<Region, std::string>> Get(RegionCode code) override;
  absl::StatusOr<std::vector<Region>> List(const RegionPage& page) override;
  absl::Status Add(const RegionTree& tree, absl::Time now) override;

 private:
  postgres::Connection& connection_;
};

}  // namespace paritrana::registration
