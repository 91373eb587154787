// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <utility>

#include "services/compliance/adapters/postgres/enforcement/subject_rows.h"
#include "services/compliance/application/enforcement/finding_book.h"

// Rows of the tables employer_finding and finding_event.
namespace paritrana::compliance {

// One finding by its number, held against other changes. FINDING_UNKNOWN.
absl::StatusOr<NamedFinding> LockFinding(postgres::Connection& connection, std::int64_t number);

// FINDING_UNKNOWN.
absl::StatusOr<NamedFinding> ReadFinding(postgres::Connection& connection, std::int64_t number);

absl::StatusOr<std::vector<NamedFinding>> ReadFindings(postgres::Connection& connection,
                                                       const Subject& subject, bool with_closed);

absl::StatusOr<std::vector<FindingEvent>> ReadFindingEvents(postgres::Connection& connection,
                                                            std::int64_t number);

// What stands of these subjects, by subject and flag, held against other changes.
using StandingFindings = std::map<std::pair<Subject, Flag>, EmployerFinding>;
absl::StatusOr<StandingFindings> LockStandingFindings(postgres::Connection& connection,
                                                      std::span<const Subject> subjects);

// Writes findings, new ones too, each with its event. ABORTED if one of the same kind came to stand
// meanwhile.
absl::Status WriteFindings(postgres::Connection& connection, std::span<FindingChange> changes,
                           absl::Time now);

}  // namespace paritrana::compliance
