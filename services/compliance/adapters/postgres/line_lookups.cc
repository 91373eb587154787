// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/line_lookups.h"

#include <algorithm>
#include <string>
#include <utility>

#include "libs/base/check.h"
#include "services/compliance/adapters/postgres/ledger_read_statements.h"
#include "services/compliance/adapters/postgres/line_rows.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

Param PlacesParam(const std::vector<std::size_t>& places) {
  return Param::IntegerArray(std::vector<std::int64_t>(places.begin(), places.end()));
}

// A deletion names no worker.
bool HasWorker(const LineLookup& lookup) { return lookup.worker != identity::Token{}; }

}  // namespace

void LineLookups::Add(const LedgerQuery& query, LedgerState& state) {
  for (std::size_t i = 0; i < query.lookups.size(); ++i) {
    lines_.push_back({&query, &query.lookups[i], &state, &state.facts[i]});
  }
}

template <typename Wanted, typename Key>
LineLookups::Places LineLookups::Sorted(Wanted wanted, Key key) const {
  Places places;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (wanted(lines_[i])) places.push_back(i);
  }
  std::sort(places.begin(), places.end(),
            [&](std::size_t a, std::size_t b) { return key(lines_[a]) < key(lines_[b]); });
  return places;
}

template <typename Value>
std::vector<std::int64_t> LineLookups::Column(const Places& places, Value value) const {
  std::vector<std::int64_t> column;
  column.reserve(places.size());
  for (const std::size_t place : places) column.push_back(value(lines_[place]));
  return column;
}

Param LineLookups::Segments(const Places& places) const {
  return Param::IntegerArray(Column(
      places, [](const Line& line) { return static_cast<std::int64_t>(line.lookup->segment); }));
}

Param LineLookups::Payers(const Places& places) const {
  return Param::BigintArray(
      Column(places, [](const Line& line) { return ToColumn(line.query->key.payer.value()); }));
}

LineFacts& LineLookups::FactsAt(const Result& rows, int row) {
  return *lines_[static_cast<std::size_t>(rows.Int64(row, 0))].facts;
}

void LineLookups::AppendByName(std::vector<Connection::Statement>& statements) {
  readers_.clear();
  const auto token = [](const Line& line) -> const identity::Token& { return line.lookup->worker; };
  const Places known = Sorted([](const Line& line) { return HasWorker(*line.lookup); }, token);
  if (known.empty()) return;
  std::vector<identity::Token> tokens;
  for (const std::size_t place : known) tokens.push_back(token(lines_[place]));
  statements.push_back(
      {ledger_sql::kReadWorkers,
       {PlacesParam(known), Payers(known), Param::UuidArray(tokens), Segments(known)}});
  readers_.push_back(&LineLookups::ReadWorkers);

  const Places numbered =
      Sorted([](const Line& line) { return !line.lookup->payroll_number.empty(); },
             [](const Line& line) { return line.lookup->payroll_number; });
  if (numbered.empty()) return;
  std::vector<std::string> numbers;
  tokens.clear();
  for (const std::size_t place : numbered) {
    numbers.emplace_back(lines_[place].lookup->payroll_number);
    tokens.push_back(token(lines_[place]));
  }
  statements.push_back({ledger_sql::kReadNumbers,
                        {PlacesParam(numbered), Payers(numbered), Param::TextArray(numbers),
                         Param::UuidArray(tokens), Segments(numbered)}});
  readers_.push_back(&LineLookups::ReadNumbers);
}

void LineLookups::AppendByWorker(std::vector<Connection::Statement>& statements) {
  readers_.clear();
  const auto line_key = [](const Line& line) { return LineKey(line.lookup->line_id); };
  const Places in_runs =
      Sorted([](const Line& line) { return line.state->run.has_value(); }, line_key);
  if (!in_runs.empty()) {
    std::vector<std::string> ids;
    for (const std::size_t place : in_runs) ids.emplace_back(lines_[place].lookup->line_id);
    statements.push_back({ledger_sql::kReadSameIds,
                          {PlacesParam(in_runs),
                           Param::BigintArray(Column(
                               in_runs, [](const Line& line) { return line.state->run->run_no; })),
                           Param::BigintArray(Column(in_runs, line_key)), Param::TextArray(ids)}});
    readers_.push_back(&LineLookups::ReadSameIds);
  }

  const auto worker = [](const Line& line) { return ToColumn(line.facts->worker->value()); };
  const Places known =
      Sorted([](const Line& line) { return line.facts->worker.has_value(); }, worker);
  if (known.empty()) return;
  const auto month = [&](auto CoveredRange::*end) {
    return Param::IntegerArray(Column(known, [end](const Line& line) -> std::int64_t {
      return (line.lookup->covered.*end).number();
    }));
  };
  statements.push_back(
      {ledger_sql::kReadSameMonths,
       {PlacesParam(known), Payers(known), Param::BigintArray(Column(known, worker)),
        Segments(known), month(&CoveredRange::from), month(&CoveredRange::to)}});
  readers_.push_back(&LineLookups::ReadSameMonths);
}

void LineLookups::Take(std::span<const Result> results) {
  for (std::size_t i = 0; i < readers_.size(); ++i) (this->*readers_[i])(results[i]);
}

void LineLookups::ReadWorkers(const Result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    LineFacts& line = FactsAt(rows, row);
    line.worker = Pseudonym(FromColumn(rows.Int64(row, 1)));
    if (!rows.IsNull(row, 2)) line.memberships.push_back(ReadMembership(rows, row, 2));
  }
}

void LineLookups::ReadNumbers(const Result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    LineFacts& line = FactsAt(rows, row);
    line.worker_has_number = rows.Bool(row, 10);
    if (rows.IsNull(row, 1)) continue;
    if (!line.number_owner) {
      line.number_owner = PayrollNumberOwner{Pseudonym(FromColumn(rows.Int64(row, 1))), {}};
    }
    if (rows.IsNull(row, 2)) continue;
    line.number_owner->memberships.push_back(ReadMembership(rows, row, 2));
  }
}

void LineLookups::ReadSameIds(const Result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    FactsAt(rows, row).same_id = LineReference{std::string(rows.Text(row, 1)),
                                               static_cast<std::uint64_t>(rows.Int64(row, 2))};
  }
}

void LineLookups::ReadSameMonths(const Result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    FactsAt(rows, row).same_months.push_back(ReadLedgerLine(rows, row, 1));
  }
}

}  // namespace paritrana::compliance
