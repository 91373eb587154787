// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/dues/post_payment.h"

#include <algorithm>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/application/dues/reallocate.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/domain/dues/recorded_time.h"

namespace paritrana::compliance {
namespace {

const KeptPayment* FindByReference(const AccountState& state, const std::string& reference) {
  for (const KeptPayment& kept : state.payments) {
    if (kept.reference == reference) return &kept;
  }
  return nullptr;
}

bool SameContent(const KeptPayment& kept, const PostPayment& payment) {
  return kept.payment.amount == payment.amount && kept.payment.paid_on == payment.paid_on &&
         kept.payment.period == payment.period &&
         kept.correction_reason == payment.correction_reason;
}

absl::CivilDay LastDayOf(Month month) {
  const Month next = month + 1;
  return absl::CivilDay(next.year(), next.month(), 1) - 1;
}

}  // namespace

// One post on its way; what it comes to is noted here.
struct PostPaymentHandler::Attempt {
  const PostPayment& payment;
  absl::Time now;
  absl::CivilDay today;
  std::optional<absl::CivilDay> closed_through;
  std::optional<PaymentView> view;  // nothing if the payment was known

  KeptPayment Keep(PaymentNo no, std::uint64_t version) const {
    KeptPayment kept;
    kept.payment = {no, payment.amount, payment.paid_on, today, payment.period, {}};
    kept.reference = payment.reference;
    kept.correction_reason = payment.correction_reason;
    kept.recorded_at = now;
    kept.account_version = version;
    return kept;
  }
};

absl::StatusOr<PaymentView> PostPaymentHandler::Post(const PostPayment& payment,
                                                     absl::Time deadline) {
  const absl::Time now = ToRecordedTime(clock_.Now());
  Attempt attempt{payment, now, DayInWib(now), {}, {}};
  PARITRANA_ASSIGN_OR_RETURN(attempt.closed_through, books_.ClosedThrough(deadline));
  AccountStep step;
  step.query = {payment.payer, true, false};
  step.decide = [&](HeldAccount& held) { return Decide(attempt, held); };
  PARITRANA_RETURN_IF_ERROR(runner_.Run(step, deadline));
  if (attempt.view) return *std::move(attempt.view);
  return queries_.Find(payment.payer, payment.reference, PaymentMoment::kPosted, deadline);
}

absl::StatusOr<std::optional<AccountChange>> PostPaymentHandler::Decide(Attempt& attempt,
                                                                        HeldAccount& held) const {
  attempt.view.reset();
  AccountState& state = held.state;
  if (const KeptPayment* known = FindByReference(state, attempt.payment.reference)) {
    if (!SameContent(*known, attempt.payment)) {
      return MakeError("PAYMENT_CONTENT_DIFFERS", "reference");
    }
    return std::nullopt;
  }
  PARITRANA_RETURN_IF_ERROR(CheckPeriod(attempt, state));
  state.payments.push_back(attempt.Keep(held.next_payment, state.balance.version + 1));
  PARITRANA_ASSIGN_OR_RETURN(Reallocation reallocation, Reallocate(rules_, state, attempt.today));
  attempt.view =
      PaymentView{state.payments.back(), PiecesOf(held.next_payment, reallocation.account.pieces),
                  reallocation.balance};
  AccountChange change = ChangeBy(AccountCause::kPayment, state, reallocation, attempt.now);
  change.payment = state.payments.back();
  return change;
}

absl::Status PostPaymentHandler::CheckPeriod(const Attempt& attempt,
                                             const AccountState& state) const {
  const PostPayment& payment = attempt.payment;
  const bool declared = !payment.period || std::any_of(state.charges.begin(), state.charges.end(),
                                                       [&](const Charge& charge) {
                                                         return charge.period == *payment.period;
                                                       });
  if (!declared) return MakeError("PAYMENT_PERIOD_UNKNOWN", "period");
  if (!attempt.closed_through || !payment.correction_reason.empty()) return absl::OkStatus();
  if (payment.paid_on <= *attempt.closed_through) {
    return MakeError("ALLOCATION_PERIOD_CLOSED", "paid_on");
  }
  if (!payment.period || LastDayOf(*payment.period) > *attempt.closed_through) {
    return absl::OkStatus();
  }
  PARITRANA_ASSIGN_OR_RETURN(const bool settled, IsSettled(*payment.period, state, attempt.today));
  return settled ? MakeError("ALLOCATION_PERIOD_CLOSED", "period") : absl::OkStatus();
}

absl::StatusOr<bool> PostPaymentHandler::IsSettled(Month period, const AccountState& state,
                                                   absl::CivilDay today) const {
  PARITRANA_ASSIGN_OR_RETURN(const Account account, ReplayState(rules_, state, today));
  return std::none_of(account.periods.begin(), account.periods.end(), [&](const PeriodDues& dues) {
    return dues.period == period &&
           (dues.outstanding().value() > 0 || dues.fine.outstanding().value() > 0);
  });
}

}  // namespace paritrana::compliance
