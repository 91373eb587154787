// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "libs/postgres/connection.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/domain/enforcement/subject.h"

// How subjects and days stand in the tables of enforcement.
namespace paritrana::compliance {

inline postgres::Param DayColumn(absl::CivilDay day) {
  return postgres::Param(std::int64_t{ToDayNumber(day)});
}

inline absl::CivilDay DayAt(const postgres::Result& rows, int row, int column) {
  return FromDayNumber(static_cast<std::int32_t>(rows.Int64(row, column)));
}

template <typename Enum>
postgres::Param EnumParam(Enum value) {
  return postgres::Param(static_cast<std::int64_t>(value));
}

// A subject from the columns employer_id, nib.
inline Subject ReadSubject(const postgres::Result& rows, int row, int column) {
  return {EmployerId(FromColumn(rows.Int64(row, column))), std::string(rows.Text(row, column + 1))};
}

// Takes the lock under which good standing of an employer changes: confirmations, openings of cases
// and certificates go one after the other. Postings of the employer are not held up.
absl::Status LockStanding(postgres::Connection& connection, EmployerId employer);

// Revokes the certificates of an employer that still stand; of an undertaking there are none.
absl::Status RevokeCertificates(postgres::Connection& connection, EmployerId employer,
                                absl::CivilDay day, std::string_view reason);

// Whom "npp-division" or "nib-…" names. EMPLOYER_UNKNOWN.
absl::StatusOr<Subject> FindSubjectByReference(postgres::Connection& connection,
                                               std::string_view reference);

}  // namespace paritrana::compliance
