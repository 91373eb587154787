// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "libs/contribution/rule_rows.h"
#include "libs/contribution/vocabulary.h"

// The words that data files and cases write for the values of fixed lists, exactly as they stand
// there. Nothing for words that are not in the list.
namespace paritrana::contribution {

std::optional<Programme> FindProgramme(std::string_view word);        // "JKK"
std::optional<ProgrammeSet> FindProgrammes(std::string_view words);   // "JKK+JKM"; none for ""
std::optional<Segment> FindSegment(std::string_view word);            // "PU", "JAKON"
std::optional<RiskClass> FindRiskClass(std::string_view word);        // "I" … "V"; "" is kNone
std::optional<EmployerKind> FindEmployerKind(std::string_view word);  // "private"; "" is any
std::optional<SizeClass> FindSizeClass(std::string_view word);        // "micro"; "" is any
std::optional<Confidence> FindConfidence(std::string_view word);      // "H", "M", "L", "D", "EX"
std::optional<BoundRow::Kind> FindBoundKind(std::string_view word);   // "wage_ceiling"
std::optional<PlacementRow::Part> FindPlacementPart(std::string_view word);  // "contract"
std::optional<DueRow::Shift> FindShift(std::string_view word);               // "next_working_day"
std::optional<Holiday::Kind> FindHolidayKind(std::string_view word);         // "national"
std::optional<RoundingRow::Mode> FindRounding(std::string_view word);        // "half_up"
std::optional<std::vector<Head>> FindHeads(std::string_view words);          // "JKK+JKM+FINE"
std::optional<AllocationRow::PeriodOrder> FindPeriodOrder(std::string_view word);
std::optional<AllocationRow::ShareOrder> FindShareOrder(std::string_view word);
std::optional<bool> FindYesNo(std::string_view word);  // "yes"

std::string_view NameOf(Programme programme);
std::string_view NameOf(Head head);
std::string_view NameOf(Segment segment);
std::string_view NameOf(RiskClass risk_class);
std::string_view NameOf(Confidence confidence);

}  // namespace paritrana::contribution
