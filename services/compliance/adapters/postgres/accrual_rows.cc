// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/accrual_rows.h"

#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {

void AccrualRows::Add(const VersionMade& made, const AccrualSum& sum) {
  const std::int64_t day = ToDayNumber(DayInWib(made.recorded_at));
  for (const auto& [key, change] : sum.changes()) {
    if (change == Accrual{}) continue;
    std::size_t column = 0;
    for (const std::int64_t value :
         {ToColumn(made.payer.value()), std::int64_t{made.period.number()},
          static_cast<std::int64_t>(made.version), static_cast<std::int64_t>(key.first),
          std::int64_t{key.second.number()}, day, change.lines}) {
      columns_[column++].push_back(value);
    }
    for (const Shares& shares : change.amounts) {
      columns_[column++].push_back(shares.employer.value());
      columns_[column++].push_back(shares.employee.value());
    }
  }
}

postgres::Connection::Statement AccrualRows::Insert() const {
  postgres::Connection::Statement insert{ledger_sql::kInsertAccruals, {}};
  for (const auto& column : columns_) insert.params.push_back(postgres::Param::Int64Array(column));
  return insert;
}

}  // namespace paritrana::compliance
