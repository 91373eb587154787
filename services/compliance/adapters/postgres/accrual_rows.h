// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"
#include "libs/postgres/connection.h"
#include "services/compliance/domain/dues/accrual.h"

namespace paritrana::compliance {

// A version of a payer's period, and when it was made.
struct VersionMade {
  EmployerId payer;
  Month period;
  std::uint64_t version = 0;
  absl::Time recorded_at;
};

// Rows of table `accrual`, one array a column.
class AccrualRows {
 public:
  // What is zero gets no row.
  void Add(const VersionMade& made, const AccrualSum& sum);

  bool empty() const { return columns_.front().empty(); }

  // The statement that writes all of it (ledger_sql::kInsertAccruals).
  postgres::Connection::Statement Insert() const;

 private:
  static constexpr std::size_t kColumns = 7 + 2 * kProgrammeCount;

  std::array<std::vector<std::int64_t>, kColumns> columns_;
};

}  // namespace paritrana::compliance
