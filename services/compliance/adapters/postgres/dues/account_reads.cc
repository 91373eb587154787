// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/dues/account_reads.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "libs/base/check.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/dues/account_rows.h"
#include "services/compliance/adapters/postgres/dues/account_statements.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// Results of the pipeline, by place.
enum : std::size_t {
  kPlan,
  kMake,
  kHold,
  kTake,
  kTerms,
  kCharges,
  kPayments,
  kJournal,
  kNumbers,
  kStatements,
};

// Gives what the rows say to the accounts they are about.
class Reader {
 public:
  explicit Reader(std::span<const AccountQuery> queries) : held_(queries.size()) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      held_[i].state.payer = queries[i].payer;
      place_[ToColumn(queries[i].payer.value())] = i;
    }
    PARITRANA_CHECK(place_.size() == queries.size());
  }

  void TakeBalances(const Result& rows) {
    for (int row = 0; row < rows.rows(); ++row) Of(rows, row).balance = ReadBalance(rows, row, 1);
  }
  void TakeTerms(const Result& rows) {
    for (int row = 0; row < rows.rows(); ++row) Of(rows, row).terms = ReadTerms(rows, row, 1);
  }
  void TakeCharges(const Result& rows) {
    for (int row = 0; row < rows.rows(); ++row) {
      Of(rows, row).charges.push_back(ReadCharge(rows, row, 1));
    }
  }
  void TakePayments(const Result& rows) {
    for (int row = 0; row < rows.rows(); ++row) {
      Of(rows, row).payments.push_back(ReadPayment(rows, row, 1));
      const Payment& payment = Of(rows, row).payments.back().payment;
      paid_on_[payment.no] = payment.paid_on;
    }
  }
  void TakeJournal(const Result& rows) {
    for (int row = 0; row < rows.rows(); ++row) {
      const auto paid_on = paid_on_.find(PaymentNo(rows.Int64(row, 1)));
      PARITRANA_CHECK(paid_on != paid_on_.end());
      AppendPieces(rows, row, 1, paid_on->second, Of(rows, row).journal);
    }
    for (HeldAccount& held : held_) SortPieces(held.state.journal);
  }
  void CountTaken(const Result& rows) {
    for (int row = 0; row < rows.rows(); ++row) {
      held_[place_.at(rows.Int64(row, 0))].taken_in = rows.Int64(row, 1);
    }
  }
  void GiveNumbers(const Result& rows, std::span<const AccountQuery> queries) {
    int row = 0;
    for (std::size_t i = 0; i < queries.size(); ++i) {
      if (queries[i].takes_payment) held_[i].next_payment = PaymentNo(rows.Int64(row++, 0));
    }
  }

  std::vector<HeldAccount> Finish() && { return std::move(held_); }

 private:
  AccountState& Of(const Result& rows, int row) {
    return held_[place_.at(rows.Int64(row, 0))].state;
  }

  std::vector<HeldAccount> held_;
  absl::flat_hash_map<std::int64_t, std::size_t> place_;
  absl::flat_hash_map<PaymentNo, absl::CivilDay> paid_on_;
};

Param IdsOf(std::span<const AccountQuery> queries, bool only_takers) {
  std::vector<std::int64_t> ids;
  for (const AccountQuery& query : queries) {
    if (!only_takers || query.takes_accruals) ids.push_back(ToColumn(query.payer.value()));
  }
  return Param::Int64Array(ids);
}

std::vector<Connection::Statement> StatementsFor(std::span<const AccountQuery> queries) {
  namespace sql = account_sql;
  const Param ids = IdsOf(queries, false);
  const auto numbers = std::count_if(queries.begin(), queries.end(),
                                     [](const AccountQuery& query) { return query.takes_payment; });
  std::vector<Connection::Statement> statements(kStatements);
  statements[kPlan] = {ledger_sql::kPlanByIndex, {}};
  statements[kMake] = {sql::kMakeAccounts, {ids}};
  statements[kHold] = {sql::kHoldAccounts, {ids}};
  statements[kTake] = {sql::kTakeAccruals, {IdsOf(queries, true)}};
  statements[kTerms] = {sql::kReadTerms, {ids}};
  statements[kCharges] = {sql::kReadCharges, {ids}};
  statements[kPayments] = {sql::kReadPayments, {ids}};
  statements[kJournal] = {sql::kReadJournal, {ids}};
  statements[kNumbers] = {sql::kNextPayments, {Param(std::int64_t{numbers})}};
  return statements;
}

}  // namespace

absl::StatusOr<std::vector<HeldAccount>> HoldAccounts(Connection& connection,
                                                      std::span<const AccountQuery> queries) {
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> results,
                             connection.Pipeline(StatementsFor(queries)));
  Reader reader(queries);
  reader.TakeBalances(results[kHold]);
  reader.CountTaken(results[kTake]);
  reader.TakeTerms(results[kTerms]);
  reader.TakeCharges(results[kCharges]);
  reader.TakePayments(results[kPayments]);
  reader.TakeJournal(results[kJournal]);
  reader.GiveNumbers(results[kNumbers], queries);
  return std::move(reader).Finish();
}

}  // namespace paritrana::compliance
