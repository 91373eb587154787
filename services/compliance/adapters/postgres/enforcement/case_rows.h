// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/adapters/postgres/enforcement/subject_rows.h"
#include "services/compliance/application/enforcement/case_book.h"

// Rows of the tables case_file and case_event.
namespace paritrana::compliance {

// The cases that a clause after the columns finds ("WHERE c.case_no = $1"), in its order, with
// their events. The clause never holds a value.
absl::StatusOr<std::vector<StoredCase>> ReadCases(postgres::Connection& connection,
                                                  std::string_view clause,
                                                  std::span<const postgres::Param> params);

// CASE_UNKNOWN.
absl::StatusOr<StoredCase> ReadCase(postgres::Connection& connection, std::int64_t number);

// Writes the row of a case that has none, and returns its number. CASE_ALREADY_OPEN.
absl::StatusOr<std::int64_t> InsertCase(postgres::Connection& connection, const StoredCase& opened);

// Adds events and keeps how the case stands after all of them. CASE_ALREADY_OPEN.
absl::Status AppendEvents(postgres::Connection& connection, std::int64_t number,
                          std::span<const CaseEvent> events, const CaseFile& after);

}  // namespace paritrana::compliance
