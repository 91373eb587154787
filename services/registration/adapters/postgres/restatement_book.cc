// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/postgres/restatement_book.h"

#include <cstdint>
#include <limits>

#include "libs/base/status_macros.h"
#include "libs/postgres/connection.h"
#include "services/registration/adapters/postgres/columns.h"

namespace paritrana::registration {
namespace {

using postgres::Param;

// A new request while one is under way begins anew: the region has changed again.
constexpr std::string_view kRequest = R"sql(
INSERT INTO restatement (employer_id, requested_at) VALUES ($1, $2)
ON CONFLICT (employer_id) DO UPDATE SET after_pseudonym = NULL, requested_at = excluded.requested_at
)sql";

constexpr std::string_view kNext = R"sql(
SELECT r.employer_id, r.after_pseudonym, e.registration_region
  FROM restatement r JOIN employer e USING (employer_id)
 ORDER BY r.requested_at LIMIT 1 FOR UPDATE OF r SKIP LOCKED
)sql";

constexpr std::string_view kMembers = R"sql(
SELECT DISTINCT pseudonym FROM membership
 WHERE employer_id = $1 AND pseudonym > $2 AND registration_region IS DISTINCT FROM $3
   AND (end_day IS NULL OR end_day >= $4)
 ORDER BY pseudonym LIMIT $5
)sql";

}  // namespace

absl::Status PostgresRestatementBook::Request(EmployerId employer, absl::Time now) {
  const Param params[] = {Param(ToColumn(employer)), Param(now)};
  return connection_.Execute(kRequest, params).status();
}

absl::StatusOr<std::optional<Restatement>> PostgresRestatementBook::Next() {
  PARITRANA_ASSIGN_OR_RETURN(const auto rows, connection_.Execute(kNext));
  if (rows.rows() == 0) return std::nullopt;
  Restatement restatement{FromColumn<EmployerId>(rows.Int64(0, 0)),
                          RegionFromColumn(rows.Int64(0, 2)), std::nullopt};
  if (!rows.IsNull(0, 1)) restatement.after = FromColumn<Pseudonym>(rows.Int64(0, 1));
  return restatement;
}

absl::StatusOr<std::vector<Pseudonym>> PostgresRestatementBook::Members(
    const Restatement& restatement, absl::CivilDay today, int limit) {
  constexpr std::int64_t kBeforeAll = std::numeric_limits<std::int64_t>::min();
  const Param params[] = {Param(ToColumn(restatement.employer)),
                          Param(restatement.after ? ToColumn(*restatement.after) : kBeforeAll),
                          Param(ToColumn(restatement.region)),
                          Param(std::int64_t{ToDayNumber(today)}), Param(std::int64_t{limit})};
  PARITRANA_ASSIGN_OR_RETURN(const auto rows, connection_.Execute(kMembers, params));
  std::vector<Pseudonym> members;
  for (int row = 0; row < rows.rows(); ++row) {
    members.push_back(FromColumn<Pseudonym>(rows.Int64(row, 0)));
  }
  return members;
}

absl::Status PostgresRestatementBook::GoOn(EmployerId employer, std::optional<Pseudonym> after) {
  const Param params[] = {Param(ToColumn(employer)),
                          after ? Param(ToColumn(*after)) : Param::Null()};
  return connection_
      .Execute("UPDATE restatement SET after_pseudonym = $2 WHERE employer_id = $1", params)
      .status();
}

absl::Status PostgresRestatementBook::Finish(EmployerId employer) {
  const Param params[] = {Param(ToColumn(employer))};
  return connection_.Execute("DELETE FROM restatement WHERE employer_id = $1", params).status();
}

}  // namespace paritrana::registration
