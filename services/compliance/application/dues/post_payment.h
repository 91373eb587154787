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

// A payment as its payer announces it; already checked by itself (domain/dues/payment_checks.h).
struct PostPayment {
  EmployerId payer;
  std::string reference;
  Rupiah amount;
  absl::CivilDay paid_on;
  std::optional<Month> period;    // that it pays first
  std::string correction_reason;  // may be empty
};

// Takes payments: once under each reference, and allocated at once.
//
// Thread-safe; blocks for the time of a transaction.
class PostPaymentHandler {
 public:
  // All must outlive the handler.
  PostPaymentHandler(StepRunner& runner, PaymentQueries& queries, BooksCalendar& books,
                     const contribution::RuleBook& rules, const Clock& clock)
      : runner_(runner), queries_(queries), books_(books), rules_(rules), clock_(clock) {}

  // Posts a payment, or says again what was answered to it. PAYMENT_CONTENT_DIFFERS if its
  // reference stands for another one, PAYMENT_PERIOD_UNKNOWN if nothing was declared for the period
  // it names, ALLOCATION_PERIOD_CLOSED if its day's or period's books are closed and it gives no
  // reason; AMOUNT_ABSURD, RULE_UNKNOWN from the replay.
  absl::StatusOr<PaymentView> Post(const PostPayment& payment, absl::Time deadline);

 private:
  struct Attempt;

  absl::StatusOr<std::optional<AccountChange>> Decide(Attempt& attempt, HeldAccount& held) const;
  absl::Status CheckPeriod(const Attempt& attempt, const AccountState& state) const;
  absl::StatusOr<bool> IsSettled(Month period, const AccountState& state,
                                 absl::CivilDay today) const;

  StepRunner& runner_;
  PaymentQueries& queries_;
  BooksCalendar& books_;
  const contribution::RuleBook& rules_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
