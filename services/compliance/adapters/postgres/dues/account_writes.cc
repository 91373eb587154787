// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/dues/account_writes.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/dues/account_rows.h"
#include "services/compliance/adapters/postgres/dues/account_statements.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;

// Columns of numbers, as arrays for unnest.
class NumberColumns {
 public:
  explicit NumberColumns(std::size_t columns) : columns_(columns) {}

  void Add(std::initializer_list<std::int64_t> row) {
    PARITRANA_CHECK(row.size() == columns_.size());
    auto column = columns_.begin();
    for (const std::int64_t value : row) (column++)->push_back(value);
  }
  bool empty() const { return columns_.front().empty(); }
  Param operator[](std::size_t column) const { return Param::Int64Array(columns_[column]); }
  std::vector<Param> All() const {
    std::vector<Param> params;
    for (std::size_t i = 0; i < columns_.size(); ++i) params.push_back((*this)[i]);
    return params;
  }

 private:
  std::vector<std::vector<std::int64_t>> columns_;
};

std::int64_t VersionColumn(std::uint64_t version) { return static_cast<std::int64_t>(version); }

void AddPayments(std::span<const AccountChange> changes,
                 std::vector<Connection::Statement>& statements) {
  NumberColumns numbers(7);
  std::vector<std::string> references;
  std::vector<std::string> reasons;
  for (const AccountChange& change : changes) {
    if (change.cause != AccountCause::kPayment) continue;
    const KeptPayment& kept = *change.payment;
    const Payment& payment = kept.payment;
    numbers.Add({ToColumn(change.payer.value()), payment.no.value(), payment.amount.value(),
                 ToDayNumber(payment.paid_on), payment.period ? payment.period->number() : 0,
                 absl::ToUnixMicros(kept.recorded_at), VersionColumn(kept.account_version)});
    references.push_back(kept.reference);
    reasons.push_back(kept.correction_reason);
  }
  if (numbers.empty()) return;
  statements.push_back(
      {account_sql::kInsertPayments,
       {numbers[0], numbers[1], Param::TextArray(references), numbers[2], numbers[3], numbers[4],
        Param::TextArray(reasons), numbers[5], numbers[6]}});
}

void AddReversals(std::span<const AccountChange> changes,
                  std::vector<Connection::Statement>& statements) {
  NumberColumns numbers(4);
  std::vector<std::string> reasons;
  std::vector<std::string> corrections;
  for (const AccountChange& change : changes) {
    if (change.cause != AccountCause::kReversal) continue;
    const KeptPayment& kept = *change.payment;
    numbers.Add({kept.payment.no.value(), ToDayNumber(kept.payment.reversal->reversed_on),
                 absl::ToUnixMicros(kept.reversal->recorded_at),
                 VersionColumn(kept.reversal->account_version)});
    reasons.push_back(kept.reversal->reason);
    corrections.push_back(kept.reversal->correction_reason);
  }
  if (numbers.empty()) return;
  statements.push_back({account_sql::kReversePayments,
                        {numbers[0], numbers[1], Param::TextArray(reasons),
                         Param::TextArray(corrections), numbers[2], numbers[3]}});
}

void AddAllocations(std::span<const AccountChange> changes,
                    std::vector<Connection::Statement>& statements) {
  NumberColumns numbers(11);
  for (const AccountChange& change : changes) {
    for (const AllocationDelta& row : ToAllocationDeltas(change.moved)) {
      numbers.Add({ToColumn(change.payer.value()), VersionColumn(change.balance.version),
                   row.payment.value(), row.period.number(), static_cast<std::int64_t>(row.segment),
                   row.heads[0], row.heads[1], row.heads[2], row.heads[3], row.heads[4],
                   row.heads[5]});
    }
  }
  if (!numbers.empty()) statements.push_back({account_sql::kInsertAllocations, numbers.All()});
}

void AddVersions(std::span<const AccountChange> changes,
                 std::vector<Connection::Statement>& statements) {
  NumberColumns numbers(8);
  for (const AccountChange& change : changes) {
    const AccountBalance& balance = change.balance;
    numbers.Add({ToColumn(change.payer.value()), VersionColumn(balance.version),
                 balance.posted.value(), balance.allocated.value(), balance.unallocated.value(),
                 static_cast<std::int64_t>(change.cause),
                 change.payment ? change.payment->payment.no.value() : 0,
                 absl::ToUnixMicros(change.now)});
  }
  statements.push_back({account_sql::kInsertVersions, numbers.All()});
  statements.push_back(
      {account_sql::kUpdateAccounts, {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]}});
}

}  // namespace

absl::Status WriteAccounts(Connection& connection, std::span<const AccountChange> changes) {
  std::vector<Connection::Statement> statements;
  AddPayments(changes, statements);
  AddReversals(changes, statements);
  AddAllocations(changes, statements);
  AddVersions(changes, statements);
  PARITRANA_ASSIGN_OR_RETURN(const auto results, connection.Pipeline(statements));
  // The accounts were held, so nobody else can have moved them on.
  if (results.back().affected() != static_cast<std::int64_t>(changes.size())) {
    return MakeError("DATA_CORRUPT", {}, "an account is not at the version it was held at");
  }
  return absl::OkStatus();
}

}  // namespace paritrana::compliance
