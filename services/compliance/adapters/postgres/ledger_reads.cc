// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/ledger_reads.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/ledger_read_statements.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/line_rows.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;
using Statements = std::vector<Connection::Statement>;

// Columns of a LedgerLine in a result.
constexpr int kLedgerLineColumns = 28;

// The look-ups as one array a column.
struct LookupColumns {
  explicit LookupColumns(std::span<const LineLookup> lookups) {
    for (const LineLookup& line : lookups) {
      tokens.push_back(ToUuidText(line.worker));
      segments.push_back(static_cast<std::int64_t>(line.segment));
      first_months.push_back(line.covered.from.number());
      last_months.push_back(line.covered.to.number());
      line_keys.push_back(LineKey(line.line_id));
      line_ids.emplace_back(line.line_id);
    }
  }
  std::vector<std::string> tokens;
  std::vector<std::int64_t> segments;
  std::vector<std::int64_t> first_months;
  std::vector<std::int64_t> last_months;
  std::vector<std::int64_t> line_keys;
  std::vector<std::string> line_ids;
};

Connection::Statement FactsStatement(const LedgerQuery& query) {
  const LookupColumns columns(query.lookups);
  return {ledger_sql::kReadFacts,
          {Param::TextArray(columns.tokens), Param::Int64Array(columns.segments),
           Param::Int64Array(columns.first_months), Param::Int64Array(columns.last_months),
           Param::Int64Array(columns.line_keys), Param::TextArray(columns.line_ids),
           IdParam(query.key.payer), MonthParam(query.key.period), Param(query.key.run)}};
}

// Asks only for lines that name another one.
std::optional<Connection::Statement> PreviousStatement(const LedgerQuery& query) {
  std::vector<std::int64_t> places;
  std::vector<std::int64_t> line_keys;
  std::vector<std::string> runs;
  std::vector<std::string> line_ids;
  for (std::size_t i = 0; i < query.lookups.size(); ++i) {
    const LineLookup& line = query.lookups[i];
    if (line.previous_run.empty()) continue;
    places.push_back(static_cast<std::int64_t>(i) + 1);
    runs.emplace_back(line.previous_run);
    line_keys.push_back(LineKey(line.previous_line_id));
    line_ids.emplace_back(line.previous_line_id);
  }
  if (places.empty()) return std::nullopt;
  return Connection::Statement{
      ledger_sql::kReadPrevious,
      {Param::Int64Array(places), Param::TextArray(runs), Param::Int64Array(line_keys),
       Param::TextArray(line_ids), IdParam(query.key.payer), MonthParam(query.key.period)}};
}

// Asks only for lines with a payroll number.
std::optional<Connection::Statement> NumbersStatement(const LedgerQuery& query) {
  std::vector<std::int64_t> places;
  std::vector<std::int64_t> segments;
  std::vector<std::string> numbers;
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < query.lookups.size(); ++i) {
    const LineLookup& line = query.lookups[i];
    if (line.payroll_number.empty()) continue;
    places.push_back(static_cast<std::int64_t>(i) + 1);
    numbers.emplace_back(line.payroll_number);
    tokens.push_back(ToUuidText(line.worker));
    segments.push_back(static_cast<std::int64_t>(line.segment));
  }
  if (places.empty()) return std::nullopt;
  return Connection::Statement{
      ledger_sql::kReadNumbers,
      {Param::Int64Array(places), Param::TextArray(numbers), Param::TextArray(tokens),
       Param::Int64Array(segments), IdParam(query.key.payer)}};
}

std::optional<LineReference> ReadReference(const Result& rows, int row, int column) {
  if (rows.IsNull(row, column)) return std::nullopt;
  return LineReference{std::string(rows.Text(row, column)),
                       static_cast<std::uint64_t>(rows.Int64(row, column + 1))};
}

CountedLine ReadCounted(const Result& rows, int row, int column) {
  const auto value = [&](int offset) { return Int64OrZero(rows, row, column + offset); };
  CountedLine counted;
  counted.worker = Pseudonym(FromColumn(value(0)));
  counted.region = FromColumn(value(1));
  counted.covered = {Month::FromNumber(static_cast<int>(value(2))),
                     Month::FromNumber(static_cast<int>(value(3)))};
  counted.segment = static_cast<Segment>(value(4));
  counted.worker_kind = static_cast<std::uint8_t>(value(5));
  counted.sponsor_kind = static_cast<std::uint8_t>(value(6));
  counted.amount = Rupiah(value(7));
  return counted;
}

LedgerLine ReadLedgerLine(const Result& rows, int row, int column) {
  const auto value = [&](int offset) { return Int64OrZero(rows, row, column + offset); };
  LedgerLine line;
  line.id = {value(0), static_cast<std::uint64_t>(value(1))};
  line.where = {std::string(rows.Text(row, column + 2)), line.id.line_no};
  line.run_no = value(3);
  line.run_kind = static_cast<RunKind>(value(4));
  line.verdict = static_cast<VerdictKind>(value(5));
  line.action = static_cast<LineAction>(value(6));
  line.standing = static_cast<Standing>(value(7));
  line.counted = ReadCounted(rows, row, column + 8);
  line.membership_no = static_cast<std::uint32_t>(value(16));
  if (!rows.IsNull(row, column + 17)) line.token = FromUuidText(rows.Text(row, column + 17));
  line.amounts = ReadAmounts(rows, row, column + 18);
  return line;
}

// A look-up's rows are the pairs of its memberships and its colliding lines.
void AddPair(const Result& rows, int row, LineFacts& line) {
  if (!rows.IsNull(row, 2)) {
    const auto number = static_cast<std::uint32_t>(rows.Int64(row, 2));
    if (FindMembership(line.memberships, number) == nullptr) {
      line.memberships.push_back(ReadMembership(rows, row, 2));
    }
  }
  if (rows.IsNull(row, 12)) return;
  const LedgerLineId id = {rows.Int64(row, 12), static_cast<std::uint64_t>(rows.Int64(row, 13))};
  const bool known = std::any_of(line.same_months.begin(), line.same_months.end(),
                                 [&](const LedgerLine& other) { return other.id == id; });
  if (!known) line.same_months.push_back(ReadLedgerLine(rows, row, 12));
}

LineFacts& FactsAt(std::vector<LineFacts>& facts, const Result& rows, int row) {
  return facts[static_cast<std::size_t>(rows.Int64(row, 0)) - 1];
}

void ReadFacts(const Result& rows, std::vector<LineFacts>& facts) {
  for (int row = 0; row < rows.rows(); ++row) {
    LineFacts& line = FactsAt(facts, rows, row);
    if (!rows.IsNull(row, 1)) line.worker = Pseudonym(FromColumn(rows.Int64(row, 1)));
    line.same_id = ReadReference(rows, row, 10);
    AddPair(rows, row, line);
  }
}

void ReadPrevious(const Result& rows, std::vector<LineFacts>& facts) {
  for (int row = 0; row < rows.rows(); ++row) {
    LineFacts& line = FactsAt(facts, rows, row);
    if (!rows.IsNull(row, 2)) {
      line.previous = ReadLedgerLine(rows, row, 1);
    } else if (!rows.IsNull(row, 1 + kLedgerLineColumns)) {
      line.previous.emplace();
      line.previous->verdict = VerdictKind::kRejected;
    }
  }
}

void ReadNumbers(const Result& rows, std::vector<LineFacts>& facts) {
  for (int row = 0; row < rows.rows(); ++row) {
    LineFacts& line = FactsAt(facts, rows, row);
    line.worker_has_number = rows.Bool(row, 10);
    if (rows.IsNull(row, 1)) continue;
    if (!line.number_owner) {
      line.number_owner = PayrollNumberOwner{Pseudonym(FromColumn(rows.Int64(row, 1))), {}};
    }
    if (!rows.IsNull(row, 2))
      line.number_owner->memberships.push_back(ReadMembership(rows, row, 2));
  }
}

std::optional<RunState> ReadRun(const Result& head) {
  if (head.IsNull(0, 2)) return std::nullopt;
  return RunState{head.Int64(0, 2), static_cast<RunKind>(head.Int64(0, 18)),
                  Int64OrZero(head, 0, 19), Int64OrZero(head, 0, 20), Int64OrZero(head, 0, 21)};
}

std::optional<RunState> ReadAskedRun(const Result& head) {
  if (head.IsNull(0, 22)) return std::nullopt;
  RunState run;
  run.run_no = head.Int64(0, 22);
  run.kind = static_cast<RunKind>(head.Int64(0, 23));
  run.replaced_by = Int64OrZero(head, 0, 24);
  return run;
}

std::vector<std::string> SplitWords(std::string_view text) {
  return absl::StrSplit(absl::string_view(text.data(), text.size()), ' ', absl::SkipEmpty());
}

absl::StatusOr<LedgerState> ReadHead(const Result& head, const identity::Vault& vault) {
  LedgerState state;
  state.period_closed = head.Bool(0, 0);
  state.period_version = static_cast<std::uint64_t>(head.Int64(0, 17));
  state.run = ReadRun(head);
  state.replaces_run = ReadAskedRun(head);
  state.payer = {static_cast<std::uint8_t>(head.Int64(0, 25)),
                 static_cast<std::uint8_t>(head.Int64(0, 26)),
                 static_cast<std::uint8_t>(head.Int64(0, 27)), SplitWords(head.Text(0, 28))};
  state.period_has_lines = head.Bool(0, 29);
  if (head.IsNull(0, 3)) return state;
  state.submission_no = head.Int64(0, 3);
  PARITRANA_ASSIGN_OR_RETURN(state.submission,
                             ReadSubmission(head, 0, 4, vault, state.submission_no));
  state.submission->run_kind = state.run->kind;
  return state;
}

void ReadStored(const Result& rows, LedgerState& state) {
  for (int row = 0; row < rows.rows(); ++row) {
    StoredLine& line = state.stored.emplace_back();
    line.verdict = ReadVerdict(rows, row, 0);
    line.verdict.match = ReadMatch(rows, row, 5);
    line.content = FromUuidText(rows.Text(row, 4));
  }
}

// Where in the results of a pipeline one query's answers stand.
struct ReadPlan {
  std::size_t head = 0;
  std::optional<std::size_t> stored;
  std::optional<std::size_t> facts;
  std::optional<std::size_t> previous;
  std::optional<std::size_t> numbers;
};

std::size_t Add(Statements& statements, Connection::Statement statement) {
  statements.push_back(std::move(statement));
  return statements.size() - 1;
}

// In order of payer, so that two groups never wait for each other in a circle.
void LockPayers(std::span<const LedgerQuery* const> queries, Statements& statements) {
  std::vector<std::int64_t> payers;
  for (const LedgerQuery* query : queries) payers.push_back(ToColumn(query->key.payer.value()));
  std::sort(payers.begin(), payers.end());
  for (const std::int64_t payer : payers) {
    statements.push_back({ledger_sql::kLockPayer, {Param(payer)}});
  }
}

ReadPlan PlanRead(const LedgerQuery& query, Statements& statements) {
  const SubmissionKey& key = query.key;
  const std::vector<Param> name = {IdParam(key.payer), MonthParam(key.period), Param(key.run),
                                   Param(key.submission)};
  std::vector<Param> head = name;
  head.push_back(Param(query.replaces_run));
  head.push_back(Param(query.count_period));
  ReadPlan plan;
  plan.head = Add(statements, {ledger_sql::kReadSubmission, std::move(head)});
  if (query.last_line_no < query.first_line_no) return plan;
  std::vector<Param> lines = name;
  lines.push_back(CountParam(query.first_line_no));
  lines.push_back(CountParam(query.last_line_no));
  plan.stored = Add(statements, {ledger_sql::kReadStoredLines, std::move(lines)});
  if (query.lookups.empty()) return plan;
  plan.facts = Add(statements, FactsStatement(query));
  if (auto some = PreviousStatement(query)) plan.previous = Add(statements, *std::move(some));
  if (auto some = NumbersStatement(query)) plan.numbers = Add(statements, *std::move(some));
  return plan;
}

absl::StatusOr<LedgerState> ReadState(const LedgerQuery& query, const ReadPlan& plan,
                                      const std::vector<Result>& results,
                                      const identity::Vault& vault) {
  PARITRANA_ASSIGN_OR_RETURN(LedgerState state, ReadHead(results[plan.head], vault));
  if (plan.stored) ReadStored(results[*plan.stored], state);
  state.facts.resize(query.lookups.size());
  if (plan.facts) ReadFacts(results[*plan.facts], state.facts);
  if (plan.previous) ReadPrevious(results[*plan.previous], state.facts);
  if (plan.numbers) ReadNumbers(results[*plan.numbers], state.facts);
  return state;
}

}  // namespace

absl::StatusOr<std::vector<LedgerState>> ReadLedger(Connection& connection,
                                                    std::span<const LedgerQuery* const> queries,
                                                    const identity::Vault& vault,
                                                    std::vector<SubmissionPlace>& places) {
  Statements statements = {{ledger_sql::kPlanByIndex, {}}};
  LockPayers(queries, statements);
  std::vector<ReadPlan> plans;
  for (const LedgerQuery* query : queries) plans.push_back(PlanRead(*query, statements));
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> results, connection.Pipeline(statements));
  std::vector<LedgerState> states;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    PARITRANA_ASSIGN_OR_RETURN(LedgerState state, ReadState(*queries[i], plans[i], results, vault));
    places.push_back({queries[i]->key, state.run ? state.run->run_no : 0, state.submission_no,
                      results[plans[i].head].Int64(0, 1)});
    states.push_back(std::move(state));
  }
  return states;
}

absl::StatusOr<std::vector<LedgerLine>> ReadLiveLines(postgres::Connection& connection,
                                                      std::int64_t run_no, std::int64_t most,
                                                      std::int64_t& after) {
  const std::vector<Param> params = {Param(run_no), Param(after), Param(most)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(ledger_sql::kReadLive, params));
  std::vector<LedgerLine> lines;
  for (int row = 0; row < rows.rows(); ++row) {
    after = rows.Int64(row, 0);
    lines.push_back(ReadLedgerLine(rows, row, 1));
  }
  return lines;
}

}  // namespace paritrana::compliance
