// SPDX-License-Identifier: Apache-2.0
// The bytes of registration's facts as they were first written: every later version must write and
// read these. A golden file is never changed; a new form of a fact gets a new file beside it.
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "libs/events/inbox.h"
#include "paritrana/registration/events/v1/employers.pb.h"
#include "paritrana/registration/events/v1/participants.pb.h"
#include "paritrana/registration/events/v1/regions.pb.h"
#include "services/registration/adapters/kafka/facts.h"

namespace paritrana::registration {
namespace {

namespace facts_v1 = paritrana::registration::events::v1;
using ::testing::ElementsAre;

constexpr std::uint32_t kShards = 8;
const absl::Time kRecordedAt = absl::FromUnixMicros(1'735'689'600'000'000);

std::string Golden(const std::string& name) {
  std::ifstream file("tests/contract/golden/registration/" + name + ".hex");
  std::string hex;
  std::string line;
  while (std::getline(file, line)) hex += line;
  EXPECT_FALSE(hex.empty()) << name;
  return absl::HexStringToBytes(hex);
}

// As the relay publishes it: epoch 1, sequence 7.
std::string Published(const ::paritrana::events::OutboxEvent& event) {
  return ::paritrana::events::EncodeFactId({Epoch(1), event.shard, Sequence(7)}) + event.payload;
}

void ExpectGolden(const Facts& facts, const std::string& name) {
  const auto events = EncodeFacts(facts, kRecordedAt, kShards);
  ASSERT_EQ(events.size(), 1u);
  const std::string bytes = Published(events[0]);
  EXPECT_EQ(absl::BytesToHexString(bytes), absl::BytesToHexString(Golden(name)));
}

RegionCode Code(const char* text) { return *RegionCode::Parse(text); }

Facts Participants() {
  Person person;
  person.participant.pseudonym = Pseudonym{0x0123456789abcdef};
  person.participant.revision = 2;
  person.tokens.push_back({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
  Membership ended;
  ended.no = 1;
  ended.employer = EmployerId{0xfedcba9876543210};
  ended.segment = Segment::kBpu;
  ended.worker_kind = WorkerKind::kVulnerable;
  ended.sponsor_kind = SponsorKind::kVillageFund;
  ended.start = absl::CivilDay(2024, 1, 15);
  ended.end = absl::CivilDay(2024, 5, 31);
  ended.registration_region = Code("64.74");
  ended.workplace_region = Code("64.74.01.1001");
  ended.domicile_region = Code("64.02");
  ended.programmes.Add(Programme::kJkk);
  ended.programmes.Add(Programme::kJkm);
  Membership lasting = ended;
  lasting.no = 2;
  lasting.start = absl::CivilDay(2024, 6, 1);
  lasting.end.reset();
  lasting.workplace_region = Code("62.10");
  lasting.domicile_region.reset();
  person.participant.memberships = {ended, lasting};
  Facts facts;
  facts.persons.push_back(person);
  return facts;
}

Facts Employers() {
  Employer employer;
  employer.id = EmployerId{0xfedcba9876543210};
  employer.revision = 3;
  employer.ref = *EmployerRef::Parse("A1234567-000");
  employer.name = "PT Contoh";
  employer.kind = EmployerKind::kPrivate;
  employer.size_class = SizeClass::kLarge;
  employer.kbli = "01113";
  employer.registration_region = Code("64.74");
  Facts facts;
  facts.employers.push_back(employer);
  return facts;
}

RegionTree Tree() {
  RegionTree tree;
  tree.header = {"test-1", "made for tests", "CC0-1.0", absl::CivilDay(2022, 12, 8)};
  tree.regions.push_back({RegionCode(), "Indonesia", {}, {}, {}});
  tree.regions.push_back({Code("91"), "Papua", {}, {}, {}});
  tree.regions.push_back(
      {Code("93"), "Papua Selatan", absl::CivilDay(2022, 7, 25), {}, {Code("91")}});
  return tree;
}

TEST(ParticipantsChanged, IsWrittenAsItFirstWas) {
  ExpectGolden(Participants(), "participants_changed_v1");
}

TEST(ParticipantsChanged, IsReadAsItFirstWas) {
  const std::string bytes = Golden("participants_changed_v1");
  EXPECT_EQ(::paritrana::events::PeekFactId(bytes)->sequence, Sequence(7));
  facts_v1::ParticipantsChanged message;
  ASSERT_TRUE(message.ParseFromString(bytes));
  EXPECT_EQ(message.recorded_at_micros(), 1'735'689'600'000'000);
  const facts_v1::Participant& participant = message.participants(0);
  EXPECT_EQ(participant.pseudonym(), 0x0123456789abcdefu);
  EXPECT_EQ(participant.identity_tokens(0).size(), 16u);
  EXPECT_EQ(participant.memberships(0).end_day(), 19'874);
  EXPECT_EQ(participant.memberships(0).workplace_region(), 6'474'011'001u);
  EXPECT_EQ(participant.memberships(1).workplace_region(), 6'210'000'000u);
  EXPECT_EQ(participant.memberships(1).end_day(), 0);
  EXPECT_THAT(participant.memberships(1).programmes(),
              ElementsAre(common::v1::PROGRAMME_JKK, common::v1::PROGRAMME_JKM));
}

TEST(ParticipantsChanged, IsWrittenAsItFirstWasOfAMergedRecord) {
  Facts facts = Participants();
  Person& person = facts.persons[0];
  person.tokens.clear();
  person.participant.memberships.clear();
  person.participant.merged_into = Pseudonym{0x1122334455667788};
  ExpectGolden(facts, "participants_changed_v1_merged");
  facts_v1::ParticipantsChanged message;
  ASSERT_TRUE(message.ParseFromString(Golden("participants_changed_v1_merged")));
  EXPECT_EQ(message.participants(0).merged_into(), 0x1122334455667788u);
  EXPECT_EQ(message.participants(0).memberships_size(), 0);
}

TEST(EmployersChanged, IsWrittenAsItFirstWasAndWithoutItsName) {
  ExpectGolden(Employers(), "employers_changed_v1");
  EXPECT_EQ(Golden("employers_changed_v1").find("Contoh"), std::string::npos);
}

TEST(EmployersChanged, IsReadAsItFirstWas) {
  facts_v1::EmployersChanged message;
  ASSERT_TRUE(message.ParseFromString(Golden("employers_changed_v1")));
  EXPECT_EQ(message.employers(0).employer_ref(), "A1234567-000");
  EXPECT_EQ(message.employers(0).revision(), 3u);
  EXPECT_EQ(message.employers(0).size_class(), common::v1::SIZE_CLASS_LARGE);
}

TEST(EmployersChanged, IsWrittenAsItFirstWasWithARiskGroupAndReliefs) {
  Facts facts = Employers();
  facts.employers[0].jkk_class = JkkClass::kIV;
  facts.employers[0].reliefs = {"COVID_2020", "LABOUR_INTENSIVE_JKK50"};
  ExpectGolden(facts, "employers_changed_v1_reviewed");
  facts_v1::EmployersChanged message;
  ASSERT_TRUE(message.ParseFromString(Golden("employers_changed_v1_reviewed")));
  EXPECT_EQ(message.employers(0).jkk_class(), common::v1::JKK_CLASS_IV);
  EXPECT_THAT(message.employers(0).reliefs(), ElementsAre("COVID_2020", "LABOUR_INTENSIVE_JKK50"));
}

TEST(RegionsImported, IsWrittenAsItFirstWas) {
  const RegionTree tree = Tree();
  Facts facts;
  facts.tree = &tree;
  ExpectGolden(facts, "regions_imported_v1");
}

TEST(RegionsImported, IsReadAsItFirstWas) {
  facts_v1::RegionsImported message;
  ASSERT_TRUE(message.ParseFromString(Golden("regions_imported_v1")));
  EXPECT_EQ(message.tree_version(), "test-1");
  EXPECT_TRUE(message.last());
  EXPECT_EQ(message.regions(2).valid_from_day(), 19'198);
  EXPECT_THAT(message.regions(2).predecessors(), ElementsAre(9'100'000'000u));
}

TEST(RegionsImported, ComesInPartsOfAThousandAndSaysWhichIsTheLast) {
  RegionTree tree = Tree();
  tree.regions.resize(2'001, tree.regions.back());
  Facts facts;
  facts.tree = &tree;
  const auto events = EncodeFacts(facts, kRecordedAt, kShards);
  ASSERT_EQ(events.size(), 3u);
  for (std::uint32_t part = 0; part < 3; ++part) {
    facts_v1::RegionsImported message;
    ASSERT_TRUE(message.ParseFromString(events[part].payload));
    EXPECT_EQ(message.part(), part);
    EXPECT_EQ(message.last(), part == 2);
  }
}

TEST(ParticipantsChanged, IsClosedAtAThousandParticipantsOrManyBytes) {
  Facts facts;
  facts.persons.resize(1'001);
  EXPECT_EQ(EncodeFacts(facts, kRecordedAt, kShards).size(), 2u);
  facts.persons.resize(10);
  for (Person& person : facts.persons) person.tokens.resize(4'000);
  EXPECT_GT(EncodeFacts(facts, kRecordedAt, kShards).size(), 2u);
}

}  // namespace
}  // namespace paritrana::registration
