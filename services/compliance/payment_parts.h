// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/base/clock.h"
#include "libs/contribution/rule_book.h"
#include "libs/postgres/pool.h"
#include "libs/rpc/server.h"
#include "services/compliance/adapters/grpc/dues/payment_service.h"
#include "services/compliance/adapters/postgres/dues/payment_queries.h"
#include "services/compliance/application/dues/gathering_steps.h"
#include "services/compliance/application/dues/refresh_account.h"

namespace paritrana::compliance {

// Payments and the accounts they go to, wired: what the app and tests make.
class PaymentParts {
 public:
  // What the area takes from the rest of the service. All must outlive the parts.
  struct Needs {
    AccountLedger& ledger;
    postgres::Pool& pool;
    const contribution::RuleBook& rules;
    RequestReader& reader;
    BooksCalendar& books;
    const Clock& clock;
  };
  explicit PaymentParts(const Needs& needs);

  // Before the server starts.
  void AddTo(rpc::Server& server) { server.AddService(service_); }

  AccountRefresher& refresher() { return refresher_; }

 private:
  PostgresPaymentQueries queries_;
  GatheringSteps steps_;
  PostPaymentHandler post_;
  ReversePaymentHandler reverse_;
  ReplayingRefresher refresher_;
  PaymentServiceAdapter service_;
};

}  // namespace paritrana::compliance
