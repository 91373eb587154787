// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libs/postgres/connection.h"
#include "services/compliance/application/books/books_ledger.h"

// How books stand in the columns of the database.
namespace paritrana::compliance {

// Reads the columns books_sql::kColumns.
Books ReadBooks(const postgres::Result& rows, int row);

// What the employers of a block owe and what does not agree, as books_sql::kSums finds it.
class BlockSums {
 public:
  BlockSums(const postgres::Result& rows, const CloseBlock& block, const DueDayOf& due_day);

  const BooksTotals& totals() const { return totals_; }
  // For books_sql::kCopyObligations.
  std::string Obligations() && { return std::move(obligations_).Finish(); }
  // For books_sql::kInsertMismatches.
  std::vector<postgres::Param> Mismatches() const;

 private:
  void AddObligation(const postgres::Result& rows, int row, const DueDayOf& due_day);
  void AddMismatch(const postgres::Result& rows, int row);

  const Month month_;
  postgres::CopyWriter obligations_;
  std::vector<std::int64_t> employers_, segments_, accrued_, counted_, accrued_months_,
      counted_months_;
  BooksTotals totals_;
};

}  // namespace paritrana::compliance
