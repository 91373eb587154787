// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/compliance/domain/enforcement/case_ladder.h"
#include "services/compliance/domain/enforcement/flags.h"
#include "services/compliance/domain/enforcement/subject.h"

// A case: one timeline of dated events, from the missed due date to the settlement. What a case is
// follows from its events alone, so that it can be told as of any day.
//
//             ┌── pause ──► paused ── resume ──┐
//   open ─────┤                                ├──► open, at the same step
//    ▲  step  └── plan ───► plan ── kept or broken
//    └─ reopen ── settled ◄── settle, from any of the three
namespace paritrana::compliance {

// Numbers are those of the contract.
enum class CaseState : std::uint8_t { kOpen = 1, kPaused = 2, kPlan = 3, kSettled = 4 };

enum class CaseEventKind : std::uint8_t {
  kOpened = 1,
  kStep = 2,
  kPaused = 3,
  kResumed = 4,
  kPlanAgreed = 5,
  kInstalmentMet = 6,
  kPlanBroken = 7,
  kPlanKept = 8,
  kSettled = 9,
  kReopened = 10
};

// Who is named where the service itself enters something.
inline constexpr char kSystemOfficer[] = "system";

// More instalments than five years of months are no plan.
inline constexpr std::size_t kInstalmentsMax = 60;

struct Instalment {
  absl::CivilDay due_on;
  Rupiah rupiah;

  friend bool operator==(const Instalment&, const Instalment&) = default;
};

struct CaseEvent {
  std::uint32_t number = 0;  // in the case, from 1
  CaseEventKind kind = CaseEventKind::kOpened;
  CaseStep step = CaseStep::kMissedDueDate;  // reached by an opening or a step; else where it stood
  absl::CivilDay day;
  std::string officer;
  std::string reason;
  std::vector<Instalment> instalments;     // of a plan
  std::optional<AdministrativeFine> fine;  // of that step
  absl::Time recorded_at;
};

// A case as its events make it.
struct CaseFile {
  CaseState state = CaseState::kOpen;
  CaseStep step = CaseStep::kMissedDueDate;
  absl::CivilDay opened_on;
  absl::CivilDay step_on;   // the day of the last step
  absl::CivilDay last_day;  // of the last event
  std::uint32_t events = 0;
  std::vector<ClockStop> stops;  // since the last step
  std::vector<Instalment> plan;  // while one is kept
  std::size_t instalments_met = 0;

  friend bool operator==(const CaseFile&, const CaseFile&) = default;
};

// Lets an event happen that was checked before. Of a case without events, the first is the opening.
void Apply(CaseFile& file, const CaseEvent& event);

// The case at the end of `day`: the events up to it, in order. Nothing before its opening.
std::optional<CaseFile> ReplayUntil(std::span<const CaseEvent> events, absl::CivilDay day);

// Reads ladder and working days; both must outlive it.
struct CaseRules {
  const CaseLadder& ladder;
  const contribution::RuleBook& book;
};

// Whether an event may happen next. CASE_SETTLED (all but a reopening), CASE_DATE_INVALID (before
// the last event), CASE_STEP_INVALID, CASE_TOO_EARLY, CASE_PAUSED, CASE_PLAN_ACTIVE (steps),
// CASE_STATE_INVALID, CASE_PLAN_INVALID.
absl::Status CheckNext(const CaseRules& rules, const CaseFile& file, const CaseEvent& event);

// What comes next, as seen on a day.
struct NextStep {
  enum class Actor : std::uint8_t { kNobody = 0, kEmployer = 1, kOfficer = 2 };

  Actor actor = Actor::kNobody;
  std::optional<CaseStep> step;              // nothing after the last
  std::optional<absl::CivilDay> respond_by;  // the employer's last day; of a plan, the instalment's
  std::optional<absl::CivilDay> earliest;  // the officer's first day; nothing while a clock stands
  int days_left = 0;                       // as the clock counts them
  const LadderRow* clock = nullptr;        // the rule of the step that was reached
};

NextStep NextOf(const CaseRules& rules, const CaseFile& file, absl::CivilDay today);

// What is still to be paid by a plan after its first `met` instalments.
Rupiah OpenAfter(std::span<const Instalment> plan, std::size_t met);

// What became of the next instalment of a case whose plan is kept, once its day has passed.
// `arrears` are those at the end of that day: an instalment is met when no more is owed than the
// plan leaves open. The last one ends the plan, a missed one as well. All of it is known, and
// entered, for the day after.
std::vector<CaseEvent> JudgeInstalment(const CaseFile& file, Rupiah arrears);

}  // namespace paritrana::compliance
