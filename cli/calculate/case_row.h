// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/due_date.h"
#include "libs/contribution/placement.h"
#include "libs/contribution/project.h"
#include "libs/contribution/rule_book.h"
#include "libs/contribution/shares.h"
#include "libs/payroll_files/sheet.h"

// Rows of a file of contribution cases (docs/formats/contribution-cases-csv.md) as what they ask.
namespace paritrana::cli {

// The columns of such a file that are read; others are passed over.
enum class CaseColumn : std::uint8_t {
  kCaseId,
  kCaseType,
  kDate,
  kSegment,
  kEmployerKind,
  kPayer,
  kIncome,
  kClass,
  kProgrammes,
  kAge,
  kJpDeferred,
  kReliefCode,
  kMonthsLate,
  kPaidDate,
  kHolidays,
};

// What such a file looks like.
const files::SheetForm& CaseForm();

// The cells of one row.
class CaseRow {
 public:
  CaseRow(const files::Sheet& sheet, const files::SheetRow& row) : sheet_(sheet), row_(row) {}

  // Trimmed; empty where the file has no such column.
  std::string_view Cell(CaseColumn column) const {
    return sheet_.Cell(row_, static_cast<std::size_t>(column)).text;
  }

 private:
  const files::Sheet& sheet_;
  const files::SheetRow& row_;
};

// The fine on arrears of a month that are some months late.
struct LateFineCase {
  contribution::DueCase due;
  Rupiah arrears;
  int months_late = 0;
};

// The fine on arrears of a month that were paid on a day.
struct DatedFineCase {
  contribution::DueCase due;
  Rupiah arrears;
  absl::CivilDay paid_on;
};

// What a row asks.
using ContributionCase =
    std::variant<contribution::MonthlyCase, contribution::ProjectCase, contribution::PlacementCase,
                 contribution::DueCase, LateFineCase, DatedFineCase>;

// Reads a row. The error's field is the column at fault: CASE_TYPE_UNKNOWN, DATE_INVALID,
// SEGMENT_INVALID (unknown, or not one of the case type), ENUM_UNKNOWN, AMOUNT_…,
// RISK_CLASS_INVALID, PROGRAMME_UNKNOWN, PROGRAMME_REPEATED, RELIEF_UNKNOWN, PLACEMENT_INVALID,
// FIELD_REQUIRED, FIELD_MALFORMED, FIELD_OUT_OF_RANGE.
absl::StatusOr<ContributionCase> ReadCase(const contribution::RuleBook& book, const CaseRow& row);

}  // namespace paritrana::cli
