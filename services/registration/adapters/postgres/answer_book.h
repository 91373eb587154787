// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/postgres/connection.h"
#include "services/registration/application/books.h"

namespace paritrana::registration {

// Answers in the table `answer`, within the open transaction of a connection.
class PostgresAnswerBook : public AnswerBook {
 public:
  explicit PostgresAnswerBook(postgres::Connection& connection) : connection_(connection) {}

  absl::StatusOr<std::optional<Answer>> Claim(const RequestKey& key) override;

  absl::StatusOr<std::int64_t> Forget(absl::Time before, int limit) override;

  // Completes the row that Claim made.
  absl::Status Keep(const Kept& kept);

 private:
  postgres::Connection& connection_;
};

}  // namespace paritrana::registration
