// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "libs/postgres/connection.h"
#include "services/compliance/application/contribution_ledger.h"

namespace paritrana::compliance {

// What is to be found out about the lines of all queries of a transaction: a fixed number of
// statements for all of them, in two rounds. Each asks in the order of the index it goes by:
// neighbours in an index are looked up together, which at a thousand lines is most of the cost.
class LineLookups {
 public:
  // Query and state must outlive this; `state.facts` has its size already.
  void Add(const LedgerQuery& query, LedgerState& state);

  // The first round: workers, their memberships, and who used payroll numbers.
  void AppendByName(std::vector<postgres::Connection::Statement>& statements);
  // The second round, when workers and runs are known: lines with the same ids or months.
  void AppendByWorker(std::vector<postgres::Connection::Statement>& statements);

  // After each round: the results of its statements, from the first one appended here on.
  void Take(std::span<const postgres::Result> results);

 private:
  struct Line {
    const LedgerQuery* query;
    const LineLookup* lookup;
    const LedgerState* state;
    LineFacts* facts;
  };
  using Places = std::vector<std::size_t>;

  // The places of the lines for which `wanted` holds, in order of `key`.
  template <typename Wanted, typename Key>
  Places Sorted(Wanted wanted, Key key) const;
  template <typename Value>
  std::vector<std::int64_t> Column(const Places& places, Value value) const;
  postgres::Param Segments(const Places& places) const;
  postgres::Param Payers(const Places& places) const;
  LineFacts& FactsAt(const postgres::Result& rows, int row);

  void ReadWorkers(const postgres::Result& rows);
  void ReadNumbers(const postgres::Result& rows);
  void ReadSameIds(const postgres::Result& rows);
  void ReadSameMonths(const postgres::Result& rows);

  std::vector<Line> lines_;
  // How each result of the round under way is read, in order.
  std::vector<void (LineLookups::*)(const postgres::Result&)> readers_;
};

}  // namespace paritrana::compliance
