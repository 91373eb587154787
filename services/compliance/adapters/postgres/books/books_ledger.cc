// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/books/books_ledger.h"

#include <limits>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/books/block_statements.h"
#include "services/compliance/adapters/postgres/books/books_rows.h"
#include "services/compliance/adapters/postgres/books/books_statements.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// Rows of one statement of the last look at missing declarations.
constexpr std::int64_t kMissingPerLook = 20'000;

// Held while books are begun, so that two months are not begun at once.
constexpr std::string_view kLockBooks = "LOCK TABLE books IN SHARE ROW EXCLUSIVE MODE";

absl::StatusOr<std::optional<Books>> ReadOne(Connection& connection, std::string_view condition,
                                             const std::vector<Param>& params) {
  const std::string sql = absl::StrCat(
      "SELECT ", absl::string_view(books_sql::kColumns.data(), books_sql::kColumns.size()),
      " FROM books ", absl::string_view(condition.data(), condition.size()));
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(sql, params));
  if (rows.rows() == 0) return std::nullopt;
  return ReadBooks(rows, 0);
}

Param EmployersParam(std::span<const EmployerId> employers) {
  std::vector<std::int64_t> ids;
  for (const EmployerId employer : employers) ids.push_back(ToColumn(employer.value()));
  return Param::Int64Array(ids);
}

// First and last day of a month.
std::pair<Param, Param> DaysOf(Month month) {
  const auto first = [](Month m) { return absl::CivilDay(m.year(), m.month(), 1); };
  return {Param(std::int64_t{ToDayNumber(first(month))}),
          Param(std::int64_t{ToDayNumber(first(month + 1) - 1)})};
}

absl::StatusOr<std::uint64_t> KeepMissing(Connection& connection, const CloseBlock& block) {
  const auto [first_day, last_day] = DaysOf(block.month);
  const std::vector<Param> params = {EmployersParam(block.employers), MonthParam(block.month),
                                     first_day, last_day,
                                     Param(std::int64_t{ToDayNumber(block.as_of + 1)})};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection.Execute(books_sql::kInsertMissing, params));
  return static_cast<std::uint64_t>(rows.affected());
}

absl::StatusOr<BooksTotals> KeepObligations(Connection& connection, const CloseBlock& block,
                                            const DueDayOf& due_day) {
  const std::vector<Param> params = {EmployersParam(block.employers), MonthParam(block.month)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(books_sql::kSums, params));
  BlockSums sums(rows, block, due_day);
  const std::vector<Connection::Statement> statements = {
      {books_sql::kForgetObligations, params},
      {books_sql::kForgetMismatches, params},
      {books_sql::kInsertMismatches, sums.Mismatches()}};
  PARITRANA_RETURN_IF_ERROR(connection.Pipeline(statements).status());
  const BooksTotals totals = sums.totals();
  if (rows.rows() > 0) {
    PARITRANA_RETURN_IF_ERROR(
        connection.CopyIn(books_sql::kCopyObligations, std::move(sums).Obligations()));
  }
  return totals;
}

}  // namespace

absl::StatusOr<std::optional<Books>> PostgresBooksLedger::Find(Month month, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return ReadOne(*lease, "WHERE month = $1", {MonthParam(month)});
}

absl::StatusOr<Books> PostgresBooksLedger::Begin(const BooksWanted& wanted, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(lease->Execute(kLockBooks).status());
  PARITRANA_ASSIGN_OR_RETURN(std::optional<Books> known,
                             ReadOne(*lease, "WHERE month = $1", {MonthParam(wanted.month)}));
  if (known) return *std::move(known);
  PARITRANA_ASSIGN_OR_RETURN(const std::optional<Books> newest,
                             ReadOne(*lease, "ORDER BY month DESC LIMIT 1", {}));
  PARITRANA_RETURN_IF_ERROR(CheckOrder(newest, wanted.month));
  const std::vector<Param> params = {MonthParam(wanted.month),
                                     Param(std::int64_t{ToDayNumber(wanted.as_of)}),
                                     Param(wanted.requested_by), Param(wanted.now)};
  PARITRANA_RETURN_IF_ERROR(lease->Execute(books_sql::kBegin, params).status());
  PARITRANA_ASSIGN_OR_RETURN(std::optional<Books> begun,
                             ReadOne(*lease, "WHERE month = $1", {MonthParam(wanted.month)}));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return *std::move(begun);
}

absl::StatusOr<std::optional<Books>> PostgresBooksLedger::UnderWay(absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return ReadOne(*lease, "WHERE state = 2", {});
}

absl::Status PostgresBooksLedger::Resume(Month month, absl::Time now, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return lease->Execute(books_sql::kResume, std::vector<Param>{MonthParam(month), Param(now)})
      .status();
}

absl::StatusOr<std::vector<EmployerId>> PostgresBooksLedger::NextEmployers(
    std::optional<EmployerId> after, std::size_t employers_max, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  std::int64_t first = std::numeric_limits<std::int64_t>::min();
  if (after && ToColumn(after->value()) == std::numeric_limits<std::int64_t>::max()) {
    return std::vector<EmployerId>{};
  }
  if (after) first = ToColumn(after->value()) + 1;
  const std::vector<Param> params = {Param(first), CountParam(employers_max)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(books_sql::kNextEmployers, params));
  std::vector<EmployerId> employers;
  for (int row = 0; row < rows.rows(); ++row) {
    employers.emplace_back(FromColumn(rows.Int64(row, 0)));
  }
  return employers;
}

absl::StatusOr<BooksTotals> PostgresBooksLedger::KeepBlock(const CloseBlock& block,
                                                           const DueDayOf& due_day,
                                                           absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(lease->Execute(ledger_sql::kPlanByIndex).status());
  PARITRANA_RETURN_IF_ERROR(lease->Execute(books_sql::kPlainPlans).status());
  PARITRANA_ASSIGN_OR_RETURN(BooksTotals totals, KeepObligations(*lease, block, due_day));
  PARITRANA_ASSIGN_OR_RETURN(totals.missing, KeepMissing(*lease, block));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return totals;
}

absl::Status PostgresBooksLedger::FinishBlock(const CloseBlock& block, const BooksTotals& totals,
                                              absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {
      MonthParam(block.month),         block.after ? IdParam(*block.after) : Param::Null(),
      IdParam(block.employers.back()), CountParam(totals.employers),
      CountParam(totals.obligations),  Param(totals.rupiah.value()),
      CountParam(totals.lines),        CountParam(totals.missing),
      CountParam(totals.mismatches)};
  PARITRANA_ASSIGN_OR_RETURN(const Result done, lease->Execute(books_sql::kFinishBlock, params));
  return done.affected() == 1 ? absl::OkStatus()
                              : absl::AbortedError("another process has closed this block");
}

absl::Status PostgresBooksLedger::Finish(Month month, absl::Time now, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  std::int64_t region = -1;
  std::int64_t employer = 0;
  while (true) {
    const std::vector<Param> params = {MonthParam(month), Param(region), Param(employer),
                                       Param(kMissingPerLook)};
    PARITRANA_ASSIGN_OR_RETURN(const Result last,
                               lease->Execute(books_sql::kSettleMissing, params));
    if (last.rows() == 0) break;
    region = last.Int64(0, 0);
    employer = last.Int64(0, 1);
  }
  return lease->Execute(books_sql::kFinish, std::vector<Param>{MonthParam(month), Param(now)})
      .status();
}

absl::Status PostgresBooksLedger::NoteProblem(Month month, std::string_view reason,
                                              absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return lease
      ->Execute(books_sql::kNoteProblem, std::vector<Param>{MonthParam(month), Param(reason)})
      .status();
}

}  // namespace paritrana::compliance
