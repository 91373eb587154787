// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/books/books_rows.h"

#include <string_view>
#include <utility>

#include "absl/strings/str_split.h"
#include "services/compliance/adapters/postgres/books/block_statements.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;
using postgres::Result;

// Columns of kSums.
enum Column : int {
  kEmployer,
  kSegment,
  kKind,
  kSizeClass,
  kReliefs,
  kLines,
  kHeads,
  kAgrees,
  kAccruedMonths,
  kCountedMonths,
  kAccruedRupiah,
  kCountedRupiah,
  kAmounts  // the first of ten
};
constexpr int kAmountColumns = 10;

std::uint64_t Count(const Result& rows, int row, int column) {
  return static_cast<std::uint64_t>(rows.Int64(row, column));
}

PayerTerms ReadTerms(const Result& rows, int row) {
  PayerTerms terms;
  terms.kind = static_cast<std::uint8_t>(rows.Int64(row, kKind));
  terms.size_class = static_cast<std::uint8_t>(rows.Int64(row, kSizeClass));
  const std::string_view reliefs = rows.Text(row, kReliefs);
  if (!reliefs.empty()) {
    terms.reliefs = absl::StrSplit(absl::string_view(reliefs.data(), reliefs.size()), ',');
  }
  return terms;
}

}  // namespace

Books ReadBooks(const Result& rows, int row) {
  Books books;
  books.month = Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, 0)));
  books.state = static_cast<BooksState>(rows.Int64(row, 1));
  books.as_of = FromDayNumber(static_cast<std::int32_t>(rows.Int64(row, 2)));
  books.requested_by = std::string(rows.Text(row, 3));
  books.requested_at = rows.Time(row, 4);
  if (!rows.IsNull(row, 5)) books.closed_at = rows.Time(row, 5);
  books.employers_total = Count(rows, row, 6);
  if (!rows.IsNull(row, 7)) books.last_employer = EmployerId(FromColumn(rows.Int64(row, 7)));
  books.totals.employers = Count(rows, row, 8);
  books.totals.obligations = Count(rows, row, 9);
  books.totals.rupiah = Rupiah(rows.Int64(row, 10));
  books.totals.lines = Count(rows, row, 11);
  books.totals.missing = Count(rows, row, 12);
  books.totals.mismatches = Count(rows, row, 13);
  books.resumed_at = rows.Time(row, 14);
  books.employers_when_resumed = Count(rows, row, 15);
  books.problem = std::string(rows.Text(row, 16));
  return books;
}

BlockSums::BlockSums(const Result& rows, const CloseBlock& block, const DueDayOf& due_day)
    : month_(block.month), obligations_(books_sql::kObligationColumns) {
  totals_.employers = block.employers.size();
  for (int row = 0; row < rows.rows(); ++row) {
    AddObligation(rows, row, due_day);
    if (!rows.Bool(row, kAgrees)) AddMismatch(rows, row);
  }
}

void BlockSums::AddObligation(const Result& rows, int row, const DueDayOf& due_day) {
  const auto segment = static_cast<Segment>(rows.Int64(row, kSegment));
  const auto due = due_day(ReadTerms(rows, row), segment);
  obligations_.Int32(month_.number());
  obligations_.Int64(rows.Int64(row, kEmployer));
  obligations_.Int16(static_cast<std::int16_t>(segment));
  if (due) {
    obligations_.Int32(ToDayNumber(*due));
  } else {
    obligations_.Null();
  }
  obligations_.Int64(rows.Int64(row, kLines));
  obligations_.Int64(rows.Int64(row, kHeads));
  std::int64_t rupiah = 0;
  for (int i = 0; i < kAmountColumns; ++i) {
    const std::int64_t amount = rows.Int64(row, kAmounts + i);
    obligations_.Int64(amount);
    rupiah += amount;
  }
  obligations_.EndRow();
  ++totals_.obligations;
  totals_.lines += Count(rows, row, kLines);
  totals_.rupiah = Rupiah(totals_.rupiah.value() + rupiah);
}

void BlockSums::AddMismatch(const Result& rows, int row) {
  employers_.push_back(rows.Int64(row, kEmployer));
  segments_.push_back(rows.Int64(row, kSegment));
  accrued_.push_back(rows.Int64(row, kAccruedRupiah));
  counted_.push_back(rows.Int64(row, kCountedRupiah));
  accrued_months_.push_back(rows.Int64(row, kAccruedMonths));
  counted_months_.push_back(rows.Int64(row, kCountedMonths));
  ++totals_.mismatches;
}

std::vector<Param> BlockSums::Mismatches() const {
  return {MonthParam(month_),
          Param::Int64Array(employers_),
          Param::Int64Array(segments_),
          Param::Int64Array(accrued_),
          Param::Int64Array(counted_),
          Param::Int64Array(accrued_months_),
          Param::Int64Array(counted_months_)};
}

}  // namespace paritrana::compliance
