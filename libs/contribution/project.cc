// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/project.h"

#include <algorithm>
#include <vector>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/amount.h"
#include "libs/contribution/reference.h"

namespace paritrana::contribution {
namespace {

using Slices = std::vector<const SliceRow*>;

absl::Status CheckCase(const ProjectCase& project) {
  if (project.contract_value.value() < 0) return MakeError("AMOUNT_NEGATIVE", "income");
  if (project.contract_value.value() > kContractRupiahMax) {
    return MakeError("AMOUNT_ABSURD", "income");
  }
  if (project.programmes.empty()) return MakeError("FIELD_REQUIRED", "programmes");
  if (project.programmes.Has(Programme::kJkk) || project.programmes.Has(Programme::kJkm)) {
    return absl::OkStatus();
  }
  return MakeError("PROGRAMME_NOT_IN_SEGMENT", "programmes");
}

Slices SlicesIn(const RuleBook& book, Month month) {
  Slices slices;
  for (const SliceRow& row : book.rows().slices) {
    if (row.validity.Has(month)) slices.push_back(&row);
  }
  std::sort(slices.begin(), slices.end(),
            [](const SliceRow* a, const SliceRow* b) { return a->number < b->number; });
  return slices;
}

std::int64_t PartInside(const SliceRow& slice, std::int64_t value) {
  return std::min(value, slice.up_to.value_or(value)) - slice.over;
}

ProgrammeLine WriteLine(const Slices& slices, Programme programme, const ProjectCase& project,
                        RoundingRow::Mode rounding) {
  ProgrammeLine line;
  line.programme = programme;
  line.income = line.base = project.contract_value;
  line.rule = ReferenceTo(slices.front()->origin);
  std::int64_t scaled = 0;  // at most kContractRupiahMax × kSliceRateMax: within 64 bits
  for (const SliceRow* slice : slices) {
    const std::int64_t part = PartInside(*slice, project.contract_value.value());
    if (part <= 0) break;
    const std::int32_t rate =
        programme == Programme::kJkk ? slice->jkk_per_100000 : slice->jkm_per_100000;
    scaled += part * rate;
    line.slices.push_back({slice->number, Rupiah(part), rate, ReferenceTo(slice->origin)});
  }
  line.employer_exact = {scaled / kRateUnit, scaled % kRateUnit, kRateUnit};
  line.shares.employer = Rupiah(Round({scaled, kRateUnit}, rounding));
  return line;
}

}  // namespace

absl::StatusOr<Calculation> Calculate(const RuleBook& book, const ProjectCase& project) {
  PARITRANA_RETURN_IF_ERROR(CheckCase(project));
  const Slices slices = SlicesIn(book, project.month);
  const RoundingRow* rounding = RoundingFor(book, project.month);
  if (slices.empty() || rounding == nullptr) return MakeError("RULE_UNKNOWN", "date");
  Calculation calculation;
  calculation.month = project.month;
  for (const Programme programme : kProgrammes) {
    if (!project.programmes.Has(programme)) continue;
    if (programme == Programme::kJkk || programme == Programme::kJkm) {
      calculation.lines.push_back(WriteLine(slices, programme, project, rounding->mode));
    } else {
      calculation.not_in_segment.push_back(programme);
    }
  }
  Complete(book, calculation);
  return calculation;
}

}  // namespace paritrana::contribution
