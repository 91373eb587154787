// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/base/clock.h"
#include "libs/contribution/rule_book.h"
#include "libs/postgres/pool.h"
#include "libs/rpc/server.h"
#include "services/compliance/adapters/grpc/dues_service.h"
#include "services/compliance/adapters/postgres/dues/dues_queries.h"
#include "services/compliance/application/dues/show_dues.h"

namespace paritrana::compliance {

// What answers what a payer owes, wired together.
class DuesParts {
 public:
  // All must outlive the parts.
  DuesParts(postgres::Pool& pool, const contribution::RuleBook& book, RequestReader& reader,
            const Clock& clock)
      : queries_(pool), show_(queries_, book, clock), service_(show_, reader) {}

  void AddTo(rpc::Server& server) { server.AddService(service_); }

 private:
  PostgresDuesQueries queries_;
  ShowDuesHandler show_;
  DuesServiceAdapter service_;
};

}  // namespace paritrana::compliance
