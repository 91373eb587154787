// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "services/registration/application/books.h"

namespace paritrana::postgres {
class Connection;
}  // namespace paritrana::postgres

namespace paritrana::registration {

// Restatements in the table `restatement`, within the open transaction of a connection. Taking one
// skips those that another transaction works at, so that several processes share the work.
class PostgresRestatementBook : public RestatementBook {
 public:
  explicit PostgresRestatementBook(postgres::Connection& connection) : connection_(connection) {}

  absl::Status Request(EmployerId employer, absl::Time now) override;
  absl::StatusOr<std::optional<Restatement>> Next() override;
  absl::StatusOr<std::vector<Pseudonym>> Members(const Restatement& restatement,
                                                 absl::CivilDay today, int limit) override;
  absl::Status GoOn(EmployerId employer, std::optional<Pseudonym> after) override;
  absl::Status Finish(EmployerId employer) override;

 private:
  postgres::Connection& connection_;
};

}  // namespace paritrana::registration
