// SPDX-License-Identifier: Apache-2.0
#include "services/registration/domain/participant.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana::registration {
namespace {

constexpr EmployerId kEmployer{7};
const MembershipKey kKey{kEmployer, Segment::kPu};
const absl::CivilDay kStart(2024, 1, 15);

std::string_view ReasonName(const absl::Status& status) { return ReasonOf(status)->name; }

RegionCode Code(const char* text) { return *RegionCode::Parse(text); }

Membership SomeMembership() {
  Membership membership;
  membership.employer = kEmployer;
  membership.segment = Segment::kPu;
  membership.start = kStart;
  membership.workplace_region = Code("64.74.01.1001");
  ApplyDefaults(membership);
  return membership;
}

Participant SomeParticipant() {
  Participant participant;
  participant.pseudonym = Pseudonym{42};
  EXPECT_EQ(*AddMembership(participant, SomeMembership()), AddOutcome::kAdded);
  return participant;
}

TEST(CheckMembership, RefusesAnEndBeforeItsStart) {
  Membership membership = SomeMembership();
  membership.end = kStart - 1;
  EXPECT_EQ(ReasonName(CheckMembership(membership)), "DATE_ORDER");
  membership.end = kStart;
  EXPECT_TRUE(CheckMembership(membership).ok());
}

TEST(CheckMembership, RefusesSponsoredAndVulnerableWorkersOutsideBpu) {
  Membership membership = SomeMembership();
  membership.sponsor_kind = SponsorKind::kVillageFund;
  EXPECT_EQ(ReasonName(CheckMembership(membership)), "SEGMENT_NOT_BPU");
  membership = SomeMembership();
  membership.worker_kind = WorkerKind::kVulnerable;
  EXPECT_EQ(ReasonName(CheckMembership(membership)), "SEGMENT_NOT_BPU");
  membership.segment = Segment::kBpu;
  EXPECT_TRUE(CheckMembership(membership).ok());
}

TEST(CheckMembership, RefusesAMissingSegment) {
  EXPECT_EQ(ReasonName(CheckMembership(Membership())), "SEGMENT_INVALID");
}

TEST(ApplyDefaults, GivesWageEarnersFourProgrammesAndOthersTwo) {
  Membership membership = SomeMembership();
  EXPECT_TRUE(membership.programmes.Has(Programme::kJp));
  membership = Membership();
  membership.segment = Segment::kBpu;
  ApplyDefaults(membership);
  EXPECT_TRUE(membership.programmes.Has(Programme::kJkm));
  EXPECT_FALSE(membership.programmes.Has(Programme::kJht));
}

TEST(AddMembership, RefusesAnotherSpellOverTheSameDays) {
  Participant participant = SomeParticipant();
  Membership again = SomeMembership();
  again.start = kStart + 30;
  EXPECT_EQ(ReasonName(AddMembership(participant, again).status()), "EMPLOYMENT_OVERLAPS");
  EXPECT_EQ(participant.memberships.size(), 1u);
}

TEST(AddMembership, ChangesNothingForTheSameSpell) {
  Participant participant = SomeParticipant();
  const Participant before = participant;
  EXPECT_EQ(*AddMembership(participant, SomeMembership()), AddOutcome::kKnown);
  EXPECT_EQ(participant, before);
}

TEST(AddMembership, KnowsTheSpellAgainAfterItWasMovedAndEnded) {
  Participant participant = SomeParticipant();
  ASSERT_TRUE(MoveMembership(participant, kKey, kStart + 60, Code("64.02")).ok());
  ASSERT_TRUE(EndMembership(participant, kKey, kStart + 90).ok());
  EXPECT_EQ(*AddMembership(participant, SomeMembership()), AddOutcome::kKnown);
}

TEST(AddMembership, SaysWhenTheKnownSpellHasOtherTerms) {
  Participant participant = SomeParticipant();
  Membership other = SomeMembership();
  other.worker_kind = WorkerKind::kNonAsn;
  EXPECT_EQ(*AddMembership(participant, other), AddOutcome::kKnownDiffers);
}

TEST(AddMembership, LetsAPersonWorkForTwoEmployersAndInTwoSegments) {
  Participant participant = SomeParticipant();
  Membership other = SomeMembership();
  other.employer = EmployerId{8};
  EXPECT_EQ(*AddMembership(participant, other), AddOutcome::kAdded);
  Membership bpu = SomeMembership();
  bpu.segment = Segment::kBpu;
  EXPECT_EQ(*AddMembership(participant, bpu), AddOutcome::kAdded);
  EXPECT_EQ(participant.memberships.back().no, 3u);
}

TEST(AddMembership, LetsAPersonComeBackAfterAnEnd) {
  Participant participant = SomeParticipant();
  ASSERT_TRUE(EndMembership(participant, kKey, kStart + 10).ok());
  Membership again = SomeMembership();
  again.start = kStart + 11;
  EXPECT_EQ(*AddMembership(participant, again), AddOutcome::kAdded);
}

TEST(EndMembership, RefusesWhatIsUnknownEndedOrBeforeTheStart) {
  Participant participant = SomeParticipant();
  const MembershipKey other{kEmployer, Segment::kBpu};
  EXPECT_EQ(ReasonName(EndMembership(participant, other, kStart).status()), "EMPLOYMENT_UNKNOWN");
  EXPECT_EQ(ReasonName(EndMembership(participant, kKey, kStart - 1).status()), "DATE_ORDER");
  ASSERT_TRUE(EndMembership(participant, kKey, kStart + 5).ok());
  EXPECT_EQ(ReasonName(EndMembership(participant, kKey, kStart + 5).status()), "EMPLOYMENT_ENDED");
}

TEST(EndMembership, BringsARecordedEndForward) {
  Participant participant = SomeParticipant();
  ASSERT_TRUE(EndMembership(participant, kKey, kStart + 50).ok());
  EXPECT_EQ(*EndMembership(participant, kKey, kStart + 20), 1u);
  EXPECT_EQ(participant.memberships[0].end, kStart + 20);
}

TEST(MoveMembership, RefusesAMoveBeforeTheStartOrAfterTheEnd) {
  Participant participant = SomeParticipant();
  const RegionCode place = Code("64.02");
  EXPECT_EQ(ReasonName(MoveMembership(participant, kKey, kStart, place).status()), "DATE_ORDER");
  ASSERT_TRUE(EndMembership(participant, kKey, kStart + 5).ok());
  EXPECT_EQ(ReasonName(MoveMembership(participant, kKey, kStart + 6, place).status()),
            "EMPLOYMENT_ENDED");
}

TEST(MoveMembership, ClosesTheOldPlaceTheDayBeforeAndKeepsTheRest) {
  Participant participant = SomeParticipant();
  const auto move = MoveMembership(participant, kKey, kStart + 60, Code("64.02"));
  ASSERT_TRUE(move.ok());
  EXPECT_EQ(move->closed, 1u);
  EXPECT_EQ(move->opened, 2u);
  ASSERT_EQ(participant.memberships.size(), 2u);
  EXPECT_EQ(participant.memberships[0].end, kStart + 59);
  EXPECT_EQ(participant.memberships[1].start, kStart + 60);
  EXPECT_EQ(participant.memberships[1].workplace_region, Code("64.02"));
  EXPECT_EQ(participant.memberships[1].programmes, participant.memberships[0].programmes);
  EXPECT_FALSE(participant.memberships[1].end.has_value());
}

TEST(MoveMembership, ChangesNothingWhenThePlaceIsTheSame) {
  Participant participant = SomeParticipant();
  const auto move = MoveMembership(participant, kKey, kStart + 60, Code("64.74.01.1001"));
  ASSERT_TRUE(move.ok());
  EXPECT_FALSE(move->opened.has_value());
  EXPECT_EQ(participant, SomeParticipant());
}

TEST(MoveRegistration, ChangesWhatLastsWithThatEmployer) {
  Participant participant = SomeParticipant();
  Membership other = SomeMembership();
  other.employer = EmployerId{8};
  ASSERT_TRUE(AddMembership(participant, other).ok());
  ASSERT_TRUE(MoveMembership(participant, kKey, kStart + 10, Code("64.02")).ok());
  const auto today = kStart + 10;  // the first spell was over the day before
  EXPECT_EQ(MoveRegistration(participant, kEmployer, Code("62.10"), today),
            std::vector<std::uint32_t>{3});
  EXPECT_TRUE(MoveRegistration(participant, kEmployer, Code("62.10"), today).empty());
  EXPECT_EQ(participant.memberships[2].registration_region, Code("62.10"));
}

TEST(JoinMemberships, KeepsWhatTheSurvivingRecordSaysOfTheSameSpell) {
  Participant surviving = SomeParticipant();
  Participant merged = SomeParticipant();
  merged.memberships[0].workplace_region = Code("64.02");
  merged.memberships[0].worker_kind = WorkerKind::kNonAsn;
  surviving.memberships[0].end = absl::CivilDay(2024, 5, 31);
  merged.memberships[0].end = absl::CivilDay(2024, 6, 30);
  const Participant before = surviving;
  const JoinedMemberships joined = JoinMemberships(surviving, merged);
  EXPECT_EQ(surviving, before);
  EXPECT_TRUE(joined.terms_differ);
  EXPECT_FALSE(joined.overlap);
}

TEST(JoinMemberships, JoinsTheMovesOfOneRecordToTheSpellOfTheOther) {
  Participant surviving = SomeParticipant();
  Participant merged = SomeParticipant();
  ASSERT_TRUE(MoveMembership(merged, kKey, absl::CivilDay(2024, 6, 1), Code("64.02")).ok());
  const JoinedMemberships joined = JoinMemberships(surviving, merged);
  EXPECT_EQ(joined.ended, std::vector<std::uint32_t>{1});
  EXPECT_EQ(joined.added, std::vector<std::uint32_t>{2});
  EXPECT_FALSE(joined.overlap);
  EXPECT_EQ(surviving.memberships, merged.memberships);
}

TEST(JoinMemberships, SaysWhenSpellsOverlap) {
  Participant surviving = SomeParticipant();
  Participant merged = SomeParticipant();
  merged.memberships[0].start = kStart + 40;
  EXPECT_TRUE(JoinMemberships(surviving, merged).overlap);
  EXPECT_EQ(surviving.memberships.size(), 2u);
}

}  // namespace
}  // namespace paritrana::registration
