// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/import_regions.h"

#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/status_macros.h"
#include "services/registration/application/request_key.h"

namespace paritrana::registration {
namespace {

std::string Date(const std::optional<absl::CivilDay>& day) {
  return day ? FormatDate(*day) : std::string();
}

// The tree as one text, by which a repeated import is known. Part of what is stored: a change makes
// every earlier import look different.
std::string ContentOf(const RegionTree& tree) {
  const TreeHeader& header = tree.header;
  std::string text =
      absl::StrCat(header.source, "\n", header.licence, "\n", FormatDate(header.valid_from), "\n");
  for (const Region& region : tree.regions) {
    absl::StrAppend(&text, region.code.ToString(), "\t", region.name, "\t", Date(region.valid_from),
                    "\t", Date(region.valid_to));
    for (const RegionCode code : region.predecessors) absl::StrAppend(&text, "\t", code.ToString());
    text.push_back('\n');
  }
  return text;
}

}  // namespace

RegionImport::RegionImport(const Surroundings& surroundings, TreeHeader header)
    : surroundings_(surroundings), tree_{std::move(header), {}} {}

absl::StatusOr<RegionImport> RegionImport::Open(const Surroundings& surroundings,
                                                TreeHeader header) {
  PARITRANA_RETURN_IF_ERROR(WithFieldPrefix(CheckTreeHeader(header), "header"));
  return RegionImport(surroundings, std::move(header));
}

absl::Status RegionImport::Add(std::vector<Region> regions) {
  if (tree_.regions.size() + regions.size() > kRegionsMax) return MakeError("TOO_MANY_LINES");
  tree_.regions.insert(tree_.regions.end(), std::make_move_iterator(regions.begin()),
                       std::make_move_iterator(regions.end()));
  return absl::OkStatus();
}

absl::StatusOr<ImportedTree> RegionImport::Finish(absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CompleteTree(tree_));
  PARITRANA_ASSIGN_OR_RETURN(
      const RequestKey key,
      MakeRequestKey(surroundings_.vault, "ImportRegions", tree_.header.version, ContentOf(tree_)));
  auto position =
      RunTransaction(surroundings_.store, deadline,
                     [&](RegisterTransaction& transaction) { return Record(transaction, key); });
  if (!position.ok()) return position.status();
  return ImportedTree{CountPerLevel(tree_.regions), *position};
}

absl::StatusOr<Position> RegionImport::Record(RegisterTransaction& transaction,
                                              const RequestKey& key) const {
  auto before = transaction.answers().Claim(key);
  if (!before.ok()) {
    const bool reused = ReasonOf(before.status())->name == "IDEMPOTENCY_KEY_REUSED";
    return reused ? MakeError("TREE_VERSION_EXISTS", "header.tree_version") : before.status();
  }
  if (*before) return (*before)->position;
  const absl::Time now = surroundings_.clock.Now();
  PARITRANA_RETURN_IF_ERROR(transaction.regions().Add(tree_, now));
  Facts facts;
  facts.tree = &tree_;
  return transaction.Commit(facts, now, Kept{key, {0, 0, {}, now, {}}});
}

}  // namespace paritrana::registration
