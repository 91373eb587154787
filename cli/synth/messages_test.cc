// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/messages.h"

#include <gtest/gtest.h>

namespace paritrana::synth {
namespace {

Calibration OneShare() {
  Calibration calibration;
  calibration.declared[0] = {
      {.programme = "JHT", .employer_per_100000 = 3700, .employee_per_100000 = 2000}};
  return calibration;
}

SynthPayer APayer(Cadence cadence) {
  SynthPayer payer;
  payer.npp = "C1";
  payer.division = "000";
  payer.cadence = cadence;
  SynthWorker worker;
  worker.nik = "6474010101900001";
  worker.wage_rupiah = 1'000'000;
  worker.first_month = Month(2024, 3);
  worker.last_month = Month(2024, 12);
  payer.workers = {worker};
  return payer;
}

TEST(LinesOf, LeavesOutMonthsBeforeAPersonBegan) {
  const Calibration calibration = OneShare();
  EXPECT_TRUE(LinesOf(calibration, APayer(Cadence::kMonthly), Month(2024, 2)).empty());
  EXPECT_EQ(LinesOf(calibration, APayer(Cadence::kMonthly), Month(2024, 3)).size(), 1U);
}

TEST(LinesOf, LeavesTheLastMonthOfLatePeopleToTheFeed) {
  const Calibration calibration = OneShare();
  SynthPayer payer = APayer(Cadence::kMonthly);
  payer.workers[0].late = true;
  EXPECT_EQ(LinesOf(calibration, payer, Month(2024, 11)).size(), 1U);
  EXPECT_TRUE(LinesOf(calibration, payer, Month(2024, 12)).empty());
  ASSERT_EQ(LateLinesOf(calibration, payer, 2024).size(), 1U);
  EXPECT_EQ(LateLinesOf(calibration, payer, 2024)[0].covered_from(), "2024-12");
}

TEST(LinesOf, PaysAYearAtOnceWithTheTotalOfItsMonths) {
  const Calibration calibration = OneShare();
  const SynthPayer payer = APayer(Cadence::kYearly);
  EXPECT_TRUE(LinesOf(calibration, payer, Month(2024, 11)).empty());
  const auto lines = LinesOf(calibration, payer, Month(2024, 12));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].covered_from(), "2024-03");
  EXPECT_EQ(lines[0].covered_to(), "2024-12");
  EXPECT_EQ(lines[0].amounts(0).employer_rupiah(), 10 * 37'000);
  EXPECT_EQ(lines[0].amounts(0).employee_rupiah(), 10 * 20'000);
}

TEST(ToWorker, StatesSponsorAndCapacityOfVulnerableWorkers) {
  SynthPayer payer = APayer(Cadence::kMonthly);
  payer.kind = PayerKind::kSponsor;
  payer.segment = SynthSegment::kBpu;
  const auto worker = ToWorker(payer, payer.workers[0]);
  EXPECT_EQ(worker.employment().worker_kind(), common::v1::WORKER_KIND_VULNERABLE);
  EXPECT_EQ(worker.employment().sponsor_kind(), common::v1::SPONSOR_KIND_PROVINCE_BUDGET);
  EXPECT_EQ(worker.employment().start_date(), "2024-03-01");
}

}  // namespace
}  // namespace paritrana::synth
