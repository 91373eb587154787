// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/due_date.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/domain/amount_check.h"
#include "services/compliance/domain/dues/payment.h"
#include "services/compliance/domain/vocabulary.h"

// What a payer owes on any day, and why: its charges and payments replayed, day by day, under the
// rules of each period. Nothing of it is stored; the same input always gives the same account.
namespace paritrana::compliance {

using contribution::Head;
using contribution::kHeadCount;

// The heads that are contributions. JKP takes nothing from payers, but what is declared for it is
// owed all the same.
inline constexpr std::array<Head, kProgrammeCount> kContributionHeads = {
    Head::kJkk, Head::kJkm, Head::kJht, Head::kJp, Head::kJkp};

inline constexpr std::array<Head, kHeadCount> kHeads = {Head::kJkk, Head::kJkm, Head::kJht,
                                                        Head::kJp,  Head::kJkp, Head::kFine};

// Place of a head in arrays: its programme's, the fine's comes last.
constexpr std::size_t IndexOf(Head head) { return static_cast<std::size_t>(head) - 1; }

// Largest sums of an account; every amount in it then fits into 64 bits. A thousand times the
// yearly contributions of the largest employers.
inline constexpr std::int64_t kAccountRupiahMax = contribution::kArrearsRupiahMax;

// Everything ever recorded for one payer. The order of the elements does not matter.
struct AccountHistory {
  std::vector<Charge> charges;
  std::vector<Payment> payments;
};

// For which day an account is asked.
struct AsOf {
  absl::CivilDay day;
  // Only what was recorded up to this day; nothing: all that is known. With it an answer can never
  // change, also not by a payment that is dated back.
  std::optional<absl::CivilDay> known_on;
};

// Money of one payment used for one head of one period: the sum of all that is used so on the day.
struct Piece {
  PaymentNo payment;
  Month period;
  Segment segment = Segment::kPu;
  Head head = Head::kJkk;
  Rupiah amount;  // above zero
  absl::CivilDay paid_on;

  friend bool operator==(const Piece&, const Piece&) = default;
};

// What is owed for one programme in one period. Of what is allocated one share counts as paid
// first (AllocationRow::ShareOrder).
struct Obligation {
  Shares declared;
  Shares allocated;

  Rupiah total() const { return Rupiah(declared.employer.value() + declared.employee.value()); }
  Rupiah paid() const { return Rupiah(allocated.employer.value() + allocated.employee.value()); }
  Rupiah outstanding() const { return Rupiah(total().value() - paid().value()); }

  friend bool operator==(const Obligation&, const Obligation&) = default;
};

// One step of a fine: rupiah that were paid, or are still open, so many months after the due date.
// Those in time have no step.
struct FineStep {
  Rupiah amount;
  int months = 0;
  absl::CivilDay until;              // day of the payment, or the day of the account
  std::optional<PaymentNo> payment;  // nothing: still open

  friend bool operator==(const FineStep&, const FineStep&) = default;
};

// The late fine of one period: simple, each step by itself, rounded once on their sum.
struct PeriodFine {
  std::vector<FineStep> steps;  // in order of payment; what is open last
  std::int32_t per_100000 = 0;  // for each month
  Rupiah amount;                // accrued up to the day
  Rupiah allocated;

  Rupiah outstanding() const { return Rupiah(amount.value() - allocated.value()); }

  friend bool operator==(const PeriodFine&, const PeriodFine&) = default;
};

// What is owed for the lines of one period and segment.
struct PeriodDues {
  Month period;
  Segment segment = Segment::kPu;
  std::int64_t lines = 0;  // once for each month they cover
  // Nothing where no rule says when it is due (migrant workers): it is owed, never
  // in arrears and never fined.
  std::optional<contribution::DueTerms> due;
  std::array<Obligation, kProgrammeCount> obligations{};
  PeriodFine fine;
  int months_late = 0;  // of what is still open; 0 if nothing is, or if it is not yet late
  const contribution::ArrearsClassRow* arrears_class = nullptr;  // of the book

  const Obligation& Of(Programme programme) const {
    return obligations[contribution::IndexOf(programme)];
  }
  Rupiah declared() const;
  Rupiah allocated() const;    // to contributions, without the fine
  Rupiah outstanding() const;  // contributions, without the fine
  bool in_arrears() const { return months_late > 0; }
};

// What became of one payment that counts on the day.
struct PaymentUse {
  PaymentNo no;
  Rupiah amount;
  Rupiah unallocated;  // kept as an advance; goes to later charges at once

  Rupiah allocated() const { return Rupiah(amount.value() - unallocated.value()); }

  friend bool operator==(const PaymentUse&, const PaymentUse&) = default;
};

struct AccountTotals {
  Rupiah declared;
  Rupiah outstanding;       // contributions not paid, due or not
  Rupiah arrears;           // the part of them that is past its due date
  Rupiah arrears_employee;  // the part of arrears withheld from wages and not deposited
  Rupiah fine;
  Rupiah fine_outstanding;
  Rupiah paid;       // all payments that count: always allocated + unallocated
  Rupiah allocated;  // to contributions and fines
  Rupiah unallocated;
  int months_late = 0;                                           // of the oldest arrears
  const contribution::ArrearsClassRow* arrears_class = nullptr;  // of the book
};

// A payer's account on a day. The rule book must outlive it.
struct Account {
  AsOf as_of;
  std::vector<PeriodDues> periods;  // in the order in which money goes to them
  std::vector<Piece> pieces;        // in order of period, segment, head, then payment
  std::vector<PaymentUse>
      payments;  // those that count on the day, in order of paid_on, then number
  AccountTotals totals;
};

// Replays a history up to a day.
//
// What counts: charges recorded and payments paid on or before the day, reversals likewise. Each
// day, in this order: payments reversed on it are taken back, charges of the day are added up and
// what is allocated beyond them is released (newest payment first), payments of the day arrive;
// then all money that is free is used, oldest payment first: for the period that the payment names,
// then for the period that is due first, there head by head (data/rules/allocation.csv). Payments
// made on one day go in order of their numbers. Money earmarked for a period of which nothing was
// declared yet waits for it. An advance that meets a later charge pays it as of its own paid_on.
//
// The fine of a period is (Σ rupiah × months late until paid, or until the day) × rate, on what the
// period's own row of due_dates.csv says. Before a period's own due date, and where no rule is
// known, there is none.
//
// The account as of a day never depends on what is recorded later, unless that is dated back.
//
// AMOUNT_ABSURD if amounts pass kAccountRupiahMax, AMOUNT_NEGATIVE for payments that are not above
// zero, FIELD_OUT_OF_RANGE (as_of) for days outside 1977 to 2099, RULE_UNKNOWN for payments or days
// of months without an order of allocation.
absl::StatusOr<Account> ReplayAccount(const contribution::RuleBook& book, const PayerTerms& terms,
                                      const AccountHistory& history, const AsOf& as_of);

// True if every programme in `mandatory` is fully allocated, and something stands declared.
bool IsPaid(const PeriodDues& dues, ProgrammeSet mandatory);

// What turns `before` into `after`, as signed amounts: in the order of pieces, without zeros.
std::vector<Piece> Difference(std::span<const Piece> before, std::span<const Piece> after);

}  // namespace paritrana::compliance
