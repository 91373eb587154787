// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/placement.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/reference.h"

namespace paritrana::contribution {
namespace {

using Part = PlacementRow::Part;

// More than five years of extra months is a slip of the pen.
constexpr int kExtraMonthsMax = 60;

// Words of a part in lower case, single-spaced: "contract 24 months".
std::string Normal(absl::string_view part) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(part, absl::ByAnyChar(" \t"), absl::SkipEmpty());
  return absl::AsciiStrToLower(absl::StrJoin(words, " "));
}

// Reads N of "N months"; 0 if it is something else.
int MonthsIn(absl::string_view text, absl::string_view unit) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, absl::MaxSplits(' ', 1));
  int months = 0;
  if (words.size() != 2 || !absl::SimpleAtoi(words[0], &months) || months < 1) return 0;
  return words[1] == absl::StrCat(unit, "s") || words[1] == unit ? months : 0;
}

// Adds one part. False if it is not one, or stands there already.
bool AddPart(const std::string& part, Placement& placement) {
  if (part == "before placement") {
    return !std::exchange(placement.before_placement, true);
  }
  if (absl::string_view(part).substr(0, 9) == "contract ") {
    const int months = MonthsIn(absl::string_view(part).substr(9), "month");
    return months > 0 && std::exchange(placement.contract_months, months) == 0;
  }
  const int months = part == "each extra month" ? 1 : MonthsIn(part, "extra month");
  return months > 0 && months <= kExtraMonthsMax &&
         std::exchange(placement.extra_months, months) == 0;
}

const PlacementRow* FindRow(const RuleBook& book, Month month, Part part, int contract_months) {
  for (const PlacementRow& row : book.rows().placements) {
    if (row.part == part && row.months == contract_months && row.validity.Has(month)) return &row;
  }
  return nullptr;
}

bool HasRows(const RuleBook& book, Month month) {
  for (const PlacementRow& row : book.rows().placements) {
    if (row.validity.Has(month)) return true;
  }
  return false;
}

absl::Status AddStep(const RuleBook& book, Month month, PlacementStep step,
                     Calculation& calculation) {
  const PlacementRow* row = FindRow(book, month, step.part, step.months);
  if (row == nullptr) {
    return MakeError(HasRows(book, month) ? "PLACEMENT_INVALID" : "RULE_UNKNOWN", "class");
  }
  step.each = Rupiah(row->rupiah);
  step.rule = ReferenceTo(row->origin);
  const std::int64_t before = calculation.package_amount.value_or(Rupiah()).value();
  calculation.package_amount = Rupiah(before + step.times * row->rupiah);
  calculation.package.push_back(std::move(step));
  return absl::OkStatus();
}

absl::Status AddPackage(const RuleBook& book, const PlacementCase& placement,
                        Calculation& calculation) {
  const Placement& parts = placement.placement;
  if (parts == Placement{}) return MakeError("FIELD_REQUIRED", "class");
  const auto add = [&](Part part, int months, int times) {
    return AddStep(book, placement.month, {part, months, times, {}, {}}, calculation);
  };
  if (parts.before_placement) PARITRANA_RETURN_IF_ERROR(add(Part::kBeforePlacement, 0, 1));
  if (parts.contract_months > 0) {
    PARITRANA_RETURN_IF_ERROR(add(Part::kContract, parts.contract_months, 1));
  }
  if (parts.extra_months > 0) {
    PARITRANA_RETURN_IF_ERROR(add(Part::kExtraMonth, 0, parts.extra_months));
  }
  calculation.notes.push_back(Note::kSplitNotPublished);
  return absl::OkStatus();
}

absl::Status AddSavings(const RuleBook& book, const PlacementCase& placement,
                        Calculation& calculation) {
  const RuleSet& rules = book.RulesFor({.month = placement.month, .segment = Segment::kPmi});
  const ResolvedRate& rate = rules.Of(Programme::kJht);
  if (rate.state != RuleState::kInForce) return MakeError("RULE_UNKNOWN", "programmes");
  if (!placement.chosen_jht) return MakeError("FIELD_REQUIRED", "income");
  const std::int64_t chosen = placement.chosen_jht->value();
  if (chosen < rate.employee_least || chosen > rate.employee_most) {
    return MakeError("FIELD_OUT_OF_RANGE", "income");
  }
  ProgrammeLine line;
  line.programme = Programme::kJht;
  line.income = line.base = *placement.chosen_jht;
  line.fixed = *placement.chosen_jht;
  line.employee_least = Rupiah(rate.employee_least);
  line.employee_most = Rupiah(rate.employee_most);
  line.employee_exact = {chosen, 0, 1};
  line.shares.employee = *placement.chosen_jht;
  line.rule = ReferenceTo(book.rows().rates[static_cast<std::size_t>(rate.row)].origin);
  calculation.lines.push_back(std::move(line));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Placement> ParsePlacement(std::string_view text) {
  Placement placement;
  const absl::string_view view(text.data(), text.size());
  for (const absl::string_view part : absl::StrSplit(view, '+')) {
    if (!AddPart(Normal(part), placement)) return MakeError("PLACEMENT_INVALID", "class");
  }
  return placement;
}

absl::StatusOr<Calculation> Calculate(const RuleBook& book, const PlacementCase& placement) {
  const ProgrammeSet asked = placement.programmes;
  if (asked.empty()) return MakeError("FIELD_REQUIRED", "programmes");
  const bool package = asked.Has(Programme::kJkk);
  if (package != asked.Has(Programme::kJkm)) {
    return MakeError("PROGRAMME_NOT_IN_SEGMENT", "programmes", "PMI has JKK and JKM together only");
  }
  if (!package && !asked.Has(Programme::kJht)) {
    return MakeError("PROGRAMME_NOT_IN_SEGMENT", "programmes");
  }
  Calculation calculation;
  calculation.month = placement.month;
  if (package) PARITRANA_RETURN_IF_ERROR(AddPackage(book, placement, calculation));
  if (asked.Has(Programme::kJht)) {
    PARITRANA_RETURN_IF_ERROR(AddSavings(book, placement, calculation));
  }
  for (const Programme programme : {Programme::kJp, Programme::kJkp}) {
    if (asked.Has(programme)) calculation.not_in_segment.push_back(programme);
  }
  Complete(book, calculation);
  return calculation;
}

}  // namespace paritrana::contribution
