// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "libs/postgres/pool.h"
#include "services/compliance/application/resend_facts.h"

namespace paritrana::compliance {

// Makes ContributionsPosted again from tables chunk_shard, chunk, line and entry. Never looks into
// the outbox: its rows may be gone. Only the message's id among the headers is new. Thread-safe.
class PostgresFactArchive : public FactArchive {
 public:
  // The pool must outlive the archive.
  explicit PostgresFactArchive(postgres::Pool& pool) : pool_(pool) {}

  absl::Status ForEach(const FactRange& range, absl::Time deadline,
                       const std::function<absl::Status(paritrana::events::Record)>& sink) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
