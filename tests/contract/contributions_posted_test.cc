// SPDX-License-Identifier: Apache-2.0
// Golden bytes of ContributionsPosted. A change here breaks readers that run already and facts that
// are made again from the ledger: add a golden, never change one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "libs/events/inbox.h"
#include "paritrana/compliance/events/v1/contributions.pb.h"
#include "services/compliance/adapters/events/contributions_posted.h"

namespace paritrana::compliance {
namespace {

using ::testing::ElementsAre;

const absl::Time kRecordedAt = absl::FromUnixMicros(1'735'689'600'000'001);

PostedContribution LineOf(std::uint64_t worker, std::uint64_t region) {
  PostedContribution line;
  line.worker = Pseudonym(worker);
  line.region = region;
  line.covered = {Month(2024, 12), Month(2024, 12)};
  line.segment = Segment::kPu;
  line.worker_kind = 1;
  line.payer = EmployerId(71);
  line.amount = Rupiah(27'000);
  return line;
}

std::string GoldenOf(std::span<const PostedContribution> lines) {
  const paritrana::events::FactId id = {Epoch(1), Shard(3), Sequence(17)};
  return absl::BytesToHexString(paritrana::events::EncodeFactId(id) +
                                EncodeContributionsPosted(lines, kRecordedAt));
}

TEST(ContributionsPosted, OfOneLineHasItsGoldenBytes) {
  const std::vector<PostedContribution> lines = {LineOf(1001, 6474011001)};
  EXPECT_EQ(GoldenOf(lines),
            "0801100318112081c0b1d09bd38a0328013208e9030000000000003a05f9a2868f184203ebbd014a"
            "01015201015a01016a0847000000000000007203f8d2017a010182010101");
}

TEST(ContributionsPosted, OfSeveralLinesHasItsGoldenBytes) {
  std::vector<PostedContribution> lines = {LineOf(1001, 6474011001), LineOf(1002, 6474011001),
                                           LineOf(1003, 0)};
  lines[1].covered = {Month(2024, 1), Month(2024, 12)};
  lines[1].segment = Segment::kBpu;
  lines[1].worker_kind = 3;
  lines[1].sponsor_kind = 2;
  lines[2].amount = Rupiah(5'000'000'000);
  EXPECT_EQ(GoldenOf(lines),
            "0801100318112081c0b1d09bd38a0328033218e903000000000000ea03000000000000eb03000000"
            "0000003a0bf9a2868f18f9a2868f18004209ebbd01e0bd01ebbd014a03010c0152030102015a0301"
            "030162030002006a084700000000000000720bf8d201f8d20180e497d0127a010182010101");
}

TEST(ContributionsPosted, OfALineThatIsPaidAndOneThatIsNoMoreHasItsGoldenBytes) {
  std::vector<PostedContribution> lines = {LineOf(1001, 6474011001), LineOf(1002, 6474011001)};
  for (PostedContribution& line : lines) line.basis = Basis::kPaid;
  lines[1].retracts = true;
  EXPECT_EQ(GoldenOf(lines),
            "0801100318112081c0b1d09bd38a0328023210e903000000000000ea030000000000003a05f9a2868f18"
            "4203ebbd014a01015201015a01016a0847000000000000007203f8d2017a02010282010102");
}

TEST(ContributionsPosted, SendsAColumnThatIsAllAlikeAsOneValue) {
  std::vector<PostedContribution> lines = {LineOf(1, 64), LineOf(2, 64)};
  events::v1::ContributionsPosted fact;
  ASSERT_TRUE(fact.ParseFromString(EncodeContributionsPosted(lines, kRecordedAt)));
  EXPECT_EQ(fact.line_count(), 2u);
  EXPECT_THAT(fact.pseudonym(), ElementsAre(1, 2));
  EXPECT_THAT(fact.region(), ElementsAre(64));
  EXPECT_EQ(fact.sponsor_kind_size(), 0);
  EXPECT_THAT(fact.effect(), ElementsAre(events::v1::EFFECT_ADD));
}

TEST(ContributionsPosted, KeepsAZeroAmongOtherValues) {
  std::vector<PostedContribution> lines = {LineOf(1, 0), LineOf(2, 64)};
  events::v1::ContributionsPosted fact;
  ASSERT_TRUE(fact.ParseFromString(EncodeContributionsPosted(lines, kRecordedAt)));
  EXPECT_THAT(fact.region(), ElementsAre(0, 64));
}

}  // namespace
}  // namespace paritrana::compliance
