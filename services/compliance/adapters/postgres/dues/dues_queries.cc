// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/dues/dues_queries.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/dues/account_rows.h"
#include "services/compliance/adapters/postgres/dues/account_statements.h"
#include "services/compliance/adapters/postgres/dues/dues_statements.h"
#include "services/compliance/adapters/postgres/read_period.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// Results of AccountStatements, by place.
enum : std::size_t { kTerms, kEarlier, kCharges, kPayments };

std::vector<Connection::Statement> AccountStatements(EmployerId payer) {
  const std::int64_t id = ToColumn(payer.value());
  const Param ids = Param::Int64Array({&id, 1});
  return {{account_sql::kReadTerms, {ids}},
          {dues_sql::kEarlierTerms, {IdParam(payer)}},
          {account_sql::kReadCharges, {ids}},
          {account_sql::kReadPayments, {ids}}};
}

absl::StatusOr<AccountRecord> Read(const std::vector<Result>& read) {
  if (read[kTerms].rows() == 0) return MakeError("PAYER_UNKNOWN", "payer");
  AccountRecord record;
  record.terms = ReadTerms(read[kTerms], 0, 1);
  const Result& earlier = read[kEarlier];
  for (int row = 0; row < earlier.rows(); ++row) {
    const auto changed_on = static_cast<std::int32_t>(earlier.Int64(row, 4));
    record.earlier.push_back({FromDayNumber(changed_on), ReadTerms(earlier, row, 0)});
  }
  for (int row = 0; row < read[kCharges].rows(); ++row) {
    record.history.charges.push_back(ReadCharge(read[kCharges], row, 1));
  }
  for (int row = 0; row < read[kPayments].rows(); ++row) {
    const KeptPayment kept = ReadPayment(read[kPayments], row, 1);
    record.history.payments.push_back(kept.payment);
    record.references[kept.payment.no] = kept.reference;
  }
  return record;
}

}  // namespace

absl::StatusOr<AccountRecord> PostgresDuesQueries::ReadAccount(EmployerId payer,
                                                               absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(ReadAtOneMoment(*lease));
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> read,
                             lease->Pipeline(AccountStatements(payer)));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return Read(read);
}

absl::StatusOr<DuesQueries::PeriodRecord> PostgresDuesQueries::ReadPeriod(EmployerId payer,
                                                                          Month period,
                                                                          absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(ReadAtOneMoment(*lease));
  std::vector<Connection::Statement> statements = AccountStatements(payer);
  statements.push_back({dues_sql::kCoveredMonths, {IdParam(payer), MonthParam(period)}});
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> read, lease->Pipeline(statements));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  PeriodRecord record;
  PARITRANA_ASSIGN_OR_RETURN(record.account, Read(read));
  const Result& months = read.back();
  for (int row = 0; row < months.rows(); ++row) {
    const auto covered = static_cast<std::int32_t>(months.Int64(row, 0));
    record.covered.push_back({Month::FromNumber(covered), ReadCharge(months, row, 1)});
  }
  return record;
}

}  // namespace paritrana::compliance
