// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/dues/reverse_payment.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/application/dues/reallocate.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/domain/dues/recorded_time.h"

namespace paritrana::compliance {
namespace {

KeptPayment* FindByReference(AccountState& state, const std::string& reference) {
  for (KeptPayment& kept : state.payments) {
    if (kept.reference == reference) return &kept;
  }
  return nullptr;
}

bool SameReversal(const KeptPayment& kept, const ReversePayment& asked) {
  return kept.reversal->reason == asked.reason &&
         kept.reversal->correction_reason == asked.correction_reason &&
         (!asked.reversed_on || kept.payment.reversal->reversed_on == *asked.reversed_on);
}

}  // namespace

// One reversal on its way; what it comes to is noted here.
struct ReversePaymentHandler::Attempt {
  const ReversePayment& reversal;
  absl::Time now;
  absl::CivilDay today;
  std::optional<absl::CivilDay> closed_through;
  std::optional<PaymentView> view;  // nothing if the payment was reversed so before

  absl::CivilDay day() const { return reversal.reversed_on.value_or(today); }

  absl::Status Check(const Payment& payment) const {
    if (day() < payment.paid_on) return MakeError("REVERSAL_DATE_INVALID", "reversed_on");
    const bool closed = closed_through && day() <= *closed_through;
    if (closed && reversal.correction_reason.empty()) {
      return MakeError("ALLOCATION_PERIOD_CLOSED", "reversed_on");
    }
    return absl::OkStatus();
  }

  void Apply(KeptPayment& kept, std::uint64_t version) const {
    kept.payment.reversal = Reversal{day(), today};
    kept.reversal = KeptReversal{reversal.reason, reversal.correction_reason, now, version};
  }
};

absl::StatusOr<PaymentView> ReversePaymentHandler::Reverse(const ReversePayment& reversal,
                                                           absl::Time deadline) {
  const absl::Time now = ToRecordedTime(clock_.Now());
  Attempt attempt{reversal, now, DayInWib(now), {}, {}};
  PARITRANA_ASSIGN_OR_RETURN(attempt.closed_through, books_.ClosedThrough(deadline));
  AccountStep step;
  step.query = {reversal.payer, false, false};
  step.decide = [&](HeldAccount& held) { return Decide(attempt, held); };
  PARITRANA_RETURN_IF_ERROR(runner_.Run(step, deadline));
  if (attempt.view) return *std::move(attempt.view);
  return queries_.Find(reversal.payer, reversal.reference, PaymentMoment::kReversed, deadline);
}

absl::StatusOr<std::optional<AccountChange>> ReversePaymentHandler::Decide(
    Attempt& attempt, HeldAccount& held) const {
  attempt.view.reset();
  AccountState& state = held.state;
  KeptPayment* const kept = FindByReference(state, attempt.reversal.reference);
  if (kept == nullptr) return MakeError("PAYMENT_UNKNOWN", "reference");
  if (kept->reversal) {
    if (!SameReversal(*kept, attempt.reversal)) {
      return MakeError("PAYMENT_ALREADY_REVERSED", "reference");
    }
    return std::nullopt;
  }
  PARITRANA_RETURN_IF_ERROR(attempt.Check(kept->payment));
  attempt.Apply(*kept, state.balance.version + 1);
  PARITRANA_ASSIGN_OR_RETURN(Reallocation reallocation, Reallocate(rules_, state, attempt.today));
  attempt.view = PaymentView{*kept, {}, reallocation.balance};
  AccountChange change = ChangeBy(AccountCause::kReversal, state, reallocation, attempt.now);
  change.payment = *kept;
  return change;
}

}  // namespace paritrana::compliance
