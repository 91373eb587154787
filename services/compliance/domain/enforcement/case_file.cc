// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/case_file.h"

#include <algorithm>
#include <utility>

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/due_date.h"

namespace paritrana::compliance {
namespace {

void TakeStep(CaseFile& file, const CaseEvent& event) {
  file.step = event.step;
  file.step_on = event.day;
  file.stops.clear();
}

void StopClock(CaseFile& file, CaseState state, absl::CivilDay day) {
  // A case that is settled while paused stands still on.
  if (file.stops.empty() || file.stops.back().until) {
    file.stops.push_back({day, std::nullopt});
  }
  file.state = state;
}

void RunClock(CaseFile& file, absl::CivilDay day) {
  file.state = CaseState::kOpen;
  file.stops.back().until = day;
  file.plan.clear();
  file.instalments_met = 0;
}

absl::StatusOr<absl::CivilDay> EarliestNext(const CaseRules& rules, const CaseFile& file) {
  const LadderRow* clock = rules.ladder.RowFor(file.step, file.opened_on);
  if (clock == nullptr) return MakeError("RULE_UNKNOWN", "step");
  const auto respond_by = RespondBy(rules.book, *clock, file.step_on, file.stops);
  if (!respond_by) return MakeError("CASE_PAUSED", "case_no");
  return *respond_by + 1;
}

absl::Status CheckStep(const CaseRules& rules, const CaseFile& file, const CaseEvent& event) {
  if (file.state == CaseState::kPaused) return MakeError("CASE_PAUSED", "case_no");
  if (file.state == CaseState::kPlan) return MakeError("CASE_PLAN_ACTIVE", "case_no");
  if (StepAfter(file.step) != event.step) return MakeError("CASE_STEP_INVALID", "step");
  PARITRANA_ASSIGN_OR_RETURN(const absl::CivilDay earliest, EarliestNext(rules, file));
  if (event.day < earliest) {
    return MakeError("CASE_TOO_EARLY", "day", "earliest " + FormatDate(earliest));
  }
  return absl::OkStatus();
}

absl::Status CheckPlan(const CaseEvent& event) {
  const auto& plan = event.instalments;
  if (plan.empty() || plan.size() > kInstalmentsMax) {
    return MakeError("CASE_PLAN_INVALID", "instalments");
  }
  absl::CivilDay before = event.day;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const bool fits = plan[i].due_on > before && plan[i].rupiah > Rupiah() &&
                      plan[i].rupiah.value() <= contribution::kArrearsRupiahMax;
    if (!fits) return MakeError("CASE_PLAN_INVALID", "instalments[" + std::to_string(i) + "]");
    before = plan[i].due_on;
  }
  return absl::OkStatus();
}

absl::Status CheckState(const CaseFile& file, CaseState wanted) {
  return file.state == wanted ? absl::OkStatus() : MakeError("CASE_STATE_INVALID", "case_no");
}

absl::Status CheckKind(const CaseRules& rules, const CaseFile& file, const CaseEvent& event) {
  switch (event.kind) {
    case CaseEventKind::kStep:
      return CheckStep(rules, file, event);
    case CaseEventKind::kPaused:
      return CheckState(file, CaseState::kOpen);
    case CaseEventKind::kResumed:
      return CheckState(file, CaseState::kPaused);
    case CaseEventKind::kPlanAgreed:
      PARITRANA_RETURN_IF_ERROR(CheckState(file, CaseState::kOpen));
      return CheckPlan(event);
    case CaseEventKind::kInstalmentMet:
    case CaseEventKind::kPlanBroken:
    case CaseEventKind::kPlanKept:
      return CheckState(file, CaseState::kPlan);
    case CaseEventKind::kSettled:
      return absl::OkStatus();
    case CaseEventKind::kReopened:
    case CaseEventKind::kOpened:
      break;
  }
  return MakeError("CASE_STATE_INVALID", "case_no");
}

NextStep NextOfPlan(const CaseFile& file, NextStep next, absl::CivilDay today) {
  next.actor = NextStep::Actor::kEmployer;
  next.respond_by = file.plan[file.instalments_met].due_on;
  next.days_left = std::max<int>(0, static_cast<int>(*next.respond_by - today));
  return next;
}

CaseEvent SystemEvent(const CaseFile& file, CaseEventKind kind, absl::CivilDay day) {
  CaseEvent event;
  event.kind = kind;
  event.step = file.step;
  event.day = std::max(day, file.last_day);
  event.officer = kSystemOfficer;
  return event;
}

}  // namespace

void Apply(CaseFile& file, const CaseEvent& event) {
  ++file.events;
  file.last_day = event.day;
  switch (event.kind) {
    case CaseEventKind::kOpened:
      file.opened_on = event.day;
      return TakeStep(file, event);
    case CaseEventKind::kStep:
      return TakeStep(file, event);
    case CaseEventKind::kPaused:
      return StopClock(file, CaseState::kPaused, event.day);
    case CaseEventKind::kPlanAgreed:
      file.plan = event.instalments;
      return StopClock(file, CaseState::kPlan, event.day);
    case CaseEventKind::kInstalmentMet:
      ++file.instalments_met;
      return;
    case CaseEventKind::kSettled:
      file.plan.clear();
      file.instalments_met = 0;
      return StopClock(file, CaseState::kSettled, event.day);
    case CaseEventKind::kResumed:
    case CaseEventKind::kPlanBroken:
    case CaseEventKind::kPlanKept:
    case CaseEventKind::kReopened:
      return RunClock(file, event.day);
  }
}

std::optional<CaseFile> ReplayUntil(std::span<const CaseEvent> events, absl::CivilDay day) {
  std::optional<CaseFile> file;
  for (const CaseEvent& event : events) {
    if (event.day > day) break;
    if (!file) file.emplace();
    Apply(*file, event);
  }
  return file;
}

absl::Status CheckNext(const CaseRules& rules, const CaseFile& file, const CaseEvent& event) {
  const bool settled = file.state == CaseState::kSettled;
  if (event.kind == CaseEventKind::kReopened) {
    PARITRANA_RETURN_IF_ERROR(CheckState(file, CaseState::kSettled));
  } else if (settled) {
    return MakeError("CASE_SETTLED", "case_no");
  }
  if (event.day < file.last_day) {
    return MakeError("CASE_DATE_INVALID", "day", "not before " + FormatDate(file.last_day));
  }
  return settled ? absl::OkStatus() : CheckKind(rules, file, event);
}

NextStep NextOf(const CaseRules& rules, const CaseFile& file, absl::CivilDay today) {
  NextStep next;
  if (file.state == CaseState::kSettled) return next;
  next.step = StepAfter(file.step);
  next.clock = rules.ladder.RowFor(file.step, file.opened_on);
  if (file.state == CaseState::kPlan) return NextOfPlan(file, next, today);
  if (file.state == CaseState::kPaused || next.clock == nullptr) return next;
  if (!next.step) {
    // Restricted until the employer complies; no clock runs.
    next.actor = NextStep::Actor::kEmployer;
    return next;
  }
  next.respond_by = RespondBy(rules.book, *next.clock, file.step_on, file.stops);
  if (!next.respond_by) return next;
  next.earliest = *next.respond_by + 1;
  next.days_left = DaysLeft(rules.book, *next.clock, today, *next.respond_by);
  const bool answered = today >= *next.earliest;
  next.actor = answered ? NextStep::Actor::kOfficer : NextStep::Actor::kEmployer;
  return next;
}

Rupiah OpenAfter(std::span<const Instalment> plan, std::size_t met) {
  std::int64_t open = 0;
  for (std::size_t i = met; i < plan.size(); ++i) open += plan[i].rupiah.value();
  return Rupiah(open);
}

std::vector<CaseEvent> JudgeInstalment(const CaseFile& file, Rupiah arrears) {
  const std::size_t index = file.instalments_met;
  const Instalment& instalment = file.plan[index];
  if (arrears > OpenAfter(file.plan, index + 1)) {
    return {SystemEvent(file, CaseEventKind::kPlanBroken, instalment.due_on + 1)};
  }
  std::vector<CaseEvent> events = {
      SystemEvent(file, CaseEventKind::kInstalmentMet, instalment.due_on + 1)};
  if (index + 1 == file.plan.size()) {
    events.push_back(SystemEvent(file, CaseEventKind::kPlanKept, instalment.due_on + 1));
  }
  return events;
}

}  // namespace paritrana::compliance
