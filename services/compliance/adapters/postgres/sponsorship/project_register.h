// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/sponsorship/project_register.h"

namespace paritrana::compliance {

// Keeps projects in tables project, project_terms and charge. A transaction holds a lock of its own
// for the project, not the payer's. Thread-safe.
class PostgresProjectRegister : public ProjectRegister {
 public:
  // The pool must outlive the register.
  explicit PostgresProjectRegister(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::unique_ptr<ProjectTransaction>> Begin(EmployerId payer,
                                                            absl::Time deadline) override;
  absl::StatusOr<contribution::EmployerKind> ReadKind(EmployerId payer,
                                                      absl::Time deadline) override;
  absl::StatusOr<ProjectWorkers> CountWorkers(EmployerId payer, absl::CivilDay day,
                                              absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
