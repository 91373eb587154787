// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/read_period.h"

#include <vector>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

constexpr std::string_view kOneMoment = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

// Compiling a plan takes longer than reading the largest payer's period.
constexpr std::string_view kWithoutCompiling = "SET LOCAL jit = off";

// $1 employer, $2 month. Always one row. OFFSET 0 keeps the planner to the order written here. Run
// kind 4 is a nil return.
constexpr std::string_view kReadPeriod = R"sql(
SELECT coalesce(p.closed, false), coalesce(p.version, 0),
       (SELECT count(*)
          FROM (SELECT s.submission_no FROM run r JOIN submission s USING (run_no)
                 WHERE r.employer_id = $1 AND r.period = $2 OFFSET 0) s
         CROSS JOIN LATERAL (SELECT FROM waiting_line w
                              WHERE w.submission_no = s.submission_no OFFSET 0) w),
       EXISTS (SELECT FROM run r JOIN submission s USING (run_no)
                WHERE r.employer_id = $1 AND r.period = $2 AND r.kind = 4
                  AND r.replaced_by IS NULL AND s.sealed_at IS NOT NULL)
   AND NOT EXISTS (
        SELECT FROM (SELECT s.submission_no FROM run r JOIN submission s USING (run_no)
                      WHERE r.employer_id = $1 AND r.period = $2 OFFSET 0) s
         CROSS JOIN LATERAL (SELECT FROM line l WHERE l.submission_no = s.submission_no
                                AND l.standing = 1 LIMIT 1) l)
  FROM (SELECT) one
  LEFT JOIN period p ON p.employer_id = $1 AND p.month = $2
)sql";

}  // namespace

absl::Status ReadAtOneMoment(Connection& connection) {
  const std::vector<Connection::Statement> statements = {
      {kOneMoment, {}}, {kWithoutCompiling, {}}, {ledger_sql::kPlanByIndex, {}}};
  return connection.Pipeline(statements).status();
}

absl::StatusOr<PeriodState> ReadPeriod(Connection& connection, EmployerId payer, Month month) {
  const std::vector<Param> params = {IdParam(payer), MonthParam(month)};
  PARITRANA_ASSIGN_OR_RETURN(const Result row, connection.Execute(kReadPeriod, params));
  PeriodState state;
  state.closed = row.Bool(0, 0);
  state.version = static_cast<std::uint64_t>(row.Int64(0, 1));
  state.waiting = static_cast<std::uint64_t>(row.Int64(0, 2));
  state.nil_return = row.Bool(0, 3);
  return state;
}

}  // namespace paritrana::compliance
