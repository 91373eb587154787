// SPDX-License-Identifier: Apache-2.0
#include "libs/contract/submission_digest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iomanip>
#include <sstream>
#include <utility>

namespace paritrana::contract {
namespace {

using compliance::v1::ContributionLine;

std::string Hex(const Digest& digest) {
  std::ostringstream out;
  for (const std::uint8_t byte : digest) {
    out << std::hex << std::setw(2) << std::setfill('0') << static_cast<int>(byte);
  }
  return out.str();
}

void AddAmount(ContributionLine& line, common::v1::Programme programme, std::int64_t employer) {
  auto& amount = *line.add_amounts();
  amount.set_programme(programme);
  amount.set_employer_rupiah(employer);
}

ContributionLine WageEarner() {
  ContributionLine line;
  line.set_line_id("L-1");
  line.mutable_worker()->set_nik("3174011708900001");
  line.set_segment(common::v1::SEGMENT_PU);
  line.set_reported_wage_rupiah(5'000'000);
  AddAmount(line, common::v1::PROGRAMME_JKK, 12'000);
  AddAmount(line, common::v1::PROGRAMME_JKM, 15'000);
  return line;
}

ContributionLine SelfEmployedForAYear() {
  ContributionLine line;
  line.set_line_id("L-2");
  line.mutable_worker()->set_kpj("01234567890");
  line.set_covered_from("2024-01");
  line.set_covered_to("2024-12");
  line.set_segment(common::v1::SEGMENT_BPU);
  line.set_reported_wage_rupiah(1'000'000);
  AddAmount(line, common::v1::PROGRAMME_JKK, 120'000);
  return line;
}

TEST(CanonicalText, DiffersWhenATabMovesFromOneFieldToTheNext) {
  ContributionLine one;
  one.set_line_id("a\tb");
  ContributionLine other;
  other.set_line_id("a");
  other.mutable_worker()->set_nik("b");
  EXPECT_NE(CanonicalText(one), CanonicalText(other));
  EXPECT_EQ(CanonicalText(one), "a\\tb\t\t\t\t0\t0\n");
}

TEST(CanonicalText, TellsAnEscapedFeedFromItsSpelling) {
  ContributionLine feed;
  feed.set_line_id("a\n");
  ContributionLine spelled;
  spelled.set_line_id("a\\n");
  EXPECT_NE(CanonicalText(feed), CanonicalText(spelled));
}

TEST(CanonicalText, TellsANikFromTheSameDigitsAsKpj) {
  ContributionLine nik;
  nik.mutable_worker()->set_nik("01234567890");
  ContributionLine kpj;
  kpj.mutable_worker()->set_kpj("01234567890");
  EXPECT_NE(CanonicalText(nik), CanonicalText(kpj));
}

TEST(CanonicalText, HasTheFormOfTheFormatsPage) {
  EXPECT_EQ(CanonicalText(WageEarner()),
            "L-1\tnik:3174011708900001\t\t\t1\t5000000\t1:12000:0\t2:15000:0\n");
  EXPECT_EQ(CanonicalText(SelfEmployedForAYear()),
            "L-2\tkpj:01234567890\t2024-01\t2024-12\t2\t1000000\t1:120000:0\n");
}

TEST(CanonicalText, NamesLaterFieldsOnlyIfTheySaySomething) {
  ContributionLine line;
  line.set_line_id("L-3");
  line.set_action(compliance::v1::LINE_ACTION_CORRECT);
  line.mutable_previous()->set_line_id("L-1");
  line.set_payroll_number("K\t7");
  line.add_programmes(common::v1::PROGRAMME_JKK);
  line.add_programmes(common::v1::PROGRAMME_JHT);
  line.set_relief_code("BPU50_OTHER");
  line.set_membership_no(2);
  line.set_age_years(57);
  line.set_jp_deferred(true);
  EXPECT_EQ(CanonicalText(line),
            "L-3\t\t\t\t0\t0\taction=2\tprevious_run=\tprevious_line=L-1\tpayroll_number=K\\t7\t"
            "programmes=1,3\trelief_code=BPU50_OTHER\tmembership_no=2\tage_years=57\t"
            "jp_deferred=1\n");
}

TEST(CanonicalText, LeavesTheNumberOutWhenTheWorkerIsReplaced) {
  const std::string text = CanonicalTextWithWorker(WageEarner(), "W");
  EXPECT_EQ(text, "L-1\tW\t\t\t1\t5000000\t1:12000:0\t2:15000:0\n");
}

TEST(SubmissionDigest, IsZeroBeforeTheFirstLine) {
  EXPECT_EQ(SubmissionDigest().bytes(), std::string(32, '\0'));
}

// The expected values were computed with Python's hashlib from the formats page.
TEST(SubmissionDigest, ChainsAsTheFormatsPageSays) {
  SubmissionDigest digest;
  digest.Add(CanonicalText(WageEarner()));
  EXPECT_EQ(Hex(digest.digest()),
            "d17016b8d7adbbbdfd5f4175355115a8225f165f1f28dd653e7a6435586d53fc");
  digest.Add(CanonicalText(SelfEmployedForAYear()));
  EXPECT_EQ(Hex(digest.digest()),
            "6815adf191d5cd921e210a6fa844986bb76bc23a86c92607ff86af0d3b6e2c5f");
}

TEST(SubmissionDigest, GoesOnFromAKeptDigest) {
  SubmissionDigest whole;
  whole.Add("one\n");
  SubmissionDigest rest(whole.digest());
  whole.Add("two\n");
  rest.Add("two\n");
  EXPECT_EQ(rest.digest(), whole.digest());
}

TEST(SubmissionDigest, DependsOnTheOrderOfLines) {
  SubmissionDigest one;
  one.Add("one\n");
  one.Add("two\n");
  SubmissionDigest other;
  other.Add("two\n");
  other.Add("one\n");
  EXPECT_NE(one.digest(), other.digest());
}

}  // namespace
}  // namespace paritrana::contract
