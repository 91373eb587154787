// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/ranking.h"

#include <gtest/gtest.h>

#include "services/scoring/domain/fraction.h"
#include "services/scoring/domain/ranking_table.h"
#include "services/scoring/testing/small_tree.h"

namespace paritrana::scoring {
namespace {

using testing::At;
using testing::Code;
using testing::SmallTree;

class RankingTest : public ::testing::Test {
 protected:
  RankedRow Row(std::string_view code, std::uint32_t heads, std::uint64_t entitled,
                std::int64_t rupiah = 0) {
    Cell figures;
    figures.heads = heads;
    figures.rupiah = rupiah;
    Entitled of;
    of.total = entitled;
    return UnrankedRow(At(tree_, code), figures, of);
  }

  // "1 64.74 | 2 64.02 | …" after ranking.
  std::string Ranked(std::vector<RankedRow> rows) {
    RankRows(rows, method_, tree_);
    std::string text;
    for (const RankedRow& row : rows) {
      text += (text.empty() ? "" : " | ") + std::to_string(row.rank) + " " +
              tree_.fact(row.region).code.ToString() + (row.shared ? "=" : "");
    }
    return text;
  }

  RegionTree tree_ = SmallTree();
  Method method_ = {"test", true, false, {TieKey::kCoverage}, "", "", "", ""};
};

TEST_F(RankingTest, GivesNoRankWithoutADenominatorAndPutsItLast) {
  EXPECT_EQ(Ranked({Row("61.71", 5, 0), Row("64.02", 0, 10), Row("64.74", 1, 10)}),
            "1 64.74 | 2 64.02 | 0 61.71");
  EXPECT_EQ(Row("61.71", 5, 0).not_ranked, NotRanked::kNoDenominator);
  EXPECT_EQ(Row("61.71", 5, 0).coverage_basis_points(), 0u);
}

TEST_F(RankingTest, RanksZeroPercentAndMoreThanAHundred) {
  EXPECT_EQ(Ranked({Row("61.71", 0, 10), Row("64.02", 11, 10), Row("64.74", 10, 10)}),
            "1 64.02 | 2 64.74 | 3 61.71");
  EXPECT_EQ(Row("64.02", 11, 10).coverage_basis_points(), 11'000u);
}

TEST_F(RankingTest, SharesRanksAndSkipsTheNext) {
  EXPECT_EQ(Ranked({Row("61", 9, 10), Row("61.71", 1, 2), Row("64.02", 2, 4), Row("64.74", 1, 9)}),
            "1 61 | 2 61.71= | 2 64.02= | 4 64.74");
}

TEST_F(RankingTest, DecidesTiesByTheDeclaredChainBeforeSharing) {
  method_.order = {TieKey::kCoverage, TieKey::kActiveHeads};
  EXPECT_EQ(Ranked({Row("61.71", 1, 2), Row("64.02", 2, 4), Row("64.74", 2, 4)}),
            "1 64.02= | 1 64.74= | 3 61.71");
  method_.order = {TieKey::kCoverage, TieKey::kContributions, TieKey::kRegion};
  EXPECT_EQ(Ranked({Row("64.74", 1, 2, 5), Row("64.02", 2, 4, 5), Row("61.71", 1, 2, 4)}),
            "1 64.02 | 2 64.74 | 3 61.71");
}

TEST_F(RankingTest, ComparesWhatFloatingPointCannotTellApart) {
  const Fraction less{1'000'000'000'000'000'000u, 3'000'000'000'000'000'001u};
  const Fraction more{1'000'000'000'000'000'001u, 3'000'000'000'000'000'001u};
  EXPECT_LT(less, more);
  EXPECT_EQ((Fraction{1, 3}), (Fraction{333'333'333, 999'999'999}));
}

TEST_F(RankingTest, RoundsForDisplayHalfUp) {
  EXPECT_EQ((Fraction{29'040, 70'426}).BasisPoints(), 4123u);  // 41.2348 %
  EXPECT_EQ((Fraction{1, 20'000}).BasisPoints(), 1u);          // 0.005 %
  EXPECT_EQ((Fraction{0, 5}).BasisPoints(), 0u);
}

class TableTest : public RankingTest {
 protected:
  RankingTable Compute(const TableKey& key) {
    const EntitledTable entitled(book_, tree_, window_);
    return ComputeTable(key, {tree_, method_, window_, entitled, tally_});
  }
  void Entitle(std::string_view code, std::uint64_t number, std::string_view date = "2023-12-31") {
    Denominator denominator;
    denominator.region = Code(code);
    denominator.entitled_workers = number;
    absl::ParseCivilTime(std::string(date), &denominator.date);
    denominator.example = true;
    book_.Add(denominator);
  }

  MonthWindow window_{Month(2024, 1), 12};
  Tally tally_ = [this] {
    Tally tally(12);
    tally.Resize(tree_.size());
    return tally;
  }();
  DenominatorBook book_;
};

TEST_F(TableTest, DoesNotRankARegionThatIsNotInForceOnTheLastDay) {
  Entitle("64.02", 10);
  Entitle("64.74", 10);
  RegionFact fact = tree_.fact(At(tree_, "64.74"));
  fact.valid_from_day = 20'000;  // 2024-10-04
  tree_.Merge("small-2", {fact});
  const TableKey september = {Members::kRegencies, At(tree_, "64"), 8};
  EXPECT_EQ(Compute(september).rows.back().not_ranked, NotRanked::kNotInForce);
  EXPECT_EQ(Compute({Members::kRegencies, At(tree_, "64"), 9}).rows.back().rank, 1u);
}

TEST_F(TableTest, SumsTheRegenciesOfAProvinceWithoutANumberOfItsOwn) {
  Entitle("64.02", 10);
  Entitle("64.74", 5);
  const RankingTable table = Compute({Members::kProvinces, kNation, 11});
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].entitled.total, 15u);
  EXPECT_TRUE(table.rows[0].entitled.derived);
  EXPECT_EQ(table.rows[1].not_ranked, NotRanked::kNoDenominator);
  EXPECT_EQ(table.total.entitled.total, 0u);
}

TEST_F(TableTest, TakesTheNewestDenominatorUpToTheMonth) {
  Entitle("64.74", 10, "2023-12-31");
  Entitle("64.74", 20, "2024-06-30");
  Entitle("64.74", 30, "2025-01-01");
  EXPECT_EQ(book_.Find(Code("64.74"), 0, Month(2024, 5))->entitled_workers, 10u);
  EXPECT_EQ(book_.Find(Code("64.74"), 0, Month(2024, 6))->entitled_workers, 20u);
  EXPECT_EQ(book_.Find(Code("64.74"), 0, Month(2023, 1))->entitled_workers, 10u);
  EXPECT_EQ(book_.Find(Code("64.74"), 1, Month(2024, 6)), nullptr);
}

TEST_F(TableTest, HasACanonicalTextThatNamesEveryFigure) {
  Entitle("64.74", 8);
  Cell& cell = tally_.at(At(tree_, "64.74"), 11);
  cell.heads = 3;
  cell.rupiah = 700;
  cell.segments = {2, 1, 0, 0};
  const EntitledTable entitled(book_, tree_, window_);
  const RankingInputs inputs{tree_, method_, window_, entitled, tally_};
  const RankingTable table = ComputeTable({Members::kRegencies, At(tree_, "64"), 11}, inputs);
  EXPECT_EQ(CanonicalText(table, inputs),
            "paritrana-ranking 1\n"
            "regencies,64,2024-12,test,small-1\n"
            "0,0,64,0,0,0,0,0,0,0,0,0,0,0\n"
            "1,0,64.74,3,8,700,2,0,1,0,0,0,0,0\n"
            "0,1,64.02,0,0,0,0,0,0,0,0,0,0,0\n");
}

}  // namespace
}  // namespace paritrana::scoring
