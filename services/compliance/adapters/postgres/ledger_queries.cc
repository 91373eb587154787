// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/ledger_queries.h"

#include <limits>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/read_back_statements.h"
#include "services/compliance/adapters/postgres/read_period.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// Lines of a page of workers: a page is cut short rather than become too large for one message.
constexpr std::size_t kLinesPerPageMost = 2'000;

// What comes before every ordinal of a version.
constexpr std::int64_t kBeforeAll = std::numeric_limits<std::int32_t>::min() - std::int64_t{1};

std::vector<Param> ParamsOf(const PayerPeriod& period) {
  return {IdParam(period.payer), MonthParam(period.period)};
}

// One row more than asked for tells whether another page follows.
std::vector<Param> ParamsOf(const PayerPeriod& period, const LedgerCursor& after, int size) {
  std::vector<Param> params = ParamsOf(period);
  params.push_back(Param(after.major));
  params.push_back(Param(after.minor));
  params.push_back(Param(std::int64_t{size} + 1));
  return params;
}

Rupiah Sum(Rupiah a, Rupiah b) {
  const auto sum = Rupiah::Add(a, b);
  // A period of a million lines of the largest sane amount is still below 2⁶³.
  PARITRANA_CHECK(sum.has_value());
  return *sum;
}

// From the columns run, submission, line_no, line_id, covered_from, covered_to, segment and ten
// amounts.
LedgerLineView ReadLine(const Result& rows, int row, int column) {
  LedgerLineView line;
  line.run = std::string(rows.Text(row, column));
  line.submission = std::string(rows.Text(row, column + 1));
  line.line_no = static_cast<std::uint64_t>(rows.Int64(row, column + 2));
  line.line_id = std::string(rows.Text(row, column + 3));
  line.covered = {Month::FromNumber(static_cast<int>(rows.Int64(row, column + 4))),
                  Month::FromNumber(static_cast<int>(rows.Int64(row, column + 5)))};
  line.segment = static_cast<Segment>(rows.Int64(row, column + 6));
  line.amounts = ReadAmounts(rows, row, column + 7);
  return line;
}

LedgerTotals ReadTotals(const Result& row) {
  LedgerTotals totals;
  totals.lines = static_cast<std::uint64_t>(row.Int64(0, 0));
  totals.workers = static_cast<std::uint64_t>(row.Int64(0, 1));
  int column = 2;
  for (ProgrammeSum& sum : totals.programmes) {
    sum.lines = static_cast<std::uint64_t>(row.Int64(0, column++));
    sum.employer = Rupiah(row.Int64(0, column++));
    sum.employee = Rupiah(row.Int64(0, column++));
    totals.total = Sum(totals.total, Sum(sum.employer, sum.employee));
  }
  return totals;
}

absl::StatusOr<std::uint64_t> ReadVersion(Connection& connection, const PayerPeriod& period) {
  PARITRANA_ASSIGN_OR_RETURN(const Result row,
                             connection.Execute(read_back_sql::kVersion, ParamsOf(period)));
  return static_cast<std::uint64_t>(row.Int64(0, 0));
}

LedgerCursor CursorAt(const Result& rows, int row) {
  return {rows.Int64(row, 0), rows.Int64(row, 1)};
}

// The lines of each worker of `heads`, in their order.
absl::StatusOr<std::vector<LedgerWorkerView>> ReadWorkers(Connection& connection,
                                                          const PayerPeriod& period,
                                                          const Result& heads, int size) {
  std::vector<std::int64_t> pseudonyms;
  for (int row = 0; row < heads.rows() && row < size; ++row) {
    pseudonyms.push_back(heads.Int64(row, 2));
  }
  std::vector<Param> params = ParamsOf(period);
  params.push_back(Param::Int64Array(pseudonyms));
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection.Execute(read_back_sql::kWorkerLines, params));
  std::vector<LedgerWorkerView> workers(pseudonyms.size());
  for (int row = 0; row < rows.rows(); ++row) {
    LedgerWorkerView& worker = workers[static_cast<std::size_t>(rows.Int64(row, 0)) - 1];
    if (!rows.IsNull(row, 1)) worker.payroll_number = std::string(rows.Text(row, 1));
    worker.lines.push_back(ReadLine(rows, row, 2));
  }
  return workers;
}

// As many workers as make a page.
std::size_t PageLength(const std::vector<LedgerWorkerView>& workers) {
  std::size_t lines = 0;
  std::size_t count = 0;
  while (count < workers.size()) {
    lines += workers[count].lines.size();
    if (count > 0 && lines > kLinesPerPageMost) break;
    ++count;
  }
  return count;
}

LedgerChangeView ReadChange(const Result& rows, int row) {
  LedgerChangeView change;
  change.version = static_cast<std::uint64_t>(rows.Int64(row, 0));
  change.recorded_at = rows.Time(row, 2);
  change.effect = static_cast<int>(rows.Int64(row, 3));
  change.cause = static_cast<int>(rows.Int64(row, 4));
  change.region = FromColumn(rows.Int64(row, 5));
  change.line = ReadLine(rows, row, 6);
  return change;
}

}  // namespace

absl::StatusOr<LedgerTotals> PostgresLedgerQueries::GetTotals(const PayerPeriod& period,
                                                              absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(ReadAtOneMoment(*lease));
  PARITRANA_ASSIGN_OR_RETURN(const PeriodState state,
                             ReadPeriod(*lease, period.payer, period.period));
  PARITRANA_ASSIGN_OR_RETURN(const Result row,
                             lease->Execute(read_back_sql::kTotals, ParamsOf(period)));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  LedgerTotals totals = ReadTotals(row);
  totals.period = state;
  return totals;
}

absl::StatusOr<LedgerPage<LedgerWorkerView>> PostgresLedgerQueries::ListWorkers(
    const PayerPeriod& period, const LedgerPageWanted& wanted, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(ReadAtOneMoment(*lease));
  LedgerPage<LedgerWorkerView> page;
  PARITRANA_ASSIGN_OR_RETURN(page.version, ReadVersion(*lease, period));
  const auto params = ParamsOf(period, wanted.after.value_or(LedgerCursor{}), wanted.size);
  PARITRANA_ASSIGN_OR_RETURN(const Result heads,
                             lease->Execute(read_back_sql::kWorkerHeads, params));
  PARITRANA_ASSIGN_OR_RETURN(page.rows, ReadWorkers(*lease, period, heads, wanted.size));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  page.rows.resize(PageLength(page.rows));
  const int shown = static_cast<int>(page.rows.size());
  if (shown < heads.rows()) page.next = CursorAt(heads, shown - 1);
  return page;
}

absl::StatusOr<LedgerPage<LedgerChangeView>> PostgresLedgerQueries::ListChanges(
    const PayerPeriod& period, std::uint64_t since_version, const LedgerPageWanted& wanted,
    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(ReadAtOneMoment(*lease));
  LedgerPage<LedgerChangeView> page;
  PARITRANA_ASSIGN_OR_RETURN(page.version, ReadVersion(*lease, period));
  if (since_version > page.version) return MakeError("VERSION_UNKNOWN", "since_version");
  const LedgerCursor first = {static_cast<std::int64_t>(since_version) + 1, kBeforeAll};
  const auto params = ParamsOf(period, wanted.after.value_or(first), wanted.size);
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(read_back_sql::kChanges, params));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  for (int row = 0; row < rows.rows() && row < wanted.size; ++row) {
    page.rows.push_back(ReadChange(rows, row));
  }
  if (rows.rows() > wanted.size) page.next = CursorAt(rows, wanted.size - 1);
  return page;
}

}  // namespace paritrana::compliance
