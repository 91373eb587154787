// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/application/stamp.h"

#include "absl/strings/str_cat.h"

namespace paritrana::scoring {

std::string PathOf(const TableKey& key, const RegionTree& tree, const MonthWindow& window) {
  return absl::StrCat(NameOf(key.members), "/", tree.fact(key.scope).code.ToString(), "/",
                      window.month(key.month).ToString());
}

}  // namespace paritrana::scoring
