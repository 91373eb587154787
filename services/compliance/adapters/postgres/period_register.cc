// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/period_register.h"

#include <sstream>
#include <string>
#include <vector>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/answer_store.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/read_period.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;
using postgres::Result;

// $1 employer, $2 month, $3 closed. A period that was never touched has no row.
constexpr std::string_view kChange = R"sql(
INSERT INTO period AS p (employer_id, month, closed, version)
SELECT $1, $2, $3::boolean, 1
ON CONFLICT (employer_id, month) DO UPDATE SET closed = excluded.closed, version = p.version + 1
RETURNING version
)sql";

// What a key stands for, as kept beside its answer.
std::string RequestText(const ChangePeriod& change) {
  std::string text = std::string(change.close ? "close " : "reopen ") +
                     std::to_string(change.payer.value()) + " " + change.month.ToString();
  if (change.expected_version > 0) text += " at " + std::to_string(change.expected_version);
  if (change.close_with_waiting) text += " with waiting";
  return text;
}

std::string AnswerText(const PeriodState& state) {
  return (state.closed ? "closed " : "open ") + std::to_string(state.version) + " " +
         std::to_string(state.waiting) + (state.nil_return ? " nil" : "");
}

PeriodState ReadAnswer(const std::string& text) {
  std::istringstream words(text);
  PeriodState state;
  std::string word;
  words >> word >> state.version >> state.waiting;
  state.closed = word == "closed";
  state.nil_return = text.ends_with(" nil");
  return state;
}

absl::Status CheckClose(const ChangePeriod& change, const PeriodState& state) {
  if (!change.close) return absl::OkStatus();
  if (change.expected_version > 0 && change.expected_version != state.version) {
    return MakeError("PERIOD_VERSION_DIFFERS", "expected_version");
  }
  if (!state.closed && state.waiting > 0 && !change.close_with_waiting) {
    return MakeError("PERIOD_HAS_WAITING_LINES", "period");
  }
  return absl::OkStatus();
}

absl::StatusOr<PeriodState> ChangeNow(postgres::Connection& connection,
                                      const ChangePeriod& change) {
  PARITRANA_ASSIGN_OR_RETURN(PeriodState state, ReadPeriod(connection, change.payer, change.month));
  PARITRANA_RETURN_IF_ERROR(CheckClose(change, state));
  if (state.closed != change.close) {
    const std::vector<Param> params = {IdParam(change.payer), MonthParam(change.month),
                                       Param(change.close)};
    PARITRANA_ASSIGN_OR_RETURN(const Result row, connection.Execute(kChange, params));
    state.closed = change.close;
    state.version = static_cast<std::uint64_t>(row.Int64(0, 0));
  }
  PARITRANA_RETURN_IF_ERROR(KeepAnswer(
      connection, {change.idempotency_key, RequestText(change), AnswerText(state)}, change.now));
  return state;
}

}  // namespace

absl::StatusOr<PeriodState> PostgresPeriodRegister::Find(EmployerId payer, Month month,
                                                         absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(ReadAtOneMoment(*lease));
  PARITRANA_ASSIGN_OR_RETURN(const PeriodState state, ReadPeriod(*lease, payer, month));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return state;
}

absl::StatusOr<PeriodState> PostgresPeriodRegister::Apply(const ChangePeriod& change,
                                                          absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  const std::vector<Param> payer = {IdParam(change.payer)};
  PARITRANA_RETURN_IF_ERROR(lease->Execute(ledger_sql::kLockPayer, payer).status());
  PARITRANA_RETURN_IF_ERROR(lease->Execute(ledger_sql::kPlanByIndex).status());
  PARITRANA_ASSIGN_OR_RETURN(const auto known,
                             FindAnswer(*lease, change.idempotency_key, RequestText(change)));
  if (known) return ReadAnswer(*known);
  PARITRANA_ASSIGN_OR_RETURN(const PeriodState state, ChangeNow(*lease, change));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return state;
}

}  // namespace paritrana::compliance
