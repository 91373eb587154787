// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/postgres/connection.h"
#include "services/compliance/application/settlement_ledger.h"

namespace paritrana::compliance {

// Reads what is to be settled of one payer, in an open transaction that holds the payer. See
// SettlementTransaction for the verbs. One thread.
class BookReader {
 public:
  // The connection must outlive the reader.
  BookReader(postgres::Connection& connection, EmployerId payer);

  absl::StatusOr<PayerBook> ReadTasks(std::size_t tasks_max);
  absl::StatusOr<PayerBook> ReadOverdue(absl::Time now, std::size_t lines_max);
  absl::StatusOr<PayerBook> ReadLine(const SubmissionKey& submission, std::uint64_t line_no);

 private:
  // Pseudonyms as columns.
  using Workers = std::vector<std::int64_t>;

  // Adds the owners of workers; returns the new ones among these.
  absl::StatusOr<Workers> AddOwners(const Workers& workers);
  absl::Status AddMemberships(const Workers& owners);
  absl::Status AddCounted(const Workers& workers);
  absl::Status AddWaiting(const Workers& owners);
  // Who used the payroll numbers of the waiting lines, and which of the owners used any.
  absl::Status AddNumbers(const Workers& owners);

  postgres::Connection& connection_;
  const std::int64_t employer_id_;
  PayerBook book_;
};

}  // namespace paritrana::compliance
