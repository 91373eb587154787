// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/enforcement/subject_rows.h"

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;

// Another number than that of the payer's lock (kLockPayer).
constexpr std::uint64_t kStandingLock = 0x656e666f72636500;

constexpr std::string_view kFindEmployer =
    "SELECT employer_id, '' FROM employer WHERE employer_ref = $1 ORDER BY employer_id LIMIT 1";
constexpr std::string_view kFindUndertaking =
    "SELECT 0, nib FROM obliged_undertaking WHERE nib = $1";

// $1 employer, $2 day, $3 reason.
constexpr std::string_view kRevoke =
    "UPDATE certificate SET revoked_on = $2, revoked_for = $3 "
    "WHERE employer_id = $1 AND revoked_on IS NULL";

}  // namespace

absl::Status LockStanding(postgres::Connection& connection, EmployerId employer) {
  const std::vector<Param> params = {Param(ToColumn(employer.value() ^ kStandingLock))};
  return connection.Execute("SELECT pg_advisory_xact_lock($1)", params).status();
}

absl::Status RevokeCertificates(postgres::Connection& connection, EmployerId employer,
                                absl::CivilDay day, std::string_view reason) {
  if (employer == EmployerId()) return absl::OkStatus();
  const std::vector<Param> params = {IdParam(employer), DayColumn(day), Param(reason)};
  return connection.Execute(kRevoke, params).status();
}

absl::StatusOr<Subject> FindSubjectByReference(postgres::Connection& connection,
                                               std::string_view reference) {
  const std::optional<std::string> nib = ReadNibReference(reference);
  const std::vector<Param> params = {nib ? Param(*nib) : Param(reference)};
  PARITRANA_ASSIGN_OR_RETURN(const postgres::Result rows,
                             connection.Execute(nib ? kFindUndertaking : kFindEmployer, params));
  if (rows.rows() == 0) return MakeError("EMPLOYER_UNKNOWN", "employer_ref");
  return ReadSubject(rows, 0, 0);
}

}  // namespace paritrana::compliance
