// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "libs/base/clock.h"
#include "libs/contribution/rule_book.h"
#include "libs/metrics/registry.h"
#include "libs/postgres/pool.h"
#include "libs/rpc/server.h"
#include "services/compliance/adapters/grpc/books_service.h"
#include "services/compliance/adapters/postgres/books/books_closer.h"
#include "services/compliance/adapters/postgres/books/books_ledger.h"
#include "services/compliance/adapters/postgres/books/books_queries.h"
#include "services/compliance/application/books/close_books.h"

namespace paritrana::compliance {

// What books, the account worker and facts about employers need of the rest of the service. All
// must outlive the parts.
struct BooksNeeds {
  postgres::Pool& calls;       // for calls
  postgres::Pool& background;  // for what nobody waits for
  const contribution::RuleBook& rules;
  const Clock& clock;
  metrics::Registry& metrics;
  std::vector<CloseStep*> steps;  // of other areas, in the order in which they run
};

// Books, wired. Members are made in the order they stand here and ended in the opposite one.
struct BooksParts {
  explicit BooksParts(BooksNeeds needs);

  void AddTo(rpc::Server& server) { server.AddService(service); }
  void Start() { closer.Start(); }
  void Stop() { closer.Stop(); }

  PostgresBooksLedger ledger;
  PostgresBooksLedger background_ledger;
  PostgresBooksQueries queries;
  PostgresBooksCalendar calendar;
  CloseBooksHandler calls;   // of calls
  CloseBooksHandler blocks;  // of the closer
  BooksCloser closer;
  BooksServiceAdapter service;
};

}  // namespace paritrana::compliance
