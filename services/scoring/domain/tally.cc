// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/tally.h"

#include <algorithm>

namespace paritrana::scoring {

void Tally::Resize(std::size_t regions) {
  if (regions <= dirty_.size()) return;
  cells_.resize(regions * months_);
  dirty_.resize(regions);
}

void Tally::Clear() {
  std::fill(cells_.begin(), cells_.end(), Cell());
  const auto all = static_cast<std::uint16_t>((1u << months_) - 1);
  for (std::uint32_t region = 0; region < regions(); ++region) Touch(RegionIndex(region), all);
}

void Tally::ClearDirty() {
  for (const RegionIndex region : dirty_list_) dirty_[region.value()] = 0;
  dirty_list_.clear();
}

}  // namespace paritrana::scoring
