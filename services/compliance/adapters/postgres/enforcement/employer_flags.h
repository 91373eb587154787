// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <span>

#include "absl/status/status.h"
#include "libs/postgres/pool.h"
#include "services/compliance/application/enforcement/employer_flags.h"

namespace paritrana::compliance {

// Called in the transaction that changes flags, after the change and before its commit, with the
// employers concerned (at least one, each once; never an undertaking that is not registered). An
// error rolls the change back. May be empty.
using FlagHook =
    std::function<absl::Status(postgres::Connection&, std::span<const EmployerId> changed)>;

// Has employers assessed again, in the caller's transaction: what is stated about them
// (compliance.employers.v1) follows their flags. A hook.
absl::Status QueueForAssessment(postgres::Connection& connection,
                                std::span<const EmployerId> changed);

// Reads flags within a transaction of the caller.
absl::StatusOr<std::map<EmployerId, EmployerFlags>> ReadEmployerFlags(
    postgres::Connection& connection, std::span<const EmployerId> employers);

// Flags from table employer_finding. Thread-safe.
class PostgresEmployerFlags : public EmployerFlagsReader {
 public:
  // The pool must outlive the reader.
  explicit PostgresEmployerFlags(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::map<EmployerId, EmployerFlags>> Read(std::span<const EmployerId> employers,
                                                           absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
