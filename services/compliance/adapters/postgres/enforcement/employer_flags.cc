// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/enforcement/employer_flags.h"

#include <vector>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/books/assessment_ledger.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;

// $1 employers. States 1 suspected, 2 confirmed.
constexpr std::string_view kRead = R"sql(
SELECT employer_id, coalesce(bit_or(1 << flag) FILTER (WHERE state = 1), 0),
       coalesce(bit_or(1 << flag) FILTER (WHERE state = 2), 0)
  FROM employer_finding
 WHERE employer_id = ANY ($1::bigint[]) AND nib = '' AND state IN (1, 2)
 GROUP BY employer_id
)sql";

FlagSet ReadSet(const postgres::Result& rows, int row, int column) {
  return FlagSet::FromBits(static_cast<std::uint32_t>(rows.Int64(row, column)));
}

Param IdsParam(std::span<const EmployerId> employers) {
  std::vector<std::int64_t> ids;
  for (const EmployerId employer : employers) ids.push_back(ToColumn(employer.value()));
  return Param::Int64Array(ids);
}

}  // namespace

absl::Status QueueForAssessment(postgres::Connection& connection,
                                std::span<const EmployerId> changed) {
  const std::vector<Param> params = {IdsParam(changed)};
  return connection.Execute(assessment_sql::kQueue, params).status();
}

absl::StatusOr<std::map<EmployerId, EmployerFlags>> ReadEmployerFlags(
    postgres::Connection& connection, std::span<const EmployerId> employers) {
  const std::vector<Param> params = {IdsParam(employers)};
  PARITRANA_ASSIGN_OR_RETURN(const postgres::Result rows, connection.Execute(kRead, params));
  std::map<EmployerId, EmployerFlags> flags;
  for (int row = 0; row < rows.rows(); ++row) {
    flags[EmployerId(FromColumn(rows.Int64(row, 0)))] = {ReadSet(rows, row, 1),
                                                         ReadSet(rows, row, 2)};
  }
  return flags;
}

absl::StatusOr<std::map<EmployerId, EmployerFlags>> PostgresEmployerFlags::Read(
    std::span<const EmployerId> employers, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return ReadEmployerFlags(*lease, employers);
}

}  // namespace paritrana::compliance
