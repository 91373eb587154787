// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "libs/postgres/connection.h"
#include "services/compliance/application/dues/account_ledger.h"

// How accounts stand in rows of the database.
namespace paritrana::compliance {

// Columns kind, size_class, jkk_class, reliefs, beginning at `column`.
PayerTerms ReadTerms(const postgres::Result& rows, int row, int column);

// Columns version, posted, allocated, unallocated, beginning at `column`.
AccountBalance ReadBalance(const postgres::Result& rows, int row, int column);

// Columns period, segment, recorded_on, lines and the shares, beginning at `column`.
Charge ReadCharge(const postgres::Result& rows, int row, int column);

// Columns payment_no, reference, amount, paid_on, period, correction_reason, recorded_at,
// account_version, reversed_on, reversal_reason, reversal_correction_reason, reversed_at,
// reversal_version, beginning at `column`.
KeptPayment ReadPayment(const postgres::Result& rows, int row, int column);

// Appends the pieces of a row payment_no, period, segment and heads in the order of kHeads,
// beginning at `column`; heads with nothing are left out.
void AppendPieces(const postgres::Result& rows, int row, int column, absl::CivilDay paid_on,
                  std::vector<Piece>& pieces);

// Puts pieces in the order of the replay: by period, segment, head, then payment.
void SortPieces(std::vector<Piece>& pieces);

// A row of the journal: pieces of one payment, period and segment, side by side.
struct AllocationDelta {
  PaymentNo payment;
  Month period;
  Segment segment = Segment::kPu;
  std::array<std::int64_t, kHeadCount> heads{};  // by IndexOf
};
std::vector<AllocationDelta> ToAllocationDeltas(const std::vector<Piece>& pieces);

}  // namespace paritrana::compliance
