// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/events/outbox.h"
#include "libs/identity/identity.h"
#include "libs/postgres/pool.h"
#include "services/registration/application/register.h"

namespace paritrana::registration {

struct PostgresRegisterOptions {
  std::uint32_t shard_count = 8;
  // Called after every commit with facts: wakes the relay.
  std::function<void()> on_commit = [] {};
};

// The register in PostgreSQL, tables of migrations/.
//
// A transaction borrows one connection from the pool for as long as it lives. State, answer and
// outbox rows commit together. Thread-safe.
class PostgresRegister : public Register {
 public:
  // `pool` and `vault` outlive the register.
  PostgresRegister(postgres::Pool& pool, const identity::Vault& vault,
                   PostgresRegisterOptions options)
      : pool_(pool), vault_(vault), options_(std::move(options)) {}

  absl::StatusOr<std::unique_ptr<RegisterTransaction>> Begin(absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
  const identity::Vault& vault_;
  PostgresRegisterOptions options_;
  ::paritrana::events::Outbox outbox_{"/paritrana/registration"};
};

}  // namespace paritrana::registration
