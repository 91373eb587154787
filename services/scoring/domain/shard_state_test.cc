// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/shard_state.h"

#include <map>
#include <random>
#include <set>
#include <tuple>

#include <gtest/gtest.h>

#include "services/scoring/domain/recount.h"
#include "services/scoring/testing/line_batch.h"
#include "services/scoring/testing/small_tree.h"

namespace paritrana::scoring {
namespace {

using testing::At;
using testing::Code;
using testing::Line;
using testing::LineBatch;
using testing::Retracting;
using testing::SmallTree;

constexpr int kDecember = 11;

class ShardStateTest : public ::testing::Test {
 protected:
  ShardStateTest() { tally_.Resize(tree_.size()); }

  void Apply(const std::vector<ContributionLine>& lines) {
    shard_.Apply(Sequence(++sequence_), LineBatch(lines).columns(), {window_, tree_}, tally_);
  }
  const Cell& At(std::string_view code, int month = kDecember) const {
    return tally_.at(testing::At(tree_, code), month);
  }
  LineFault FirstFault() const {
    return shard_.parked().lines().empty() ? LineFault::kNone : shard_.parked().lines()[0].fault;
  }

  RegionTree tree_ = SmallTree();
  MonthWindow window_{Month(2024, 1), 12};
  Tally tally_{12};
  ShardState shard_;
  std::uint64_t sequence_ = 0;
};

TEST_F(ShardStateTest, ParksALineOfAnUnknownRegion) {
  Apply({Line(1, "99.01")});
  EXPECT_EQ(FirstFault(), LineFault::kRegionUnknown);
  EXPECT_EQ(At("ID").heads, 0u);
}

TEST_F(ShardStateTest, ParksARetractionOfWhatWasNeverAdded) {
  Apply({Retracting(Line(1, "64.74.01.1001"))});
  EXPECT_EQ(FirstFault(), LineFault::kNothingToRetract);
  EXPECT_EQ(At("ID").rupiah, 0);
}

TEST_F(ShardStateTest, PassesOverLinesOfAnotherBasisAndParksNoneOfThem) {
  LineBatch batch;
  batch.Add(Line(1, "64.74.01.1001"), Basis::kPaid);
  batch.Add(Line(2, "99.01"), Basis::kPaid);
  batch.Add(Retracting(Line(3, "64.74.01.1001")), Basis::kPaid);
  batch.Add(Line(4, "64.74.01.1001"), static_cast<Basis>(3));
  batch.Add(Line(5, "64.74.01.1001"), Basis::kDeclared);
  shard_.Apply(Sequence(1), batch.columns(), {window_, tree_}, tally_);
  EXPECT_EQ(FirstFault(), LineFault::kNone);
  EXPECT_EQ(At("64.74").heads, 1u);
  EXPECT_EQ(shard_.lines_applied(), 1u);
}

TEST_F(ShardStateTest, CountsWhatIsPaidIfTheMethodSaysSo) {
  LineBatch batch;
  batch.Add(Line(1, "64.74.01.1001"), Basis::kPaid);
  batch.Add(Line(2, "64.74.01.1001"), Basis::kDeclared);
  shard_.Apply(Sequence(1), batch.columns(), {window_, tree_, Basis::kPaid}, tally_);
  EXPECT_EQ(At("64.74").heads, 1u);
  LineBatch reversal;
  reversal.Add(Retracting(Line(1, "64.74.01.1001")), Basis::kPaid);
  shard_.Apply(Sequence(2), reversal.columns(), {window_, tree_, Basis::kPaid}, tally_);
  EXPECT_EQ(At("64.74").heads, 0u);
}

TEST_F(ShardStateTest, TakesOrLeavesAMessageOfOneBasisAsAWhole) {
  const LineBatch batch({Line(1, "64.74.01.1001"), Line(2, "64.74.01.1001")});
  for (const std::uint32_t basis : {0u, 1u, 2u, 3u}) {
    LineColumns columns = batch.columns();
    columns.basis = {&basis, 0};
    const std::uint64_t before = shard_.lines_applied();
    shard_.Apply(Sequence(basis + 1), columns, {window_, tree_}, tally_);
    EXPECT_EQ(shard_.lines_applied() - before, basis <= 1 ? 2u : 0u) << basis;
    shard_.Apply(Sequence(basis + 1), columns, {window_, tree_, Basis::kPaid}, tally_);
    EXPECT_EQ(shard_.lines_applied() - before, basis <= 2 ? 2u : 0u) << basis;
  }
}

TEST_F(ShardStateTest, ParksARetractionOfMoreMonthsThanWereAddedAsAWhole) {
  Apply({Line(1, "64")});
  ContributionLine longer = Retracting(Line(1, "64"));
  longer.covered_from = Month(2024, 11);
  longer.covered_months = 2;
  Apply({longer});
  EXPECT_EQ(FirstFault(), LineFault::kNothingToRetract);
  EXPECT_EQ(At("64").heads, 1u);
  EXPECT_EQ(At("64", 10).rupiah, 0);
}

TEST_F(ShardStateTest, ParksEachKindOfMalformedLine) {
  const auto fault_of = [this](auto change) {
    ContributionLine line = Line(1, "64");
    change(line);
    ShardState shard;
    shard.Apply(Sequence(1), LineBatch({line}).columns(), {window_, tree_}, tally_);
    return shard.parked().lines().at(0).fault;
  };
  EXPECT_EQ(fault_of([](auto& l) { l.participant = Pseudonym(0); }), LineFault::kParticipantUnset);
  EXPECT_EQ(fault_of([](auto& l) { l.segment = 0; }), LineFault::kSegmentUnknown);
  EXPECT_EQ(fault_of([](auto& l) { l.segment = 5; }), LineFault::kSegmentUnknown);
  EXPECT_EQ(fault_of([](auto& l) { l.effect = LineEffect::kUnknown; }), LineFault::kEffectUnknown);
  EXPECT_EQ(fault_of([](auto& l) { l.covered_months = 0; }), LineFault::kMonthsInvalid);
  EXPECT_EQ(fault_of([](auto& l) { l.covered_months = 86; }), LineFault::kMonthsInvalid);
  EXPECT_EQ(fault_of([](auto& l) { l.covered_from = Month(1800, 1); }), LineFault::kMonthsInvalid);
  EXPECT_EQ(fault_of([](auto& l) { l.rupiah = kLineRupiahMax + 1; }), LineFault::kAmountInvalid);
  EXPECT_EQ(At("ID").heads, 0u);
}

TEST_F(ShardStateTest, ParksALineThatWouldOverflowASum) {
  tally_.at(kNation, kDecember).rupiah = INT64_MAX - 5;
  Apply({Line(1, "64")});
  EXPECT_EQ(FirstFault(), LineFault::kAmountInvalid);
  EXPECT_EQ(At("64").heads, 0u);
}

TEST_F(ShardStateTest, ParksLaterLinesOfTheParticipantAndAppliesThoseOfOthers) {
  Apply({Line(1, "99"), Line(1, "64"), Line(2, "64")});
  ASSERT_EQ(shard_.parked().lines().size(), 2u);
  EXPECT_FALSE(shard_.parked().lines()[0].waits);
  EXPECT_TRUE(shard_.parked().lines()[1].waits);
  EXPECT_EQ(At("64").heads, 1u);
}

TEST_F(ShardStateTest, RedrivesParkedLinesInOrderOnceTheRegionIsKnown) {
  Apply({Line(1, "64.74.01.1009"), Retracting(Line(1, "64.74.01.1009")), Line(1, "64.74")});
  EXPECT_EQ(shard_.Redrive({window_, tree_}, tally_), 0u);
  tree_.Merge("small-2", {{Code("64.74.01.1009"), "Baru", 0, 0}});
  tally_.Resize(tree_.size());
  EXPECT_EQ(shard_.Redrive({window_, tree_}, tally_), 3u);
  EXPECT_TRUE(shard_.parked().lines().empty());
  EXPECT_EQ(At("64.74.01.1009").heads, 0u);
  EXPECT_EQ(At("64.74").heads, 1u);
}

// One person with jobs in two villages, at each level at which the two meet.
struct TwoVillages {
  const char* first;
  const char* second;
  std::map<std::string, std::uint32_t> heads;
};

class TwoVillagesTest : public ShardStateTest, public ::testing::WithParamInterface<TwoVillages> {};

TEST_P(TwoVillagesTest, CountOneHeadWhereTheyMeetAndTwoMembershipsBelow) {
  const ContributionLine second = Line(1, GetParam().second);
  Apply({Line(1, GetParam().first), second});
  for (const auto& [code, heads] : GetParam().heads) EXPECT_EQ(At(code).heads, heads) << code;
  Apply({Retracting(second)});
  EXPECT_EQ(At(GetParam().first).heads, 1u);
  EXPECT_EQ(At(GetParam().second).heads, 0u);
  EXPECT_EQ(At("ID").heads, 1u);
}

INSTANTIATE_TEST_SUITE_P(
    Levels, TwoVillagesTest,
    ::testing::Values(
        TwoVillages{"64.02.01.2001",
                    "64.02.01.2002",
                    {{"64.02.01.2001", 1}, {"64.02.01.2002", 1}, {"64.02.01", 1}, {"ID", 1}}},
        TwoVillages{"64.02.01.2001",
                    "64.02.02.2001",
                    {{"64.02.01", 1}, {"64.02.02", 1}, {"64.02", 1}, {"64", 1}, {"ID", 1}}},
        TwoVillages{
            "64.02.01.2001", "64.74.01.1001", {{"64.02", 1}, {"64.74", 1}, {"64", 1}, {"ID", 1}}},
        TwoVillages{"64.02.01.2001", "61.71.01.1001", {{"64", 1}, {"61", 1}, {"ID", 1}}}));

TEST_F(ShardStateTest, CountsAPersonOfTwoSegmentsOnceAsAHeadAndInBothSegments) {
  ContributionLine bpu = Line(1, "64.74.01.1001");
  bpu.segment = 2;
  Apply({Line(1, "64.74.01.1001"), bpu});
  EXPECT_EQ(At("64.74").heads, 1u);
  EXPECT_EQ(At("64.74").segments, (std::array<std::uint32_t, 4>{1, 1, 0, 0}));
}

TEST_F(ShardStateTest, CountsALineThatNamesARegencyAtThatLevelAndAbove) {
  Apply({Line(1, "64.74"), Line(1, "64.74.01.1001")});
  EXPECT_EQ(At("64.74").heads, 1u);
  EXPECT_EQ(At("64.74.01.1001").heads, 1u);
  Apply({Retracting(Line(1, "64.74.01.1001"))});
  EXPECT_EQ(At("64.74.01.1001").heads, 0u);
  EXPECT_EQ(At("64.74").heads, 1u);
}

TEST_F(ShardStateTest, LeavesMonthsOutsideTheWindowOutOfEverything) {
  ContributionLine line = Line(1, "64");
  line.covered_from = Month(2023, 11);
  line.covered_months = 4;
  line.rupiah = 10;
  Apply({line});
  EXPECT_EQ(At("64", 0).heads, 1u);
  EXPECT_EQ(At("64", 0).rupiah, 2);
  EXPECT_EQ(At("64", 1).rupiah, 2);
  EXPECT_EQ(At("64", 2).heads, 0u);
  Apply({Retracting(line)});
  EXPECT_TRUE(shard_.parked().lines().empty());
  EXPECT_EQ(At("64", 0), Cell());
}

TEST_F(ShardStateTest, PutsTheRemainderOfAnAmountInTheFirstCoveredMonth) {
  ContributionLine line = Line(1, "64");
  line.covered_from = Month(2024, 2);
  line.covered_months = 3;
  line.rupiah = 11;
  Apply({line});
  EXPECT_EQ(At("64", 1).rupiah, 5);
  EXPECT_EQ(At("64", 2).rupiah, 3);
  EXPECT_EQ(At("64", 3).rupiah, 3);
}

TEST_F(ShardStateTest, CountsMoreLinesOfOneMonthThanASlotHolds) {
  for (int i = 0; i < 300; ++i) Apply({Line(1, "64")});
  for (int i = 0; i < 299; ++i) Apply({Retracting(Line(1, "64"))});
  EXPECT_EQ(At("64").heads, 1u);
  Apply({Retracting(Line(1, "64"))});
  EXPECT_EQ(At("64"), Cell());
  EXPECT_TRUE(shard_.parked().lines().empty());
  EXPECT_TRUE(shard_.slots().overflow().empty());
}

TEST_F(ShardStateTest, HoldsAParticipantInFewerThan64Bytes) {
  constexpr std::uint64_t kParticipants = 50'000;
  for (std::uint64_t i = 1; i <= kParticipants; ++i) {
    Apply({Line(i * 0xD1342543DE82EF95u, "64.74.01.1001")});
  }
  EXPECT_EQ(At("ID").heads, kParticipants);
  EXPECT_LT(shard_.slots().bytes() / kParticipants, 64u);
}

// What the lines applied so far mean, counted the plain way.
class PlainCount {
 public:
  bool Apply(const ContributionLine& line) {
    std::vector<Key> keys;
    const int from = line.covered_from - Month(2024, 1);
    for (int m = std::max(from, 0); m < std::min<int>(from + line.covered_months, 12); ++m) {
      keys.push_back({line.participant.value(), line.region_key, line.segment, m});
    }
    const bool adds = line.effect == LineEffect::kAdd;
    for (const Key& key : keys) {
      if (!adds && lines_[key] == 0) return false;
    }
    for (const Key& key : keys) lines_[key] += adds ? 1 : -1;
    return true;
  }

  Cell At(RegionCode region, int month) const {
    std::set<std::uint64_t> heads;
    std::array<std::set<std::uint64_t>, kSegments> segments;
    for (const auto& [key, count] : lines_) {
      const auto& [participant, place_key, segment, m] = key;
      const RegionCode place = RegionCode::FromKey(place_key).value();
      if (count == 0 || m != month || place.level() < region.level()) continue;
      if (place.AncestorAt(region.level()) != region) continue;
      heads.insert(participant);
      segments[segment - 1].insert(participant);
    }
    Cell cell;
    cell.heads = static_cast<std::uint32_t>(heads.size());
    for (int i = 0; i < kSegments; ++i) cell.segments[i] = segments[i].size();
    return cell;
  }

 private:
  using Key = std::tuple<std::uint64_t, std::uint64_t, std::uint32_t, int>;
  std::map<Key, int> lines_;
};

class RandomLines {
 public:
  RandomLines(std::uint64_t seed, const RegionTree& tree) : random_(seed), tree_(tree) {}

  ContributionLine Next() {
    if (!added_.empty() && random_() % 100 < 45) {
      const std::size_t i = random_() % added_.size();
      const ContributionLine line = Retracting(added_[i]);
      added_.erase(added_.begin() + static_cast<std::ptrdiff_t>(i));
      return line;
    }
    ContributionLine line = Line(1 + random_() % 6, "ID");
    line.region_key =
        tree_.fact(RegionIndex(static_cast<std::uint32_t>(random_() % tree_.size()))).code.key();
    line.covered_from = Month(2023, 10) + static_cast<int>(random_() % 18);
    line.covered_months = 1 + random_() % 14;
    line.segment = 1 + random_() % kSegments;
    added_.push_back(line);
    return line;
  }

 private:
  std::mt19937_64 random_;
  const RegionTree& tree_;
  std::vector<ContributionLine> added_;
};

TEST_F(ShardStateTest, AgreesWithAPlainCountOverRandomAddsAndRetracts) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    ShardState shard;
    Tally tally(12);
    tally.Resize(tree_.size());
    PlainCount plain;
    RandomLines lines(seed, tree_);
    for (int i = 0; i < 300; ++i) {
      const ContributionLine line = lines.Next();
      shard.Apply(Sequence(i + 1), LineBatch({line}).columns(), {window_, tree_}, tally);
      ASSERT_TRUE(plain.Apply(line));
    }
    ASSERT_TRUE(shard.parked().lines().empty());
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      for (int month = 0; month < 12; ++month) {
        Cell kept = tally.at(RegionIndex(i), month);
        kept.rupiah = 0;
        const RegionCode code = tree_.fact(RegionIndex(i)).code;
        ASSERT_EQ(kept, plain.At(code, month)) << "seed " << seed << " " << code.ToString();
      }
    }
    StateCopy copy{{{shard.slots().LiveSlots(), shard.slots().overflow(), {}}}, tally};
    EXPECT_EQ(CountDifferences(copy, tree_), 0u);
  }
}

TEST_F(ShardStateTest, ReturnsToNothingWhenEveryLineIsRetracted) {
  RandomLines lines(7, tree_);
  std::vector<ContributionLine> adds;
  for (int i = 0; i < 400; ++i) {
    ContributionLine line = lines.Next();
    line.effect = LineEffect::kAdd;
    adds.push_back(line);
  }
  Apply(adds);
  for (ContributionLine& line : adds) line = Retracting(line);
  Apply(adds);
  EXPECT_TRUE(shard_.slots().LiveSlots().empty());
  for (std::uint32_t i = 0; i < tree_.size(); ++i) {
    for (int month = 0; month < 12; ++month) EXPECT_EQ(tally_.at(RegionIndex(i), month), Cell());
  }
}

TEST_F(ShardStateTest, RecountSeesATallyThatIsWrong) {
  Apply({Line(1, "64.74.01.1001")});
  ++tally_.at(testing::At(tree_, "64.74"), kDecember).heads;
  StateCopy copy{{{shard_.slots().LiveSlots(), shard_.slots().overflow(), {}}}, tally_};
  EXPECT_EQ(CountDifferences(copy, tree_), 1u);
}

}  // namespace
}  // namespace paritrana::scoring
