// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/find_regions.h"

#include <cstddef>

#include "libs/base/limits.h"
#include "libs/base/status_macros.h"
#include "services/registration/application/page_token.h"

namespace paritrana::registration {
namespace {

absl::StatusOr<RegionPage> PageOf(const ListRegions& query) {
  RegionPage page;
  if (!query.parent.empty()) {
    const auto parent = RegionCode::Parse(query.parent);
    if (!parent.ok()) return WithFieldPrefix(parent.status(), "parent");
    page.parent = *parent;
  }
  PARITRANA_ASSIGN_OR_RETURN(page.limit, CheckPageSize(query.page_size, limits::kPageSizeMax));
  PARITRANA_ASSIGN_OR_RETURN(const std::string after,
                             ReadPageToken(query.parent, query.page_token));
  if (after.empty()) return page;
  const auto code = RegionCode::Parse(after);
  if (!code.ok()) return MakeError("PAGE_TOKEN_INVALID", "page_token");
  page.after = *code;
  return page;
}

}  // namespace

absl::StatusOr<std::pair<Region, std::string>> FindRegionsHandler::Get(const std::string& code,
                                                                       absl::Time deadline) const {
  const auto parsed = RegionCode::Parse(code);
  if (!parsed.ok()) return WithFieldPrefix(parsed.status(), "code");
  return RunTransaction(surroundings_.store, deadline, [&](RegisterTransaction& transaction) {
    return transaction.regions().Get(*parsed);
  });
}

absl::StatusOr<RegionList> FindRegionsHandler::List(const ListRegions& query,
                                                    absl::Time deadline) const {
  PARITRANA_ASSIGN_OR_RETURN(RegionPage page, PageOf(query));
  const auto wanted = static_cast<std::size_t>(page.limit);
  ++page.limit;  // one more tells whether there is a next page
  auto found = RunTransaction(surroundings_.store, deadline, [&](RegisterTransaction& transaction) {
    return transaction.regions().List(page);
  });
  if (!found.ok()) return found.status();
  RegionList list{*std::move(found), ""};
  if (list.regions.size() > wanted) {
    list.regions.resize(wanted);
    list.next_page_token = MakePageToken(query.parent, list.regions.back().code.ToString());
  }
  return list;
}

}  // namespace paritrana::registration
