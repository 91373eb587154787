// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/payer_book.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/payer_book_statements.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/adapters/postgres/settlement_rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

Pseudonym WorkerAt(const Result& rows, int row, int column) {
  return Pseudonym(FromColumn(rows.Int64(row, column)));
}

std::vector<OpenLine> ReadLines(const Result& rows) {
  std::vector<OpenLine> lines;
  for (int row = 0; row < rows.rows(); ++row) lines.push_back(ReadOpenLine(rows, row));
  return lines;
}

}  // namespace

BookReader::BookReader(Connection& connection, EmployerId payer)
    : connection_(connection), employer_id_(ToColumn(payer.value())) {}

absl::StatusOr<BookReader::Workers> BookReader::AddOwners(const Workers& workers) {
  Workers owners;
  const std::vector<Param> params = {Param::Int64Array(workers)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection_.Execute(settlement_sql::kFindOwners, params));
  for (int row = 0; row < rows.rows(); ++row) {
    const Pseudonym owner = WorkerAt(rows, row, 1);
    book_.owners[WorkerAt(rows, row, 0)] = owner;
    if (!book_.memberships.try_emplace(owner).second) continue;
    owners.push_back(rows.Int64(row, 1));
  }
  return owners;
}

absl::Status BookReader::AddMemberships(const Workers& owners) {
  const std::vector<Param> params = {Param(employer_id_), Param::Int64Array(owners)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection_.Execute(settlement_sql::kReadMemberships, params));
  for (int row = 0; row < rows.rows(); ++row) {
    book_.memberships[WorkerAt(rows, row, 0)].push_back(ReadMembership(rows, row, 1));
  }
  return absl::OkStatus();
}

absl::Status BookReader::AddCounted(const Workers& workers) {
  const std::vector<Param> params = {Param(employer_id_), Param::Int64Array(workers)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection_.Execute(settlement_sql::kReadCounted, params));
  book_.counted = ReadLines(rows);
  return absl::OkStatus();
}

absl::Status BookReader::AddWaiting(const Workers& owners) {
  const std::vector<Param> params = {Param(employer_id_), Param::Int64Array(owners)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection_.Execute(settlement_sql::kReadWaiting, params));
  book_.waiting = ReadLines(rows);
  return absl::OkStatus();
}

absl::Status BookReader::AddNumbers(const Workers& owners) {
  std::vector<std::string> numbers;
  for (const OpenLine& open : book_.waiting) {
    if (!open.payroll_number.empty()) numbers.push_back(open.payroll_number);
  }
  if (numbers.empty()) return absl::OkStatus();
  const std::vector<Connection::Statement> statements = {
      {settlement_sql::kReadNumbers, {Param(employer_id_), Param::TextArray(numbers)}},
      {settlement_sql::kReadNumbered, {Param(employer_id_), Param::Int64Array(owners)}}};
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> found, connection_.Pipeline(statements));
  Workers holders;
  for (int row = 0; row < found[0].rows(); ++row) {
    book_.numbers[std::string(found[0].Text(row, 0))] = WorkerAt(found[0], row, 1);
    holders.push_back(found[0].Int64(row, 1));
  }
  for (int row = 0; row < found[1].rows(); ++row) {
    book_.workers_with_number.insert(WorkerAt(found[1], row, 0));
  }
  PARITRANA_ASSIGN_OR_RETURN(const Workers others, AddOwners(holders));
  return AddMemberships(others);
}

absl::StatusOr<PayerBook> BookReader::ReadTasks(std::size_t tasks_max) {
  const std::vector<Param> params = {Param(employer_id_),
                                     Param(static_cast<std::int64_t>(tasks_max))};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection_.Execute(settlement_sql::kTakeTasks, params));
  Workers workers;
  for (int row = 0; row < rows.rows(); ++row) {
    book_.tasks.push_back(WorkerAt(rows, row, 0));
    workers.push_back(rows.Int64(row, 0));
  }
  if (workers.empty()) return std::move(book_);
  PARITRANA_ASSIGN_OR_RETURN(const Workers owners, AddOwners(workers));
  PARITRANA_RETURN_IF_ERROR(AddMemberships(owners));
  PARITRANA_RETURN_IF_ERROR(AddWaiting(owners));
  workers.insert(workers.end(), owners.begin(), owners.end());
  std::sort(workers.begin(), workers.end());
  workers.erase(std::unique(workers.begin(), workers.end()), workers.end());
  PARITRANA_RETURN_IF_ERROR(AddCounted(workers));
  PARITRANA_RETURN_IF_ERROR(AddNumbers(owners));
  return std::move(book_);
}

absl::StatusOr<PayerBook> BookReader::ReadOverdue(absl::Time now, std::size_t lines_max) {
  const std::vector<Param> params = {Param(employer_id_), Param(now),
                                     Param(static_cast<std::int64_t>(lines_max))};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection_.Execute(settlement_sql::kReadOverdue, params));
  book_.waiting = ReadLines(rows);
  return std::move(book_);
}

absl::StatusOr<PayerBook> BookReader::ReadLine(const SubmissionKey& submission,
                                               std::uint64_t line_no) {
  const std::vector<Param> name = {Param(employer_id_), MonthParam(submission.period),
                                   Param(submission.run), Param(submission.submission),
                                   Param(static_cast<std::int64_t>(line_no))};
  PARITRANA_ASSIGN_OR_RETURN(const Result found,
                             connection_.Execute(settlement_sql::kFindLine, name));
  if (found.rows() == 0) return MakeError("LINE_UNKNOWN", "line_no");
  const std::vector<Param> line = {Param(found.Int64(0, 0)),
                                   Param(static_cast<std::int64_t>(line_no))};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection_.Execute(settlement_sql::kReadWaitingLine, line));
  if (rows.rows() == 0) return MakeError("LINE_NOT_WAITING", "line_no");
  book_.waiting = ReadLines(rows);
  Workers workers;
  for (const MatchCandidate& candidate : book_.waiting[0].candidates) {
    workers.push_back(ToColumn(candidate.worker.value()));
  }
  PARITRANA_ASSIGN_OR_RETURN(const Workers owners, AddOwners(workers));
  PARITRANA_RETURN_IF_ERROR(AddMemberships(owners));
  PARITRANA_RETURN_IF_ERROR(AddCounted(owners));
  return std::move(book_);
}

}  // namespace paritrana::compliance
