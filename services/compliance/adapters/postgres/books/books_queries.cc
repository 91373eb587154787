// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/books/books_queries.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/books/books_statements.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;
using postgres::Result;

// Before the first row of any list.
constexpr LedgerCursor kBeforeAll = {std::numeric_limits<std::int64_t>::min(), 0};

absl::CivilDay DayAt(const Result& rows, int row, int column) {
  return FromDayNumber(static_cast<std::int32_t>(rows.Int64(row, column)));
}

// The largest key of a region that lies in this one: its free digits are nines.
std::uint64_t LastKeyIn(RegionCode region) {
  switch (region.level()) {
    case RegionLevel::kNation:
      return 9'999'999'999;
    case RegionLevel::kProvince:
      return region.key() + 99'999'999;
    case RegionLevel::kRegency:
      return region.key() + 999'999;
    case RegionLevel::kDistrict:
      return region.key() + 9'999;
    case RegionLevel::kVillage:
      break;
  }
  return region.key();
}

absl::StatusOr<MissingDeclaration> ReadMissing(const Result& rows, int row) {
  MissingDeclaration missing;
  PARITRANA_ASSIGN_OR_RETURN(missing.registration_region,
                             RegionCode::FromKey(FromColumn(rows.Int64(row, 0))));
  missing.employer_ref = std::string(rows.Text(row, 2));
  missing.missed_on = DayAt(rows, row, 3);
  if (!rows.IsNull(row, 4)) missing.declared_on = DayAt(rows, row, 4);
  return missing;
}

// Where the page after a full one begins.
std::optional<LedgerCursor> NextOf(const Result& rows, int rows_max) {
  if (rows.rows() < rows_max) return std::nullopt;
  return LedgerCursor{rows.Int64(rows.rows() - 1, 0), rows.Int64(rows.rows() - 1, 1)};
}

}  // namespace

absl::StatusOr<MissingPage> PostgresBooksQueries::ListMissing(const MissingWanted& wanted,
                                                              absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(lease->Execute(ledger_sql::kPlanByIndex).status());
  const LedgerCursor after = wanted.after.value_or(kBeforeAll);
  const std::vector<Param> params = {MonthParam(wanted.period),
                                     CountParam(wanted.region.key()),
                                     CountParam(LastKeyIn(wanted.region)),
                                     Param(std::int64_t{ToDayNumber(wanted.as_of)}),
                                     Param(after.major),
                                     Param(after.minor),
                                     Param(std::int64_t{wanted.rows_max})};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(books_sql::kListMissing, params));
  MissingPage page;
  for (int row = 0; row < rows.rows(); ++row) {
    PARITRANA_ASSIGN_OR_RETURN(MissingDeclaration missing, ReadMissing(rows, row));
    page.employers.push_back(std::move(missing));
  }
  page.next = NextOf(rows, wanted.rows_max);
  return page;
}

absl::StatusOr<MismatchPage> PostgresBooksQueries::ListMismatches(Month month, int rows_max,
                                                                  std::optional<LedgerCursor> after,
                                                                  absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const LedgerCursor from = after.value_or(kBeforeAll);
  const std::vector<Param> params = {MonthParam(month), Param(from.major), Param(from.minor),
                                     Param(std::int64_t{rows_max})};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(books_sql::kListMismatches, params));
  MismatchPage page;
  for (int row = 0; row < rows.rows(); ++row) {
    page.mismatches.push_back({std::string(rows.Text(row, 2)),
                               static_cast<Segment>(rows.Int64(row, 1)), Rupiah(rows.Int64(row, 3)),
                               Rupiah(rows.Int64(row, 4)), rows.Int64(row, 5), rows.Int64(row, 6)});
  }
  page.next = NextOf(rows, rows_max);
  return page;
}

absl::StatusOr<std::optional<absl::CivilDay>> PostgresBooksCalendar::ClosedThrough(
    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute("SELECT max(as_of_day) FROM books"));
  if (rows.IsNull(0, 0)) return std::nullopt;
  return DayAt(rows, 0, 0);
}

}  // namespace paritrana::compliance
