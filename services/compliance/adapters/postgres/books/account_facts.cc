// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/books/account_facts.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/books/assessment_ledger.h"
#include "services/compliance/adapters/postgres/books/paid_statements.h"
#include "services/compliance/adapters/postgres/books/paid_writer.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

constexpr std::int64_t kBeforeAll = std::numeric_limits<std::int64_t>::min();

absl::Status HoldPayer(Connection& connection, EmployerId payer) {
  const std::vector<Connection::Statement> statements = {
      {ledger_sql::kPlanByIndex, {}}, {ledger_sql::kLockPayer, {IdParam(payer)}}};
  return connection.Pipeline(statements).status();
}

PayerTerms ReadTerms(const Result& rows) {
  PayerTerms terms;
  terms.kind = static_cast<std::uint8_t>(rows.Int64(0, 0));
  terms.size_class = static_cast<std::uint8_t>(rows.Int64(0, 1));
  const std::string_view reliefs = rows.Text(0, 2);
  if (!reliefs.empty()) {
    terms.reliefs = absl::StrSplit(absl::string_view(reliefs.data(), reliefs.size()), ',');
  }
  return terms;
}

SegmentDues ReadDues(const Result& rows, int row) {
  SegmentDues dues;
  dues.period = Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, 0)));
  dues.segment = static_cast<Segment>(rows.Int64(row, 1));
  dues.lines = rows.Int64(row, 2);
  for (int i = 0; i < contribution::kProgrammeCount; ++i) {
    dues.owed[static_cast<std::size_t>(i)] = rows.Int64(row, 3 + i);
    dues.used[static_cast<std::size_t>(i)] = rows.Int64(row, 3 + contribution::kProgrammeCount + i);
  }
  return dues;
}

// What is to be noted of a payer's periods.
struct PaidNotes {
  std::vector<std::int64_t> periods, segments, paid, versions;

  // Columns as kReadDues has them.
  void Add(const Result& rows, int row, bool is_paid) {
    const bool was_paid = rows.Bool(row, 13);
    const bool lines_changed = is_paid && rows.Int64(row, 14) != rows.Int64(row, 15);
    if (is_paid == was_paid && !lines_changed) return;
    periods.push_back(rows.Int64(row, 0));
    segments.push_back(rows.Int64(row, 1));
    paid.push_back(is_paid ? 1 : 0);
    versions.push_back(rows.Int64(row, 15));
  }
};

CountedLine CountedAt(const Result& rows, int row, int worker_column) {
  CountedLine counted;
  counted.segment = static_cast<Segment>(rows.Int64(row, 3));
  counted.covered = {Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, 4))),
                     Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, 5)))};
  counted.amount = Rupiah(rows.Int64(row, 6));
  counted.worker = Pseudonym(FromColumn(rows.Int64(row, worker_column)));
  counted.region = FromColumn(rows.Int64(row, worker_column + 1));
  counted.worker_kind = static_cast<std::uint8_t>(rows.Int64(row, worker_column + 2));
  counted.sponsor_kind = static_cast<std::uint8_t>(rows.Int64(row, worker_column + 3));
  return counted;
}

// Columns as kReadLines has them.
PaidLine ReadLine(const Result& rows, int row) {
  constexpr std::int64_t kAdds = 1;
  PaidLine line;
  line.id = {rows.Int64(row, 0), static_cast<std::uint64_t>(rows.Int64(row, 1))};
  line.live = static_cast<Standing>(rows.Int64(row, 2)) == Standing::kLive;
  line.wanted = rows.Bool(row, 11);
  line.stated = !rows.IsNull(row, 12) && rows.Int64(row, 12) == kAdds;
  if (!rows.IsNull(row, 7)) line.now = CountedAt(rows, row, 7);
  if (line.stated) line.as = CountedAt(rows, row, 13);
  return line;
}

absl::Status MoveWalk(Connection& connection, const PaidWalk& walk, const Result& lines,
                      bool done) {
  std::vector<Param> params = {IdParam(walk.payer), MonthParam(walk.period)};
  if (done) return connection.Execute(paid_sql::kEndWalk, params).status();
  params.emplace_back(lines.Int64(lines.rows() - 1, 0));
  params.emplace_back(lines.Int64(lines.rows() - 1, 1));
  return connection.Execute(paid_sql::kMoveWalk, params).status();
}

}  // namespace

PostgresAccountFacts::PostgresAccountFacts(postgres::Pool& pool, std::uint32_t shards,
                                           std::function<void()> committed)
    : pool_(pool),
      shards_(shards),
      committed_(std::move(committed)),
      outbox_("/paritrana/compliance") {}

absl::StatusOr<std::optional<EmployerId>> PostgresAccountFacts::NextPayer(
    std::optional<EmployerId> after, absl::Time deadline) {
  std::int64_t first = kBeforeAll;
  if (after) first = ToColumn(after->value());
  if (first == std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  if (after) ++first;
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(
      const Result rows, lease->Execute(paid_sql::kNextPayer, std::vector<Param>{Param(first)}));
  if (rows.IsNull(0, 0)) return std::nullopt;
  return EmployerId(FromColumn(rows.Int64(0, 0)));
}

absl::Status PostgresAccountFacts::State(EmployerId payer, const PaidFor& paid_for,
                                         absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(HoldPayer(*lease, payer));
  const std::vector<Param> who = {IdParam(payer)};
  PARITRANA_ASSIGN_OR_RETURN(const Result account, lease->Execute(paid_sql::kReadAccount, who));
  if (account.rows() == 0) return absl::OkStatus();
  PARITRANA_ASSIGN_OR_RETURN(const Result dues, lease->Execute(paid_sql::kReadDues, who));
  const PayerTerms terms = ReadTerms(account);
  PaidNotes notes;
  for (int row = 0; row < dues.rows(); ++row) {
    notes.Add(dues, row, paid_for(terms, ReadDues(dues, row)));
  }
  const std::vector<std::int64_t> self = {ToColumn(payer.value())};
  std::vector<Connection::Statement> statements = {
      {paid_sql::kNoteDeclared, who},
      {assessment_sql::kQueue, {Param::Int64Array(self)}},
      {paid_sql::kNoteStated, {IdParam(payer), Param(account.Int64(0, 3))}}};
  if (!notes.periods.empty()) {
    const Param periods = Param::Int64Array(notes.periods);
    statements.push_back({paid_sql::kNotePaid,
                          {IdParam(payer), periods, Param::Int64Array(notes.segments),
                           Param::Int64Array(notes.paid), Param::Int64Array(notes.versions)}});
    statements.push_back({paid_sql::kQueueWalks, {IdParam(payer), periods}});
  }
  PARITRANA_RETURN_IF_ERROR(lease->Pipeline(statements).status());
  return transaction.Commit();
}

absl::StatusOr<std::optional<PaidWalk>> PostgresAccountFacts::NextWalk(
    const std::optional<PaidWalk>& after, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  std::vector<Param> params = {Param(kBeforeAll), Param(std::int64_t{0})};
  if (after) params = {IdParam(after->payer), MonthParam(after->period)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(paid_sql::kNextWalk, params));
  if (rows.rows() == 0) return std::nullopt;
  return PaidWalk{EmployerId(FromColumn(rows.Int64(0, 0))),
                  Month::FromNumber(static_cast<std::int32_t>(rows.Int64(0, 1)))};
}

absl::StatusOr<WalkStep> PostgresAccountFacts::Walk(const PaidWalk& walk, std::size_t lines_max,
                                                    absl::Time now, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(HoldPayer(*lease, walk.payer));
  std::vector<Param> params = {IdParam(walk.payer), MonthParam(walk.period)};
  PARITRANA_ASSIGN_OR_RETURN(const Result task, lease->Execute(paid_sql::kReadWalk, params));
  if (task.rows() == 0) return WalkStep{.done = true};
  params.emplace_back(task.Int64(0, 0));
  params.emplace_back(task.Int64(0, 1));
  params.push_back(CountParam(lines_max));
  PARITRANA_ASSIGN_OR_RETURN(const Result lines, lease->Execute(paid_sql::kReadLines, params));
  PaidWriter writer(walk.payer, shards_);
  for (int row = 0; row < lines.rows(); ++row) writer.Add(ReadLine(lines, row));
  const bool done = lines.rows() < static_cast<int>(lines_max);
  PARITRANA_RETURN_IF_ERROR(MoveWalk(*lease, walk, lines, done));
  if (!writer.empty()) PARITRANA_RETURN_IF_ERROR(writer.Write(*lease, outbox_, now));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  if (!writer.empty()) committed_();
  return WalkStep{static_cast<std::uint64_t>(lines.rows()), writer.added(), writer.taken_back(),
                  done};
}

}  // namespace paritrana::compliance
