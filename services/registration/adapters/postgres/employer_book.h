// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "services/registration/application/books.h"

namespace paritrana::postgres {
class Connection;
class Result;
}  // namespace paritrana::postgres

namespace paritrana::registration {

// Employers in the table `employer`, within the open transaction of a connection. The name of an
// individual is stored encrypted.
class PostgresEmployerBook : public EmployerBook {
 public:
  PostgresEmployerBook(postgres::Connection& connection, const identity::Vault& vault)
      : connection_(connection), vault_(vault) {}

  absl::StatusOr<std::vector<Employer>> Find(std::span<const EmployerRef> refs,
                                             LockMode mode) override;
  absl::StatusOr<std::vector<Employer>> List(const EmployerPage& page) override;
  absl::StatusOr<absl::flat_hash_map<EmployerId, EmployerRef>> RefsOf(
      std::span<const EmployerId> ids) override;
  absl::StatusOr<std::optional<Employer>> Lock(const EmployerRef& ref) override;
  absl::Status Add(const Employer& employer) override;
  absl::Status Change(const Employer& employer) override;

 private:
  absl::StatusOr<Employer> Read(const postgres::Result& rows, int row) const;
  absl::StatusOr<std::vector<Employer>> ReadAll(const postgres::Result& rows) const;
  absl::StatusOr<std::int64_t> Write(std::string_view sql, const Employer& employer);

  postgres::Connection& connection_;
  const identity::Vault& vault_;
};

}  // namespace paritrana::registration
