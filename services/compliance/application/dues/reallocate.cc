// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/dues/reallocate.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

AccountHistory HistoryOf(const AccountState& state) {
  AccountHistory history;
  history.charges = state.charges;
  history.payments.reserve(state.payments.size());
  for (const KeptPayment& kept : state.payments) history.payments.push_back(kept.payment);
  return history;
}

// Clocks of several processes differ a little around midnight: what is recorded is known, also if
// this process has not yet come to that day.
absl::CivilDay LastDay(const AccountState& state, absl::CivilDay today) {
  absl::CivilDay last = today;
  for (const Charge& charge : state.charges) last = std::max(last, charge.recorded_on);
  for (const KeptPayment& kept : state.payments) {
    last = std::max(last, kept.payment.paid_on);
    if (kept.payment.reversal) last = std::max(last, kept.payment.reversal->reversed_on);
  }
  return last;
}

}  // namespace

absl::StatusOr<Account> ReplayState(const contribution::RuleBook& book, const AccountState& state,
                                    absl::CivilDay today) {
  return ReplayAccount(book, state.terms, HistoryOf(state), {LastDay(state, today), {}});
}

absl::StatusOr<Reallocation> Reallocate(const contribution::RuleBook& book,
                                        const AccountState& state, absl::CivilDay today) {
  Reallocation result;
  PARITRANA_ASSIGN_OR_RETURN(result.account, ReplayState(book, state, today));
  const AccountTotals& totals = result.account.totals;
  PARITRANA_CHECK(totals.paid.value() == totals.allocated.value() + totals.unallocated.value());
  result.moved = Difference(state.journal, result.account.pieces);
  result.balance = {state.balance.version + 1, totals.paid, totals.allocated, totals.unallocated};
  return result;
}

AccountChange ChangeBy(AccountCause cause, const AccountState& state, Reallocation& reallocation,
                       absl::Time now) {
  AccountChange change;
  change.payer = state.payer;
  change.cause = cause;
  change.now = now;
  change.balance = reallocation.balance;
  change.moved = std::move(reallocation.moved);
  return change;
}

std::vector<Piece> PiecesOf(PaymentNo payment, const std::vector<Piece>& pieces) {
  std::vector<Piece> own;
  std::copy_if(pieces.begin(), pieces.end(), std::back_inserter(own),
               [&](const Piece& piece) { return piece.payment == payment; });
  return own;
}

}  // namespace paritrana::compliance
