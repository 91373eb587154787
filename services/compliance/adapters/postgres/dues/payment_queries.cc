// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/dues/payment_queries.h"

#include <limits>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/dues/account_rows.h"
#include "services/compliance/adapters/postgres/dues/account_statements.h"
#include "services/compliance/adapters/postgres/read_period.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// $1 payer, $2 reference.
constexpr std::string_view kFind = R"sql(
SELECT payment_no, reference, amount, paid_on, period, correction_reason, recorded_at,
       account_version, reversed_on, reversal_reason, reversal_correction_reason, reversed_at,
       reversal_version
  FROM payment WHERE employer_id = $1 AND reference = $2
)sql";

// $1 payer, $2 last number of the page before, $3 rows.
constexpr std::string_view kList = R"sql(
SELECT p.payment_no, p.reference, p.amount, p.paid_on, p.period, p.correction_reason, p.recorded_at,
       p.account_version, p.reversed_on, p.reversal_reason, p.reversal_correction_reason,
       p.reversed_at, p.reversal_version,
       (SELECT coalesce(sum(a.jkk + a.jkm + a.jht + a.jp + a.jkp + a.fine), 0)::bigint
          FROM allocation a
         WHERE a.employer_id = p.employer_id AND a.payment_no = p.payment_no)
  FROM payment p WHERE p.employer_id = $1 AND p.payment_no > $2 ORDER BY p.payment_no LIMIT $3
)sql";
constexpr int kAllocatedColumn = 13;

// $1 payer, $2 payment, $3 version.
constexpr std::string_view kPieces = R"sql(
SELECT payment_no, period, segment, sum(jkk)::bigint, sum(jkm)::bigint, sum(jht)::bigint,
       sum(jp)::bigint, sum(jkp)::bigint, sum(fine)::bigint
  FROM allocation WHERE employer_id = $1 AND payment_no = $2 AND version <= $3
 GROUP BY payment_no, period, segment
)sql";

// $1 payer.
constexpr std::string_view kBalance =
    "SELECT version, posted, allocated, unallocated FROM payer_account WHERE employer_id = $1";
// $1 payer, $2 version.
constexpr std::string_view kBalanceAt =
    "SELECT version, posted, allocated, unallocated FROM account_version "
    "WHERE employer_id = $1 AND version = $2";

// Forgets what happened to a payment after the moment asked for, and says up to which version the
// journal tells.
std::int64_t TurnBack(PaymentMoment moment, KeptPayment& kept) {
  if (moment == PaymentMoment::kNow) return std::numeric_limits<std::int64_t>::max();
  if (moment == PaymentMoment::kReversed && kept.reversal) {
    return static_cast<std::int64_t>(kept.reversal->account_version);
  }
  kept.payment.reversal.reset();
  kept.reversal.reset();
  return static_cast<std::int64_t>(kept.account_version);
}

absl::StatusOr<AccountBalance> BalanceNow(Connection& connection, EmployerId payer) {
  const std::vector<Param> params = {IdParam(payer)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kBalance, params));
  return rows.rows() == 0 ? AccountBalance{} : ReadBalance(rows, 0, 0);
}

absl::StatusOr<AccountBalance> BalanceAt(Connection& connection, EmployerId payer,
                                         std::int64_t version) {
  const std::vector<Param> params = {IdParam(payer), Param(version)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kBalanceAt, params));
  if (rows.rows() == 0) return MakeError("DATA_CORRUPT", {}, "an account lacks a version");
  return ReadBalance(rows, 0, 0);
}

absl::StatusOr<std::vector<Piece>> PiecesAt(Connection& connection, EmployerId payer,
                                            const Payment& payment, std::int64_t version) {
  const std::vector<Param> params = {IdParam(payer), Param(payment.no.value()), Param(version)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kPieces, params));
  std::vector<Piece> pieces;
  for (int row = 0; row < rows.rows(); ++row) AppendPieces(rows, row, 0, payment.paid_on, pieces);
  SortPieces(pieces);
  return pieces;
}

absl::StatusOr<PaymentView> FindIn(Connection& connection, EmployerId payer,
                                   std::string_view reference, PaymentMoment moment) {
  PARITRANA_RETURN_IF_ERROR(ReadAtOneMoment(connection));
  const std::vector<Param> params = {IdParam(payer), Param(reference)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kFind, params));
  if (rows.rows() == 0) return MakeError("PAYMENT_UNKNOWN", "reference");
  PaymentView view;
  view.kept = ReadPayment(rows, 0, 0);
  const std::int64_t version = TurnBack(moment, view.kept);
  PARITRANA_ASSIGN_OR_RETURN(view.pieces, PiecesAt(connection, payer, view.kept.payment, version));
  PARITRANA_ASSIGN_OR_RETURN(view.balance, moment == PaymentMoment::kNow
                                               ? BalanceNow(connection, payer)
                                               : BalanceAt(connection, payer, version));
  return view;
}

absl::StatusOr<PaymentPage> ListIn(Connection& connection, EmployerId payer, PaymentNo after,
                                   int most) {
  PARITRANA_RETURN_IF_ERROR(ReadAtOneMoment(connection));
  const std::vector<Param> params = {IdParam(payer), Param(after.value()),
                                     Param(std::int64_t{most} + 1)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kList, params));
  PaymentPage page;
  page.more = rows.rows() > most;
  for (int row = 0; row < rows.rows() && row < most; ++row) {
    page.payments.push_back(ReadPayment(rows, row, 0));
    page.allocated.emplace_back(rows.Int64(row, kAllocatedColumn));
  }
  PARITRANA_ASSIGN_OR_RETURN(page.balance, BalanceNow(connection, payer));
  return page;
}

}  // namespace

absl::StatusOr<PaymentView> PostgresPaymentQueries::Find(EmployerId payer,
                                                         std::string_view reference,
                                                         PaymentMoment moment,
                                                         absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_ASSIGN_OR_RETURN(PaymentView view, FindIn(*lease, payer, reference, moment));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return view;
}

absl::StatusOr<PaymentPage> PostgresPaymentQueries::List(EmployerId payer, PaymentNo after,
                                                         int most, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_ASSIGN_OR_RETURN(PaymentPage page, ListIn(*lease, payer, after, most));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return page;
}

}  // namespace paritrana::compliance
