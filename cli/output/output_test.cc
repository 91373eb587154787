// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/output/progress.h"
#include "cli/output/ranking_table.h"
#include "cli/output/table.h"
#include "libs/testing/fake_clock.h"
#include "libs/workbook/writer.h"

namespace paritrana::cli {
namespace {

using ::testing::HasSubstr;

const Table& Sample() {
  static const auto* const table =
      new Table{{{"name"}, {"heads", true}}, {{"Jos\xC3\xA9", "12"}, {"a, \"b\"", "1,234"}}};
  return *table;
}

TEST(Table, AlignsByCharactersAndNotByBytes) {
  std::ostringstream out;
  PrintAligned(Sample(), false, out);
  EXPECT_EQ(out.str(), "name    heads\nJos\xC3\xA9       12\na, \"b\"  1,234\n");
}

TEST(Table, ColoursOnlyWhenAsked) {
  std::ostringstream out;
  PrintAligned(Sample(), true, out);
  EXPECT_THAT(out.str(), HasSubstr("\x1b[1m"));
}

TEST(Table, QuotesCsvCellsWhereItMust) {
  std::ostringstream out;
  PrintCsv(Sample(), out);
  EXPECT_EQ(out.str(), "name,heads\nJos\xC3\xA9,12\n\"a, \"\"b\"\"\",\"1,234\"\n");
  EXPECT_EQ(workbook::CsvCell("a\nb", ';'), "\"a\nb\"");
  EXPECT_EQ(workbook::CsvCell(" a", ';'), "\" a\"");
}

TEST(Grouped, SetsThousandsApart) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1'234'567), "1,234,567");
  EXPECT_EQ(Grouped(-123'456), "-123,456");
}

TEST(Progress, IsSilentForTheFirstSecond) {
  paritrana::testing::FakeClock clock;
  std::ostringstream out;
  Progress progress(out, true, clock);
  clock.Advance(absl::Milliseconds(999));
  progress.Update("posting", 5, 10);
  EXPECT_EQ(out.str(), "");
}

TEST(Progress, RedrawsOneLineOnATerminalAndClearsIt) {
  paritrana::testing::FakeClock clock;
  std::ostringstream out;
  {
    Progress progress(out, true, clock);
    clock.Advance(absl::Seconds(1));
    progress.Update("posting", 6'000, 12'000);
    progress.Update("posting", 7'000, 12'000);  // too soon
  }
  EXPECT_EQ(out.str(), "\r\x1b[Kposting [############............] 6,000 / 12,000\r\x1b[K");
}

TEST(Progress, WritesLinesElsewhere) {
  paritrana::testing::FakeClock clock;
  std::ostringstream out;
  Progress progress(out, false, clock);
  for (int second = 0; second < 12; ++second) {
    clock.Advance(absl::Seconds(1));
    progress.Update("posting", 1, 0);
  }
  EXPECT_EQ(out.str(), "posting 1\nposting 1\nposting 1\n");
}

TEST(Ranking, MovesRowsWhenADeltaArrives) {
  scoring::v1::Ranking ranking;
  for (const char* code : {"64.01", "64.02", "64.03"}) {
    scoring::v1::RankingRow* row = ranking.add_rows();
    row->set_region(code);
    row->set_rank(static_cast<std::uint32_t>(ranking.rows_size()));
  }
  scoring::v1::RankingDelta delta;
  delta.add_removed("64.01");
  scoring::v1::RankingRow* changed = delta.add_changed();
  changed->set_region("64.03");
  changed->set_rank(1);
  delta.add_changed()->set_region("64.04");  // not ranked: last
  ApplyDelta(delta, &ranking);
  ASSERT_EQ(ranking.rows_size(), 3);
  EXPECT_EQ(ranking.rows(0).region(), "64.03");
  EXPECT_EQ(ranking.rows(1).region(), "64.02");
  EXPECT_EQ(ranking.rows(2).region(), "64.04");
}

TEST(Ranking, SaysWhyARegionHasNoRankAndWhatIsAnExample) {
  scoring::v1::Ranking ranking;
  ranking.mutable_stamp()->set_parked_lines(2);
  ranking.add_rows()->set_not_ranked_reason(scoring::v1::NOT_RANKED_REASON_NO_DENOMINATOR);
  scoring::v1::RankingRow* example = ranking.add_rows();
  example->set_rank(1);
  example->set_shared(true);
  example->set_entitled_is_example(true);
  const Table table = RankingTable(ranking, 10);
  EXPECT_THAT(table.rows[0].back(), HasSubstr("entitled workers not known"));
  EXPECT_EQ(table.rows[1].front(), "1=");
  EXPECT_EQ(table.rows[1].back(), "example");
  EXPECT_THAT(RankingTitle(ranking), HasSubstr("INCOMPLETE: 2 lines parked"));
  EXPECT_EQ(Percent(7'805), "78.05 %");
}

}  // namespace
}  // namespace paritrana::cli
