// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/rule_files.h"

#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/rule_files_cells.h"
#include "libs/contribution/words.h"
#include "libs/csv/table.h"

namespace paritrana::contribution {
namespace {

using rule_files::Cells;
using rule_files::Dated;
using rule_files::ReadRows;
using rule_files::Undated;

RateRow ReadRate(Cells& cells) {
  RateRow row;
  row.origin = cells.Origin("rate_id");
  row.validity = cells.Valid();
  row.programme = cells.Word("programme", FindProgramme);
  row.segment = cells.Word("segment", FindSegment);
  row.risk_class = cells.Word("class", FindRiskClass);
  row.relief_code = cells.Text("relief_code");
  row.employer_per_100000 = cells.Small("employer_rate_per_100000");
  row.employee_per_100000 = cells.Small("employee_rate_per_100000");
  row.state_per_100000 = cells.SmallOrZero("state_rate_per_100000");
  row.from_jkk_per_100000 = cells.SmallOrZero("from_jkk_rate_per_100000");
  row.from_jkm_per_100000 = cells.SmallOrZero("from_jkm_rate_per_100000");
  row.fixed_employee = cells.OptionalNumber("fixed_employee_amount").value_or(0);
  row.employee_least = cells.OptionalNumber("min_employee_amount");
  row.employee_most = cells.OptionalNumber("max_employee_amount");
  row.factor_num = cells.Small("factor_num");
  row.factor_den = cells.Small("factor_den");
  const std::string bounds = cells.Text("base_bounds");
  if (bounds != "none" && bounds != "ceilings") cells.Fault("base_bounds", "is unknown");
  row.base_bounded = bounds == "ceilings";
  return row;
}

BoundRow ReadBound(Cells& cells) {
  BoundRow row;
  row.origin = cells.Origin("bound_id");
  row.validity = cells.Valid();
  row.programme = cells.Word("programme", FindProgramme);
  row.segment = cells.Word("segment", FindSegment);
  row.kind = cells.Word("kind", FindBoundKind);
  row.value = cells.Number("value");
  return row;
}

SliceRow ReadSlice(Cells& cells) {
  SliceRow row;
  row.origin = cells.Origin("slice_id");
  row.validity = cells.Valid();
  row.number = cells.Small("slice_no");
  row.over = cells.Number("value_over");
  row.up_to = cells.OptionalNumber("value_up_to");
  row.jkk_per_100000 = cells.Small("jkk_rate_per_100000");
  row.jkm_per_100000 = cells.Small("jkm_rate_per_100000");
  row.jkk_at_top = cells.OptionalNumber("cumulative_jkk_at_top");
  row.jkm_at_top = cells.OptionalNumber("cumulative_jkm_at_top");
  return row;
}

PlacementRow ReadPlacement(Cells& cells) {
  PlacementRow row;
  row.origin = cells.Origin("placement_id");
  row.validity = cells.Valid();
  row.part = cells.Word("part", FindPlacementPart);
  row.months = static_cast<int>(cells.OptionalNumber("contract_months").value_or(0));
  row.rupiah = cells.Number("amount");
  return row;
}

DueRow ReadDue(Cells& cells) {
  DueRow row;
  row.origin = cells.Origin("due_id");
  row.validity = cells.Valid();
  row.segment = cells.Word("segment", FindSegment);
  row.employer_kind = cells.Word("employer_kind", FindEmployerKind);
  row.relief_code = cells.Text("relief_code");
  row.day = cells.Small("due_day");
  row.month_offset = cells.Small("due_month_offset");
  row.shift = cells.Word("holiday_shift", FindShift);
  row.fine_per_100000 = cells.Small("late_fine_per_100000_per_month");
  return row;
}

HolidayRow ReadHoliday(Cells& cells) {
  HolidayRow row;
  row.origin = cells.Origin("holiday_date");
  row.holiday.day = cells.Day("holiday_date");
  row.holiday.kind = cells.Word("holiday_kind", FindHolidayKind);
  return row;
}

MandatoryRow ReadMandatory(Cells& cells) {
  MandatoryRow row;
  row.origin = cells.Origin("mandatory_id");
  row.validity = cells.Valid();
  row.segment = cells.Word("segment", FindSegment);
  row.size_class = cells.Word("size_class", FindSizeClass);
  row.programmes = cells.Word("programmes", FindProgrammes);
  return row;
}

ReliefRow ReadRelief(Cells& cells) {
  ReliefRow row;
  row.origin = cells.Origin("relief_code");
  row.code = cells.Text("relief_code");
  row.applies_if_sponsored = cells.Word("applies_if_sponsored", FindYesNo);
  return row;
}

RoundingRow ReadRounding(Cells& cells) {
  RoundingRow row;
  row.origin = cells.Origin("rounding_id");
  row.validity = cells.Valid();
  row.mode = cells.Word("mode", FindRounding);
  if (cells.Number("unit_rupiah") != 1) cells.Fault("unit_rupiah", "must be 1");
  return row;
}

AllocationRow ReadAllocation(Cells& cells) {
  AllocationRow row;
  row.origin = cells.Origin("allocation_id");
  row.validity = cells.Valid();
  row.period_order = cells.Word("period_order", FindPeriodOrder);
  row.heads = cells.Word("heads", FindHeads);
  row.share_order = cells.Word("share_order", FindShareOrder);
  return row;
}

ArrearsClassRow ReadArrearsClass(Cells& cells) {
  ArrearsClassRow row;
  row.origin = cells.Origin("class_id");
  row.validity = cells.Valid();
  row.code = cells.Text("code");
  row.least = cells.Small("months_late_from");
  if (!cells.Text("months_late_to").empty()) row.most = cells.Small("months_late_to");
  row.name_id = cells.Text("name_id");
  row.name_en = cells.Text("name_en");
  return row;
}

// Settings of the book: a key and a value a row.
absl::Status ReadSettings(const std::string& path, RuleRows* rows) {
  const std::vector<std::string> columns = {"key", "value"};
  PARITRANA_ASSIGN_OR_RETURN(const csv::Table table, csv::Table::Read(path, columns));
  bool known_on = false;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    Cells cells(table, columns, i);
    const std::string key = cells.Text("key");
    if (key == "known_on") {
      rows->known_on = cells.Day("value");
      known_on = true;
    } else if (key == "collective_leave_is_holiday") {
      rows->collective_leave_is_holiday = cells.Word("value", FindYesNo);
    } else {
      cells.Fault("key", "is unknown");
    }
    PARITRANA_RETURN_IF_ERROR(cells.status());
  }
  return known_on ? absl::OkStatus() : MakeError("RULES_INVALID", "known_on", path + ": missing");
}

}  // namespace

absl::StatusOr<RuleRows> ReadRuleRows(const std::string& folder) {
  RuleRows rows;
  const auto path = [&](std::string_view name) {
    return absl::StrCat(folder, "/", std::string(name), ".csv");
  };
  PARITRANA_RETURN_IF_ERROR(ReadSettings(path("book"), &rows));
  PARITRANA_RETURN_IF_ERROR(ReadRows(
      path("rates"),
      Dated({"rate_id", "programme", "segment", "class", "relief_code", "employer_rate_per_100000",
             "employee_rate_per_100000", "state_rate_per_100000", "from_jkk_rate_per_100000",
             "from_jkm_rate_per_100000", "fixed_employee_amount", "min_employee_amount",
             "max_employee_amount", "factor_num", "factor_den", "base_bounds"}),
      ReadRate, &rows.rates));
  PARITRANA_RETURN_IF_ERROR(ReadRows(path("ceilings"),
                                     Dated({"bound_id", "programme", "segment", "kind", "value"}),
                                     ReadBound, &rows.bounds));
  PARITRANA_RETURN_IF_ERROR(
      ReadRows(path("jakon_tiers"),
               Dated({"slice_id", "slice_no", "value_over", "value_up_to", "jkk_rate_per_100000",
                      "jkm_rate_per_100000", "cumulative_jkk_at_top", "cumulative_jkm_at_top"}),
               ReadSlice, &rows.slices));
  PARITRANA_RETURN_IF_ERROR(ReadRows(path("placements"),
                                     Dated({"placement_id", "part", "contract_months", "amount"}),
                                     ReadPlacement, &rows.placements));
  PARITRANA_RETURN_IF_ERROR(
      ReadRows(path("due_dates"),
               Dated({"due_id", "segment", "employer_kind", "relief_code", "due_day",
                      "due_month_offset", "holiday_shift", "late_fine_per_100000_per_month"}),
               ReadDue, &rows.due));
  PARITRANA_RETURN_IF_ERROR(ReadRows(path("holidays"), Undated({"holiday_date", "holiday_kind"}),
                                     ReadHoliday, &rows.holidays));
  PARITRANA_RETURN_IF_ERROR(ReadRows(path("mandatory_programmes"),
                                     Dated({"mandatory_id", "segment", "size_class", "programmes"}),
                                     ReadMandatory, &rows.mandatory));
  PARITRANA_RETURN_IF_ERROR(ReadRows(path("reliefs"),
                                     Undated({"relief_code", "applies_if_sponsored"}), ReadRelief,
                                     &rows.reliefs));
  PARITRANA_RETURN_IF_ERROR(ReadRows(path("rounding"),
                                     Dated({"rounding_id", "mode", "unit_rupiah"}), ReadRounding,
                                     &rows.roundings));
  PARITRANA_RETURN_IF_ERROR(
      ReadRows(path("allocation"), Dated({"allocation_id", "period_order", "heads", "share_order"}),
               ReadAllocation, &rows.allocations));
  PARITRANA_RETURN_IF_ERROR(ReadRows(
      path("arrears_classes"),
      Dated({"class_id", "code", "months_late_from", "months_late_to", "name_id", "name_en"}),
      ReadArrearsClass, &rows.arrears_classes));
  return rows;
}

absl::StatusOr<RuleBook> ReadRuleBook(const std::string& folder) {
  PARITRANA_ASSIGN_OR_RETURN(RuleRows rows, ReadRuleRows(folder));
  return RuleBook::Make(std::move(rows));
}

}  // namespace paritrana::contribution
