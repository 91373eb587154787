// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/find_employers.h"

#include <cstddef>
#include <span>
#include <utility>

#include "libs/base/limits.h"
#include "libs/base/status_macros.h"
#include "services/registration/application/page_token.h"

namespace paritrana::registration {
namespace {

absl::StatusOr<EmployerPage> PageOf(const ListEmployers& query) {
  EmployerPage page;
  if (!query.region.empty()) {
    const auto region = RegionCode::Parse(query.region);
    if (!region.ok()) return WithFieldPrefix(region.status(), "region");
    page.region = *region;
  }
  PARITRANA_ASSIGN_OR_RETURN(page.limit, CheckPageSize(query.page_size, limits::kPageSizeDefault));
  PARITRANA_ASSIGN_OR_RETURN(page.after, ReadPageToken(query.region, query.page_token));
  return page;
}

}  // namespace

absl::StatusOr<Employer> FindEmployersHandler::Get(const std::string& employer_ref,
                                                   absl::Time deadline) const {
  const auto ref = EmployerRef::Parse(employer_ref);
  if (!ref.ok()) return WithFieldPrefix(ref.status(), "employer_ref");
  return RunTransaction(surroundings_.store, deadline,
                        [&](RegisterTransaction& transaction) -> absl::StatusOr<Employer> {
                          PARITRANA_ASSIGN_OR_RETURN(
                              auto found, transaction.employers().Find(std::span(&*ref, 1)));
                          if (found.empty()) return MakeError("EMPLOYER_UNKNOWN", "employer_ref");
                          return std::move(found.front());
                        });
}

absl::StatusOr<EmployerList> FindEmployersHandler::List(const ListEmployers& query,
                                                        absl::Time deadline) const {
  PARITRANA_ASSIGN_OR_RETURN(EmployerPage page, PageOf(query));
  const auto wanted = static_cast<std::size_t>(page.limit);
  ++page.limit;  // one more tells whether there is a next page
  EmployerList list;
  auto found = RunTransaction(surroundings_.store, deadline, [&](RegisterTransaction& transaction) {
    return transaction.employers().List(page);
  });
  if (!found.ok()) return found.status();
  list.employers = *std::move(found);
  if (list.employers.size() > wanted) {
    list.employers.resize(wanted);
    list.next_page_token = MakePageToken(query.region, list.employers.back().ref.ToString());
  }
  return list;
}

}  // namespace paritrana::registration
