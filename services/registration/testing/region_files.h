// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "services/registration/domain/region_tree.h"

namespace paritrana::registration::testing {

// The whole tree of data/regions in order of code, read from the working directory. CHECKs that the
// files are as committed.
std::vector<Region> ReadRegionFiles();

}  // namespace paritrana::registration::testing
