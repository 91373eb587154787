// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/application/dues/account_step.h"
#include "services/compliance/application/dues/books_calendar.h"
#include "services/compliance/application/dues/payment_queries.h"

namespace paritrana::compliance {

// Takes a payment back; already checked by itself (domain/dues/payment_checks.h).
struct ReversePayment {
  EmployerId payer;
  std::string reference;
  std::string reason;
  std::optional<absl::CivilDay> reversed_on;  // nothing: today
  std::string correction_reason;              // may be empty
};

// Reverses payments, each once.
//
// Thread-safe; blocks for the time of a transaction.
class ReversePaymentHandler {
 public:
  // All must outlive the handler.
  ReversePaymentHandler(StepRunner& runner, PaymentQueries& queries, BooksCalendar& books,
                        const contribution::RuleBook& rules, const Clock& clock)
      : runner_(runner), queries_(queries), books_(books), rules_(rules), clock_(clock) {}

  // Reverses a payment, or says again what was answered to the same reversal: a retry that leaves
  // the day open is the same on any later day, too. PAYMENT_UNKNOWN, PAYMENT_ALREADY_REVERSED,
  // REVERSAL_DATE_INVALID if it lies before the payment, ALLOCATION_PERIOD_CLOSED if its day's
  // books are closed and it gives no correction's reason.
  absl::StatusOr<PaymentView> Reverse(const ReversePayment& reversal, absl::Time deadline);

 private:
  struct Attempt;

  absl::StatusOr<std::optional<AccountChange>> Decide(Attempt& attempt, HeldAccount& held) const;

  StepRunner& runner_;
  PaymentQueries& queries_;
  BooksCalendar& books_;
  const contribution::RuleBook& rules_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
