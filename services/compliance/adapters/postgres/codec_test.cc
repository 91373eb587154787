// SPDX-License-Identifier: Apache-2.0
// The forms in which the ledger keeps findings, digests and ids.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/compliance/adapters/postgres/candidate_text.h"
#include "services/compliance/adapters/postgres/digest_mask.h"
#include "services/compliance/adapters/postgres/finding_text.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FindingText, ReadsBackWhatItWrote) {
  const Findings findings = {
      {"WORKER_UNKNOWN", "worker"},
      {"LINE_ID_REPEATED", "line_id", LineReference{"gaji-2024.12_a", 300'000}}};
  EXPECT_EQ(ReadFindings(WriteFindings(findings)), findings);
  EXPECT_THAT(ReadFindings(""), IsEmpty());
}

TEST(FindingText, TakesAReasonThatIsGoneForAnInternalOne) {
  EXPECT_EQ(ReadFindings("NO_LONGER_KNOWN worker")[0].reason, "INTERNAL");
}

TEST(CandidateText, ReadsBackWhatItWrote) {
  const std::vector<MatchCandidate> candidates = {
      {Pseudonym(0xFEDC'BA98'7654'3210),
       7,
       {MatchReason::kSameIdentity, MatchReason::kLatestSpell},
       -3,
       0,
       6474000000},
      {Pseudonym(1), 1, {MatchReason::kSamePayrollNumber}, 19'000, 20'000, 0}};
  EXPECT_EQ(ReadCandidates(WriteCandidates(candidates)), candidates);
  EXPECT_THAT(ReadCandidates(""), IsEmpty());
}

identity::Vault VaultOf(char key) { return *identity::Vault::Create(std::string(32, key), ""); }

TEST(DigestMask, ReadsBackUnderTheSameKeyAndPlaceOnly) {
  const identity::Vault vault = VaultOf('k');
  contract::Digest digest;
  digest.fill(7);
  const std::string masked = MaskDigest(digest, vault, 1, 10);
  EXPECT_EQ(*UnmaskDigest(masked, vault, 1, 10), digest);
  EXPECT_NE(*UnmaskDigest(masked, vault, 1, 11), digest);
  EXPECT_NE(*UnmaskDigest(masked, vault, 2, 10), digest);
  EXPECT_NE(*UnmaskDigest(masked, VaultOf('x'), 1, 10), digest);
  EXPECT_FALSE(UnmaskDigest("short", vault, 1, 10).ok());
}

TEST(DigestMask, HidesTheDigest) {
  contract::Digest digest;
  digest.fill(7);
  EXPECT_NE(MaskDigest(digest, VaultOf('k'), 1, 1), std::string(digest.begin(), digest.end()));
}

TEST(Columns, KeepAllSixtyFourBitsOfAnId) {
  EXPECT_EQ(FromColumn(ToColumn(0xFEDC'BA98'7654'3210)), 0xFEDC'BA98'7654'3210u);
  EXPECT_LT(ToColumn(0xFEDC'BA98'7654'3210), 0);
}

TEST(Columns, ReadUuidTextWithAndWithoutHyphens) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 17);
  EXPECT_EQ(FromUuidText(ToUuidText(bytes)), bytes);
  EXPECT_EQ(FromUuidText("00112233-4455-6677-8899-aabbccddeeff"), bytes);
}

TEST(Columns, KeepAPositionAsSequencesByShard) {
  Position position;
  position.epoch = Epoch(2);
  position.marks = {{Shard(1), Sequence(17)}, {Shard(3), Sequence(4)}};
  EXPECT_THAT(ToSequences(position, 4), ElementsAre(0, 17, 0, 4));
  EXPECT_EQ(ToPosition(Epoch(2), ReadInt64Array("{0,17,0,4}")), position);
  EXPECT_THAT(ReadInt64Array("{}"), IsEmpty());
}

}  // namespace
}  // namespace paritrana::compliance
