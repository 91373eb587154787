// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

struct ImportedTree {
  std::array<std::uint32_t, 5> regions_per_level{};
  Position position;
};

// One import of a region tree, the state of one stream: open with a header, add regions in order of
// code, finish. Takes effect at Finish, in one transaction; the version is the request's key, so
// the same version with the same content gives the same answer. Holds the whole tree in memory
// (about 20 MiB for the nation). Not thread-safe.
class RegionImport {
 public:
  // FIELD_REQUIRED, FIELD_TOO_LONG, FIELD_MALFORMED for the header.
  static absl::StatusOr<RegionImport> Open(const Surroundings& surroundings, TreeHeader header);

  // TOO_MANY_LINES beyond kRegionsMax.
  absl::Status Add(std::vector<Region> regions);

  // REGION_ORDER and other faults of the tree; TREE_VERSION_EXISTS if the version has other
  // content.
  absl::StatusOr<ImportedTree> Finish(absl::Time deadline);

 private:
  RegionImport(const Surroundings& surroundings, TreeHeader header);

  absl::StatusOr<Position> Record(RegisterTransaction& transaction, const RequestKey& key) const;

  Surroundings surroundings_;
  RegionTree tree_;
};

}  // namespace paritrana::registration
