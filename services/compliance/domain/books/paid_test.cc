// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/books/paid.h"

#include <gtest/gtest.h>

#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::compliance {
namespace {

using contribution::testing::ShippedBook;

constexpr std::uint8_t kMicro = 1, kLarge = 4;

SegmentDues Dues(Segment segment = Segment::kPu) {
  SegmentDues dues;
  dues.period = Month(2024, 12);
  dues.segment = segment;
  dues.lines = 2;
  dues.owed = {24'000, 30'000, 100'000, 50'000, 0};
  dues.used = dues.owed;
  return dues;
}

bool Paid(const SegmentDues& dues, std::uint8_t size_class) {
  return IsPaidFor(ShippedBook(), {.kind = 1, .size_class = size_class, .reliefs = {}}, dues);
}

TEST(PaidFor, IsNothingWhereNothingStandsDeclared) {
  SegmentDues dues = Dues();
  dues.lines = 0;
  EXPECT_FALSE(Paid(dues, kLarge));
}

TEST(PaidFor, MissesARupiahOfAMandatoryProgramme) {
  for (std::size_t i = 0; i < 4; ++i) {
    SegmentDues dues = Dues();
    --dues.used[i];
    EXPECT_FALSE(Paid(dues, kLarge)) << i;
  }
  EXPECT_TRUE(Paid(Dues(), kLarge));
}

TEST(PaidFor, DoesNotAskForProgrammesThatAreNotMandatory) {
  SegmentDues dues = Dues();
  dues.used = {24'000, 30'000, 0, 0, 0};
  EXPECT_TRUE(Paid(dues, kMicro));
  EXPECT_FALSE(Paid(dues, kLarge));
}

TEST(PaidFor, AsksForEverythingWhereNoRuleSaysWhatIsMandatory) {
  SegmentDues dues = Dues();
  EXPECT_TRUE(Paid(dues, 0));
  dues.used[3] = 0;
  EXPECT_FALSE(Paid(dues, 0));
}

PaidLine LineIn(bool live, bool wanted, bool stated) {
  PaidLine line;
  line.live = live;
  line.wanted = wanted;
  line.stated = stated;
  line.now.worker = line.as.worker = Pseudonym(7);
  return line;
}

void ExpectChange(const PaidLine& line, bool take_back, bool add) {
  EXPECT_EQ(ChangeOf(line).take_back, take_back);
  EXPECT_EQ(ChangeOf(line).add, add);
}

TEST(PaidLines, AreStatedOnlyIfTheyCountAndArePaidFor) {
  ExpectChange(LineIn(true, true, false), false, true);
  ExpectChange(LineIn(true, false, false), false, false);
  ExpectChange(LineIn(false, true, false), false, false);
  ExpectChange(LineIn(true, true, true), false, false);
}

TEST(PaidLines, AreTakenBackWhenEitherCeases) {
  ExpectChange(LineIn(false, true, true), true, false);
  ExpectChange(LineIn(true, false, true), true, false);
}

TEST(PaidLines, AreTakenBackAndAddedWhenTheyCountElsewhere) {
  for (int attribute = 0; attribute < 4; ++attribute) {
    PaidLine line = LineIn(true, true, true);
    if (attribute == 0) line.now.worker = Pseudonym(8);
    if (attribute == 1) line.now.region = 64;
    if (attribute == 2) line.now.worker_kind = 2;
    if (attribute == 3) line.now.sponsor_kind = 1;
    ExpectChange(line, true, true);
  }
}

}  // namespace
}  // namespace paritrana::compliance
