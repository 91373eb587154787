// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/dues/account_rows.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "absl/strings/str_split.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using postgres::Result;

Month MonthAt(const Result& rows, int row, int column) {
  return Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, column)));
}

Segment SegmentAt(const Result& rows, int row, int column) {
  return static_cast<Segment>(rows.Int64(row, column));
}

absl::CivilDay DayAt(const Result& rows, int row, int column) {
  return FromDayNumber(static_cast<std::int32_t>(rows.Int64(row, column)));
}

std::string TextOrEmpty(const Result& rows, int row, int column) {
  return rows.IsNull(row, column) ? std::string() : std::string(rows.Text(row, column));
}

std::uint64_t Version(const Result& rows, int row, int column) {
  return static_cast<std::uint64_t>(rows.Int64(row, column));
}

// Columns reversed_on, reversal_reason, reversal_correction_reason, reversed_at, reversal_version.
void ReadReversal(const Result& rows, int row, int column, KeptPayment& kept) {
  if (rows.IsNull(row, column)) return;
  const absl::Time recorded_at = rows.Time(row, column + 3);
  kept.payment.reversal = Reversal{DayAt(rows, row, column), DayInWib(recorded_at)};
  kept.reversal =
      KeptReversal{std::string(rows.Text(row, column + 1)), TextOrEmpty(rows, row, column + 2),
                   recorded_at, Version(rows, row, column + 4)};
}

}  // namespace

PayerTerms ReadTerms(const Result& rows, int row, int column) {
  PayerTerms terms;
  terms.kind = static_cast<std::uint8_t>(rows.Int64(row, column));
  terms.size_class = static_cast<std::uint8_t>(rows.Int64(row, column + 1));
  terms.jkk_class = static_cast<std::uint8_t>(rows.Int64(row, column + 2));
  const std::string reliefs(rows.Text(row, column + 3));
  terms.reliefs = absl::StrSplit(reliefs, ' ', absl::SkipEmpty());
  return terms;
}

AccountBalance ReadBalance(const Result& rows, int row, int column) {
  return {Version(rows, row, column), Rupiah(rows.Int64(row, column + 1)),
          Rupiah(rows.Int64(row, column + 2)), Rupiah(rows.Int64(row, column + 3))};
}

Charge ReadCharge(const Result& rows, int row, int column) {
  Charge charge;
  charge.period = MonthAt(rows, row, column);
  charge.segment = SegmentAt(rows, row, column + 1);
  charge.recorded_on = DayAt(rows, row, column + 2);
  charge.lines = rows.Int64(row, column + 3);
  for (std::size_t i = 0; i < charge.amounts.size(); ++i) {
    const int share = column + 4 + 2 * static_cast<int>(i);
    charge.amounts[i] = {Rupiah(rows.Int64(row, share)), Rupiah(rows.Int64(row, share + 1))};
  }
  return charge;
}

KeptPayment ReadPayment(const Result& rows, int row, int column) {
  KeptPayment kept;
  Payment& payment = kept.payment;
  payment.no = PaymentNo(rows.Int64(row, column));
  kept.reference = std::string(rows.Text(row, column + 1));
  payment.amount = Rupiah(rows.Int64(row, column + 2));
  payment.paid_on = DayAt(rows, row, column + 3);
  if (!rows.IsNull(row, column + 4)) payment.period = MonthAt(rows, row, column + 4);
  kept.correction_reason = TextOrEmpty(rows, row, column + 5);
  kept.recorded_at = rows.Time(row, column + 6);
  payment.recorded_on = DayInWib(kept.recorded_at);
  kept.account_version = Version(rows, row, column + 7);
  ReadReversal(rows, row, column + 8, kept);
  return kept;
}

void AppendPieces(const Result& rows, int row, int column, absl::CivilDay paid_on,
                  std::vector<Piece>& pieces) {
  Piece piece;
  piece.payment = PaymentNo(rows.Int64(row, column));
  piece.period = MonthAt(rows, row, column + 1);
  piece.segment = SegmentAt(rows, row, column + 2);
  piece.paid_on = paid_on;
  for (const Head head : kHeads) {
    piece.head = head;
    piece.amount = Rupiah(rows.Int64(row, column + 3 + static_cast<int>(IndexOf(head))));
    if (piece.amount.value() != 0) pieces.push_back(piece);
  }
}

void SortPieces(std::vector<Piece>& pieces) {
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return std::tie(a.period, a.segment, a.head, a.payment) <
           std::tie(b.period, b.segment, b.head, b.payment);
  });
}

std::vector<AllocationDelta> ToAllocationDeltas(const std::vector<Piece>& pieces) {
  std::map<std::tuple<PaymentNo, Month, Segment>, AllocationDelta> rows;
  for (const Piece& piece : pieces) {
    AllocationDelta& row = rows[{piece.payment, piece.period, piece.segment}];
    row.payment = piece.payment;
    row.period = piece.period;
    row.segment = piece.segment;
    row.heads[IndexOf(piece.head)] += piece.amount.value();
  }
  std::vector<AllocationDelta> ordered;
  ordered.reserve(rows.size());
  for (const auto& [key, row] : rows) ordered.push_back(row);
  return ordered;
}

}  // namespace paritrana::compliance
