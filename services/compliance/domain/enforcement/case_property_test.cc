// SPDX-License-Identifier: Apache-2.0
// Random officers against the ladder: whatever they try, no step is skipped, no clock is run over,
// a settled case changes by being reopened only, and the timeline always tells the same case.
#include <gtest/gtest.h>

#include "libs/testing/seeded_random.h"
#include "services/compliance/domain/enforcement/case_file.h"
#include "services/compliance/testing/enforcement/rules.h"

namespace paritrana::compliance {
namespace {

using absl::CivilDay;
using Kind = CaseEventKind;
using paritrana::testing::SeededRandom;
using testing::EventOn;
using testing::ShippedCaseRules;

constexpr int kCases = 300;
constexpr int kTriesPerCase = 80;

CaseEvent AnyPlan(SeededRandom& random, CivilDay day) {
  CaseEvent event = EventOn(Kind::kPlanAgreed, day);
  CivilDay due = day;
  for (std::uint64_t i = random.Below(4); i > 0; --i) {
    due += static_cast<int>(random.Below(40));
    event.instalments.push_back({due, Rupiah(static_cast<std::int64_t>(random.Below(3)) * 1'000)});
  }
  return event;
}

CaseEvent AnyEvent(SeededRandom& random, const CaseFile& file) {
  const CivilDay day = file.last_day + (static_cast<int>(random.Below(25)) - 3);
  const Kind kinds[] = {Kind::kStep,    Kind::kStep,    Kind::kStep,     Kind::kPaused,
                        Kind::kResumed, Kind::kSettled, Kind::kReopened, Kind::kPlanAgreed};
  const Kind kind = kinds[random.Below(std::size(kinds))];
  if (kind == Kind::kPlanAgreed) return AnyPlan(random, day);
  const auto step = static_cast<CaseStep>(1 + random.Below(kCaseStepLast));
  return EventOn(kind, day, kind == Kind::kStep ? step : file.step);
}

// What must hold between a case before and after an event that was let through.
void ExpectLawful(const CaseFile& before, const CaseEvent& event, const CaseFile& after) {
  EXPECT_GE(event.day, before.last_day);
  const int climbed = static_cast<int>(after.step) - static_cast<int>(before.step);
  EXPECT_EQ(climbed, event.kind == Kind::kStep ? 1 : 0);
  if (event.kind == Kind::kStep) {
    EXPECT_EQ(before.state, CaseState::kOpen);
    // Recounted day by day, without the function that judged it.
    const LadderRow& clock = *ShippedCaseRules().ladder.RowFor(before.step, before.opened_on);
    int counted = 0;
    for (CivilDay day = before.step_on + 1; day < event.day; ++day) {
      bool stopped = false;
      for (const ClockStop& stop : before.stops) stopped = stopped || stop.Has(day);
      const bool works =
          clock.days == LadderRow::Days::kCalendar || ShippedCaseRules().book.IsWorkingDay(day);
      if (works && !stopped) ++counted;
    }
    EXPECT_GE(counted, clock.respond_days);
  }
  if (before.state == CaseState::kSettled) {
    EXPECT_EQ(event.kind, Kind::kReopened);
  }
}

void LetInstalmentsPass(SeededRandom& random, CaseFile& file, std::vector<CaseEvent>& timeline) {
  if (file.state != CaseState::kPlan) return;
  for (const CaseEvent& event :
       JudgeInstalment(file, Rupiah(static_cast<std::int64_t>(random.Below(4)) * 1'000))) {
    ASSERT_TRUE(CheckNext(ShippedCaseRules(), file, event).ok());
    Apply(file, event);
    timeline.push_back(event);
  }
}

void PlayOne(std::uint64_t seed) {
  SeededRandom random(seed);
  std::vector<CaseEvent> timeline = {EventOn(Kind::kOpened, CivilDay(2026, 1, 15))};
  CaseFile file;
  Apply(file, timeline[0]);
  for (int i = 0; i < kTriesPerCase; ++i) {
    if (random.Below(4) == 0) LetInstalmentsPass(random, file, timeline);
    const CaseEvent event = AnyEvent(random, file);
    if (!CheckNext(ShippedCaseRules(), file, event).ok()) continue;
    const CaseFile before = file;
    Apply(file, event);
    timeline.push_back(event);
    ExpectLawful(before, event, file);
  }
  EXPECT_EQ(ReplayUntil(timeline, file.last_day), file) << "seed " << seed;
}

TEST(CaseProperty, RandomOfficersNeverBreakTheLadder) {
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) PlayOne(seed);
}

}  // namespace
}  // namespace paritrana::compliance
