// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/case_file.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "services/compliance/testing/enforcement/rules.h"

namespace paritrana::compliance {
namespace {

using absl::CivilDay;
using Kind = CaseEventKind;
using testing::EventOn;
using testing::ShippedCaseRules;

const CivilDay kMissed(2026, 3, 16);   // a Monday
const CivilDay kNoticed(2026, 3, 17);  // the day after
const CivilDay kWarned(2026, 3, 30);   // later than the notice's five working days

CaseFile After(const std::vector<CaseEvent>& events) {
  CaseFile file;
  for (const CaseEvent& event : events) Apply(file, event);
  return file;
}

const std::vector<CaseEvent> kOpened = {EventOn(Kind::kOpened, kMissed)};

std::vector<CaseEvent> And(std::vector<CaseEvent> events, const CaseEvent& event) {
  events.push_back(event);
  return events;
}

std::vector<CaseEvent> Warned() {
  return And(And(kOpened, EventOn(Kind::kStep, kNoticed, CaseStep::kNotice)),
             EventOn(Kind::kStep, kWarned, CaseStep::kWarning1));
}

CaseEvent PlanOn(CivilDay day, std::vector<Instalment> instalments) {
  CaseEvent event = EventOn(Kind::kPlanAgreed, day);
  event.instalments = std::move(instalments);
  return event;
}

std::vector<Instalment> TwoInstalments() {
  return {{CivilDay(2026, 4, 15), Rupiah(6'000'000)}, {CivilDay(2026, 5, 13), Rupiah(4'000'000)}};
}

std::string Check(const std::vector<CaseEvent>& before, const CaseEvent& event) {
  const absl::Status status = CheckNext(ShippedCaseRules(), After(before), event);
  return status.ok() ? "OK" : std::string(ReasonOf(status)->name);
}

struct Transition {
  const char* what;
  std::vector<CaseEvent> before;
  CaseEvent event;
  const char* reason;
};

std::vector<Transition> Transitions() {
  const CivilDay later(2026, 4, 20);
  const auto paused = And(Warned(), EventOn(Kind::kPaused, CivilDay(2026, 4, 1)));
  const auto planned = And(Warned(), PlanOn(CivilDay(2026, 4, 1), TwoInstalments()));
  const auto settled = And(Warned(), EventOn(Kind::kSettled, CivilDay(2026, 4, 1)));
  const CaseEvent warning2 = EventOn(Kind::kStep, later, CaseStep::kWarning2);
  return {
      {"a notice the day after", kOpened, EventOn(Kind::kStep, kNoticed, CaseStep::kNotice), "OK"},
      {"a notice on the due date", kOpened, EventOn(Kind::kStep, kMissed, CaseStep::kNotice),
       "CASE_TOO_EARLY"},
      {"a warning without notice", kOpened, EventOn(Kind::kStep, later, CaseStep::kWarning1),
       "CASE_STEP_INVALID"},
      {"the same warning again", Warned(), EventOn(Kind::kStep, later, CaseStep::kWarning1),
       "CASE_STEP_INVALID"},
      {"a step back", Warned(), EventOn(Kind::kStep, later, CaseStep::kNotice),
       "CASE_STEP_INVALID"},
      {"the second warning in time", Warned(), warning2, "OK"},
      {"before the last entry", Warned(), EventOn(Kind::kPaused, kNoticed), "CASE_DATE_INVALID"},
      {"a step while paused", paused, warning2, "CASE_PAUSED"},
      {"a step while a plan is kept", planned, warning2, "CASE_PLAN_ACTIVE"},
      {"a step after the end", settled, warning2, "CASE_SETTLED"},
      {"a pause", Warned(), EventOn(Kind::kPaused, later), "OK"},
      {"a second pause", paused, EventOn(Kind::kPaused, later), "CASE_STATE_INVALID"},
      {"a pause of a plan", planned, EventOn(Kind::kPaused, later), "CASE_STATE_INVALID"},
      {"a pause after the end", settled, EventOn(Kind::kPaused, later), "CASE_SETTLED"},
      {"going on", paused, EventOn(Kind::kResumed, later), "OK"},
      {"going on without pause", Warned(), EventOn(Kind::kResumed, later), "CASE_STATE_INVALID"},
      {"a plan", Warned(), PlanOn(CivilDay(2026, 4, 1), TwoInstalments()), "OK"},
      {"a plan while paused", paused, PlanOn(CivilDay(2026, 4, 1), TwoInstalments()),
       "CASE_STATE_INVALID"},
      {"a plan besides a plan", planned, PlanOn(CivilDay(2026, 4, 1), TwoInstalments()),
       "CASE_STATE_INVALID"},
      {"a plan without instalments", Warned(), PlanOn(CivilDay(2026, 4, 1), {}),
       "CASE_PLAN_INVALID"},
      {"a plan that is due at once", Warned(), PlanOn(CivilDay(2026, 4, 15), TwoInstalments()),
       "CASE_PLAN_INVALID"},
      {"a plan of nothing", Warned(), PlanOn(later, {{CivilDay(2026, 5, 1), Rupiah(0)}}),
       "CASE_PLAN_INVALID"},
      {"an instalment without a plan", Warned(), EventOn(Kind::kInstalmentMet, later),
       "CASE_STATE_INVALID"},
      {"settling", Warned(), EventOn(Kind::kSettled, later), "OK"},
      {"settling while paused", paused, EventOn(Kind::kSettled, later), "OK"},
      {"settling while a plan is kept", planned, EventOn(Kind::kSettled, later), "OK"},
      {"settling twice", settled, EventOn(Kind::kSettled, later), "CASE_SETTLED"},
      {"reopening", settled, EventOn(Kind::kReopened, later), "OK"},
      {"reopening what is open", Warned(), EventOn(Kind::kReopened, later), "CASE_STATE_INVALID"},
      {"reopening before the end", settled, EventOn(Kind::kReopened, kNoticed),
       "CASE_DATE_INVALID"},
      {"opening twice", Warned(), EventOn(Kind::kOpened, later), "CASE_STATE_INVALID"},
  };
}

TEST(CaseFile, AllowsWhatTheLadderAllowsAndNothingElse) {
  for (const Transition& t : Transitions()) EXPECT_EQ(Check(t.before, t.event), t.reason) << t.what;
}

TEST(CaseFile, TakesEachStepOnTheFirstDayThatItsClockAllows) {
  std::vector<CaseEvent> events = kOpened;
  const std::pair<CaseStep, CivilDay> steps[] = {
      {CaseStep::kNotice, CivilDay(2026, 3, 17)},
      {CaseStep::kWarning1, CivilDay(2026, 3, 27)},    // five working days, Nyepi between
      {CaseStep::kWarning2, CivilDay(2026, 4, 11)},    // ten working days
      {CaseStep::kFine, CivilDay(2026, 4, 25)},        // ten working days
      {CaseStep::kRestriction, CivilDay(2026, 5, 26)}  // thirty days
  };
  for (const auto& [step, earliest] : steps) {
    EXPECT_EQ(Check(events, EventOn(Kind::kStep, earliest - 1, step)), "CASE_TOO_EARLY");
    EXPECT_EQ(NextOf(ShippedCaseRules(), After(events), earliest).earliest, earliest);
    events.push_back(EventOn(Kind::kStep, earliest, step));
    EXPECT_EQ(Check({events.begin(), events.end() - 1}, events.back()), "OK");
  }
  EXPECT_EQ(Check(events, EventOn(Kind::kStep, CivilDay(2027, 1, 4), CaseStep::kRestriction)),
            "CASE_STEP_INVALID");
}

TEST(CaseFile, StopsItsClockWhilePaused) {
  auto events = And(Warned(), EventOn(Kind::kPaused, CivilDay(2026, 4, 1)));
  EXPECT_EQ(NextOf(ShippedCaseRules(), After(events), CivilDay(2026, 4, 8)).earliest, std::nullopt);
  events.push_back(EventOn(Kind::kResumed, CivilDay(2026, 4, 8)));  // five working days stood
  const NextStep next = NextOf(ShippedCaseRules(), After(events), CivilDay(2026, 4, 8));
  EXPECT_EQ(next.respond_by, CivilDay(2026, 4, 20));
  EXPECT_EQ(next.actor, NextStep::Actor::kEmployer);
  EXPECT_EQ(next.days_left, 8);
}

TEST(CaseFile, SaysWhoseTurnItIs) {
  const CaseRules rules = ShippedCaseRules();
  const CaseFile file = After(Warned());
  EXPECT_EQ(NextOf(rules, file, CivilDay(2026, 4, 13)).actor, NextStep::Actor::kEmployer);
  const NextStep next = NextOf(rules, file, CivilDay(2026, 4, 14));
  EXPECT_EQ(next.actor, NextStep::Actor::kOfficer);
  EXPECT_EQ(next.step, CaseStep::kWarning2);
  EXPECT_EQ(next.clock->origin.rule_id, "LADDER-WARNING-1");
  const auto settled = And(Warned(), EventOn(Kind::kSettled, kWarned));
  EXPECT_EQ(NextOf(rules, After(settled), kWarned).actor, NextStep::Actor::kNobody);
}

TEST(CaseFile, RunsOnWhereItStoodWhenReopened) {
  auto events = And(Warned(), EventOn(Kind::kSettled, CivilDay(2026, 4, 1)));
  events.push_back(EventOn(Kind::kReopened, CivilDay(2026, 9, 1)));
  const CaseFile file = After(events);
  EXPECT_EQ(file.state, CaseState::kOpen);
  EXPECT_EQ(file.step, CaseStep::kWarning1);
  // One of ten days had passed on 31 March; from 1 September nine are left.
  EXPECT_EQ(NextOf(ShippedCaseRules(), file, CivilDay(2026, 9, 1)).respond_by,
            CivilDay(2026, 9, 11));
}

TEST(PaymentPlan, IsKeptWhenNoMoreIsOwedThanItLeavesOpen) {
  CaseFile file = After(And(Warned(), PlanOn(CivilDay(2026, 4, 1), TwoInstalments())));
  std::vector<CaseEvent> events = JudgeInstalment(file, Rupiah(4'000'000));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, Kind::kInstalmentMet);
  Apply(file, events[0]);
  EXPECT_EQ(NextOf(ShippedCaseRules(), file, CivilDay(2026, 5, 3)).days_left, 10);
  events = JudgeInstalment(file, Rupiah(0));
  ASSERT_EQ(events.size(), 2u);
  for (const CaseEvent& event : events) Apply(file, event);
  EXPECT_EQ(events[1].kind, Kind::kPlanKept);
  EXPECT_EQ(file.state, CaseState::kOpen);
}

TEST(PaymentPlan, EndsVisiblyWithAMissedInstalment) {
  CaseFile file = After(And(Warned(), PlanOn(CivilDay(2026, 4, 1), TwoInstalments())));
  const std::vector<CaseEvent> events = JudgeInstalment(file, Rupiah(4'000'001));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, Kind::kPlanBroken);
  EXPECT_EQ(events[0].day, CivilDay(2026, 4, 16));
  EXPECT_EQ(events[0].officer, kSystemOfficer);
  Apply(file, events[0]);
  EXPECT_EQ(file.state, CaseState::kOpen);
  EXPECT_TRUE(file.plan.empty());
  // The clock goes on with the nine days that were left on 1 April.
  EXPECT_EQ(NextOf(ShippedCaseRules(), file, CivilDay(2026, 4, 16)).respond_by,
            CivilDay(2026, 4, 28));
}

TEST(CaseFile, IsToldAsOfAnyDay) {
  const auto events = And(Warned(), EventOn(Kind::kSettled, CivilDay(2026, 4, 1)));
  EXPECT_EQ(ReplayUntil(events, kMissed - 1), std::nullopt);
  EXPECT_EQ(ReplayUntil(events, kMissed)->step, CaseStep::kMissedDueDate);
  EXPECT_EQ(ReplayUntil(events, kWarned - 1)->step, CaseStep::kNotice);
  EXPECT_EQ(ReplayUntil(events, CivilDay(2026, 3, 31))->state, CaseState::kOpen);
  EXPECT_EQ(ReplayUntil(events, CivilDay(2026, 4, 1))->state, CaseState::kSettled);
}

}  // namespace
}  // namespace paritrana::compliance
