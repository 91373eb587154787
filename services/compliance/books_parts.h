// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "libs/base/clock.h"
#include "libs/contribution/rule_book.h"
#include "libs/metrics/registry.h"
#include "libs/postgres/pool.h"
#include "libs/rpc/server.h"
#include "services/compliance/adapters/grpc/books_service.h"
#include "services/compliance/adapters/postgres/books/account_facts.h"
#include "services/compliance/adapters/postgres/books/account_worker.h"
#include "services/compliance/adapters/postgres/books/assessment_ledger.h"
#include "services/compliance/adapters/postgres/books/books_closer.h"
#include "services/compliance/adapters/postgres/books/books_ledger.h"
#include "services/compliance/adapters/postgres/books/books_queries.h"
#include "services/compliance/adapters/postgres/dues/dues_queries.h"
#include "services/compliance/adapters/postgres/enforcement/employer_flags.h"
#include "services/compliance/application/books/close_books.h"
#include "services/compliance/application/books/work_accounts.h"

namespace paritrana::compliance {

// What books, the account worker and facts about employers need of the rest of the service. All
// must outlive the parts.
struct BooksNeeds {
  postgres::Pool& calls;       // for calls
  postgres::Pool& background;  // for what nobody waits for
  const contribution::RuleBook& rules;
  const Clock& clock;
  metrics::Registry& metrics;
  std::uint32_t shards = 0;
  std::function<void()> committed;  // after commits with facts
  std::vector<CloseStep*> steps;    // of other areas, in the order in which they run
};

// Books, wired. Members are made in the order they stand here and ended in the opposite one.
struct BooksParts {
  explicit BooksParts(BooksNeeds needs);

  void AddTo(rpc::Server& server) { server.AddService(service); }
  void Start() { closer.Start(); }
  void Stop() { closer.Stop(); }

  PostgresBooksLedger ledger;
  PostgresBooksLedger background_ledger;
  PostgresAssessmentLedger assessments;
  QueueAssessments queue_assessments;
  PostgresBooksQueries queries;
  PostgresBooksCalendar calendar;
  CloseBooksHandler calls;   // of calls
  CloseBooksHandler blocks;  // of the closer
  BooksCloser closer;
  BooksServiceAdapter service;
};

// The account worker, wired. It begins once what it needs of payments is there.
struct AccountWork {
  AccountWork(BooksNeeds needs, AccountRefresher& refresher, PayerTurns& turns,
              PostgresAssessmentLedger& assessments);

  void Start() { worker.Start(); }
  void Stop() { worker.Stop(); }

  PostgresAccountFacts facts;
  PostgresDuesQueries dues;
  PostgresEmployerFlags flags;
  AssessEmployersHandler assess;
  WorkAccountsHandler work;
  AccountWorker worker;
};

}  // namespace paritrana::compliance
