// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/ledger_reads.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/ledger_read_statements.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/line_lookups.h"
#include "services/compliance/adapters/postgres/line_rows.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;
using Statements = std::vector<Connection::Statement>;

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

LineFacts& FactsAt(std::vector<LineFacts>& facts, const Result& rows, int row) {
  return facts[static_cast<std::size_t>(rows.Int64(row, 0)) - 1];
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

std::optional<RunState> ReadRun(const Result& head, int row) {
  if (head.IsNull(row, 2)) return std::nullopt;
  return RunState{head.Int64(row, 2), static_cast<RunKind>(head.Int64(row, 18)),
                  Int64OrZero(head, row, 19), Int64OrZero(head, row, 20),
                  Int64OrZero(head, row, 21)};
}

std::optional<RunState> ReadAskedRun(const Result& head, int row) {
  if (head.IsNull(row, 22)) return std::nullopt;
  RunState run;
  run.run_no = head.Int64(row, 22);
  run.kind = static_cast<RunKind>(head.Int64(row, 23));
  run.replaced_by = Int64OrZero(head, row, 24);
  return run;
}

std::vector<std::string> SplitWords(std::string_view text) {
  return absl::StrSplit(absl::string_view(text.data(), text.size()), ' ', absl::SkipEmpty());
}

absl::Status ReadHead(const Result& head, int row, const identity::Vault& vault,
                      LedgerState& state) {
  state.period_closed = head.Bool(row, 0);
  state.period_version = static_cast<std::uint64_t>(head.Int64(row, 17));
  state.run = ReadRun(head, row);
  state.replaces_run = ReadAskedRun(head, row);
  state.payer = {static_cast<std::uint8_t>(head.Int64(row, 25)),
                 static_cast<std::uint8_t>(head.Int64(row, 26)),
                 static_cast<std::uint8_t>(head.Int64(row, 27)), SplitWords(head.Text(row, 28))};
  state.period_has_lines = head.Bool(row, 29);
  if (head.IsNull(row, 3)) return absl::OkStatus();
  state.submission_no = head.Int64(row, 3);
  PARITRANA_ASSIGN_OR_RETURN(state.submission,
                             ReadSubmission(head, row, 4, vault, state.submission_no));
  state.submission->run_kind = state.run->kind;
  return absl::OkStatus();
}

void ReadStored(const Result& rows, LedgerState& state) {
  for (int row = 0; row < rows.rows(); ++row) {
    StoredLine& line = state.stored.emplace_back();
    line.verdict = ReadVerdict(rows, row, 0);
    line.verdict.match = ReadMatch(rows, row, 5);
    line.content = FromUuidText(rows.Text(row, 4));
  }
}

std::size_t Add(Statements& statements, Connection::Statement statement) {
  statements.push_back(std::move(statement));
  return statements.size() - 1;
}

// In order of payer, so that two groups never wait for each other in a circle.
Connection::Statement LockPayers(std::span<const LedgerQuery* const> queries) {
  std::vector<std::int64_t> payers;
  for (const LedgerQuery* query : queries) payers.push_back(ToColumn(query->key.payer.value()));
  std::sort(payers.begin(), payers.end());
  return {ledger_sql::kLockPayers, {Param::BigintArray(payers)}};
}

Connection::Statement SubmissionsStatement(std::span<const LedgerQuery* const> queries) {
  std::vector<std::int64_t> payers, periods, looks;
  std::vector<std::string> runs, submissions, replaced;
  for (const LedgerQuery* query : queries) {
    payers.push_back(ToColumn(query->key.payer.value()));
    periods.push_back(query->key.period.number());
    runs.push_back(query->key.run);
    submissions.push_back(query->key.submission);
    replaced.emplace_back(query->replaces_run);
    looks.push_back(query->count_period ? 1 : 0);
  }
  return {ledger_sql::kReadSubmissions,
          {Param::BigintArray(payers), Param::IntegerArray(periods), Param::TextArray(runs),
           Param::TextArray(submissions), Param::TextArray(replaced), Param::IntegerArray(looks)}};
}

// Reads in two round trips, however many lines and submissions there are: first what is found by
// names and tokens, then what is found by what those are.
class LedgerReader {
 public:
  LedgerReader(Connection& connection, std::span<const LedgerQuery* const> queries)
      : connection_(connection), queries_(queries), states_(queries.size()) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      states_[i].facts.resize(queries[i]->lookups.size());
      lookups_.Add(*queries[i], states_[i]);
    }
  }

  absl::Status ReadNames(const identity::Vault& vault, std::vector<SubmissionPlace>& places) {
    Statements statements = {{ledger_sql::kPlanByIndex, {}}, LockPayers(queries_)};
    const std::size_t heads = Add(statements, SubmissionsStatement(queries_));
    const std::size_t found = statements.size();
    lookups_.AppendByName(statements);
    std::vector<std::optional<std::size_t>> previous;
    for (const LedgerQuery* query : queries_) {
      auto some = PreviousStatement(*query);
      previous.push_back(some ? std::optional(Add(statements, *std::move(some))) : std::nullopt);
    }
    PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> results, connection_.Pipeline(statements));
    for (std::size_t i = 0; i < queries_.size(); ++i) {
      const int row = static_cast<int>(i);
      PARITRANA_RETURN_IF_ERROR(ReadHead(results[heads], row, vault, states_[i]));
      places.push_back({queries_[i]->key, states_[i].run ? states_[i].run->run_no : 0,
                        states_[i].submission_no, results[heads].Int64(row, 1)});
      if (previous[i]) ReadPrevious(results[*previous[i]], states_[i].facts);
    }
    lookups_.Take(std::span(results).subspan(found));
    return absl::OkStatus();
  }

  absl::Status ReadLines() {
    Statements statements;
    lookups_.AppendByWorker(statements);
    const std::size_t found = statements.size();
    std::vector<std::size_t> resent;
    for (std::size_t i = 0; i < queries_.size(); ++i) {
      if (!IsResent(*queries_[i], states_[i])) continue;
      resent.push_back(i);
      statements.push_back(
          {ledger_sql::kReadStoredLines,
           {Param(states_[i].submission_no), CountParam(queries_[i]->first_line_no),
            CountParam(queries_[i]->last_line_no)}});
    }
    if (statements.empty()) return absl::OkStatus();
    PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> results, connection_.Pipeline(statements));
    lookups_.Take(std::span(results).first(found));
    for (std::size_t i = 0; i < resent.size(); ++i) {
      ReadStored(results[found + i], states_[resent[i]]);
    }
    return absl::OkStatus();
  }

  std::vector<LedgerState> TakeStates() { return std::move(states_); }

 private:
  // Lines of a submission have no gaps.
  static bool IsResent(const LedgerQuery& query, const LedgerState& state) {
    return state.submission && query.first_line_no <= query.last_line_no &&
           query.first_line_no <= state.submission->totals.lines;
  }

  Connection& connection_;
  const std::span<const LedgerQuery* const> queries_;
  std::vector<LedgerState> states_;
  LineLookups lookups_;
};

}  // namespace

absl::StatusOr<std::vector<LedgerState>> ReadLedger(Connection& connection,
                                                    std::span<const LedgerQuery* const> queries,
                                                    const identity::Vault& vault,
                                                    std::vector<SubmissionPlace>& places) {
  LedgerReader reader(connection, queries);
  PARITRANA_RETURN_IF_ERROR(reader.ReadNames(vault, places));
  PARITRANA_RETURN_IF_ERROR(reader.ReadLines());
  return reader.TakeStates();
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
