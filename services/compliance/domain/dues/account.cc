// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/account.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/dues/replay.h"

namespace paritrana::compliance {
namespace {

using contribution::AllocationRow;

// Sums cannot overflow: the replay has checked all that they are made of.
Rupiah Plus(Rupiah a, Rupiah b) { return Rupiah(a.value() + b.value()); }

Month MonthOf(absl::CivilDay day) { return {static_cast<int>(day.year()), day.month()}; }

// Which shares count as paid when so much of a programme is.
Shares Divide(std::int64_t allocated, const Shares& declared, AllocationRow::ShareOrder order) {
  const bool employee_first = order == AllocationRow::ShareOrder::kEmployeeFirst;
  const Rupiah first = employee_first ? declared.employee : declared.employer;
  const std::int64_t to_first = std::clamp<std::int64_t>(allocated, 0, first.value());
  const Rupiah rest(allocated - to_first);
  return employee_first ? Shares{rest, Rupiah(to_first)} : Shares{Rupiah(to_first), rest};
}

// The order of pieces; no two of an account have the same.
auto KeyOf(const Piece& piece) {
  return std::make_tuple(piece.period, piece.segment, IndexOf(piece.head), piece.payment);
}

// Fills the account of one day from a finished replay.
class AccountWriter {
 public:
  AccountWriter(const contribution::RuleBook& book, const Replay& replay, const AsOf& as_of,
                AllocationRow::ShareOrder shares)
      : book_(book), replay_(replay), as_of_(as_of), shares_(shares) {}

  Account Write() const {
    Account account;
    account.as_of = as_of_;
    for (const PeriodAccount& period : replay_.periods()) {
      account.periods.push_back(DuesOf(period));
      AddPieces(period, account.pieces);
      AddTotals(account.periods.back(), account.totals);
    }
    AddPayments(account);
    SortPieces(account.pieces);
    account.totals.arrears_class = ClassOf(account.totals.months_late);
    return account;
  }

 private:
  const contribution::ArrearsClassRow* ClassOf(int months_late) const {
    return book_.ArrearsClassFor(months_late, MonthOf(as_of_.day));
  }

  PeriodDues DuesOf(const PeriodAccount& period) const {
    PeriodDues dues;
    dues.period = period.period();
    dues.segment = period.segment();
    dues.lines = period.lines();
    dues.due = period.due();
    for (const Head head : kContributionHeads) {
      const Shares& declared = period.DeclaredOf(IndexOf(head));
      dues.obligations[IndexOf(head)] = {declared,
                                         Divide(period.Allocated(head), declared, shares_)};
    }
    if (dues.due && period.Open() > 0) dues.months_late = dues.due->MonthsLate(as_of_.day);
    dues.arrears_class = ClassOf(dues.months_late);
    dues.fine = FineOf(period, dues.months_late);
    return dues;
  }

  PeriodFine FineOf(const PeriodAccount& period, int months_late) const {
    PeriodFine fine;
    fine.amount = Rupiah(period.Due(Head::kFine, as_of_.day));
    fine.allocated = Rupiah(period.Allocated(Head::kFine));
    if (period.due()) fine.per_100000 = period.due()->rule().fine_per_100000;
    for (const auto& [source, late] : LateUses(period)) {
      const Payment& payment = *replay_.sources()[source].payment;
      fine.steps.push_back({Rupiah(late.amount), late.months, payment.paid_on, payment.no});
    }
    if (months_late > 0) {
      fine.steps.push_back({Rupiah(period.Open()), months_late, as_of_.day, std::nullopt});
    }
    return fine;
  }

  // What each payment paid late, all programmes together, oldest payment first.
  static std::map<std::size_t, PeriodAccount::Use> LateUses(const PeriodAccount& period) {
    std::map<std::size_t, PeriodAccount::Use> late;
    for (const Head head : kContributionHeads) {
      for (const PeriodAccount::Use& use : period.UsesOf(head)) {
        if (use.months == 0) continue;
        PeriodAccount::Use& sum = late[use.payment];
        sum = {use.payment, sum.amount + use.amount, use.months};
      }
    }
    return late;
  }

  void AddPieces(const PeriodAccount& period, std::vector<Piece>& pieces) const {
    for (const Head head : kHeads) {
      for (const PeriodAccount::Use& use : period.UsesOf(head)) {
        const Payment& payment = *replay_.sources()[use.payment].payment;
        pieces.push_back({payment.no, period.period(), period.segment(), head, Rupiah(use.amount),
                          payment.paid_on});
      }
    }
  }

  static void SortPieces(std::vector<Piece>& pieces) {
    std::sort(pieces.begin(), pieces.end(),
              [](const Piece& a, const Piece& b) { return KeyOf(a) < KeyOf(b); });
  }

  static void AddTotals(const PeriodDues& dues, AccountTotals& totals) {
    totals.declared = Plus(totals.declared, dues.declared());
    totals.outstanding = Plus(totals.outstanding, dues.outstanding());
    totals.fine = Plus(totals.fine, dues.fine.amount);
    totals.fine_outstanding = Plus(totals.fine_outstanding, dues.fine.outstanding());
    if (!dues.in_arrears()) return;
    totals.arrears = Plus(totals.arrears, dues.outstanding());
    totals.months_late = std::max(totals.months_late, dues.months_late);
    for (const Obligation& owed : dues.obligations) {
      const Rupiah withheld(owed.declared.employee.value() - owed.allocated.employee.value());
      totals.arrears_employee = Plus(totals.arrears_employee, withheld);
    }
  }

  void AddPayments(Account& account) const {
    for (const Replay::Source& source : replay_.sources()) {
      if (!source.arrived || source.reversed) continue;
      account.payments.push_back({source.payment->no, source.payment->amount, Rupiah(source.free)});
      const PaymentUse& use = account.payments.back();
      account.totals.paid = Plus(account.totals.paid, use.amount);
      account.totals.allocated = Plus(account.totals.allocated, use.allocated());
      account.totals.unallocated = Plus(account.totals.unallocated, use.unallocated);
    }
  }

  const contribution::RuleBook& book_;
  const Replay& replay_;
  const AsOf& as_of_;
  const AllocationRow::ShareOrder shares_;
};

Rupiah SumOf(const std::array<Obligation, kProgrammeCount>& obligations,
             Rupiah (Obligation::*amount)() const) {
  Rupiah sum;
  for (const Obligation& owed : obligations) sum = Plus(sum, (owed.*amount)());
  return sum;
}

}  // namespace

Rupiah PeriodDues::declared() const { return SumOf(obligations, &Obligation::total); }
Rupiah PeriodDues::allocated() const { return SumOf(obligations, &Obligation::paid); }
Rupiah PeriodDues::outstanding() const { return SumOf(obligations, &Obligation::outstanding); }

absl::StatusOr<Account> ReplayAccount(const contribution::RuleBook& book, const PayerTerms& terms,
                                      const AccountHistory& history, const AsOf& as_of) {
  Replay replay(book, terms, history);
  PARITRANA_RETURN_IF_ERROR(replay.Run(as_of));
  const AllocationRow* rule = book.AllocationFor(MonthOf(as_of.day));
  if (rule == nullptr) return MakeError("RULE_UNKNOWN", "as_of");
  return AccountWriter(book, replay, as_of, rule->share_order).Write();
}

bool IsPaid(const PeriodDues& dues, ProgrammeSet mandatory) {
  for (const Programme programme : contribution::kProgrammes) {
    if (!mandatory.Has(programme)) continue;
    if (dues.Of(programme).outstanding().value() > 0) return false;
  }
  return dues.lines > 0;
}

std::vector<Piece> Difference(std::span<const Piece> before, std::span<const Piece> after) {
  std::vector<Piece> changes;
  auto old = before.begin();
  for (const Piece& piece : after) {
    for (; old != before.end() && KeyOf(*old) < KeyOf(piece); ++old) {
      changes.push_back(*old);
      changes.back().amount = Rupiah(-old->amount.value());
    }
    const bool both = old != before.end() && KeyOf(*old) == KeyOf(piece);
    const std::int64_t change = piece.amount.value() - (both ? (old++)->amount.value() : 0);
    if (change == 0) continue;
    changes.push_back(piece);
    changes.back().amount = Rupiah(change);
  }
  for (; old != before.end(); ++old) {
    changes.push_back(*old);
    changes.back().amount = Rupiah(-old->amount.value());
  }
  return changes;
}

}  // namespace paritrana::compliance
