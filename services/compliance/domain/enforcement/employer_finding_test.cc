// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/employer_finding.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "services/compliance/testing/enforcement/rules.h"

namespace paritrana::compliance {
namespace {

using absl::CivilDay;
using State = FindingState;
using Kind = FindingEventKind;

const CivilDay kDay(2026, 5, 4);
const Subject kEmployer = Subject::Of(EmployerId(71));

Detection Found(std::uint64_t registered) {
  Detection detection;
  detection.flag = Flag::kPdsWorkers;
  detection.evidence = Evidence{HeadcountEvidence{100, registered}, "WLKP", CivilDay(2026, 2, 1)};
  detection.rule =
      testing::ShippedEnforcement().findings.RuleFor(FindingTest::kTooFewRegistered, kDay);
  return detection;
}

Detection NotFound() {
  Detection detection = Found(0);
  detection.evidence.reset();
  return detection;
}

EmployerFinding In(State state) {
  EmployerFinding finding = TakeDetection(kEmployer, std::nullopt, Found(40), kDay)->after;
  finding.state = state;
  if (state == State::kConfirmed || state == State::kDismissed) {
    finding.officer = "local";
    finding.reason = "looked at it";
  }
  return finding;
}

TEST(TakeDetection, BeginsWithASuspicion) {
  const auto change = TakeDetection(kEmployer, std::nullopt, Found(40), kDay);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->after.state, State::kSuspected);
  EXPECT_EQ(change->after.found_on, kDay);
  EXPECT_EQ(change->after.rule_id, "FIND-WORKERS");
  EXPECT_EQ(change->event.kind, Kind::kFound);
  EXPECT_FALSE(TakeDetection(kEmployer, std::nullopt, NotFound(), kDay));
}

TEST(TakeDetection, ChangesNothingOnTheSameEvidence) {
  for (const State state : {State::kSuspected, State::kConfirmed, State::kDismissed}) {
    EXPECT_FALSE(TakeDetection(kEmployer, In(state), Found(40), kDay + 30));
  }
}

struct Renewal {
  State before;
  State after;
  Kind event;
};

TEST(TakeDetection, OpensOnlyADismissedOneAgainOnNewerEvidence) {
  for (const Renewal& r : {Renewal{State::kSuspected, State::kSuspected, Kind::kEvidenceChanged},
                           Renewal{State::kConfirmed, State::kConfirmed, Kind::kEvidenceChanged},
                           Renewal{State::kDismissed, State::kSuspected, Kind::kReopened}}) {
    const auto change = TakeDetection(kEmployer, In(r.before), Found(30), kDay + 30);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->after.state, r.after);
    EXPECT_EQ(change->event.kind, r.event);
    EXPECT_EQ(std::get<HeadcountEvidence>(change->after.evidence.kind).registered, 30u);
  }
}

TEST(TakeDetection, ForgetsTheOfficerOfADismissalThatNoLongerHolds) {
  const auto change = TakeDetection(kEmployer, In(State::kDismissed), Found(30), kDay + 30);
  EXPECT_EQ(change->after.officer, "");
  EXPECT_EQ(change->after.reason, "");
}

TEST(TakeDetection, ClosesWhatIsNoLongerFound) {
  for (const State state : {State::kSuspected, State::kConfirmed, State::kDismissed}) {
    const auto change = TakeDetection(kEmployer, In(state), NotFound(), kDay + 30);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->after.state, State::kNoLongerFound);
    EXPECT_EQ(change->after.state_since, kDay + 30);
    EXPECT_EQ(change->event.kind, Kind::kNoLongerFound);
  }
}

TEST(TakeDetection, LeavesLaterKnowledgeAlone) {
  EXPECT_FALSE(TakeDetection(kEmployer, In(State::kSuspected), NotFound(), kDay - 1));
  EXPECT_FALSE(TakeDetection(kEmployer, In(State::kSuspected), Found(10), kDay - 1));
}

struct DecisionCase {
  State before;
  bool confirm;
  const char* reason;
  State after;
};

TEST(Decide, TakesAnOfficersWordWhereThereIsOneToTake) {
  const DecisionCase cases[] = {
      {State::kSuspected, true, "OK", State::kConfirmed},
      {State::kSuspected, false, "OK", State::kDismissed},
      {State::kConfirmed, true, "FINDING_STATE_INVALID", {}},
      {State::kConfirmed, false, "OK", State::kDismissed},
      {State::kDismissed, true, "FINDING_STATE_INVALID", {}},
      {State::kDismissed, false, "FINDING_STATE_INVALID", {}},
      {State::kNoLongerFound, true, "FINDING_STATE_INVALID", {}},
      {State::kNoLongerFound, false, "FINDING_STATE_INVALID", {}},
  };
  for (const DecisionCase& c : cases) {
    const auto change = Decide(In(c.before), {c.confirm, "officer-7", "seen on site", kDay + 2});
    EXPECT_EQ(change.ok() ? "OK" : ReasonOf(change.status())->name, std::string_view(c.reason));
    if (!change.ok()) continue;
    EXPECT_EQ(change->after.state, c.after);
    EXPECT_EQ(change->after.officer, "officer-7");
    EXPECT_EQ(change->event.reason, "seen on site");
    EXPECT_EQ(change->after.state_since, kDay + 2);
  }
}

TEST(Decide, WantsAReason) {
  for (const std::string& reason :
       {std::string(), std::string("no"), std::string(501, 'x'), std::string("a\nb c")}) {
    const auto change = Decide(In(State::kSuspected), {true, "officer-7", reason, kDay});
    EXPECT_EQ(ReasonOf(change.status())->name, "OFFICER_REASON_REQUIRED");
  }
}

}  // namespace
}  // namespace paritrana::compliance
