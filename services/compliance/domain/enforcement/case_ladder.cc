// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/case_ladder.h"

#include <algorithm>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/due_date.h"
#include "services/compliance/domain/enforcement/rule_faults.h"

namespace paritrana::compliance {
namespace {

using contribution::RuleBook;

constexpr int kRespondDaysMax = 365;
constexpr std::int32_t kFineMax = 100'000;
constexpr std::int64_t kRateUnit = 100'000;

// More days than any clock with its holidays takes: a stop without end is found before.
constexpr int kSearchDaysMax = 3 * kRespondDaysMax;

bool Counts(const RuleBook& book, const LadderRow& row, absl::CivilDay day) {
  return row.days == LadderRow::Days::kCalendar || book.IsWorkingDay(day);
}

// The day after all stops that touch `day`; nothing if one has no end.
std::optional<absl::CivilDay> AfterStops(const std::vector<ClockStop>& stops, absl::CivilDay day) {
  for (bool moved = true; moved;) {
    moved = false;
    for (const ClockStop& stop : stops) {
      if (!stop.Has(day)) continue;
      if (!stop.until) return std::nullopt;
      day = *stop.until;
      moved = true;
    }
  }
  return day;
}

absl::Status CheckRow(const LadderRow& row) {
  if (row.validity.to < row.validity.from) return RuleFault(row.origin, "ends before it begins");
  if (row.respond_days < 0 || row.respond_days > kRespondDaysMax) {
    return RuleFault(row.origin, "respond_days is outside 0 to 365");
  }
  const bool fine = row.step == CaseStep::kFine;
  if (row.fine_per_100000 < 0 || row.fine_per_100000 > kFineMax ||
      (!fine && row.fine_per_100000 != 0)) {
    return RuleFault(row.origin, "only the step FINE has a fine, of 0 to 100,000");
  }
  return absl::OkStatus();
}

// A ladder must have all its steps in every month that has any.
absl::Status CheckWhole(const std::vector<LadderRow>& rows, const LadderRow& row) {
  for (int step = 1; step <= kCaseStepLast; ++step) {
    for (const Month month : {row.validity.from, row.validity.to}) {
      const bool there = std::any_of(rows.begin(), rows.end(), [&](const LadderRow& other) {
        return static_cast<int>(other.step) == step && other.validity.Has(month);
      });
      if (!there) return RuleFault(row.origin, "a step lacks in its months");
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::optional<absl::CivilDay> RespondBy(const RuleBook& book, const LadderRow& row,
                                        absl::CivilDay taken_on,
                                        const std::vector<ClockStop>& stops) {
  absl::CivilDay day = taken_on;
  int left = row.respond_days;
  for (int searched = 0; left > 0 && searched < kSearchDaysMax; ++searched) {
    const std::optional<absl::CivilDay> next = AfterStops(stops, day + 1);
    if (!next) return std::nullopt;
    day = *next;
    if (Counts(book, row, day)) --left;
  }
  return day;
}

int DaysLeft(const RuleBook& book, const LadderRow& row, absl::CivilDay today,
             absl::CivilDay respond_by) {
  int left = 0;
  for (absl::CivilDay day = today + 1; day <= respond_by; ++day) {
    if (Counts(book, row, day)) ++left;
  }
  return left;
}

absl::StatusOr<CaseLadder> CaseLadder::Make(std::vector<LadderRow> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    PARITRANA_RETURN_IF_ERROR(CheckRow(rows[i]));
    for (std::size_t before = 0; before < i; ++before) {
      if (rows[before].step != rows[i].step) continue;
      PARITRANA_RETURN_IF_ERROR(
          CheckApart(rows[before].origin, rows[before].validity, rows[i].origin, rows[i].validity));
    }
  }
  for (const LadderRow& row : rows) PARITRANA_RETURN_IF_ERROR(CheckWhole(rows, row));
  return CaseLadder(std::move(rows));
}

const LadderRow* CaseLadder::RowFor(CaseStep step, absl::CivilDay opened_on) const {
  for (const LadderRow& row : rows_) {
    if (row.step == step && row.validity.Has(MonthOf(opened_on))) return &row;
  }
  return nullptr;
}

std::optional<CaseStep> StepAfter(CaseStep step) {
  const int next = static_cast<int>(step) + 1;
  if (next > kCaseStepLast) return std::nullopt;
  return static_cast<CaseStep>(next);
}

absl::StatusOr<AdministrativeFine> ComputeAdministrativeFine(const LadderRow& row, Rupiah base) {
  if (base < Rupiah() || base.value() > contribution::kArrearsRupiahMax) {
    return MakeError("AMOUNT_ABSURD", "base");
  }
  AdministrativeFine fine{base, row.fine_per_100000, Rupiah(), row.origin.rule_id};
  // Whole and rest apart, so that the product stays within 64 bits.
  const std::int64_t whole = base.value() / kRateUnit * row.fine_per_100000;
  const std::int64_t rest = base.value() % kRateUnit * row.fine_per_100000;
  fine.amount = Rupiah(whole + (rest + kRateUnit / 2) / kRateUnit);
  return fine;
}

}  // namespace paritrana::compliance
