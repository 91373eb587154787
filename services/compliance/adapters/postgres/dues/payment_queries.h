// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/dues/payment_queries.h"

namespace paritrana::compliance {

// Reads payments from PostgreSQL, each answer from one moment. How an account stood at an earlier
// version is told by the journal up to it. Thread-safe.
class PostgresPaymentQueries : public PaymentQueries {
 public:
  // The pool must outlive the queries.
  explicit PostgresPaymentQueries(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<PaymentView> Find(EmployerId payer, std::string_view reference,
                                   PaymentMoment moment, absl::Time deadline) override;
  absl::StatusOr<PaymentPage> List(EmployerId payer, PaymentNo after, int most,
                                   absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
