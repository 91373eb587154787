// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/messages.h"

#include <memory>

#include <gtest/gtest.h>

#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::synth {
namespace {

Calibration Shipped() {
  Calibration calibration;
  calibration.rules =
      std::make_shared<const contribution::RuleBook>(contribution::testing::ShippedBook());
  return calibration;
}

SynthPayer APayer(Cadence cadence) {
  SynthPayer payer;
  payer.npp = "C1";
  payer.division = "000";
  payer.cadence = cadence;
  payer.size_class = 2;
  payer.jkk_class = 2;
  SynthWorker worker;
  worker.nik = "6474010101900001";
  worker.birth_date = absl::CivilDay(1990, 1, 1);
  worker.wage_rupiah = 1'000'000;
  worker.first_month = Month(2024, 3);
  worker.last_month = Month(2024, 12);
  payer.workers = {worker};
  return payer;
}

TEST(LinesOf, LeavesOutMonthsBeforeAPersonBegan) {
  const Calibration calibration = Shipped();
  EXPECT_TRUE(LinesOf(calibration, APayer(Cadence::kMonthly), Month(2024, 2)).empty());
  EXPECT_EQ(LinesOf(calibration, APayer(Cadence::kMonthly), Month(2024, 3)).size(), 1U);
}

TEST(LinesOf, LeavesTheLastMonthOfLatePeopleToTheFeed) {
  const Calibration calibration = Shipped();
  SynthPayer payer = APayer(Cadence::kMonthly);
  payer.workers[0].late = true;
  EXPECT_EQ(LinesOf(calibration, payer, Month(2024, 11)).size(), 1U);
  EXPECT_TRUE(LinesOf(calibration, payer, Month(2024, 12)).empty());
  ASSERT_EQ(LateLinesOf(calibration, payer, 2024).size(), 1U);
  EXPECT_EQ(LateLinesOf(calibration, payer, 2024)[0].covered_from(), "2024-12");
}

TEST(LinesOf, PaysAYearAtOnceWithTheTotalOfItsMonths) {
  const Calibration calibration = Shipped();
  const SynthPayer payer = APayer(Cadence::kYearly);
  EXPECT_TRUE(LinesOf(calibration, payer, Month(2024, 11)).empty());
  const auto lines = LinesOf(calibration, payer, Month(2024, 12));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].covered_from(), "2024-03");
  EXPECT_EQ(lines[0].covered_to(), "2024-12");
  ASSERT_EQ(lines[0].amounts_size(), 3);
  EXPECT_EQ(lines[0].amounts(2).programme(), common::v1::PROGRAMME_JHT);
  EXPECT_EQ(lines[0].amounts(2).employer_rupiah(), 10 * 37'000);
  EXPECT_EQ(lines[0].amounts(2).employee_rupiah(), 10 * 20'000);
}

TEST(ToLine, DeclaresBySizeAndRiskClass) {
  const Calibration calibration = Shipped();
  SynthPayer payer = APayer(Cadence::kMonthly);
  const auto line = [&] {
    const Month month(2024, 12);
    return ToLine(calibration, payer, payer.workers[0], "w-1", month, month);
  };
  EXPECT_EQ(line().amounts(0).employer_rupiah(), 5'400);
  payer.jkk_class = 5;
  EXPECT_EQ(line().amounts(0).employer_rupiah(), 17'400);
  payer.size_class = 1;
  EXPECT_EQ(line().amounts_size(), 2);
  payer.size_class = 4;
  EXPECT_EQ(line().amounts_size(), 4);
}

TEST(ToLine, DeclaresNoPensionForThoseOfPensionAge) {
  const Calibration calibration = Shipped();
  SynthPayer payer = APayer(Cadence::kMonthly);
  payer.size_class = 4;
  payer.workers[0].birth_date = absl::CivilDay(1966, 7, 2);
  const auto programmes = [&](Month month) {
    return ToLine(calibration, payer, payer.workers[0], "w-1", month, month).amounts_size();
  };
  EXPECT_EQ(programmes(Month(2024, 7)), 4);
  EXPECT_EQ(programmes(Month(2024, 8)), 3);
}

TEST(ToLine, DeclaresOnTheIncomeOfSelfEmployedPeople) {
  SynthPayer payer = APayer(Cadence::kMonthly);
  payer.segment = SynthSegment::kBpu;
  payer.jkk_class = 0;
  payer.workers[0].wage_rupiah = 3'000'000;
  const Month month(2024, 12);
  const auto line = ToLine(Shipped(), payer, payer.workers[0], "w-1", month, month);
  ASSERT_EQ(line.amounts_size(), 2);
  EXPECT_EQ(line.amounts(0).employee_rupiah(), 30'000);
  EXPECT_EQ(line.amounts(1).employee_rupiah(), 6'800);
}

TEST(LinesOf, DeclareSomethingForEveryoneOfTheExamplePopulation) {
  const Population population({}, ReadCalibration("data").value());
  std::size_t lines = 0;
  for (std::size_t i = 0; i < population.payers(); i += 7) {
    const SynthPayer payer = population.MakePayer(i);
    for (const auto& line : LinesOf(population.calibration(), payer, Month(2024, 12))) {
      ASSERT_GE(line.amounts_size(), 2) << line.line_id() << " of " << payer.ref();
      ++lines;
    }
  }
  EXPECT_GT(lines, 1'000U);
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
