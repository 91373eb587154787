// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/sponsorship/sponsor_queries.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/adapters/postgres/sponsorship/programme_rows.h"
#include "services/compliance/adapters/postgres/sponsorship/sponsor_query_statements.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// Everything read in the transaction comes from one moment: a stamp and what was counted under it
// belong together.
constexpr std::string_view kOneMoment = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

// Compiling a plan takes longer than running it; and a count of a whole programme goes faster from
// a table in memory than from one on disk.
constexpr std::string_view kForCounting =
    "SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true)";

std::string SelectProgrammes(const std::string& where_and_order) {
  return absl::StrCat("SELECT ", std::string(kProgrammeColumns), " FROM ",
                      std::string(kProgrammeTables), " WHERE ", where_and_order);
}

Param NumbersOf(std::span<const SponsorProgramme> programmes) {
  std::vector<std::int64_t> numbers;
  for (const SponsorProgramme& programme : programmes) numbers.push_back(programme.programme_no);
  return Param::Int64Array(numbers);
}

// What was counted for a programme, as columns.
struct Counted {
  std::int64_t programme_no = 0;
  std::int64_t stamp = 0;
  std::int64_t heads = 0;
  std::vector<std::int64_t> months;
  std::vector<std::int64_t> heads_by_month;
  std::vector<std::int64_t> rupiah_by_month;
};

Counted ReadCounted(const Result& rows, std::int64_t programme_no, std::int64_t stamp) {
  Counted counted;
  counted.programme_no = programme_no;
  counted.stamp = stamp;
  for (int row = 0; row < rows.rows(); ++row) {
    if (rows.IsNull(row, 0)) {
      counted.heads = rows.Int64(row, 1);
      continue;
    }
    counted.months.push_back(rows.Int64(row, 0));
    counted.heads_by_month.push_back(rows.Int64(row, 1));
    counted.rupiah_by_month.push_back(rows.Int64(row, 2));
  }
  return counted;
}

absl::StatusOr<std::vector<Counted>> CountStale(Connection& connection,
                                                std::span<const SponsorProgramme> programmes) {
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(connection));
  const std::vector<Connection::Statement> begin = {{kOneMoment, {}}, {kForCounting, {}}};
  PARITRANA_RETURN_IF_ERROR(connection.Pipeline(begin).status());
  const std::vector<Param> numbers = {NumbersOf(programmes)};
  PARITRANA_ASSIGN_OR_RETURN(const Result stale,
                             connection.Execute(sponsor_sql::kFindStale, numbers));
  std::vector<Counted> all;
  for (int row = 0; row < stale.rows(); ++row) {
    const std::vector<Param> params = {Param(stale.Int64(row, 0)), Param(stale.Int64(row, 1))};
    PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                               connection.Execute(sponsor_sql::kCountProgramme, params));
    all.push_back(ReadCounted(rows, stale.Int64(row, 0), stale.Int64(row, 2)));
  }
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return all;
}

absl::Status Keep(Connection& connection, const Counted& counted) {
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(connection));
  const std::vector<Param> programme = {Param(counted.programme_no), Param(counted.stamp),
                                        Param(counted.heads)};
  PARITRANA_ASSIGN_OR_RETURN(const Result kept,
                             connection.Execute(sponsor_sql::kKeepProgramme, programme));
  if (kept.affected() == 0) return absl::OkStatus();
  const std::vector<Param> months = {Param(counted.programme_no), Param::Int64Array(counted.months),
                                     Param::Int64Array(counted.heads_by_month),
                                     Param::Int64Array(counted.rupiah_by_month)};
  PARITRANA_RETURN_IF_ERROR(connection.Execute(sponsor_sql::kKeepMonths, months).status());
  return transaction.Commit();
}

// Rows are ordered by programme; a programme that nothing happened to has one, without month.
std::map<std::int64_t, ProgrammeFigures> ReadFigures(const Result& rows) {
  std::map<std::int64_t, ProgrammeFigures> figures;
  for (int row = 0; row < rows.rows(); ++row) {
    ProgrammeFigures& one = figures[rows.Int64(row, 0)];
    one.paid_heads = rows.Int64(row, 1);
    if (rows.IsNull(row, 2)) continue;
    one.months.push_back(
        {ReadMonth(rows, row, 2), rows.Int64(row, 3), rows.Int64(row, 4), rows.Int64(row, 5), 0});
  }
  return figures;
}

absl::StatusOr<std::int64_t> CountYear(Connection& connection, EmployerId sponsor, int year,
                                       std::int64_t stamp) {
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(connection));
  PARITRANA_RETURN_IF_ERROR(connection.Execute(kForCounting).status());
  const std::vector<Param> params = {IdParam(sponsor), MonthParam(Month(year, 1)),
                                     MonthParam(Month(year, 12))};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection.Execute(sponsor_sql::kCountYear, params));
  const std::vector<Param> keep = {IdParam(sponsor), Param(std::int64_t{year}), Param(stamp),
                                   Param(rows.Int64(0, 0))};
  PARITRANA_RETURN_IF_ERROR(connection.Execute(sponsor_sql::kKeepYear, keep).status());
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return rows.Int64(0, 0);
}

}  // namespace

absl::StatusOr<std::optional<SponsorProgramme>> PostgresSponsorQueries::Find(
    const ProgrammeKey& key, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {IdParam(key.sponsor), Param(key.programme)};
  PARITRANA_ASSIGN_OR_RETURN(
      const Result rows,
      lease->Execute(SelectProgrammes("p.employer_id = $1 AND p.programme = $2 ORDER BY t.version"),
                     params));
  std::vector<SponsorProgramme> found = ReadProgrammes(rows);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

absl::StatusOr<std::vector<ProgrammeFigures>> PostgresSponsorQueries::Count(
    std::span<const SponsorProgramme> programmes, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto stale, CountStale(*lease, programmes));
  for (const Counted& counted : stale) PARITRANA_RETURN_IF_ERROR(Keep(*lease, counted));
  const std::vector<Param> numbers = {NumbersOf(programmes)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(sponsor_sql::kReadMonths, numbers));
  auto figures = ReadFigures(rows);
  std::vector<ProgrammeFigures> ordered;
  for (const SponsorProgramme& programme : programmes) {
    ordered.push_back(std::move(figures[programme.programme_no]));
  }
  return ordered;
}

absl::StatusOr<std::map<Month, std::int64_t>> PostgresSponsorQueries::EnrolledOn(
    std::int64_t programme_no, absl::CivilDay day, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {Param(programme_no), DayParam(day)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             lease->Execute(sponsor_sql::kReadEnrolledOn, params));
  std::map<Month, std::int64_t> enrolled;
  std::int64_t heads = 0;
  for (int row = 0; row < rows.rows(); ++row) {
    heads += rows.Int64(row, 1);
    if (row + 1 == rows.rows()) break;  // the step after the last month enrolled
    const Month end = ReadMonth(rows, row + 1, 0);
    for (Month month = ReadMonth(rows, row, 0); month < end; month = month + 1) {
      enrolled[month] = heads;
    }
  }
  return enrolled;
}

absl::StatusOr<std::int64_t> PostgresSponsorQueries::CountContinuing(
    const SponsorProgramme& programme, Month month, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {Param(programme.programme_no), MonthParam(month),
                                     IdParam(programme.key.sponsor)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             lease->Execute(sponsor_sql::kCountContinuing, params));
  return rows.Int64(0, 0);
}

absl::StatusOr<std::vector<SponsorProgramme>> PostgresSponsorQueries::ListOfSponsor(
    EmployerId sponsor, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {IdParam(sponsor)};
  PARITRANA_ASSIGN_OR_RETURN(
      const Result rows,
      lease->Execute(SelectProgrammes("p.employer_id = $1 ORDER BY p.programme, t.version"),
                     params));
  return ReadProgrammes(rows);
}

absl::StatusOr<std::vector<SponsorYearFigures>> PostgresSponsorQueries::CountYears(
    EmployerId sponsor, int first, int last, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {IdParam(sponsor), MonthParam(Month(first, 1)),
                                     MonthParam(Month(last, 12))};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(sponsor_sql::kReadYears, params));
  std::vector<SponsorYearFigures> years;
  for (int row = 0; row < rows.rows(); ++row) {
    SponsorYearFigures year = {static_cast<int>(rows.Int64(row, 0)), rows.Int64(row, 4),
                               rows.Int64(row, 1)};
    const std::int64_t stamp = rows.Int64(row, 2);
    if (rows.IsNull(row, 3) || rows.Int64(row, 3) != stamp) {
      PARITRANA_ASSIGN_OR_RETURN(year.heads, CountYear(*lease, sponsor, year.year, stamp));
    }
    years.push_back(year);
  }
  return years;
}

absl::StatusOr<std::vector<SponsorProgramme>> PostgresSponsorQueries::ListInRegion(
    const RegionRange& regions, const ProgrammeCursor& after, int size, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {Param(ToColumn(regions.first)), Param(ToColumn(regions.last)),
                                     Param(after.region), Param(after.programme_no),
                                     Param(std::int64_t{size})};
  PARITRANA_ASSIGN_OR_RETURN(
      const Result rows,
      lease->Execute(SelectProgrammes("p.programme_no IN (SELECT q.programme_no "
                                      "FROM sponsor_programme q WHERE q.region BETWEEN $1 AND $2 "
                                      "AND (q.region, q.programme_no) > ($3, $4) "
                                      "ORDER BY q.region, q.programme_no LIMIT $5) "
                                      "ORDER BY p.region, p.programme_no, t.version"),
                     params));
  return ReadProgrammes(rows);
}

}  // namespace paritrana::compliance
