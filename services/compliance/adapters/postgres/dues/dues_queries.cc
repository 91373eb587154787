// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/dues/dues_queries.h"

#include <utility>

#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/dues/dues_statements.h"
#include "services/compliance/adapters/postgres/read_period.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

Month MonthAt(const Result& rows, int row, int column) {
  return Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, column)));
}

absl::CivilDay DayAt(const Result& rows, int row, int column) {
  return FromDayNumber(static_cast<std::int32_t>(rows.Int64(row, column)));
}

PayerTerms ReadTerms(const Result& rows, int row) {
  PayerTerms terms;
  terms.kind = static_cast<std::uint8_t>(rows.Int64(row, 0));
  terms.size_class = static_cast<std::uint8_t>(rows.Int64(row, 1));
  terms.jkk_class = static_cast<std::uint8_t>(rows.Int64(row, 2));
  const std::string reliefs(rows.Text(row, 3));
  terms.reliefs = absl::StrSplit(reliefs, ' ', absl::SkipEmpty());
  return terms;
}

// From the columns segment, recorded_on, lines and ten amounts.
Charge ReadCharge(const Result& rows, int row, int column, Month period) {
  Charge charge;
  charge.period = period;
  charge.segment = static_cast<Segment>(rows.Int64(row, column));
  charge.recorded_on = DayAt(rows, row, column + 1);
  charge.lines = rows.Int64(row, column + 2);
  int at = column + 3;
  for (Shares& shares : charge.amounts) {
    shares.employer = Rupiah(rows.Int64(row, at++));
    shares.employee = Rupiah(rows.Int64(row, at++));
  }
  return charge;
}

Payment ReadPayment(const Result& rows, int row) {
  Payment payment;
  payment.no = PaymentNo(rows.Int64(row, 0));
  payment.amount = Rupiah(rows.Int64(row, 2));
  payment.paid_on = DayAt(rows, row, 3);
  payment.recorded_on = DayInWib(rows.Time(row, 4));
  if (!rows.IsNull(row, 5)) payment.period = MonthAt(rows, row, 5);
  if (!rows.IsNull(row, 6)) payment.reversal = {DayAt(rows, row, 6), DayInWib(rows.Time(row, 7))};
  return payment;
}

// From the results of AccountStatements.
absl::StatusOr<AccountRecord> Read(const std::vector<Result>& read) {
  const Result& terms = read[0];
  const Result& earlier = read[1];
  const Result& charges = read[2];
  const Result& payments = read[3];
  if (terms.rows() == 0) return MakeError("PAYER_UNKNOWN", "payer");
  AccountRecord record;
  record.terms = ReadTerms(terms, 0);
  for (int row = 0; row < earlier.rows(); ++row) {
    record.earlier.push_back({DayAt(earlier, row, 4), ReadTerms(earlier, row)});
  }
  for (int row = 0; row < charges.rows(); ++row) {
    record.history.charges.push_back(ReadCharge(charges, row, 1, MonthAt(charges, row, 0)));
  }
  for (int row = 0; row < payments.rows(); ++row) {
    record.history.payments.push_back(ReadPayment(payments, row));
    record.references[record.history.payments.back().no] = std::string(payments.Text(row, 1));
  }
  return record;
}

std::vector<Connection::Statement> AccountStatements(EmployerId payer) {
  return {{dues_sql::kTerms, {IdParam(payer)}},
          {dues_sql::kEarlierTerms, {IdParam(payer)}},
          {dues_sql::kCharges, {IdParam(payer)}},
          {dues_sql::kPayments, {IdParam(payer)}}};
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
    record.covered.push_back({MonthAt(months, row, 0), ReadCharge(months, row, 1, period)});
  }
  return record;
}

}  // namespace paritrana::compliance
