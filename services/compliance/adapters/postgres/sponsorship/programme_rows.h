// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "libs/postgres/connection.h"
#include "services/compliance/domain/sponsorship/programme.h"

namespace paritrana::compliance {

// Columns of a programme with one state of its terms; rows of a programme follow each other, oldest
// state first. To be completed with FROM kProgrammeTables, WHERE and ORDER BY.
inline constexpr std::string_view kProgrammeColumns =
    "p.programme_no, p.employer_id, p.programme, coalesce(e.employer_ref, ''), p.kind, p.region, "
    "p.with_jht, p.income, p.funding, t.version, t.dated_on, t.recorded_on, t.recorded_at, "
    "t.first_month, t.last_month, t.target_heads, t.budget, t.reason, t.recorded_by";
inline constexpr std::string_view kProgrammeTables =
    "sponsor_programme p JOIN sponsor_programme_terms t USING (programme_no) "
    "LEFT JOIN employer e ON e.employer_id = p.employer_id";

// Puts rows of the columns above together.
std::vector<SponsorProgramme> ReadProgrammes(const postgres::Result& rows);

// A column with a day number, and back.
absl::CivilDay ReadDay(const postgres::Result& rows, int row, int column);
postgres::Param DayParam(absl::CivilDay day);
Month ReadMonth(const postgres::Result& rows, int row, int column);

}  // namespace paritrana::compliance
